package resolve

import (
	"strings"
	"sync"
	"unicode"

	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// fullNames maps a name or abbreviation of an armed group to the name that records give, in lower case.
var fullNames = sync.OnceValue(func() map[string]string {
	out := map[string]string{"isis": "islamic state", "isil": "islamic state", "daesh": "islamic state", "is": "islamic state", "so-called islamic state": "islamic state"}
	list, err := lexicon.Load("armedgroup")
	if err != nil {
		return out // unreachable: the list is embedded
	}
	for _, e := range list.Entries() {
		if name := strings.ToLower(strings.Join(e.Values, " ")); name != "" {
			if _, ok := out[strings.ToLower(e.Term)]; !ok {
				out[strings.ToLower(e.Term)] = name
			}
		}
	}
	return out
})

// isName reports whether an actor is named ("Islamic State"), not only described ("local militants", "a suspect").
func isName(actor string) bool {
	for _, r := range actor {
		if unicode.IsUpper(r) || unicode.Is(unicode.Lo, r) {
			return true
		}
	}
	return false
}

// actorKey returns what names of one actor have in common, as far as spelling, article and the list of armed groups
// tell. A branch has a key of its own: who belonged to whom changes with time.
func actorKey(actor string) string {
	key := strings.ToLower(strings.TrimSpace(actor))
	for _, article := range []string{"the ", "a ", "an "} {
		key = strings.TrimPrefix(key, article)
	}
	for range 2 { // "ISIS" leads to a name that may itself lead to another
		full, ok := fullNames()[key]
		if !ok {
			break
		}
		key = full
	}
	key = strings.TrimSuffix(strings.TrimSuffix(fold(key), " group"), " organisation")
	return strings.Join(strings.Fields(key), " ")
}
