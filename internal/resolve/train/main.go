// Command train learns what package resolve weighs reports and accounts by:
//
//	go run ./internal/resolve/train texts DOCS.jsonl.gz >text.weights   reports, by their words alone
//	go run ./internal/resolve/train words DATA >common.words            words and names that tell little
//	go run ./internal/resolve/train pairs DATA >pair.weights            pairs of accounts
//	go run ./internal/resolve/train numbers DATA >number.weights        numbers of people harmed
//
// DATA is the folder of development data. Learning gives the same bytes each time that the same data are coded by the same
// version of the coder; words come before pairs. Write to a file elsewhere, then into internal/resolve.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/score"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: train texts DOCS.jsonl.gz, train words DATA, train pairs DATA or train numbers DATA")
	}
	var out string
	var err error
	switch args[0] {
	case "texts":
		out, err = learnTexts(args[1])
	case "words":
		out, err = commonWords(args[1])
	case "pairs":
		out, err = learnPairs(args[1])
	case "numbers":
		out, err = learnNumbers(args[1])
	default:
		err = fmt.Errorf("train what? texts, words, pairs or numbers, not %q", args[0])
	}
	fmt.Print(out)
	return err
}

// learnTexts learns from the tuning half of the incidents of a corpus.
func learnTexts(path string) (string, error) {
	docs, err := score.ReadMergeTexts(path)
	if err != nil {
		return "", err
	}
	texts, incidents := make([]resolve.Text, len(docs)), make([]string, len(docs))
	for i, d := range docs {
		day, err := tocsin.ParseDate(d.Date)
		if err != nil {
			return "", fmt.Errorf("%s: %w", d.ID, err)
		}
		texts[i] = resolve.Text{ID: d.ID, Title: d.Title, Date: day, Body: d.Text}
		incidents[i] = d.Incident
	}
	note := "Learnt by internal/resolve/train from the tuning half of " + filepath.Base(path)
	return resolve.LearnTexts(texts, incidents, tuned, note), nil
}

func tuned(incident string) bool { return !score.InMergeTestHalf(incident) }

// A corpus is coded reports with the real incident of each account, "" where nobody has said.
type corpus []score.GoldAccounts

// read returns the gun-violence reports and the events, coded by the machine, and the gold records.
func read(data string) (guns, events, gold corpus, err error) {
	code, err := coder.New()
	if err != nil {
		return nil, nil, nil, fmt.Errorf("starting the coder: %w", err)
	}
	add := func(c *corpus, r *tocsin.Report, incident string) error {
		rec, err := code.Code(context.Background(), r)
		if err != nil {
			return fmt.Errorf("coding %s: %w", r.ID, err)
		}
		*c = append(*c, score.GoldAccounts{Report: r, Record: rec, Incidents: slices.Repeat([]string{incident}, len(rec.Accounts))})
		return nil
	}
	docs, err := score.ReadMergeTexts(filepath.Join(data, "merge/gva-dev.jsonl.gz"))
	if err != nil {
		return nil, nil, nil, err
	}
	for _, d := range docs {
		if err := add(&guns, d.Report(), d.Incident); err != nil {
			return nil, nil, nil, err
		}
	}
	items, err := score.ReadEvents(filepath.Join(data, "merge/current-events-2025.jsonl.gz"))
	if err != nil {
		return nil, nil, nil, err
	}
	for _, r := range items {
		if err := add(&events, r, ""); err != nil {
			return nil, nil, nil, err
		}
	}
	g, err := score.ReadGoldAccounts(filepath.Join(data, "gold"))
	return guns, events, g, err
}

// A word is common if one account in commonShare has it, and commonLeast do, in one of the corpora.
const (
	commonShare = 100
	commonLeast = 10
)

// commonWords lists the common words and names of the corpora.
func commonWords(data string) (string, error) {
	guns, events, gold, err := read(data)
	if err != nil {
		return "", err
	}
	var words []string
	for _, c := range []corpus{guns, events, gold} {
		count, n := map[string]int{}, 0
		for _, r := range c {
			resolve.TextCounts(r.Report, r.Record, count)
			n += len(r.Record.Accounts)
		}
		for w, k := range count {
			if len(w) >= 4 && k >= commonLeast && k*commonShare >= n {
				words = append(words, w)
			}
		}
	}
	slices.Sort(words)
	out := bytes.NewBufferString("# Words and names, cut to eight letters, that one account in a hundred has, in one of three corpora: internal/resolve/train words\n")
	for _, w := range slices.Compact(words) {
		fmt.Fprintln(out, w)
	}
	return out.String(), nil
}

