package muc

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

// A kind is a type of incident as MUC-4 has it, of those that are learned.
type kind int

const (
	attack kind = iota
	bombing
	kidnapping
	arson
	robbery
	types
)

var typeNames = [types]string{"ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY"}

func (d *prepared) hasType(t kind) bool {
	return slices.ContainsFunc(d.key, func(k *score.MUCTemplate) bool { return keyType(k) == t })
}

func keyType(k *score.MUCTemplate) kind {
	for _, f := range k.Slots[score.MUCType] {
		for _, v := range f.Texts() {
			if i := slices.Index(typeNames[:], v); i >= 0 {
				return kind(i)
			}
		}
	}
	return types
}

// documentFeatures says what a message as a whole speaks of.
func (m *message) documentFeatures() bag {
	b := bag{}
	for k := m.body; k < len(m.doc.Tokens); k++ {
		t := m.tok(k)
		if t.Tag == language.VERB || t.Tag == language.NOUN || t.Tag == language.ADJ {
			b.add("D", m.lemma(k))
			b.add("Dz", m.cluster(k).name)
			if t.Sentence <= m.firstSentence+2 {
				b.add("Dlead", m.lemma(k))
				b.add("Dleadz", m.cluster(k).name)
			}
		}
		for _, l := range m.listed[k] {
			b.add("DL", l.list, l.value)
			if t.Sentence <= m.firstSentence+2 {
				b.add("DLlead", l.list, l.value)
			}
		}
		if k > m.body && t.Tag != language.PUNCT {
			b.add("D2", m.lemma(k-1), m.lemma(k))
		}
	}
	b.add("Daccounts", fmt.Sprint(min(4, len(m.record.Accounts))))
	for i := range m.record.Accounts {
		a := &m.record.Accounts[i]
		b.add("Drk", string(a.Kind))
		b.add("Drb", string(a.Kind), fmt.Sprint(a.Background))
		b.add("Dprec", string(a.When.Precision))
		b.add("Dcountry", fmt.Sprint(score.MUCCountry(a.Where.Country)))
	}
	n := 0
	for i := range m.mapped {
		for _, f := range m.mapped[i].Slots[score.MUCType] {
			if !m.mapped[i].Asked {
				continue
			}
			n++
			b.add("Dmapped", f.Texts()[0])
		}
	}
	b.add("Dmappedn", fmt.Sprint(min(3, n)))
	b.add("Dlen", fmt.Sprint(min(10, len(m.doc.Sentences)/5)))
	head := m.text.Body[:min(len(m.text.Body), 250)]
	for _, w := range []string{"EDITORIAL", "INTERVIEW", "SPEECH", "COMMUNIQUE", "COMMENTARY", "RECORDING", "EXCERPTS", "REPORT]", "CLANDESTINE"} {
		if strings.Contains(head, w) {
			b.add("Dhead", w)
		}
	}
	return b
}

// linked returns the entities that stand beside one as its title, apposition or name.
func (d *prepared) linked(i int) []int {
	var out []int
	for j := range d.entities {
		if j != i && (d.besides(i, j) || d.besides(j, i)) {
			out = append(out, j)
		}
	}
	return out
}

func (d *prepared) besides(i, j int) bool {
	for _, a := range d.entities[i].mentions {
		if b := d.mentions[a].beside; b >= 0 && slices.Contains(d.entities[j].mentions, b) {
			return true
		}
	}
	return false
}

// assignExamples returns the entities of the key with the type of incident they belong to, in messages with several.
func (d *prepared) assignExamples() []example {
	var out []example
	for _, k := range d.key {
		if t := keyType(k); t != types {
			d.eachFilledIn(k, func(_ role, _ score.MUCFiller, i int) {
				out = append(out, example{d.features[i], int(t), 1})
			})
		}
	}
	return out
}

