package resolve

import (
	"math"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tocsin-org/tocsin"
)

// An item is an account made comparable with others.
type item struct {
	tocsin.AccountRef
	source  *source
	account *tocsin.Account

	country, adm1, adm2, town string // folded
	lat, lon                  float64
	located                   bool    // lat and lon are set
	radius                    float64 // km around the point within which the act lies
	vague                     bool    // known to a country at best: such a place never ties accounts by itself

	dated    bool
	from, to int  // days since 1970, inclusive
	day      bool // exact to the day
	said     bool // the report says the day in words
	// published is the day of publication as a number, 0 if not known.
	published int

	weapons, targets uint32 // bit k: the kth of its list in the codebook
	killed, injured  span   // people harmed, attackers and perpetrators' figures left out
	abducted         span
	actors           []uint32
	names, words     []uint32 // of the passages about it, sorted
	places           []uint32 // folded names of its places, for finding them in others' passages
	telling          []uint32 // those of names that tell which act it was: not those of the setting
	rare, rareNames  []uint32 // those of words and of telling that few reports have
	update, another  bool     // the passages tell of a toll that changes, of one more act
	follows, sums    bool     // of what came of an act: arrests, courts, mourning; of all harmed in an area or a day

	near    []edge // compared and not far apart
	cluster *cluster
	mark    int // see blocks.near

	must, cannot []*item // what people decided
	gone         bool    // retracted
	decisions    []tocsin.Decision
}

// A span is a range of whole numbers, open above where high is negative.
type span struct {
	low, high int
	known     bool
}

type edge struct {
	to   *item
	odds float64
}

// order sorts accounts as readers see them: by day of publication, report and number.
func (a *item) order(b *item) int {
	if c := a.source.before(b.source); c != 0 {
		return c
	}
	return compareIDs(a.Account, b.Account)
}

// number is the account's place in its record.
func (it *item) number() int {
	return slices.IndexFunc(it.source.record.Accounts, func(a tocsin.Account) bool { return a.ID == it.Account })
}

// compareIDs orders a2 before a10.
func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// itemOf reads an account of a record that counts.
func itemOf(s *source, a *tocsin.Account, c coding, n *names) *item {
	it := &item{AccountRef: tocsin.AccountRef{Report: s.report.ID, Account: a.ID}, source: s, account: a}
	it.readPlace(a.Where)
	it.readDays(a.When)
	for _, w := range a.Weapons {
		it.weapons |= bit(tocsin.WeaponClasses, w.Class)
	}
	for _, t := range a.Targets {
		it.targets |= bit(tocsin.TargetClasses, t.Class)
	}
	it.killed, it.injured, it.abducted = harmed(a, tocsin.Killed), harmed(a, tocsin.Injured), harmed(a, tocsin.Abducted)
	it.readPublished()
	it.actors = it.actorsOf(n)
	p, ok := c.of(a.ID)
	if !ok { // a person found it: its words must do, so that it is the same when the text is no longer there
		p = passagesOf(&tocsin.Report{Outlet: s.report.Outlet, Title: s.report.Title}, a)
	}
	it.names, it.words, it.update, it.another, it.follows, it.sums = p.names, p.words, p.update, p.another, p.follows, p.sums
	setting := it.settingOf()
	it.telling = slices.Clip(slices.DeleteFunc(slices.Clone(it.names), func(n uint32) bool { return hasAny(setting, []uint32{n}) || everywhere()[n] }))
	it.readRare()
	return it
}

// readRare picks out what few reports have.
func (it *item) readRare() {
	common := commonWords()
	pick := func(all []uint32) []uint32 {
		return slices.Clip(slices.DeleteFunc(slices.Clone(all), func(w uint32) bool { return common[w] }))
	}
	it.rare, it.rareNames = pick(it.words), pick(it.telling)
}

// readPublished reads the day of publication.
func (it *item) readPublished() {
	if p := it.source.report.Published; !p.IsZero() {
		it.published = dayNumber(p)
	}
}

// actorsOf returns whom the account names as having done it.
func (it *item) actorsOf(n *names) []uint32 {
	var out []uint32
	for _, r := range it.account.Responsibility {
		if isName(r.Actor) && (r.Stance == tocsin.StanceClaim || r.Stance == tocsin.StanceAttribution) {
			out = append(out, hash32(n.key(r.Actor, it.account.When.Start)))
		}
	}
	return sorted(out)
}

