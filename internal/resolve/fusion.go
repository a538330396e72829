package resolve

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A Rule chooses one number among those that voices give (merging.md §3).
type Rule string

// The rules.
const (
	// RuleTocsin takes the number that fits all voices ("at least 20" and 27 make 27); else the last word of an
	// authority if no other report is as late; else the likeliest by a small learnt model (number.go).
	RuleTocsin Rule = "tocsin"
	// RuleUCDP takes the likeliest number of all reliable voices, of equals the lower (Uppsala Conflict Data
	// Program, Georeferenced Event Dataset: best, high, low).
	RuleUCDP Rule = "ucdp"
	// RuleGTD takes the most recent number; of several equally recent the majority's, and without a majority the
	// lowest (Global Terrorism Database).
	RuleGTD Rule = "gtd"
	// RuleACLED takes the most conservative number: 10 for tens, 12 for dozens, 100 for hundreds, and no number of
	// injured (Armed Conflict Location & Event Data).
	RuleACLED Rule = "acled"
)

// Rules lists the rules.
var Rules = []Rule{RuleTocsin, RuleUCDP, RuleGTD, RuleACLED}

// A given is one voice's number on its way into a tally.
type given struct {
	tocsin.TallyVoice
	item   *item
	figure tocsin.Figure
	chain  string  // origin of the number: the speaker, if one is named, else the origin of the report
	weight float64 // how much its voice is worth
}

// A tallyKey is what numbers are of.
type tallyKey struct {
	e tocsin.Effect
	g tocsin.Group
}

// tallies returns the numbers of an incident, total first.
func (v View) tallies(items []*item) []tocsin.Tally {
	groups := groupGiven(items)
	var out []tocsin.Tally
	for _, e := range tocsin.Effects {
		for _, g := range tocsin.Groups {
			if gs := groups[tallyKey{e, g}]; gs != nil {
				out = append(out, v.tally(e, g, gs))
			}
		}
	}
	return out
}

// groupGiven returns the numbers that accounts give, by what they are of.
func groupGiven(items []*item) map[tallyKey][]given {
	groups := map[tallyKey][]given{}
	for _, it := range items {
		for _, f := range it.account.Casualties {
			k := tallyKey{f.Effect, f.Group}
			groups[k] = append(groups[k], giveOf(it, f))
		}
		for _, e := range []tocsin.Effect{tocsin.Killed, tocsin.Injured} {
			if g, ok := sumOfParts(it, e); ok {
				k := tallyKey{e, tocsin.GroupAll}
				groups[k] = append(groups[k], g)
			}
		}
	}
	return groups
}

func giveOf(it *item, f tocsin.Figure) given {
	r := it.source.report
	g := given{item: it, figure: f, weight: voiceWeight(f.Voice)}
	g.TallyVoice = tocsin.TallyVoice{
		AccountRef: it.AccountRef, Low: f.Low, High: f.High, Voice: f.Voice, Outlet: r.Outlet, Published: r.Published,
		Origin: it.source.origin(), Status: tocsin.TallyCounted, IncludesAttackers: f.IncludesAttackers,
	}
	g.chain = speakerKey(f.Voice.Speaker)
	if g.chain == "" {
		g.chain = "origin " + fold(g.Origin)
	}
	return g
}

