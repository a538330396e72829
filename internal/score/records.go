package score

import (
	"math"
	"regexp"
	"slices"
	"sort"
	"time"

	"github.com/tocsin-org/tocsin"
)

// pairFrom is the similarity from which two accounts can be of the same incident: of kind 1, date 1,
// place 1, a figure in common 1, evidence in the same sentences up to 1.5, the same background flag .25.
const pairFrom = 2

// scoreRecord counts one report's record against its gold record. The measures and their order are those
// of the reference scorer.
func scoreRecord(t *Tally, gold, pred *record, text string) {
	s := sentencesOf(text)
	ga, pa := gold.Accounts, pred.Accounts
	gr, pr := gold.relevant(), pred.relevant()
	t.Add("relevance", count(gr && pr), count(pr), count(gr))

	goldOf := pairAccounts(ga, pa, s) // gold account of each predicted one, or -1
	predOf := make([]int, len(ga))
	pairs := 0
	for i := range predOf {
		predOf[i] = slices.Index(goldOf, i)
		pairs += count(predOf[i] >= 0)
	}
	t.Add("accounts", pairs, len(pa), len(ga))
	for _, f := range accountFields {
		correct, predicted, inGold := 0, 0, 0
		for i := range ga {
			inGold += count(f.has(&ga[i]))
			if j := predOf[i]; j >= 0 {
				correct += count(f.has(&ga[i]) && f.has(&pa[j]) && f.same(&ga[i], &pa[j]))
			}
		}
		for j := range pa {
			predicted += count(f.has(&pa[j]))
		}
		t.Add(f.name, correct, predicted, inGold)
	}
	none := &account{}
	for i := range ga {
		if j := predOf[i]; j >= 0 {
			scoreLists(t, &ga[i], &pa[j])
		} else {
			scoreLists(t, &ga[i], none)
		}
	}
	for j := range pa {
		if goldOf[j] < 0 {
			scoreLists(t, none, &pa[j])
		}
	}
	match(t, "ties", gold.Ties, pred.Ties, func(g, p tie) bool {
		return g.Relation == p.Relation && sameName(g.From, p.From) && sameName(g.To, p.To)
	})
	match(t, "assessments", gold.Assessments, pred.Assessments, func(g, p assessment) bool {
		return g.Type == p.Type && shared(s.of(g.Evidence), s.of(p.Evidence)) > 0
	})
	match(t, "designations", gold.Designations, pred.Designations, func(g, p designation) bool {
		return sameName(g.Actor, p.Actor) && sameName(g.By, p.By)
	})
	quotes := pred.evidence()
	good := 0
	for _, e := range quotes {
		good += count(verbatim(e, text))
	}
	t.Add("quotes verbatim", good, len(quotes), len(quotes))
}

// pairAccounts pairs accounts one-to-one so that the total similarity is greatest, and returns for each
// predicted account the index of its gold account, or -1.
func pairAccounts(gold, pred []account, s sentences) []int {
	w := make([][]float64, len(gold))
	for i := range gold {
		w[i] = make([]float64, len(pred))
		for j := range pred {
			if x := similarity(&gold[i], &pred[j], s); x >= pairFrom {
				w[i][j] = x
			}
		}
	}
	out := make([]int, len(pred))
	for j := range out {
		out[j] = -1
	}
	for _, p := range assign(w) {
		if w[p[0]][p[1]] >= pairFrom {
			out[p[1]] = p[0]
		}
	}
	return out
}

func similarity(g, p *account, s sentences) float64 {
	x := float64(count(g.Kind == p.Kind) + count(overlaps(g, p)) + count(samePlace(g.Where, p.Where)) + count(figureInCommon(g, p)))
	a, b := s.of(g.evidence()), s.of(p.evidence())
	if len(a) > 0 && len(b) > 0 {
		both := shared(a, b)
		x += 1.5 * float64(both) / float64(len(a)+len(b)-both)
	}
	return x + .25*float64(count(g.Background == p.Background))
}

func figureInCommon(g, p *account) bool {
	for _, a := range g.Casualties {
		if slices.ContainsFunc(p.Casualties, func(b figure) bool { return sameEffect(a, b) }) {
			return true
		}
	}
	return false
}

// accountFields are the fields that an account has once. Only accounts that have a value count.
var accountFields = []struct {
	name string
	same func(g, p *account) bool
	has  func(a *account) bool
}{
	{"kind", func(g, p *account) bool { return g.Kind == p.Kind }, always},
	{"stage", func(g, p *account) bool { return g.Stage == p.Stage }, always},
	{"background", func(g, p *account) bool { return g.Background == p.Background }, always},
	{"suicide", func(g, p *account) bool { return suicide(g) == suicide(p) }, func(a *account) bool { return suicide(a) != "no" }},
	{"date exact", func(g, p *account) bool {
		gs, ge, _ := interval(g)
		ps, pe, _ := interval(p)
		return gs.Equal(ps) && ge.Equal(pe)
	}, dated},
	{"date overlap", overlaps, dated},
	{"country", func(g, p *account) bool { return g.Where.Country == p.Where.Country }, func(a *account) bool { return a.Where != nil && a.Where.Country != "" }},
	{"adm1", func(g, p *account) bool { return sameName(g.Where.Adm1, p.Where.Adm1) }, func(a *account) bool { return a.Where != nil && a.Where.Adm1 != "" }},
	{"place", func(g, p *account) bool { return samePlace(g.Where, p.Where) }, func(a *account) bool {
		return a.Where != nil && (fine(a.Where.Precision) || a.Where.Precision == "province")
	}},
	{"place precision", func(g, p *account) bool { return g.Where.Precision == p.Where.Precision }, func(a *account) bool { return a.Where != nil }},
}

