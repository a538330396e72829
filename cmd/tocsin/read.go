package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/report"
	"github.com/tocsin-org/tocsin/internal/source"
)

type readCommand struct {
	Inputs []string `arg:"" name:"input" help:"Files, folders, addresses (https://…), or - for standard input."`

	JSON      bool        `name:"json" help:"Print each record as JSON, one a line."`
	Out       string      `placeholder:"DIR" help:"Write each record to DIR/<id>.json and print none (unless --json)."`
	DB        string      `name:"db" default:"sqlite:tocsin.db" env:"TOCSIN_DB" placeholder:"DB" help:"The ledger's database: sqlite:PATH, a postgres:// URL, or none to keep nothing (${default})."`
	URL       string      `placeholder:"URL" help:"Address of the report, where the file does not say it."`
	Outlet    string      `help:"Who published the reports, where the files do not say it."`
	Title     string      `help:"Title of the report, where the file does not say it."`
	Published tocsin.Date `placeholder:"YYYY-MM-DD" help:"Day of publication, where the files do not say it."`
	Workers   int         `placeholder:"N" help:"How many reports are coded at once; by default one for each processor."`
	dumps     `embed:""`
}

// Help teaches how to use the command.
func (readCommand) Help() string {
	return `An input is a web page (HTML), plain text, Markdown, a JSON document {"id","url","outlet","title","byline","published",
"language","text"} or a file with one of these a line; each also compressed with gzip. A folder stands for all of these
in it. Words like "Tuesday" can only be dated if the day of publication is known: say it with --published where a file
does not.

  tocsin read examples/                                      print what each report says
  tocsin read --published 2024-03-02 --outlet "Kareth Post" report.txt
  tocsin read --json --db none page.html | jq .accounts      one record, kept nowhere
  tocsin read --out coded/ --db none reports.jsonl.gz        many records, one file each
  tocsin read https://news.example/2024/03/market            fetched politely, robots.txt obeyed

A document that cannot be read is named on standard error and in the ledger, the rest is read, and the exit code is 1.
Reading the same again adds nothing to the ledger; a new text at a known address is kept as a new revision.`
}

// check refuses what cannot be meant.
func (c *readCommand) check() error {
	if len(c.Inputs) > 1 && (c.URL != "" || c.Title != "") {
		return usagef("--url and --title are of one report, and there are %d inputs", len(c.Inputs))
	}
	if c.Workers < 0 {
		return usagef("--workers %d: want 1 or more", c.Workers)
	}
	return nil
}

// Run reads the inputs.
func (c *readCommand) Run(ctx context.Context, s stdio) error {
	if err := c.check(); err != nil {
		return err
	}
	r, err := c.start(ctx, s)
	if err != nil {
		return err
	}
	defer r.close()
	documents := source.Documents(ctx, c.Inputs, source.Options{
		Told:    tocsin.Told{URL: c.URL, Outlet: c.Outlet, Title: c.Title, Published: c.Published},
		Stdin:   s.In,
		Fetcher: &source.Fetcher{},
	})
	workers := c.Workers
	if workers == 0 {
		workers = runtime.NumCPU()
	}
	p := pipeline{workers: workers, work: r.work, finish: r.finish}
	err = p.run(ctx, documents)
	r.close()
	fmt.Fprintln(s.Err, r.counts)
	if err == nil && r.counts.errors > 0 {
		err = fmt.Errorf("%s could not be read", plural(r.counts.errors, "document", "documents"))
	}
	return err
}

// A reading is one run of the command.
type reading struct {
	options readCommand
	io      stdio
	coder   *coder.Coder
	ledger  *ledger.Ledger // nil: nothing is kept
	printer *printer
	counter *counter
	counts  counts
}

func (c *readCommand) start(ctx context.Context, s stdio) (*reading, error) {
	r := &reading{options: *c, io: s, printer: newPrinter(s)}
	var err error
	if r.coder, err = c.dumps.coder(s); err != nil {
		return nil, err
	}
	if c.Out != "" {
		if err := os.MkdirAll(c.Out, 0o777); err != nil {
			return nil, err
		}
	}
	if c.DB != "none" {
		if r.ledger, err = ledger.Open(ctx, c.DB); err != nil {
			return nil, err
		}
	}
	// Records printed to a terminal show progress by themselves, and a bar would run through them.
	if !isTerminal(s.Out) || c.Out != "" && !c.JSON {
		r.counter = startCounter(s.Err)
	}
	return r, nil
}

// close ends the progress bar and closes the ledger. It can be called twice.
func (r *reading) close() {
	r.counter.end()
	if r.ledger != nil {
		if err := r.ledger.Close(); err != nil {
			fmt.Fprintf(r.io.Err, "tocsin: closing the ledger: %v\n", err)
		}
		r.ledger = nil
	}
}

