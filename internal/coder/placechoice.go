package coder

import (
	_ "embed"
	"math"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

//go:embed places.weights
var placeWeights string

// whereOf returns where an incident was: of all answers that the report gives the likeliest by the learned weights
// (internal/coder/train/values).
func (r *reading) whereOf(ins []*incident, n int) tocsin.Where {
	in := ins[n]
	var w tocsin.Where
	if in.wave > 0 {
		w = r.places[in.place].where
	} else {
		options := r.placeOptions(ins, n)
		choices := make([]weigh.Choice, len(options))
		for k := range options {
			choices[k] = options[k].facts
		}
		best, _ := r.weights.place.Best(choices)
		w = options[best].where
		if l := r.lessonOf(in); l != nil {
			l.Places = choices
			for _, o := range options {
				l.Wheres = append(l.Wheres, r.completed(o.where))
			}
		}
	}
	return r.completed(w)
}

// completed gives a place what follows from the report: the country it is set in and, of a town that the gazetteer does
// not know, the only unit there that it names.
func (r *reading) completed(w tocsin.Where) tocsin.Where {
	if w.Precision == "" {
		w.Precision = tocsin.PlaceUnknown
	}
	if w.Country == "" && w.Precision != tocsin.PlaceSeaOrAir {
		w.Country = r.setting.Country
	}
	if w.Adm1 == "" && w.Settlement != "" {
		w.Adm1 = r.onlyProvince(w.Country)
	}
	return w
}

// A placeOption is one answer to where an incident was: a location that the text names, with all its mentions, or what
// takes the place of one.
type placeOption struct {
	where    tocsin.Where
	mentions []*placeMention // none where the text names no location
	main     *placeMention   // of the mentions, the one that stands closest to what is told of the incident
	as       string          // what it is where it is no location that the gazetteer knows: "the country of the report"
	facts    weigh.Choice
}

// placeOptions returns all answers to where an incident was, with what speaks for each.
func (r *reading) placeOptions(ins []*incident, n int) []placeOption {
	in := ins[n]
	var out []placeOption
	add := func(p *placeMention, as string) {
		k := slices.IndexFunc(out, func(o placeOption) bool { return sameLocation(&o.where, &p.where) })
		if k < 0 {
			k = len(out)
			out = append(out, placeOption{where: p.where, as: as})
		}
		out[k].mentions = append(out[k].mentions, p)
	}
	for i := range r.places {
		if !r.ofFreeing(i) { // where captives were freed or a body was found is not where the act was
			add(&r.places[i], "")
		}
	}
	for i := range r.onNoMap {
		add(&r.onNoMap[i], "on no map")
	}
	if w, ok := r.atSeat(r.doc.Sentences[in.frames[0].sent]); ok {
		out = append(out, placeOption{where: w, as: "the seat of state"})
	}
	out = append(out, placeOption{where: r.setting, as: "the country of the report"})
	v := r.incidentView(ins, n)
	for k := range out {
		o := &out[k]
		if r.chooseMention(o, v); o.main != nil {
			r.situate(&o.where, o.main)
		}
	}
	for k := range out {
		r.weighOption(&out[k], out, v)
	}
	for k := range out {
		if o := &out[k]; o.main != nil {
			if i := slices.IndexFunc(r.places, func(p placeMention) bool { return p.first == o.main.first && p.last == o.main.last }); i >= 0 {
				if all, ok := r.commonUnit(i); ok && in.wave == 0 {
					o.where = all
				}
			}
		}
	}
	return out
}

// situate gives a settlement on no map the units of the place named nearest to it.
func (r *reading) situate(w *tocsin.Where, m *placeMention) {
	if w.Precision != tocsin.PlaceSettlement && w.Precision != tocsin.PlaceNear && w.Precision != tocsin.PlaceDistrict || w.Adm1 != "" {
		return
	}
	best, dist := -1, 0
	for i := range r.places {
		p := &r.places[i]
		if p == m || p.where.Adm1 == "" || w.Country != "" && p.where.Country != w.Country || p.where.Country != r.setting.Country && p.where.Country != w.Country || p.dateline || p.first < r.bodyStart {
			continue
		}
		d := abs(r.doc.Tokens[p.first].Sentence - r.doc.Tokens[m.first].Sentence)
		if p.first > m.first {
			d = 2*d + 1
		} else {
			d *= 2
		}
		if best < 0 || d <= dist {
			best, dist = i, d
		}
	}
	if best >= 0 {
		w.Country, w.Adm1 = r.places[best].where.Country, r.places[best].where.Adm1
	}
	if w.Country == "" {
		w.Country = r.setting.Country
	}
}

// sameLocation reports whether two places are one, told as finely.
func sameLocation(a, b *tocsin.Where) bool {
	return a.Precision == b.Precision && a.Country == b.Country && a.Adm1 == b.Adm1 && a.Adm2 == b.Adm2 && a.Settlement == b.Settlement &&
		(a.Precision != tocsin.PlaceArea && a.Precision != tocsin.PlaceSeaOrAir || a.Text == b.Text)
}

// An incidentView is what the choice of a place asks of an incident.
type incidentView struct {
	*incident
	told   []int        // its sentences
	own    map[int]bool // its acts
	others map[int]bool // acts of other incidents
	before *incident    // the incident told before it, nil
	rest   []*incident  // the other incidents
}

func (r *reading) incidentView(ins []*incident, n int) *incidentView {
	v := &incidentView{incident: ins[n], told: ins[n].sentences(), own: map[int]bool{}, others: map[int]bool{}}
	if n > 0 {
		v.before = ins[n-1]
	}
	for i, in := range ins {
		for _, f := range in.frames {
			for _, j := range f.acts {
				if i == n {
					v.own[j] = true
				} else {
					v.others[j] = true
				}
			}
		}
		if i != n {
			v.rest = append(v.rest, in)
		}
	}
	return v
}

// chooseMention picks of the mentions of a location the one that stands closest to what is told of the incident.
func (r *reading) chooseMention(o *placeOption, v *incidentView) {
	best := math.Inf(-1)
	for _, p := range o.mentions {
		x := 0.0
		if link := r.besideAct(p, v); link != "" && link != "beside the act of another" && link != "beside an act of none" {
			x += 20
		}
		_, close := r.placeFrom(p, v)
		x += close
		if p.context {
			x -= 4
		}
		if x > best {
			best, o.main = x, p
		}
	}
}

// besideAct says of which act's words a mention is the place, "" if of none.
func (r *reading) besideAct(p *placeMention, v *incidentView) string {
	out := ""
	for j := range r.acts {
		a := &r.acts[j]
		if a.place < 0 || &r.places[a.place] != p {
			continue
		}
		switch {
		case v.own[j] && slices.Contains(v.frames[0].acts, j):
			return "beside its first act"
		case v.own[j] && a.harm:
			return "beside an act of harm"
		case v.own[j]:
			return "beside a later act"
		case v.others[j]:
			out = "beside the act of another"
		case out == "":
			out = "beside an act of none"
		}
	}
	return out
}
