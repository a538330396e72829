package gazetteer

import (
	"bytes"
	"slices"
	"sort"
)

// looseIndex finds names by a coarser key that transliterations of one name share.
type looseIndex struct {
	hash []uint32 // sorted
	key  []uint32 // index of the name, in step with hash
}

func (g *Gazetteer) makeLooseIndex() *looseIndex {
	n := g.names.Len()
	x := &looseIndex{hash: make([]uint32, 0, n), key: make([]uint32, 0, n)}
	order := make([]uint64, 0, n)
	var buf []byte
	for i := range n {
		k := g.names.Key(i)
		if len(k) < 4 || k[0] >= 0x80 {
			continue
		}
		buf = looseKey(buf[:0], k)
		order = append(order, uint64(hash32(buf))<<32|uint64(i))
	}
	slices.Sort(order)
	for _, o := range order {
		x.hash = append(x.hash, uint32(o>>32))
		x.key = append(x.key, uint32(o))
	}
	return x
}

func hash32(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// looseKey appends the coarse form of a folded Latin name: the article of Arabic names dropped,
// letters that stand for one sound made one, vowels after the first dropped, doubles made single.
// Karabudakhkent and Karabudachkent, Mocimboa and Mocímboa, Hudaydah and Hodeidah come out alike.
func looseKey(b, name []byte) []byte {
	start := len(b)
	for len(name) > 0 {
		var w []byte
		if i := bytes.IndexByte(name, ' '); i >= 0 {
			w, name = name[:i], name[i+1:]
		} else {
			w, name = name, nil
		}
		if len(w) == 2 && len(name) > 0 && isArticle(w) {
			continue
		}
		for i := 0; i < len(w); i++ {
			c := w[i]
			next := byte(0)
			if i+1 < len(w) {
				next = w[i+1]
			}
			switch c {
			case 'a', 'e', 'i', 'o', 'u', 'y':
				if len(b) > start {
					continue
				}
				c = 'a'
			case 'h':
				if len(b) > start {
					continue // as a second letter (kh, gh, sh, th) or silent at the end
				}
			case 'q', 'c':
				c = 'k'
				if w[i] == 'c' && next == 'h' {
					c = 'x' // ch stands for kh or tsh
					i++
				}
			case 'k':
				if next == 'h' {
					c = 'x'
					i++
				}
			case 'x':
				c = 'x'
			case 'g':
				if next == 'h' {
					i++
				}
			case 'p':
				if next == 'h' {
					c = 'f'
					i++
				}
			case 'w':
				c = 'v'
			case 'd':
				if next == 'z' || next == 'j' {
					c = 'z'
					i++
				}
			case 'j':
				c = 'z'
			case 't':
				if next == 's' || next == 'z' {
					c = 's'
					i++
				}
			}
			if len(b) > start && b[len(b)-1] == c {
				continue
			}
			b = append(b, c)
		}
	}
	return b
}

func isArticle(w []byte) bool {
	switch string(w) {
	case "al", "el", "ad", "ar", "as", "at", "az", "an", "ul":
		return true
	}
	return false
}

// A Near is a place whose name is like the one asked for.
type Near struct {
	Hit
	Name     string // the folded name that is like it
	Distance int    // letters to change, add or drop
}

// maxFuzzy bounds the answer of Fuzzy.
const maxFuzzy = 24

// Fuzzy returns places whose names are spelled nearly like the one given: transliterations of it,
// or one letter off (two in long names), nearest first. It is for names that Lookup does not know.
func (g *Gazetteer) Fuzzy(name string) []Near {
	key := []byte(Fold(name))
	if len(key) < 4 || key[0] >= 0x80 {
		return nil
	}
	x := g.loose()
	h := hash32(looseKey(nil, key))
	limit := 1 + len(key)/5
	type found struct {
		key  int
		dist int
	}
	var ks []found
	at := sort.Search(len(x.hash), func(i int) bool { return x.hash[i] >= h })
	for ; at < len(x.hash) && x.hash[at] == h; at++ {
		if d := editDistance(key, g.names.Key(int(x.key[at])), limit); d <= limit {
			ks = append(ks, found{int(x.key[at]), d})
		}
	}
	// Names that share the first letters and differ by one after them.
	p := min(4, len(key)-1)
	one := 1
	if len(key) >= 9 {
		one = 2
	}
	if len(key) >= 6 {
		lo, _ := g.names.Search(key[:p])
		for i := lo; i < g.names.Len() && bytes.HasPrefix(g.names.Key(i), key[:p]); i++ {
			if d := editDistance(key, g.names.Key(i), one); d <= one {
				ks = append(ks, found{i, d})
			}
		}
	}
	sort.SliceStable(ks, func(i, j int) bool {
		if ks[i].dist != ks[j].dist {
			return ks[i].dist < ks[j].dist
		}
		return ks[i].key < ks[j].key
	})
	var out []Near
	seen := map[Ref]bool{}
	for _, k := range ks {
		ref := g.names.Key(k.key)
		for _, hit := range g.hitsOfKey(ref) {
			if !seen[hit.Ref] && len(out) < maxFuzzy {
				seen[hit.Ref] = true
				out = append(out, Near{Hit: hit, Name: string(ref), Distance: k.dist})
			}
		}
	}
	return out
}

// editDistance counts the letters to change, add or drop between a and b, or returns limit+1 as
// soon as it must be more.
func editDistance(a, b []byte, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [2][64]int
	if len(b) >= len(rows[0]) {
		return limit + 1
	}
	prev, cur := rows[0][:len(b)+1], rows[1][:len(b)+1]
	for j := range prev {
		prev[j] = j
	}
	for i := range a {
		cur[0] = i + 1
		best := cur[0]
		for j := range b {
			d := prev[j]
			if a[i] != b[j] {
				d = 1 + min(d, prev[j+1], cur[j])
			}
			cur[j+1] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}
