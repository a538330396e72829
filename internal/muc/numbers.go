package muc

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

// numbers are what a forest is asked with: values with names, always the same names in the same order.
type numbers struct {
	names []string
	x     []float32
}

func (v *numbers) add(name string, x float64) {
	v.names = append(v.names, name)
	v.x = append(v.x, float32(x))
}

func (v *numbers) yes(name string, is bool) {
	x := 0.0
	if is {
		x = 1
	}
	v.add(name, x)
}

// highest are the two highest of some probabilities.
type highest [2]float64

func (h *highest) add(p float64) {
	if p > h[0] {
		h[1], h[0] = h[0], p
	} else if p > h[1] {
		h[1] = p
	}
}

// but returns the highest but for one of them.
func (h highest) but(p float64) float64 {
	if h[0] == p {
		return h[1]
	}
	return h[0]
}

// A scene is what the first models say of a message as a whole, for the numbers of its entities and frames.
type scene struct {
	top                                 [roles]highest
	sum                                 [roles]float64
	sentence                            map[int][roles]highest // by sentence
	heads                               map[string][roles]highest
	texts                               []map[string]bool // of each entity, all ways to write it
	told                                []float64         // in how many frames the record has it
	toldIn                              [][roles]float64  // the same by role
	near                                []int             // sentences to the nearest account
	accounts, asked, passing, sentences float64
}

// farthest is the distance, in sentences, from which distances are the same.
const farthest = 12

func (d *prepared) view() *scene {
	c := &scene{sentence: map[int][roles]highest{}, heads: map[string][roles]highest{}, sentences: float64(len(d.doc.Sentences) - d.firstSentence)}
	for j := range d.frames {
		f := &d.frames[j]
		if f.from == nil {
			continue
		}
		c.accounts++
		if f.account == nil {
			c.passing++
		}
		if f.from.Asked {
			c.asked++
		}
	}
	for e := range d.entities {
		en := &d.entities[e]
		head := d.head(e)
		hs := c.heads[head]
		for r := individual; r < roles; r++ {
			c.top[r].add(d.probs[e][r])
			c.sum[r] += d.probs[e][r]
			hs[r].add(d.probs[e][r])
		}
		c.heads[head] = hs
		seen := map[int]bool{}
		near := farthest
		for _, j := range en.mentions {
			s := d.mentions[j].sentence
			if !seen[s] {
				seen[s] = true
				x := c.sentence[s]
				for r := individual; r < roles; r++ {
					x[r].add(d.probs[e][r])
				}
				c.sentence[s] = x
			}
			for k := range d.frames {
				for _, t := range d.frames[k].sentences {
					near = min(near, max(s-t, t-s))
				}
			}
		}
		c.near = append(c.near, near)
		texts := map[string]bool{}
		for _, v := range d.variants(en) {
			texts[score.NormalMention(v.text)] = true
		}
		c.texts = append(c.texts, texts)
		told := 0.0
		for j := range d.frames {
			for t := range d.frames[j].texts {
				if texts[t] {
					told++
				}
			}
		}
		c.told = append(c.told, told)
		var in [roles]float64
		for r := individual; r < roles; r++ {
			for j := range d.mapped {
				for _, s := range roleSlots[r] {
					for _, f := range d.mapped[j].Slots[s] {
						for _, t := range f.Texts() {
							if texts[score.NormalMention(t)] {
								in[r]++
							}
						}
					}
				}
			}
		}
		c.toldIn = append(c.toldIn, in)
	}
	return c
}

// head returns the last word of the first mention of an entity.
func (d *prepared) head(e int) string {
	return d.tok(d.mentions[d.entities[e].mentions[0]].head()).Lower
}

// roleNumbers says what may tell whether an entity has a role, by what the first models say of it and of all others.
func (d *prepared) roleNumbers(e int, r role) numbers {
	var v numbers
	c, p := d.scene, d.probs[e]
	en := &d.entities[e]
	first := &d.mentions[en.mentions[0]]
	for q := individual; q < roles; q++ {
		name := " " + roleNames[q]
		v.add("p"+name, logit(p[q]))
		v.add("p if relevant"+name, logit(d.relevant[e][q]))
		v.add("others"+name, c.top[q].but(p[q]))
		v.add("sum of others"+name, c.sum[q]-p[q])
		beside := 0.0
		for _, j := range en.mentions {
			beside = max(beside, c.sentence[d.mentions[j].sentence][q].but(p[q]))
		}
		v.add("in its sentences"+name, beside)
	}
	for s := range sources {
		v.add("by its "+sourceNames[s], float64(d.bySource[e][s][r]))
	}
	v.add("relevance", logit(d.relevance))
	for t := range types {
		v.add("tells of "+typeNames[t], logit(d.docProb[t]))
		v.add("belongs to "+typeNames[t], d.assign[e][t])
	}
	rank := 0
	for o := range d.entities {
		if d.probs[o][r] > p[r] {
			rank++
		}
	}
	v.add("rank", float64(rank))
	v.yes("name", en.name)
	v.add("mentions", float64(len(en.mentions)))
	v.add("first sentence", float64(first.sentence-d.firstSentence))
	v.add("sentences", c.sentences)
	v.add("words", float64(first.last-first.first))
	v.yes("plural", d.tok(first.head()).Form == language.Plural)
	v.add("phrases with of", float64(len(first.ofs)))
	v.add("to nearest account", float64(c.near[e]))
	v.add("accounts", c.accounts)
	v.add("accounts asked for", c.asked)
	v.add("killings in passing", c.passing)
	v.add("in frames of the record", c.told[e])
	v.add("in role in the record", c.toldIn[e][r])
	linked := 0.0
	for _, o := range d.linked(e) {
		linked = max(linked, d.probs[o][r])
	}
	v.add("its title or name", linked)
	v.add("another with its head", c.heads[d.head(e)][r].but(p[r]))
	return v
}

