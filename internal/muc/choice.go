package muc

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/score"
	"github.com/tocsin-org/tocsin/internal/timex"
)

// A choice is one date or location that a template may have, with what may tell whether it is the right one.
type choice struct {
	text    string
	general bool // a country alone: half right for any place in it
	numbers numbers
}

// credit returns the credit to be expected of a location that is right with a probability.
func (c *choice) credit(p float64) float64 {
	if c.general {
		return p + (sameCountry-p)/2
	}
	return p
}

// sameCountry is how often the country of the record is right.
const sameCountry = .93

func bestChoice(cs []choice, credit func(*choice) float64) string {
	best, text := math.Inf(-1), ""
	for i := range cs {
		if x := credit(&cs[i]); x > best {
			best, text = x, cs[i].text
		}
	}
	return text
}

var months = [...]string{"", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}

func mucDay(d tocsin.Date) string {
	return fmt.Sprintf("%02d %s %02d", d.Day, months[d.Month], d.Year%100)
}

// plainText writes a filler of a template of the record without blanks, as fillers are compared.
func plainText(s string) string { return strings.ReplaceAll(s, " ", "") }

func slotText(t *score.MUCAccountTemplate, slot score.MUCSlot) string {
	if t == nil || len(t.Slots[slot]) == 0 {
		return ""
	}
	return t.Slots[slot][0].Texts()[0]
}

// dayChoices lists what the date of a frame may be: what the record has, the days of the dateline and before it, and the
// days that its sentences and those before them name.
func (d *prepared) dayChoices(i int) []choice {
	f := &d.frames[i]
	var texts []string
	add := func(t string) {
		if t != "" && !slices.ContainsFunc(texts, func(o string) bool { return plainText(o) == plainText(t) }) {
			texts = append(texts, t)
		}
	}
	var blank score.MUCTemplate
	score.MUCDefaults(d.text, &blank)
	usual := ""
	for _, x := range blank.Slots[score.MUCDate] {
		usual = x.Texts()[0]
	}
	own := slotText(f.from, score.MUCDate)
	day := d.text.Date
	add(usual)
	add(own)
	if !day.IsZero() {
		add(mucDay(day))
		add(mucDay(day.Add(-1)))
		add(mucDay(day.Add(-1)) + " - " + mucDay(day))
	}
	type named struct {
		text     string
		sentence int
		first    string
	}
	var all []named
	for _, x := range d.times() {
		if !x.Known() || x.Future || x.To.Sub(x.From) > 10 || x.First < d.body {
			continue
		}
		t := mucDay(x.From)
		if x.From != x.To {
			t += " - " + mucDay(x.To)
		}
		all = append(all, named{t, d.tok(x.First).Sentence, d.tok(x.First).Lower})
		if d.sentencesFrom(f, d.tok(x.First).Sentence) <= 1 {
			add(t)
			add("- " + mucDay(x.To))
		}
	}
	var out []choice
	for _, t := range texts {
		c := choice{text: t}
		v := &c.numbers
		p := plainText(t)
		v.yes("usual", p == plainText(usual))
		v.yes("of the record", p == plainText(own))
		v.yes("record has the usual", plainText(own) == plainText(usual))
		v.yes("account", f.from != nil)
		v.yes("in passing", f.from != nil && f.account == nil)
		until, between := strings.HasPrefix(t, "-"), strings.Contains(t, " - ")
		v.yes("until", until)
		v.yes("between", between)
		for n := range 3 {
			same := !day.IsZero() && strings.TrimPrefix(p, "-") == plainText(mucDay(day.Add(-n)))
			v.yes(fmt.Sprint("days before the dateline ", n), same)
		}
		near, times, inside := farthest, 0.0, 0.0
		others := map[string]bool{}
		for _, x := range all {
			n := d.sentencesFrom(f, x.sentence)
			if plainText(x.text) == strings.TrimPrefix(p, "-") {
				near = min(near, n)
				times++
				if n == 0 {
					inside++
				}
			} else if n == 0 {
				others[x.text] = true
			}
		}
		v.add("sentences to its name", float64(near))
		v.add("times named", times)
		v.add("times named in its sentences", inside)
		v.add("other days in its sentences", float64(len(others)))
		v.add("names of days", float64(len(all)))
		a := f.account
		if a == nil {
			a = &tocsin.Account{}
		}
		v.yes("record has evidence", len(a.When.Evidence) > 0)
		words := ""
		for _, e := range a.When.Evidence {
			words += " " + strings.ToLower(e.Quote)
		}
		for _, w := range [...]string{"today", "yesterday", "night", "morning", "ago", "last", "this", "day"} {
			v.yes("record has "+w, strings.Contains(words, w))
		}
		v.yes("background", a.Background)
		first := -1.0
		if len(f.sentences) > 0 {
			first = float64(f.sentences[0] - d.firstSentence)
		}
		v.add("first sentence", first)
		v.add("relevance", logit(d.relevance))
		v.add("accounts", d.scene.accounts)
		v.add("by its words", logit(d.frameFirst[i]))
		same := 0.0
		for j := range d.frames {
			if j != i && d.frames[j].from != nil && plainText(slotText(d.frames[j].from, score.MUCDate)) == p {
				same++
			}
		}
		v.add("accounts with it", same)
		for k := range types {
			v.yes("is "+typeNames[k], f.kind == k)
		}
		out = append(out, c)
	}
	return out
}

// times returns the expressions of time in a message.
func (d *prepared) times() []timex.Expr {
	if !d.timed {
		d.timed = true
		d.exprs = timex.Find(d.doc, d.text.Date)
	}
	return d.exprs
}

