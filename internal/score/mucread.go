package score

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
)

// A MUCText is one message of a MUC-4 text file.
type MUCText struct {
	ID   string
	Date tocsin.Date // of the dateline; zero where it has none
	Body string      // without the line of the id, from the dateline on, as the file has it
}

var (
	mucMessageLine = regexp.MustCompile(`^(?:DEV|TST[1-4])-MUC[34]-\d{4}`)
	mucDateline    = regexp.MustCompile(`^\s*[^,]{2,60},\s+(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?(?:\s+(\d{2}))?\b`)
	mucSlotLine    = regexp.MustCompile(`^\s*(\d{1,2})\.\s+(.*)$`)
	mucLabel       = regexp.MustCompile(`^(?:MESSAGE|INCIDENT|PERP|PHYS TGT|HUM TGT):\s*(?:ID|TEMPLATE|DATE|LOCATION|TYPE|STAGE OF EXECUTION|INSTRUMENT ID|` +
		`INSTRUMENT TYPE|INCIDENT CATEGORY|INDIVIDUAL ID|ORGANIZATION ID|ORGANIZATION CONFIDENCE|NUMBER|FOREIGN NATION|EFFECT OF INCIDENT|TOTAL NUMBER|NAME|DESCRIPTION)(?:\s+|$)`)
	mucOptional = regexp.MustCompile(`\(\s*OPTIONAL\s*\)`)
)

// ParseMUCTexts reads the messages of a text file. What stands before the first message is left out.
func ParseMUCTexts(file string) []MUCText {
	var out []MUCText
	var body []string
	finish := func() {
		if len(out) == 0 {
			return
		}
		t := &out[len(out)-1]
		t.Body = strings.Trim(strings.Join(body, "\n"), "\n") + "\n"
		t.Date = mucDatelineDay(t.Body)
		body = nil
	}
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\r\n \t\f")
		if id := mucMessageLine.FindString(line); id != "" {
			finish()
			out = append(out, MUCText{ID: id})
			continue
		}
		if len(out) > 0 {
			body = append(body, line)
		}
	}
	finish()
	return out
}

// mucDatelineDay returns the day a dateline gives, the zero Date if it gives none or no year.
func mucDatelineDay(body string) tocsin.Date {
	m := mucDateline.FindStringSubmatch(body)
	if m == nil || m[3] == "" {
		return tocsin.Date{}
	}
	d, _ := parseMUCDay(m[1] + " " + m[2] + " " + m[3]) // a day that cannot be read is not known
	return d
}

const mucMonths = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"

// parseMUCDay reads DD MMM YY; the corpus lies in the twentieth century.
func parseMUCDay(s string) (tocsin.Date, bool) {
	f := strings.Fields(s)
	if len(f) != 3 || len(f[1]) < 3 {
		return tocsin.Date{}, false
	}
	day, err1 := strconv.Atoi(f[0])
	year, err2 := strconv.Atoi(f[2])
	month := strings.Index(mucMonths, f[1][:3])
	if err1 != nil || err2 != nil || month < 0 || month%3 != 0 || day < 1 || day > 31 || year < 0 {
		return tocsin.Date{}, false
	}
	if year < 100 {
		year += 1900
	}
	return tocsin.DateOf(time.Date(year, time.Month(month/3+1), day, 0, 0, 0, 0, time.UTC)), true
}

// formatMUCDay writes DD MMM YY.
func formatMUCDay(d tocsin.Date) string {
	return d.Time().Format("02 ") + mucMonths[3*int(d.Month)-3:3*int(d.Month)] + d.Time().Format(" 06")
}

// ParseMUCTemplates reads the templates of a key or response file in their order. Lines that belong to no slot,
// comments and broken fillers are passed over: old responses hold all of them, and their scorer did the same.
func ParseMUCTemplates(file string) []MUCTemplate {
	var out []MUCTemplate
	var cur *MUCTemplate
	slot, text := MUCSlot(-1), ""
	finish := func() {
		if cur != nil && slot >= 0 {
			cur.fill(slot, text)
		}
		slot, text = -1, ""
	}
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(strings.TrimSpace(line), ";") {
			continue
		}
		m := mucSlotLine.FindStringSubmatch(line)
		label := ""
		if m != nil {
			label = mucLabel.FindString(m[2])
		}
		if label == "" {
			if slot >= 0 && strings.TrimSpace(line) != "" {
				text += "\n" + line
			}
			continue
		}
		finish()
		slot, text = mucSlotNumber(m[1]), m[2][len(label):]
		if slot == MUCMessage {
			out = append(out, MUCTemplate{})
			cur = &out[len(out)-1]
		}
	}
	finish()
	return out
}

