package score

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/tocsin-org/tocsin"
)

// A mucOrganization is an organisation held responsible: its names in the text and how sure that is.
type mucOrganization struct {
	names      []string
	confidence string
}

// perpetrators returns who carried out an account: individuals as the text calls them, organisations, and whether
// any belongs to a state.
func (m *mucMapper) perpetrators(a *tocsin.Account) (individuals []string, orgs []mucOrganization, state bool) {
	other := false // somebody who belongs to no state
	for _, s := range a.Responsibility {
		if s.Stance != tocsin.StanceClaim && s.Stance != tocsin.StanceAttribution || s.Actor == "" {
			continue
		}
		actor, _, _ := strings.Cut(strings.ReplaceAll(s.Actor, "[", "("), " (")
		name := m.nameInText(actor)
		last := strings.ToLower(lastWord(actor))
		named := unicode.IsUpper([]rune(actor)[0]) && !mucStrongWords[last] && !mucMembers[last] || mucStateBodies[strings.ToLower(actor)]
		if isStateName(s.Actor) {
			state = true
		} else {
			other = true
		}
		if named && name != "" {
			orgs = addOrganization(orgs, m.names(name), mucConfidence(s))
		}
		for _, e := range s.Evidence {
			for _, p := range m.within(e.Span) {
				if head := m.head(p); mucPerpetratorWords[head] && m.perpetratorPhrase(p, actor, named) {
					if text := m.filler(p); !slices.Contains(individuals, text) {
						individuals = append(individuals, text)
					}
					break
				}
			}
		}
		if !named && name != "" && len(individuals) == 0 {
			individuals = append(individuals, name)
		}
	}
	for _, p := range m.actingPhrases(a) {
		if !slices.ContainsFunc(individuals, func(o string) bool { return stem(strings.ToLower(lastWord(o))) == stem(strings.ToLower(lastWord(p))) }) && len(individuals) == 0 {
			individuals = append(individuals, p)
		}
	}
	return individuals, orgs, state && !other
}

// mucStrongWords name people for what they do to others.
var mucStrongWords = wordSet(`guerrilla guerrillas terrorist terrorists individuals rebels rebel commandos traffickers gunmen gunman assassins assailants attackers
	subversives extremists hitmen kidnappers insurgents murderers strangers unknowns killers`)

// mucMembers end names of parts of an organisation, which are individuals to MUC-4.
var mucMembers = wordSet("troops soldiers members member units unit elements personnel officers policemen men columns column patrol patrols agents")

// mucWeakWords name people who may also be hit; only what follows "by" tells.
var mucWeakWords = wordSet("men man soldiers members persons youths group groups unit squad column commando troops people policemen elements band gang subjects")

var mucBy = regexp.MustCompile(`(?i)\bby\s+(\S+\s+){0,3}$`)

// actingPhrases returns the phrases that name who acted in the sentences of an account: after "by", or before the
// words of the act in the active.
func (m *mucMapper) actingPhrases(a *tocsin.Account) []string {
	var out []string
	for _, e := range a.Evidence {
		sentence := m.sentence(e.Span)
		for _, p := range m.within(sentence) {
			strong := mucStrongWords[m.head(p)]
			if !strong && !mucWeakWords[m.head(p)] || p.Start < sentence.Start {
				continue
			}
			before := m.text[max(sentence.Start, p.Start-40):p.Start]
			between := ""
			if p.End <= e.Start {
				between = " " + strings.ToLower(squeeze(m.text[p.End:e.Start])) + " "
			}
			switch {
			case p.Start > e.Start && mucBy.MatchString(before),
				strong && between != "" && len(between) < 60 && !strings.Contains(between, " were ") && !strings.Contains(between, " was ") && !strings.Contains(between, " been "):
				out = append(out, m.filler(p))
			}
		}
	}
	return out
}

// perpetratorPhrase reports whether a phrase in the words of a statement names its actor: of a class the same noun,
// of an organisation a phrase that holds its name or is followed by it.
func (m *mucMapper) perpetratorPhrase(p MUCPhrase, actor string, named bool) bool {
	phrase := strings.ToLower(m.filler(p))
	if !named {
		return stem(m.head(p)) == stem(lastWord(strings.ToLower(actor)))
	}
	rest := strings.ToLower(squeeze(m.text[p.Start:min(len(m.text), p.End+60)]))
	for _, n := range m.names(m.nameInText(actor)) {
		if n = strings.ToLower(n); n != "" && (strings.Contains(phrase, n) || regexp.MustCompile(`(?i)^.{0,80}\b(of|from|belonging to) (the )?`+regexp.QuoteMeta(n)).MatchString(rest)) {
			return true
		}
	}
	return false
}