// settingOf returns the names that accounts of many acts in one conflict share: those of the place and of the parties.
func (it *item) settingOf() []uint32 {
	var out []uint32
	w := it.account.Where
	texts := []string{w.Text, w.Settlement, w.Adm2, w.Adm1}
	for _, r := range it.account.Responsibility {
		texts = append(texts, r.Actor)
	}
	for _, t := range texts {
		for f := range strings.FieldsSeq(fold(t)) {
			out = append(out, hash32(stem(f)))
		}
	}
	return sorted(out)
}

// everywhere are names that say nothing of an act: states and their peoples, days and months.
var everywhere = sync.OnceValue(func() map[uint32]bool {
	out := map[uint32]bool{}
	for _, e := range stateLists().state.Entries() {
		for f := range strings.FieldsSeq(fold(e.Term)) {
			out[hash32(stem(f))] = true
		}
	}
	for d := range 7 {
		out[hash32(stem(strings.ToLower(time.Weekday(d).String())))] = true
	}
	for m := time.January; m <= time.December; m++ {
		out[hash32(stem(strings.ToLower(m.String())))] = true
	}
	return out
})

// A coding is what one coder made of a report.
type coding struct {
	coder    string // see tocsin.CoderName
	record   *tocsin.Record
	passages []passages // of each account, as coded: what decisions change are values, not which words tell of the act
}

// passages are the words and names of the paragraphs about an act, hashed and sorted.
type passages struct {
	names, words    []uint32
	update, another bool // words that tell of a toll that changes, of one more act
	follows, sums   bool // of what came of an act, of all harmed in an area or a day
}

// enter keeps a record while its text is there.
func (s *source) enter(coder string, rec *tocsin.Record) {
	c := coding{coder, rec, make([]passages, len(rec.Accounts))}
	news := 0
	for _, a := range rec.Accounts {
		if !a.Background {
			news++
		}
	}
	for i := range rec.Accounts {
		a := &rec.Accounts[i]
		c.passages[i] = passagesOf(s.report, a)
		if news == 1 && !a.Background {
			c.passages[i].readBeginning(s.report)
		}
	}
	s.keep(c)
}

// keep puts a coding in place of the earlier one by the same coder.
func (s *source) keep(c coding) {
	s.coded = append(slices.DeleteFunc(s.coded, func(o coding) bool { return o.coder == c.coder }), c)
}

// counting returns the record that counts: that of the coder whom a person chose, else the machine's, else that of the
// first person.
func (s *source) counting(chosen string) coding {
	for _, coder := range []string{chosen, tocsin.Machine} {
		if i := slices.IndexFunc(s.coded, func(c coding) bool { return c.coder == coder }); i >= 0 {
			return s.coded[i]
		}
	}
	return slices.MinFunc(s.coded, func(a, b coding) int { return strings.Compare(a.coder, b.coder) })
}

// of returns the passages of an account as it was coded.
func (c coding) of(account string) (passages, bool) {
	i := slices.IndexFunc(c.record.Accounts, func(a tocsin.Account) bool { return a.ID == account })
	if i < 0 {
		return passages{}, false
	}
	return c.passages[i], true
}

// bit returns the bit that stands for a value of a closed list, 0 for what is not in it.
func bit[T comparable](list []T, v T) uint32 {
	if k := slices.Index(list, v); k >= 0 {
		return 1 << k
	}
	return 0
}

// radii are how far from its point an act may lie, in km, by precision of the place (codebook.md: near is within 25 km;
// a district's point is its seat).
var radii = map[tocsin.PlacePrecision]float64{
	tocsin.PlaceSettlement: 5, tocsin.PlaceNear: 25, tocsin.PlaceDistrict: 35, tocsin.PlaceArea: 60, tocsin.PlaceSeaOrAir: 100,
}

func (it *item) readPlace(w tocsin.Where) {
	it.country, it.adm1, it.adm2, it.town = w.Country, fold(w.Adm1), fold(w.Adm2), fold(w.Settlement)
	if w.Lat != nil && w.Lon != nil {
		it.lat, it.lon, it.located = *w.Lat, *w.Lon, true
		it.radius = radii[w.Precision]
		if it.radius == 0 {
			it.radius = 60
		}
	}
	it.vague = it.adm1 == "" && it.adm2 == "" && it.town == "" && !it.located
	for _, p := range []string{it.town, it.adm2} {
		if p != "" {
			it.places = append(it.places, hash32(firstWord(p)))
		}
	}
}

