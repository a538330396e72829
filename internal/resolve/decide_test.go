package resolve

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// correction returns a decision that replaces was by value, either of which may be nil.
func correction(t *testing.T, minute int, on, path string, was, value any, anchor ...tocsin.Evidence) tocsin.Decision {
	t.Helper()
	raw := func(v any) json.RawMessage {
		if v == nil {
			return nil
		}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	d := decision(tocsin.Correct, minute, on)
	d.Correction = &tocsin.Correction{Path: path, Was: raw(was), Value: raw(value), Anchor: anchor}
	return d
}

func undo(minute int, ds ...tocsin.Decision) tocsin.Decision {
	var ids []string
	for _, d := range ds {
		ids = append(ids, d.ID())
	}
	return decision(tocsin.Undo, minute, ids...)
}

// plain returns all that readers see but the history of decisions.
func plain(t *testing.T, l *Linker) string {
	t.Helper()
	incs := l.Incidents(View{})
	for _, inc := range incs {
		inc.Decisions = nil
	}
	b, err := json.MarshalIndent(incs, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// manyDecisions makes decisions of every kind about the reports.
func manyDecisions(t *testing.T, cs []invent.Coded, l *Linker, rng *rand.Rand) []tocsin.Decision {
	t.Helper()
	var out []tocsin.Decision
	for minute := range 40 {
		c := cs[rng.IntN(len(cs))]
		a := &c.Record.Accounts[0]
		id := tocsin.AccountRef{Report: c.Report.ID, Account: a.ID}.String()
		other := cs[rng.IntN(len(cs))].Report.ID + ":a1"
		switch minute % 8 {
		case 0:
			if id != other {
				out = append(out, decision(tocsin.Merge, minute, id, other))
			}
		case 1:
			if on := l.Sides([]string{id}); on != nil {
				out = append(out, decision(tocsin.Split, minute, on...))
			}
		case 2:
			out = append(out, correction(t, minute, id, "kind", a.Kind, tocsin.Arson, Anchor(a)...))
		case 3:
			n := 3
			out = append(out, correction(t, minute, id, "casualties", a.Casualties[0], tocsin.Figure{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: 1, High: &n, Voice: tocsin.ReportVoice(), Evidence: a.Evidence}, Anchor(a)...))
		case 4:
			d := decision(tocsin.Alias, minute, "Dawn Front", []string{"Sons of the Ridge", "Harbour Brigade"}[rng.IntN(2)])
			d.Source = "a study"
			out = append(out, d)
		case 5:
			d := decision(tocsin.Adjudicate, minute, c.Report.ID)
			d.Coder = tocsin.PersonCoder("B. Coder")
			out = append(out, d)
		case 6:
			out = append(out, decision(tocsin.Retract, minute, id))
		case 7:
			d := decision(tocsin.Distinct, minute, "Dawn Front", "Harbour Brigade")
			d.Source = "a reader's letter"
			d.Start = "2015-06"
			out = append(out, d)
		}
	}
	return out
}

// byHand returns records by a person of every third report: the machine's with another kind and place.
func byHand(cs []invent.Coded) map[string]*tocsin.Record {
	out := map[string]*tocsin.Record{}
	for i, c := range cs {
		if i%3 == 0 {
			rec := copyOf(c.Record)
			rec.Accounts[0].Kind = tocsin.Riot
			rec.Accounts[0].When = tocsin.When{Start: c.Report.Published, End: c.Report.Published, Precision: tocsin.DateDay}
			out[c.Report.ID] = rec
		}
	}
	return out
}

func TestUndoRestoresExactly(t *testing.T) {
	cs := slices.Collect(invent.Reports(200, 1, 21))
	l := linkerOf(cs)
	hand := byHand(cs)
	for _, c := range cs {
		if rec := hand[c.Report.ID]; rec != nil {
			l.AddBy(c.Report, rec, tocsin.PersonCoder("B. Coder"))
		}
	}
	want := plain(t, l)
	rng := rand.New(rand.NewPCG(21, 22))
	ds := manyDecisions(t, cs, l, rng)
	l.Decide(ds...)
	decided := plain(t, l)
	if decided == want {
		t.Fatal("the decisions change nothing")
	}
	// One by one, in any order, looking at the incidents in between.
	undone := slices.Clone(ds)
	rng.Shuffle(len(undone), func(i, j int) { undone[i], undone[j] = undone[j], undone[i] })
	var undos []tocsin.Decision
	for i, d := range undone {
		u := undo(100+i, d)
		undos = append(undos, u)
		l.Decide(u)
		if i%5 == 0 {
			l.Incidents(View{})
		}
	}
	same(t, "all taken back", plain(t, l), want)
	for _, inc := range l.Incidents(View{}) {
		if inc.Review != tocsin.ReviewMachine {
			t.Errorf("%s is %s after all was taken back", inc.ID, inc.Review)
		}
	}
	// What takes back can be taken back.
	for i, u := range undos {
		l.Decide(undo(200+i, u))
	}
	same(t, "and decided again", plain(t, l), decided)
}

// TestDecisionsInAnyOrder: reports, records of people and decisions may come in any order and be looked at in between.
func TestDecisionsInAnyOrder(t *testing.T) {
	cs := slices.Collect(invent.Reports(150, 1, 23))
	hand := byHand(cs)
	whole := linkerOf(cs)
	rng := rand.New(rand.NewPCG(23, 24))
	ds := manyDecisions(t, cs, whole, rng)
	for i := range 6 {
		ds = append(ds, undo(100+i, ds[rng.IntN(len(ds))]))
	}
	var steps []func(*Linker)
	for _, c := range cs {
		steps = append(steps, func(l *Linker) { l.Add(c.Report, c.Record) })
		if rec := hand[c.Report.ID]; rec != nil {
			steps = append(steps, func(l *Linker) { l.AddBy(c.Report, rec, tocsin.PersonCoder("B. Coder")) })
		}
	}
	for _, d := range ds {
		steps = append(steps, func(l *Linker) { l.Decide(d) })
	}
	run := func(look bool) string {
		l := NewLinker()
		for i, step := range steps {
			step(l)
			if look && i%17 == 0 {
				l.Incidents(View{})
			}
		}
		return seen(t, l)
	}
	want := run(false)
	for i := range 6 {
		rng.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
		same(t, "in another order", run(i%2 == 0), want)
	}
}

const ferryText = "Gunmen attacked a ferry at Kareth on Monday, killing four people.\nThe Dawn Front said it was behind the raid. Police said five were hurt."

func quoted(t *testing.T, words string) tocsin.Evidence {
	t.Helper()
	e, ok := tocsin.Evidence{Span: tocsin.Span{Start: -1}, Quote: words}.Locate(ferryText)
	if !ok {
		t.Fatalf("%q is not in the text", words)
	}
	return e
}

// ferry returns the report and what a first version of a coder makes of it.
func ferry(t *testing.T) (*tocsin.Report, *tocsin.Record) {
	t.Helper()
	day := tocsin.Date{Year: 2024, Month: 3, Day: 4}
	four := 4
	r := &tocsin.Report{ID: "ferry", Outlet: "Coast Radio", Published: day, Language: "en", Text: ferryText}
	rec := &tocsin.Record{Report: r.Heading(), Accounts: tocsin.List[tocsin.Account]{{
		ID: "a1", Kind: tocsin.ArmedAttack, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Evidence: tocsin.List[tocsin.Evidence]{quoted(t, "Gunmen attacked a ferry")},
		When:       tocsin.When{Start: day, End: day, Precision: tocsin.DateDay, Evidence: tocsin.List[tocsin.Evidence]{quoted(t, "on Monday")}},
		Where:      tocsin.Where{Text: "Kareth", Settlement: "Kareth", Country: "XK", Precision: tocsin.PlaceSettlement, Evidence: tocsin.List[tocsin.Evidence]{quoted(t, "Kareth")}},
		Targets:    tocsin.List[tocsin.Target]{{Class: tocsin.TargetTransport, Text: "a ferry", Evidence: tocsin.List[tocsin.Evidence]{quoted(t, "a ferry")}}},
		Casualties: tocsin.List[tocsin.Figure]{{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: four, High: &four, Voice: tocsin.ReportVoice(), Evidence: tocsin.List[tocsin.Evidence]{quoted(t, "killing four people")}}},
	}}}
	rec.Report.Relevant = true
	return r, rec
}

func TestCorrectionsOutliveTheCoder(t *testing.T) {
	r, rec := ferry(t)
	a := &rec.Accounts[0]
	five := 5
	hurt := tocsin.Figure{Effect: tocsin.Injured, Group: tocsin.GroupAll, Low: five, High: &five, Voice: tocsin.Voice{Speaker: "police", Type: tocsin.VoiceAuthority}, Evidence: tocsin.List[tocsin.Evidence]{quoted(t, "five were hurt")}}
	raid := tocsin.Statement{Stance: tocsin.StanceClaim, Actor: "Dawn Front", Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: "Dawn Front", Type: tocsin.VoicePerpetrator}, Evidence: tocsin.List[tocsin.Evidence]{quoted(t, "The Dawn Front said it was behind the raid")}}
	ds := []tocsin.Decision{
		correction(t, 1, "ferry:a1", "casualties", nil, hurt),
		correction(t, 2, "ferry:a1", "kind", a.Kind, tocsin.Hijacking),
		correction(t, 3, "ferry:a1", "targets", a.Targets[0], nil),
		correction(t, 4, "ferry:a1", "responsibility", nil, raid),
	}
	for i, d := range ds {
		done, ps := Check(rec, r.Text, d)
		if len(ps) > 0 {
			t.Fatal(ps)
		}
		ds[i] = done
	}
	l := NewLinker()
	l.Add(r, rec)
	l.Decide(ds...)
	inc := l.Incident("ferry:a1", View{})
	if inc.Kind != tocsin.Hijacking || len(inc.Targets) != 0 || len(inc.Figures) != 2 || len(inc.Statements) != 1 || inc.Review != tocsin.ReviewChanged {
		t.Fatalf("corrected: %+v", inc)
	}
	if got := len(inc.Accounts[0].Decided); got != 4 {
		t.Errorf("%d values decided by a person, not 4: %+v", got, inc.Accounts[0].Decided)
	}
	if a.Kind != tocsin.ArmedAttack || len(a.Targets) != 1 || len(a.Casualties) != 1 {
		t.Error("the machine's record was changed")
	}

	// A new version finds another account before this one, so that a1 is a2 now, and has the number of hurt by itself.
	next := copyOf(rec)
	early := tocsin.Account{ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Background: true, When: tocsin.When{Precision: tocsin.DateUnknown}, Where: tocsin.Where{Precision: tocsin.PlaceUnknown}}
	next.Accounts[0].ID = "a2"
	next.Accounts[0].Casualties = append(next.Accounts[0].Casualties, hurt)
	next.Accounts = slices.Insert(next.Accounts, 0, early)
	got := Correct(next, ds)
	if got.Accounts[1].Kind != tocsin.Hijacking || got.Accounts[0].Kind != tocsin.Bombing || len(got.Accounts[1].Targets) != 0 || len(got.Accounts[1].Casualties) != 2 || len(got.Accounts[1].Responsibility) != 1 {
		t.Errorf("on the new version: %+v", got.Accounts)
	}
	if len(got.Notes) != 0 || len(got.Decided) != 4 {
		t.Errorf("problems %v, decided %v", got.Notes, got.Decided)
	}

	// A version that no longer sees the act has nothing to lay them on: a person must look.
	none := copyOf(rec)
	none.Accounts[0].Evidence, none.Accounts[0].Where.Evidence, none.Accounts[0].When.Evidence = nil, nil, nil
	none.Accounts[0].Targets, none.Accounts[0].Casualties = nil, nil
	got = Correct(none, ds)
	if len(got.Notes) != len(ds) || got.Accounts[0].Kind != tocsin.ArmedAttack {
		t.Errorf("without the words: kind %s, problems %v", got.Accounts[0].Kind, got.Notes)
	}
	if len(got.Notes) > 0 && !strings.Contains(got.Notes[0].Text, "a reader of 2024-03-02 does not fit") {
		t.Errorf("the problem does not say whose: %v", got.Notes[0])
	}

	// A value coded anew from the same words is still what the person said it is; what was rejected and is coded otherwise
	// is for a person.
	again := copyOf(rec)
	again.Accounts[0].Targets[0].Class = tocsin.TargetCivilians
	swap := correction(t, 5, "ferry:a1", "targets", a.Targets[0], tocsin.Target{Class: tocsin.TargetInfrastructure, Text: "a ferry", Evidence: a.Targets[0].Evidence}, Anchor(a)...)
	if got := Correct(again, []tocsin.Decision{swap}); got.Accounts[0].Targets[0].Class != tocsin.TargetInfrastructure || len(got.Notes) != 0 {
		t.Errorf("%+v %v", got.Accounts[0].Targets, got.Notes)
	}
	if got := Correct(again, ds[2:3]); len(got.Accounts[0].Targets) != 1 || len(got.Notes) != 1 {
		t.Errorf("%+v %v", got.Accounts[0].Targets, got.Notes)
	}
}

func TestCheckRefuses(t *testing.T) {
	r, rec := ferry(t)
	a := rec.Accounts[0]
	figure := func(change func(*tocsin.Figure)) tocsin.Figure {
		f := a.Casualties[0]
		f.Low = 3
		change(&f)
		return f
	}
	for name, d := range map[string]tocsin.Decision{
		"no such kind":      correction(t, 1, "ferry:a1", "kind", a.Kind, "picnic"),
		"no such path":      correction(t, 1, "ferry:a1", "colour", nil, "red"),
		"no such account":   correction(t, 1, "ferry:a7", "kind", nil, tocsin.Riot),
		"words not there":   correction(t, 1, "ferry:a1", "casualties", nil, figure(func(f *tocsin.Figure) { f.Evidence = tocsin.List[tocsin.Evidence]{{Quote: "nine dead"}} })),
		"no words":          correction(t, 1, "ferry:a1", "casualties", nil, figure(func(f *tocsin.Figure) { f.Evidence = nil })),
		"bounds turned":     correction(t, 1, "ferry:a1", "casualties", a.Casualties[0], figure(func(f *tocsin.Figure) { f.Low = 9 })),
		"nothing to remove": correction(t, 1, "ferry:a1", "kind", a.Kind, nil),
		"a field misspelt":  correction(t, 1, "ferry:a1", "weapons", nil, map[string]any{"klass": "bomb"}),
	} {
		if _, ps := Check(rec, r.Text, d); len(ps) == 0 {
			t.Errorf("%s: taken", name)
		}
	}
	// Bare words get their place.
	d := correction(t, 1, "ferry:a1", "weapons", nil, map[string]any{"class": "firearm", "evidence": []string{"Gunmen"}})
	done, ps := Check(rec, r.Text, d)
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	if got := Correct(rec, []tocsin.Decision{done}).Accounts[0].Weapons[0].Evidence[0]; !got.Holds(r.Text) {
		t.Errorf("%+v", got)
	}
}

func TestAddAccount(t *testing.T) {
	r, rec := ferry(t)
	extra := rec.Accounts[0]
	extra.ID, extra.Background = "", true
	d := correction(t, 1, "ferry", "accounts", nil, extra)
	d, ps := Check(rec, r.Text, d)
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	l := NewLinker()
	l.Add(r, rec)
	l.Decide(d)
	if l.Incident("ferry:"+AddedAccount(d), View{}) == nil {
		t.Error("the account is not there")
	}
	l.Decide(undo(2, d))
	if l.Incident("ferry:"+AddedAccount(d), View{}) != nil {
		t.Error("the account is still there")
	}
}

func TestNames(t *testing.T) {
	said := func(what tocsin.DecisionAction, minute int, a, b string, days ...string) tocsin.Decision {
		d := decision(what, minute, a, b)
		d.Source = "a study"
		if len(days) == 2 {
			d.Start, d.End = days[0], days[1]
		}
		return d
	}
	one := func(ds []tocsin.Decision, a, b string, on tocsin.Date) bool {
		n := newNames(ds)
		return n.key(a, on) == n.key(b, on)
	}
	early, late := tocsin.Date{Year: 2014, Month: 5, Day: 1}, tocsin.Date{Year: 2020, Month: 5, Day: 1}
	for _, c := range []struct {
		what string
		ds   []tocsin.Decision
		a, b string
		on   tocsin.Date
		want bool
	}{
		{"nobody said", nil, "Dawn Front", "Front of Dawn", early, false},
		{"alias", []tocsin.Decision{said(tocsin.Alias, 1, "Dawn Front", "Front of Dawn")}, "the dawn front", "Front of Dawn", early, true},
		{"by way of a third", []tocsin.Decision{said(tocsin.Alias, 1, "A Front", "B Front"), said(tocsin.Alias, 2, "C Front", "B Front")}, "A Front", "C Front", early, true},
		{"before its time", []tocsin.Decision{said(tocsin.Alias, 1, "A Front", "B Front", "2016", "")}, "A Front", "B Front", early, false},
		{"in its time", []tocsin.Decision{said(tocsin.Alias, 1, "A Front", "B Front", "2016", "")}, "A Front", "B Front", late, true},
		{"a later word", []tocsin.Decision{said(tocsin.Alias, 1, "A Front", "B Front"), said(tocsin.Distinct, 2, "A Front", "B Front")}, "A Front", "B Front", early, false},
		{"and one later still", []tocsin.Decision{said(tocsin.Distinct, 1, "A Front", "B Front"), said(tocsin.Alias, 2, "B Front", "A Front")}, "A Front", "B Front", early, true},
		{"not against a later word", []tocsin.Decision{said(tocsin.Alias, 1, "A Front", "B Front"), said(tocsin.Alias, 2, "B Front", "C Front"), said(tocsin.Distinct, 3, "A Front", "C Front")}, "A Front", "C Front", early, false},
		{"told apart from the list", []tocsin.Decision{said(tocsin.Distinct, 1, "ISIL", "Islamic State")}, "ISIL", "Islamic State", early, false},
		{"others stay", []tocsin.Decision{said(tocsin.Distinct, 1, "ISIL", "Islamic State")}, "ISIS", "Islamic State", early, true},
	} {
		if got := one(c.ds, c.a, c.b, c.on); got != c.want {
			t.Errorf("%s: %s and %s are one: %v", c.what, c.a, c.b, got)
		}
	}
}

// TestAliasJoinsClaims: two claims compete until a person says that both names are one actor's.
func TestAliasJoinsClaims(t *testing.T) {
	l := linkerOf([]invent.Coded{saying(1, "A", "claim Dawn Front | stated | perpetrator Dawn Front"), saying(2, "B", "claim Front of Dawn | stated | perpetrator Front of Dawn")})
	id := l.Incidents(View{})[0].ID
	competing := func() bool {
		return slices.ContainsFunc(l.Incident(id, View{}).Disputes, func(p tocsin.Problem) bool { return p.Path == "statements" })
	}
	if len(l.Incidents(View{})) != 1 || !competing() {
		t.Fatalf("%d incidents, competing: %v", len(l.Incidents(View{})), competing())
	}
	d := decision(tocsin.Alias, 1, "Dawn Front", "Front of Dawn")
	d.Source = "its own statement"
	l.Decide(d)
	if a := l.Actor("Front of Dawn", tocsin.Date{}); a.Claimed != 1 {
		t.Errorf("%+v", a)
	}
	if competing() {
		t.Error("the claims of one actor compete")
	}
	l.Decide(undo(2, d))
	if !competing() {
		t.Error("the alias was not taken back")
	}
}

func TestReviewState(t *testing.T) {
	cs := slices.Collect(invent.Reports(60, 3, 31))
	l := linkerOf(cs)
	id := cs[0].Report.ID + ":a1"
	state := func() tocsin.ReviewState { return l.Incident(id, View{}).Review }
	if state() != tocsin.ReviewMachine {
		t.Fatal(state())
	}
	accept := decision(tocsin.Accept, 1, id)
	accept.State = l.Incident(id, View{}).State
	l.Decide(accept)
	if state() != tocsin.ReviewAccepted {
		t.Error(state())
	}
	other := slices.IndexFunc(l.Incidents(View{}), func(inc *tocsin.Incident) bool {
		return inc.Kind != l.Incident(id, View{}).Kind
	})
	merge := decision(tocsin.Merge, 2, id, l.Incidents(View{})[other].ID)
	l.Decide(merge)
	if state() != tocsin.ReviewChanged {
		t.Error(state())
	}
	again := decision(tocsin.Accept, 3, id)
	again.State = l.Incident(id, View{}).State
	l.Decide(again)
	if state() != tocsin.ReviewAccepted {
		t.Error(state())
	}
	l.Decide(undo(4, again), undo(5, merge))
	if state() != tocsin.ReviewAccepted {
		t.Error("the first acceptance holds again, not ", state())
	}
}

func TestWhichRecordCounts(t *testing.T) {
	r, rec := ferry(t)
	hand := copyOf(rec)
	hand.Accounts[0].Kind = tocsin.Riot
	l := NewLinker()
	l.AddBy(r, hand, tocsin.PersonCoder("B. Coder"))
	kind := func() string {
		inc := l.Incident("ferry:a1", View{})
		return fmt.Sprint(inc.Kind, " by ", inc.Accounts[0].Coder)
	}
	if got := kind(); got != "riot by person/B. Coder" {
		t.Error(got)
	}
	l.AddBy(r, rec, "rules-1")
	if got := kind(); got != "armed_attack by machine" {
		t.Error(got)
	}
	d := decision(tocsin.Adjudicate, 1, "ferry")
	d.Coder = tocsin.PersonCoder("B. Coder")
	l.Decide(d)
	if got := kind(); got != "riot by person/B. Coder" {
		t.Error(got)
	}
	second := copyOf(hand)
	second.Accounts[0].Kind = tocsin.Assault
	l.AddBy(r, second, "person/B. Coder@2")
	if got := kind(); got != "assault by person/B. Coder" {
		t.Error(got)
	}
	l.Decide(undo(2, d))
	if got := kind(); got != "armed_attack by machine" {
		t.Error(got)
	}
}
