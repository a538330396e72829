package score

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A mucObject is a thing that was hit.
type mucObject struct {
	text, kind, number, effect string
}

// objects returns the things that an account says were attacked or damaged.
func (m *mucMapper) objects(a *tocsin.Account) []mucObject {
	var out []mucObject
	add := func(e tocsin.Evidence, effect string) {
		for _, p := range m.within(e.Span) {
			kind := m.objectKind(p)
			if kind == "" {
				continue
			}
			text := m.filler(p)
			if i := slices.IndexFunc(out, func(o mucObject) bool { return o.text == text || lastWord(o.text) == lastWord(text) }); i >= 0 {
				if out[i].effect == "" {
					out[i].effect = effect
				}
				continue
			}
			out = append(out, mucObject{text, kind, m.number(p), effect})
		}
	}
	for _, t := range a.Targets {
		if t.Class == tocsin.TargetMilitants || t.Class == tocsin.TargetMilitia {
			continue
		}
		for _, e := range t.Evidence {
			add(e, "")
		}
	}
	for _, d := range a.Damage {
		for _, e := range d.Evidence {
			add(e, map[tocsin.DamageLevel]string{tocsin.Destroyed: "DESTROYED", tocsin.Damaged: "SOME DAMAGE", tocsin.NoDamage: "NO DAMAGE"}[d.Level])
		}
	}
	for _, e := range a.Evidence {
		sentence := m.sentence(e.Span)
		last := -1 // where the thing before ended, if it was hit
		effect := ""
		for _, p := range m.within(sentence) {
			kind := m.objectKind(p)
			if kind == "" || p.Start < sentence.Start || p.End > sentence.End {
				continue
			}
			if hit, what := m.hit(sentence, p); hit {
				effect = what
			} else if last < 0 || !mucAndThing.MatchString(squeeze(m.text[last:max(last, p.Start)])) {
				last = -1
				continue
			}
			last = p.End
			add(tocsin.Evidence{Span: p.Span}, effect)
		}
	}
	return out
}

var (
	mucHitBefore = regexp.MustCompile(`(?i)\b(attacked|attacking|bombed|dynamited|dynamiting|destroyed|destroying|damaged|damaging|burned|burning|blew up|blown up|` +
		`set fire to|fired (?:on|at)|against|in front of|outside|opposite|exploded (?:in|at|near|inside|under)|placed (?:in|at|near|under)|damage to|machinegunned|raided) (?:[^ .;,]+ ){0,3}$`)
	mucHitAfter = regexp.MustCompile(`(?i)^(?: [^ .;,]+){0,4} (?:was|were|been) (?:also )?(?:[a-z]+ly )?(destroyed|damaged|burned|attacked|bombed|dynamited|hit|blown up)\b`)
	mucAndThing = regexp.MustCompile(`(?i)^(?:,|and|, and|or)$`)
)

// hit reports whether the words around a phrase in its sentence say that something was done to it, and what.
func (m *mucMapper) hit(sentence tocsin.Span, p MUCPhrase) (bool, string) {
	verb := ""
	if w := mucHitBefore.FindStringSubmatch(squeeze(m.text[max(sentence.Start, p.Start-70):p.Start]) + " "); w != nil {
		verb = w[1]
	} else if w := mucHitAfter.FindStringSubmatch(" " + squeeze(m.text[p.End:min(sentence.End, p.End+90)])); w != nil {
		verb = w[1]
	}
	verb = strings.ToLower(verb)
	switch {
	case verb == "":
		return false, ""
	case strings.HasPrefix(verb, "destroy") || strings.HasPrefix(verb, "bl"):
		return true, "DESTROYED"
	case strings.HasPrefix(verb, "damag"):
		return true, "SOME DAMAGE"
	}
	return true, ""
}

// objectKind returns the type of thing that a phrase names, "" if its head names none. What the thing belongs to
// says more than what it is: a police headquarters, the house of a minister.
func (m *mucMapper) objectKind(p MUCPhrase) string {
	kind := mucObjectWords[m.head(p)]
	if kind == "" || kind == "TRANSPORT VEHICLE" {
		return kind
	}
	for i := range p.Words {
		if k := mucOwners[strings.TrimSuffix(m.word(p, i), "'s")]; k != "" && i != p.Head {
			return k
		}
	}
	return kind
}