// mucSlotNumber reads the number of a slot, -1 if there is no such slot.
func mucSlotNumber(s string) MUCSlot {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n >= int(mucSlots) {
		return -1
	}
	return MUCSlot(n)
}

// fill reads the text of one slot into the template.
func (t *MUCTemplate) fill(slot MUCSlot, text string) {
	switch slot {
	case MUCMessage:
		if f := strings.Fields(text); len(f) > 0 {
			t.Message = f[0]
		}
	case MUCTemplateID:
		t.Optional = mucOptional.MatchString(text)
		t.ID = strings.Trim(mucOptional.ReplaceAllString(text, ""), " \t\n?")
		if strings.Contains(text, "?") {
			t.Optional = true
		}
		t.Irrelevant = strings.HasPrefix(t.ID, "*")
	default:
		t.Slots[slot] = parseMUCFillers(slot, text)
	}
}

// parseMUCFillers reads the fillers of a slot.
func parseMUCFillers(slot MUCSlot, text string) []MUCFiller {
	if f := slot.form(); f == mucDay || f == mucPlace {
		return parseMUCLines(slot, text)
	}
	p := mucParser{slot: slot}
	p.run(mucTokens(text))
	return p.fillers
}

// A mucToken is a quoted string, a run of other words, or one of the marks / : ? and end of line.
type mucToken struct {
	mark byte // '"' quoted, 'w' words, or the mark itself; '\n' for an end of line
	text string
}

// mucTokens splits the text of a slot. Parentheses only group, which the reader of tokens does not need.
func mucTokens(s string) []mucToken {
	var out []mucToken
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"':
			end := i + 1
			for end < len(s) && s[end] != '"' {
				if s[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end, len(s))
			words := strings.Join(strings.Fields(strings.ReplaceAll(s[i+1:end], `\"`, `"`)), " ")
			out = append(out, mucToken{'"', words})
			i = end + 1
		case strings.IndexByte("/:?\n", c) >= 0:
			out = append(out, mucToken{mark: c})
			i++
		case c == '(' || c == ')' || c == ' ' || c == '\t' || c == '\r' || c == '\f':
			i++
		default:
			end := i
			for end < len(s) && strings.IndexByte("\"/:?\n()", s[end]) < 0 {
				end++
			}
			out = append(out, mucToken{'w', strings.ToUpper(strings.Join(strings.Fields(s[i:end]), " "))})
			i = end
		}
	}
	return out
}

// A mucParser gathers fillers from tokens. Alternatives are joined by '/', a tag follows ':', and alternatives
// before a colon share the tag; what follows without a mark is a new filler.
type mucParser struct {
	slot     MUCSlot
	fillers  []MUCFiller
	cur      MUCFiller
	untagged int  // the values of cur from this one on wait for a tag
	inTags   bool // what follows a '/' is another tag
	joined   bool // the last token was '/' or ':'
}

func (p *mucParser) end() {
	values := p.cur.Values[:0:0]
	for _, v := range p.cur.Values {
		if v.Text != "-" && v.Text != "*" && v.Text != "" {
			values = append(values, v)
		}
	}
	if len(values) > 0 {
		p.fillers = append(p.fillers, MUCFiller{p.cur.Optional, values})
	}
	p.cur, p.untagged, p.inTags, p.joined = MUCFiller{}, 0, false, false
}

func (p *mucParser) run(tokens []mucToken) {
	for i, t := range tokens {
		switch t.mark {
		case '\n':
		case '?':
			p.end()
			p.cur.Optional = true
		case '/':
			p.joined = true
		case ':':
			p.joined, p.inTags = true, true
		default:
			if !p.joined && len(p.cur.Values) > 0 {
				p.end()
			}
			p.operand(t, p.opensValue(tokens, i))
			p.joined = false
		}
	}
	p.end()
}

