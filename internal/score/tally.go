package score

// A Tally counts, for each of several measures, how many values were right, predicted and in the gold.
// The zero Tally is ready to use.
type Tally struct {
	lines []*Line // in the order in which measures were first counted
	index map[string]*Line
}

// A Line is one measure.
type Line struct {
	Name      string
	Correct   int // values of the prediction that the gold has too
	Predicted int // values of the prediction
	Gold      int // values of the gold
}

// Add counts under a measure.
func (t *Tally) Add(name string, correct, predicted, gold int) {
	l := t.index[name]
	if l == nil {
		if t.index == nil {
			t.index = map[string]*Line{}
		}
		l = &Line{Name: name}
		t.index[name] = l
		t.lines = append(t.lines, l)
	}
	l.Correct += correct
	l.Predicted += predicted
	l.Gold += gold
}

// Lines returns the measures in the order in which they were first counted.
func (t *Tally) Lines() []Line {
	out := make([]Line, len(t.lines))
	for i, l := range t.lines {
		out[i] = *l
	}
	return out
}

// Line returns a measure by name, or a Line of zeros.
func (t *Tally) Line(name string) Line {
	if l := t.index[name]; l != nil {
		return *l
	}
	return Line{Name: name}
}

// Precision returns the share of predicted values that are right, 0 if there are none.
func (l Line) Precision() float64 { return ratio(l.Correct, l.Predicted) }

// Recall returns the share of gold values that were predicted, 0 if there are none.
func (l Line) Recall() float64 { return ratio(l.Correct, l.Gold) }

// F1 returns the harmonic mean of precision and recall, 0 if both are 0.
func (l Line) F1() float64 {
	p, r := l.Precision(), l.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// match pairs the values of two lists one-to-one, each gold value with the first value left that is the
// same, and counts the pairs under a measure.
func match[T any](t *Tally, name string, gold, pred []T, same func(gold, pred T) bool) {
	taken := make([]bool, len(pred))
	hits := 0
	for _, g := range gold {
		for i, p := range pred {
			if !taken[i] && same(g, p) {
				taken[i] = true
				hits++
				break
			}
		}
	}
	t.Add(name, hits, len(pred), len(gold))
}