// sumOfParts returns the number of all people harmed as an account's parts add up to, where it gives parts and no
// total. Attackers are left out: totals of victims and of attackers are different numbers.
func sumOfParts(it *item, e tocsin.Effect) (given, bool) {
	type part struct{ low, high int }
	parts := map[tocsin.Group]part{}
	var first *tocsin.Figure
	for i, f := range it.account.Casualties {
		if f.Effect != e || len(f.SharedWith) > 0 {
			continue
		}
		switch f.Group {
		case tocsin.GroupAll:
			return given{}, false
		case tocsin.GroupAttackers, tocsin.GroupWomen, tocsin.GroupChildren, tocsin.GroupForeigners:
			continue
		}
		if f.Voice.Type == tocsin.VoicePerpetrator {
			continue
		}
		if first == nil {
			first = &it.account.Casualties[i]
		}
		p, high := parts[f.Group], f.Low
		if f.High != nil {
			high = *f.High
		}
		parts[f.Group] = part{max(p.low, f.Low), max(p.high, high)}
	}
	if first == nil {
		return given{}, false
	}
	sum := *first
	sum.Group, sum.Low = tocsin.GroupAll, 0
	high := 0
	for _, p := range parts {
		sum.Low += p.low
		high += p.high
	}
	if sum.High != nil {
		sum.High = &high
	}
	g := giveOf(it, sum)
	g.Parts = true
	return g, true
}

