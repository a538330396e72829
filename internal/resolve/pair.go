package resolve

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/tocsin-org/tocsin"
)

// Chosen on the tuning half of the pairs that the weights are learnt from (pairlearn.go), keepAbove and maxGap by judgement.
const (
	joinItems  = 1.0  // clusters whose accounts have a higher mean are one incident
	attachBack = 0.25 // a background account belongs to an incident that fits as well as this
	keepAbove  = -5.5 // pairs below are held to be as far apart as those never compared
	maxGap     = 10   // days between two accounts that are still compared
)

// A sign is one thing that speaks for or against two accounts telling of one incident. Its measure, 1 if nothing else is
// said, times its weight is what it adds to the log odds.
type sign int

const (
	alwaysThere sign = iota
	// Where.
	sameTown
	pointsNear // points no farther apart than they are known exactly; 1 together, 0 at the edge
	pointsRoom // the same, how roughly they are known: 100 km is 1
	pointsFar  // farther apart: 25 km beyond that is 1, at most 4
	sameAdm2   //
	sameAdm1   //
	otherAdm1  //
	placeNamed // the text of one names the place of the other
	noPlaceFew // the same, and fewer than two names that tell which act it was
	noPlace    // no place below the country is shared
	townWar    // the same town and kinds of act that are told of day by day
	otherTown  // both name a town, and not the same, in one province or nearer each other than they are known exactly
	// When.
	daySame     // both exact to the day
	daySameSaid // the same, and both reports say the day in words
	daySaidBack // the same, and the later report says a day before its own: "Tuesday's", "two days ago"
	dayOne
	dayTwo
	dayThree
	dayMore       // 4 days are 1, 5 days 2
	dayApartNone  // days apart, and neither report says the day in words: it is that of publication
	dayApartSaid  // days apart, and both say the day in words
	dayApartRural // days apart, and no town is known to either
	dayOverlap    // intervals that overlap: the longer the less
	dayUnknown
	dayLag     // a day is not known to one: how long after the other's day it was published, log(1+days)
	published  // days between publication, log(1+days), at most those of 60
	background // one is told as background, or both
	// What.
	kindDaily // the same, of kinds that are told of day by day
	kindRare  // the same, of other kinds
	kindAlike // kinds that reports give to one act
	kindOther
	weaponSame
	weaponOther
	targetSame
	targetCivil // civilians: those of any act
	targetOther
	actorSame
	actorOther
	// Figures.
	killedSame   // 0.3 + 0.35 log(1+n): that two tolls are equal tells more the rarer the number
	killedBoth   // ranges that one number can be in
	killedOpen   // the same, of different days and far apart: "at least 53" and "at least 72" can always both be true
	killedDiffer // difference of logarithms, at most 2.5
	killedApart  // the same if on other days: of one act the numbers grow by the hour, then settle
	killedFalls  // the same if the later report says fewer
	injuredSame
	injuredBoth
	injuredDiffer
	abductedSame
	abductedDiffer
	// Words.
	wordsShared // share of the shorter passage's words, less where it is a line or two
	wordsRare   // log(1+n) of words that are rare in such reports
	namesRare   // the same of names, those of the setting left out
	namesCommon // of other names
	saysUpdate  // one tells of a toll that rises, of those who died later
	saysAnother // the later one tells of another act
	saysFollow  // the later one tells of arrests, courts, mourning: of what came of an act
	saysSum     // one sums up an area or a day, and the other is of another day or does not
	brief       // passages of a line or two
	briefApart  // the same, on other days
	signs
)

