package main

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/examples"
	"github.com/tocsin-org/tocsin/internal/source"
)

// makeDemo makes the ledger of the demonstration: the shipped examples and a history of invented reports, read and coded
// as any other.
func makeDemo(ctx context.Context, db string) error {
	dir, err := os.MkdirTemp("", "tocsin-examples-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, examples.Files); err != nil {
		return err
	}
	var folders []string
	for _, name := range []string{"dagestan", "more"} {
		if _, err := fs.Stat(examples.Files, name); err != nil {
			return err
		}
		folders = append(folders, filepath.Join(dir, name))
	}
	read := readCommand{DB: db}
	r, err := read.start(ctx, stdio{Out: discard{}, Err: discard{}, NoColor: true})
	if err != nil {
		return err
	}
	defer r.close()
	p := pipeline{workers: runtime.NumCPU(), work: r.work, finish: r.finish}
	if err := p.run(ctx, source.Documents(ctx, folders, source.Options{})); err != nil {
		return err
	}
	return p.run(ctx, inventedHistory(tocsin.DateOf(time.Now()), 1))
}

// discard takes what nobody reads.
type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

// An inventedPlace is a town where invented incidents are set, and the groups that are invented for it.
type inventedPlace struct {
	town, unit string // the unit as a report would say it, with its country
	groups     []string
	rate       float64 // incidents a month in quiet times
}

// Real towns, so that the map and the areas are alive; nothing that is told of them happened.
var inventedPlaces = []inventedPlace{
	{"Derbent", "Dagestan, Russia", []string{"Dawn Front", "Brothers of the Ridge"}, .5},
	{"Kizlyar", "Dagestan, Russia", []string{"Dawn Front"}, .3},
	{"Nazran", "Ingushetia, Russia", []string{"Brothers of the Ridge"}, .2},
	{"Maiduguri", "Borno State, Nigeria", []string{"Harmattan Brigade", "Lake Column"}, .9},
	{"Damboa", "Borno State, Nigeria", []string{"Lake Column"}, .5},
	{"Mubi", "Adamawa State, Nigeria", []string{"Harmattan Brigade"}, .3},
	{"Quetta", "Balochistan, Pakistan", []string{"Plateau Guard"}, .6},
	{"Bannu", "Khyber Pakhtunkhwa, Pakistan", []string{"Plateau Guard", "Sons of the Pass"}, .5},
	{"Cotabato", "the Philippines", []string{"Marsh Lions"}, .3},
	{"Gao", "Mali", []string{"Harmattan Brigade", "River Column"}, .6},
	{"Mopti", "Mali", []string{"River Column"}, .5},
	{"Cúcuta", "Norte de Santander, Colombia", []string{"Sierra Command"}, .3},
}

var inventedOutlets = []string{"Invented Wire", "Sample Herald", "Demonstration Courier", "Specimen Radio"}

// inventedHistory yields short reports of seven years up to a day, none of which is true: each says so in its title and
// its outlet. Violence comes in waves, so that forecasts and change points have something to find.
func inventedHistory(today tocsin.Date, seed uint64) iter.Seq2[*tocsin.Document, error] {
	rng := rand.New(rand.NewPCG(seed, 11))
	return func(yield func(*tocsin.Document, error) bool) {
		n := 0
		for _, p := range inventedPlaces {
			level := p.rate
			for day := today.Add(-7 * 365); day.Before(today); day = day.Add(1) {
				level += (p.rate - level) * .004
				if rng.Float64() < .0015 {
					level = p.rate * (2 + 3*rng.Float64()) // a wave begins
				}
				if rng.Float64() > level/30 {
					continue
				}
				n++
				for _, text := range inventedReports(rng, p, day, today) {
					d := &tocsin.Document{
						ID:   fmt.Sprintf("invented-%04d-%d", n, text.number),
						Name: fmt.Sprintf("invented-%04d-%d", n, text.number), Bytes: []byte(text.body), Format: tocsin.Text, Got: text.day.Time(),
						Told: tocsin.Told{URL: fmt.Sprintf("https://invented.example/%04d/%d", n, text.number), Outlet: text.outlet, Title: text.title, Published: text.day},
					}
					if !yield(d, nil) {
						return
					}
					if n%60 == 30 && text.number == 1 && text.day.Add(1).Before(today) { // some are put right later, at the same address
						again := *d
						again.ID += "-again"
						again.Name, again.Got = again.ID, d.Got.Add(24*time.Hour)
						again.Bytes = []byte(strings.Replace(text.body, "police said.", "police said, correcting what they had said of the place.", 1))
						if !yield(&again, nil) {
							return
						}
					}
				}
			}
		}
	}
}

