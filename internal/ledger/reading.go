package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
)

// A Reading is what came of one document.
type Reading struct {
	Document *tocsin.Document
	Report   *tocsin.Report // nil if it could not be read
	Record   *tocsin.Record // nil if it was not coded
	Coder    string         // version of what coded it
	Err      error          // why there is no report or record
}

// An Outcome says what the ledger made of a Reading.
type Outcome struct {
	// ID is the report's id in the ledger: the one it came with, ID@2 for a second text at the same
	// address, ID~2 where another address has taken the id. It is "" without a report.
	ID       string
	Revision int
	CopyOf   string
	New      bool // the report was not in the ledger
	// Differs is set where this version of the coder has made another record of this report before. The
	// earlier one stands: the version must change when the coder does.
	Differs bool
}

// The stored forms. They outlive the code: fields may be added and are then empty in old entries; none is
// renamed, and none changes its meaning.

type storedDocument struct {
	Name    string    `json:"name"`              // where the bytes came from
	URL     string    `json:"url,omitempty"`     // if they were fetched
	Capture string    `json:"capture,omitempty"` // SHA-256 of the bytes: a body
	Size    int       `json:"size"`              // in bytes
	Format  string    `json:"format,omitempty"`
	Media   string    `json:"media,omitempty"`
	Got     time.Time `json:"got,omitzero"`
	// What a reviewer should know of how it was got.
	Problems []tocsin.Problem `json:"problems,omitempty"`
	Error    string           `json:"error,omitempty"` // why it could not be read
}

type storedReport struct {
	ID            string           `json:"id"`
	Document      string           `json:"document"` // key of its document entry
	URL           string           `json:"url"`
	Outlet        string           `json:"outlet"`
	Title         string           `json:"title"`
	Byline        []string         `json:"byline"`
	Language      string           `json:"language"`
	Published     string           `json:"published"` // YYYY-MM-DD
	PublishedFrom string           `json:"published_from,omitempty"`
	Text          string           `json:"text"` // SHA-256: a body
	Capture       string           `json:"capture,omitempty"`
	Captured      time.Time        `json:"captured,omitzero"`
	Media         string           `json:"media,omitempty"`
	Revision      int              `json:"revision"`
	CopyOf        string           `json:"copy_of,omitempty"`
	Problems      []tocsin.Problem `json:"problems,omitempty"`
}

type storedRecord struct {
	Report   string          `json:"report"`   // its id in the ledger
	Coder    string          `json:"coder"`    // version
	Codebook string          `json:"codebook"` // version
	Record   json.RawMessage `json:"record"`   // the form of doc/format.md
}

// A prepared reading has all its contents hashed and packed, which is most of the work and needs no lock.
type prepared struct {
	Reading
	capture, text *body
	record        json.RawMessage
}

func prepare(r Reading) (prepared, error) {
	p := prepared{Reading: r}
	if len(r.Document.Bytes) > 0 {
		b := pack(r.Document.Bytes)
		p.capture = &b
	}
	if r.Report != nil {
		b := pack([]byte(r.Report.Text))
		p.text = &b
	}
	if r.Record != nil {
		raw, err := encodeBody(r.Record)
		if err != nil {
			return p, fmt.Errorf("encoding the record of %s: %w", r.Document.Name, err)
		}
		p.record = raw
	}
	return p, nil
}

