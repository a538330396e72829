package score

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// MUCRoles are the roles of the modern form of MUC-4 templates, in the order in which papers print them. Victim is
// the slot of names alone.
var MUCRoles = []string{"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"}

var mucRoleSlots = []MUCSlot{MUCPerpetrator, MUCOrganization, MUCObject, MUCPersonName, MUCInstrument}

// A MUCRoleTemplate is a template in the modern form: its type of incident in lower case, and for each role its
// entities, each a list of the strings that mention it. Optional templates and fillers are in it like others.
type MUCRoleTemplate struct {
	Type  string
	Roles [5][]MUCEntity
}

// A MUCEntity is a set of mentions, normalised and sorted.
type MUCEntity []string

var (
	mucPunctuation = regexp.MustCompile("[!-/:-@\\[-`{-~]")
	mucArticles    = regexp.MustCompile(`\b(a|an|the)\b`)
)

// NormalMention writes a mention as the modern metrics compare it: lower case, no punctuation, no articles.
func NormalMention(s string) string {
	s = mucPunctuation.ReplaceAllString(strings.ToLower(s), "")
	return strings.Join(strings.Fields(mucArticles.ReplaceAllString(s, " ")), " ")
}

func newMUCEntity(mentions []string) MUCEntity {
	var e MUCEntity
	for _, m := range mentions {
		e = append(e, NormalMention(m))
	}
	slices.Sort(e)
	return slices.Compact(e)
}

// within reports whether every mention of e is one of g.
func (e MUCEntity) within(g MUCEntity) bool {
	for _, m := range e {
		if !slices.Contains(g, m) {
			return false
		}
	}
	return true
}

