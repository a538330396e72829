package score

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A MUCPhrase is a base noun phrase of a message.
type MUCPhrase struct {
	tocsin.Span
	Words []MUCWord
	Head  int // index into Words
}

// A MUCWord is a word of a noun phrase.
type MUCWord struct {
	tocsin.Span
	Name   bool // a proper noun
	Detail bool // a determiner, number or pronoun, which no filler begins with
}

// RecordTemplates writes the record of a message as MUC-4 templates, one for each account that MUC-4 asks for: of one
// of nine countries, of the last two months, hitting civilians or things and not only fighters. A message without
// any gets the template that says so. Text and evidence are those of the report that was coded.
//
// It is an export for evaluation: victims' names, which MUC-4 wants and records do not hold, are read from the text.
func RecordTemplates(t MUCText, rec *tocsin.Record, phrases []MUCPhrase) []MUCTemplate {
	var out []MUCTemplate
	for _, a := range AccountTemplates(t, rec, phrases) {
		if a.Asked && !slices.ContainsFunc(out, func(o MUCTemplate) bool { return sameFillers(o, a.MUCTemplate) }) {
			a.Message, a.ID = t.ID, fmt.Sprint(len(out)+1)
			out = append(out, a.MUCTemplate)
		}
	}
	if len(out) == 0 {
		out = []MUCTemplate{{Message: t.ID, ID: "*", Irrelevant: true}}
	}
	return out
}

// A MUCAccountTemplate is the template of one account of a record.
type MUCAccountTemplate struct {
	MUCTemplate
	Account int  // its index in the record, -1 for killings that the text names only in passing
	Asked   bool // something other than fighters was hit or meant: MUC-4 wants it
}

// AccountTemplates writes each account of a record that is of one of the nine countries and not too old as a template,
// whether or not MUC-4 wants it.
func AccountTemplates(t MUCText, rec *tocsin.Record, phrases []MUCPhrase) []MUCAccountTemplate {
	m := mucMapper{text: t.Body, day: t.Date, phrases: phrases, rec: rec, upper: strings.ToUpper(squeeze(t.Body)), short: shortNames(t.Body)}
	m.victims = m.findVictims()
	m.placeVictims()
	var out []MUCAccountTemplate
	var asked []MUCTemplate
	for i := range rec.Accounts {
		if tmpl, ok, inTime := m.template(i); inTime {
			out = append(out, MUCAccountTemplate{tmpl, i, ok})
			if ok {
				asked = append(asked, tmpl)
			}
		}
	}
	if tmpl, ok := m.mentioned(asked); ok {
		out = append(out, MUCAccountTemplate{tmpl, -1, true})
	}
	return out
}

// mentioned writes the template of a killing that the text names only in passing: the codebook wants at least two of
// place, date, act and author before it has an account, MUC-4 does not.
func (m *mucMapper) mentioned(others []MUCTemplate) (MUCTemplate, bool) {
	var t MUCTemplate
	country := m.mostNamed()
	if country == "" {
		return t, false
	}
	for _, v := range m.victims {
		if v.account >= 0 || v.effect != "DEATH" || hasName(others, v.name) {
			continue
		}
		if len(t.Slots[MUCType]) == 0 {
			t.Add(MUCDate, nil, m.date(tocsin.When{}))
			t.Add(MUCLocation, nil, mucCountries[country])
			t.Add(MUCType, nil, "ATTACK")
			t.Add(MUCStage, nil, "ACCOMPLISHED")
			t.Add(MUCCategory, nil, "TERRORIST ACT")
		}
		v.person().write(&t, country)
	}
	return t, len(t.Slots[MUCType]) > 0
}

func hasName(ts []MUCTemplate, name string) bool {
	return slices.ContainsFunc(ts, func(t MUCTemplate) bool {
		return slices.ContainsFunc(t.Slots[MUCPersonName], func(f MUCFiller) bool { return slices.Contains(f.Texts(), name) })
	})
}

func sameFillers(a, b MUCTemplate) bool {
	for s := range a.Slots {
		if !slices.EqualFunc(a.Slots[s], b.Slots[s], func(x, y MUCFiller) bool { return slices.Equal(x.Texts(), y.Texts()) }) {
			return false
		}
	}
	return true
}

