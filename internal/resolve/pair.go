package resolve

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/tocsin-org/tocsin"
)

// Weights of a pair of accounts: log odds that both tell of one incident. They follow a logistic regression over the
// pairs of accounts that the coder found in the Gun Violence Archive's development reports, whose incidents people have
// told, and a hundred pairs of current events of 2025 judged by hand, each of these counted five times: the first are
// single acts in quiet places, the others acts of which one much like it is told of every day. Where the regression
// rests on few pairs or on faults of coding, the weight is a judgement.
const (
	bias       = -4.4
	joinItems  = -0.5 // clusters whose accounts have a higher mean are one incident
	attachBack = -1.0 // a background account belongs to an incident that fits as well as this
	keepAbove  = -5.5 // pairs below are held to be as far apart as those never compared
	maxGap     = 10   // days between two accounts that are still compared
)

// A verdict adds up what speaks for and against. It keeps reasons only if they will be read.
type verdict struct {
	odds    float64
	reasons *[]tocsin.Reason
}

// add counts a weight and reports whether its reason is wanted.
func (v *verdict) add(w float64) bool {
	v.odds += w
	return v.reasons != nil && w != 0
}

func (v *verdict) say(w float64, format string, args ...any) {
	*v.reasons = append(*v.reasons, tocsin.Reason{Text: fmt.Sprintf(format, args...), Weight: math.Round(w*100) / 100})
}

// odds returns the log odds that two accounts tell of one incident.
func odds(a, b *item) float64 {
	v := verdict{odds: bias}
	v.compare(a, b)
	return v.odds
}

// reasons returns what odds rests on, the weightiest first.
func reasons(a, b *item) []tocsin.Reason {
	var out []tocsin.Reason
	v := verdict{reasons: &out}
	v.compare(a, b)
	slices.SortStableFunc(out, func(x, y tocsin.Reason) int { return cmp.Compare(math.Abs(y.Weight), math.Abs(x.Weight)) })
	return out
}

func (v *verdict) compare(a, b *item) {
	copied := slices.Contains(a.source.copies, b.source) && a.account.Kind == b.account.Kind && a.country == b.country
	place := v.place(a, b)
	v.days(a, b)
	v.kind(a, b)
	v.sets(a, b)
	v.toll(a, b)
	v.again(a, b, copied)
	shared := v.text(a, b)
	if copied && v.add(2) {
		v.say(2, "the reports are copies of one text")
	}
	// A country, or nothing, is no place: one blast a day somewhere in a country at war is many incidents.
	if !place && !copied {
		w := -1.2
		if shared < 2 {
			w = -4
		}
		if v.add(w) {
			v.say(w, "no place below the country is shared")
		}
	}
}

// place weighs where; it reports whether the accounts share a place below the country.
func (v *verdict) place(a, b *item) bool {
	switch {
	case a.country != "" && b.country != "" && a.country != b.country:
		if v.add(-4) {
			v.say(-4, "another country: %s and %s", a.country, b.country)
		}
		return false
	case a.town != "" && a.town == b.town && (a.adm1 == b.adm1 || a.adm1 == "" || b.adm1 == ""):
		if v.add(2.5) {
			v.say(2.5, "same place: %s", a.account.Where.Settlement)
		}
		return true
	case a.located && b.located:
		return v.distance(a, b)
	case a.adm1 != "" && a.adm1 == b.adm1:
		w := 0.5
		if a.adm2 != "" && a.adm2 == b.adm2 {
			w = 2
		}
		named := a.names != nil && hasAny(b.names, a.places) || hasAny(a.names, b.places)
		if v.add(w) {
			v.say(w, "both in %s", cmp.Or(twice(a.account.Where.Adm2, b.account.Where.Adm2), a.account.Where.Adm1))
		}
		if named && v.add(1.5) {
			v.say(1.5, "the text of one names the place of the other")
		}
		return true
	case a.adm1 != "" && b.adm1 != "":
		if v.add(-4) {
			v.say(-4, "elsewhere: %s and %s", a.account.Where.Adm1, b.account.Where.Adm1)
		}
		return false
	}
	if hasAny(b.names, a.places) || hasAny(a.names, b.places) {
		if v.add(2) {
			v.say(2, "the text of one names the place of the other")
		}
		return true
	}
	return false
}

// twice returns s if both are s.
func twice(s, t string) string {
	if s == t {
		return s
	}
	return ""
}