// firstWord returns the first word of a folded name: "karabudakhkentskiy rayon" is written in many ways, and its first
// letters stay.
func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return stem(w)
}

// stem cuts a name to its first eight letters, which forms of it share.
func stem(w string) string {
	if r := []rune(w); len(r) > 8 {
		return string(r[:8])
	}
	return w
}

func (it *item) readDays(w tocsin.When) {
	if w.Precision == tocsin.DateUnknown || w.Start.IsZero() || w.End.IsZero() {
		return
	}
	it.dated, it.from, it.to = true, dayNumber(w.Start), dayNumber(w.End)
	if it.to < it.from || it.to-it.from > 400 { // not as the codebook has it
		it.dated = false
		return
	}
	it.day = it.from == it.to
	it.said = slices.ContainsFunc(w.Evidence, func(e tocsin.Evidence) bool { return saysDay(e.Quote) })
}

// saysDay reports whether words say when. Where a report does not, the words of the act stand as evidence: the day is that
// of publication.
func saysDay(quote string) bool {
	if strings.ContainsAny(quote, "0123456789") {
		return true
	}
	for w := range wordsOf(quote) {
		if timeWords[strings.ToLower(w.text)] {
			return true
		}
	}
	return false
}

var timeWords = setOf(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
december day days week weekend month year ago yesterday today tonight overnight night morning afternoon evening noon midnight dawn dusk last previous prior eve`)

func dayNumber(d tocsin.Date) int { return int(d.Time().Unix() / 86400) }

// fold makes names comparable: lower case, without accents and without marks that writers add or leave out.
func fold(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if !ascii {
		s = norm.NFD.String(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("'’‘`ʻʼ", r) || unicode.Is(unicode.Mn, r):
			return -1
		case strings.ContainsRune("-–_/", r):
			return ' '
		case r == 'ı':
			return 'i'
		case r == 'ł':
			return 'l'
		}
		return r
	}, s)
}

// harmed returns how many people an account says came to that harm: its total, else the sum of its parts.
func harmed(a *tocsin.Account, e tocsin.Effect) span {
	var s span
	parts := span{}
	for _, f := range a.Casualties {
		if f.Effect != e || f.Voice.Type == tocsin.VoicePerpetrator || len(f.SharedWith) > 0 {
			continue
		}
		switch f.Group {
		case tocsin.GroupAttackers, tocsin.GroupWomen, tocsin.GroupChildren, tocsin.GroupForeigners:
			// Attackers are counted apart; the others are parts of parts.
		case tocsin.GroupAll:
			s = s.hull(f)
		default:
			parts = parts.hull(f)
		}
	}
	if s.known {
		return s
	}
	return parts
}

// hull widens the range to take in a figure.
func (s span) hull(f tocsin.Figure) span {
	high := -1
	if f.High != nil {
		high = *f.High
	}
	if !s.known {
		return span{f.Low, high, true}
	}
	s.low = min(s.low, f.Low)
	if s.high >= 0 && (high < 0 || high > s.high) {
		s.high = high
	}
	return s
}

// overlaps reports whether a number can be in both ranges.
func (s span) overlaps(o span) bool {
	return (s.high < 0 || o.low <= s.high) && (o.high < 0 || s.low <= o.high)
}

// Words of reports on what has become of people harmed before, on one act beside others, on what came of an act, and on
// all that were harmed in an area or a day.
var (
	updateWords  = setOf("toll rises rose risen increases increased updated revised raised succumbed succumb succumbing")
	anotherWords = setOf("another separate separately meanwhile elsewhere additional")
	followWords  = setOf(`arrested arrests arrest charged charges sentenced sentences convicted convicts convict guilty court trial suspect suspects prosecutors
		extradition extradited indicted mourning funeral buried condemns condemned identified investigation investigators retaliation response revenge anniversary`)
	sumWords = setOf("across throughout hours")
)

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// passagesOf takes the words and names of the paragraphs that the account's evidence stands in. Where the text is not
// there, the quotes must do.
func passagesOf(r *tocsin.Report, a *tocsin.Account) passages {
	var p passages
	eachWord(r, a, func(w word, low string) {
		p.update = p.update || updateWords[low]
		p.another = p.another || anotherWords[low]
		p.follows = p.follows || followWords[low]
		p.sums = p.sums || sumWords[low]
		switch {
		case isPassageName(w, low):
			p.names = append(p.names, hash32(stem(low)))
		case isPassageWord(w, low):
			p.words = append(p.words, hash32(stem(low)))
		}
	})
	p.names, p.words = sorted(p.names), sorted(p.words)
	return p
}