// signNames name the signs in the file of weights; way says which way a weight may go, 0 either: one the other
// way would be a fault of the few pairs that it rests on.
var signNames = [signs]struct {
	name string
	way  int
}{
	alwaysThere: {"bias", 0}, sameTown: {"same town", 1}, pointsNear: {"points near", 1}, pointsRoom: {"points roughly known", -1}, pointsFar: {"points far apart", -1},
	sameAdm2: {"same district", 1}, sameAdm1: {"same province", 1}, otherAdm1: {"other province", -1}, placeNamed: {"text names the other's place", 1}, noPlace: {"no shared place", -1}, noPlaceFew: {"no shared place, few names", -1},
	townWar: {"same town, daily kinds", -1}, otherTown: {"other town", -1}, daySame: {"same day", 1}, daySameSaid: {"same day, both in words", 1}, daySaidBack: {"same day, said of the past", 1}, dayOne: {"1 day apart", 0}, dayTwo: {"2 days apart", 0}, dayThree: {"3 days apart", -1},
	dayMore: {"more days apart", -1}, dayApartNone: {"days apart, neither in words", -1}, dayApartSaid: {"days apart, both in words", -1}, dayApartRural: {"days apart, no town", -1},
	dayOverlap: {"days overlap", 1}, dayUnknown: {"day unknown", 0}, dayLag: {"published after", -1}, published: {"published apart", -1}, background: {"background", 0},
	kindDaily: {"same kind, daily", 1}, kindRare: {"same kind, rare", 1}, kindAlike: {"kinds alike", 0}, kindOther: {"other kind", -1}, weaponSame: {"same weapon", 1}, weaponOther: {"other weapon", -1},
	targetSame: {"same target", 1}, targetCivil: {"both civilians", 0}, targetOther: {"other target", -1}, actorSame: {"same actor", 1}, actorOther: {"other actor", -1},
	killedSame: {"killed equal", 1}, killedBoth: {"killed compatible", 1}, killedOpen: {"killed open, days apart", -1}, killedDiffer: {"killed differ", -1}, killedApart: {"killed differ, days apart", -1}, killedFalls: {"killed fall", -1},
	injuredSame: {"injured equal", 1}, injuredBoth: {"injured compatible", 1}, injuredDiffer: {"injured differ", -1}, abductedSame: {"abducted equal", 1}, abductedDiffer: {"abducted differ", -1},
	wordsShared: {"words shared", 1}, wordsRare: {"rare words shared", 1}, namesRare: {"rare names shared", 1}, namesCommon: {"names shared", 1}, saysUpdate: {"tells of an update", 0}, saysAnother: {"tells of another", -1}, saysFollow: {"tells of what came of it", 1}, saysSum: {"a sum over an area or a day", -1},
	brief: {"brief", -1}, briefApart: {"brief, days apart", -1},
}

// Bounds that no sum of signs may cross.
const (
	boundAbroad = -8.0  // another country
	boundPlace  = -12.0 // no place below the country, and names that do not tell: one blast a day somewhere in a country at war is many incidents
	boundBefore = -8.0  // published before the other's act
	copyWeight  = 2.0   // copies of one text
)

// A verdict adds up what speaks for and against. It keeps measures and reasons only if they will be read.
type verdict struct {
	weights  *[signs]float64
	odds     float64
	measures *[signs]float64
	reasons  *[]tocsin.Reason
}

// add counts a sign and reports whether its reason is wanted.
func (v *verdict) add(p sign, measure float64) bool {
	w := v.weights[p] * measure
	v.odds += w
	if v.measures != nil {
		v.measures[p] += measure
	}
	return v.reasons != nil && math.Abs(w) >= 0.005
}

// say adds a reason for what add has counted.
func (v *verdict) say(p sign, measure float64, format string, args ...any) {
	v.reason(v.weights[p]*measure, format, args...)
}

func (v *verdict) reason(w float64, format string, args ...any) {
	*v.reasons = append(*v.reasons, tocsin.Reason{Text: fmt.Sprintf(format, args...), Weight: math.Round(w*100) / 100})
}

// bound adds a fixed weight.
func (v *verdict) bound(w float64, format string, args ...any) {
	v.odds += w
	if v.reasons != nil {
		v.reason(w, format, args...)
	}
}

// odds returns the log odds that two accounts tell of one incident.
func odds(a, b *item) float64 {
	v := verdict{weights: pairWeights()}
	v.compare(a, b)
	return v.odds
}

