package muc

import (
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/score"
)

// prepared is a message with its features, and for learning its key.
type prepared struct {
	*message
	key      []*score.MUCTemplate
	response []score.MUCTemplate

	bags     []bag // of the entities, until they have numbers
	features [][]int32
	labels   []role           // in the key
	probs    [][roles]float64 // by the model of roles

	docBag  bag // of the whole message
	docFeat []int32
	docProb [types]float64    // that it tells of an incident of a type
	assign  [][types]float64  // of each entity: the type of incident it belongs to
	texts   map[[2]int]string // of entity and role: the words it is written by

	frameBags []bag
	frameFeat [][]int32
	frameProb []float64          // that it becomes a template
	pairs     map[[3]int]float64 // of entity, frame and role: that they belong together
}

// prepare reads a message and gathers the features of its entities, its frames and the whole.
func (f *Filler) prepare(t score.MUCText, rec *tocsin.Record) *prepared {
	d := &prepared{message: f.analyze(t, rec)}
	for i := range d.entities {
		d.bags = append(d.bags, d.entityFeatures(&d.entities[i]))
	}
	d.docBag = d.documentFeatures()
	for i := range d.frames {
		d.frameBags = append(d.frameBags, d.frameFeatures(i))
	}
	return d
}

// fewest is in how many messages a feature must stand to be learned from.
const fewest = 4

// index gives numbers to the features of messages.
func (f *Filler) index(ds []*prepared) {
	count := map[string]int{}
	for _, d := range ds {
		seen := bag{}
		for _, b := range d.bags {
			for k := range b {
				seen[k] = true
			}
		}
		for k := range d.docBag {
			seen[k] = true
		}
		for _, b := range d.frameBags {
			for k := range b {
				seen[k] = true
			}
		}
		d.eachFilled(func(r role, _ score.MUCFiller, i int) {
			vs := d.variants(&d.entities[i])
			for _, v := range vs {
				for k := range d.variantFeatures(r, v, vs, &d.entities[i]) {
					seen[k] = true
				}
			}
		})
		for k := range seen {
			count[k]++
		}
	}
	f.names = map[string]int32{}
	for _, k := range slices.Sorted(maps.Keys(count)) {
		if count[k] >= fewest {
			f.names[k] = int32(len(f.names))
		}
	}
	f.grow = true
}