// sentencesFrom returns how many sentences lie between one and the words of a frame.
func (d *prepared) sentencesFrom(f *frame, s int) int {
	best := farthest
	for _, t := range f.sentences {
		best = min(best, max(s-t, t-s))
	}
	return best
}

// placeChoices lists what the location of a frame may be: what the record has for it and for other accounts, each up to
// any of its parts, and the country that the message names most.
func (d *prepared) placeChoices(i int) []choice {
	f := &d.frames[i]
	var texts []string
	add := func(t string) {
		parts := strings.Split(t, ":")
		for n := range parts {
			if p := strings.TrimSpace(strings.Join(parts[:n+1], ":")); p != "" && !slices.Contains(texts, p) {
				texts = append(texts, p)
			}
		}
	}
	var blank score.MUCTemplate
	score.MUCDefaults(d.text, &blank)
	usual := ""
	for _, x := range blank.Slots[score.MUCLocation] {
		usual = x.Texts()[0]
	}
	own := slotText(f.from, score.MUCLocation)
	add(own)
	for j := range d.mapped {
		add(slotText(&d.mapped[j], score.MUCLocation))
	}
	add(usual)
	var out []choice
	for _, t := range texts {
		parts := strings.Split(t, ":")
		name, kind, _ := strings.Cut(parts[len(parts)-1], "(")
		name = strings.TrimSpace(name)
		c := choice{text: t, general: len(parts) == 1}
		v := &c.numbers
		v.add("parts", float64(len(parts)))
		v.add("parts of the record's", float64(strings.Count(own, ":")+1))
		v.yes("of the record", t == own)
		v.yes("holds the record's", t != own && strings.HasPrefix(own, t))
		v.yes("in the country of the record", own != "" && strings.Split(own, ":")[0] == parts[0])
		v.yes("in the usual country", parts[0] == usual)
		v.yes("account", f.from != nil)
		v.yes("in passing", f.from != nil && f.account == nil)
		for _, k := range [...]string{"CITY", "DEPARTMENT", "NEIGHBORHOOD", "TOWN", "MUNICIPALITY"} {
			v.yes("is "+k, strings.HasPrefix(kind, k))
		}
		near, times, inside := farthest, 0.0, 0.0
		for s, u := range d.upperSentences() {
			n := strings.Count(u, name)
			if n == 0 || s < d.firstSentence {
				continue
			}
			times += float64(n)
			k := d.sentencesFrom(f, s)
			near = min(near, k)
			if k == 0 {
				inside++
			}
		}
		v.add("sentences to its name", float64(near))
		v.add("times named", times)
		v.add("sentences of it that name it", inside)
		v.yes("in the dateline", strings.Contains(strings.ToUpper(d.text.Body[:min(80, len(d.text.Body))]), name))
		same, deeper := 0.0, 0.0
		for j := range d.mapped {
			o := slotText(&d.mapped[j], score.MUCLocation)
			if o == t {
				same++
			} else if strings.HasPrefix(o, t) {
				deeper++
			}
		}
		v.add("accounts with it", same)
		v.add("accounts in it", deeper)
		v.add("accounts", d.scene.accounts)
		a := f.account
		if a == nil {
			a = &tocsin.Account{}
		}
		v.add("evidence of place", float64(len(a.Where.Evidence)))
		v.yes("background", a.Background)
		v.add("choices", float64(len(texts)))
		v.add("names of places", d.placeNames(f))
		first := -1.0
		if len(f.sentences) > 0 {
			first = float64(f.sentences[0] - d.firstSentence)
		}
		v.add("first sentence", first)
		v.add("sentences of it", float64(len(f.sentences)))
		v.add("by its words", logit(d.frameFirst[i]))
		out = append(out, c)
	}
	return out
}

// upperSentences returns the sentences of a message in capitals, blanks squeezed.
func (d *prepared) upperSentences() []string {
	if d.upper == nil {
		for _, s := range d.doc.Sentences {
			d.upper = append(d.upper, strings.Join(strings.Fields(strings.ToUpper(d.text.Body[s.Start:s.End])), " "))
		}
	}
	return d.upper
}

// choiceGrowth is how forests of dates and places are grown.
var choiceGrowth = growth{trees: 150, depth: 4, rate: .04, heavy: 5, ridge: 6, rows: .6, cols: .4}

// choiceDecisions returns the choices of a slot of all frames that became templates of the key.
func choiceDecisions(ds []*prepared, slot score.MUCSlot, choices func(d *prepared, i int) []choice) (names []string, rows []decision) {
	for n, d := range ds {
		for i, k := range d.matches {
			if k < 0 || len(d.key[k].Slots[slot]) == 0 {
				continue
			}
			for _, c := range choices(d, i) {
				right := slices.ContainsFunc(d.key[k].Slots[slot], func(f score.MUCFiller) bool {
					return slices.ContainsFunc(f.Texts(), func(t string) bool { return plainText(t) == plainText(c.text) })
				})
				names = c.numbers.names
				rows = append(rows, decision{row{c.numbers.x, right}, n})
			}
		}
	}
	return names, rows
}

// learnChoices learns the forests of dates and places.
func learnChoices(ds []*prepared, g *Filler) {
	for name, c := range slotChoices {
		names, ds := choiceDecisions(ds, c.slot, c.list)
		rows := make([]row, len(ds))
		for i := range ds {
			rows[i] = ds[i].row
		}
		g.forests[name] = boost(names, rows, choiceGrowth)
	}
}

var slotChoices = map[string]struct {
	slot score.MUCSlot
	list func(d *prepared, i int) []choice
}{
	"day":   {score.MUCDate, (*prepared).dayChoices},
	"place": {score.MUCLocation, (*prepared).placeChoices},
}