// A mucMapper writes the accounts of one record as templates.
type mucMapper struct {
	text    string
	day     tocsin.Date // of the dateline
	phrases []MUCPhrase
	rec     *tocsin.Record
	victims []mucVictim
	upper   string              // the text in capitals, blanks squeezed
	short   map[string][]string // other names of a name in this text, both in capitals
}

// Add adds a filler of alternatives, all with the same tags, to a slot; empty values are left out.
func (t *MUCTemplate) Add(slot MUCSlot, tags []string, values ...string) {
	var f MUCFiller
	for _, v := range values {
		if v != "" {
			f.Values = append(f.Values, MUCValue{Text: mucNormal(slot, v), Tags: tags})
		}
	}
	if len(f.Values) > 0 {
		t.Slots[slot] = append(t.Slots[slot], f)
	}
}

// template writes an account as a template. It reports whether MUC-4 asks for what was hit, and whether it asks for place
// and time at all; if not there is no template.
func (m *mucMapper) template(i int) (t MUCTemplate, asked, inTime bool) {
	a := &m.rec.Accounts[i]
	country := m.country(a)
	if mucCountries[country] == "" || m.old(a) {
		return t, false, false
	}
	perps, orgs, state := m.perpetrators(a)
	objects, persons := m.objects(a), m.addVictims(i, m.persons(a))
	asked = m.asked(a, objects, persons, len(perps)+len(orgs) > 0)
	t.Add(MUCDate, nil, m.date(a.When))
	t.Add(MUCLocation, nil, m.place(a, mucCountries[country]))
	t.Add(MUCType, nil, m.kind(a))
	t.Add(MUCStage, nil, mucStage(a.Stage))
	m.instruments(&t, a)
	m.category(&t, state)
	for _, p := range perps {
		t.Add(MUCPerpetrator, nil, p)
	}
	for _, o := range orgs {
		t.Add(MUCOrganization, nil, o.names...)
		t.Add(MUCConfidence, o.names, o.confidence)
	}
	for _, o := range objects {
		t.Add(MUCObject, nil, o.text)
		tag := []string{o.text}
		t.Add(MUCObjectNation, tag, mucNation(o.text, country))
		t.Add(MUCObjectType, tag, o.kind)
		t.Add(MUCObjectNumber, tag, o.number)
		t.Add(MUCObjectEffect, tag, o.effect)
	}
	for _, p := range persons {
		p.write(&t, country)
	}
	if unhurt(a) {
		t.Add(MUCPersonEffect, []string{"-"}, "NO INJURY OR DEATH")
	}
	return t, asked, true
}

// mucWindow is how long ago an incident may be, in days: two months.
const mucWindow = 62

func (m *mucMapper) old(a *tocsin.Account) bool {
	if m.day.IsZero() || a.When.End.IsZero() {
		return false
	}
	return a.When.Precision != tocsin.DateUnknown && m.day.Sub(a.When.End) > mucWindow
}

// asked reports whether MUC-4 wants a template: something other than fighters was hit or meant.
func (m *mucMapper) asked(a *tocsin.Account, objects []mucObject, persons []*mucPerson, known bool) bool {
	switch a.Kind {
	case tocsin.Clash, tocsin.Operation:
		for _, p := range persons {
			if !p.fighter() {
				return true
			}
		}
		return a.Kind == tocsin.Clash && len(objects) > 0
	case tocsin.SexualViolence, tocsin.Riot:
		return len(objects)+len(persons) > 0
	}
	if len(objects)+len(persons) > 0 || known && harmed(a) {
		return true
	}
	onlyFighters := len(a.Targets) > 0
	for _, t := range a.Targets {
		if t.Class != tocsin.TargetMilitants && t.Class != tocsin.TargetMilitia {
			onlyFighters = false
		}
	}
	return !onlyFighters && known
}

// unhurt reports whether an account says that nobody was killed or hurt.
func unhurt(a *tocsin.Account) bool {
	dead, hurt := false, false
	for _, f := range a.Casualties {
		if f.High == nil || *f.High > 0 {
			return false
		}
		dead, hurt = dead || f.Effect == tocsin.Killed, hurt || f.Effect == tocsin.Injured
	}
	return dead && hurt
}

// harmed reports whether people other than fighters were killed, hurt or taken.
func harmed(a *tocsin.Account) bool {
	for _, f := range a.Casualties {
		if f.Group != tocsin.GroupAttackers && f.Group != tocsin.GroupMilitants && f.Effect != tocsin.Arrested && f.Low > 0 {
			return true
		}
	}
	return false
}

