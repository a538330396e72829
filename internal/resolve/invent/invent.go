// Package invent makes up reports of incidents, with records as a coder might make them, for tests and measurements.
//
// The program in its folder ledger writes a ledger of them.
package invent

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A Coded is a report with its record, and the number of the incident that each account tells of.
type Coded struct {
	Report *tocsin.Report
	Record *tocsin.Record
	Truth  []int
}

// A synthesis invents reports of incidents: 40 countries of 8 provinces of 12 towns; one to six reports an incident,
// some of which know only the province, have the day wrong, raise the toll, copy an earlier report, tell of an older
// incident as background, or of two incidents.
type synthesis struct {
	rng   *rand.Rand
	facts []fact
	n     int // reports
	years int
}

type fact struct {
	country, adm1, town string
	lat, lon            float64
	day                 tocsin.Date
	kind                tocsin.Kind
	target              tocsin.TargetClass
	targetText          string
	killed, injured     int
	actor               string
	street, person      string // names that only reports of this incident hold
}

// Reports yields reports with about n accounts of incidents in that many years; the same for the same seed.
func Reports(n, years int, seed uint64) iter.Seq[Coded] {
	return func(yield func(Coded) bool) {
		s := &synthesis{rng: rand.New(rand.NewPCG(seed, 7)), years: years}
		for made := 0; made < n; {
			k := len(s.facts)
			f := s.fact()
			s.facts = append(s.facts, f)
			var first *Coded
			for range s.reports() {
				c := s.tell(k, first)
				if first == nil {
					first = &c
				}
				made += len(c.Record.Accounts)
				if !yield(c) {
					return
				}
			}
		}
	}
}

func (s *synthesis) reports() int {
	return []int{1, 1, 1, 2, 2, 3, 4, 6}[s.rng.IntN(8)]
}

func pick[T any](s *synthesis, list []T) T { return list[s.rng.IntN(len(list))] }

// name invents a name of some syllables.
func (s *synthesis) name(n int) string {
	syllables := []string{"ka", "ro", "mi", "ten", "sul", "bar", "dag", "nor", "ve", "lash", "ker", "pol", "tur", "gan", "zim", "osh", "hel", "dri"}
	var b strings.Builder
	for range n {
		b.WriteString(pick(s, syllables))
	}
	return strings.ToUpper(b.String()[:1]) + b.String()[1:]
}

func (s *synthesis) fact() fact {
	country, province, town := s.rng.IntN(40), s.rng.IntN(8), s.rng.IntN(12)
	f := fact{
		country: string([]byte{'A' + byte(country/26), 'A' + byte(country%26)}), adm1: fmt.Sprintf("Province%d", province), town: fmt.Sprintf("Town%d%c%c", town, 'a'+rune(province), 'a'+rune(country%26)),
		lat: float64(country%8)*15 - 50 + float64(province)*1.2 + float64(town)*0.05, lon: float64(country/8)*30 - 70 + float64(town)*0.9,
		day:    tocsin.Date{Year: 2015, Month: 1, Day: 1}.Add(s.rng.IntN(365 * s.years)),
		kind:   pick(s, []tocsin.Kind{tocsin.Bombing, tocsin.ArmedAttack, tocsin.Clash, tocsin.Kidnapping, tocsin.Shelling}),
		target: pick(s, tocsin.TargetClasses[:12]), killed: s.rng.IntN(12), injured: s.rng.IntN(30), actor: pick(s, []string{"Dawn Front", "Sons of the Ridge", "Harbour Brigade"}),
		street: s.name(4), person: s.name(3) + " " + s.name(4),
	}
	f.targetText = "a " + strings.ReplaceAll(string(f.target), "_", " ") + " " + pick(s, []string{"convoy", "post", "compound", "bus", "market", "office", "station", "checkpoint"})
	return f
}