type inventedText struct {
	number              int
	day                 tocsin.Date
	outlet, title, body string
}

// inventedReports tells of one incident: a first report, and sometimes a later one with another toll, a claim, a denial.
func inventedReports(rng *rand.Rand, p inventedPlace, day, today tocsin.Date) []inventedText {
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	killed, injured := 1+int(rng.ExpFloat64()*3), int(rng.ExpFloat64()*5)
	group := p.groups[rng.IntN(len(p.groups))]
	act := []struct{ what, short string }{
		{"A roadside bomb hit a police patrol", "Roadside bomb hits police patrol"},
		{"A bomb exploded at a market", "Bomb explodes at market"},
		{"Gunmen attacked a checkpoint", "Gunmen attack checkpoint"},
		{"Gunmen opened fire on an army convoy", "Gunmen fire on army convoy"},
		{"A car bomb exploded outside a police station", "Car bomb explodes outside police station"},
		{"Mortar shells hit a residential district", "Shells hit district"},
	}[rng.IntN(6)]
	weekday := day.Weekday().String()
	where := p.town + ", " + p.unit
	toll := fmt.Sprintf("killing %s", persons(killed))
	if injured > 0 {
		toll += fmt.Sprintf(" and wounding %s", persons(injured))
	}
	var out []inventedText
	tell := func(day tocsin.Date, title, body string) {
		if !day.Before(today) {
			return
		}
		out = append(out, inventedText{len(out) + 1, day, inventedOutlets[rng.IntN(len(inventedOutlets))], title + " (invented for demonstration)", body})
	}
	first := fmt.Sprintf("%s in %s on %s, %s, police said.\n\n%s", act.what, where, weekday, toll,
		pick("No group has claimed responsibility.", "Police blamed the "+group+".", "The governor said the "+group+" was behind the attack.", "Residents said they heard shooting for an hour."))
	if rng.IntN(3) == 0 {
		first += fmt.Sprintf("\n\nThe %s said in a statement that it had carried out the attack.", group)
	}
	tell(day.Add(1), act.short+" in "+p.town, first)
	switch rng.IntN(4) {
	case 0:
		tell(day.Add(2), "Toll rises in "+p.town, fmt.Sprintf("The number of people killed when %s in %s on %s has risen to %d, a hospital official said.", lowerFirst(act.what), where, weekday, killed+1+rng.IntN(3)))
	case 1:
		tell(day.Add(2), "Group says it was behind attack in "+p.town, fmt.Sprintf("The %s claimed responsibility on %s for the attack in %s on %s, in which %s were killed.", group, day.Add(2).Weekday(), where, weekday, persons(killed)))
	case 2:
		if len(p.groups) > 1 {
			tell(day.Add(3), "Denial after attack in "+p.town, fmt.Sprintf("The %s denied that it was behind the attack in %s on %s, in which %s were killed. An analyst said that the style was not that of the %s.", group, where, weekday, persons(killed), group))
		}
	}
	return out
}

func persons(n int) string {
	if n == 1 {
		return "one person"
	}
	return fmt.Sprintf("%d people", n)
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
