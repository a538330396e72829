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
	"github.com/tocsin-org/tocsin/internal/timex"
)

// prepared is a message with its features, and for learning its key.
type prepared struct {
	*message
	key      []*score.MUCTemplate
	filled   map[*score.MUCTemplate][][]int // of each template of the key, the entities that each of its fillers may be
	matches  []int                          // of each frame, its template of the key, -1 for none
	response []score.MUCTemplate

	bags     []bag // of the entities, until they have numbers
	features [][]int32
	labels   []role           // in the key
	probs    [][roles]float64 // by the model of roles

	bySource [][sources][roles]float32 // the parts of probs that come from each source of features

	docBag  bag // of the whole message
	docFeat []int32
	docProb [types]float64    // that it tells of an incident of a type
	assign  [][types]float64  // of each entity: the type of incident it belongs to
	texts   map[[2]int]string // of entity and role: the words it is written by

	relevant  [][roles]float64 // of each entity, by the model of roles in messages that MUC-4 asks for
	relevance float64          // that MUC-4 asks for the message
	scene     *scene
	role      [][roles]float64 // by the forests, from all the above

	frameBags    []bag
	frameFeat    [][]int32
	frameFirst   []float64 // that it becomes a template, by its words
	frameProb    []float64 // the same by the forest
	timed        bool
	exprs        []timex.Expr       // if timed
	upper        []string           // see upperSentences
	days, places []string           // of each frame that may become a template: its date and location
	pairs        map[[3]int]float64 // of entity, frame and role: that the entity has the role in the template, if there is one
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
const fewest = 6

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
	f.names, f.sourceOf = map[string]int32{}, nil
	for _, k := range slices.Sorted(maps.Keys(count)) {
		if count[k] >= fewest {
			f.names[k] = int32(len(f.names))
			f.sourceOf = append(f.sourceOf, sourceOf(k))
		}
	}
	f.grow = true
}

