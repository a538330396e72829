package language

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// joinTokens writes tokens with bars between them.
func joinTokens(tokens []Token) string {
	var b []string
	for _, t := range tokens {
		b = append(b, t.Text)
	}
	return strings.Join(b, "|")
}

func TestTokens(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"Police said two died.", "Police|said|two|died|."},
		{"They didn't, can't and cannot.", "They|did|n't|,|ca|n't|and|can|not|."},
		{"Kareth's mayor; the rebels' camp", "Kareth|'s|mayor|;|the|rebels|'|camp"},
		{"Kareth’s “brave” mayor isn’t here", "Kareth|’s|“|brave|”|mayor|is|n’t|here"},
		{"al-Shabaab, a Kalashnikov-wielding 14-year-old", "al-Shabaab|,|a|Kalashnikov-wielding|14-year-old"},
		{"Gen. Omar met Lt. Col. J. B. Toure at 5 p.m. in the U.S.", "Gen.|Omar|met|Lt.|Col.|J.|B.|Toure|at|5|p.m.|in|the|U.S."},
		{"U.S.-backed AT&T", "U.S.-backed|AT&T"},
		{"1,200 people, 1.5 million, 20-30 homes, 10:30, 10am", "1,200|people|,|1.5|million|,|20|-|30|homes|,|10:30|,|10|am"},
		{"No. 4. He said no.", "No.|4|.|He|said|no|."},
		{"$5 million (50%) on 2016-03-01", "$|5|million|(|50|%|)|on|2016-03-01"},
		{"Wait... what?! Да, Кизляр — да", "Wait|...|what|?!|Да|,|Кизляр|—|да"},
		{"See https://news.example/a?b=1, or mail a.b@c.example.", "See|https://news.example/a?b=1|,|or|mail|a.b@c.example|."},
		{"Sana'a, O'Brien, N'Djamena", "Sana'a|,|O'Brien|,|N'Djamena"},
		{"Sa`id said `no`.", "Sa`id|said|`|no|`|."},
		{"5pm, 7.30pm, £3m, 3,000-strong", "5|pm|,|7.30|pm|,|£|3m|,|3,000-strong"},
		{"AK-47--or so (AP)—The", "AK-47|--|or|so|(|AP|)|—|The"},
		{"THE REBELS' DON'T", "THE|REBELS|'|DO|N'T"},
	} {
		if got := joinTokens(tokenize(test.text)); got != test.want {
			t.Errorf("tokenize(%q)\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, test := range []struct {
		text      string
		low, high int
		vague     bool
	}{
		{"two", 2, 2, false},
		{"twenty-one", 21, 21, false},
		{"two dozen", 24, 24, false},
		{"half a dozen", 6, 6, false},
		{"a dozen", 12, 12, false},
		{"a hundred", 100, 100, false},
		{"dozens", 24, -1, true},
		{"scores", 40, -1, true},
		{"hundreds", 200, -1, true},
		{"several", 3, 9, true},
		{"a few", 3, 9, true},
		{"a couple", 2, 2, true},
		{"1,200", 1200, 1200, false},
		{"1.5 million", 1500000, 1500000, false},
		{"two hundred and five", 205, 205, false},
		{"one thousand three hundred twenty", 1320, 1320, false},
		{"several hundred", 300, 900, true},
		{"tens of thousands", 20000, -1, true},
		{"hundreds of thousands", 200000, -1, true},
		{"half a million", 500000, 500000, false},
		{"a couple of dozen", 24, 24, true},
		{"a few dozen", 36, 108, true},
		{"1.5m", 1500000, 1500000, false},
		{"2bn", 2000000000, 2000000000, false},
		{"ninety-nine thousand", 99000, 99000, false},
		{"THREE HUNDRED AND TWELVE", 312, 312, false},
	} {
		d := Analyze(test.text)
		if len(d.Numbers) != 1 {
			t.Errorf("%q: %d numbers", test.text, len(d.Numbers))
			continue
		}
		n := d.Numbers[0]
		if n.Low != test.low || n.High != test.high || n.Vague != test.vague || n.First != 0 || n.Last != len(d.Tokens) {
			t.Errorf("%q = %+v", test.text, n)
		}
	}
	for _, text := range []string{"second", "the 5th brigade", "a report", "The couple's home burned.", "Few survived.", "No one died.", ""} {
		if d := Analyze(text); len(d.Numbers) > 0 {
			t.Errorf("%q: %+v", text, d.Numbers)
		}
	}
}

// checkDoc fails unless a Doc keeps the promises of its type.
func checkDoc(t *testing.T, d *Doc) {
	t.Helper()
	end := 0
	for i, k := range d.Tokens {
		if k.Start < end || k.End <= k.Start || k.End > len(d.Text) || k.Text != d.Text[k.Start:k.End] {
			t.Fatalf("token %d is %d..%d %q after %d", i, k.Start, k.End, k.Text, end)
		}
		if utf8.ValidString(d.Text) && !utf8.ValidString(k.Text) {
			t.Fatalf("token %d cuts a rune: %q", i, k.Text)
		}
		end = k.End
	}
	next := 0
	for i, s := range d.Sentences {
		if s.First != next || s.Last <= s.First || s.Start != d.Tokens[s.First].Start || s.End != d.Tokens[s.Last-1].End {
			t.Fatalf("sentence %d is %+v, next token %d", i, s, next)
		}
		for k := s.First; k < s.Last; k++ {
			if d.Tokens[k].Sentence != i {
				t.Fatalf("token %d says sentence %d, not %d", k, d.Tokens[k].Sentence, i)
			}
		}
		next = s.Last
	}
	if next != len(d.Tokens) {
		t.Fatalf("sentences end at token %d of %d", next, len(d.Tokens))
	}
	checkPhrases(t, d, d.Nouns)
	checkPhrases(t, d, d.Verbs)
	next = 0
	for _, n := range d.Numbers {
		if n.First < next || n.Last <= n.First || n.Last > len(d.Tokens) || n.High >= 0 && n.High < n.Low || n.Low < 0 {
			t.Fatalf("number %+v", n)
		}
		next = n.Last
	}
}

// TestLongInput reads what would take for ever if any part went over it again and again.
func TestLongInput(t *testing.T) {
	size := 20_000
	if testing.Short() {
		size = 5_000
	}
	for _, part := range []string{
		"x", "1", ".", ")", "\n", " ", "a.", "a@b.", "aa.bb.", "1,00,", "1,000,", "a’s", "a's'", "n’t", "a-", "1-1-", "red ", "not ", "to ",
		"the ", "one ", "hundred and ", "was ", "never ", "he's ", "“", "(a) ", "[", "\n- ", "dozens of ", "and ", ", ", "of ", "killed ", "\xff",
	} {
		d := Analyze(strings.Repeat(part, size/len(part)))
		checkDoc(t, d)
		checkTree(t, d, Parse(d))
	}
}

// checkTree fails unless every sentence is one tree.
func checkTree(t *testing.T, d *Doc, arcs []Arc) {
	t.Helper()
	if len(arcs) != len(d.Tokens) {
		t.Fatalf("%d arcs for %d tokens", len(arcs), len(d.Tokens))
	}
	roots := 0
	for i, a := range arcs {
		switch {
		case a.Head < 0:
			roots++
		case a.Head == i || d.Tokens[a.Head].Sentence != d.Tokens[i].Sentence:
			t.Fatalf("token %d hangs from %d", i, a.Head)
		}
	}
	if roots != len(d.Sentences) {
		t.Fatalf("%d roots in %d sentences", roots, len(d.Sentences))
	}
}

func checkPhrases(t *testing.T, d *Doc, phrases []Phrase) {
	t.Helper()
	next := 0
	for _, p := range phrases {
		if p.First < next || p.Last <= p.First || p.Last > len(d.Tokens) || p.Head < p.First || p.Head >= p.Last {
			t.Fatalf("phrase %+v after %d", p, next)
		}
		if d.Tokens[p.First].Sentence != d.Tokens[p.Last-1].Sentence {
			t.Fatalf("phrase %+v runs over a sentence end", p)
		}
		next = p.Last
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{
		"", "Gen. Omar's men didn't kill 1,200 people.", "“Да”, said ‘it’...", "U.S.-led a.m. No. 4\n\n- x", "\xff\xfe a\x80b",
		"a hundred hundred million billion trillion", "http://", "@a #b .5 5am 5 a.m.", "'s n't 'ʼ’", "99999999999999999999 9.9.9",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := Analyze(text)
		checkDoc(t, d)
		checkTree(t, d, Parse(d))
	})
}