// AppendReadings appends documents, their reports and records in one transaction, so that none of these
// is ever there without the others. What is in the ledger already is not appended again: the same bytes
// from the same place, the same text at the same address, the same report coded by the same version.
func (l *Ledger) AppendReadings(ctx context.Context, readings []Reading) ([]Outcome, error) {
	ready := make([]prepared, len(readings))
	for i, r := range readings {
		p, err := prepare(r)
		if err != nil {
			return nil, err
		}
		ready[i] = p
	}
	out := make([]Outcome, len(readings))
	err := l.write(ctx, func(w *writer) error {
		for i, p := range ready {
			o, err := w.reading(p)
			if err != nil {
				return fmt.Errorf("%s: %w", p.Document.Name, err)
			}
			out[i] = o
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (w *writer) reading(p prepared) (Outcome, error) {
	document, err := w.document(p)
	if err != nil || p.Report == nil {
		return Outcome{}, err
	}
	o, err := w.report(p, document)
	if err != nil || p.Record == nil {
		return o, err
	}
	stored := storedRecord{o.ID, p.Coder, tocsin.CodebookVersion, p.record}
	entry, err := encode([]Draft{{Record, recordKey(o.ID, p.Coder), stored}})
	if err != nil {
		return o, err
	}
	_, err = w.append(entry[0])
	if errors.Is(err, ErrConflict) {
		o.Differs, err = true, nil
	}
	return o, err
}

// RecordDraft returns the draft of what one version of the coder made of a report in the ledger.
func RecordDraft(report, coder string, rec *tocsin.Record) (Draft, error) {
	raw, err := encodeBody(rec)
	if err != nil {
		return Draft{}, fmt.Errorf("encoding the record of %s: %w", report, err)
	}
	return Draft{Record, recordKey(report, coder), storedRecord{report, coder, tocsin.CodebookVersion, raw}}, nil
}

// Coded reports whether the ledger has a record of the report by this version of the coder.
func (l *Ledger) Coded(ctx context.Context, report, coder string) (bool, error) {
	var n int
	err := l.db.Read().QueryRowContext(ctx, `select count(*) from entries where kind = $1 and key = $2`, string(Record), recordKey(report, coder)).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("looking for a record of %s: %w", report, err)
	}
	return n > 0, nil
}

func recordKey(id, coder string) string { return id + " " + coder }

// document enters the document and returns its key. The same bytes from the same place are one document
// however often they are read; when they were got the first time stands.
func (w *writer) document(p prepared) (key string, err error) {
	d := p.Document
	s := storedDocument{Name: d.Name, URL: d.URL, Size: len(d.Bytes), Format: string(d.Format), Media: d.Media, Got: d.Got, Problems: d.Problems}
	key = "none " + d.Name
	if p.capture != nil {
		s.Capture = p.capture.hash
		key = s.Capture + " " + d.Name
		if err := w.keepBody(*p.capture); err != nil {
			return key, err
		}
	}
	if p.Err != nil {
		s.Error = p.Err.Error()
	}
	entry, err := encode([]Draft{{Document, cleanKey(key), s}})
	if err != nil {
		return key, err
	}
	_, err = w.keep(entry[0])
	return entry[0].Key, err
}

// cleanKey makes a key of any name: PostgreSQL's texts are valid UTF-8 without zeros.
func cleanKey(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\x00", "�")
}

// keep appends e unless an entry has its kind and key, whatever its body.
func (w *writer) keep(e Entry) (Entry, error) {
	old, err := scanEntry(w.tx.QueryRowContext(w.ctx, entryColumns+` where kind = $1 and key = $2`, string(e.Kind), e.Key))
	if err == nil {
		return old, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return Entry{}, fmt.Errorf("looking for %s %s: %w", e.Kind, e.Key, err)
	}
	return w.append(e)
}

// report enters the report as the next text at its address, unless the address has had this text.
func (w *writer) report(p prepared, document string) (Outcome, error) {
	r := p.Report
	address := addressOf(r)
	o := Outcome{}
	err := w.tx.QueryRowContext(w.ctx, `select id, revision from reports where address = $1 and text_hash = $2`, address, p.text.hash).Scan(&o.ID, &o.Revision)
	if err == nil {
		return o, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return o, fmt.Errorf("looking for %s: %w", address, err)
	}
	if o, err = w.place(r, address, p.text.hash); err != nil {
		return o, fmt.Errorf("placing %s: %w", address, err)
	}
	if err := w.keepBody(*p.text); err != nil {
		return o, err
	}
	entry, err := encode([]Draft{{Report, o.ID, storeReport(r, o, document, p)}})
	if err != nil {
		return o, err
	}
	e, err := w.append(entry[0])
	if err != nil {
		return o, err
	}
	_, err = w.tx.ExecContext(w.ctx, `insert into reports (id, address, text_hash, revision, seq) values ($1, $2, $3, $4, $5)`,
		o.ID, address, p.text.hash, o.Revision, e.Seq)
	if err != nil {
		return o, fmt.Errorf("indexing report %s: %w", o.ID, err)
	}
	return o, nil
}

// addressOf says what makes two texts revisions of one report: the address they were published under,
// or, where there is none, the id.
func addressOf(r *tocsin.Report) string {
	if r.URL != "" {
		return cleanKey(tocsin.CanonicalURL(r.URL))
	}
	return cleanKey("id:" + r.ID)
}

// place gives a new text its id, its revision and the report it is a copy of.
func (w *writer) place(r *tocsin.Report, address, textHash string) (Outcome, error) {
	o := Outcome{New: true, Revision: 1, ID: cleanKey(r.ID)}
	var first string
	var revisions int
	err := w.tx.QueryRowContext(w.ctx, `select count(*) from reports where address = $1`, address).Scan(&revisions)
	if err == nil && revisions > 0 {
		err = w.tx.QueryRowContext(w.ctx, `select id from reports where address = $1 order by revision limit 1`, address).Scan(&first)
		o.Revision = revisions + 1
		o.ID = fmt.Sprintf("%s@%d", first, o.Revision)
	}
	if err != nil {
		return o, err
	}
	if r.Text != "" {
		err = w.tx.QueryRowContext(w.ctx, `select id from reports where text_hash = $1 order by seq limit 1`, textHash).Scan(&o.CopyOf)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return o, err
		}
	}
	o.ID, err = w.freeID(o.ID)
	return o, err
}

// freeID returns the id, or id~2, id~3, … if another address has taken it.
func (w *writer) freeID(id string) (string, error) {
	try := id
	for n := 2; ; n++ {
		var taken int
		if err := w.tx.QueryRowContext(w.ctx, `select count(*) from reports where id = $1`, try).Scan(&taken); err != nil {
			return "", err
		}
		if taken == 0 {
			return try, nil
		}
		try = fmt.Sprintf("%s~%d", id, n)
	}
}

func storeReport(r *tocsin.Report, o Outcome, document string, p prepared) storedReport {
	s := storedReport{
		ID: o.ID, Document: document, URL: r.URL, Outlet: r.Outlet, Title: r.Title, Byline: r.Byline, Language: r.Language,
		Published: r.Published.String(), PublishedFrom: r.PublishedFrom, Text: p.text.hash, Capture: r.Capture,
		Captured: r.Captured, Media: r.Media, Revision: o.Revision, CopyOf: o.CopyOf, Problems: r.Problems,
	}
	if p.capture != nil {
		s.Capture = p.capture.hash
	}
	return s
}

// Report returns the report with that id, its text included. If the text was removed from the ledger the
// report comes without it and with a problem that says so.
func (l *Ledger) Report(ctx context.Context, id string) (*tocsin.Report, error) {
	e, err := l.Get(ctx, Report, id)
	if err != nil {
		return nil, err
	}
	r, text, err := readReport(e)
	if err != nil {
		return nil, err
	}
	content, err := l.Body(ctx, text)
	if errors.Is(err, ErrNotFound) {
		r.Problems = append(r.Problems, removedText)
		return r, nil
	}
	if err != nil {
		return nil, fmt.Errorf("text of %s: %w", id, err)
	}
	r.Text = string(content)
	return r, nil
}

// Reports returns the reports with those ids by id, their texts included, as Report does; ids that name none are left out. It
// asks the database once, which for many reports takes a fraction of the time.
func (l *Ledger) Reports(ctx context.Context, ids ...string) (map[string]*tocsin.Report, error) {
	out := make(map[string]*tocsin.Report, len(ids))
	for part := range slices.Chunk(ids, page) {
		marks, args := make([]string, len(part)), make([]any, len(part))
		for i, id := range part {
			marks[i], args[i] = fmt.Sprintf("$%d", i+1), id
		}
		rows, err := l.db.Read().QueryContext(ctx, `select e.key, e.body, b.data from reports r join entries e on e.seq = r.seq left join bodies b on b.hash = r.text_hash
			where r.id in (`+strings.Join(marks, ", ")+`)`, args...)
		if err != nil {
			return nil, fmt.Errorf("reading reports: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var e Entry
			var body string
			var packed sql.RawBytes
			if err := rows.Scan(&e.Key, &body, &packed); err != nil {
				return nil, fmt.Errorf("reading reports: %w", err)
			}
			e.Body = json.RawMessage(body)
			r, text, err := readReport(e)
			if err != nil {
				return nil, err
			}
			if packed == nil {
				r.Problems = append(r.Problems, removedText)
			} else {
				content, err := unpack(text, packed)
				if err != nil {
					return nil, fmt.Errorf("text of %s: %w", e.Key, err)
				}
				r.Text = string(content)
			}
			out[e.Key] = r
		}
		if err := rows.Err(); err != nil {
			return nil, fmt.Errorf("reading reports: %w", err)
		}
	}
	return out, nil
}

// removedText is the problem of a report whose text is no longer there.
var removedText = tocsin.Problem{Path: "text", Text: "removed from the ledger"}

// readReport returns the report of a Report entry without its text, and the text's hash.
func readReport(e Entry) (*tocsin.Report, string, error) {
	var s storedReport
	if err := json.Unmarshal(e.Body, &s); err != nil {
		return nil, "", fmt.Errorf("report %s: %w", e.Key, err)
	}
	published, err := tocsin.ParseDate(s.Published)
	if err != nil {
		return nil, "", fmt.Errorf("report %s: %w", e.Key, err)
	}
	return &tocsin.Report{
		ID: s.ID, URL: s.URL, Outlet: s.Outlet, Title: s.Title, Byline: s.Byline, Language: s.Language,
		Published: published, PublishedFrom: s.PublishedFrom, Capture: s.Capture, Captured: s.Captured,
		Media: s.Media, Revision: s.Revision, CopyOf: s.CopyOf, Problems: s.Problems,
	}, s.Text, nil
}

// ReadReport returns the report of an entry of kind Report, without its text.
func ReadReport(e Entry) (*tocsin.Report, error) {
	r, _, err := readReport(e)
	return r, err
}

// ReadRecord returns the record of an entry of kind Record, the id of its report and the version of the
// coder that made it.
func ReadRecord(e Entry) (rec *tocsin.Record, report, coder string, err error) {
	var s storedRecord
	if err := json.Unmarshal(e.Body, &s); err != nil {
		return nil, "", "", fmt.Errorf("record %s: %w", e.Key, err)
	}
	rec = &tocsin.Record{}
	if err := json.Unmarshal(s.Record, rec); err != nil {
		return nil, "", "", fmt.Errorf("record %s: %w", e.Key, err)
	}
	return rec, s.Report, s.Coder, nil
}

// RecordOf returns whose record an entry of kind Record holds, and by which version of the coder, without reading the record.
func RecordOf(e Entry) (report, coder string, err error) {
	dec := json.NewDecoder(bytes.NewReader(e.Body))
	_, err = dec.Token() // the brace
	for err == nil && dec.More() && (report == "" || coder == "") {
		var name json.Token
		if name, err = dec.Token(); err != nil {
			break
		}
		switch name {
		case "report":
			err = dec.Decode(&report)
		case "coder":
			err = dec.Decode(&coder)
		default:
			err = dec.Decode(&json.RawMessage{})
		}
	}
	if err != nil {
		return "", "", fmt.Errorf("record %s: %w", e.Key, err)
	}
	return report, coder, nil
}

// A Coding is a record of a report and what made it: a version of the machine, or a person (tocsin.PersonCoder).
type Coding struct {
	Record *tocsin.Record
	Coder  string
	At     time.Time // when it was entered
}

// ReportsOf returns the ids of the reports whose text has that SHA-256, in the order in which they were entered.
func (l *Ledger) ReportsOf(ctx context.Context, text string) ([]string, error) {
	rows, err := l.db.Read().QueryContext(ctx, `select id from reports where text_hash = $1 order by seq`, text)
	if err != nil {
		return nil, fmt.Errorf("looking for reports of %s: %w", text, err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("looking for reports of %s: %w", text, err)
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// Record returns the latest record of a report by the machine and the version of the coder that made it. What counts may
// be another, since people decide too: see resolve.Record.
func (l *Ledger) Record(ctx context.Context, report string) (rec *tocsin.Record, coder string, err error) {
	all, err := l.Records(ctx, report)
	for _, c := range slices.Backward(all) {
		if tocsin.CoderName(c.Coder) == tocsin.Machine {
			return c.Record, c.Coder, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("record of %s: %w", report, ErrNotFound)
	}
	return nil, "", err
}

// Records returns all records of a report, the latest last, or ErrNotFound.
func (l *Ledger) Records(ctx context.Context, report string) ([]Coding, error) {
	// Keys are "<report> <coder>", and '!' is the byte after the blank.
	rows, err := l.db.Read().QueryContext(ctx, entryColumns+` where kind = $1 and key > $2 and key < $3 order by seq`,
		string(Record), report+" ", report+"!")
	if err != nil {
		return nil, fmt.Errorf("reading the records of %s: %w", report, err)
	}
	defer rows.Close()
	var out []Coding
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, fmt.Errorf("reading the records of %s: %w", report, err)
		}
		rec, of, coder, err := ReadRecord(e)
		if err != nil {
			return nil, err
		}
		if of == report { // an id may hold a blank, so the key alone does not tell
			out = append(out, Coding{rec, coder, e.At})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the records of %s: %w", report, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("record of %s: %w", report, ErrNotFound)
	}
	return out, nil
}

// Revisions returns the ids of the reports that have stood at the address of one, the first first, itself among them.
func (l *Ledger) Revisions(ctx context.Context, report string) ([]string, error) {
	return l.texts(ctx, `select id from reports where address = (select address from reports where id = $1) order by revision`, report)
}

// texts returns the texts that a query selects.
func (l *Ledger) texts(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := l.db.Read().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the ledger: %w", err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("reading the ledger: %w", err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the ledger: %w", err)
	}
	return out, nil
}

// A ByPerson is a report that a person has coded.
type ByPerson struct{ Report, Coder string }

// CodedByPeople returns which reports people have coded, each pair once, in the order in which they did.
func (l *Ledger) CodedByPeople(ctx context.Context) ([]ByPerson, error) {
	mark := " " + tocsin.PersonCoder("")
	last, err := l.Last(ctx)
	if err != nil {
		return nil, err
	}
	l.people.Lock() // entries stay as they are, so what was found once need not be looked for again
	defer l.people.Unlock()
	query, args := `select key from entries where kind = $1 and key like $2 order by seq`, []any{string(Record), "%" + mark + "%"}
	if l.people.seq > 0 {
		query, args = `select key from entries where seq > $3 and (kind || '') = $1 and key like $2 order by seq`, append(args, l.people.seq)
	}
	more, err := l.texts(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	// Those of entries after last may come again, and count once.
	l.people.keys, l.people.seq = append(l.people.keys, more...), last.Seq
	keys := l.people.keys
	var out []ByPerson
	seen := map[ByPerson]bool{}
	for _, k := range keys {
		i := strings.LastIndex(k, mark)
		if i < 0 {
			continue // like does not mind the case
		}
		if p := (ByPerson{k[:i], tocsin.CoderName(k[i+1:])}); !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out, nil
}