// reasons returns what odds rests on, the weightiest first.
func reasons(a, b *item) []tocsin.Reason {
	var out []tocsin.Reason
	v := verdict{weights: pairWeights(), reasons: &out}
	v.compare(a, b)
	slices.SortStableFunc(out, func(x, y tocsin.Reason) int { return cmp.Compare(math.Abs(y.Weight), math.Abs(x.Weight)) })
	return out
}

func (v *verdict) compare(a, b *item) {
	v.add(alwaysThere, 1)
	copied := slices.Contains(a.source.copies, b.source) && a.account.Kind == b.account.Kind && a.country == b.country
	place := v.place(a, b)
	v.days(a, b, copied)
	v.kind(a, b)
	v.sets(a, b)
	v.toll(a, b)
	telling := v.text(a, b, copied)
	if copied {
		v.bound(copyWeight, "the reports are copies of one text")
	}
	if !place && !copied {
		p := noPlace
		if telling < 2 {
			p = noPlaceFew
		}
		if p == noPlaceFew && (a.vague || b.vague) {
			v.bound(boundPlace, "no place below the country is known to both, and no names tell")
		} else if v.add(p, 1) {
			v.say(p, 1, "no place below the country is shared")
		}
	}
}

// place weighs where; it reports whether the accounts share a place below the country.
func (v *verdict) place(a, b *item) bool {
	switch {
	case a.country != "" && b.country != "" && a.country != b.country:
		v.bound(boundAbroad, "another country: %s and %s", a.country, b.country)
		return false
	case a.town != "" && a.town == b.town && (a.adm1 == b.adm1 || a.adm1 == "" || b.adm1 == ""):
		if v.add(sameTown, 1) {
			v.say(sameTown, 1, "same place: %s", a.account.Where.Settlement)
		}
		if isDaily(a.account.Kind) && isDaily(b.account.Kind) && v.add(townWar, 1) {
			v.say(townWar, 1, "acts of such kinds are often told of one town")
		}
		return true
	case a.located && b.located:
		v.towns(a, b)
		return v.distance(a, b)
	case a.adm1 != "" && a.adm1 == b.adm1:
		p := sameAdm1
		if a.adm2 != "" && a.adm2 == b.adm2 {
			p = sameAdm2
		}
		if v.add(p, 1) {
			v.say(p, 1, "both in %s", cmp.Or(twice(a.account.Where.Adm2, b.account.Where.Adm2), a.account.Where.Adm1))
		}
		v.towns(a, b)
		v.named(a, b)
		return true
	case a.adm1 != "" && b.adm1 != "":
		if v.add(otherAdm1, 1) {
			v.say(otherAdm1, 1, "elsewhere: %s and %s", a.account.Where.Adm1, b.account.Where.Adm1)
		}
		return false
	}
	return v.named(a, b)
}

// towns weighs that both name a town, and not the same.
func (v *verdict) towns(a, b *item) {
	if a.town != "" && b.town != "" && a.town != b.town && v.add(otherTown, 1) {
		v.say(otherTown, 1, "other towns: %s and %s", a.account.Where.Settlement, b.account.Where.Settlement)
	}
}

// named weighs that the text of one names the place of the other: one report may have taken a place that it only mentions.
func (v *verdict) named(a, b *item) bool {
	if !hasAny(b.names, a.places) && !hasAny(a.names, b.places) {
		return false
	}
	if v.add(placeNamed, 1) {
		v.say(placeNamed, 1, "the text of one names the place of the other")
	}
	return true
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
		if a.adm2 != "" && a.adm2 == b.adm2 && v.add(sameAdm2, 1) {
			v.say(sameAdm2, 1, "both in %s", a.account.Where.Adm2)
		}
		close, rough := 1-d/(room+1), room/100
		if v.add(pointsNear, close) {
			v.say(pointsNear, close, "%.0f km apart, known to %.0f km", d, room)
		}
		if v.add(pointsRoom, rough) {
			v.say(pointsRoom, rough, "known to %.0f km only", room)
		}
		return true
	}
	far := min(4, (d-room)/25)
	if v.add(pointsFar, far) {
		v.say(pointsFar, far, "%.0f km apart, known to %.0f km", d, room)
	}
	return v.named(a, b)
}

