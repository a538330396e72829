package timex

// A rule finds expressions of one shape. Build turns what was read into a sense; it answers false where
// the words around show that it is no time after all, and another rule may then have its turn.
type rule struct {
	name    string
	pattern string
	build   func(s *scan, i, end int, c *captures) (sense, bool)
}

// The tables, in the order in which they win where two match the same words.
var tables = [][]rule{calendarRules, seasonRules, clockRules, relativeRules, durationRules, setRules, refRules}

var (
	allRules   []rule
	programs   []pattern
	rulesAt    [][]uint16 // by number of the first word
	digitRules []uint16
)

// compileRules reads every pattern and notes which rules can begin with which word.
func compileRules() {
	for _, t := range tables {
		allRules = append(allRules, t...)
	}
	for i := range allRules {
		programs = append(programs, compile(allRules[i].pattern))
	}
	rulesAt = make([][]uint16, len(words))
	for r, p := range programs {
		starts := make([]bool, len(words))
		byDigits := false
		p.begins(0, func(w int32) { starts[w] = true }, func(e element) {
			byDigits = byDigits || e.digits
			for w := 1; w < len(words); w++ {
				if words[w].classes&e.first != 0 {
					starts[w] = true
				}
			}
			for _, w := range e.wordSet {
				starts[w] = true
			}
		})
		for w, yes := range starts {
			if yes {
				rulesAt[w] = append(rulesAt[w], uint16(r))
			}
		}
		if byDigits {
			digitRules = append(digitRules, uint16(r))
		}
	}
}

// A mention is an expression that a rule found, with its sense.
type mention struct {
	first, end int // atoms, half-open
	rule       int
	sense      sense
}

// mentions finds the expressions of a text from left to right, the longest at each place.
func (s *scan) mentions() []mention {
	var out []mention
	var c captures
	for i := 0; i < len(s.atoms); {
		m, ok := s.mentionAt(i, &c)
		if !ok {
			i++
			continue
		}
		if !m.sense.skip {
			out = append(out, m)
		}
		i = m.end
	}
	return out
}

func (s *scan) mentionAt(i int, c *captures) (mention, bool) {
	a := &s.atoms[i]
	candidates := rulesAt[a.word]
	if a.kind == digits {
		candidates = digitRules
	}
	if len(candidates) == 0 || words[a.word].classes == clFrame && a.kind == letters && !s.promising(i) {
		return mention{}, false
	}
	best := mention{end: i}
	reach := i // how far the best match reaches before it is trimmed
	for _, r := range candidates {
		*c = captures{}
		end := programs[r].match(s, 0, i, c)
		if end <= reach {
			continue
		}
		sn, ok := allRules[r].build(s, i, end, c)
		if !ok {
			continue
		}
		reach = end
		if sn.end > 0 {
			end = sn.end
		}
		best = mention{max(i, sn.start), end, int(r), sn}
	}
	return best, best.end > i
}

// promising reports whether a word of time or a number stands within the next few atoms; without one no
// expression begins with "the" or "a".
func (s *scan) promising(i int) bool {
	for j := i + 1; j < min(i+5, len(s.atoms)); j++ {
		if s.atoms[j].kind == digits || words[s.atoms[j].word].classes&^clFrame != 0 {
			return true
		}
	}
	return false
}
