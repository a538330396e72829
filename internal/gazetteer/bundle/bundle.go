// Package bundle is the layout of the embedded gazetteer: named sections of bytes, columns of
// numbers in planes, a sorted list of folded names with the places each of them is a name of.
//
// The layout is made for a fast start. Nothing is parsed when a bundle is opened: a column is read
// where it lies, and only the list of names, which is stored with shared prefixes left out, is laid
// out once in memory.
//
// A file is a zstd stream of: the magic line, then for each section the length of its name, its
// name, the length of its bytes (unsigned varints) and the bytes, until the end.
package bundle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sort"

	"github.com/klauspost/compress/zstd"
)

const magic = "tocsin gazetteer 1\n"

// maxSize bounds what a bundle may unpack to, so that a damaged file cannot take all memory.
const maxSize = 256 << 20

// Sections are the named parts of a file.
type Sections map[string][]byte

// Pack returns the file that holds the sections.
func Pack(s Sections) ([]byte, error) {
	names := make([]string, 0, len(s))
	for n := range s {
		names = append(names, n)
	}
	sort.Strings(names)
	raw := []byte(magic)
	for _, n := range names {
		raw = binary.AppendUvarint(raw, uint64(len(n)))
		raw = append(raw, n...)
		raw = binary.AppendUvarint(raw, uint64(len(s[n])))
		raw = append(raw, s[n]...)
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("packing: %w", err)
	}
	defer enc.Close()
	return enc.EncodeAll(raw, nil), nil
}

// Unpack returns the sections of a file. They share one block of memory and must not be changed.
func Unpack(file []byte) (Sections, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxSize), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(file, nil)
	if err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok {
		return nil, errors.New("unpacking: not a gazetteer bundle")
	}
	s := Sections{}
	for len(rest) > 0 {
		var name, data []byte
		if name, rest, err = cut(rest); err != nil {
			return nil, fmt.Errorf("unpacking: %w", err)
		}
		if data, rest, err = cut(rest); err != nil {
			return nil, fmt.Errorf("unpacking %s: %w", name, err)
		}
		s[string(name)] = data
	}
	return s, nil
}

// cut splits a length and that many bytes from the front of b.
func cut(b []byte) (data, rest []byte, err error) {
	n, w := binary.Uvarint(b)
	if w <= 0 || n > uint64(len(b)-w) {
		return nil, nil, errors.New("length runs past the end")
	}
	return b[w : w+int(n) : w+int(n)], b[w+int(n):], nil
}

// A Column is a list of whole numbers of up to four bytes. It is stored as planes, all lowest bytes
// first, because neighbours differ in their lowest bytes and hardly in their highest, which packs
// to next to nothing.
type Column struct {
	planes []byte
	n      int
}

// MakeColumn returns the stored form of the values, in as few planes as the largest of them needs.
func MakeColumn(values []uint32) []byte {
	width := 1
	for _, v := range values {
		for width < 4 && v>>(8*width) != 0 {
			width++
		}
	}
	b := make([]byte, 1, 1+width*len(values))
	b[0] = byte(width)
	for p := range width {
		for _, v := range values {
			b = append(b, byte(v>>(8*p)))
		}
	}
	return b
}

// OpenColumn reads where the values lie. n is how many there must be.
func OpenColumn(b []byte, n int) (Column, error) {
	if len(b) < 1 || b[0] < 1 || b[0] > 4 || len(b)-1 != int(b[0])*n {
		return Column{}, fmt.Errorf("a column of %d bytes does not hold %d values", len(b), n)
	}
	return Column{planes: b[1:], n: n}, nil
}

// Len returns the number of values.
func (c Column) Len() int { return c.n }

// At returns the value at i.
func (c Column) At(i int) uint32 {
	v := uint32(c.planes[i])
	for p, shift := i+c.n, 8; p < len(c.planes); p, shift = p+c.n, shift+8 {
		v |= uint32(c.planes[p]) << shift
	}
	return v
}

// Strings is a list of strings in one block.
type Strings struct {
	blob []byte
	ends []uint32
}

// MakeStrings returns the stored form of the strings. None may hold a line feed.
func MakeStrings(ss []string) []byte {
	var b bytes.Buffer
	for _, s := range ss {
		b.WriteString(s)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// OpenStrings finds where each string ends.
func OpenStrings(b []byte) Strings {
	s := Strings{blob: b, ends: make([]uint32, 0, len(b)/10)}
	for off := 0; ; {
		i := bytes.IndexByte(b[off:], '\n')
		if i < 0 {
			return s
		}
		off += i + 1
		s.ends = append(s.ends, uint32(off))
	}
}

// Len returns the number of strings.
func (s Strings) Len() int { return len(s.ends) }

// At returns the string at i; it shares memory with the bundle.
func (s Strings) At(i int) []byte {
	start := uint32(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.blob[start : s.ends[i]-1]
}
