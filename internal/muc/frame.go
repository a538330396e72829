package muc

import (
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

// A frame is an incident that may become a template: an account of the record, or a type of incident that the message
// seems to tell of though no account has it.
type frame struct {
	kind      kind
	from      *score.MUCAccountTemplate // nil where no account has the type
	account   *tocsin.Account           // nil also for killings named in passing
	spans     []tocsin.Span             // the words of the act
	sentences []int                     // in which they stand
	texts     map[string]bool           // of the fillers that the record gives, normal forms
}

// findFrames lists the frames of a message: the accounts, then for each type without one a frame of its own.
func (m *message) findFrames() []frame {
	var out []frame
	var has [types]bool
	for i := range m.mapped {
		from := &m.mapped[i]
		f := frame{kind: keyType(&from.MUCTemplate), from: from, texts: map[string]bool{}}
		if f.kind == types {
			f.kind = attack
		}
		has[f.kind] = true
		if from.Account >= 0 {
			f.account = &m.record.Accounts[from.Account]
			for _, e := range f.account.Evidence {
				f.spans = append(f.spans, e.Span)
				if s := m.sentenceAt(e.Start); s >= 0 && !slices.Contains(f.sentences, s) {
					f.sentences = append(f.sentences, s)
				}
			}
		}
		for s := range from.Slots {
			if score.MUCSlot(s).IsString() {
				for _, x := range from.Slots[s] {
					for _, v := range x.Texts() {
						f.texts[score.NormalMention(v)] = true
					}
				}
			}
		}
		out = append(out, f)
	}
	acts := m.acts()
	for t := range types {
		if !has[t] {
			f := frame{kind: t}
			for s := range m.doc.Sentences {
				if spans := acts[s][t]; len(spans) > 0 {
					f.sentences = append(f.sentences, s)
					f.spans = append(f.spans, spans...)
				}
			}
			out = append(out, f)
		}
	}
	return out
}

// actTypes are the types of incident that the acts of the word list are; others are attacks.
var actTypes = map[string]kind{"bombing": bombing, "air_strike": bombing, "kidnapping": kidnapping, "hijacking": kidnapping, "arson": arson, "riot": types,
	"none": types, "operation": types, "other": types}

var robberyWords = wordSet("rob robbery steal theft loot holdup")

// acts returns for each sentence after the dateline the words of acts of each type.
func (m *message) acts() [][types][]tocsin.Span {
	out := make([][types][]tocsin.Span, len(m.doc.Sentences))
	for k := m.body; k < len(m.doc.Tokens); k++ {
		t := m.tok(k)
		is := types
		if robberyWords[t.Lemma] {
			is = robbery
		}
		for _, l := range m.listed[k] {
			switch l.list {
			case "act":
				is = attack
				if a, ok := actTypes[l.value]; ok {
					is = a
				}
			case "deed":
				if is == types && l.value == "does" {
					is = attack
				}
			}
		}
		if is < types {
			out[t.Sentence][is] = append(out[t.Sentence][is], tocsin.Span{Start: t.Start, End: t.End})
		}
	}
	return out
}

// sentenceAt returns the sentence around a byte of the text, -1 if there is none.
func (m *message) sentenceAt(at int) int {
	for i, s := range m.doc.Sentences {
		if at < s.End {
			return i
		}
	}
	return -1
}

// frameFeatures says what words may tell whether a frame becomes a template.
func (m *message) frameFeatures(i int) bag {
	b := bag{}
	f := &m.frames[i]
	t := typeNames[f.kind]
	add := func(parts ...string) {
		b.add(append([]string{"F"}, parts...)...)
		b.add(append([]string{"F", t}, parts...)...)
	}
	same, before := 0, 0
	for j := range m.frames {
		if j != i && m.frames[j].kind == f.kind {
			same++
			if j < i {
				before++
			}
		}
	}
	add("kind")
	add("same", fmt.Sprint(min(same, 4)))
	add("before", fmt.Sprint(min(before, 3)))
	add("frames", fmt.Sprint(min(len(m.mapped), 5)))
	if f.from == nil {
		m.frameWords(b, f, "T")
		add("no account")
		return b
	}
	add("asked", fmt.Sprint(f.from.Asked))
	for j := range i {
		g := &m.frames[j]
		if g.from == nil {
			continue
		}
		place, day := sameSlot(f, g, score.MUCLocation), sameSlot(f, g, score.MUCDate)
		k := "other"
		if g.kind == f.kind {
			k = "same"
		}
		add("earlier", k, fmt.Sprint(place), fmt.Sprint(day))
	}
	for s := score.MUCInstrument; s <= score.MUCPersonDescription; s++ {
		if n := len(f.from.Slots[s]); n > 0 && s.IsString() {
			add("fills", s.String())
		}
	}
	if f.account == nil {
		add("passing")
		return b
	}
	m.frameWords(b, f, "F")
	a := f.account
	add("akind", string(a.Kind))
	add("stage", string(a.Stage))
	add("background", fmt.Sprint(a.Background))
	add("when", string(a.When.Precision))
	add("where", string(a.Where.Precision))
	add("evidence", fmt.Sprint(min(len(a.Evidence), 4)))
	add("where told", fmt.Sprint(len(a.Where.Evidence) > 0))
	add("when told", fmt.Sprint(len(a.When.Evidence) > 0))
	add("responsibility", fmt.Sprint(min(len(a.Responsibility), 2)))
	for _, x := range a.Targets {
		add("target", string(x.Class))
	}
	for _, x := range a.Casualties {
		add("figure", string(x.Effect), string(x.Group))
	}
	if len(f.sentences) > 0 {
		add("at", place(f.sentences[0]-m.firstSentence))
	}
	return b
}

// frameWords adds the verbs and nouns of the sentences of a frame, and the words of the act.
func (m *message) frameWords(b bag, f *frame, of string) {
	for _, s := range f.sentences {
		x := m.doc.Sentences[s]
		for k := x.First; k < x.Last; k++ {
			if m.tok(k).Tag == language.VERB || m.tok(k).Tag == language.NOUN {
				b.add(of+"s", m.lemma(k))
				b.add(of+"sz", m.cluster(k).name)
			}
		}
	}
	for _, s := range f.spans {
		for k := range m.doc.Tokens {
			if m.tok(k).Start >= s.Start && m.tok(k).End <= s.End {
				b.add(of+"w", m.lemma(k))
				b.add(of+"wz", m.cluster(k).name)
			}
		}
	}
}

func place(i int) string {
	switch {
	case i <= 0:
		return "first"
	case i <= 2:
		return "lead"
	case i <= 6:
		return "early"
	case i <= 15:
		return "late"
	}
	return "last"
}

func sameSlot(f, g *frame, s score.MUCSlot) bool {
	return slices.EqualFunc(f.from.Slots[s], g.from.Slots[s], func(a, b score.MUCFiller) bool { return slices.Equal(a.Texts(), b.Texts()) })
}

// matchFrames pairs frames with the templates of the key: of one type, and of these the best agreeing first. It returns
// for each frame the index of its template, -1 for none.
func (d *prepared) matchFrames() []int {
	out := make([]int, len(d.frames))
	for i := range out {
		out[i] = -1
	}
	taken := make([]bool, len(d.key))
	for {
		best, bi, bk := 0.0, -1, -1
		for i := range d.frames {
			if out[i] >= 0 {
				continue
			}
			for k := range d.key {
				if taken[k] {
					continue
				}
				if s := d.agree(&d.frames[i], d.key[k]); s > best {
					best, bi, bk = s, i, k
				}
			}
		}
		if bi < 0 {
			return out
		}
		out[bi], taken[bk] = bk, true
	}
}

// agree measures how well a frame agrees with a template of the key, 0 if they are of other types.
func (d *prepared) agree(f *frame, k *score.MUCTemplate) float64 {
	right := false
	for _, x := range k.Slots[score.MUCType] {
		right = right || slices.Contains(x.Texts(), typeNames[f.kind])
	}
	if !right {
		return 0
	}
	s := 1 + .3*d.tellsOf(f, k)
	if f.from == nil {
		return s
	}
	s += .1
	if sameFiller(f.from.Slots[score.MUCLocation], k.Slots[score.MUCLocation]) {
		s++
	}
	if sameFiller(f.from.Slots[score.MUCDate], k.Slots[score.MUCDate]) {
		s++
	}
	for slot := score.MUCInstrument; slot <= score.MUCPersonDescription; slot++ {
		if slot.IsString() {
			for _, x := range k.Slots[slot] {
				for _, v := range x.Texts() {
					if f.texts[score.NormalMention(v)] {
						s++
						break
					}
				}
			}
		}
	}
	return s
}

// tellsOf counts the fillers of a template that the sentences of a frame name.
func (d *prepared) tellsOf(f *frame, k *score.MUCTemplate) float64 {
	if d.filled == nil {
		d.filled = map[*score.MUCTemplate][][]int{}
	}
	if _, ok := d.filled[k]; !ok {
		var out [][]int
		for r := individual; r < roles; r++ {
			for _, slot := range roleSlots[r] {
				for _, filler := range k.Slots[slot] {
					out = append(out, d.filledBy(filler))
				}
			}
		}
		d.filled[k] = out
	}
	n := 0.0
	for _, es := range d.filled[k] {
		if slices.ContainsFunc(es, func(e int) bool { return d.sentencesTo(e, f) == 0 }) {
			n++
		}
	}
	return n
}

func sameFiller(as, bs []score.MUCFiller) bool {
	for _, a := range as {
		for _, b := range bs {
			for _, x := range a.Texts() {
				if slices.Contains(b.Texts(), x) {
					return true
				}
			}
		}
	}
	return false
}