// work reads and codes one document.
func (r *reading) work(ctx context.Context, d *tocsin.Document) (*tocsin.Report, *tocsin.Record, error) {
	rep, err := report.Make(d)
	if err != nil {
		return nil, nil, err
	}
	if unfit := rep.Check(); len(unfit) > 0 {
		if len(rep.Problems) > 0 { // they say why
			unfit = rep.Problems
		}
		return nil, nil, fmt.Errorf("%s: %s", d.Name, problemWords(unfit))
	}
	rec, err := codeReport(ctx, r.coder, rep)
	return rep, rec, err
}

// codeReport codes a report and gathers in the record all that a reviewer should look at: what went wrong
// while it was read, what the coder was unsure of, and what is not as the codebook says.
func codeReport(ctx context.Context, c *coder.Coder, r *tocsin.Report) (*tocsin.Record, error) {
	rec, err := c.Code(ctx, r)
	if err != nil {
		return nil, err
	}
	rec.Notes = slices.Concat(r.Problems, rec.Notes, rec.Problems(r.Text))
	return rec, nil
}

func problemWords(ps []tocsin.Problem) string {
	parts := make([]string, len(ps))
	for i, p := range ps {
		parts[i] = p.String()
	}
	return strings.Join(parts, "; ")
}

// finish keeps a batch in the ledger and then writes it out, so that whatever has been shown is kept.
func (r *reading) finish(ctx context.Context, batch []item) error {
	outcomes := make([]ledger.Outcome, len(batch))
	if r.ledger != nil {
		readings := make([]ledger.Reading, len(batch))
		for i, it := range batch {
			if it.document == nil { // the error is all there is, and names the input
				it.document = &tocsin.Document{Name: it.err.Error()}
			}
			readings[i] = ledger.Reading{Document: it.document, Report: it.report, Record: it.record, Coder: r.coder.Version(), Err: it.err}
		}
		var err error
		if outcomes, err = r.ledger.AppendReadings(ctx, readings); err != nil {
			return err
		}
	}
	for i, it := range batch {
		if err := r.deliver(it, outcomes[i]); err != nil {
			return err
		}
	}
	return nil
}

// deliver writes one item to where the user wants it.
func (r *reading) deliver(it item, o ledger.Outcome) error {
	r.counter.step()
	r.counts.add(it, o)
	if it.err != nil {
		r.counter.say(r.io.Err, "tocsin: %s\n", inert(it.err.Error()))
		return nil
	}
	if o.ID != "" {
		it.report.Revision, it.report.CopyOf = o.Revision, o.CopyOf
	} else {
		o.ID = it.report.ID
	}
	if r.options.Out != "" {
		b, err := recordJSON(it.record, " ")
		if err == nil {
			err = os.WriteFile(filepath.Join(r.options.Out, it.report.ID+".json"), b, 0o666)
		}
		if err != nil {
			return fmt.Errorf("writing the record of %s: %w", it.document.Name, err)
		}
	}
	if r.options.JSON {
		b, err := recordJSON(it.record, "")
		if err == nil {
			_, err = r.io.Out.Write(b)
		}
		return err
	}
	if r.options.Out == "" {
		return r.printer.record(r.io.Out, o.ID, it.report, it.record)
	}
	return nil
}

// recordJSON returns a record as JSON with a newline at its end.
func recordJSON(rec *tocsin.Record, indent string) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(rec)
	return buf.Bytes(), err
}

// counts are what a run has seen.
type counts struct {
	read, added, revisions, copies int // reports
	relevant, accounts             int
	problems, errors, differing    int
	kept                           bool // a ledger counts what is new
}

func (c *counts) add(it item, o ledger.Outcome) {
	if it.err != nil {
		c.errors++
		return
	}
	c.read++
	c.accounts += len(it.record.Accounts)
	c.problems += len(it.record.Notes)
	if len(it.record.Accounts) > 0 {
		c.relevant++
	}
	if o.ID != "" {
		c.kept = true
	}
	if o.New {
		c.added++
		if o.Revision > 1 {
			c.revisions++
		}
		if o.CopyOf != "" {
			c.copies++
		}
	}
	if o.Differs {
		c.differing++
	}
}

func (c counts) String() string {
	s := fmt.Sprintf("%s read: %s in %s; %s to look at", plural(c.read, "report", "reports"),
		plural(c.accounts, "account", "accounts"), plural(c.relevant, "report", "reports"), plural(c.problems, "problem", "problems"))
	if c.kept {
		s += fmt.Sprintf("; %d new in the ledger", c.added)
	}
	if c.revisions > 0 {
		s += fmt.Sprintf(", %d of them new texts at known addresses", c.revisions)
	}
	if c.copies > 0 {
		s += fmt.Sprintf(", %d of them copies", c.copies)
	}
	if c.differing > 0 {
		s += fmt.Sprintf("\n%s not the one that the ledger holds of this coder version; the earlier stands", plural(c.differing, "record is", "records are"))
	}
	return s
}
