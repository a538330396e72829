package bundle

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sort"
)

// A Posting says that a name is one of a place's names.
type Posting struct {
	Place int
	Main  bool // the name is the place's own, not an alternate
}

// Names maps folded names to places. Keys are in byte order.
type Names struct {
	blob     []byte   // all keys, one after the other
	ends     []uint32 // where each key ends
	postings []byte
	starts   []uint32 // where each key's postings start
	first    [1 << 16]uint32
}

// MakeNames returns the stored forms of the keys and of their postings. Keys are stored as the
// number of bytes shared with the key before, the number of new bytes, and these; postings as their
// count and then the steps from one place to the next, doubled, with the lowest bit for Main.
func MakeNames(names map[string][]Posting) (keys, postings []byte) {
	sorted := make([]string, 0, len(names))
	for k := range names {
		sorted = append(sorted, k)
	}
	sort.Strings(sorted)
	keys = binary.AppendUvarint(keys, uint64(len(sorted)))
	var shared, fresh, text []byte
	last := ""
	for _, k := range sorted {
		n := 0
		for n < len(last) && n < len(k) && last[n] == k[n] && n < 255 {
			n++
		}
		shared = append(shared, byte(n))
		fresh = binary.AppendUvarint(fresh, uint64(len(k)-n))
		text = append(text, k[n:]...)
		last = k
		ps := names[k]
		sort.Slice(ps, func(i, j int) bool { return ps[i].Place < ps[j].Place })
		postings = binary.AppendUvarint(postings, uint64(len(ps)))
		prev := 0
		for _, p := range ps {
			v := uint64(p.Place-prev) << 1
			if p.Main {
				v |= 1
			}
			postings = binary.AppendUvarint(postings, v)
			prev = p.Place
		}
	}
	keys = binary.AppendUvarint(keys, uint64(len(fresh)))
	keys = append(keys, shared...)
	keys = append(keys, fresh...)
	return append(keys, text...), postings
}

// OpenNames lays the keys out in memory and finds where the postings of each start.
func OpenNames(keys, postings []byte) (*Names, error) {
	count, w := binary.Uvarint(keys)
	if w <= 0 || count > uint64(len(keys)) {
		return nil, fmt.Errorf("names: bad count")
	}
	keys = keys[w:]
	freshLen, w := binary.Uvarint(keys)
	if w <= 0 || count+freshLen > uint64(len(keys)-w) {
		return nil, fmt.Errorf("names: bad length")
	}
	keys = keys[w:]
	shared, fresh, text := keys[:count], keys[count:count+freshLen], keys[count+freshLen:]
	n := &Names{postings: postings, ends: make([]uint32, count), starts: make([]uint32, count)}
	size := len(text)
	for _, s := range shared {
		size += int(s)
	}
	n.blob = make([]byte, 0, size)
	off, start := 0, 0
	for i := range shared {
		l, w := binary.Uvarint(fresh)
		if w <= 0 || l > uint64(len(text)) {
			return nil, fmt.Errorf("names: key %d runs past the end", i)
		}
		fresh = fresh[w:]
		if int(shared[i]) > len(n.blob)-start {
			return nil, fmt.Errorf("names: key %d shares more than there is", i)
		}
		from := start
		start = len(n.blob)
		n.blob = append(n.blob, n.blob[from:from+int(shared[i])]...)
		n.blob = append(n.blob, text[:l]...)
		text = text[l:]
		n.ends[i] = uint32(len(n.blob))

		n.starts[i] = uint32(off)
		many, w := binary.Uvarint(postings[off:])
		if w <= 0 {
			return nil, fmt.Errorf("names: no postings for key %d", i)
		}
		off += w
		for range many {
			for off < len(postings) && postings[off] >= 0x80 {
				off++
			}
			off++
		}
		if off > len(postings) {
			return nil, fmt.Errorf("names: postings of key %d run past the end", i)
		}
	}
	n.index()
	return n, nil
}

// index notes, for every two first bytes, the first key that begins with them or with later ones.
func (n *Names) index() {
	next := 0
	for i := range n.ends {
		p := prefix(n.Key(i)) + 1
		for ; next < p; next++ {
			n.first[next] = uint32(i)
		}
	}
	for ; next < len(n.first); next++ {
		n.first[next] = uint32(len(n.ends))
	}
}

func prefix(k []byte) int {
	switch len(k) {
	case 0:
		return 0
	case 1:
		return int(k[0]) << 8
	}
	return int(k[0])<<8 | int(k[1])
}

// Len returns the number of keys.
func (n *Names) Len() int { return len(n.ends) }

// Key returns the key at i; it shares memory with the bundle.
func (n *Names) Key(i int) []byte {
	start := uint32(0)
	if i > 0 {
		start = n.ends[i-1]
	}
	return n.blob[start:n.ends[i]]
}

// Search returns the place of the first key not less than k, and whether it equals k.
func (n *Names) Search(k []byte) (int, bool) {
	p := prefix(k)
	lo, hi := int(n.first[p]), len(n.ends)
	if p+1 < len(n.first) {
		hi = int(n.first[p+1])
	}
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if bytes.Compare(n.Key(m), k) < 0 {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < len(n.ends) && bytes.Equal(n.Key(lo), k)
}

// Postings calls f for every place that bears the key at i, in order of place.
func (n *Names) Postings(i int, f func(Posting)) {
	b := n.postings[n.starts[i]:]
	many, w := binary.Uvarint(b)
	b = b[w:]
	at := 0
	for range many {
		v, w := binary.Uvarint(b)
		b = b[w:]
		at += int(v >> 1)
		f(Posting{Place: at, Main: v&1 != 0})
	}
}