// values are the values of set lists that are learned, by slot; "" is a blank slot.
var values = map[string][]string{
	"hum-type": {"CIVILIAN", "DIPLOMAT", "POLITICAL FIGURE", "GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL", "LEGAL OR JUDICIAL", "ACTIVE MILITARY",
		"FORMER ACTIVE MILITARY", "LAW ENFORCEMENT", "SECURITY GUARD"},
	"hum-effect": {"", "DEATH", "INJURY", "NO INJURY", "NO DEATH", "NO INJURY OR DEATH", "REGAINED FREEDOM", "ESCAPED"},
	"phys-type": {"CIVILIAN RESIDENCE", "COMMERCIAL", "COMMUNICATIONS", "DIPLOMAT OFFICE OR RESIDENCE", "ENERGY", "FINANCIAL", "LAW ENFORCEMENT FACILITY",
		"POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE", "ORGANIZATION OFFICE", "TRANSPORT VEHICLE", "TRANSPORTATION FACILITY",
		"TRANSPORTATION ROUTE", "WATER", "OTHER"},
	"phys-effect": {"", "DESTROYED", "SOME DAMAGE", "NO DAMAGE", "MONEY TAKEN FROM TARGET", "PROPERTY TAKEN FROM TARGET", "TARGET TAKEN"},
	"instr-type": {"GUN", "MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE", "EXPLOSIVE", "BOMB", "VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE",
		"MOLOTOV COCKTAIL", "PROJECTILE", "MISSILE", "ROCKET", "CUTTING DEVICE", "FIRE", "STONE", "TORTURE"},
	"confidence": {"REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "POSSIBLE"},
	"category":   {"", "TERRORIST ACT", "STATE-SPONSORED VIOLENCE"},
	"stage":      {"ACCOMPLISHED", "ATTEMPTED", "THREATENED"},
}

var slotOf = map[string]score.MUCSlot{"hum-type": score.MUCPersonType, "hum-effect": score.MUCPersonEffect, "phys-type": score.MUCObjectType,
	"phys-effect": score.MUCObjectEffect, "instr-type": score.MUCInstrumentType, "confidence": score.MUCConfidence, "category": score.MUCCategory,
	"stage": score.MUCStage}

var valueSlots = []struct {
	name string
	role role
	slot score.MUCSlot
}{
	{"hum-type", human, score.MUCPersonType}, {"hum-effect", human, score.MUCPersonEffect}, {"phys-type", object, score.MUCObjectType},
	{"phys-effect", object, score.MUCObjectEffect}, {"instr-type", instrument, score.MUCInstrumentType}, {"confidence", organization, score.MUCConfidence},
}

// valueExamples returns the entities of the key with the values of the slots that refer to them.
func (f *Filler) valueExamples(d *prepared) map[string][]example {
	out := map[string][]example{}
	for _, k := range d.key {
		for _, v := range valueSlots {
			for _, s := range roleSlots[v.role] {
				for _, fl := range k.Slots[s] {
					if v.role == human && s == score.MUCPersonDescription && len(fl.Values) > 0 && len(fl.Values[0].Tags) > 0 && v.slot != score.MUCPersonType {
						continue
					}
					texts := fl.Texts()
					if len(fl.Values) > 0 && s == score.MUCPersonDescription && len(fl.Values[0].Tags) > 0 {
						texts = fl.Values[0].Tags
					}
					value := ""
					for _, x := range k.Slots[v.slot] {
						for _, y := range x.Values {
							if value == "" && shareNormal(y.Tags, texts) {
								value = y.Text
							}
						}
					}
					c := slices.Index(values[v.name], value)
					if c < 0 {
						continue
					}
					for _, e := range d.filledBy(fl) {
						x := f.said(v.name, d.features[e])
						if v.role == organization {
							x = f.intern(d.confidenceFeatures(e))
						}
						out[v.name] = append(out[v.name], example{x, c, 1})
					}
				}
			}
		}
		cat, stage := "", "ACCOMPLISHED"
		for _, f := range k.Slots[score.MUCCategory] {
			cat = f.Texts()[0]
		}
		for _, f := range k.Slots[score.MUCStage] {
			stage = f.Texts()[0]
		}
		if c := slices.Index(values["category"], cat); c >= 0 {
			b := bag{}
			for _, r := range []role{individual, organization} {
				for _, fl := range k.Slots[roleSlots[r][0]] {
					for _, e := range d.filledBy(fl) {
						d.perpetratorWords(b, e, r)
					}
				}
			}
			if len(b) == 0 {
				b.add("C", "nobody")
			}
			if t := keyType(k); t < types {
				b.add("C", "type", typeNames[t])
			}
			d.categoryFeatures(b)
			out["category"] = append(out["category"], example{f.intern(b), c, 1})
		}
		if c := slices.Index(values["stage"], stage); c >= 0 {
			out["stage"] = append(out["stage"], example{d.docFeat, c, 1})
		}
	}
	return out
}

func shareNormal(as, bs []string) bool {
	for _, a := range as {
		for _, b := range bs {
			if score.NormalMention(a) == score.NormalMention(b) {
				return true
			}
		}
	}
	return false
}

// settings are what was chosen by the scores on held-out development messages.
type settings struct {
	least       [roles]float64 // probability of a role from which an entity has it
	leastName   float64        // the same for names of people who were hit
	account     float64        // probability from which an account becomes a template
	typed       float64        // the same for a type of incident that no account has
	blank       float64        // credit to be expected from which a value of a set list is written
	frameWeight float64        // power of the frame's own probability in that of its entities

	// Parts that the table of ablations leaves out.
	everywhere, plain, common bool // entities in all templates; by their first words; set lists by the commonest value
}

var chosen = settings{
	least: [roles]float64{0, .27, .28, .27, .32, .28}, leastName: .25,
	account: .32, typed: .32, frameWeight: .5, blank: .3,
}

// commonest are the commonest values of the set lists in the development keys.
var commonest = map[string]string{"hum-type": "CIVILIAN", "hum-effect": "DEATH", "phys-type": "OTHER", "phys-effect": "", "instr-type": "BOMB",
	"confidence": "REPORTED AS FACT", "category": "TERRORIST ACT", "stage": "ACCOMPLISHED"}

// value returns the value of a set list with the most credit to be expected: half a point for one above the right one.
// Where the slot is blank in the key there is nothing to be had.
func (g *Filler) value(name string, features []int32) string {
	if g.set.common {
		return commonest[name]
	}
	vs := values[name]
	p := make([]float64, len(vs))
	g.models[name].probabilities(features, p)
	best, most := "", g.set.blank
	for i, v := range vs {
		credit := p[i]
		for j, w := range vs {
			if i != j && v != "" && w != "" && score.MUCBroader(slotOf[name], v, w) {
				credit += p[j] / 2
			}
		}
		if v != "" && credit > most {
			best, most = v, credit
		}
	}
	return best
}

// said returns the features of an entity that a value of a set list is told by: the type of a thing by its own words.
func (g *Filler) said(name string, features []int32) []int32 {
	if name != "phys-type" && name != "instr-type" {
		return features
	}
	var out []int32
	for _, f := range features {
		if g.sourceOf[f] == ownWords {
			out = append(out, f)
		}
	}
	return out
}

// predict sets what the models say of a message.
func (g *Filler) predict(d *prepared) {
	d.texts = map[[2]int]string{}
	g.words(d)
	g.decide(d)
}

// decide sets what the forests say of a message of which the models of words have spoken.
func (g *Filler) decide(d *prepared) {
	d.role = make([][roles]float64, len(d.entities))
	for e := range d.entities {
		for r := individual; r < roles; r++ {
			if d.considered(e, r) {
				d.role[e][r] = g.forests["role "+roleNames[r]].probability(d.roleNumbers(e, r).x)
			}
		}
	}
	d.frameProb = make([]float64, len(d.frames))
	for i := range d.frames {
		d.frameProb[i] = g.forests["frame"].probability(d.frameNumbers(i).x)
	}
	d.days, d.places = make([]string, len(d.frames)), make([]string, len(d.frames))
	for i := range d.frames {
		if d.frameProb[i] >= improbable {
			d.days[i] = bestChoice(d.dayChoices(i), func(c *choice) float64 { return g.forests["day"].probability(c.numbers.x) })
			d.places[i] = bestChoice(d.placeChoices(i), func(c *choice) float64 {
				return c.credit(g.forests["place"].probability(c.numbers.x))
			})
		}
	}
	d.pairs = map[[3]int]float64{}
	for e := range d.entities {
		for r := individual; r < roles; r++ {
			if d.role[e][r] >= unlikely {
				for i := range d.frames {
					if d.frameProb[i] < improbable {
						continue
					}
					d.pairs[[3]int{e, i, int(r)}] = g.forests["pair "+roleNames[r]].probability(d.pairNumbers(e, i, r).x)
				}
			}
		}
	}
}

// unlikely is the probability of a role under which an entity is not looked at.
const unlikely = .03

// improbable is the probability of a frame under which nothing is looked for to fill it.
const improbable = .1

// kept returns the frames that become templates.
func (g *Filler) kept(d *prepared) []int {
	var out []int
	for i, p := range d.frameProb {
		least := g.set.typed
		if d.frames[i].from != nil {
			least = g.set.account
		}
		if p >= least {
			out = append(out, i)
		}
	}
	return out
}

// fill writes the templates of a message of which all is predicted.
func (g *Filler) fill(d *prepared) {
	d.response = nil
	fs := g.kept(d)
	if len(fs) == 0 {
		return
	}
	out := make([]score.MUCTemplate, len(fs))
	for j, f := range fs {
		out[j].Message, out[j].ID = d.text.ID, fmt.Sprint(j+1)
		g.frame(d, &out[j], f)
	}
	humans := make([][]int, len(fs))
	perps := make([]bag, len(fs))
	for j := range fs {
		perps[j] = bag{}
	}
	for i := range d.entities {
		for r := individual; r < roles; r++ {
			th := g.set.least[r]
			if r == human && d.entities[i].name {
				th = g.set.leastName
			}
			for j, f := range fs {
				p := d.pairs[[3]int{i, f, int(r)}]
				if g.set.everywhere {
					p = d.role[i][r]
				}
				if p*math.Pow(d.frameProb[f], g.set.frameWeight) < th {
					continue
				}
				if r == human {
					humans[j] = append(humans[j], i)
					continue
				}
				if r == individual || r == organization {
					d.perpetratorWords(perps[j], i, r)
				}
				g.put(d, &out[j], i, r)
			}
		}
	}
	for j, f := range fs {
		g.putHumans(d, &out[j], humans[j])
		g.finish(d, &out[j], &d.frames[f], perps[j])
	}
	d.response = out
}

// perpetratorWords adds what the words of a perpetrator say of whose violence it is.
func (d *prepared) perpetratorWords(b bag, i int, r role) {
	b.add("C", roleNames[r])
	for _, j := range d.entities[i].mentions {
		n := &d.mentions[j]
		b.add("C", d.kindOf(n))
		for k := n.first; k < n.last; k++ {
			b.add("C", d.word(k))
			for _, l := range d.listed[k] {
				b.add("C", l.list, l.value)
			}
		}
	}
}

// categoryFeatures adds what else tells whose violence it was: how the record's own templates have it, and what groups
// and forces the message speaks of.
func (d *prepared) categoryFeatures(b bag) {
	for i := range d.mapped {
		for _, f := range d.mapped[i].Slots[score.MUCCategory] {
			b.add("C", "map", f.Texts()[0])
		}
	}
	for k := d.body; k < len(d.doc.Tokens); k++ {
		for _, l := range d.listed[k] {
			switch l.list {
			case "armedgroup", "force", "class":
				b.add("C", "doc", l.list, l.value)
			}
		}
		if c := score.MUCWordClass(d.tok(k).Lower); c == "perpetrator" {
			b.add("C", "doc", d.tok(k).Lemma)
		}
	}
}

// confidenceFeatures says what may tell how sure it is that an organisation did it: what the record says of it, and the
// words of saying, doubting and accusing in the sentences that name it.
func (d *prepared) confidenceFeatures(i int) bag {
	b := bag{}
	e := &d.entities[i]
	b.add("K")
	texts := map[string]bool{}
	for _, v := range d.variants(e) {
		texts[score.NormalMention(v.text)] = true
	}
	for j := range d.mapped {
		for _, f := range d.mapped[j].Slots[score.MUCConfidence] {
			for _, v := range f.Values {
				for _, t := range v.Tags {
					if texts[score.NormalMention(t)] {
						b.add("K", "map", v.Text)
					}
				}
			}
		}
	}
	for j := range d.record.Accounts {
		for _, s := range d.record.Accounts[j].Responsibility {
			if texts[score.NormalMention(s.Actor)] {
				b.add("K", "stance", string(s.Stance))
				b.add("K", "voice", string(s.Stance), string(s.Voice.Type))
				b.add("K", "certainty", string(s.Stance), string(s.Certainty))
			}
		}
	}
	for _, j := range e.mentions {
		n := &d.mentions[j]
		b.add("K", "kind", d.kindOf(n))
		s := d.doc.Sentences[n.sentence]
		act := false
		for k := s.First; k < s.Last; k++ {
			for _, l := range d.listed[k] {
				act = act || l.list == "deed" || l.list == "act"
			}
		}
		if !act {
			continue
		}
		for k := s.First; k < s.Last; k++ {
			t := d.tok(k)
			for _, l := range d.listed[k] {
				if l.list == "cue" || l.list == "hedge" {
					b.add("K", l.list, l.value)
					b.add("K", l.list, t.Lemma)
				}
			}
			if doubtWords[t.Lemma] {
				side := "before"
				if k > n.head() {
					side = "after"
				}
				b.add("K", t.Lemma)
				b.add("K", t.Lemma, side)
			}
		}
		at := d.phraseHead(n)
		if a := d.arcs[at]; a.Head >= 0 {
			b.add("K", "g", a.Rel, d.caseOf(at), d.lemma(a.Head))
		}
		if n.inside {
			b.add("K", "inside", d.word(d.doc.Nouns[d.phraseAt[n.head()]].Head))
		}
		if n.first > 0 {
			b.add("K", "p", d.wordIn(n.start-1, n.first))
		}
	}
	if strings.Contains(d.text.Body[:min(len(d.text.Body), 120)], "CLANDESTINE") {
		b.add("K", "clandestine")
	}
	return b
}

var doubtWords = wordSet(`accuse blame claim responsibility responsible attribute suspect suspected believe alleged allege allegedly presume presumed presumably apparent
	apparently probably possibly may might could charge link linked suspicion authority government police army official report reportedly communique admit say
	confirm deny author telephone call caller vow announce`)

// finish fills what rests on other slots: whose violence it was, and the type of an instrument without words.
func (g *Filler) finish(d *prepared, t *score.MUCTemplate, f *frame, perps bag) {
	if len(perps) == 0 {
		perps.add("C", "nobody")
	}
	perps.add("C", "type", typeNames[f.kind])
	d.categoryFeatures(perps)
	if c := g.value("category", g.intern(perps)); c != "" {
		t.Add(score.MUCCategory, nil, c)
	}
	if len(t.Slots[score.MUCInstrument]) == 0 && f.from != nil {
		for _, x := range f.from.Slots[score.MUCInstrumentType] {
			if len(x.Values) > 0 && slices.Contains(x.Values[0].Tags, "-") {
				t.Slots[score.MUCInstrumentType] = append(t.Slots[score.MUCInstrumentType], x)
			}
		}
	}
	if len(t.Slots[score.MUCInstrumentType]) == 0 && f.kind == bombing {
		t.Add(score.MUCInstrumentType, []string{"-"}, "BOMB")
	}
}

// frame fills the slots of the incident itself.
func (g *Filler) frame(d *prepared, t *score.MUCTemplate, i int) {
	f := &d.frames[i]
	t.Add(score.MUCType, nil, typeNames[f.kind])
	t.Add(score.MUCDate, nil, d.days[i])
	t.Add(score.MUCLocation, nil, d.places[i])
	t.Add(score.MUCStage, nil, g.value("stage", d.docFeat))
}

// put fills the slots of an entity that is no person hit.
func (g *Filler) put(d *prepared, t *score.MUCTemplate, i int, r role) {
	text := g.best(d, i, r)
	slot := roleSlots[r][0]
	for _, f := range t.Slots[slot] {
		if f.Texts()[0] == text {
			return
		}
	}
	t.Add(slot, nil, text)
	tag := []string{text}
	switch r {
	case object:
		t.Add(score.MUCObjectNation, tag, score.MUCNation(text, t))
		t.Add(score.MUCObjectType, tag, g.value("phys-type", g.said("phys-type", d.features[i])))
		t.Add(score.MUCObjectNumber, tag, d.number(i))
		t.Add(score.MUCObjectEffect, tag, g.value("phys-effect", d.features[i]))
	case instrument:
		t.Add(score.MUCInstrumentType, tag, g.value("instr-type", g.said("instr-type", d.features[i])))
	case organization:
		t.Add(score.MUCConfidence, tag, g.value("confidence", g.intern(d.confidenceFeatures(i))))
	}
}

// number writes how many an entity is.
func (d *prepared) number(i int) string {
	for _, j := range d.entities[i].mentions {
		n := &d.mentions[j]
		for _, x := range d.doc.Numbers {
			if x.First >= n.start && x.Last <= n.last && x.Low == x.High && x.Low > 0 {
				return fmt.Sprint(x.Low)
			}
		}
	}
	h := d.tok(d.mentions[d.entities[i].mentions[0]].head())
	if h.Form == language.Plural || h.Lower == "people" || strings.HasSuffix(h.Lower, "men") {
		return "PLURAL"
	}
	return "1"
}

// putHumans fills slots 18 to 23, a name and what stands beside it in one.
func (g *Filler) putHumans(d *prepared, t *score.MUCTemplate, is []int) {
	done := map[int]bool{}
	for _, i := range is {
		if !d.entities[i].name || done[i] {
			continue
		}
		done[i] = true
		name := g.best(d, i, human)
		if hasText(t.Slots[score.MUCPersonName], name) {
			continue
		}
		t.Add(score.MUCPersonName, nil, name)
		tag := []string{name}
		features := d.features[i]
		nation := score.MUCNation(name, t)
		for _, j := range d.linked(i) {
			if d.entities[j].name || done[j] {
				continue
			}
			done[j] = true
			description := g.best(d, j, human)
			t.Add(score.MUCPersonDescription, tag, description)
			nation = cmp.Or(nation, score.MUCNation(description, t))
			features = join(features, d.features[j])
		}
		t.Add(score.MUCPersonType, tag, g.value("hum-type", features))
		t.Add(score.MUCPersonNumber, tag, "1")
		t.Add(score.MUCPersonNation, tag, nation)
		t.Add(score.MUCPersonEffect, tag, g.value("hum-effect", d.features[i]))
	}
	for _, i := range is {
		if done[i] {
			continue
		}
		done[i] = true
		text := g.best(d, i, human)
		if hasText(t.Slots[score.MUCPersonDescription], text) {
			continue
		}
		t.Add(score.MUCPersonDescription, nil, text)
		tag := []string{text}
		t.Add(score.MUCPersonType, tag, g.value("hum-type", d.features[i]))
		t.Add(score.MUCPersonNumber, tag, d.number(i))
		t.Add(score.MUCPersonNation, tag, score.MUCNation(text, t))
		t.Add(score.MUCPersonEffect, tag, g.value("hum-effect", d.features[i]))
	}
}

func hasText(fs []score.MUCFiller, text string) bool {
	return slices.ContainsFunc(fs, func(f score.MUCFiller) bool { return slices.Contains(f.Texts(), text) })
}