// gap returns the days between the intervals of two accounts, 0 if they overlap.
func gap(a, b *item) int { return max(0, a.from-b.to, b.from-a.to) }

// before reports whether an account without a day cannot tell of the other's act, having been published before it.
func before(a, b *item) bool { return !a.dated && b.dated && a.published != 0 && a.published < b.from }

func (v *verdict) days(a, b *item, copied bool) {
	if a.published != 0 && b.published != 0 {
		if n := max(a.published-b.published, b.published-a.published); n > 0 {
			if m := math.Log1p(float64(min(n, 60))); v.add(published, m) {
				v.say(published, m, "published %s apart", count(n))
			}
		}
	}
	if (a.account.Background || b.account.Background) && v.add(background, 1) {
		v.say(background, 1, "told as background")
	}
	if !a.dated || !b.dated {
		v.unknownDay(a, b)
		return
	}
	n := gap(a, b)
	switch {
	case n > 0:
		v.daysApart(a, b, n, copied)
	case a.day && b.day:
		if v.add(daySame, 1) {
			v.say(daySame, 1, "same day: %s", a.account.When.Start)
		}
		if a.said && b.said && v.add(daySameSaid, 1) {
			v.say(daySameSaid, 1, "both say the day")
		}
		if l := laterOf(a, b); l != nil && l.said && l.to < l.published && v.add(daySaidBack, 1) {
			v.say(daySaidBack, 1, "the later report says the day, which is past")
		}
	default:
		// The wider the interval the less it says that they overlap.
		m := 1 / (1 + math.Log(float64(max(a.to-a.from, b.to-b.from)+1)))
		if v.add(dayOverlap, m) {
			v.say(dayOverlap, m, "days that overlap")
		}
	}
}

func (v *verdict) unknownDay(a, b *item) {
	if before(a, b) || before(b, a) {
		v.bound(boundBefore, "one was published before the day of the other")
		return
	}
	if v.add(dayUnknown, 1) {
		v.say(dayUnknown, 1, "the day is not known to both")
	}
	if a.dated == b.dated {
		return
	}
	known, open := a, b
	if b.dated {
		known, open = b, a
	}
	if open.published == 0 {
		return
	}
	n := max(0, open.published-known.to)
	if m := math.Log1p(float64(min(n, 400))); v.add(dayLag, m) {
		v.say(dayLag, m, "the report that does not say the day came out %s after the day of the other", count(n))
	}
}

func (v *verdict) daysApart(a, b *item, n int, copied bool) {
	p, m := dayMore, float64(n-3)
	switch n {
	case 1:
		p, m = dayOne, 1
	case 2:
		p, m = dayTwo, 1
	case 3:
		p, m = dayThree, 1
	}
	if v.add(p, m) {
		v.say(p, m, "%s apart", count(n))
	}
	if copied {
		return
	}
	switch {
	case a.said && b.said:
		if v.add(dayApartSaid, 1) {
			v.say(dayApartSaid, 1, "each says another day")
		}
	case !a.said && !b.said:
		if v.add(dayApartNone, 1) {
			v.say(dayApartNone, 1, "each tells it as news of another day")
		}
	}
	if a.town == "" && b.town == "" && v.add(dayApartRural, 1) {
		v.say(dayApartRural, 1, "on another day, and no town is known")
	}
}

