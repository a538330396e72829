package score

import (
	"fmt"
	"strings"
)

// A MUCHistory holds the verdicts of the people who adjudicated responses in 1992, by message, number of the key
// template and slot. A nil history knows no verdict: scoring is then fully automatic.
type MUCHistory map[string]map[string]map[MUCSlot][]mucVerdict

// A mucVerdict says that a response filler stands for one or several key fillers, wholly or in part.
type mucVerdict struct {
	response string // canonical
	match    bool   // wholly
	keys     []MUCFiller
}

// verdicts returns what people said of the fillers of a slot of a key template.
func (h MUCHistory) verdicts(key *MUCTemplate, slot MUCSlot) []mucVerdict {
	return h[key.Message][key.ID][slot]
}

// ParseMUCHistory reads a history: a list of messages, each with a list of key templates, each with a list of
// slots, each with the verdicts on response fillers. Slots and verdicts of other kinds are an error.
func ParseMUCHistory(file string) (MUCHistory, error) {
	p := listParser{text: file}
	root, err := p.parse(0)
	if err != nil {
		return nil, fmt.Errorf("reading a history: %w", err)
	}
	slots := map[string]MUCSlot{}
	for s, name := range mucSlotNames {
		slots[name] = MUCSlot(s)
	}
	h := MUCHistory{}
	for _, message := range root.items {
		templates := map[string]map[MUCSlot][]mucVerdict{}
		h[message.item(0).atom] = templates
		for _, template := range message.rest(1) {
			bySlot := map[MUCSlot][]mucVerdict{}
			templates[template.item(0).atom] = bySlot
			for _, entry := range template.rest(1) {
				slot, ok := slots[entry.item(0).atom]
				if !ok {
					return nil, fmt.Errorf("reading a history: no slot %q", entry.item(0).atom)
				}
				for _, v := range entry.rest(1) {
					if verdict, ok := readVerdict(slot, v); ok {
						bySlot[slot] = append(bySlot[slot], verdict)
					}
				}
			}
		}
	}
	return h, nil
}

// readVerdict reads (RESPONSE match KEY), (RESPONSE partial KEY) or (RESPONSE fail); a failure gives no verdict.
func readVerdict(slot MUCSlot, v list) (mucVerdict, bool) {
	kind := v.item(1).atom
	if kind != "match" && kind != "partial" {
		return mucVerdict{}, false
	}
	out := mucVerdict{response: mucCanonical(slot, readHistoryFiller(slot, v.item(0))), match: kind == "match"}
	key := v.item(2)
	if key.item(0).atom == "all-of" {
		for _, k := range key.rest(1) {
			out.keys = append(out.keys, readHistoryFiller(slot, k))
		}
	} else {
		out.keys = []MUCFiller{readHistoryFiller(slot, key)}
	}
	return out, true
}

// readHistoryFiller reads the filler that an expression of a history stands for.
func readHistoryFiller(slot MUCSlot, l list) MUCFiller {
	var f MUCFiller
	switch l.item(0).atom {
	case "or":
		for _, alternative := range l.rest(1) {
			f.Values = append(f.Values, readHistoryFiller(slot, alternative).Values...)
		}
		return f
	case "optional":
		f = readHistoryFiller(slot, l.item(1))
		f.Optional = true
		return f
	case "xref":
		tags := readHistoryFiller(MUCObject, l.item(2)).Texts()
		for _, v := range readHistoryFiller(slot, l.item(1)).Values {
			f.Values = append(f.Values, MUCValue{Text: v.Text, Tags: tags})
		}
		return f
	}
	return MUCFiller{Values: []MUCValue{{Text: historyText(slot, l)}}}
}

// historyText writes an expression as keys and responses do.
func historyText(slot MUCSlot, l list) string {
	switch l.item(0).atom {
	case "range":
		return mucNormal(slot, rangeEnd(l.item(1))+"-"+rangeEnd(l.item(2)))
	case "between":
		return historyText(slot, l.item(1)) + " - " + historyText(slot, l.item(2))
	case "qualified":
		return historyText(slot, l.item(1)) + "(" + historyText(slot, l.item(2)) + ")"
	case "location":
		var parts []string
		for _, p := range l.rest(1) {
			parts = append(parts, historyText(slot, p))
		}
		return mucNormal(slot, strings.Join(parts, ":"))
	}
	text := strings.ReplaceAll(strings.Trim(l.atom, `"`), `\"`, `"`)
	return mucNormal(slot, text)
}

func rangeEnd(l list) string {
	if l.atom == "nil" {
		return ""
	}
	return l.atom
}

// mucCanonical writes a filler so that the same filler of a response file and of a history are equal.
func mucCanonical(slot MUCSlot, f MUCFiller) string {
	var parts []string
	for _, v := range f.Values {
		part := mucNormal(slot, v.Text)
		if slot.form() == mucString {
			part = mucCore(part)
		}
		for _, tag := range v.Tags {
			part += "|" + mucCore(tag)
		}
		parts = append(parts, part)
	}
	return strings.ToUpper(strings.Join(strings.Fields(strings.Join(parts, "||")), ""))
}

// A list is an expression in parentheses or an atom.
type list struct {
	atom  string
	items []list
}

// item returns the nth item of a list, the empty list if there is none.
func (l list) item(n int) list {
	if n < len(l.items) {
		return l.items[n]
	}
	return list{}
}

// rest returns the items from the nth on.
func (l list) rest(n int) []list { return l.items[min(n, len(l.items)):] }

// A listParser reads expressions of Lisp: lists, names and strings.
type listParser struct {
	text string
	at   int
}

// listDepth bounds nesting; histories have less than ten levels.
const listDepth = 100

func (p *listParser) parse(depth int) (list, error) {
	p.skip()
	if p.at >= len(p.text) {
		return list{}, fmt.Errorf("ends in the middle of a list")
	}
	if depth > listDepth {
		return list{}, fmt.Errorf("lists within lists, more than %d deep", listDepth)
	}
	switch p.text[p.at] {
	case '(':
		p.at++
		l := list{items: []list{}}
		for {
			p.skip()
			if p.at < len(p.text) && p.text[p.at] == ')' {
				p.at++
				return l, nil
			}
			item, err := p.parse(depth + 1)
			if err != nil {
				return list{}, err
			}
			l.items = append(l.items, item)
		}
	case '"':
		return list{atom: p.quoted()}, nil
	case ')':
		return list{}, fmt.Errorf("a list ends at byte %d that did not begin", p.at)
	}
	from := p.at
	for p.at < len(p.text) && !strings.ContainsRune("() \t\r\n\"", rune(p.text[p.at])) {
		p.at++
	}
	return list{atom: p.text[from:p.at]}, nil
}

// quoted reads a string; a backslash keeps the character after it.
func (p *listParser) quoted() string {
	var b strings.Builder
	for p.at++; p.at < len(p.text) && p.text[p.at] != '"'; p.at++ {
		if p.text[p.at] == '\\' && p.at+1 < len(p.text) {
			p.at++
		}
		b.WriteByte(p.text[p.at])
	}
	p.at++
	return b.String()
}

func (p *listParser) skip() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n\f", p.text[p.at]) >= 0 {
		p.at++
	}
}
