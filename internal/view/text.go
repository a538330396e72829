package view

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tocsin-org/tocsin"
)

// maxWords bounds the words of one incident that are indexed, each once: the full-text indexes have limits of their own.
const maxWords = 5000

// maxWord is the longest word that is looked for, in bytes.
const maxWord = 60

// wordsOf returns the words by which an incident is found, folded, each once.
func (v *View) wordsOf(c *tocsin.Concluded) string {
	inc := c.Incident
	parts := append([]string{c.Text, strings.ReplaceAll(string(inc.Kind), "_", " ")}, v.placeNames(inc.Where)...)
	for _, s := range inc.Statements {
		parts = append(parts, s.Actor)
	}
	for _, a := range inc.Accounts {
		parts = append(parts, a.Outlet)
	}
	var out []string
	seen := map[string]bool{}
	for _, w := range words(strings.Join(parts, " ")) {
		if !seen[w] && len(out) < maxWords {
			seen[w] = true
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// words parts a text into words and folds them: lower case, without accents. Both engines then index the same.
func words(s string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), func(w string) bool { return len(w) > maxWord })
}

func fold(s string) string {
	s = strings.ToLower(s)
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				switch {
				case unicode.Is(unicode.Mn, r) || r == '’' || r == '\'' || r == 0 || r == utf8.RuneError:
					return -1
				case r == 'ı':
					return 'i'
				case r == 'ł':
					return 'l'
				}
				return r
			}, norm.NFD.String(s))
		}
	}
	return strings.ReplaceAll(s, "'", "")
}

// placeNames returns the names of a place, from the finest.
func (v *View) placeNames(w tocsin.Where) []string {
	var out []string
	country := ""
	if w.Country != "" {
		country = v.CountryName(w.Country)
	}
	for _, name := range []string{w.Settlement, w.Adm2, w.Adm1, country, w.Text} {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func (v *View) searchInsert() string {
	if v.db.Engine() == "postgres" {
		return `insert into view_search (n, words) values ($1, array_to_tsvector(string_to_array($2, ' ')))`
	}
	return `insert into view_search (rowid, words) values ($1, $2)`
}

func (v *View) searchDelete() string {
	if v.db.Engine() == "postgres" {
		return `delete from view_search where n = $1`
	}
	return `delete from view_search where rowid = $1`
}

// A numberSet is a set of numbers of incidents, a bit each.
type numberSet []uint64

func (s numberSet) has(n int64) bool { return n>>6 < int64(len(s)) && s[n>>6]>>(n&63)&1 == 1 }

func (s *numberSet) add(n int64) {
	if missing := int(n>>6) + 1 - len(*s); missing > 0 {
		*s = append(*s, make(numberSet, missing)...)
	}
	(*s)[n>>6] |= 1 << (n & 63)
}

// search returns the numbers of the incidents that have all words of the text. The engine joins them to one text: a row of
// each would take twice as long.
func (v *View) search(ctx context.Context, text string) (numberSet, error) {
	out := numberSet{}
	ws := words(text)
	if len(ws) == 0 {
		return out, nil
	}
	query, term := `select group_concat(rowid) from view_search where view_search match $1`, `"`+strings.Join(ws, `" "`)+`"`
	if v.db.Engine() == "postgres" {
		query, term = `select string_agg(n::text, ',') from view_search where words @@ $1::tsquery`, `'`+strings.Join(ws, `' & '`)+`'`
	}
	var found sql.NullString
	if err := v.db.Read().QueryRowContext(ctx, query, term).Scan(&found); err != nil {
		return nil, fmt.Errorf("looking for %q: %w", text, err)
	}
	for part := range strings.SplitSeq(found.String, ",") {
		if n := number(part); n > 0 {
			out.add(n)
		}
	}
	return out, nil
}
