package resolve

import (
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// IsState reports whether an actor is a state, its government or a force of it, as the word lists tell: a state's name
// alone, a word for a force alone ("police"), or both together ("Turkish army"), and not the name of an armed group
// ("Free Syrian Army").
func IsState(actor string) bool {
	fields := strings.Fields(actorKey(actor))
	for i := range fields { // also with a state before it: "Colombia's National Liberation Army"
		rest := strings.Join(fields[i:], " ")
		if _, group := fullNames()[rest]; group || isGroup()[rest] {
			return false
		}
	}
	lists := stateLists()
	var words []lexicon.Word
	for _, w := range strings.FieldsFunc(strings.TrimPrefix(strings.ToLower(actor), "the "), func(r rune) bool { return r == ' ' || r == '-' }) {
		for _, ending := range []string{"'s", "’s"} {
			w = strings.TrimSuffix(w, ending)
		}
		words = append(words, lexicon.Word{Lemma: w, Lower: w})
	}
	if len(words) == 0 {
		return false
	}
	if e, n := lists.state.At(words, 0); e != nil && n == len(words) && e.Has("name") {
		return true
	}
	if e, n := lists.force.At(words, 0); e != nil && n == len(words) {
		return true
	}
	state, force := false, false
	for i := range words {
		if e, _ := lists.state.At(words, i); e != nil && !e.Has("people") {
			state = true
		}
		if e, _ := lists.force.At(words, i); e != nil {
			force = true
		}
		force = force || words[i].Lower == "government"
	}
	return state && force
}

// stateLists are the word lists that tell states and their forces.
var stateLists = sync.OnceValue(func() (l struct{ state, force *lexicon.List }) {
	var err error
	if l.state, err = lexicon.Load("state"); err != nil {
		panic(err) // unreachable: the list is embedded
	}
	if l.force, err = lexicon.Load("force"); err != nil {
		panic(err) // unreachable
	}
	return l
})

// isGroup holds the full names of armed groups in the form of actorKey.
var isGroup = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, full := range fullNames() {
		out[actorKey(full)] = true
	}
	return out
})