// intern returns the numbers of features, in order. Features without one say nothing.
func (f *Filler) intern(b bag) []int32 {
	var out []int32
	for _, k := range slices.Sorted(maps.Keys(b)) {
		i, ok := f.names[k]
		if !ok && f.grow && k[1:min(2, len(k))] == "|" && strings.Contains("CK", k[:1]) {
			i, ok = int32(len(f.names)), true
			f.names[k] = i
			f.sourceOf = append(f.sourceOf, sourceOf(k))
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

// The recipes were chosen on held-out development messages.
var (
	roleRecipe    = recipe{epochs: 8, rate: .012, l1: 1e-4, l2: 1e-4}
	frameRecipe   = recipe{epochs: 15, rate: .02, l1: 5e-4, l2: 1e-4}
	docRecipe     = recipe{epochs: 20, rate: .05, l1: 5e-4, l2: 1e-4}
	variantRecipe = recipe{epochs: 10, rate: .1, l1: 1e-5, l2: 1e-6}
	assignRecipe  = recipe{epochs: 10, rate: .1, l1: 1e-4, l2: 1e-5}
	valueRecipe   = recipe{epochs: 10, rate: .03, l1: 1e-3, l2: 1e-4}
	personRecipe  = recipe{epochs: 10, rate: .03, l1: 3e-3, l2: 1e-4}
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

// empty returns a Filler with the same features and no models.
func (f *Filler) empty() *Filler {
	return &Filler{lists: f.lists, clusters: f.clusters, names: f.names, sourceOf: f.sourceOf, models: map[string]*linear{}, forests: map[string]*forest{}, set: f.set}
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

// learnWords learns what the words of messages say: what entities are, which types of incident a message tells of, whether
// MUC-4 asks for it, and which type an entity belongs to.
func (f *Filler) learnWords(ds []*prepared) *Filler {
	g := f.empty()
	g.models["role"] = f.learnRoles(ds)
	var relevant []*prepared
	var assign, relevance, frames []example
	for _, d := range ds {
		c := 0
		if len(d.key) > 0 {
			c = 1
			relevant = append(relevant, d)
		}
		relevance = append(relevance, example{d.docFeat, c, 1})
		assign = append(assign, d.assignExamples()...)
		for i, k := range d.matchFrames() {
			frames = append(frames, example{d.frameFeat[i], min(k+1, 1), 1})
		}
	}
	g.models["relevant-role"] = f.learnRoles(relevant)
	f.learnTypes(ds, g)
	g.models["relevance"] = learn(relevance, len(f.names), 2, docRecipe)
	g.models["assign"] = learn(assign, len(f.names), int(types), assignRecipe)
	g.models["frame"] = learn(frames, len(f.names), 2, frameRecipe)
	return g
}

// words sets what the models of words say.
func (g *Filler) words(d *prepared) {
	d.probs, d.relevant = make([][roles]float64, len(d.entities)), make([][roles]float64, len(d.entities))
	d.assign = make([][types]float64, len(d.entities))
	d.bySource = make([][sources][roles]float32, len(d.entities))
	for i := range d.entities {
		g.models["role"].scaled(d.features[i], d.scale(i), d.probs[i][:])
		g.models["relevant-role"].scaled(d.features[i], d.scale(i), d.relevant[i][:])
		g.models["assign"].probabilities(d.features[i], d.assign[i][:])
		d.bySource[i] = g.bySource(d, i)
	}
	var p [2]float64
	for t := range types {
		g.models["type"+typeNames[t]].probabilities(d.docFeat, p[:])
		d.docProb[t] = p[1]
	}
	g.models["relevance"].probabilities(d.docFeat, p[:])
	d.relevance = p[1]
	d.frameFirst = make([]float64, len(d.frames))
	for i := range d.frames {
		g.models["frame"].probabilities(d.frameFeat[i], p[:])
		d.frameFirst[i] = p[1]
	}
	d.scene = d.view()
}

// inner is in how many parts messages are for what is learned from what other models say: those models have not seen
// the messages.
const inner = 5

func part(i int) int { return i / 50 % inner }

// learnFrom learns all models from messages whose features have numbers.
func (f *Filler) learnFrom(ds []*prepared) *Filler {
	parts := make([]*Filler, inner)
	parallel(inner, func(k int) {
		var train []*prepared
		for i, d := range ds {
			if part(i) != k {
				train = append(train, d)
			}
		}
		parts[k] = f.learnWords(train)
	})
	for i, d := range ds {
		parts[part(i)].words(d)
	}
	g := f.learnWords(ds)
	f.learnForests(ds, g)
	f.learnWriting(ds, g)
	return g
}

// learnWriting learns by which words entities are written, and the values of set lists.
func (f *Filler) learnWriting(ds []*prepared, g *Filler) {
	f.grow = true
	var variants []example
	vals := map[string][]example{}
	for _, d := range ds {
		variants = append(variants, f.variantExamples(d)...)
		for k, v := range f.valueExamples(d) {
			vals[k] = append(vals[k], v...)
		}
	}
	f.grow = false
	g.models["variant"] = learn(variants, len(f.names), 2, variantRecipe)
	for _, k := range slices.Sorted(maps.Keys(vals)) {
		g.models[k] = learn(vals[k], len(f.names), len(values[k]), recipeOf(k))
	}
}

func recipeOf(value string) recipe {
	if value == "hum-type" {
		return personRecipe
	}
	return valueRecipe
}

// A decision is a row with the message that it is of.
type decision struct {
	row
	message int
}

// crossed learns a forest from decisions, and one for each part of the messages from those of the others. It returns
// the first, and calls say for each decision with the probability by one that has not seen its message.
func crossed(names []string, ds []decision, g growth, say func(i int, p float64)) *forest {
	rows := make([]row, len(ds))
	for i := range ds {
		rows[i] = ds[i].row
	}
	parallel(inner, func(k int) {
		var train []row
		for i := range ds {
			if part(ds[i].message) != k {
				train = append(train, rows[i])
			}
		}
		m := boost(names, train, g)
		for i := range ds {
			if part(ds[i].message) == k {
				say(i, m.probability(rows[i].x))
			}
		}
	})
	return boost(names, rows, g)
}

// learnForests learns, from messages of which the models of words have spoken, the forests: of roles, of frames, and of
// pairs of entities and frames.
func (f *Filler) learnForests(ds []*prepared, g *Filler) {
	for _, d := range ds {
		d.role = make([][roles]float64, len(d.entities))
	}
	for r := individual; r < roles; r++ {
		var rows []decision
		var at [][2]int
		var names []string
		for i, d := range ds {
			in := d.having(r)
			for e := range d.entities {
				if d.considered(e, r) {
					v := d.roleNumbers(e, r)
					names = v.names
					rows = append(rows, decision{row{v.x, in[e]}, i})
					at = append(at, [2]int{i, e})
				}
			}
		}
		g.forests["role "+roleNames[r]] = crossed(names, rows, roleGrowth, func(i int, p float64) {
			ds[at[i][0]].role[at[i][1]][r] = p
		})
	}
	f.learnFrames(ds, g)
}

func (f *Filler) learnFrames(ds []*prepared, g *Filler) {
	var rows []decision
	var at [][2]int
	var names []string
	for n, d := range ds {
		d.matches = d.matchFrames()
		d.frameProb = make([]float64, len(d.frames))
		for i := range d.frames {
			v := d.frameNumbers(i)
			names = v.names
			rows = append(rows, decision{row{v.x, d.matches[i] >= 0}, n})
			at = append(at, [2]int{n, i})
		}
	}
	g.forests["frame"] = crossed(names, rows, frameGrowth, func(i int, p float64) {
		ds[at[i][0]].frameProb[at[i][1]] = p
	})
	learnChoices(ds, g)
	for r := individual; r < roles; r++ {
		var rows []row
		for _, d := range ds {
			for i := range d.frames {
				if d.matches[i] < 0 {
					continue
				}
				in := d.havingIn(d.key[d.matches[i]], r)
				for e := range d.entities {
					if d.role[e][r] >= unlikely {
						v := d.pairNumbers(e, i, r)
						names = v.names
						rows = append(rows, row{v.x, in[e]})
					}
				}
			}
		}
		g.forests["pair "+roleNames[r]] = boost(names, rows, pairGrowth)
	}
}

// having returns the entities that have a role in the key.
func (d *prepared) having(r role) map[int]bool {
	in := map[int]bool{}
	for _, k := range d.key {
		maps.Copy(in, d.havingIn(k, r))
	}
	return in
}

// havingIn returns the entities that have a role in a template of the key.
func (d *prepared) havingIn(k *score.MUCTemplate, r role) map[int]bool {
	in := map[int]bool{}
	d.eachFilledIn(k, func(q role, _ score.MUCFiller, e int) {
		if q == r {
			in[e] = true
		}
	})
	return in
}

// considered reports whether an entity may have a role at all by its words.
func (d *prepared) considered(e int, r role) bool {
	return d.probs[e][r] >= .004 || d.relevant[e][r] >= .012
}

// How forests are grown, chosen by cross-validation on the development messages.
var (
	roleGrowth  = growth{trees: 220, depth: 4, rate: .035, heavy: 6, ridge: 6, rows: .6, cols: .35}
	frameGrowth = growth{trees: 200, depth: 4, rate: .03, heavy: 6, ridge: 6, rows: .6, cols: .35}
	pairGrowth  = growth{trees: 150, depth: 4, rate: .04, heavy: 6, ridge: 6, rows: .6, cols: .35}
)

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

var scalePower = .25

// scale is what the features of an entity count: the more mentions it has, the more features say the same.
func (d *prepared) scale(i int) float64 {
	return math.Pow(float64(len(d.entities[i].mentions)), -scalePower)
}