// A mucPerson is a person or group of persons that was hit.
type mucPerson struct {
	span                 tocsin.Span // the phrase it was read from
	name, description    string
	alternatives         []string // other words for description
	kind, number, effect string
}

// fighter reports whether it is of an army or a police force.
func (p *mucPerson) fighter() bool {
	return p.kind == "ACTIVE MILITARY" || p.kind == "LAW ENFORCEMENT"
}

// write fills slots 18 to 23.
func (p *mucPerson) write(t *MUCTemplate, country string) {
	t.Add(MUCPersonName, nil, p.name)
	var tag []string
	if p.name != "" {
		tag = []string{p.name}
	}
	descriptions := append([]string{p.description}, p.alternatives...)
	for _, d := range slices.Clone(descriptions) {
		if first, rest, ok := strings.Cut(d, " "); ok && mucNations[first] != "" {
			descriptions = append(descriptions, rest)
		}
	}
	t.Add(MUCPersonDescription, tag, descriptions...)
	if p.name == "" {
		tag = []string{p.description}
	}
	kind := p.kind
	if former := "FORMER " + kind; mucFormer.MatchString(p.description) && mucBroader[MUCPersonType][former] != "" {
		kind = former
	}
	t.Add(MUCPersonType, tag, kind)
	t.Add(MUCPersonNumber, tag, p.number)
	t.Add(MUCPersonNation, tag, mucNation(p.description, country))
	t.Add(MUCPersonEffect, tag, p.effect)
}

var mucFormer = regexp.MustCompile(`(?i)\b(former|retired|ex)\b`)

// mucNations are words for what or who is of a nation.
var mucNations = map[string]string{"U.S.": "UNITED STATES", "AMERICAN": "UNITED STATES", "AMERICANS": "UNITED STATES", "SPANISH": "SPAIN", "SPANIARDS": "SPAIN",
	"SPANIARD": "SPAIN", "ITALIAN": "ITALY", "FRENCH": "FRANCE", "BRITISH": "UNITED KINGDOM", "GERMAN": "WEST GERMANY", "SOVIET": "USSR", "CUBAN": "CUBA",
	"NICARAGUAN": "NICARAGUA", "VENEZUELAN": "VENEZUELA", "VENEZUELANS": "VENEZUELA", "MEXICAN": "MEXICO", "COSTA RICAN": "COSTA RICA", "PANAMANIAN": "PANAMA",
	"BRAZILIAN": "BRAZIL", "CANADIAN": "CANADA", "ISRAELI": "ISRAEL", "JAPANESE": "JAPAN", "CHINESE": "PRC", "DUTCH": "NETHERLANDS", "SWISS": "SWITZERLAND",
	"SALVADORAN": "EL SALVADOR", "GUATEMALAN": "GUATEMALA", "HONDURAN": "HONDURAS", "ARGENTINE": "ARGENTINA", "BOLIVIAN": "BOLIVIA", "CHILEAN": "CHILE",
	"COLOMBIAN": "COLOMBIA", "ECUADORAN": "ECUADOR", "PERUVIAN": "PERU"}

// mucNation returns the nation that a phrase names, if it is not that of the incident.
func mucNation(phrase, country string) string {
	for w := range strings.FieldsSeq(strings.ToUpper(phrase)) {
		if n := mucNations[w]; n != "" && n != mucCountries[country] {
			return n
		}
	}
	return ""
}

// persons returns the people that an account says were attacked or harmed.
func (m *mucMapper) persons(a *tocsin.Account) []*mucPerson {
	var out []*mucPerson
	for _, f := range a.Casualties {
		if f.Group == tocsin.GroupAttackers || f.Group == tocsin.GroupMilitants || f.Effect == tocsin.Arrested {
			continue
		}
		effect := mucEffect(f)
		if f.High != nil && *f.High == 0 && unhurt(a) {
			continue
		}
		for _, e := range f.Evidence {
			before := len(out)
			out = m.addPersons(out, e, effect, groupKind(f.Group), true)
			if len(out) == before+1 && out[before].number == "PLURAL" && f.High != nil && f.Low == *f.High && f.Low > 1 {
				out[before].number = fmt.Sprint(f.Low)
			}
		}
	}
	for _, t := range a.Targets {
		if t.Class == tocsin.TargetMilitants || t.Class == tocsin.TargetMilitia {
			continue
		}
		for _, e := range t.Evidence {
			out = m.addPersons(out, e, "", targetKind(t.Class), false)
		}
	}
	return out
}

