package ledgertest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// reading returns a document, the report read from it and a record of it.
func reading(id, url, text string) ledger.Reading {
	return ledger.Reading{
		Document: &tocsin.Document{ID: id, Name: id + ".txt", Bytes: []byte("raw " + text), Format: tocsin.Text, Got: time.Date(2024, 3, 2, 0, 0, 0, 0, time.UTC)},
		Report: &tocsin.Report{
			ID: id, URL: url, Outlet: "News", Title: "Title <" + id + ">", Language: "en", Text: text,
			Published: tocsin.Date{Year: 2024, Month: 3, Day: 2}, PublishedFrom: "given",
			Problems: []tocsin.Problem{{Path: "outlet", Text: "guessed"}},
		},
		Record: &tocsin.Record{
			Report: tocsin.Heading{Title: "Title <" + id + ">", Language: "en"},
			Notes:  []tocsin.Problem{{Path: "report", Text: "a test"}},
		},
		Coder: "coder/test-1",
	}
}

func mustRead(t *testing.T, l *ledger.Ledger, rs ...ledger.Reading) []ledger.Outcome {
	t.Helper()
	out, err := l.AppendReadings(t.Context(), rs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func readings(t *testing.T, spec string) {
	l := open(t, spec)
	in := reading("a", "https://news.example/a", "Ünïcode text.")
	unread := ledger.Reading{Document: &tocsin.Document{Name: "bad\xff\x00.html", Bytes: []byte{0xff, 0}}, Err: errors.New("is no text")}
	unfetched := ledger.Reading{Document: &tocsin.Document{Name: "https://news.example/gone"}, Err: errors.New("answered 404")}
	out := mustRead(t, l, in, unread, unfetched)
	want := []ledger.Outcome{{ID: "a", Revision: 1, New: true}, {}, {}}
	if diff := cmp.Diff(want, out); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	for range 2 { // again, and again: nothing new
		again := mustRead(t, l, in, unread, unfetched)
		if again[0].New || again[0].ID != "a" || again[0].Differs {
			t.Errorf("the second time: %+v", again[0])
		}
	}
	whole(t, l, 5)

	r, err := l.Report(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	wantReport := *in.Report
	wantReport.Revision, wantReport.Capture = 1, in.Document.Capture()
	if diff := cmp.Diff(&wantReport, r); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if b, err := l.Body(t.Context(), r.Capture); err != nil || string(b) != string(in.Document.Bytes) {
		t.Errorf("bytes as received: %q, %v", b, err)
	}
	rec, coder, err := l.Record(t.Context(), "a")
	if err != nil || coder != "coder/test-1" || rec.Report.Title != "Title <a>" || len(rec.Notes) != 1 {
		t.Errorf("record: %+v by %s, %v", rec, coder, err)
	}

	// Another record by the same version is told and not kept; by another version it is the latest.
	in.Record.Notes = nil
	if out := mustRead(t, l, in); !out[0].Differs {
		t.Error("a different record by the same version was not told")
	}
	in.Coder = "coder/test-2"
	mustRead(t, l, in)
	if rec, coder, err = l.Record(t.Context(), "a"); err != nil || coder != "coder/test-2" || len(rec.Notes) != 0 {
		t.Errorf("latest record: %+v by %s, %v", rec, coder, err)
	}
	whole(t, l, 6)

	// A later coder goes over the reports of the ledger.
	d, err := ledger.RecordDraft("a", "coder/test-3", in.Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []bool{false, true} {
		if got, err := l.Coded(t.Context(), "a", "coder/test-3"); err != nil || got != want {
			t.Errorf("coded: %v, %v, want %v", got, err, want)
		}
		mustAppend(t, l, d)
	}
	if _, coder, err = l.Record(t.Context(), "a"); err != nil || coder != "coder/test-3" {
		t.Errorf("latest record by %s, %v", coder, err)
	}
	whole(t, l, 7)
	if _, _, err := l.Record(t.Context(), "b"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("record of nothing: %v", err)
	}
}

func revisions(t *testing.T, spec string) {
	l := open(t, spec)
	const at = "https://news.example/a"
	for i, step := range []struct {
		id, url, text string
		want          ledger.Outcome
	}{
		{"a", at, "Two dead.", ledger.Outcome{ID: "a", Revision: 1, New: true}},
		{"a", at + "?utm_source=x#top", "Three dead.", ledger.Outcome{ID: "a@2", Revision: 2, New: true}},
		{"other-name", at, "Four dead.", ledger.Outcome{ID: "a@3", Revision: 3, New: true}},
		{"a", at, "Two dead.", ledger.Outcome{ID: "a", Revision: 1}},
		{"a", at, "Three dead.", ledger.Outcome{ID: "a@2", Revision: 2}},
		// The same id from elsewhere is another report; the same text elsewhere is a copy.
		{"a", "https://other.example/", "Two killed.", ledger.Outcome{ID: "a~2", Revision: 1, New: true}},
		{"copy", "https://third.example/", "Two dead.", ledger.Outcome{ID: "copy", Revision: 1, New: true, CopyOf: "a"}},
		{"copy", "https://third.example/", "Two dead.", ledger.Outcome{ID: "copy", Revision: 1}},
		// Without an address the id is the address.
		{"b", "", "Five dead.", ledger.Outcome{ID: "b", Revision: 1, New: true}},
		{"b", "", "Six dead.", ledger.Outcome{ID: "b@2", Revision: 2, New: true}},
		{"b@2", "https://odd.example/", "Seven dead.", ledger.Outcome{ID: "b@2~2", Revision: 1, New: true}},
	} {
		got := mustRead(t, l, reading(step.id, step.url, step.text))[0]
		if got.Differs = false; got != step.want { // titles differ between some; that is not the matter here
			t.Errorf("step %d: got %+v, want %+v", i+1, got, step.want)
		}
		r, err := l.Report(t.Context(), got.ID)
		if err != nil || r.Text != step.text || r.Revision != step.want.Revision {
			t.Errorf("step %d: stored %+v, %v", i+1, r, err)
		}
	}
	if r, err := l.Report(t.Context(), "copy"); err != nil || r.CopyOf != "a" {
		t.Errorf("the copy is not linked: %+v, %v", r, err)
	}
	whole(t, l, -1)
}

func forgetting(t *testing.T, spec string) {
	l := open(t, spec)
	in := reading("a", "", "Name a name.")
	mustRead(t, l, in)
	if err := l.Forget(t.Context(), in.Report.TextHash(), "editor", "asked for by the person named"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Body(t.Context(), in.Report.TextHash()); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("the body is still there: %v", err)
	}
	if err := l.Forget(t.Context(), in.Report.TextHash(), "editor", "again"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("forgotten twice: %v", err)
	}
	r, err := l.Report(t.Context(), "a")
	if err != nil || r.Text != "" || len(r.Problems) != 2 {
		t.Errorf("report without its text: %+v, %v", r, err)
	}
	c, err := l.Verify(t.Context())
	if err != nil || c.Breach != nil || c.Gone != 1 || c.Entries != 4 {
		t.Errorf("verify: %+v, %v", c, err)
	}
	// Read again, also elsewhere, it stays forgotten.
	mustRead(t, l, in, reading("b", "https://news.example/b", in.Report.Text))
	if _, err := l.Body(t.Context(), in.Report.TextHash()); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("the body came back: %v", err)
	}
	whole(t, l, 7)
}

// tampering changes a ledger as one who owns the database can, and expects Verify to name the place.
func tampering(t *testing.T, spec string) {
	l := open(t, spec)
	for i := range 4 { // entries 1-12: document, report, record of r0 … r3
		mustRead(t, l, reading(fmt.Sprint("r", i), "", fmt.Sprintf("Text %d.", i)))
	}
	whole(t, l, 12)
	drop := []string{`drop trigger entries_no_update`, `drop trigger entries_no_delete`, `drop trigger bodies_no_update`, `drop trigger reports_no_delete`}
	if l.Engine() == "postgres" {
		drop = []string{`drop trigger entries_guard on entries`, `drop trigger bodies_guard on bodies`, `drop trigger reports_guard on reports`}
	}
	if err := raw(t, spec, drop...); err != nil {
		t.Fatal(err)
	}
	// From the end to the beginning, so that each is the first breach.
	for _, c := range []struct {
		name, sql string
		seq       int64
		rests     []string
	}{
		{"a report taken out of the table", `delete from reports where id = 'r3'`, 12, nil},
		{"a page changed", `update bodies set data = (select data from bodies where hash = '` + reading("r0", "", "Text 0.").Report.TextHash() + `') where hash = '` + reading("r3", "", "Text 3.").Document.Capture() + `'`, 10, []string{"report r3", "record r3 coder/test-1"}},
		{"a text changed", `update bodies set data = (select data from bodies where hash = '` + reading("r0", "", "Text 0.").Report.TextHash() + `') where hash = '` + reading("r2", "", "Text 2.").Report.TextHash() + `'`, 8, []string{"record r2 coder/test-1"}},
		{"a text removed", `delete from bodies where hash = '` + reading("r1", "", "Text 1.").Report.TextHash() + `'`, 5, []string{"record r1 coder/test-1"}},
		{"an entry deleted", `delete from entries where seq = 4`, 5, []string{"record r1 coder/test-1"}},
		{"a time changed", `update entries set at = '2001-01-01T00:00:00.000000Z' where seq = 3`, 3, nil},
		{"a key changed", `update entries set key = 'r9' where seq = 3`, 3, nil},
		{"a body of an entry changed", `update entries set body = replace(body, 'News', 'Fake') where seq = 2`, 2, []string{"record r9"}},
		{"another chain", `update entries set prev = 'abc' where seq = 1`, 1, []string{"report r0", "record r9"}},
	} {
		if err := raw(t, spec, c.sql); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		check, err := l.Verify(t.Context())
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if check.Breach == nil || check.Breach.Entry.Seq != c.seq {
			t.Errorf("%s: breach %v, want entry %d", c.name, check.Breach, c.seq)
			continue
		}
		if c.rests != nil {
			if diff := cmp.Diff(c.rests, check.Breach.Rests); diff != "" {
				t.Errorf("%s: what rests on it:\n%s", c.name, diff)
			}
		}
	}
}