// frameNumbers says what may tell whether a frame becomes a template.
func (d *prepared) frameNumbers(i int) numbers {
	var v numbers
	f := &d.frames[i]
	v.add("by its words", logit(d.frameFirst[i]))
	v.add("relevance", logit(d.relevance))
	v.add("tells of its type", logit(d.docProb[f.kind]))
	other := 0.0
	for t := range types {
		v.yes("is "+typeNames[t], f.kind == t)
		v.add("tells of "+typeNames[t], logit(d.docProb[t]))
		if t != f.kind {
			other = max(other, d.docProb[t])
		}
	}
	v.add("tells of other types", logit(other))
	v.yes("account", f.from != nil)
	v.yes("in passing", f.from != nil && f.account == nil)
	v.yes("asked for", f.from != nil && f.from.Asked)
	v.add("accounts", d.scene.accounts)
	v.add("accounts asked for", d.scene.asked)
	v.add("sentences", d.scene.sentences)
	same, before, samePlace, sameDay, better, nearest, top := 0, 0, 0, 0, 0, farthest, 0.0
	for j := range d.frames {
		g := &d.frames[j]
		if j == i {
			continue
		}
		if g.kind == f.kind {
			same++
			if j < i {
				before++
			}
			if d.frameFirst[j] > d.frameFirst[i] {
				better++
			}
			for _, s := range g.sentences {
				for _, t := range f.sentences {
					nearest = min(nearest, max(s-t, t-s))
				}
			}
			top = max(top, d.frameFirst[j])
		}
		if f.from != nil && g.from != nil && j < i {
			if sameSlot(f, g, score.MUCLocation) {
				samePlace++
			}
			if sameSlot(f, g, score.MUCDate) {
				sameDay++
			}
		}
	}
	v.add("of its type", float64(same))
	v.add("of its type before", float64(before))
	v.add("to another of its type", float64(nearest))
	v.add("best other of its type by words", top)
	v.add("of its type better by words", float64(better))
	v.add("at its place before", float64(samePlace))
	v.add("on its day before", float64(sameDay))
	first := -1
	if len(f.sentences) > 0 {
		first = f.sentences[0] - d.firstSentence
	}
	v.add("first sentence", float64(first))
	v.add("sentences of it", float64(len(f.sentences)))
	v.add("fillers of the record", float64(len(f.texts)))
	v.add("names of places", d.placeNames(f))
	for r := individual; r < roles; r++ {
		in, close, own, all, sum, nearest, first := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
		for e := range d.entities {
			p := d.role[e][r]
			if p < unlikely {
				continue
			}
			all = max(all, p)
			own = max(own, p*d.assign[e][f.kind])
			sum += p * d.assign[e][f.kind]
			if n, is := d.apart(e, i); n == 0 {
				in = max(in, p)
				if slices.Contains(f.sentences, d.mentions[d.entities[e].mentions[0]].sentence) {
					first = max(first, p)
				}
				if is {
					nearest += p
				}
			} else if n <= 2 {
				close = max(close, p)
				if is {
					nearest += p
				}
			} else if is {
				nearest += p
			}
		}
		name := " " + roleNames[r]
		v.add("in its sentences"+name, in)
		v.add("first in its sentences"+name, first)
		v.add("close to it"+name, close)
		v.add("of its type"+name, own)
		v.add("sum of its type"+name, sum)
		v.add("nearest to it"+name, nearest)
		v.add("anywhere"+name, all)
	}
	d.accountNumbers(&v, f)
	return v
}

// placeNames counts the names after prepositions of place in the sentences of a frame.
func (d *prepared) placeNames(f *frame) float64 {
	n := 0.0
	for _, s := range f.sentences {
		x := d.doc.Sentences[s]
		for k := x.First + 1; k < x.Last; k++ {
			if d.tok(k).Tag == language.PROPN && (d.tok(k-1).Lower == "in" || d.tok(k-1).Lower == "near" || d.tok(k-1).Lower == "at") {
				n++
			}
		}
	}
	return n
}

