package score

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A Coded is one report as two coders or more coded it, none of whom saw what another did.
type Coded struct {
	Report  string
	Text    string
	Records []*tocsin.Record
}

// An Agreement says how far coders agree on one thing, over all reports.
type Agreement struct {
	Level  string `json:"level"`  // "report", "incident" or "value"
	Of     string `json:"of"`     // what they agree on
	Metric string `json:"metric"` // "nominal": the same or not; "interval": by the square of the difference
	Units  int    `json:"units"`  // that two coders or more have coded
	// Share is the share of pairs of coders that agree, as if no two agreed by chance. Alpha is Krippendorff's, AC1
	// Gwet's; each is nil where it is not defined: with nothing coded twice, or, for alpha, no value but one.
	Share *float64 `json:"share"`
	Alpha *float64 `json:"alpha"`
	AC1   *float64 `json:"ac1"`
}

// Agreements compares records that coders made of the same reports. Accounts are paired as in scoring; then each thing
// that codebook.md has coders decide is a unit: of lists, each class of weapon or target that the codebook knows, each
// number that anybody gives, each actor that anybody names.
func Agreements(reports []Coded) ([]Agreement, error) {
	var t agreements
	for _, r := range reports {
		if len(r.Records) < 2 {
			continue
		}
		records := make([]*record, len(r.Records))
		for i, rec := range r.Records {
			var err error
			if records[i], err = loosen(rec); err != nil {
				return nil, fmt.Errorf("%s: %w", r.Report, err)
			}
		}
		t.report(records)
		for _, unit := range pairAll(records, sentencesOf(r.Text)) {
			t.account(unit)
		}
	}
	return t.results(), nil
}

// pairAll returns the accounts of all coders that are of one incident, nil where a coder has none.
func pairAll(records []*record, s sentences) [][]*account {
	var units [][]*account
	for c, rec := range records {
		var before []account
		for _, u := range units {
			before = append(before, *u[slices.IndexFunc(u, func(a *account) bool { return a != nil })])
		}
		of := pairAccounts(before, rec.Accounts, s)
		for i := range rec.Accounts {
			if of[i] < 0 {
				of[i] = len(units)
				units = append(units, make([]*account, len(records)))
			}
			units[of[i]][c] = &rec.Accounts[i]
		}
	}
	return units
}

// none is the value of what a coder says there is not; "" is what nobody asked the coder for.
const none = "none"

// agreements gathers values: of each thing a list of units, of each unit one value a coder, "" for none given.
type agreements struct {
	order  []string // keys, as they are printed
	units  map[string][][]string
	kinds  map[string]int // how many values there can be, 0: as many as are seen
	titles map[string]Agreement
}

func (t *agreements) add(level, of, metric string, values int, unit []string) {
	key := level + "/" + of
	if t.units == nil {
		t.units, t.kinds, t.titles = map[string][][]string{}, map[string]int{}, map[string]Agreement{}
	}
	if _, ok := t.units[key]; !ok {
		t.order = append(t.order, key)
		t.kinds[key], t.titles[key] = values, Agreement{Level: level, Of: of, Metric: metric}
	}
	t.units[key] = append(t.units[key], unit)
}

// report enters what coders decide once a report.
func (t *agreements) report(records []*record) {
	var relevant, accounts []string
	for _, r := range records {
		relevant = append(relevant, strconv.FormatBool(r.relevant()))
		accounts = append(accounts, strconv.Itoa(len(r.Accounts)))
	}
	t.add("report", "relevant", "nominal", 2, relevant)
	t.add("report", "number of accounts", "interval", 0, accounts)
}