// RoleTemplates turns the templates of one message into the modern form. Dummy fillers are left out, and with a
// text so are mentions that do not stand in it word for word, as in the data of the papers.
func RoleTemplates(ts []*MUCTemplate, text string) []MUCRoleTemplate {
	flat := strings.ToLower(strings.Join(strings.Fields(text), " "))
	var out []MUCRoleTemplate
	for _, t := range ts {
		var r MUCRoleTemplate
		for _, f := range t.Slots[MUCType] {
			r.Type = strings.ToLower(strings.Join(f.Texts(), " / "))
		}
		for i, slot := range mucRoleSlots {
			for _, f := range t.Slots[slot] {
				var mentions []string
				for _, m := range f.Texts() {
					if text == "" || strings.Contains(flat, strings.ToLower(m)) {
						mentions = append(mentions, m)
					}
				}
				if len(mentions) > 0 {
					r.Roles[i] = append(r.Roles[i], newMUCEntity(mentions))
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// ReadRoleTemplates reads templates in the modern form of JSON: incident_type and a list of entities for each role,
// an entity being a list of mentions, each a string or a pair of string and offset.
func ReadRoleTemplates(data []byte) ([]MUCRoleTemplate, error) {
	var raw []map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, fmt.Errorf("reading templates: %w", err)
	}
	var out []MUCRoleTemplate
	for i, fields := range raw {
		var t MUCRoleTemplate
		if err := json.Unmarshal(fields["incident_type"], &t.Type); err != nil && fields["incident_type"] != nil {
			return nil, fmt.Errorf("reading the type of template %d: %w", i, err)
		}
		t.Type = strings.ToLower(t.Type)
		for j, role := range MUCRoles {
			entities, err := readEntities(fields[role])
			if err != nil {
				return nil, fmt.Errorf("reading %s of template %d: %w", role, i, err)
			}
			t.Roles[j] = entities
		}
		out = append(out, t)
	}
	return out, nil
}

func readEntities(data json.RawMessage) ([]MUCEntity, error) {
	if data == nil {
		return nil, nil
	}
	var raw [][]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, err
	}
	var out []MUCEntity
	for _, mentions := range raw {
		var texts []string
		for _, m := range mentions {
			var text string
			if json.Unmarshal(m, &text) == nil {
				texts = append(texts, text)
				continue
			}
			var pair []any
			if err := json.Unmarshal(m, &pair); err != nil {
				return nil, err
			}
			if s, ok := first(pair).(string); ok {
				texts = append(texts, s)
			}
		}
		if len(texts) > 0 {
			out = append(out, newMUCEntity(texts))
		}
	}
	return out, nil
}

func first(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// A MUCRatio is the two fractions behind precision and recall, whose numerators may differ.
type MUCRatio struct {
	PrecisionHits float64 `json:"precision_hits"`
	Predicted     float64 `json:"predicted"`
	RecallHits    float64 `json:"recall_hits"`
	Gold          float64 `json:"gold"`
}

func (r *MUCRatio) add(o MUCRatio) {
	r.PrecisionHits += o.PrecisionHits
	r.Predicted += o.Predicted
	r.RecallHits += o.RecallHits
	r.Gold += o.Gold
}

// Precision returns the share of what was predicted that is right.
func (r MUCRatio) Precision() float64 { return quotient(r.PrecisionHits, r.Predicted) }

// Recall returns the share of the gold that was found.
func (r MUCRatio) Recall() float64 { return quotient(r.RecallHits, r.Gold) }

// F1 returns the harmonic mean of precision and recall.
func (r MUCRatio) F1() float64 { return harmonic(r.Precision(), r.Recall()) }

// A MUCRoleScore is a modern score by role.
type MUCRoleScore struct {
	Type  MUCRatio // of the types of incident; zero in CEAF-REE, which has none
	Roles [5]MUCRatio
}

// Total returns the micro-average over types and roles.
func (s MUCRoleScore) Total() MUCRatio {
	sum := s.Type
	for _, r := range s.Roles {
		sum.add(r)
	}
	return sum
}

// Add adds the fractions of another score.
func (s *MUCRoleScore) Add(o MUCRoleScore) {
	s.Type.add(o.Type)
	for i := range s.Roles {
		s.Roles[i].add(o.Roles[i])
	}
}

// MergeRoles joins the templates of a document into one, as CEAF-REE wants it: each entity stands in it once, and
// entities that share a mention are one.
func MergeRoles(ts []MUCRoleTemplate) MUCRoleTemplate {
	var out MUCRoleTemplate
	for _, t := range ts {
		for i, entities := range t.Roles {
			for _, e := range entities {
				out.Roles[i] = mergeEntity(out.Roles[i], e)
			}
		}
	}
	return out
}

func mergeEntity(entities []MUCEntity, e MUCEntity) []MUCEntity {
	for i, old := range entities {
		if slices.ContainsFunc(e, func(m string) bool { return slices.Contains(old, m) }) {
			joined := append(slices.Clone(old), e...)
			slices.Sort(joined)
			entities[i] = slices.Compact(joined)
			return entities
		}
	}
	return append(entities, e)
}

// CEAFREE adds up the entity score of GRIT (Du et al. 2021) for one document: predicted entities are paired
// one-to-one with gold entities of the role, and a pair counts if every mention of the predicted one is of the gold
// one.
func CEAFREE(gold, predicted MUCRoleTemplate) MUCRoleScore {
	var s MUCRoleScore
	for i := range MUCRoles {
		g, p := gold.Roles[i], predicted.Roles[i]
		weights := make([][]float64, len(g))
		for a := range g {
			weights[a] = make([]float64, len(p))
			for b := range p {
				if p[b].within(g[a]) {
					weights[a][b] = 1
				}
			}
		}
		hits := 0.0
		for _, pair := range assign(weights) {
			hits += weights[pair[0]][pair[1]]
		}
		s.Roles[i] = MUCRatio{hits, float64(len(p)), hits, float64(len(g))}
	}
	return s
}

// GTTScore adds up the template score of GTT (Du et al. 2021) for one document. Of all one-to-one maps of predicted
// templates to gold ones it takes the one with the best F1 of the document, the first of equals.
func GTTScore(gold, predicted []MUCRoleTemplate) MUCRoleScore {
	gold = distinctTemplates(gold)
	g := gttSearch{gold: gold, predicted: predicted, best: -1, taken: make([]bool, len(gold)), choice: make([]int, len(predicted))}
	if len(predicted) > gttExhaustive {
		return g.assigned()
	}
	g.try(0)
	return g.score
}

// gttExhaustive is the number of predicted templates up to which all maps are tried.
const gttExhaustive = 7

// A gttSearch tries the maps of the templates of one document.
type gttSearch struct {
	gold, predicted []MUCRoleTemplate
	taken           []bool // of gold
	choice          []int  // of predicted: the gold template, or -1
	best            float64
	score           MUCRoleScore
}

func (g *gttSearch) try(i int) {
	if i == len(g.predicted) {
		s := g.tally()
		if f := s.Total().F1(); f > g.best {
			g.best, g.score = f, s
		}
		return
	}
	for j := range g.gold {
		if g.taken[j] {
			continue
		}
		g.taken[j], g.choice[i] = true, j
		g.try(i + 1)
		g.taken[j] = false
	}
	g.choice[i] = -1
	g.try(i + 1)
}

// assigned maps the templates so that the hits of all pairs have the greatest sum.
func (g *gttSearch) assigned() MUCRoleScore {
	weights := make([][]float64, len(g.predicted))
	for i := range weights {
		g.choice[i] = -1
		weights[i] = make([]float64, len(g.gold))
		for j := range weights[i] {
			if s, ok := gttPair(g.gold[j], g.predicted[i]); ok {
				t := s.Total()
				weights[i][j] = t.PrecisionHits + t.RecallHits
			}
		}
	}
	for _, pair := range assign(weights) {
		if weights[pair[0]][pair[1]] > 0 {
			g.choice[pair[0]] = pair[1]
		}
	}
	return g.tally()
}

// tally scores the present map.
func (g *gttSearch) tally() MUCRoleScore {
	var s MUCRoleScore
	mapped := make([]bool, len(g.gold))
	for i, j := range g.choice {
		if j >= 0 {
			if pair, ok := gttPair(g.gold[j], g.predicted[i]); ok {
				mapped[j] = true
				s.Add(pair)
				continue
			}
		}
		s.Type.Predicted++
		for r := range MUCRoles {
			s.Roles[r].Predicted += float64(len(g.predicted[i].Roles[r]))
		}
	}
	for j, t := range g.gold {
		if mapped[j] {
			continue
		}
		s.Type.Gold++
		for r := range MUCRoles {
			s.Roles[r].Gold += float64(len(t.Roles[r]))
		}
	}
	return s
}

// gttPair scores a pair of templates, and reports whether they may be paired: the gold type may have alternatives.
func gttPair(gold, predicted MUCRoleTemplate) (MUCRoleScore, bool) {
	s := MUCRoleScore{Type: MUCRatio{1, 1, 1, 1}}
	if !strings.Contains(gold.Type, predicted.Type) {
		return MUCRoleScore{}, false
	}
	for r := range MUCRoles {
		g, p := gold.Roles[r], predicted.Roles[r]
		s.Roles[r] = MUCRatio{Predicted: float64(len(p)), Gold: float64(len(g))}
		for _, e := range p {
			if slices.ContainsFunc(g, e.within) {
				s.Roles[r].PrecisionHits++
			}
		}
		for _, e := range g {
			if slices.ContainsFunc(p, func(q MUCEntity) bool { return q.within(e) }) {
				s.Roles[r].RecallHits++
			}
		}
	}
	return s, true
}

// distinctTemplates drops templates that are the same as an earlier one of the document.
func distinctTemplates(ts []MUCRoleTemplate) []MUCRoleTemplate {
	var out []MUCRoleTemplate
	for _, t := range ts {
		if !slices.ContainsFunc(out, func(o MUCRoleTemplate) bool { return sameTemplate(o, t) }) {
			out = append(out, t)
		}
	}
	return out
}

func sameTemplate(a, b MUCRoleTemplate) bool {
	if a.Type != b.Type {
		return false
	}
	for r := range MUCRoles {
		if !slices.EqualFunc(a.Roles[r], b.Roles[r], func(x, y MUCEntity) bool { return slices.Equal(x, y) }) {
			return false
		}
	}
	return true
}