// distance weighs two points, widened by how exactly each is known.
func (v *verdict) distance(a, b *item) bool {
	d := km(a.lat, a.lon, b.lat, b.lon)
	room := max(a.radius, b.radius)
	if d <= room {
		w := 2.5 - 1.5*d/(room+1) - room/60
		if a.adm2 != "" && a.adm2 == b.adm2 {
			w = max(w, 2)
		}
		if v.add(w) {
			v.say(w, "%.0f km apart, known to %.0f km", d, room)
		}
		return true
	}
	w := -min(4, 0.5+(d-room)/25)
	if hasAny(b.names, a.places) || hasAny(a.names, b.places) {
		w = 1 // one report may have taken a place that it only mentions
		if v.add(w) {
			v.say(w, "%.0f km apart, but the text of one names the place of the other", d)
		}
		return true
	}
	if v.add(w) {
		v.say(w, "%.0f km apart, known to %.0f km", d, room)
	}
	return false
}

// gap returns the days between the intervals of two accounts, 0 if they overlap.
func gap(a, b *item) int { return max(0, a.from-b.to, b.from-a.to) }

// before reports whether an account without a day cannot tell of the other's act, having been published before it.
func before(a, b *item) bool {
	p := a.source.report.Published
	return !a.dated && b.dated && !p.IsZero() && dayNumber(p) < b.from
}

// dayWeights are for 0, 1, 2 and 3 days between two exact days.
var dayWeights = [...]float64{2.2, 0.7, -0.5, -1.5}

func (v *verdict) days(a, b *item) {
	if !a.dated || !b.dated {
		w := -0.8
		if before(a, b) || before(b, a) {
			w = -8
		}
		if v.add(w) {
			v.say(w, "the day is not known to both")
		}
		return
	}
	n := gap(a, b)
	switch {
	case n > 3:
		w := -1.5 - 0.6*float64(n-3)
		if v.add(w) {
			v.say(w, "%d days apart", n)
		}
	case n > 0:
		if v.add(dayWeights[n]) {
			v.say(dayWeights[n], "%d %s apart", n, map[bool]string{true: "day", false: "days"}[n == 1])
		}
	case a.day && b.day:
		if v.add(dayWeights[0]) {
			v.say(dayWeights[0], "same day: %s", a.account.When.Start)
		}
	default:
		// The wider the interval the less it says that they overlap.
		w := 2 / (1 + math.Log(float64(max(a.to-a.from, b.to-b.from)+1)))
		if v.add(w) {
			v.say(w, "days that overlap")
		}
	}
}

// alike are kinds that reports give to one and the same act.
var alike = [][2]tocsin.Kind{
	{tocsin.ArmedAttack, tocsin.Clash}, {tocsin.ArmedAttack, tocsin.Assault}, {tocsin.ArmedAttack, tocsin.Execution}, {tocsin.ArmedAttack, tocsin.Bombing},
	{tocsin.ArmedAttack, tocsin.Kidnapping}, {tocsin.ArmedAttack, tocsin.Riot}, {tocsin.ArmedAttack, tocsin.Arson}, {tocsin.Clash, tocsin.Operation},
	{tocsin.Shelling, tocsin.AirStrike}, {tocsin.Bombing, tocsin.AirStrike}, {tocsin.Bombing, tocsin.Shelling}, {tocsin.Assault, tocsin.Riot},
	{tocsin.Arson, tocsin.Riot}, {tocsin.Sabotage, tocsin.Bombing}, {tocsin.Sabotage, tocsin.Arson}, {tocsin.ArmedAttack, tocsin.Operation},
	{tocsin.Kidnapping, tocsin.Execution}, {tocsin.Kidnapping, tocsin.Hijacking},
}

// daily are kinds of which there are many in a war: that both are one says little.
var daily = []tocsin.Kind{tocsin.ArmedAttack, tocsin.Bombing, tocsin.AirStrike, tocsin.Shelling, tocsin.Clash, tocsin.Operation}

func (v *verdict) kind(a, b *item) {
	x, y := a.account.Kind, b.account.Kind
	switch {
	case x == y:
		w := 1.2
		if slices.Contains(daily, x) {
			w = 0.4
		}
		if v.add(w) {
			v.say(w, "both %s", x)
		}
	case x == tocsin.OtherKind || y == tocsin.OtherKind || slices.Contains(alike, [2]tocsin.Kind{x, y}) || slices.Contains(alike, [2]tocsin.Kind{y, x}):
		if v.add(0.2) {
			v.say(0.2, "%s and %s can be the same act", x, y)
		}
	default:
		if v.add(-1.5) {
			v.say(-1.5, "%s and %s", x, y)
		}
	}
}