func isPassageName(w word, low string) bool { return len(low) >= 4 && w.capital && !w.first }
func isPassageWord(w word, low string) bool { return len(low) >= 4 && !w.capital && !common4[low] }

// beginning is how much of a report is its beginning, in bytes.
const beginning = 1800

// readBeginning takes the rare names and words of a report's beginning, where the act is all its news: what tells it from
// others often stands beside the sentence of the act.
func (p *passages) readBeginning(r *tocsin.Report) {
	common := commonWords()
	for w := range wordsOf(r.Text[:min(len(r.Text), beginning)]) {
		low := fold(w.text)
		h := hash32(stem(low))
		switch {
		case common[h]:
		case isPassageName(w, low):
			p.names = append(p.names, h)
		case isPassageWord(w, low):
			p.words = append(p.words, h)
		}
	}
	p.names, p.words = sorted(p.names), sorted(p.words)
}

// eachWord calls f with the words of an account's passages, as written and folded, but for those of the outlet's name.
func eachWord(r *tocsin.Report, a *tocsin.Account, f func(w word, low string)) {
	own := setOf(fold(r.Outlet))
	read := func(s string) {
		for w := range wordsOf(s) {
			if low := fold(w.text); !own[low] {
				f(w, low)
			}
		}
	}
	if !a.Background {
		read(r.Title)
	}
	for _, text := range paragraphs(a, r.Text) {
		read(text)
	}
}

func sorted(x []uint32) []uint32 {
	slices.Sort(x)
	return slices.Clip(slices.Compact(x))
}

// paragraphs returns the paragraphs with evidence of the account, each once.
func paragraphs(a *tocsin.Account, text string) []string {
	var out []string
	seen := map[int]bool{}
	for _, e := range evidenceOf(a) {
		e, ok := e.Locate(text)
		if !ok || text == "" {
			out = append(out, e.Quote)
			continue
		}
		start := strings.LastIndex(text[:e.Start], "\n") + 1
		end := len(text)
		if n := strings.Index(text[e.End:], "\n"); n >= 0 {
			end = e.End + n
		}
		if !seen[start] {
			seen[start] = true
			out = append(out, text[start:end])
		}
	}
	return out
}

// evidenceOf returns the evidence that tells of the act: not that of statements and figures, which often stand in
// passages about several incidents.
func evidenceOf(a *tocsin.Account) []tocsin.Evidence {
	out := slices.Concat([]tocsin.Evidence(a.Evidence), []tocsin.Evidence(a.Where.Evidence), []tocsin.Evidence(a.When.Evidence))
	for _, t := range a.Targets {
		out = append(out, t.Evidence...)
	}
	if len(out) == 0 {
		for _, f := range a.Casualties {
			out = append(out, f.Evidence...)
		}
	}
	return out
}

// km returns the distance of two points on the globe.
func km(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	dlat, dlon := (lat2-lat1)*rad, (lon2-lon1)*rad
	h := math.Pow(math.Sin(dlat/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin(dlon/2), 2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// common4 are words of four letters and more that stand in any report of violence and so tell nothing.
var common4 = setOf(`said says saying also were have been that this with from their they there which while when where what
after before about over more most than into during against between other others some several many people person killed
killing wounded injured injuring dead died deaths death attack attacks attacked attackers attacker police officials official
officer officers security forces force government report reported reports according spokesman statement news agency told
responsibility claimed claim group groups local area city town district province region country state monday tuesday wednesday
thursday friday saturday sunday january february march april june july august september october november december
week month year years last late early morning evening night hours minutes near least three four five seven eight
incident took place happened would could will being those these them only just still under both each first second`)
