package language

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin/internal/language/conllu"
)

// readEWT reads a part of the UD English EWT treebank, or skips the test where it is not there.
func readEWT(t testing.TB, part string) []conllu.Sentence {
	t.Helper()
	f, err := os.Open(filepath.Join("../../../shared/data/ud_ewt", "en_ewt-ud-"+part+".conllu"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	sentences, err := conllu.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return sentences
}

// goldTokens makes one text of all sentences, cut as the treebank cuts it.
func goldTokens(sentences []conllu.Sentence, as func(string) string) ([]Token, []Sentence) {
	var tokens []Token
	var out []Sentence
	for i, s := range sentences {
		first := len(tokens)
		for _, w := range s.Words {
			text := as(w.Form)
			tokens = append(tokens, Token{Text: text, Lower: strings.ToLower(text), Sentence: i})
		}
		out = append(out, Sentence{First: first, Last: len(tokens)})
	}
	return tokens, out
}

// A tally counts right answers.
type tally struct{ right, all int }

func (c *tally) add(right bool) {
	c.all++
	if right {
		c.right++
	}
}

func (c tally) share() float64 { return float64(c.right) / float64(max(1, c.all)) }

func TestEWTTags(t *testing.T) {
	for _, part := range []string{"dev", "test"} {
		for _, test := range []struct {
			name string
			as   func(string) string
			bar  float64
		}{
			{"as written", func(w string) string { return w }, 0.94},
			{"capitals", strings.ToUpper, 0.90},
			{"small letters", strings.ToLower, 0.90},
		} {
			t.Run(part+" "+test.name, func(t *testing.T) {
				sentences := readEWT(t, part)
				tokens, spans := goldTokens(sentences, test.as)
				tag(tokens, spans)
				var tags, forms, verbs, past tally
				k := 0
				for _, s := range sentences {
					for _, w := range s.Words {
						got := tokens[k]
						k++
						want, form, err := ParseTag(w.UPOS, w.XPOS)
						if err != nil {
							t.Fatal(err)
						}
						tags.add(got.Tag == want)
						if form != NoForm {
							forms.add(got.Form == form)
						}
						if want == VERB || want == AUX {
							verbs.add(got.Tag == want && got.Form == form)
						}
						if (form == Past || form == PastParticiple) && (got.Form == Past || got.Form == PastParticiple) {
							past.add(got.Form == form)
						}
					}
				}
				t.Logf("tags %.4f, forms of nouns and verbs %.4f, verbs with form %.4f, past against participle %.4f (%d words)",
					tags.share(), forms.share(), verbs.share(), past.share(), tags.all)
				if tags.share() < test.bar {
					t.Errorf("tags %.4f, want %.2f", tags.share(), test.bar)
				}
			})
		}
	}
}

func TestEWTLemmas(t *testing.T) {
	var verbs, nouns tally
	wrong := make(map[string]int)
	for _, s := range readEWT(t, "dev") {
		for _, w := range s.Words {
			tag, form, err := ParseTag(w.UPOS, w.XPOS)
			if err != nil {
				t.Fatal(err)
			}
			got := lemma(strings.ToLower(w.Form), tag, form)
			ok := got == strings.ToLower(w.Lemma)
			switch tag {
			case VERB, AUX:
				verbs.add(ok)
			case NOUN:
				nouns.add(ok)
			default:
				continue
			}
			if !ok {
				wrong[w.Form+" "+w.XPOS+": "+got+", want "+w.Lemma]++
			}
		}
	}
	for w, n := range wrong {
		if n > 2 {
			t.Log(n, w)
		}
	}
	if min(verbs.share(), nouns.share()) < 0.97 {
		t.Errorf("lemmas: verbs %.4f, nouns %.4f, want 0.97", verbs.share(), nouns.share())
	}
	t.Logf("lemmas: verbs %.4f of %d, nouns %.4f of %d", verbs.share(), verbs.all, nouns.share(), nouns.all)
}

// plainText writes the sentences of a treebank as running text, with a blank line before a paragraph
// and a space elsewhere, and says where each sentence lies.
func plainText(sentences []conllu.Sentence) (string, []Sentence) {
	var b strings.Builder
	var gold []Sentence
	for i, s := range sentences {
		switch {
		case i == 0:
		case s.NewPar || s.NewDoc:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(s.Text)
		gold = append(gold, Sentence{Start: start, End: b.Len()})
	}
	return b.String(), gold
}

// f1 is the harmonic mean of precision and recall of sentences told by their bytes.
func f1(got, want []Sentence) float64 {
	type span struct{ start, end int }
	gold := make(map[span]bool)
	for _, s := range want {
		gold[span{s.Start, s.End}] = true
	}
	right := 0
	for _, s := range got {
		if gold[span{s.Start, s.End}] {
			right++
		}
	}
	return 2 * float64(right) / float64(len(got)+len(want))
}

func TestEWTSentences(t *testing.T) {
	for _, part := range []string{"dev", "test"} {
		text, gold := plainText(readEWT(t, part))
		d := Analyze(text)
		score := f1(d.Sentences, gold)
		t.Logf("%s: sentences F1 %.4f (%d found, %d in the treebank)", part, score, len(d.Sentences), len(gold))
		if score < 0.88 {
			t.Errorf("%s: sentences F1 %.4f, want 0.88", part, score)
		}
	}
}

func TestEWTTrees(t *testing.T) {
	for _, part := range []string{"dev", "test"} {
		sentences := readEWT(t, part)
		tokens, spans := goldTokens(sentences, func(w string) string { return w })
		tag(tokens, spans)
		arcs := Parse(&Doc{Tokens: tokens, Sentences: spans})
		var heads, labelled, base tally
		k := 0
		for i, s := range sentences {
			for _, w := range s.Words {
				head := w.Head
				if head >= 0 {
					head += spans[i].First
				}
				ok := arcs[k].Head == head
				heads.add(ok)
				labelled.add(ok && arcs[k].Rel == w.Rel)
				got, _, _ := strings.Cut(arcs[k].Rel, ":")
				want, _, _ := strings.Cut(w.Rel, ":")
				base.add(ok && got == want)
				k++
			}
		}
		t.Logf("%s: heads %.4f, with relation %.4f, without subtypes %.4f", part, heads.share(), labelled.share(), base.share())
		if labelled.share() < 0.80 {
			t.Errorf("%s: %.4f with head and relation right, want 0.80", part, labelled.share())
		}
	}
}
