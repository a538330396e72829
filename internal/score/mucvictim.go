package score

import (
	"regexp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A mucVictim is a person whom the text names as killed, hurt, taken or freed. Records do not hold such names.
type mucVictim struct {
	span         tocsin.Span
	name         string
	descriptions []string
	kind         string // type of person
	effect       string
	taken        bool // kidnapped or freed, not harmed
	account      int  // index of the account it belongs to, -1 if none
}

// The words of harm, by what they do. Each is the beginning of its word forms.
const (
	mucKillVerbs  = `KILLED|MURDERED|ASSASSINATED|SLAIN|EXECUTED|SHOT|GUNNED DOWN|MACHINEGUNNED|RIDDLED|MASSACRED|STABBED`
	mucHurtVerbs  = `WOUNDED|INJURED|HURT|BEATEN|TORTURED`
	mucTakeVerbs  = `KIDNAPPED|ABDUCTED|TAKEN HOSTAGE|HELD`
	mucFreeVerbs  = `RELEASED|FREED|RESCUED`
	mucOtherVerbs = `ATTACKED|THREATENED`
	mucKillNouns  = `MURDERS?|ASSASSINATIONS?|ASSASINATION|KILLINGS?|DEATHS?|SLAYINGS?|MASSACRE|EXECUTIONS?|BODY|BODIES`
	mucTakeNouns  = `KIDNAPPINGS?|ABDUCTIONS?|DISAPPEARANCE`
	mucOtherNouns = `LIFE|ATTACK (?:ON|AGAINST)|ATTEMPT (?:ON|AGAINST)|ATTACKS (?:ON|AGAINST)`
	mucHarmNouns  = mucKillNouns + `|` + mucTakeNouns + `|LIFE`
	mucHarmVerbs  = mucKillVerbs + `|` + mucHurtVerbs + `|` + mucTakeVerbs + `|` + mucFreeVerbs + `|` + mucOtherVerbs
)

var (
	mucOfName   = regexp.MustCompile(`\b(` + mucHarmNouns + `)(?: IN [A-Z]+)? OF ((?:[^ .;]+ ){0,9})$`)
	mucOnName   = regexp.MustCompile(`\b(?:` + mucOtherNouns + `) ((?:[^ .;]+ ){0,6})$`)
	mucDidName  = regexp.MustCompile(`(\S+ )?\b(` + mucKillVerbs + `|` + mucHurtVerbs + `|` + mucTakeVerbs + `|` + mucFreeVerbs + `|KILLING|MURDERING|ASSASSINATING|KIDNAPPING|ABDUCTING|WOUNDING|INJURING) ((?:[^ .;]+ ){0,6})$`)
	mucNameWas  = regexp.MustCompile(`^(?:,[^.;]{0,120}?,)? ?(?:WHO )?(?:WAS|WERE|HAS BEEN|HAVE BEEN|HAD BEEN|IS|ARE) (?:ALSO )?(?:[A-Z]+LY )?(` + mucHarmVerbs + `)\b`)
	mucPartOf   = regexp.MustCompile(`\b(?:OF|FOR|IN|NEAR|AT|FROM|TO)(?: [^ ,]+){0,2} $`)
	mucNameDied = regexp.MustCompile(`^(?:,[^.;]{0,120}?,)? ?(?:WHO )?DIED\b`)
	mucNamesAct = regexp.MustCompile(`^(?:'S|') (?:[A-Z]+ )?(` + mucHarmNouns + `)\b`)
	mucIdentity = regexp.MustCompile(`\b(?:VICTIMS?|DEAD|WOUNDED|INJURED|PERSON|MAN|WOMAN|BODY|KILLED|SOLDIERS?|POLICEM[AE]N)[^.;]{0,30} (?:WAS|WERE|ARE|IS|BEEN) (?:IDENTIFIED AS |AS )?((?:[^ .;]+ ){0,3})$`)
	mucBreaks   = regexp.MustCompile(`\b(?:BY|WHO|THAT|SAID|WHEN|WHILE|WHERE|AFTER|BEFORE|WAS|WERE|HAS|HAD|IS|TO|AGAINST)\b`)
	mucListed   = regexp.MustCompile(`^(?:,|, AND| AND|;|; AND) (?:[A-Z]+ ){0,3}$`)
	mucPlaceish = regexp.MustCompile(`^(?:EL|LA|LAS|LOS|SAN|SANTA|SANTO|KM|LATIN|PUERTO|VILLA|RIO) `)
)

// harmKind tells what a word of harm did: the effect, and whether people were taken.
func harmKind(word string) (effect string, taken bool) {
	switch {
	case regexpWord(mucKillVerbs+`|`+mucKillNouns+`|KILLING|MURDERING|ASSASSINATING`, word):
		return "DEATH", false
	case regexpWord(mucHurtVerbs+`|WOUNDING|INJURING`, word):
		return "INJURY", false
	case regexpWord(mucTakeVerbs+`|`+mucTakeNouns+`|KIDNAPPING|ABDUCTING`, word):
		return "", true
	case regexpWord(mucFreeVerbs, word):
		return "REGAINED FREEDOM", true
	}
	return "", false
}

func regexpWord(alternatives, word string) bool {
	for a := range strings.SplitSeq(alternatives, "|") {
		if strings.TrimSuffix(a, "S?") == word || strings.HasSuffix(a, "S?") && strings.TrimSuffix(a, "?") == word {
			return true
		}
	}
	return false
}

// findVictims reads the named victims of the text in its order, each name once.
func (m *mucMapper) findVictims() []mucVictim {
	var out []mucVictim
	last := -1 // the index of the name that the one before was, if it was a victim
	for _, n := range m.fullNames() {
		v, ok := m.victim(n)
		if !ok && last >= 0 && n.Start >= out[last].span.End && mucListed.MatchString(strings.ToUpper(squeezeEnds(m.text[out[last].span.End:n.Start]))) {
			v, ok = out[last], true
			v.span, v.name = n, squeeze(m.text[n.Start:n.End])
		}
		if !ok {
			last = -1
			continue
		}
		v.descriptions, v.kind = m.describe(n)
		if i := slices.IndexFunc(out, func(o mucVictim) bool { return o.name == v.name || strings.HasSuffix(o.name, " "+v.name) }); i >= 0 {
			last = i
			continue
		}
		out = append(out, v)
		last = len(out) - 1
	}
	return out
}

// squeezeEnds squeezes blanks and keeps one at either end that has any.
func squeezeEnds(s string) string {
	out := squeeze(s)
	if s != "" && strings.TrimLeft(s, " \n\t") != s {
		out = " " + out
	}
	if out != " " && s != "" && strings.TrimRight(s, " \n\t") != s {
		out += " "
	}
	return out
}

// fullNames returns the spans of personal names of at least two words.
func (m *mucMapper) fullNames() []tocsin.Span {
	var out []tocsin.Span
	for _, p := range m.phrases {
		for i := 0; i < len(p.Words); {
			j := i
			for j < len(p.Words) && p.Words[j].Name {
				j++
			}
			if j > i {
				out = append(out, tocsin.Span{Start: p.Words[i].Start, End: p.Words[j-1].End})
			}
			i = max(j, i+1)
		}
	}
	for i := range out {
		out[i].Start = m.pastTitles(out[i])
	}
	joined := out[:0:0]
	for _, s := range out {
		if k := len(joined) - 1; k >= 0 && s.Start >= joined[k].End {
			if between := squeeze(m.text[joined[k].End:s.Start]); between == "Y" || between == "DE" || between == "DEL" || between == "DE LA" {
				joined[k].End = s.End
				continue
			}
		}
		joined = append(joined, s)
	}
	return slices.DeleteFunc(joined, func(s tocsin.Span) bool {
		name := squeeze(m.text[s.Start:s.End])
		return len(strings.Fields(name)) < 2 || m.knownName(name) || mucPlaceish.MatchString(strings.ToUpper(name))
	})
}

// pastTitles returns where a run of names begins after the last word for an office in it.
func (m *mucMapper) pastTitles(s tocsin.Span) int {
	start := s.Start
	for i := s.Start; i < s.End; i++ {
		if i > s.Start && m.text[i-1] != ' ' && m.text[i-1] != '\n' {
			continue
		}
		word, _, _ := strings.Cut(strings.ReplaceAll(m.text[i:s.End], "\n", " "), " ")
		lower := strings.ToLower(strings.TrimSuffix(word, "."))
		if _, ok := mucPersonWords[lower]; (ok || mucTitles[lower]) && i+len(word) < s.End {
			start = i + len(word)
			for start < s.End && (m.text[start] == ' ' || m.text[start] == '\n') {
				start++
			}
		}
	}
	return start
}

// mucTitles are forms of address and other words that stand before names and belong to none.
var mucTitles = wordSet(`dr mr mrs msgr monsignor monsigno gen col lt capt don dona sir jr chief spokesman chairman rector reverend rev salvadoran colombian
	peruvian guatemalan honduran chilean bolivian ecuadoran argentine spanish u.s liberal conservative leftist communist christian democratic party`)

// victim reads what the words around a name say was done to its bearer.
func (m *mucMapper) victim(n tocsin.Span) (mucVictim, bool) {
	v := mucVictim{span: n, name: squeeze(m.text[n.Start:n.End]), account: -1}
	before := strings.ToUpper(squeeze(m.text[max(0, n.Start-150):n.Start])) + " "
	after := strings.ToUpper(strings.TrimSuffix(squeezeEnds(m.text[n.End:min(len(m.text), n.End+200)]), " "))
	if i := strings.Index(after, ". "); i >= 0 {
		after = after[:i]
	}
	if w := mucNameWas.FindStringSubmatch(after); w != nil && !mucPartOf.MatchString(before) {
		v.effect, v.taken = harmKind(w[1])
		return v, true
	}
	if mucNameDied.MatchString(after) {
		v.effect = "DEATH"
		return v, true
	}
	if w := mucNamesAct.FindStringSubmatch(after); w != nil {
		v.effect, v.taken = harmKind(w[1])
		return v, true
	}
	if w := mucOfName.FindStringSubmatch(before); w != nil && !mucBreaks.MatchString(w[2]) {
		v.effect, v.taken = harmKind(w[1])
		return v, true
	}
	if w := mucOnName.FindStringSubmatch(before); w != nil && !mucBreaks.MatchString(w[1]) {
		return v, true
	}
	if w := mucDidName.FindStringSubmatch(before); w != nil && !mucBreaks.MatchString(w[3]) {
		if passive := strings.TrimSpace(w[1]); passive != "WAS" && passive != "WERE" && passive != "BEEN" {
			v.effect, v.taken = harmKind(w[2])
			return v, true
		}
	}
	if mucIdentity.MatchString(before) {
		v.effect = "DEATH"
		if strings.Contains(before, "WOUNDED") || strings.Contains(before, "INJURED") {
			v.effect = "INJURY"
		}
		return v, true
	}
	return v, false
}

// describe returns the words for the office or trade of a named person, before the name or after a comma, and the
// type of person they say.
func (m *mucMapper) describe(n tocsin.Span) ([]string, string) {
	kind := "CIVILIAN"
	for i, p := range m.phrases {
		if !p.Overlaps(n) {
			continue
		}
		if title, k := m.title(p, ""); title != "" {
			return []string{title}, k
		}
		if p.Start < n.Start { // a title that was read as part of the name
			title := strings.TrimSuffix(squeeze(m.text[p.Start:n.Start]), ",")
			if k, ok := mucPersonWords[strings.ToLower(lastWord(title))]; ok {
				return []string{title}, k
			}
		}
		if i > 0 && m.beside(m.phrases[i-1], p) {
			if k, ok := mucPersonWords[m.head(m.phrases[i-1])]; ok && squeeze(m.text[m.phrases[i-1].End:p.Start]) == "" {
				return []string{m.filler(m.phrases[i-1])}, k
			}
		}
		for j := i + 1; j < len(m.phrases) && j < i+3; j++ {
			next := m.phrases[j]
			if next.Start < n.End || squeeze(m.text[n.End:next.Start]) != "," {
				continue
			}
			if k, ok := mucPersonWords[m.head(next)]; ok {
				short := m.filler(next)
				long := short
				if j+1 < len(m.phrases) && squeeze(m.text[next.End:m.phrases[j+1].Start]) == "OF" {
					long = short + " OF " + squeeze(m.text[m.phrases[j+1].Start:m.phrases[j+1].End])
				}
				return slices.Compact([]string{long, short}), k
			}
		}
		break
	}
	return nil, kind
}

// placeVictims gives each victim to the account whose words stand nearest, among those of a fitting kind.
func (m *mucMapper) placeVictims() {
	for i := range m.victims {
		v := &m.victims[i]
		best := 400 // bytes: about four lines
		for j := range m.rec.Accounts {
			a := &m.rec.Accounts[j]
			if (a.Kind == tocsin.Kidnapping) != v.taken && len(m.rec.Accounts) > 1 {
				continue
			}
			for _, e := range a.Evidence {
				if d := max(e.Start-v.span.End, v.span.Start-e.End, 0); d < best {
					best, v.account = d, j
				}
			}
		}
	}
}

// addVictims puts the named victims of an account among its persons, in the place of unnamed ones they surely are.
func (m *mucMapper) addVictims(account int, persons []*mucPerson) []*mucPerson {
	for _, v := range m.victims {
		if v.account != account {
			continue
		}
		named := v.person()
		persons = slices.DeleteFunc(persons, func(p *mucPerson) bool {
			return p.span.Overlaps(v.span) || p.name == v.name || p.number == "1" && p.name == "" && p.description != "" &&
				(named.description != "" && sameHead(p.description, named.description) || mucVague[strings.ToLower(lastWord(p.description))])
		})
		persons = append(persons, named)
	}
	return persons
}

// person returns a victim as slots 18 to 23 want it.
func (v mucVictim) person() *mucPerson {
	p := &mucPerson{span: v.span, name: v.name, kind: v.kind, number: "1", effect: v.effect}
	if len(v.descriptions) > 0 {
		p.description, p.alternatives = v.descriptions[0], v.descriptions[1:]
	}
	return p
}

func sameHead(a, b string) bool {
	a, _, _ = strings.Cut(a, " OF ")
	b, _, _ = strings.Cut(b, " OF ")
	return stem(lastWord(a)) == stem(lastWord(b))
}

// mucVague are words for one person that say nothing a name would not.
var mucVague = wordSet("person man woman victim leader politician candidate official civilian member one")