// account enters what coders decide about one incident.
func (t *agreements) account(unit []*account) {
	each := func(value func(a *account) string) []string {
		out := make([]string, len(unit))
		for i, a := range unit {
			if a != nil {
				out[i] = value(a)
			}
		}
		return out
	}
	found := make([]string, len(unit))
	for i, a := range unit {
		found[i] = strconv.FormatBool(a != nil)
	}
	t.add("incident", "found by", "nominal", 2, found)
	t.add("incident", "kind", "nominal", len(tocsin.Kinds), each(func(a *account) string { return a.Kind }))
	t.add("incident", "stage", "nominal", len(tocsin.Stages), each(func(a *account) string { return a.Stage }))
	t.add("incident", "background", "nominal", 2, each(func(a *account) string { return strconv.FormatBool(a.Background) }))
	t.add("incident", "suicide", "nominal", len(tocsin.Suicides), each(suicide))
	t.add("incident", "days", "nominal", 0, each(func(a *account) string {
		start, end, ok := interval(a)
		if !ok {
			return none
		}
		return start.Format("2006-01-02 ") + end.Format("2006-01-02")
	}))
	t.add("incident", "first day", "interval", 0, each(func(a *account) string {
		start, _, ok := interval(a)
		if !ok {
			return ""
		}
		return strconv.FormatInt(start.Unix()/86400, 10)
	}))
	t.add("incident", "place", "nominal", 0, each(placeName))
	t.add("incident", "precision of place", "nominal", len(tocsin.PlacePrecisions), each(func(a *account) string {
		if a.Where == nil {
			return string(tocsin.PlaceUnknown)
		}
		return a.Where.Precision
	}))
	for _, w := range tocsin.WeaponClasses {
		t.add("value", "weapons", "nominal", 2, each(func(a *account) string { return strconv.FormatBool(hasClass(a.Weapons, string(w))) }))
	}
	for _, g := range tocsin.TargetClasses {
		t.add("value", "targets", "nominal", 2, each(func(a *account) string { return strconv.FormatBool(hasClass(a.Targets, string(g))) }))
	}
	t.figures(unit, each)
	t.statements(unit, each)
}

// placeName is the finest name of a place.
func placeName(a *account) string {
	if a.Where == nil {
		return none
	}
	for _, name := range []string{a.Where.Settlement, a.Where.Adm2, a.Where.Adm1} {
		if words := fold(name); len(words) > 0 {
			return a.Where.Country + " " + strings.Join(words, " ")
		}
	}
	if a.Where.Country != "" {
		return a.Where.Country
	}
	return none
}

func hasClass(list []classed, class string) bool {
	return slices.ContainsFunc(list, func(c classed) bool { return c.Class == class })
}

// figures enters each number that anybody gives: of whom, to what harm.
func (t *agreements) figures(unit []*account, each func(func(*account) string) []string) {
	type what struct{ effect, group string }
	var whats []what
	for _, a := range unit {
		if a == nil {
			continue
		}
		for _, f := range a.Casualties {
			if w := (what{f.Effect, f.Group}); !slices.Contains(whats, w) {
				whats = append(whats, w)
			}
		}
	}
	of := func(a *account, w what) (numbers []figure) {
		for _, f := range a.Casualties {
			if f.Effect == w.effect && f.Group == w.group {
				numbers = append(numbers, f)
			}
		}
		return numbers
	}
	for _, w := range whats {
		t.add("value", "figures", "nominal", 0, each(func(a *account) string {
			var texts []string
			for _, f := range of(a, w) {
				texts = append(texts, bound(f.Low)+".."+bound(f.High))
			}
			slices.Sort(texts)
			if len(texts) == 0 {
				return none
			}
			return strings.Join(texts, " ")
		}))
		if (w.effect == string(tocsin.Killed) || w.effect == string(tocsin.Injured)) && w.group == string(tocsin.GroupAll) {
			t.add("value", "number "+w.effect, "interval", 0, each(func(a *account) string {
				if numbers := of(a, w); len(numbers) > 0 {
					return bound(numbers[0].Low)
				}
				return ""
			}))
		}
		t.add("value", "voice of figures", "nominal", len(tocsin.VoiceTypes), each(func(a *account) string {
			if numbers := of(a, w); len(numbers) > 0 {
				return numbers[0].Voice.Type
			}
			return ""
		}))
	}
}

func bound(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}

// statements enters, for each actor that anybody names, what is said of it.
func (t *agreements) statements(unit []*account, each func(func(*account) string) []string) {
	var actors []string
	key := func(s statement) string {
		if s.Stance == string(tocsin.StanceNoClaim) {
			return "" // whoever has not claimed
		}
		return strings.Join(fold(s.Actor), " ")
	}
	for _, a := range unit {
		if a == nil {
			continue
		}
		for _, s := range a.Responsibility {
			if k := key(s); !slices.Contains(actors, k) {
				actors = append(actors, k)
			}
		}
	}
	for _, actor := range actors {
		value := func(of func(statement) string, otherwise string) []string {
			return each(func(a *account) string {
				var said []string
				for _, s := range a.Responsibility {
					if v := of(s); key(s) == actor && !slices.Contains(said, v) {
						said = append(said, v)
					}
				}
				slices.Sort(said)
				if len(said) == 0 {
					return otherwise
				}
				return strings.Join(said, " ")
			})
		}
		t.add("value", "responsibility", "nominal", 0, value(func(s statement) string { return s.Stance }, none))
		t.add("value", "certainty", "nominal", 0, value(func(s statement) string { return s.Certainty }, ""))
		t.add("value", "voice of statements", "nominal", 0, value(func(s statement) string { return s.Voice.Type }, ""))
	}
}