// sets weighs weapons, targets and actors.
func (v *verdict) sets(a, b *item) {
	if a.weapons != 0 && b.weapons != 0 {
		w := -1.0
		if a.weapons&b.weapons != 0 {
			w = 0.1
		}
		if v.add(w) {
			v.say(w, "%s of weapon", map[bool]string{true: "same class", false: "other classes"}[w > 0])
		}
	}
	if a.targets != 0 && b.targets != 0 {
		w := -0.2
		if a.targets&b.targets != 0 {
			w = 0.2
		}
		if v.add(w) {
			v.say(w, "%s of target", map[bool]string{true: "same class", false: "other classes"}[w > 0])
		}
	}
	if len(a.actors) > 0 && len(b.actors) > 0 && hasAny(a.actors, b.actors) && v.add(0.2) {
		v.say(0.2, "the same actor is named")
	}
}

// toll weighs the numbers of people harmed. Tolls rise with time, so a later report may say more.
func (v *verdict) toll(a, b *item) {
	for _, c := range []struct {
		what string
		x, y span
		most float64
	}{{"killed", a.killed, b.killed, 1}, {"injured", a.injured, b.injured, 0.4}} {
		if !c.x.known || !c.y.known {
			continue
		}
		switch n := min(c.x.low, c.y.low); {
		case c.x == c.y:
			// That two tolls are equal tells more the rarer the number.
			w := 2.4 * c.most * (0.3 + 0.35*math.Log1p(float64(n)))
			if v.add(w) {
				v.say(w, "same number %s: %d", c.what, n)
			}
		case c.x.overlaps(c.y):
			// "At least 53" and "at least 72" can always both be true: on another day they are of two acts rather.
			w := c.most
			if far := math.Abs(math.Log(float64(c.x.low+1)) - math.Log(float64(c.y.low+1))); far > 0.15 && gap(a, b) > 0 {
				w = -0.8 * c.most
			}
			if v.add(w) {
				v.say(w, "numbers %s that can both be true", c.what)
			}
		default:
			// Of one act the numbers grow by the hour; of the same act another day they have settled.
			much, most := 0.6, 1.5
			if gap(a, b) > 0 {
				much, most = 1.2, 2.5
			}
			w := -c.most * min(most, much*math.Abs(math.Log(float64(c.x.low+1))-math.Log(float64(c.y.low+1))))
			if rises(a, b, c.x, c.y) && gap(a, b) == 0 {
				w /= 2
			}
			if v.add(w) {
				v.say(w, "%d and %d %s", c.x.low, c.y.low, c.what)
			}
		}
	}
}

// again weighs what may be no more than the next act of its kind, where such acts are told of day by day: on another day,
// and neither known to a town.
func (v *verdict) again(a, b *item, copied bool) {
	if copied || !a.dated || !b.dated || gap(a, b) == 0 || a.town != "" || b.town != "" {
		return
	}
	if v.add(-1.5) {
		v.say(-1.5, "on another day, and no town is known")
	}
}

// rises reports whether the later report says the greater number.
func rises(a, b *item, x, y span) bool {
	switch compareDays(a.source.report.Published, b.source.report.Published) {
	case -1:
		return x.low < y.low
	case 1:
		return x.low > y.low
	}
	return false
}

// text weighs the words and names of the passages; it returns how many names are shared.
func (v *verdict) text(a, b *item) int {
	if n := min(len(a.words), len(b.words)); n >= 6 {
		share := float64(shared(a.words, b.words)) / float64(n)
		// Of a line or two most words are those of any such act.
		w := min(2.4, 3*share) * min(1, float64(n)/25)
		if v.add(w) {
			v.say(w, "%.0f%% of the words are shared", 100*share)
		}
	}
	names := shared(a.telling, b.telling)
	if w := min(3.3, 0.55*float64(names)); v.add(w) {
		v.say(w, "%d names are shared", names)
	}
	return names
}

// shared counts what two sorted lists have in common.
func shared(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// hasAny reports whether a sorted list holds one of the values.
func hasAny(list, values []uint32) bool {
	for _, x := range values {
		if _, ok := slices.BinarySearch(list, x); ok {
			return true
		}
	}
	return false
}

// repeated reports whether two accounts of one report cannot be told apart: same act, days and place, and no figures
// that differ. All else that one report tells apart stays apart.
func repeated(a, b *item) bool {
	x, y := a.account, b.account
	return x.Kind == y.Kind && a.dated && b.dated && a.from == b.from && a.to == b.to && !a.vague &&
		x.Where.Precision == y.Where.Precision && a.country == b.country && a.adm1 == b.adm1 && a.adm2 == b.adm2 && a.town == b.town &&
		(!a.killed.known || !b.killed.known || a.killed == b.killed) && (!a.injured.known || !b.injured.known || a.injured == b.injured)
}