// count writes a number of days.
func count(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// alike are kinds that reports give to one and the same act.
var alike = [][2]tocsin.Kind{
	{tocsin.Clash, tocsin.Operation}, {tocsin.Shelling, tocsin.AirStrike}, {tocsin.Bombing, tocsin.AirStrike}, {tocsin.Bombing, tocsin.Shelling},
	{tocsin.Assault, tocsin.Riot}, {tocsin.Arson, tocsin.Riot}, {tocsin.Sabotage, tocsin.Bombing}, {tocsin.Sabotage, tocsin.Arson},
	{tocsin.Kidnapping, tocsin.Execution}, {tocsin.Kidnapping, tocsin.Hijacking},
}

// anyKind reports whether a kind says no more than that somebody attacked: reports call one act that and by its means.
func anyKind(k tocsin.Kind) bool { return k == tocsin.OtherKind || k == tocsin.ArmedAttack }

// daily are kinds of which there are many in a war: that both are one says little.
var daily = []tocsin.Kind{tocsin.ArmedAttack, tocsin.Bombing, tocsin.AirStrike, tocsin.Shelling, tocsin.Clash, tocsin.Operation}

func isDaily(k tocsin.Kind) bool { return slices.Contains(daily, k) }

func (v *verdict) kind(a, b *item) {
	x, y := a.account.Kind, b.account.Kind
	p := kindOther
	switch {
	case x == y && isDaily(x):
		p = kindDaily
	case x == y:
		p = kindRare
	case anyKind(x) || anyKind(y) || slices.Contains(alike, [2]tocsin.Kind{x, y}) || slices.Contains(alike, [2]tocsin.Kind{y, x}):
		p = kindAlike
	}
	if !v.add(p, 1) {
		return
	}
	switch p {
	case kindAlike:
		v.say(p, 1, "%s and %s can be the same act", x, y)
	case kindOther:
		v.say(p, 1, "%s and %s", x, y)
	default:
		v.say(p, 1, "both %s", x)
	}
}

// civilians is the bit of that class of target.
var civilians = bit(tocsin.TargetClasses, tocsin.TargetCivilians)

// sets weighs weapons, targets and actors.
func (v *verdict) sets(a, b *item) {
	if a.weapons != 0 && b.weapons != 0 {
		if a.weapons&b.weapons == 0 {
			if v.add(weaponOther, 1) {
				v.say(weaponOther, 1, "other classes of weapon")
			}
		} else if v.add(weaponSame, 1) {
			v.say(weaponSame, 1, "same class of weapon")
		}
	}
	if a.targets != 0 && b.targets != 0 {
		switch both := a.targets & b.targets; {
		case both == 0:
			if v.add(targetOther, 1) {
				v.say(targetOther, 1, "other classes of target")
			}
		case both == civilians:
			if v.add(targetCivil, 1) {
				v.say(targetCivil, 1, "both on civilians")
			}
		default:
			if v.add(targetSame, 1) {
				v.say(targetSame, 1, "same class of target")
			}
		}
	}
	if len(a.actors) > 0 && len(b.actors) > 0 {
		if hasAny(a.actors, b.actors) {
			if v.add(actorSame, 1) {
				v.say(actorSame, 1, "the same actor is named")
			}
		} else if v.add(actorOther, 1) {
			v.say(actorOther, 1, "other actors are named")
		}
	}
}

// A tollSigns says which signs the numbers of one effect are.
type tollSigns struct{ same, both, open, differ, apart, falls sign }

// toll weighs the numbers of people harmed or taken. Tolls rise with time, so a later report may say more.
func (v *verdict) toll(a, b *item) {
	v.numbers(a, b, "killed", a.killed, b.killed, tollSigns{killedSame, killedBoth, killedOpen, killedDiffer, killedApart, killedFalls})
	v.numbers(a, b, "injured", a.injured, b.injured, tollSigns{same: injuredSame, both: injuredBoth, differ: injuredDiffer})
	v.numbers(a, b, "abducted", a.abducted, b.abducted, tollSigns{same: abductedSame, differ: abductedDiffer})
}

// numbers weighs the numbers of one effect; a sign that is 0 is not weighed.
func (v *verdict) numbers(a, b *item, what string, x, y span, p tollSigns) {
	if !x.known || !y.known {
		return
	}
	put := func(p sign, m float64, format string, args ...any) {
		if p != 0 && v.add(p, m) {
			v.say(p, m, format, args...)
		}
	}
	far := min(2.5, math.Abs(math.Log(float64(x.low+1))-math.Log(float64(y.low+1))))
	switch {
	case x == y:
		put(p.same, 0.3+0.35*math.Log1p(float64(x.low)), "same number %s: %d", what, x.low)
	case x.overlaps(y) && far > 0.15 && gap(a, b) > 0 && p.open != 0:
		put(p.open, 1, "at least %d and %d %s, on other days", min(x.low, y.low), max(x.low, y.low), what)
	case x.overlaps(y):
		put(p.both, 1, "numbers %s that can both be true", what)
	default:
		put(p.differ, far, "%d and %d %s", x.low, y.low, what)
		if a.dated && b.dated && gap(a, b) > 0 {
			put(p.apart, far, "numbers %s that differ, on other days", what)
		}
		if falls(a, b, x, y) {
			put(p.falls, far, "the later report says fewer %s", what)
		}
	}
}

// falls reports whether the later report says the smaller number.
func falls(a, b *item, x, y span) bool {
	if a.published == 0 || b.published == 0 {
		return false
	}
	return a.published < b.published && x.low > y.low || a.published > b.published && x.low < y.low
}

// briefWords is how many words a passage has that is no mere line or two.
const briefWords = 25

// text weighs the words and names of the passages; it returns how many names are shared that tell which act it was.
func (v *verdict) text(a, b *item, copied bool) int {
	n, same := min(len(a.words), len(b.words)), shared(a.words, b.words)
	if n >= 6 && same > 0 {
		share := float64(same) / float64(n)
		// Of a line or two most words are those of any such act.
		if m := min(0.8, share) * min(1, float64(n)/briefWords); v.add(wordsShared, m) {
			v.say(wordsShared, m, "%.0f%% of the words are shared", 100*share)
		}
	}
	if same > 0 {
		v.rareWords(shared(a.rare, b.rare))
	}
	all := shared(a.telling, b.telling)
	rare := 0
	if all > 0 {
		rare = shared(a.rareNames, b.rareNames)
	}
	if rare > 0 {
		if m := math.Log1p(float64(rare)); v.add(namesRare, m) {
			v.say(namesRare, m, "%d rare %s shared", rare, plural(rare, "name is", "names are"))
		}
	}
	if k := all - rare; k > 0 {
		if m := math.Log1p(float64(k)); v.add(namesCommon, m) {
			v.say(namesCommon, m, "%d %s shared", k, plural(k, "name is", "names are"))
		}
	}
	if copied {
		return all
	}
	if (a.update || b.update) && v.add(saysUpdate, 1) {
		v.say(saysUpdate, 1, "one tells of a toll that has changed")
	}
	if later := laterOf(a, b); later != nil && later.another && v.add(saysAnother, 1) {
		v.say(saysAnother, 1, "the later report speaks of another act")
	}
	if later := laterOf(a, b); later != nil && later.follows && v.add(saysFollow, 1) {
		v.say(saysFollow, 1, "the later report tells of what came of an act")
	}
	if (a.sums || b.sums) && (a.sums != b.sums || a.dated && b.dated && gap(a, b) > 0) && v.add(saysSum, 1) {
		v.say(saysSum, 1, "one sums up an area or a day")
	}
	if n < briefWords {
		m := 1 - float64(n)/briefWords
		if v.add(brief, m) {
			v.say(brief, m, "a line or two tell it")
		}
		if a.dated && b.dated && gap(a, b) > 0 && v.add(briefApart, m) {
			v.say(briefApart, m, "a line or two tell it, on other days")
		}
	}
	return all
}

// rareWords weighs words that few reports have.
func (v *verdict) rareWords(k int) {
	if m := math.Log1p(float64(k)); k > 0 && v.add(wordsRare, m) {
		v.say(wordsRare, m, "%d rare %s shared", k, plural(k, "word is", "words are"))
	}
}

// laterOf returns the account that was published later, nil if neither is known to be.
func laterOf(a, b *item) *item {
	switch {
	case a.published == 0 || b.published == 0 || a.published == b.published:
		return nil
	case a.published > b.published:
		return a
	}
	return b
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
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
