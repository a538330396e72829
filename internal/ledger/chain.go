package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// The hash chain. Every entry's hash covers its fields and the hash of the entry before it, so that
// whoever has noted one hash can tell whether anything up to that entry was changed since. The functions
// here are pure: they read no database.

// Genesis is what stands in Prev of the first entry.
const Genesis = ""

// chainVersion opens what is hashed. Should the form ever change, old entries keep theirs.
const chainVersion = "tocsin ledger entry 1"

// hashEntry returns the hash of an entry, hex. Every field is preceded by its length in bytes (8,
// big-endian): with separators instead, "a" + "bc" and "ab" + "c" would hash alike.
func hashEntry(e Entry) string {
	var buf []byte
	for _, field := range []string{chainVersion, e.Prev, fmt.Sprint(e.Seq), string(e.Kind), e.Key, stamp(e.At), string(e.Body)} {
		buf = binary.BigEndian.AppendUint64(buf, uint64(len(field)))
		buf = append(buf, field...)
	}
	sum := sha256.Sum256(buf)
	return hex.EncodeToString(sum[:])
}

// follows returns what is wrong with e as the entry after last, "" if nothing; last is the zero Entry
// before the first.
func follows(last, e Entry) string {
	switch {
	case e.Seq == last.Seq:
		return fmt.Sprintf("number %d stands twice", e.Seq)
	case e.Seq != last.Seq+1:
		return fmt.Sprintf("entries are missing: %d comes after %d", e.Seq, last.Seq)
	case e.Prev != last.Hash:
		return "does not name the hash of the entry before it"
	case e.Hash != hashEntry(e):
		return "content does not have the hash it was entered with"
	}
	return ""
}

// link returns the draft as the entry after last.
func link(last Entry, e Entry) Entry {
	e.Seq, e.Prev = last.Seq+1, last.Hash
	e.Hash = hashEntry(e)
	return e
}
