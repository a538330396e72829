package language

import (
	"os"
	"strings"
	"testing"
)

// endMark marks a sentence end in testdata/sentences.txt.
const endMark = "‖"

// TestNewsSentences reads testdata/sentences.txt and asks that nearly all sentences be found as marked
// there, and no others.
func TestNewsSentences(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(data), "\n----\n")[1:]
	right, found, marked := 0, 0, 0
	for _, c := range cases {
		want := make(map[string]bool)
		for part := range strings.SplitSeq(c, endMark) {
			if part = strings.TrimSpace(part); part != "" {
				want[part] = true
			}
		}
		d := Analyze(strings.ReplaceAll(c, endMark, ""))
		marked += len(want)
		found += len(d.Sentences)
		for _, s := range d.Sentences {
			if got := d.Text[s.Start:s.End]; want[got] {
				right++
			} else {
				t.Logf("not a sentence: %q", got)
			}
		}
	}
	score := 2 * float64(right) / float64(found+marked)
	t.Logf("sentences F1 %.4f of %d", score, marked)
	if score < 0.99 {
		t.Errorf("sentences F1 %.4f, want 0.99", score)
	}
}
