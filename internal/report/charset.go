package report

import (
	"bytes"
	"mime"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"github.com/tocsin-org/tocsin"
)

// decode returns the document's characters. What the bytes themselves show comes first: a byte order mark,
// then UTF-8, which bytes in another charset are as good as never. Then what the server says, then what
// the page says, and where nothing is said, or the bytes are not what is said, the detector's guess, which
// is noted. Bytes that are no characters are left for clean to repair.
func (m *making) decode() string {
	body := m.doc.Bytes
	if isUTF16(body) {
		return decoded(unicode.UTF16(utf16Order(body), unicode.UseBOM), body)
	}
	if utf8.Valid(body) || mostlyUTF8(body) {
		return string(body)
	}
	label, from := statedCharset(m.doc)
	if e, name := charset.Lookup(label); e != nil && name != "utf-8" && name != "replacement" {
		return decoded(e, body)
	}
	name := detect(body, m.doc.Format)
	e, _ := charset.Lookup(name)
	if label != "" {
		m.note("text", "not %s, which the %s says: read as %s", label, from, name)
	} else {
		m.note("text", "not valid UTF-8 and no charset is stated: read as %s, the most likely one", name)
	}
	return decoded(e, body)
}

func decoded(e encoding.Encoding, body []byte) string {
	out, _ := e.NewDecoder().Bytes(body) // decoders replace what they cannot read and report no error
	return string(out)
}

// metaCharset finds the charset a page states near its start. golang.org/x/net/html/charset looks at the
// first 1024 bytes only, which many pages fill with comments.
var metaCharset = regexp.MustCompile(`(?i)(?:<meta[^>]{0,200}?charset\s*=\s*["']?\s*|<\?xml[^>]{0,100}?encoding\s*=\s*["'])([a-z0-9_:.-]{2,40})`)

// statedCharset returns the charset that the server or the page states, and which of the two.
func statedCharset(d *tocsin.Document) (label, from string) {
	if _, params, err := mime.ParseMediaType(d.Media); err == nil && params["charset"] != "" {
		return params["charset"], "server"
	}
	if d.Format == tocsin.HTML {
		if m := metaCharset.FindSubmatch(d.Bytes[:min(len(d.Bytes), 8192)]); m != nil {
			return string(m[1]), "page"
		}
	}
	return "", ""
}

// mostlyUTF8 reports whether bytes are UTF-8 with a few broken places, not another charset: whole
// characters of several bytes outnumber the broken ones.
func mostlyUTF8(body []byte) bool {
	whole, broken := 0, 0
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if size > 1 {
			whole++
		} else if r == utf8.RuneError {
			broken++
		}
		body = body[size:]
	}
	return whole > 2*broken
}

// detected is how many bytes the detector looks at.
const detected = 64 << 10

// detect returns the most likely charset of bytes. The detector runs its recognisers side by side, so a tie
// falls to whichever is ready first; we take the first by name, for the same answer every time.
func detect(body []byte, format tocsin.Format) string {
	body = body[:min(len(body), detected)]
	d := chardet.NewTextDetector()
	if format == tocsin.HTML {
		d = chardet.NewHtmlDetector()
	}
	results, err := d.DetectAll(body)
	results = slices.DeleteFunc(results, func(r chardet.Result) bool {
		e, name := charset.Lookup(r.Charset)
		return e == nil || name == "utf-8" || name == "replacement" || strings.HasPrefix(name, "utf-16")
	})
	if err != nil || len(results) == 0 {
		return "windows-1252"
	}
	best := slices.MinFunc(results, func(a, b chardet.Result) int {
		if a.Confidence != b.Confidence {
			return b.Confidence - a.Confidence
		}
		return strings.Compare(a.Charset, b.Charset)
	})
	_, name := charset.Lookup(best.Charset)
	return name
}

// isUTF16 reports whether bytes begin with a UTF-16 mark or, being text, can only be UTF-16: nearly every
// other byte near their start is NUL, and none between.
func isUTF16(body []byte) bool {
	if bytes.HasPrefix(body, []byte{0xff, 0xfe}) || bytes.HasPrefix(body, []byte{0xfe, 0xff}) {
		return true
	}
	even, odd := zeros(body)
	half := min(len(body), sampled) / 2
	return half >= 8 && (even == 0 || odd == 0) && even+odd > half*7/10
}

// sampled is how many bytes decide whether a document is UTF-16.
const sampled = 512

func utf16Order(body []byte) unicode.Endianness {
	if even, odd := zeros(body); even > odd {
		return unicode.BigEndian
	}
	return unicode.LittleEndian
}

// zeros counts the NULs at even and odd places among the first bytes.
func zeros(body []byte) (even, odd int) {
	for i, b := range body[:min(len(body), sampled)] {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	return even, odd
}