func always(*account) bool { return true }

func suicide(a *account) string {
	if a.Suicide == "" {
		return "no"
	}
	return a.Suicide
}

func dated(a *account) bool {
	_, _, ok := interval(a)
	return ok
}

// scoreLists counts the fields of which an account has several values.
func scoreLists(t *Tally, g, p *account) {
	sameClass := func(a, b classed) bool { return a.Class == b.Class }
	match(t, "weapons", g.Weapons, p.Weapons, sameClass)
	match(t, "targets", g.Targets, p.Targets, sameClass)
	match(t, "figures exact", g.Casualties, p.Casualties, func(a, b figure) bool {
		return sameEffect(a, b) && a.Group == b.Group && equal(a.High, b.High)
	})
	match(t, "figures effect+low", g.Casualties, p.Casualties, sameEffect)
	match(t, "figures voice", g.Casualties, p.Casualties, func(a, b figure) bool { return sameEffect(a, b) && a.Voice == b.Voice })
	match(t, "responsibility", g.Responsibility, p.Responsibility, sameStance)
	match(t, "responsibility voice", g.Responsibility, p.Responsibility, func(a, b statement) bool { return sameStance(a, b) && a.Voice == b.Voice })
	match(t, "responsibility certainty", g.Responsibility, p.Responsibility, func(a, b statement) bool { return sameStance(a, b) && a.Certainty == b.Certainty })
}

func sameEffect(a, b figure) bool { return a.Effect == b.Effect && equal(a.Low, b.Low) }

func sameStance(a, b statement) bool {
	return a.Stance == b.Stance && (a.Stance == string(tocsin.StanceNoClaim) || sameName(a.Actor, b.Actor))
}

func equal(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// interval returns the days of an account; one end stands for both where the other is missing.
func interval(a *account) (start, end time.Time, ok bool) {
	if a.When == nil {
		return start, end, false
	}
	start, okStart := day(a.When.Start)
	end, okEnd := day(a.When.End)
	if !okStart {
		start = end
	}
	if !okEnd {
		end = start
	}
	return start, end, okStart || okEnd
}

func day(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t, err = time.Parse("20060102", s) // ISO 8601's other form
	}
	return t, err == nil
}

func overlaps(g, p *account) bool {
	gs, ge, ok1 := interval(g)
	ps, pe, ok2 := interval(p)
	return ok1 && ok2 && !gs.After(pe) && !ps.After(ge)
}

func fine(precision string) bool {
	return precision == "settlement" || precision == "near" || precision == "district"
}

// samePlace reports whether two places agree at the precision of the gold one: by name or within 25 km in
// a settlement or district, by unit in a province or country.
func samePlace(g, p *where) bool {
	if g == nil {
		g = &where{}
	}
	if p == nil {
		p = &where{}
	}
	switch {
	case fine(g.Precision):
		if g.Settlement != "" && p.Settlement != "" && sameName(g.Settlement, p.Settlement) || g.Adm2 != "" && p.Adm2 != "" && sameName(g.Adm2, p.Adm2) {
			return true
		}
		return distance(g, p) <= 25 && fine(p.Precision)
	case g.Precision == "province":
		return p.Precision == "province" && sameName(g.Adm1, p.Adm1)
	case g.Precision == "country":
		return p.Precision == "country" && g.Country == p.Country
	}
	return g.Precision == p.Precision && (g.Country == "" || g.Country == p.Country)
}

// distance returns the great-circle distance in km, infinite where a point is missing.
func distance(a, b *where) float64 {
	if a.Lat == nil || a.Lon == nil || b.Lat == nil || b.Lon == nil {
		return math.Inf(1)
	}
	const rad = math.Pi / 180
	la, lo, lb, lp := *a.Lat*rad, *a.Lon*rad, *b.Lat*rad, *b.Lon*rad
	h := math.Pow(math.Sin((lb-la)/2), 2) + math.Cos(la)*math.Cos(lb)*math.Pow(math.Sin((lp-lo)/2), 2)
	return 2 * 6371 * math.Asin(min(1, math.Sqrt(h)))
}

// space is what counts as white space in any script.
const space = `[\s\x0b\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]`

var sentenceEnd = regexp.MustCompile(`[.!?]["')\]]*` + space + `+|\n` + space + `*\n`)

// sentences cuts a text roughly, only to tell whether two pieces of evidence stand near each other.
type sentences struct {
	text   string
	starts []int
}

func sentencesOf(text string) sentences {
	s := sentences{text, []int{0}}
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		s.starts = append(s.starts, m[1])
	}
	return s
}

// of returns the numbers of the sentences in which the evidence begins.
func (s sentences) of(evidence []tocsin.Evidence) map[int]bool {
	out := map[int]bool{}
	for _, e := range evidence {
		if e.Start < 0 {
			var ok bool
			if e, ok = e.Locate(s.text); !ok {
				continue
			}
		}
		out[sort.SearchInts(s.starts, e.Start+1)-1] = true
	}
	return out
}

func shared(a, b map[int]bool) int {
	n := 0
	for k := range a {
		n += count(b[k])
	}
	return n
}
