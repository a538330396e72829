package ledger

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func sample() Entry {
	return Entry{Seq: 7, Kind: Report, Key: "kareth", At: time.Date(2024, 3, 2, 10, 0, 0, 5000, time.UTC), Body: json.RawMessage(`{"id":"kareth"}`), Prev: strings.Repeat("ab", 32)}
}

// TestHashIsPinned holds the form that old ledgers were written in. If it fails, every ledger in the
// world fails to verify.
func TestHashIsPinned(t *testing.T) {
	if got, want := hashEntry(sample()), "858d5e3db4ada5135478183ae2b716090b14766629899f5b1b9729d427712551"; got != want {
		t.Errorf("hash %s, want %s", got, want)
	}
}

func TestHashCoversEveryField(t *testing.T) {
	seen := map[string]string{hashEntry(sample()): "nothing changed"}
	for name, change := range map[string]func(*Entry){
		"seq":           func(e *Entry) { e.Seq++ },
		"kind":          func(e *Entry) { e.Kind = Record },
		"key":           func(e *Entry) { e.Key += "x" },
		"at":            func(e *Entry) { e.At = e.At.Add(time.Microsecond) },
		"body":          func(e *Entry) { e.Body = json.RawMessage(`{"id": "kareth"}`) },
		"prev":          func(e *Entry) { e.Prev = Genesis },
		"kind into key": func(e *Entry) { e.Kind, e.Key = "repor", "tkareth" },
		"key into body": func(e *Entry) { e.Key, e.Body = "kareth{", json.RawMessage(`"id":"kareth"}`) },
	} {
		e := sample()
		change(&e)
		h := hashEntry(e)
		if other, ok := seen[h]; ok {
			t.Errorf("%s hashes like %s", name, other)
		}
		seen[h] = name
	}
	e := sample()
	e.At = e.At.In(time.FixedZone("", 3600))
	if hashEntry(e) != hashEntry(sample()) {
		t.Error("the hash depends on the time zone")
	}
}

func TestFollows(t *testing.T) {
	first := link(Entry{}, sample())
	second := link(first, sample())
	for _, c := range []struct {
		name    string
		last, e Entry
		want    string
	}{
		{"the first", Entry{}, first, ""},
		{"the second", first, second, ""},
		{"twice", first, first, "stands twice"},
		{"a gap", Entry{}, second, "entries are missing"},
		{"another chain", Entry{Seq: 1, Hash: "x"}, second, "does not name the hash"},
		{"a changed key", first, func() Entry { e := second; e.Key = "x"; return e }(), "does not have the hash"},
	} {
		if got := follows(c.last, c.e); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