// tell returns a report of incident k, or a copy of the first one under another outlet.
func (s *synthesis) tell(k int, first *Coded) Coded {
	s.n++
	f := s.facts[k]
	id := fmt.Sprintf("r%06d", s.n)
	outlet := pick(s, []string{"Morning Post", "Daily Ledger", "Coast Radio", "Valley Herald", "Star", "Observer", "Courier"})
	later := s.rng.IntN(4)
	if first != nil && s.rng.IntN(4) == 0 {
		r, rec := *first.Report, *first.Record
		r.ID, r.Outlet, r.URL, r.Published = id, outlet, "https://"+id+".example/", first.Report.Published.Add(s.rng.IntN(2))
		rec.Accounts = rec.Accounts[:1]
		return Coded{&r, &rec, first.Truth[:1]}
	}
	var text strings.Builder
	a := s.account("a1", f, later, &text)
	c := Coded{
		Report: &tocsin.Report{ID: id, Outlet: outlet, URL: "https://" + id + ".example/", Title: "Attack in " + f.town, Language: "en", Published: f.day.Add(later)},
		Record: &tocsin.Record{Accounts: []tocsin.Account{a}},
		Truth:  []int{k},
	}
	if k > 0 && s.rng.IntN(6) == 0 { // an older one as background
		o := s.rng.IntN(k)
		if g := s.facts[o]; g.day.Before(f.day) {
			text.WriteString("\n")
			b := s.account("a2", g, 0, &text)
			b.Background = true
			c.Record.Accounts = append(c.Record.Accounts, b)
			c.Truth = append(c.Truth, o)
		}
	}
	c.Report.Text = text.String()
	return c
}

// account writes a passage about an incident and codes it, with faults now and then.
func (s *synthesis) account(id string, f fact, later int, text *strings.Builder) tocsin.Account {
	killed := max(0, f.killed+s.rng.IntN(1+later))
	start := text.Len()
	fmt.Fprintf(text, "%s hit %s on %s road in %s, %s, and %d people were killed. ", pick(s, []string{"Violence", "Armed men", "A blast", "Fighters"}), f.targetText, f.street, f.town, f.adm1, killed)
	fmt.Fprintf(text, "%s, who lives in the %s quarter, saw %s leave. %s", f.person, s.name(3), pick(s, []string{"a white van", "two motorcycles", "a lorry", "several men"}), filler(s))
	ev := tocsin.List[tocsin.Evidence]{tocsin.Quote(text.String(), start, start+7)}
	day := f.day
	if s.rng.IntN(12) == 0 {
		day = day.Add(1)
	}
	lat, lon := f.lat, f.lon
	a := tocsin.Account{
		ID: id, Kind: f.kind, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Evidence: ev,
		When:    tocsin.When{Start: day, End: day, Precision: tocsin.DateDay},
		Where:   tocsin.Where{Text: f.town, Country: f.country, Adm1: f.adm1, Settlement: f.town, Lat: &lat, Lon: &lon, Precision: tocsin.PlaceSettlement},
		Targets: tocsin.List[tocsin.Target]{{Class: f.target, Text: f.targetText}},
		Casualties: tocsin.List[tocsin.Figure]{
			{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: killed, High: &killed, Voice: tocsin.Voice{Speaker: "police", Type: tocsin.VoiceAuthority}},
		},
	}
	switch s.rng.IntN(12) {
	case 0:
		a.Where.Settlement, a.Where.Lat, a.Where.Lon, a.Where.Precision = "", nil, nil, tocsin.PlaceProvince
	case 1:
		a.Where = tocsin.Where{Text: f.country, Country: f.country, Precision: tocsin.PlaceCountry}
	case 2:
		a.When = tocsin.When{Start: day.Add(-3), End: day.Add(3), Precision: tocsin.DateWeek}
	case 3:
		a.When = tocsin.When{Precision: tocsin.DateUnknown}
	}
	if s.rng.IntN(3) == 0 {
		a.Responsibility = tocsin.List[tocsin.Statement]{{Stance: tocsin.StanceClaim, Actor: f.actor, Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: f.actor, Type: tocsin.VoicePerpetrator}}}
	}
	return a
}

func filler(s *synthesis) string {
	words := []string{"residents", "heard", "smoke", "shops", "closed", "road", "patrol", "searched", "hospital", "ambulance", "crowd", "windows", "broken", "school", "bridge", "river", "harvest", "prices", "talks", "governor", "visited", "calm", "returned", "curfew"}
	out := make([]string, 14)
	for i := range out {
		out[i] = pick(s, words)
	}
	return strings.Join(out, " ") + "."
}