func (m *mucMapper) kind(a *tocsin.Account) string {
	switch a.Kind {
	case tocsin.Bombing:
		return "BOMBING"
	case tocsin.AirStrike:
		return "BOMBING"
	case tocsin.Kidnapping:
		return "KIDNAPPING"
	case tocsin.Hijacking:
		return "HIJACKING"
	case tocsin.Arson:
		return "ARSON"
	}
	for _, w := range a.Weapons {
		if w.Class == tocsin.Bomb || w.Class == tocsin.VehicleBomb || w.Class == tocsin.MineOrRoadsideBomb {
			return "BOMBING"
		}
	}
	return "ATTACK"
}

func mucStage(s tocsin.Stage) string {
	switch s {
	case tocsin.Attempted, tocsin.Foiled:
		return "ATTEMPTED"
	case tocsin.Threatened:
		return "THREATENED"
	}
	return "ACCOMPLISHED"
}

// date writes the days of an incident. Where the text says none, MUC-4 wants "on or before the day of the dateline".
func (m *mucMapper) date(w tocsin.When) string {
	until := m.day
	if until.IsZero() {
		until = w.End
	}
	switch {
	case w.Start.IsZero() || len(w.Evidence) == 0 || m.onlyActs(w.Evidence) || w.End.Sub(w.Start) > 6:
		if until.IsZero() {
			return ""
		}
		return "- " + formatMUCDay(until)
	case w.Start == w.End:
		return formatMUCDay(w.Start)
	}
	return formatMUCDay(w.Start) + " - " + formatMUCDay(w.End)
}

var mucTimeWords = regexp.MustCompile(`(?i)\d|day|night|morning|noon|evening|month|week|year|hour|dawn|minute|january|february|march|april|may|june|july|august|september|october|november|december|recent|last|ago|moment|now`)

// onlyActs reports whether no evidence of a date has a word of time: then it is the words of the act.
func (m *mucMapper) onlyActs(es []tocsin.Evidence) bool {
	return !slices.ContainsFunc(es, func(e tocsin.Evidence) bool { return mucTimeWords.MatchString(e.Quote) })
}

// instruments writes slots 6 and 7. What the record has as a weapon may be said by the act alone; then the sentences of
// a bombing are searched for the thing.
func (m *mucMapper) instruments(t *MUCTemplate, a *tocsin.Account) {
	seen := map[string]bool{}
	add := func(text, kind string) bool {
		tag := cmp.Or(text, "-")
		if kind == "" || seen[tag] || tag == "-" && len(seen) > 0 {
			return false
		}
		seen[tag] = true
		t.Add(MUCInstrument, nil, text)
		t.Add(MUCInstrumentType, []string{tag}, kind)
		return true
	}
	wordless := ""
	for _, w := range a.Weapons {
		for _, e := range w.Evidence {
			text, kind := "", ""
			for _, p := range m.within(e.Span) {
				if k, words := m.instrument(p); k != "" {
					text, kind = words, k
				}
			}
			if w.Class == tocsin.VehicleBomb {
				kind = "VEHICLE BOMB"
			}
			if text == "" {
				wordless = cmp.Or(wordless, mucWeapon(w.Class))
			} else if add(text, kind) {
				break
			}
		}
	}
	if len(seen) == 0 && m.kind(a) == "BOMBING" {
		for _, p := range m.sentences(a) {
			if k, words := m.instrument(p); k != "" && k != "GUN" && k != "FIRE" && add(words, k) {
				return
			}
		}
	}
	if len(seen) == 0 {
		add("", wordless)
	}
}

// sentences returns the phrases of the sentences that hold the evidence of an account.
func (m *mucMapper) sentences(a *tocsin.Account) []MUCPhrase {
	var out []MUCPhrase
	last := tocsin.Span{}
	for _, e := range a.Evidence {
		if s := m.sentence(e.Span); s != last {
			out = append(out, m.within(s)...)
			last = s
		}
	}
	return out
}

// sentence returns the span of the sentence around another, by the two blanks or the paragraph that end it.
func (m *mucMapper) sentence(s tocsin.Span) tocsin.Span {
	from := max(strings.LastIndex(m.text[:s.Start], ".  ")+1, strings.LastIndex(m.text[:s.Start], "\n\n")+1)
	to := len(m.text)
	for _, end := range []string{".  ", ".\n", "\n\n"} {
		if i := strings.Index(m.text[s.End:], end); i >= 0 {
			to = min(to, s.End+i)
		}
	}
	return tocsin.Span{Start: from, End: to}
}