func lastWord(s string) string {
	f := strings.Fields(s)
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

func stem(s string) string { return strings.TrimSuffix(s, "s") }

// mucStateBodies are bodies of a state that count as organisations without a name of their own.
var mucStateBodies = map[string]bool{"army": true, "armed forces": true, "military": true, "police": true, "national guard": true, "air force": true,
	"navy": true, "national police": true, "security forces": true, "government": true, "death squads": true, "death squad": true}

// mucInsurgent marks names of organisations that are no state's although they hold a word of one: an army of
// liberation, armed forces of the revolution.
var mucInsurgent = regexp.MustCompile(`(?i)liberation|revolution|people|popular|front|movement|rebel|guerrilla|self-defense`)

func isStateName(actor string) bool {
	state := false
	for _, w := range strings.Fields(strings.ToLower(actor)) {
		state = state || mucStateWords[w]
	}
	return state && !mucInsurgent.MatchString(actor)
}

// nameInText returns an actor's name as it stands in the text, "" if it does not.
func (m *mucMapper) nameInText(actor string) string {
	words := strings.Fields(actor)
	for i := range words {
		words[i] = regexp.QuoteMeta(words[i])
	}
	re, err := regexp.Compile(`(?i)\b` + strings.Join(words, `\s+`) + `\b`)
	if err != nil {
		return "" // unreachable: the words are quoted
	}
	return squeeze(re.FindString(m.text))
}

// names returns a name with those that the text puts beside it in brackets.
func (m *mucMapper) names(name string) []string {
	if name == "" {
		return nil
	}
	out := []string{name}
	for short, longs := range m.short {
		for _, long := range longs {
			switch {
			case short == name:
				if long = lastWords(long, short); long != "" {
					out = append(out, long)
				}
			case long == name || strings.HasSuffix(long, " "+name):
				out = append(out, short)
			}
		}
	}
	if initials := initialsOf(name); len(initials) > 2 && regexp.MustCompile(`\b`+initials+`\b`).MatchString(m.upper) {
		out = append(out, initials)
	}
	slices.Sort(out[1:])
	return slices.Compact(out)
}

// initialsOf returns the initials of a name in capitals, without those of small words.
func initialsOf(name string) string {
	out := ""
	for _, w := range strings.Fields(strings.ToUpper(name)) {
		if c := w[0]; w != "OF" && w != "FOR" && w != "THE" && w != "AND" && w != "DE" && 'A' <= c && c <= 'Z' {
			out += w[:1]
		}
	}
	return out
}

// lastWords returns the end of a run of words whose initials are those of a short name, "" if there is none.
func lastWords(run, short string) string {
	words := strings.Fields(run)
	for i := range words {
		initials := ""
		for _, w := range words[i:] {
			if w != "OF" && w != "FOR" && w != "THE" && w != "AND" && w != "DE" {
				initials += w[:1]
			}
		}
		if words[i] != "OF" && words[i] != "THE" && len(initials) == len(short) && initials[0] == short[0] {
			return strings.Join(words[i:], " ")
		}
	}
	return ""
}

// mucConfidences in the order of strength: of two statements on one organisation the stronger stands.
var mucConfidences = []string{"CLAIMED OR ADMITTED", "REPORTED AS FACT", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", "POSSIBLE"}

var mucAccusing = regexp.MustCompile(`(?i)\b(accus\w+|blam\w+|suspect\w*|alleg\w+|attribut\w+|believ\w+|presum\w+|apparent\w*|charg(?:ed?|es|ing)|held responsible|probably|reportedly)\b`)

// mucConfidence follows the decision tree of the manual: an accusation without any sign of doubt is a fact reported,
// whoever says it.
func mucConfidence(s tocsin.Statement) string {
	doubt := s.Certainty == tocsin.Hedged
	for _, e := range s.Evidence {
		doubt = doubt || mucAccusing.MatchString(e.Quote)
	}
	switch {
	case s.Stance == tocsin.StanceClaim:
		return "CLAIMED OR ADMITTED"
	case s.Certainty == tocsin.Possible:
		return "POSSIBLE"
	case !doubt:
		return "REPORTED AS FACT"
	case s.Voice.Type == tocsin.VoiceAuthority:
		return "SUSPECTED OR ACCUSED BY AUTHORITIES"
	}
	return "SUSPECTED OR ACCUSED"
}

func addOrganization(orgs []mucOrganization, names []string, confidence string) []mucOrganization {
	for i := range orgs {
		if shareText(orgs[i].names, names) {
			if slices.Index(mucConfidences, confidence) < slices.Index(mucConfidences, orgs[i].confidence) {
				orgs[i].confidence = confidence
			}
			return orgs
		}
	}
	return append(orgs, mucOrganization{names, confidence})
}