func (m *mucMapper) addPersons(out []*mucPerson, e tocsin.Evidence, effect, kind string, bare bool) []*mucPerson {
	for i, p := range m.phrases {
		if !p.Overlaps(e.Span) {
			continue
		}
		person := m.person(i, bare)
		if person == nil {
			continue
		}
		if kind != "" {
			person.kind = kind
		}
		person.effect = effect
		same := slices.IndexFunc(out, func(o *mucPerson) bool {
			return o.span.Overlaps(person.span) || o.name != "" && o.name == person.name ||
				person.name == "" && o.name == "" && stem(lastWord(o.description)) == stem(lastWord(person.description))
		})
		if same < 0 {
			out = append(out, person)
			continue
		}
		if out[same].effect == "" || effect == "DEATH" {
			out[same].effect = effect
		}
	}
	return out
}

// person reads the person or persons that a phrase stands for, nil if it stands for none. A name beside it, joined
// by a comma or nothing, is theirs. A name without any word for a person is one only if bare says so: elsewhere it may be
// a place or a group.
func (m *mucMapper) person(i int, bare bool) *mucPerson {
	p := m.phrases[i]
	kind, isPerson := mucPersonWords[m.head(p)]
	name := m.personName(p)
	switch {
	case isPerson && !p.Words[p.Head].Name || isPerson && name == "":
		out := &mucPerson{span: p.Span, description: m.filler(p), kind: kind, number: m.number(p)}
		if i+1 < len(m.phrases) && m.beside(p, m.phrases[i+1]) && out.number == "1" {
			if next := m.wholeName(m.phrases[i+1]); next != "" {
				out.name = next
				out.span.End = m.phrases[i+1].End
			}
		}
		return out
	case name != "":
		out := &mucPerson{span: p.Span, name: name, kind: "CIVILIAN", number: "1"}
		out.description, out.kind = m.title(p, out.kind)
		if out.description == "" && i+1 < len(m.phrases) && m.beside(p, m.phrases[i+1]) {
			if k, ok := mucPersonWords[m.head(m.phrases[i+1])]; ok {
				out.description, out.kind = m.filler(m.phrases[i+1]), k
				out.span.End = m.phrases[i+1].End
			}
		}
		if out.description == "" && (!bare || m.wholeName(p) == "" || m.knownName(name)) {
			return nil
		}
		return out
	}
	return nil
}

// beside reports whether nothing but a comma stands between two phrases.
func (m *mucMapper) beside(p, next MUCPhrase) bool {
	if next.Start < p.End {
		return false
	}
	between := squeeze(m.text[p.End:next.Start])
	return between == "" || between == ","
}

// personName returns the run of names at the end of a phrase after any title, "" if there is none.
func (m *mucMapper) personName(p MUCPhrase) string {
	first := len(p.Words)
	for first > 0 && p.Words[first-1].Name {
		first--
	}
	if first == len(p.Words) {
		return ""
	}
	end := p.Words[len(p.Words)-1].End
	return squeeze(m.text[m.pastTitles(tocsin.Span{Start: p.Words[first].Start, End: end}):end])
}

// wholeName returns a phrase that is nothing but names, at least two, "" otherwise.
func (m *mucMapper) wholeName(p MUCPhrase) string {
	if len(p.Words) < 2 || slices.ContainsFunc(p.Words, func(w MUCWord) bool { return !w.Name }) {
		return ""
	}
	return squeeze(m.text[p.Start:p.End])
}

// knownName reports whether the record has the name as a place or an actor.
func (m *mucMapper) knownName(name string) bool {
	for i := range m.rec.Accounts {
		a := &m.rec.Accounts[i]
		for _, other := range []string{a.Where.Text, a.Where.Settlement, a.Where.Adm1, a.Where.Adm2} {
			if strings.Contains(upperASCII(squeeze(other)), name) {
				return true
			}
		}
		for _, s := range a.Responsibility {
			if strings.Contains(upperASCII(s.Actor), name) || strings.Contains(upperASCII(s.Voice.Speaker), name) {
				return true
			}
		}
	}
	return slices.ContainsFunc(strings.Fields(name), func(w string) bool { return len(w) > 1 && mucNotPerson[w] })
}