// speakerKey returns what names of one speaker have in common ("the regional interior ministry" and "ministry of
// internal affairs"), "" if none is named.
func speakerKey(speaker string) string {
	s := strings.ReplaceAll(fold(speaker), "internal affairs", "interior")
	var words []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,.;()", r) }) {
		if !speakerNoise[w] {
			words = append(words, strings.TrimSuffix(w, "s"))
		}
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

var speakerNoise = map[string]bool{"the": true, "a": true, "an": true, "of": true, "in": true, "for": true, "and": true, "at": true, "regional": true, "local": true, "provincial": true,
	"spokesman": true, "spokeswoman": true, "spokesperson": true, "official": true, "officials": true, "chief": true, "head": true, "senior": true, "department": true, "state": true, "federal": true, "service": true}

// sameSpeaker reports whether one key's words are among the other's: "interior ministry" and "dagestan interior
// ministry".
func sameSpeaker(a, b string) bool {
	if a == b {
		return true
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if !slices.Contains(y, w) {
			return false
		}
	}
	return len(x) > 0 && !strings.HasPrefix(a, "origin ") && !strings.HasPrefix(b, "origin ")
}

// voiceWeight is what a voice's number is worth against others', before any of its numbers have been checked.
func voiceWeight(v tocsin.Voice) float64 {
	switch v.Type {
	case tocsin.VoiceAuthority, tocsin.VoiceMonitor, tocsin.VoiceReport, tocsin.VoiceMedia:
		return 0.7
	case tocsin.VoiceWitness, tocsin.VoiceVictim, tocsin.VoiceExpert:
		return 0.6
	case tocsin.VoiceRival:
		return 0.45
	case tocsin.VoicePerpetrator:
		return 0.3
	}
	return 0.5
}

// tally sets aside what does not count and lets the rule choose.
func (v View) tally(e tocsin.Effect, g tocsin.Group, gs []given) tocsin.Tally {
	have := counted(gs)
	t := tocsin.Tally{Effect: e, Group: g, Rule: string(v.Rule) + ": no number counts"}
	for _, x := range gs {
		t.Voices = append(t.Voices, x.TallyVoice)
	}
	if len(have) == 0 {
		t.Low, t.High = bounds(gs)
		return t
	}
	t.Low, t.High = bounds(have)
	best, step := choose(v.Rule, e, have)
	t.Rule = string(v.Rule) + ": " + step
	if best >= 0 {
		t.Best = &best
	}
	return t
}

// counted puts numbers in the order of their reports, marks those that do not count, and returns the others.
func counted(gs []given) []given {
	slices.SortStableFunc(gs, func(a, b given) int { return a.item.order(b.item) })
	setStatus(gs)
	var out []given
	for _, g := range gs {
		if g.Status == tocsin.TallyCounted {
			out = append(out, g)
		}
	}
	return out
}

// bounds returns the least and the greatest number given, nil for the greatest where all are open above. "At least 71"
// gives 71.
func bounds(gs []given) (low int, high *int) {
	low, most, open := gs[0].Low, 0, true
	for _, g := range gs {
		low, most = min(low, g.Low), max(most, g.Low)
		if g.High != nil {
			most, open = max(most, *g.High), false
		}
	}
	if open {
		return low, nil
	}
	return low, &most
}

// setStatus marks numbers that have no vote: a perpetrator's, what one origin says again or has since corrected, and a
// single unnamed voice far from all others.
func setStatus(gs []given) {
	for i := range gs {
		if gs[i].Voice.Type == tocsin.VoicePerpetrator {
			gs[i].Status = tocsin.TallyPerpetrator
		}
	}
	for i := range gs {
		if gs[i].Status != tocsin.TallyCounted {
			continue
		}
		for j := range gs {
			if j == i || gs[j].Status != tocsin.TallyCounted || !sameSpeaker(gs[i].chain, gs[j].chain) {
				continue
			}
			same := spanOf(gs[i].TallyVoice) == spanOf(gs[j].TallyVoice)
			switch later := compareDays(gs[i].Published, gs[j].Published); {
			case same && j < i:
				gs[i].Status = tocsin.TallyRepeated
			case !same && later < 0 && !gs[j].Published.IsZero() && gs[i].item.source != gs[j].item.source && corrects(gs[j], gs[i].Low):
				gs[i].Status = tocsin.TallySuperseded
			default:
				continue
			}
			break
		}
	}
	setOutlier(gs)
	weighParts(gs)
}

// An account's first number is the toll that its report leads with; what it says of other people later in the text (those
// of another act, of one voice, ages taken for numbers) counts for little beside it. So does the lesser of two at under
// half of the greater: "a man died" beside "four were killed" is no other toll. A sum of the parts that a report gives
// without a total may lack some.
const (
	partWeight  = 0.3
	laterWeight = 0.5
	farTimes    = 3 // a later number so many times the first is of something else
)

// weighParts lowers the weight of such numbers. The numbers of one account stand in the order of its text.
func weighParts(gs []given) {
	greatest, first := map[*item]int{}, map[*item]int{}
	for _, g := range gs {
		if g.Status == tocsin.TallyPerpetrator {
			continue
		}
		if _, ok := first[g.item]; !ok {
			first[g.item] = g.Low
		}
		if g.Low <= farTimes*max(first[g.item], 1) {
			greatest[g.item] = max(greatest[g.item], g.Low)
		}
	}
	for i := range gs {
		low, lead := gs[i].Low, first[gs[i].item]
		switch {
		case 2*low < greatest[gs[i].item] || low > farTimes*max(lead, 1):
			gs[i].weight *= partWeight
		case low != lead:
			gs[i].weight *= laterWeight
		}
		if gs[i].Parts {
			gs[i].weight *= laterWeight
		}
	}
}

// corrects reports whether a later number can be a new toll of the same people. Later reports are often about one victim,
// a funeral or a trial; a number under half of what was said before is held to be of such a part.
func corrects(later given, before int) bool {
	return !later.item.account.Background && (later.Low >= before || !later.Parts && 2*later.Low >= before)
}

// setOutlier sets aside a lone anonymous number more than three times, or less than a third of, what all others give.
func setOutlier(gs []given) {
	var counted []int
	for i := range gs {
		if gs[i].Status == tocsin.TallyCounted {
			counted = append(counted, i)
		}
	}
	if len(counted) < 3 {
		return
	}
	for _, i := range counted {
		if gs[i].Voice.Speaker != "" || gs[i].Voice.Type == tocsin.VoiceReport {
			continue
		}
		far := true
		for _, j := range counted {
			if j != i {
				far = far && math.Abs(math.Log(float64(gs[i].Low+1)/float64(gs[j].Low+1))) > math.Log(3)
			}
		}
		if far {
			gs[i].Status = tocsin.TallySetAside
			return
		}
	}
}

func spanOf(v tocsin.TallyVoice) span {
	s := span{v.Low, -1, true}
	if v.High != nil {
		s.high = *v.High
	}
	return s
}

// choose returns the number and the step of the rule that gave it, -1 where the rule gives none.
func choose(r Rule, e tocsin.Effect, gs []given) (int, string) {
	switch r {
	case RuleACLED:
		if e == tocsin.Injured || e == tocsin.KilledOrInjured {
			return -1, "injuries are not coded"
		}
		return leastOf(gs, conservative), "the most conservative"
	case RuleGTD:
		last := latest(gs)
		if len(last) == 1 || compatibleGiven(last) {
			return weighted(last, true).value, "the most recent"
		}
		if m := weighted(last, false); m.clear {
			return m.value, "the majority of the most recent"
		}
		return leastOf(last, func(g given) int { return g.Low }), "the lowest of the most recent"
	case RuleUCDP:
		return weighted(gs, false).value, "the likeliest, of equals the lower"
	}
	if compatibleGiven(gs) {
		return weighted(gs, true).value, "all voices agree"
	}
	most := 0
	for _, g := range gs {
		most = max(most, g.Low)
	}
	if last := latest(gs); len(last) == 1 && last[0].Voice.Type == tocsin.VoiceAuthority && corrects(last[0], most) {
		return last[0].Low, "an authority's last word"
	}
	return likeliest(e, gs)
}

func compatibleGiven(gs []given) bool {
	vs := make([]tocsin.TallyVoice, len(gs))
	for i, g := range gs {
		vs[i] = g.TallyVoice
	}
	return compatible(vs)
}

// latest returns the numbers of the last day; all, if no day is known.
func latest(gs []given) []given {
	var last tocsin.Date
	for _, g := range gs {
		if last.Before(g.Published) {
			last = g.Published
		}
	}
	return slices.DeleteFunc(slices.Clone(gs), func(g given) bool { return g.Published != last })
}

func leastOf(gs []given, number func(given) int) int {
	least := number(gs[0])
	for _, g := range gs {
		least = min(least, number(g))
	}
	return least
}

// conservative is a number as ACLED counts vague words.
func conservative(g given) int {
	if g.High == nil && len(g.figure.Evidence) > 0 {
		quote := strings.ToLower(g.figure.Evidence[0].Quote)
		for _, w := range []struct {
			word string
			n    int
		}{{"hundreds", 100}, {"dozens", 12}, {"scores", 12}, {"tens of", 10}} {
			if strings.Contains(quote, w.word) {
				return w.n
			}
		}
	}
	return g.Low
}

// A mode is the number with most weight.
type mode struct {
	value int
	tied  []int // all with that weight, value among them
	clear bool  // only one has it
}

// weighted returns the number that the weightiest voices bear out. A range bears out every number in it, so the bounds
// of all ranges are the candidates; of equals within ranges that meet the higher is taken if rising is set, so that
// "at least 20" and 27 make 27.
func weighted(gs []given, rising bool) mode {
	weight := map[int]float64{}
	for _, g := range gs {
		weight[g.Low] += 0
		if g.High != nil {
			weight[*g.High] += 0
		}
	}
	values := make([]int, 0, len(weight))
	for n := range weight {
		values = append(values, n)
	}
	slices.Sort(values)
	most := -1.0
	for _, n := range values {
		sum := 0.0
		for _, g := range gs {
			if s := spanOf(g.TallyVoice); s.low <= n && (s.high < 0 || n <= s.high) {
				// A range says less of each of its numbers than a number does.
				w := g.weight
				if s.low != s.high {
					w *= 0.9
				}
				sum += w
			}
		}
		weight[n] = sum
		most = max(most, sum)
	}
	m := mode{}
	for _, n := range values {
		if weight[n] > most-1e-9 {
			m.tied = append(m.tied, n)
		}
	}
	m.clear = len(m.tied) == 1
	m.value = m.tied[0]
	if rising && compatibleGiven(gs) {
		m.value = m.tied[len(m.tied)-1]
	}
	// Of a single range, the bound that the report was sure of.
	if len(gs) == 1 {
		m.value, m.clear = gs[0].Low, true
	}
	return m
}

func joinNames(names []string) string {
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(a, b) })
	return strings.Join(names, ", ")
}