// opensValue reports whether an operand after a tag is another value and not another tag: words without
// quotation marks, or anything that has a tag of its own.
func (p *mucParser) opensValue(tokens []mucToken, i int) bool {
	if tokens[i].mark == 'w' && p.slot.form() != mucString {
		return true
	}
	return i+1 < len(tokens) && tokens[i+1].mark == ':'
}

func (p *mucParser) operand(t mucToken, opensValue bool) {
	first := p.inTags && p.untagged < len(p.cur.Values) // the first tag of the values before the colon
	if p.inTags && (first || !opensValue) && p.slot.refers() != nil && len(p.cur.Values) > 0 {
		if first {
			for i := p.untagged; i < len(p.cur.Values); i++ {
				p.cur.Values[i].Tags = append(p.cur.Values[i].Tags, t.text)
			}
			p.untagged = len(p.cur.Values)
			return
		}
		// Values that share a tag share its alternatives.
		last := len(p.cur.Values) - 1
		tag := p.cur.Values[last].Tags[0]
		for i := range p.cur.Values {
			if v := &p.cur.Values[i]; len(v.Tags) > 0 && v.Tags[0] == tag {
				v.Tags = append(v.Tags, t.text)
			}
		}
		return
	}
	p.inTags = false
	p.cur.Values = append(p.cur.Values, MUCValue{Text: t.text})
}

// parseMUCLines reads dates and places, one filler a line; a line that ends or begins with a mark goes on.
func parseMUCLines(slot MUCSlot, text string) []MUCFiller {
	var out []MUCFiller
	for _, line := range mucJoinLines(text) {
		f := MUCFiller{}
		if rest, ok := strings.CutPrefix(line, "?"); ok {
			f.Optional, line = true, strings.TrimSpace(rest)
		}
		for _, part := range cutTop(line, '/') {
			part = stripGroup(part)
			if part == "" || part == "-" || part == "*" {
				continue
			}
			for _, v := range expandKinds(slot, part) {
				f.Values = append(f.Values, MUCValue{Text: mucNormal(slot, v)})
			}
		}
		if len(f.Values) > 0 {
			out = append(out, f)
		}
	}
	return out
}

func mucJoinLines(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.ToUpper(strings.Join(strings.Fields(line), " "))
		if line == "" {
			continue
		}
		if n := len(out) - 1; n >= 0 && (strings.ContainsAny(line[:1], "/:)") || strings.HasSuffix(out[n], "/") || strings.HasSuffix(out[n], ":") ||
			strings.HasSuffix(out[n], " -") || strings.Count(out[n], "(") > strings.Count(out[n], ")")) {
			out[n] += " " + line
			continue
		}
		out = append(out, line)
	}
	return out
}

// cutTop cuts at a mark that stands outside all parentheses.
func cutTop(s string, mark byte) []string {
	var out []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case mark:
			if depth <= 0 {
				out = append(out, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

// stripGroup removes parentheses around the whole.
func stripGroup(s string) string {
	s = strings.TrimSpace(s)
	for strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		depth := 0
		for i := range len(s) {
			if s[i] == '(' {
				depth++
			} else if s[i] == ')' {
				depth--
			}
			if depth == 0 && i < len(s)-1 {
				return s
			}
		}
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}

var mucKinds = regexp.MustCompile(`\(([^()/]+(?:/[^()/]+)+)\)`)

// expandKinds writes out a place whose kind has alternatives: URABA (REGION / CITY).
func expandKinds(slot MUCSlot, s string) []string {
	m := mucKinds.FindStringSubmatchIndex(s)
	if slot != MUCLocation || m == nil {
		return []string{s}
	}
	var out []string
	for kind := range strings.SplitSeq(s[m[2]:m[3]], "/") {
		out = append(out, s[:m[0]]+"("+strings.TrimSpace(kind)+")"+s[m[1]:])
	}
	return out
}

var mucMark = regexp.MustCompile(`\s*([:()])\s*`)

// mucNormal writes a date, a place or a number in one way, so that equal ones are equal as text.
func mucNormal(slot MUCSlot, s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(s), " "))
	switch slot.form() {
	case mucPlace:
		return mucMark.ReplaceAllString(s, "$1")
	case mucDay, mucNumber:
		return strings.ReplaceAll(s, " ", "")
	}
	return s
}
