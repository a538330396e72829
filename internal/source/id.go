package source

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tocsin-org/tocsin"
)

// longestID keeps "<id>.json" within what every file system takes, with room for a number that makes it
// unique.
const longestID = 120

// ids gives each document of a run a name of its own.
type ids struct {
	used map[string]bool // names given, case folded: some file systems do not tell case apart
	next map[string]int  // the number to try next for a name that is taken
}

func newIDs() *ids { return &ids{used: map[string]bool{}, next: map[string]int{}} }

// unique returns name made safe, with "-2", "-3", … after it where it was given before.
func (s *ids) unique(name string) string {
	base := safeName(name)
	id, key := base, strings.ToLower(base)
	for n := max(2, s.next[key]); s.used[strings.ToLower(id)]; n++ {
		id = base + "-" + strconv.Itoa(n)
		s.next[key] = n + 1
	}
	s.used[strings.ToLower(id)] = true
	return id
}

// safeName returns a name that is one element of a path on every system: letters, digits, '-', '_' and '.',
// neither hidden nor reserved. What a longer name loses is replaced by a hash of it.
func safeName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToValidUTF8(name, "-")) {
		if r == '.' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			b.WriteRune(r)
		} else {
			b.WriteByte('-')
		}
	}
	safe := strings.Trim(b.String(), ".-")
	if safe == "" {
		return "report"
	}
	if len(safe) > longestID {
		cut := longestID - 9
		for !utf8.RuneStart(safe[cut]) {
			cut--
		}
		safe = safe[:cut] + "-" + shortHash(name)
	}
	stem, _, _ := strings.Cut(safe, ".")
	if reserved[strings.ToLower(stem)] {
		safe = "_" + safe
	}
	return safe
}

// reserved are the names of devices on Windows, whatever follows their first dot.
var reserved = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true}

// addressID names a page after its address: host, last element of the path, and a hash of the whole, so
// that the same page has the same name in every run.
func addressID(address string) string {
	canonical := tocsin.CanonicalURL(address)
	last := ""
	if u, err := url.Parse(canonical); err == nil {
		last = strings.TrimSuffix(path.Base(u.Path), path.Ext(u.Path))
	}
	slug := strings.Trim(tocsin.Host(canonical)+"-"+safeName(last), "-")
	if len(slug) > 80 {
		cut := 80
		for !utf8.RuneStart(slug[cut]) {
			cut--
		}
		slug = slug[:cut]
	}
	return slug + "-" + shortHash(canonical)
}

// fileID names a document after its file.
func fileID(file string) string {
	stem := strings.TrimSuffix(file, ".gz")
	if bare := strings.TrimSuffix(stem, path.Ext(stem)); bare != "" && readable[strings.ToLower(path.Ext(stem))] != "" {
		stem = bare
	}
	return stem
}

func shortHash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:4])
}