// instrument returns the type of instrument that a phrase names by any of its words, the last that does first, and the
// phrase up to that word.
func (m *mucMapper) instrument(p MUCPhrase) (kind, words string) {
	end := 0
	for i := len(p.Words) - 1; i >= 0; i-- {
		if k := mucInstrumentWords[m.word(p, i)]; k != "" && (kind == "" || kind == "FIRE" || kind == "EXPLOSIVE") {
			kind = k
			if end == 0 || k != "EXPLOSIVE" && m.word(p, end-1) == "fire" {
				end = i + 1
			}
		}
	}
	if kind == "" {
		return "", ""
	}
	return kind, m.words(p, end)
}

// word returns a word of a phrase in lower case.
func (m *mucMapper) word(p MUCPhrase, i int) string {
	return strings.ToLower(m.text[p.Words[i].Start:p.Words[i].End])
}

// words returns the first words of a phrase without those that no filler begins with.
func (m *mucMapper) words(p MUCPhrase, end int) string {
	first := 0
	for first < end-1 && (p.Words[first].Detail || mucPremodifiers[m.word(p, first)] || mucLoose[m.word(p, first)]) {
		first++
	}
	for end > first+1 && mucLoose[m.word(p, end-1)] {
		end--
	}
	return squeeze(m.text[p.Words[first].Start:p.Words[end-1].End])
}

// mucLoose are words at the edge of a phrase that belong to no filler: times, doubts, and what the incident did.
var mucLoose = wordSet(`yesterday today tonight alleged suspected presumed powerful various wounded dead killed injured murdered slain assassinated destroyed
	only least about approximately late early recently`)

func mucWeapon(c tocsin.WeaponClass) string {
	switch c {
	case tocsin.Bomb, tocsin.SuicideBomb:
		return "BOMB"
	case tocsin.VehicleBomb:
		return "VEHICLE BOMB"
	case tocsin.MineOrRoadsideBomb:
		return "MINE"
	case tocsin.Grenade:
		return "GRENADE"
	case tocsin.Firearm:
		return "GUN"
	case tocsin.RocketOrMissile:
		return "ROCKET"
	case tocsin.MortarOrArtillery:
		return "MORTAR"
	case tocsin.Aircraft:
		return "AERIAL BOMB"
	case tocsin.Blade:
		return "CUTTING DEVICE"
	case tocsin.Incendiary:
		return "FIRE"
	}
	return ""
}

func (m *mucMapper) category(t *MUCTemplate, state bool) {
	if state {
		t.Add(MUCCategory, nil, "STATE-SPONSORED VIOLENCE")
		return
	}
	t.Add(MUCCategory, nil, "TERRORIST ACT")
}

// within returns the noun phrases that overlap a span.
func (m *mucMapper) within(s tocsin.Span) []MUCPhrase {
	i, _ := slices.BinarySearchFunc(m.phrases, s.Start, func(p MUCPhrase, at int) int { return cmp.Compare(p.End, at+1) })
	var out []MUCPhrase
	for ; i < len(m.phrases) && m.phrases[i].Start < s.End; i++ {
		if m.phrases[i].Overlaps(s) {
			out = append(out, m.phrases[i])
		}
	}
	return out
}

// head returns the head noun of a phrase in lower case.
func (m *mucMapper) head(p MUCPhrase) string {
	w := p.Words[p.Head]
	return strings.ToLower(m.text[w.Start:w.End])
}

// filler returns the words of a phrase without those that no filler begins or ends with.
func (m *mucMapper) filler(p MUCPhrase) string { return m.words(p, len(p.Words)) }

var mucBracket = regexp.MustCompile(`([A-Z][A-Z' -]+[A-Z])\s*[\[(]([A-Z][A-Z' -]*[A-Z])[\])]`)

// shortNames finds the names that the text gives in brackets after another.
func shortNames(text string) map[string][]string {
	out := map[string][]string{}
	for _, b := range mucBracket.FindAllStringSubmatch(squeeze(text), -1) {
		out[b[2]] = append(out[b[2]], b[1])
	}
	return out
}
