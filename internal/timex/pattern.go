package timex

import (
	"fmt"
	"strings"
)

// A pattern says what words a rule takes. It is written as items with spaces between them:
//
//	of , ago        the word or mark itself, in lower case
//	MONTH NUM UNIT  an element of elements.go, which reads one or more words and keeps their meaning
//	(a|b c|d)       one of several
//	x?              x, or nothing; the longer reading is tried first
//
// Hyphens and apostrophes are words of their own. A rule is tried only where its pattern can begin, and
// among the rules that match at a place the longest match wins, then the one earlier in the tables.
type pattern struct {
	code []instr
}

// An instr is one step of a compiled pattern.
type instr struct {
	op   opcode
	word int32 // opWord: the number of the word
	elem element
	x, y int // opSplit: try x, then y; opJump: go to x
}

type opcode uint8

const (
	opWord opcode = iota
	opElem
	opSplit
	opJump
	opDone
)

// compile reads a pattern. The tables are fixed, so a mistake in one is a panic at start, which the
// first test run meets.
func compile(src string) pattern {
	p := &patternReader{items: strings.Fields(spaced.Replace(src))}
	p.alternatives()
	if p.at < len(p.items) {
		panic(fmt.Sprintf("timex: pattern %q: unexpected %q", src, p.items[p.at]))
	}
	p.emit(instr{op: opDone})
	return pattern{p.code}
}

var spaced = strings.NewReplacer("(", " ( ", ")", " ) ", "|", " | ", "?", " ? ")

type patternReader struct {
	items []string
	at    int
	code  []instr
}

func (p *patternReader) emit(in instr) int {
	p.code = append(p.code, in)
	return len(p.code) - 1
}

func (p *patternReader) peek() string {
	if p.at < len(p.items) {
		return p.items[p.at]
	}
	return ""
}

// alternatives reads "a | b | c" up to a closing bracket or the end.
func (p *patternReader) alternatives() {
	var jumps []int
	for {
		split := p.emit(instr{op: opSplit})
		p.sequence()
		if p.peek() != "|" {
			// The last choice needs no second way out.
			p.code[split] = instr{op: opJump, x: split + 1}
			break
		}
		p.at++
		jumps = append(jumps, p.emit(instr{op: opJump}))
		p.code[split].x, p.code[split].y = split+1, len(p.code)
	}
	for _, j := range jumps {
		p.code[j].x = len(p.code)
	}
}

func (p *patternReader) sequence() {
	for {
		switch p.peek() {
		case "", ")", "|":
			return
		}
		p.item()
	}
}

// item reads one item with the question mark that may follow it.
func (p *patternReader) item() {
	split := p.emit(instr{op: opJump, x: len(p.code) + 1})
	word := p.peek()
	p.at++
	switch {
	case word == "(":
		p.alternatives()
		if p.peek() != ")" {
			panic("timex: unclosed bracket in pattern " + strings.Join(p.items, " "))
		}
		p.at++
	case word == strings.ToUpper(word) && strings.ToLower(word) != word:
		e, ok := elements[word]
		if !ok {
			panic("timex: no element " + word)
		}
		for w := range strings.FieldsSeq(e.words) {
			e.wordSet = append(e.wordSet, wordNumber(w))
		}
		p.emit(instr{op: opElem, elem: e})
	default:
		p.emit(instr{op: opWord, word: wordNumber(word)})
	}
	if p.peek() == "?" {
		p.at++
		p.code[split] = instr{op: opSplit, x: split + 1, y: len(p.code)}
	}
}

// match runs the pattern from atom i and returns where it ends, or -1. The captures are those of the
// path taken.
func (p pattern) match(s *scan, pc, i int, c *captures) int {
	for {
		in := &p.code[pc]
		switch in.op {
		case opDone:
			return i
		case opWord:
			if i >= len(s.atoms) || s.atoms[i].word != in.word {
				return -1
			}
			i++
			pc++
		case opElem:
			if i = in.elem.read(s, i, c); i < 0 {
				return -1
			}
			pc++
		case opJump:
			pc = in.x
		case opSplit:
			if !p.canBegin(s, in.x, i) {
				pc = in.y
				continue
			}
			saved := *c
			if end := p.match(s, in.x, i, c); end >= 0 {
				return end
			}
			*c = saved
			pc = in.y
		}
	}
}

// canBegin reports whether the step at pc may take atom i; it saves most of the copying of captures.
func (p pattern) canBegin(s *scan, pc, i int) bool {
	for p.code[pc].op == opJump {
		pc = p.code[pc].x
	}
	switch in := &p.code[pc]; in.op {
	case opWord:
		return i < len(s.atoms) && s.atoms[i].word == in.word
	case opElem:
		return in.elem.anywhere || i < len(s.atoms) && in.elem.takes(&s.atoms[i])
	}
	return true
}

// takes reports whether the element may begin with the atom.
func (e *element) takes(a *atom) bool {
	if a.kind == digits {
		return e.digits
	}
	if words[a.word].classes&e.first != 0 {
		return true
	}
	for _, w := range e.wordSet {
		if w == a.word {
			return true
		}
	}
	return false
}

// begins calls word and elem for every word and element that the pattern can start with.
func (p pattern) begins(pc int, word func(int32), elem func(element)) {
	switch in := p.code[pc]; in.op {
	case opWord:
		word(in.word)
	case opElem:
		elem(in.elem)
	case opJump:
		p.begins(in.x, word, elem)
	case opSplit:
		p.begins(in.x, word, elem)
		p.begins(in.y, word, elem)
	}
}
