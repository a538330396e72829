package resolve

import (
	"math"
	"slices"
)

// blocks holds accounts by place and month, so that a new one is compared only with those it can be joined to. Which
// pairs are compared does not depend on which of the two came first.
type blocks struct {
	lists map[blockKey][]*item
	mark  int // of the last call of near
}

// A blockKey is the hash of a place and a month of 30 days since 1970, or always30 for lists of all times.
type blockKey uint64

func blockKeyOf(place string, month int) blockKey { return blockKey(hash64(place).with(uint64(month))) }

const (
	undated  = math.MinInt32
	always30 = math.MinInt32 + 1
)

// reach is how many squares of half a degree on either side of an account's own are looked through.
const reach = 2

// add enters an account under all its places and months.
func (b *blocks) add(it *item) {
	for _, k := range it.blockKeys() {
		b.lists[k] = append(b.lists[k], it)
	}
}

// remove takes an account out.
func (b *blocks) remove(it *item) {
	for _, k := range it.blockKeys() {
		b.lists[k] = slices.DeleteFunc(b.lists[k], func(o *item) bool { return o == it })
	}
}

// near calls f once for each account that may tell of the same incident as it.
func (b *blocks) near(it *item, f func(*item)) {
	b.mark++
	it.mark = b.mark
	for _, k := range it.lookKeys() {
		for _, o := range b.lists[k] {
			if o.mark == b.mark || it.farFrom(o) {
				continue
			}
			o.mark = b.mark
			f(o)
		}
	}
}

// lookKeys are the keys of the lists that hold the accounts that may tell of the same incident as it.
func (it *item) lookKeys() []blockKey {
	town, ok := it.townKey()
	var out []blockKey
	switch {
	case ok && it.dated:
		out = append(out, blockKeyOf(town+"|undated", always30))
	case ok:
		// Without a day a shared town can tie accounts of all times.
		out = append(out, blockKeyOf(town, always30))
	}
	first, last, known := it.window()
	if !known {
		return out
	}
	for _, p := range append(it.lookPlaces(), it.lookNames()...) {
		h := hash64(p)
		for m := (first - maxGap) / 30; m <= (last+maxGap)/30; m++ {
			out = append(out, blockKey(h.with(uint64(m))))
		}
	}
	return out
}

// backDays is how long before its report an act is looked for of which no day is said.
const backDays = 120

// window returns the days within which the act is looked for.
func (it *item) window() (first, last int, known bool) {
	if it.dated {
		return it.from, it.to, true
	}
	return it.published - backDays, it.published, it.published != 0
}

// farFrom reports whether the days within which two acts are looked for are too far apart. Where none are known to one,
// they are not, nor in one town if no day is said of one.
func (it *item) farFrom(o *item) bool {
	if (!it.dated || !o.dated) && it.town != "" && it.town == o.town && it.country == o.country {
		return false
	}
	a, b, known := it.window()
	c, d, also := o.window()
	return known && also && max(a-d, c-b) > maxGap
}

// blockKeys are the keys an account is entered under.
func (it *item) blockKeys() []blockKey {
	var out []blockKey
	if k, ok := it.townKey(); ok {
		out = append(out, blockKeyOf(k, always30))
		if !it.dated {
			out = append(out, blockKeyOf(k+"|undated", always30))
		}
	}
	first, last, known := it.window()
	if !known {
		return out
	}
	for _, p := range append(it.ownPlaces(), it.ownNames()...) {
		for m := first / 30; m <= last/30; m++ {
			out = append(out, blockKeyOf(p, m))
		}
	}
	return out
}

func (it *item) townKey() (string, bool) { return it.country + "|t|" + it.town, it.town != "" }

// An account that knows no place below the country is never joined without names that both passages hold, so names are
// where it is looked for: all accounts are listed by their names, and those without a place once more by themselves.
func (it *item) ownNames() []string {
	var out []string
	for _, n := range it.names {
		out = append(out, nameKey('n', n))
		if it.vague {
			out = append(out, nameKey('v', n))
		}
	}
	return out
}

// lookNames are the names under which the accounts stand that it can be joined to.
func (it *item) lookNames() []string {
	list := byte('v')
	if it.vague {
		list = 'n'
	}
	var out []string
	for _, n := range it.names {
		out = append(out, nameKey(list, n))
	}
	return out
}

func nameKey(list byte, name uint32) string {
	return string([]byte{list, byte(name), byte(name >> 8), byte(name >> 16), byte(name >> 24)})
}

// ownPlaces are the places of an account as keys: its country, its province, its square, its town. What has a town and
// neither province nor point is listed apart, since all others of the country must be compared with it.
func (it *item) ownPlaces() []string {
	if it.vague {
		return nil
	}
	out := []string{it.country + "|all"}
	switch {
	case it.located:
		out = append(out, squareKey(it.square()))
		if it.adm1 != "" {
			out = append(out, it.country+"|a|"+it.adm1)
		}
	case it.adm1 != "":
		out = append(out, it.country+"|a|"+it.adm1, it.country+"|w|"+it.adm1)
	default:
		out = append(out, it.country+"|loose")
	}
	if k, ok := it.townKey(); ok {
		out = append(out, k)
	}
	return out
}

// lookPlaces are the places under which the accounts stand that it can be joined to.
func (it *item) lookPlaces() []string {
	if it.vague {
		return nil
	}
	out := []string{it.country + "|loose"}
	switch {
	case it.located:
		if it.adm1 != "" {
			out = append(out, it.country+"|w|"+it.adm1) // those of its province without a point
		}
		x, y := it.square()
		for dx := -reach; dx <= reach; dx++ {
			for dy := -reach; dy <= reach; dy++ {
				out = append(out, squareKey(x+dx, y+dy))
			}
		}
	case it.adm1 != "":
		out = append(out, it.country+"|a|"+it.adm1)
	default:
		return []string{it.country + "|all"}
	}
	if k, ok := it.townKey(); ok {
		out = append(out, k)
	}
	return out
}

// square returns the square of half a degree that the account's point lies in.
func (it *item) square() (x, y int) {
	return int(math.Floor(it.lon * 2)), int(math.Floor(it.lat * 2))
}

func squareKey(x, y int) string {
	var b [10]byte
	b[0] = '#'
	for i := range 4 {
		b[1+i] = byte(x >> (8 * i))
		b[5+i] = byte(y >> (8 * i))
	}
	return string(b[:9])
}