// intern returns the numbers of features, in order. Features without one say nothing.
func (f *Filler) intern(b bag) []int32 {
	var out []int32
	for _, k := range slices.Sorted(maps.Keys(b)) {
		i, ok := f.names[k]
		if !ok && f.grow && k[1:min(2, len(k))] == "|" && strings.Contains("PCXK", k[:1]) {
			i, ok = int32(len(f.names)), true
			f.names[k] = i
		}
		if ok {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// intern turns the features of a message into numbers, and says which roles its entities have in the key.
func (d *prepared) intern(f *Filler) {
	for _, b := range d.bags {
		d.features = append(d.features, f.intern(b))
	}
	d.bags = nil
	d.docFeat = f.intern(d.docBag)
	d.docBag = nil
	for _, b := range d.frameBags {
		d.frameFeat = append(d.frameFeat, f.intern(b))
	}
	d.labels = make([]role, len(d.entities))
	d.probs = make([][roles]float64, len(d.entities))
	d.eachFilled(func(r role, _ score.MUCFiller, i int) {
		if d.labels[i] == noRole || r < d.labels[i] {
			d.labels[i] = r
		}
	})
}

// eachFilled calls do for each filler of the key with a role and each entity that may be it.
func (d *prepared) eachFilled(do func(r role, f score.MUCFiller, entity int)) {
	for _, k := range d.key {
		d.eachFilledIn(k, do)
	}
}

// eachFilledIn does the same for one template.
func (d *prepared) eachFilledIn(k *score.MUCTemplate, do func(r role, f score.MUCFiller, entity int)) {
	for r := individual; r < roles; r++ {
		for _, s := range roleSlots[r] {
			for _, f := range k.Slots[s] {
				for _, i := range d.filledBy(f) {
					do(r, f, i)
				}
			}
		}
	}
}

// filledIn returns the entities that fill a slot of a template.
func (d *prepared) filledIn(k *score.MUCTemplate) map[int]bool {
	in := map[int]bool{}
	d.eachFilledIn(k, func(_ role, _ score.MUCFiller, i int) { in[i] = true })
	return in
}

// The recipes were chosen on held-out development messages.
var (
	roleRecipe    = recipe{epochs: 8, rate: .012, l1: 1e-4, l2: 1e-4}
	frameRecipe   = recipe{epochs: 15, rate: .02, l1: 5e-4, l2: 1e-4}
	docRecipe     = recipe{epochs: 20, rate: .05, l1: 5e-4, l2: 1e-4}
	variantRecipe = recipe{epochs: 10, rate: .1, l1: 1e-5, l2: 1e-6}
	valueRecipe   = recipe{epochs: 10, rate: .1, l1: 1e-4, l2: 1e-5}
)

// A Coded is a message with its record and the templates of its key.
type Coded struct {
	Text   score.MUCText
	Record *tocsin.Record
	Key    []*score.MUCTemplate
}

// Learn learns all models from coded messages. The same messages in the same order give the same weights.
func Learn(messages []Coded) (*Filler, error) {
	f, err := unlearned()
	if err != nil {
		return nil, err
	}
	ds := make([]*prepared, len(messages))
	parallel(len(messages), func(i int) {
		ds[i] = f.prepare(messages[i].Text, messages[i].Record)
		ds[i].key = messages[i].Key
	})
	f.index(ds)
	for _, d := range ds {
		d.intern(f)
	}
	return f.learnFrom(ds), nil
}

// learnFrames learns, from messages of which all else is predicted, which frames become templates and which entities
// belong to them.
func (f *Filler) learnFrames(ds []*prepared, g *Filler) {
	var frames, pairs []example
	matches := make([][]int, len(ds))
	f.grow = true
	for n, d := range ds {
		matches[n] = d.matchFrames()
		for i := range d.frames {
			c := 0
			if matches[n][i] >= 0 {
				c = 1
			}
			frames = append(frames, example{join(d.frameFeat[i], f.intern(d.frameExtra(i))), c, 1})
		}
	}
	g.models["frame"] = learn(frames, len(f.names), 2, frameRecipe)
	for n, d := range ds {
		g.predictFrames(d)
		for i := range d.frames {
			if matches[n][i] < 0 {
				continue
			}
			in := d.filledIn(d.key[matches[n][i]])
			for e := range d.entities {
				if r := d.labels[e]; r != noRole {
					c := 0
					if in[e] {
						c = 1
					}
					pairs = append(pairs, example{f.intern(d.pairFeatures(e, i, r)), c, 1})
				}
			}
		}
	}
	g.models["pair"] = learn(pairs, len(f.names), 2, frameRecipe)
	f.grow = false
}

// empty returns a Filler with the same features and no models.
func (f *Filler) empty() *Filler {
	return &Filler{lists: f.lists, names: f.names, models: map[string]*linear{}, set: f.set}
}

// learnRoles learns what entities are.
func (f *Filler) learnRoles(ds []*prepared) *linear {
	var xs []example
	for _, d := range ds {
		for i := range d.entities {
			xs = append(xs, example{d.features[i], int(d.labels[i]), d.scale(i)})
		}
	}
	return learn(xs, len(f.names), int(roles), roleRecipe)
}

// learnTypes learns which types of incident a message tells of, and puts the models into g.
func (f *Filler) learnTypes(ds []*prepared, g *Filler) {
	for t := range types {
		var xs []example
		for _, d := range ds {
			c := 0
			if d.hasType(t) {
				c = 1
			}
			xs = append(xs, example{d.docFeat, c, 1})
		}
		g.models["type"+typeNames[t]] = learn(xs, len(f.names), 2, docRecipe)
	}
}

// firstStage sets the probabilities of the first models.
func (g *Filler) firstStage(d *prepared) {
	for i := range d.entities {
		g.models["role"].scaled(d.features[i], d.scale(i), d.probs[i][:])
	}
	var p [2]float64
	for t := range types {
		g.models["type"+typeNames[t]].probabilities(d.docFeat, p[:])
		d.docProb[t] = p[1]
	}
}

// inner is in how many parts messages are for what is learned from what other models say.
const inner = 3

// learnFrom learns all models from messages whose features have numbers.
func (f *Filler) learnFrom(ds []*prepared) *Filler {
	g := f.empty()
	// The later models learn from what the first say of messages they have not seen.
	first := make([]*Filler, inner)
	parallel(inner, func(k int) {
		var train []*prepared
		for i, d := range ds {
			if i/50%inner != k {
				train = append(train, d)
			}
		}
		first[k] = f.empty()
		first[k].models["role"] = f.learnRoles(train)
		f.learnTypes(train, first[k])
	})
	f.grow = true
	var variants, assign []example
	vals := map[string][]example{}
	for i, d := range ds {
		first[i/50%inner].firstStage(d)
		variants = append(variants, f.variantExamples(d)...)
		assign = append(assign, d.assignExamples()...)
		for k, v := range f.valueExamples(d) {
			vals[k] = append(vals[k], v...)
		}
	}
	g.models["variant"] = learn(variants, len(f.names), 2, variantRecipe)
	g.models["assign"] = learn(assign, len(f.names), int(types), valueRecipe)
	for _, k := range slices.Sorted(maps.Keys(vals)) {
		g.models[k] = learn(vals[k], len(f.names), len(values[k]), valueRecipe)
	}
	// The assigning model has seen these messages; that makes what it says here a little too sure.
	for _, d := range ds {
		d.assign = make([][types]float64, len(d.entities))
		for i := range d.entities {
			g.models["assign"].probabilities(d.features[i], d.assign[i][:])
		}
	}
	f.learnFrames(ds, g)
	g.models["role"] = f.learnRoles(ds)
	f.learnTypes(ds, g)
	return g
}

// join returns the features of both.
func join(a, b []int32) []int32 { return append(slices.Clone(a), b...) }

// parallel does something for each number below n, on all processors.
func parallel(n int, do func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	workers.Wait()
}

// variantExamples returns, for entities that fill a slot, their variants with whether the key has them.
func (f *Filler) variantExamples(d *prepared) []example {
	var out []example
	d.eachFilled(func(r role, filler score.MUCFiller, i int) {
		texts := map[string]bool{}
		for _, t := range filler.Texts() {
			texts[score.NormalMention(t)] = true
		}
		e := &d.entities[i]
		vs := d.variants(e)
		if len(vs) < 2 {
			return
		}
		for _, v := range vs {
			c := 0
			if texts[score.NormalMention(v.text)] {
				c = 1
			}
			out = append(out, example{f.intern(d.variantFeatures(r, v, vs, e)), c, 1})
		}
	})
	return out
}

// best returns the variant by which an entity fills slots of a role.
func (g *Filler) best(d *prepared, i int, r role) string {
	if t, ok := d.texts[[2]int{i, int(r)}]; ok {
		return t
	}
	t := g.bestOf(d, i, r)
	d.texts[[2]int{i, int(r)}] = t
	return t
}

func (g *Filler) bestOf(d *prepared, i int, r role) string {
	e := &d.entities[i]
	vs := d.variants(e)
	if len(vs) == 1 || g.set.plain {
		n := &d.mentions[e.mentions[0]]
		return d.string(n.first, n.last)
	}
	best, text := math.Inf(-1), ""
	var s [2]float64
	for _, v := range vs {
		g.models["variant"].scores(g.intern(d.variantFeatures(r, v, vs, e)), s[:])
		if x := s[1] - s[0]; x > best {
			best, text = x, v.text
		}
	}
	return text
}

// bin puts a probability in one of six steps.
func bin(p float64) string {
	switch {
	case p < .02:
		return "0"
	case p < .08:
		return "1"
	case p < .2:
		return "2"
	case p < .4:
		return "3"
	case p < .7:
		return "4"
	}
	return "5"
}

var scalePower = .25

// scale is what the features of an entity count: the more mentions it has, the more features say the same.
func (d *prepared) scale(i int) float64 {
	return math.Pow(float64(len(d.entities[i].mentions)), -scalePower)
}
