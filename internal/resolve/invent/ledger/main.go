// Command ledger writes a ledger of invented reports, as large as is asked for, to measure with:
//
//	go run ./internal/resolve/invent/ledger --db sqlite:big.db --accounts 300000
package main

import (
	"context"
	"flag"
	"fmt"
	"log"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// batch is how many reports are appended in one transaction.
const batch = 500

func main() {
	db := flag.String("db", "sqlite:invented.db", "where to write it: sqlite:PATH or a postgres:// URL")
	accounts := flag.Int("accounts", 300_000, "how many accounts, in about a third as many incidents")
	years := flag.Int("years", 10, "over how many years from 2015")
	seed := flag.Uint64("seed", 1, "another seed invents other reports")
	flag.Parse()
	if err := write(context.Background(), *db, *accounts, *years, *seed); err != nil {
		log.Fatal(err)
	}
}

func write(ctx context.Context, db string, accounts, years int, seed uint64) error {
	l, err := ledger.Open(ctx, db)
	if err != nil {
		return err
	}
	defer l.Close()
	var readings []ledger.Reading
	reports, told := 0, 0
	flush := func() error {
		_, err := l.AppendReadings(ctx, readings)
		readings = readings[:0]
		return err
	}
	for c := range invent.Reports(accounts, years, seed) {
		c.Record.Report = c.Report.Heading()
		c.Record.Report.Relevant = len(c.Record.Accounts) > 0
		readings = append(readings, ledger.Reading{
			Document: &tocsin.Document{Name: c.Report.ID, Bytes: []byte(c.Report.Text)},
			Report:   c.Report, Record: c.Record, Coder: "invented/1",
		})
		reports, told = reports+1, told+len(c.Record.Accounts)
		if len(readings) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	fmt.Printf("%d reports with %d accounts in %s\n", reports, told, db)
	return nil
}
