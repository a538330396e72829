package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An EventSentence is a sentence with an event verb, and the words that say where that event was.
type EventSentence struct {
	Text   string
	Verb   [2]int   // bytes, half-open
	Places [][2]int // none where the sentence does not say
}

// InKeptFifth tells whether a sentence belongs to the fifth that is kept for reporting, by the hash
// of its text, so that the same sentence with two verbs falls on one side.
func InKeptFifth(sentence string) bool {
	h := fnv.New32a()
	h.Write([]byte(strings.TrimSpace(sentence)))
	return h.Sum32()>>8%5 == 0
}

// ReadEventSentences reads a file of the event_location form, plain or gzipped.
func ReadEventSentences(path string) ([]EventSentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading event places: %w", err)
	}
	defer f.Close()
	r, err := maybeGzip(f)
	if err != nil {
		return nil, fmt.Errorf("reading event places of %s: %w", path, err)
	}
	out, err := ParseEventSentences(r)
	if err != nil {
		return nil, fmt.Errorf("reading event places of %s: %w", path, err)
	}
	return out, nil
}

// The form of a line. In some lines start and end count words, not characters; the words of the span
// are then given too.
type eventLine struct {
	Text   string `json:"text"`
	Answer string `json:"answer"`
	Spans  []struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Token int    `json:"token_start"`
		Label string `json:"label"`
		Text  string `json:"text"`
	} `json:"spans"`
}

// ParseEventSentences reads JSON lines. A line without a verb, or with one that is not in its text, is
// left out, as is an answer that its annotator rejected.
func ParseEventSentences(r io.Reader) ([]EventSentence, error) {
	var out []EventSentence
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 1<<16), 1<<22)
	for n := 1; in.Scan(); n++ {
		var l eventLine
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if l.Answer != "" && l.Answer != "accept" {
			continue
		}
		if s, ok := l.sentence(); ok {
			out = append(out, s)
		}
	}
	return out, in.Err()
}

func (l *eventLine) sentence() (EventSentence, bool) {
	s := EventSentence{Text: l.Text}
	at := byteOffsets(l.Text)
	verb := false
	for _, x := range l.Spans {
		span, ok := locate(l.Text, at, x.Start, x.End, x.Token, x.Text)
		if !ok {
			continue
		}
		switch x.Label {
		case "VERB":
			if !verb {
				s.Verb, verb = span, true
			}
		case "LOCATION":
			s.Places = append(s.Places, span)
		}
	}
	return s, verb
}

// locate turns a span into bytes. Where the characters do not hold the span's own words, the words
// are looked for, nearest to where the count of words says.
func locate(text string, at []int, start, end, token int, words string) ([2]int, bool) {
	if start >= 0 && start < end && end < len(at) {
		a, b := at[start], at[end]
		if words == "" || text[a:b] == words {
			return [2]int{a, b}, true
		}
	}
	if words == "" {
		return [2]int{}, false
	}
	best, least := -1, 0
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		i += from
		from = i + 1
		gap := len(Words(text[:i])) - token
		if gap < 0 {
			gap = -gap
		}
		if best < 0 || gap < least {
			best, least = i, gap
		}
	}
	if best < 0 {
		return [2]int{}, false
	}
	return [2]int{best, best + len(words)}, true
}

// Words returns the spans of the runs of letters and digits of a text: the tokens by which event
// places are counted. A mark alone is no token, so no one gains or loses by a comma.
func Words(text string) [][2]int {
	var out [][2]int
	start := -1
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			out = append(out, [2]int{start, i})
			start = -1
		}
		i += n
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(text)})
	}
	return out
}

// EventPlaceScore is how well the places of events were found, by tokens over all sentences.
type EventPlaceScore struct {
	Sentences int     `json:"sentences"`
	WithPlace int     `json:"with_place"` // of them, those that say where
	Tokens    int     `json:"tokens"`     // gold
	Found     int     `json:"found"`      // predicted
	Right     int     `json:"right"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Exact     float64 `json:"exact"` // share of sentences with just the gold tokens, none included
}

// EventPlaces scores a linker, which gets a sentence and its verb and returns the spans of the words
// that say where the event was.
func EventPlaces(sentences []EventSentence, link func(EventSentence) [][2]int) EventPlaceScore {
	var s EventPlaceScore
	exact := 0
	for _, e := range sentences {
		s.Sentences++
		s.WithPlace += count(len(e.Places) > 0)
		words := Words(e.Text)
		gold, got := covered(words, e.Places), covered(words, link(e))
		same := true
		for i := range words {
			s.Tokens += count(gold[i])
			s.Found += count(got[i])
			s.Right += count(gold[i] && got[i])
			same = same && gold[i] == got[i]
		}
		exact += count(same)
	}
	s.Precision, s.Recall = share(float64(s.Right), s.Found), share(float64(s.Right), s.Tokens)
	if s.Precision+s.Recall > 0 {
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	s.Exact = share(float64(exact), s.Sentences)
	return s
}

func covered(words, spans [][2]int) []bool {
	out := make([]bool, len(words))
	for i, w := range words {
		for _, s := range spans {
			if w[0] < s[1] && s[0] < w[1] {
				out[i] = true
			}
		}
	}
	return out
}