func (t *agreements) results() []Agreement {
	var out []Agreement
	for _, key := range t.order {
		a := t.titles[key]
		for _, u := range t.units[key] {
			if len(u)-occurrences(u, "") >= 2 {
				a.Units++
			}
		}
		a.Share, a.AC1 = gwet(t.units[key], t.kinds[key])
		a.Alpha = krippendorff(t.units[key], metrics[a.Metric])
		if a.Metric == "interval" {
			a.AC1 = nil // it knows no distances
		}
		out = append(out, a)
	}
	return out
}

func occurrences(list []string, v string) (n int) {
	for _, x := range list {
		if x == v {
			n++
		}
	}
	return n
}

// metrics are the squared distances of values by which alpha weighs disagreement.
var metrics = map[string]func(a, b string) float64{
	"nominal": func(a, b string) float64 {
		if a == b {
			return 0
		}
		return 1
	},
	"interval": func(a, b string) float64 {
		x, err1 := strconv.ParseFloat(a, 64)
		y, err2 := strconv.ParseFloat(b, 64)
		if err1 != nil || err2 != nil {
			return math.NaN()
		}
		return (x - y) * (x - y)
	},
}

// krippendorff returns Krippendorff's alpha (Content Analysis, chapter 12) of units, each with one value a coder, "" for
// none: one less the disagreement within units over that among all values of units coded twice. It is nil where no two
// values can be compared or all are the same.
func krippendorff(units [][]string, distance func(a, b string) float64) *float64 {
	all := map[string]float64{}
	n, observed := 0.0, 0.0
	for _, u := range units {
		values := slices.DeleteFunc(slices.Clone(u), func(v string) bool { return v == "" })
		if len(values) < 2 {
			continue
		}
		for i, a := range values {
			all[a]++
			n++
			for j, b := range values {
				if i != j {
					observed += distance(a, b) / float64(len(values)-1)
				}
			}
		}
	}
	expected := 0.0
	keys := sortedKeys(all) // sums of floating numbers depend on their order
	for _, a := range keys {
		for _, b := range keys {
			if a != b {
				expected += all[a] * all[b] * distance(a, b)
			}
		}
	}
	if n < 2 || expected == 0 {
		return nil
	}
	alpha := 1 - (n-1)*observed/expected
	return &alpha
}

// gwet returns the share of pairs of coders that agree, and Gwet's AC1 (British Journal of Mathematical and Statistical
// Psychology 61, 2008; with values missing as in his Handbook of Inter-Rater Reliability). kinds is how many values there
// can be, 0 if only those seen are known.
func gwet(units [][]string, kinds int) (share, ac1 *float64) {
	prevalence := map[string]float64{}
	coded, twice, agree := 0.0, 0.0, 0.0
	for _, u := range units {
		counts := map[string]float64{}
		r := 0.0
		for _, v := range u {
			if v != "" {
				counts[v]++
				r++
			}
		}
		if r == 0 {
			continue
		}
		coded++
		for v, c := range counts {
			prevalence[v] += c / r
		}
		if r >= 2 {
			twice++
			for _, v := range sortedKeys(counts) {
				agree += counts[v] * (counts[v] - 1) / (r * (r - 1))
			}
		}
	}
	if twice == 0 {
		return nil, nil
	}
	pa := agree / twice
	q := float64(max(kinds, len(prevalence), 2))
	pe := 0.0
	for _, v := range sortedKeys(prevalence) {
		p := prevalence[v] / coded
		pe += p * (1 - p) / (q - 1)
	}
	value := (pa - pe) / (1 - pe)
	return &pa, &value
}

func sortedKeys(m map[string]float64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// WriteAgreements writes a line for each thing that coders decide.
func WriteAgreements(w io.Writer, list []Agreement) error {
	number := func(x *float64) string {
		if x == nil {
			return "–"
		}
		return fmt.Sprintf("%.3f", *x)
	}
	if _, err := fmt.Fprintf(w, "%-9s %-20s %6s %7s %7s %7s  %s\n", "level", "of", "units", "share", "alpha", "AC1", "metric"); err != nil {
		return err
	}
	for _, a := range list {
		if _, err := fmt.Fprintf(w, "%-9s %-20s %6d %7s %7s %7s  %s\n", a.Level, a.Of, a.Units, number(a.Share), number(a.Alpha), number(a.AC1), a.Metric); err != nil {
			return err
		}
	}
	return nil
}
