package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A View says how incidents are looked at.
type View struct {
	// AsOf is the last day whose reports are taken in, so that what was known on a day can be seen later; zero
	// takes in all. Which accounts tell of one incident is judged from all that is known now.
	AsOf tocsin.Date
	Rule Rule // by which one number is chosen, RuleTocsin if ""

	names *names
}

// Incidents returns all incidents by day and id.
func (l *Linker) Incidents(v View) []*tocsin.Incident {
	l.settle()
	v.names = l.names
	seen := map[*cluster]bool{}
	var out []*tocsin.Incident
	for _, it := range l.items {
		if it.gone || it.cluster == nil || seen[it.cluster] {
			continue
		}
		seen[it.cluster] = true
		if inc := v.incident(it.cluster); inc != nil {
			out = append(out, inc)
		}
	}
	slices.SortFunc(out, func(a, b *tocsin.Incident) int {
		return cmp.Or(compareDays(a.When.Start, b.When.Start), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Incident returns the incident that the id of any of its accounts names, or nil; nil also if nothing was known of it
// on View.AsOf.
func (l *Linker) Incident(id string, v View) *tocsin.Incident {
	l.settle()
	it := l.items[id]
	if it == nil || it.gone || it.cluster == nil {
		return nil
	}
	v.names = l.names
	return v.incident(it.cluster)
}

// incident concludes from the accounts of a cluster.
func (v View) incident(c *cluster) *tocsin.Incident {
	if v.Rule == "" {
		v.Rule = RuleTocsin
	}
	var items []*item
	for _, it := range c.items {
		if p := it.source.report.Published; v.AsOf.IsZero() || p.IsZero() || !v.AsOf.Before(p) {
			items = append(items, it)
		}
	}
	if len(items) == 0 {
		return nil
	}
	inc := &tocsin.Incident{ID: c.items[0].String()}
	// What is told as news is told more exactly than what is told as history.
	tellers := slices.DeleteFunc(slices.Clone(items), func(it *item) bool { return it.account.Background })
	if len(tellers) == 0 {
		tellers = items
	}
	votes := votesOf(tellers)
	inc.Kind = vote(tellers, votes, func(a *tocsin.Account) tocsin.Kind { return a.Kind })
	inc.Stage = vote(tellers, votes, func(a *tocsin.Account) tocsin.Stage { return a.Stage })
	inc.Suicide = suicideOf(tellers)
	inc.When = whenOf(tellers, votes)
	inc.Where = whereOf(tellers, votes)
	for _, w := range tocsin.WeaponClasses {
		if has(items, func(a *tocsin.Account) bool {
			return slices.ContainsFunc(a.Weapons, func(x tocsin.Weapon) bool { return x.Class == w })
		}) {
			inc.Weapons = append(inc.Weapons, w)
		}
	}
	for _, t := range tocsin.TargetClasses {
		if has(items, func(a *tocsin.Account) bool {
			return slices.ContainsFunc(a.Targets, func(x tocsin.Target) bool { return x.Class == t })
		}) {
			inc.Targets = append(inc.Targets, t)
		}
	}
	inc.Figures = v.tallies(items)
	inc.Statements = statementsOf(items, inc.When.Start, v.names)
	inc.Actors = likelihoods(inc.Statements, inc.When.Start, v.names)
	for _, it := range items {
		inc.Accounts = append(inc.Accounts, linked(it, items))
	}
	inc.Disputes = v.disputes(tellers, inc)
	inc.Decisions = decisionsOf(items, v.AsOf)
	inc.State = stateOf(inc)
	inc.Review = reviewOf(inc)
	return inc
}

// linked returns an account with the reasons of its closest link.
func linked(it *item, items []*item) tocsin.LinkedAccount {
	r := it.source.report
	out := tocsin.LinkedAccount{
		AccountRef: it.AccountRef, Outlet: r.Outlet, Title: r.Title, URL: r.URL, Published: r.Published,
		Background: it.account.Background, Origin: it.source.origin(), Credit: it.source.credit, Coder: it.source.coder,
	}
	prefix := fmt.Sprintf("accounts[%d].", it.number())
	for _, d := range it.source.record.Decided {
		if path, ok := strings.CutPrefix(d.Path, prefix); ok {
			d.Path = path
			out.Decided = append(out.Decided, d)
		}
	}
	if f := it.source.first(); f != it.source {
		out.CopyOf = f.report.ID
	}
	var closest *item
	best := 0.0
	for _, o := range items {
		if o == it {
			continue
		}
		if w := odds(it, o); closest == nil || w > best {
			closest, best = o, w
		}
	}
	if closest != nil {
		out.To = closest.String()
		out.Why = reasons(it, closest)
		if slices.Contains(it.must, closest) {
			out.Why = append(tocsin.List[tocsin.Reason]{{Text: "a person decided so", Weight: always}}, out.Why...)
		}
	}
	return out
}

// votesOf gives each account its share of its origin's one vote.
func votesOf(items []*item) []float64 {
	n := map[string]float64{}
	for _, it := range items {
		n[it.source.origin()]++
	}
	out := make([]float64, len(items))
	for i, it := range items {
		out[i] = 1 / n[it.source.origin()]
	}
	return out
}

// vote returns the value with most votes; of equals, that of the earliest account.
func vote[T comparable](items []*item, votes []float64, value func(*tocsin.Account) T) T {
	sum := map[T]float64{}
	for i, it := range items {
		sum[value(it.account)] += votes[i]
	}
	best := value(items[0].account)
	for _, it := range items {
		if v := value(it.account); sum[v] > sum[best]+1e-9 {
			best = v
		}
	}
	return best
}

func has(items []*item, is func(*tocsin.Account) bool) bool {
	return slices.ContainsFunc(items, func(it *item) bool { return is(it.account) })
}

// suicideOf is yes only if no account that speaks of it hedges.
func suicideOf(items []*item) tocsin.Suicide {
	yes := has(items, func(a *tocsin.Account) bool { return a.Suicide == tocsin.SuicideYes })
	apparent := has(items, func(a *tocsin.Account) bool { return a.Suicide == tocsin.SuicideApparent })
	switch {
	case yes && !apparent:
		return tocsin.SuicideYes
	case yes || apparent:
		return tocsin.SuicideApparent
	}
	return tocsin.SuicideNo
}

// whenOf returns the most exact interval among those that most votes bear out: an account bears out the days that its
// own interval meets.
func whenOf(items []*item, votes []float64) tocsin.When {
	best := -1
	var most float64
	for i, it := range items {
		if !it.dated {
			continue
		}
		sum := 0.0
		for j, o := range items {
			if o.dated && gap(it, o) == 0 {
				sum += votes[j] * exactness(o)
			}
		}
		sum *= exactness(it)
		if best < 0 || sum > most+1e-9 {
			best, most = i, sum
		}
	}
	if best < 0 {
		return tocsin.When{Precision: tocsin.DateUnknown, End: items[0].account.When.End}
	}
	w := items[best].account.When
	w.Evidence = nil
	return w
}

// exactness is less than 1 for an interval of several days, so that a month is not preferred for meeting every day.
func exactness(it *item) float64 { return 1 / (1 + 0.1*float64(min(it.to-it.from, 60))) }

// fineness orders places by how much they say.
var fineness = map[tocsin.PlacePrecision]float64{
	tocsin.PlaceSettlement: 1, tocsin.PlaceNear: 0.9, tocsin.PlaceDistrict: 0.8, tocsin.PlaceArea: 0.5, tocsin.PlaceSeaOrAir: 0.5, tocsin.PlaceProvince: 0.4, tocsin.PlaceCountry: 0.1,
}

// whereOf returns the finest place that most votes bear out: an account bears out a place that it names, lies by, or
// is contained in or contains.
func whereOf(items []*item, votes []float64) tocsin.Where {
	best, most := 0, -1.0
	for i, it := range items {
		sum := 0.0
		for j, o := range items {
			sum += votes[j] * bears(it, o)
		}
		if sum *= 0.5 + 0.5*fineness[it.account.Where.Precision]; sum > most+1e-9 {
			best, most = i, sum
		}
	}
	w := items[best].account.Where
	w.Evidence = nil
	return w
}

// bears says how far an account's place is borne out by another account, 0 to 1.
func bears(it, o *item) float64 {
	switch {
	case it == o || it.town != "" && it.town == o.town && it.country == o.country:
		return 1
	case it.located && o.located:
		if km(it.lat, it.lon, o.lat, o.lon) <= max(it.radius, o.radius) {
			return 0.9
		}
		return 0
	case it.adm1 != "" && it.adm1 == o.adm1:
		return 0.5
	case it.country != "" && it.country == o.country && (it.adm1 == "" || o.adm1 == ""):
		return 0.2
	}
	return 0
}

// disputes names what the accounts differ on.
func (v View) disputes(items []*item, inc *tocsin.Incident) []tocsin.Problem {
	var out []tocsin.Problem
	days, places, kinds := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, it := range items {
		if it.dated && (dayNumber(inc.When.Start) > it.to || dayNumber(inc.When.End) < it.from) {
			days[it.account.When.Start.String()+" in "+it.String()] = true
		}
		if it.located && inc.Where.Lat != nil {
			if d := km(it.lat, it.lon, *inc.Where.Lat, *inc.Where.Lon); d > max(it.radius, radii[inc.Where.Precision]) {
				places[fmt.Sprintf("%s, %.0f km away, in %s", cmp.Or(it.account.Where.Settlement, it.account.Where.Adm2, it.account.Where.Text), d, it)] = true
			}
		}
		if it.account.Kind != inc.Kind {
			kinds[string(it.account.Kind)+" in "+it.String()] = true
		}
	}
	for _, d := range []struct {
		path string
		m    map[string]bool
	}{{"when", days}, {"where", places}, {"kind", kinds}} {
		for _, text := range sortedKeys(d.m) {
			out = append(out, tocsin.Problem{Path: d.path, Text: text})
		}
	}
	for _, f := range inc.Figures {
		lows := map[int]bool{}
		for _, s := range f.Voices {
			lows[s.Low] = true
		}
		if !compatible(f.Voices) {
			out = append(out, tocsin.Problem{Path: "figures." + string(f.Effect) + "." + string(f.Group), Text: fmt.Sprintf("%d different numbers", len(lows))})
		}
	}
	if names := claimants(inc.Statements, inc.When.Start, v.names); len(names) > 1 {
		out = append(out, tocsin.Problem{Path: "statements", Text: fmt.Sprintf("claimed by %d actors: %s", len(names), joinNames(names))})
	}
	return out
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// compatible reports whether one number can be all of those given.
func compatible(voices []tocsin.TallyVoice) bool {
	for i, x := range voices {
		for _, y := range voices[i+1:] {
			if !spanOf(x).overlaps(spanOf(y)) {
				return false
			}
		}
	}
	return true
}

// decisionsOf returns what people decided about the accounts up to a day.
func decisionsOf(items []*item, asOf tocsin.Date) []tocsin.Decision {
	var out []tocsin.Decision
	for _, it := range items {
		for _, d := range it.decisions {
			same := func(o tocsin.Decision) bool { return o.ID() == d.ID() }
			if (asOf.IsZero() || !asOf.Before(tocsin.DateOf(d.At))) && !slices.ContainsFunc(out, same) {
				out = append(out, d)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b tocsin.Decision) int { return a.At.Compare(b.At) })
	return out
}