// accountNumbers adds what the record says of the account of a frame.
func (d *prepared) accountNumbers(v *numbers, f *frame) {
	a := f.account
	if a == nil {
		a = &tocsin.Account{}
	}
	v.yes("background", a.Background)
	v.yes("has place", len(a.Where.Evidence) > 0)
	v.yes("has time", len(a.When.Evidence) > 0)
	v.yes("accomplished", a.Stage == tocsin.Accomplished)
	v.yes("threatened", a.Stage == tocsin.Threatened)
	v.add("statements", float64(len(a.Responsibility)))
	v.add("targets", float64(len(a.Targets)))
	v.add("weapons", float64(len(a.Weapons)))
	v.add("damage", float64(len(a.Damage)))
	v.add("evidence", float64(len(a.Evidence)))
	dead, hurt, fighters := 0.0, 0.0, 0.0
	for _, x := range a.Casualties {
		switch x.Effect {
		case tocsin.Killed:
			dead++
		case tocsin.Injured:
			hurt++
		}
		if x.Group == tocsin.GroupMilitants || x.Group == tocsin.GroupSecurityForces || x.Group == tocsin.GroupMilitary {
			fighters++
		}
	}
	v.add("figures of dead", dead)
	v.add("figures of injured", hurt)
	v.add("figures of fighters", fighters)
}

// apart returns how many sentences lie between an entity and the words of a frame, and whether no other account is
// nearer.
func (d *prepared) apart(e, i int) (int, bool) {
	n := d.sentencesTo(e, &d.frames[i])
	nearest := n < 99
	for j := range d.frames {
		if j != i && d.frames[j].from != nil && d.sentencesTo(e, &d.frames[j]) < n {
			nearest = false
		}
	}
	return n, nearest
}

// sentencesTo returns how many sentences lie between an entity and the words of a frame, 99 if it has none.
func (d *prepared) sentencesTo(e int, f *frame) int {
	best := 99
	for _, j := range d.entities[e].mentions {
		for _, s := range f.sentences {
			n := d.mentions[j].sentence - s
			best = min(best, max(n, -n))
		}
	}
	return best
}

// pairNumbers says what may tell whether an entity fills slots of a role in the template of a frame.
func (d *prepared) pairNumbers(e, i int, r role) numbers {
	var v numbers
	f := &d.frames[i]
	en := &d.entities[e]
	p := d.role[e][r]
	v.add("role", logit(p))
	for q := individual; q < roles; q++ {
		v.add("role "+roleNames[q], logit(d.role[e][q]))
	}
	v.add("frame", logit(d.frameProb[i]))
	v.yes("account", f.from != nil)
	v.yes("name", en.name)
	v.add("mentions", float64(len(en.mentions)))
	first := &d.mentions[en.mentions[0]]
	v.add("first sentence", float64(first.sentence-d.firstSentence))
	for t := range types {
		v.yes("is "+typeNames[t], f.kind == t)
		v.add("belongs to "+typeNames[t], d.assign[e][t])
	}
	best, sum, same, others, better := 0.0, 0.0, 0, 0.0, 0
	seen := [types]bool{}
	for j := range d.frames {
		g := &d.frames[j]
		if !seen[g.kind] && d.frameProb[j] > .1 {
			seen[g.kind] = true
			sum += d.assign[e][g.kind]
			if g.kind != f.kind {
				best = max(best, d.assign[e][g.kind])
			}
		}
		if j == i {
			continue
		}
		others += d.frameProb[j]
		if d.frameProb[j] > d.frameProb[i] {
			better++
		}
		if g.kind == f.kind {
			same++
		}
	}
	v.add("belongs to its type", d.assign[e][f.kind])
	v.add("belongs to its type of those told", d.assign[e][f.kind]/(sum+1e-6))
	v.add("belongs to another type told", best)
	v.add("frames of its type", float64(same))
	v.add("likely frames", others)
	v.add("likelier frames", float64(better))
	told := 0
	for t := range f.texts {
		if d.scene.texts[e][t] {
			told++
		}
	}
	v.add("in the frame of the record", float64(told))
	v.add("in other frames of the record", d.scene.told[e]-float64(told))
	n := d.sentencesTo(e, f)
	v.add("sentences to it", float64(min(n, farthest)))
	nearer, least := 0, 99
	for j := range d.frames {
		if j != i && d.frames[j].from != nil && d.frameProb[j] > .1 {
			m := d.sentencesTo(e, &d.frames[j])
			least = min(least, m)
			if m < n {
				nearer++
			}
		}
	}
	v.add("accounts nearer", float64(nearer))
	v.add("nearer than others", float64(min(least, farthest)-min(n, farthest)))
	v.add("accounts", d.scene.accounts)
	rank, top := 0, 0.0
	for o := range d.entities {
		if o != e {
			top = max(top, d.role[o][r])
			if d.role[o][r] > p {
				rank++
			}
		}
	}
	v.add("likelier for its role", float64(rank))
	v.add("likeliest other for its role", top)
	after := 0
	for _, j := range en.mentions {
		if len(f.sentences) > 0 && d.mentions[j].sentence >= f.sentences[0] {
			after++
		}
	}
	v.add("mentions after it", float64(after))
	v.yes("before it", len(f.sentences) > 0 && first.sentence < f.sentences[0])
	return v
}