// Weights of the corpora: of the first there are very many pairs, of single acts in quiet places.
const (
	weightGuns   = 1
	weightEvents = 5
	weightGold   = 10
	ridge        = 3
)

//go:embed events.pairs
var eventPairs []byte

// learnPairs learns from pairs of accounts that are compared: of the gun-violence reports and the gold records those of the
// tuning half, by hash of the incident, and those of one half with the other, which are never of one incident; of the
// events those labelled of which one is from a month with an odd number.
func learnPairs(data string) (string, error) {
	guns, events, gold, err := read(data)
	if err != nil {
		return "", err
	}
	// People told the incident of a gun-violence report as a whole: what it tells as background may be another.
	for i, r := range guns {
		guns[i].Record.Accounts = slices.DeleteFunc(r.Record.Accounts, func(a tocsin.Account) bool { return a.Background })
	}
	examples := slices.Concat(guns.examples(weightGuns), gold.examples(weightGold))
	labels, err := score.ParsePairLabels(bytes.NewReader(eventPairs))
	if err != nil {
		return "", fmt.Errorf("events.pairs: %w", err)
	}
	same := map[[2]string]bool{}
	for _, l := range labels {
		same[[2]string{l.A, l.B}], same[[2]string{l.B, l.A}] = l.Same, l.Same
	}
	odd := map[string]bool{}
	for _, r := range events {
		odd[r.Report.ID] = r.Report.Published.Month%2 == 1
	}
	for pair, e := range events.linker().Compared() {
		a, b := pair[0].Report, pair[1].Report
		if told, ok := same[[2]string{a, b}]; ok && (odd[a] || odd[b]) {
			e.Same, e.Weight = told, weightEvents
			examples = append(examples, e)
		}
	}
	return resolve.LearnPairs(examples, ridge, "Learnt by internal/resolve/train pairs"), nil
}

func (c corpus) linker() *resolve.Linker {
	l := resolve.NewLinker()
	for _, r := range c {
		l.Add(r.Report, r.Record)
	}
	return l
}

// examples returns the pairs of which at least one account is of the tuning half.
func (c corpus) examples(weight float64) []resolve.PairExample {
	incident := map[tocsin.AccountRef]string{}
	for _, r := range c {
		for i, a := range r.Record.Accounts {
			incident[tocsin.AccountRef{Report: r.Report.ID, Account: a.ID}] = r.Incidents[i]
		}
	}
	var out []resolve.PairExample
	for pair, e := range c.linker().Compared() {
		a, b := incident[pair[0]], incident[pair[1]]
		if tuned(a) || tuned(b) {
			e.Same, e.Weight = a == b, weight
			out = append(out, e)
		}
	}
	return out
}

// numberRidge is strong: there are few incidents of which the voices differ.
const numberRidge = 10

// learnNumbers learns which of the numbers that reports of one incident give is the true one, from gun-violence incidents
// of the tuning half whose toll people found.
func learnNumbers(data string) (string, error) {
	code, err := coder.New()
	if err != nil {
		return "", fmt.Errorf("starting the coder: %w", err)
	}
	docs, err := score.ReadMergeTexts(filepath.Join(data, "merge/gva-dev.jsonl.gz"))
	if err != nil {
		return "", err
	}
	frames, err := score.ReadFrames(filepath.Join(data, "merge/gva-dev-frames.jsonl.gz"))
	if err != nil {
		return "", err
	}
	reports, records := map[string][]*tocsin.Report{}, map[string][]*tocsin.Record{}
	for _, d := range docs {
		if _, ok := frames[d.Incident]; !ok {
			continue
		}
		r := d.Report()
		rec, err := code.Code(context.Background(), r)
		if err != nil {
			return "", fmt.Errorf("coding %s: %w", r.ID, err)
		}
		reports[d.Incident], records[d.Incident] = append(reports[d.Incident], r), append(records[d.Incident], rec)
	}
	var mine, others []resolve.NumberExample
	for _, incident := range slices.Sorted(maps.Keys(reports)) {
		link, id := resolve.OneIncident(reports[incident], records[incident])
		f, truth := frames[incident], map[tocsin.Effect]int{}
		if f.Killed != nil {
			truth[tocsin.Killed] = *f.Killed
		}
		if f.Injured != nil {
			truth[tocsin.Injured] = *f.Injured
		}
		examples := link.NumberExamples(id, truth)
		if tuned(incident) {
			mine = append(mine, examples...)
		} else {
			others = append(others, examples...)
		}
	}
	return resolve.LearnNumbers(mine, others, numberRidge, "Learnt by internal/resolve/train numbers from the tuning half of gva-dev.jsonl.gz"), nil
}
