package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

// languages are those that news is expected in. The detector tells 80 apart and mistakes near ones for each
// other in short texts, so the rest is left out.
var languages = func() map[whatlanggo.Lang]bool {
	m := map[whatlanggo.Lang]bool{}
	for _, l := range []whatlanggo.Lang{
		whatlanggo.Eng, whatlanggo.Fra, whatlanggo.Spa, whatlanggo.Por, whatlanggo.Deu, whatlanggo.Ita, whatlanggo.Nld,
		whatlanggo.Swe, whatlanggo.Dan, whatlanggo.Nob, whatlanggo.Fin, whatlanggo.Pol, whatlanggo.Ces,
		whatlanggo.Hun, whatlanggo.Ron, whatlanggo.Hrv, whatlanggo.Tur, whatlanggo.Azj, whatlanggo.Uzb, whatlanggo.Vie,
		whatlanggo.Ind, whatlanggo.Jav, whatlanggo.Tgl, whatlanggo.Hau, whatlanggo.Som, whatlanggo.Yor, whatlanggo.Ibo,
		whatlanggo.Rus, whatlanggo.Ukr, whatlanggo.Bel, whatlanggo.Bul, whatlanggo.Srp, whatlanggo.Mkd,
		whatlanggo.Arb, whatlanggo.Pes, whatlanggo.Urd, whatlanggo.Heb, whatlanggo.Amh, whatlanggo.Tir,
		whatlanggo.Hin, whatlanggo.Mar, whatlanggo.Nep,
	} {
		m[l] = true
	}
	return m
}()

// languagePart is how much of a text the language is told from, in bytes: a page or so is enough.
const languagePart = 2048

// The detector is believed in a text of so many characters where it is sure, and where it is not sure in
// one that is long enough.
const (
	shortest   = 60
	longEnough = 120
)

// language returns the ISO 639-1 code of the text's language, or "" where nothing tells. Where common words
// leave no doubt the detector, which takes half a millisecond, is not asked. The language that a page
// declares of itself decides where the text is too short or too mixed: page templates often declare the
// language of their maker.
func language(text, declared string) string {
	part := strings.ToLower(middle(text, languagePart)) // the detector takes capitals for letters of their own
	length := utf8.RuneCountInString(part)
	voted, clear := commonWords(part)
	if clear && length >= longEnough {
		return voted
	}
	info := whatlanggo.DetectWithOptions(part, whatlanggo.Options{Whitelist: languages})
	code := ""
	if info.Lang >= 0 {
		code = info.Lang.Iso6391()
	}
	if info.IsReliable() && length >= shortest {
		return code
	}
	if found := first(languageCode(declared), voted); found != "" || length < longEnough {
		return found
	}
	return code
}

// common are words that no text of a few lines is without.
var common = []struct{ code, words string }{
	{"en", "the of and was were by with said has been from after who that on at to people killed police"},
	{"fr", "le les des et une est dans par sur qui été du au aux que la de"},
	{"es", "el los las y una por que fue del con su al según la de en"},
	{"pt", "os uma foi dos das não são ao pelo com do em que por da"},
	{"de", "der die das und bei wurde wurden ist einem nach von mit"},
	{"ru", "и в на не что был были по из его сообщил сообщила"},
}

// votes says for each common word which of the languages it is a word of.
var votes = func() map[string][]int {
	m := map[string][]int{}
	for i, l := range common {
		for _, w := range strings.Fields(l.words) {
			m[w] = append(m[w], i)
		}
	}
	return m
}()

// commonWords returns the language that has most of a text's words among its common ones, at least two and
// one word in eight, or "". It is clear where it has one in five, and twice as many as any other.
func commonWords(text string) (code string, clear bool) {
	counts := make([]int, len(common))
	words := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		for _, i := range votes[w] {
			counts[i]++
		}
	}
	best := slices.Index(counts, slices.Max(counts))
	most := counts[best]
	counts[best] = 0
	if most < 2 || most*8 < words {
		return "", false
	}
	return common[best].code, most*5 >= words && slices.Max(counts)*2 <= most
}

// middle returns at most n bytes of a text, from behind its first lines where it is longer: headlines and
// datelines are full of names.
func middle(text string, n int) string {
	if len(text) <= n {
		return text
	}
	start := min(200, len(text)-n)
	return strings.ToValidUTF8(text[start:start+n], "")
}

// languageCode returns the two-letter code that a language tag begins with ("en-GB", "en_US"), or "".
func languageCode(tag string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	if len(code) != 2 || code[0] < 'a' || code[0] > 'z' || code[1] < 'a' || code[1] > 'z' {
		return longNames[code]
	}
	return code
}

// longNames are the forms in which the languages we read most are also written.
var longNames = map[string]string{"english": "en", "eng": "en", "french": "fr", "fra": "fr", "spanish": "es", "spa": "es",
	"russian": "ru", "rus": "ru", "arabic": "ar", "ara": "ar", "portuguese": "pt", "por": "pt", "german": "de", "deu": "de"}