// mucNotPerson are words of names that are no person's.
var mucNotPerson = wordSet(`FRONT ARMY UNION PARTY MOVEMENT BRIGADE BATTALION UNIVERSITY DEPARTMENT MINISTRY CITY NATIONAL FORCES FORCE RADIO COMMITTEE ASSOCIATION
	ORGANIZATION FEDERATION COMPANY BANK HOTEL CHURCH PRESS FMLN ELN FARC EPL SHINING PATH COLOMBIA PERU CHILE SALVADOR GUATEMALA HONDURAS ARGENTINA BOLIVIA ECUADOR
	UNITED STATES JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY`)

// title returns the words before the name in a phrase, if they name a person's office, and the type of person.
func (m *mucMapper) title(p MUCPhrase, kind string) (string, string) {
	last := len(p.Words)
	for last > 0 && p.Words[last-1].Name {
		last--
	}
	names := m.pastTitles(tocsin.Span{Start: p.Words[min(last, len(p.Words)-1)].Start, End: p.End})
	for last < len(p.Words) && p.Words[last].Start < names {
		last++
	}
	first := 0
	for first < last && (p.Words[first].Detail || mucPremodifiers[strings.ToLower(m.text[p.Words[first].Start:p.Words[first].End])]) {
		first++
	}
	if first == last {
		return "", kind
	}
	words := squeeze(m.text[p.Words[first].Start:p.Words[last-1].End])
	if k, ok := mucPersonWords[strings.ToLower(lastWord(words))]; ok {
		return words, k
	}
	return "", kind
}

// number writes how many a phrase speaks of.
func (m *mucMapper) number(p MUCPhrase) string {
	for _, w := range p.Words {
		if n, ok := wordNumber(strings.ToLower(m.text[w.Start:w.End])); ok {
			return fmt.Sprint(n)
		}
	}
	if h := m.head(p); strings.HasSuffix(h, "s") && !strings.HasSuffix(h, "ss") || h == "people" || h == "men" || h == "women" || h == "children" || strings.HasSuffix(h, "men") {
		return "PLURAL"
	}
	return "1"
}

var smallNumbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")

// wordNumber reads a whole number in figures or, up to twenty, in words.
func wordNumber(s string) (int, bool) {
	if i := slices.Index(smallNumbers, s); i > 0 {
		return i, true
	}
	n := 0
	s = strings.ReplaceAll(s, ",", "")
	for _, c := range s {
		if c < '0' || c > '9' || n > 1e6 {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, n > 0
}

func mucEffect(f tocsin.Figure) string {
	none := f.High != nil && *f.High == 0
	switch f.Effect {
	case tocsin.Killed:
		if none {
			return "NO DEATH"
		}
		return "DEATH"
	case tocsin.Injured:
		if none {
			return "NO INJURY"
		}
		return "INJURY"
	case tocsin.Released:
		return "REGAINED FREEDOM"
	}
	return ""
}

// groupKind is the type of person that a group of a figure surely is, "" where its words say more.
func groupKind(g tocsin.Group) string {
	switch g {
	case tocsin.GroupPolice:
		return "LAW ENFORCEMENT"
	case tocsin.GroupMilitary:
		return "ACTIVE MILITARY"
	}
	return ""
}

func targetKind(c tocsin.TargetClass) string {
	switch c {
	case tocsin.TargetPolice:
		return "LAW ENFORCEMENT"
	case tocsin.TargetMilitary:
		return "ACTIVE MILITARY"
	case tocsin.TargetDiplomatic:
		return "DIPLOMAT"
	case tocsin.TargetJudiciary:
		return "LEGAL OR JUDICIAL"
	}
	return ""
}

// MUCNation returns the nation that a phrase names, "" if it names none or that of the incident's own country.
func MUCNation(phrase string, t *MUCTemplate) string {
	for w := range strings.FieldsSeq(strings.ToUpper(phrase)) {
		if n := mucNations[w]; n != "" && !slices.ContainsFunc(t.Slots[MUCLocation], func(f MUCFiller) bool {
			return slices.ContainsFunc(f.Texts(), func(place string) bool { return strings.HasPrefix(place, n) })
		}) {
			return n
		}
	}
	return ""
}
