package forecast

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/ulikunitz/xz"
)

// ReadOptions say how counts are read. The zero value reads what the file
// offers: its deaths if it has them, by country and month.
type ReadOptions struct {
	Target Target
	Unit   Unit
	Level  Level
	Column string // the value column of a country-month file; "" means ged_sb or its like
	Types  []int  // UCDP types of violence to count: 1 state-based, 2 non-state, 3 one-sided; nil means all
	// From and To bound the panel, as period numbers, when files of incidents
	// are read; 0 means the periods of the first and last incident.
	From, To int
	// MaxBytes bounds what is read after decompression; 0 means 2 GiB.
	MaxBytes int64
	// Now stamps the vintage; nil means time.Now.
	Now func() time.Time
}

// Limits on strangers' files. A full UCDP GED csv has some 400,000 rows and its
// longest record some 200 kB.
const (
	maxBytes   = 2 << 30
	maxRecord  = 8 << 20
	maxRows    = 20_000_000
	maxAreas   = 20_000
	maxPeriods = 20_000
	// maxValues bounds areas × periods: a file of a few rows may name far-apart
	// periods and many areas.
	maxValues   = 20_000_000
	maxCount    = 1e8
	maxProblems = 50
)

// ReadPanelFile reads counts from a file; see ReadPanel.
func ReadPanelFile(path string, opt ReadOptions) (*Panel, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadPanel(f, filepath.Base(path), opt)
}

// ReadPanel reads counts in any of the known forms, told apart by content and
// not by name: a country-month table as ViEWS makes it
// (country_id,name,month_id,year,month,ged_sb) in csv or parquet, a plain
// area,period,count csv, or UCDP GED and Candidate incidents in csv, which are
// tallied. Gzip and xz are undone. Rows that make no sense are left out and
// named in the panel's Problems.
func ReadPanel(r io.Reader, name string, opt ReadOptions) (*Panel, error) {
	t, err := openTable(r, opt)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	p, err := readPanel(t, opt)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if err := t.drain(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	p.Vintage = t.vintage(name, opt, p)
	p.Problems = append(p.Problems, t.problems.list()...)
	if err := p.check(); err != nil {
		return nil, err
	}
	return p, nil
}

func readPanel(t *table, opt ReadOptions) (*Panel, error) {
	switch {
	case t.has("priogrid_gid", "pg_id", "priogrid_id") && !t.has("date_start", "date"):
		return nil, errors.New("a table by grid cell: forecasts are made for first-order units or larger")
	case t.has("month_id", "month") && t.has("country_id"):
		return readCountryMonths(t, opt)
	case t.has("area") && t.has("period"):
		return readPlain(t, opt)
	}
	list, err := readIncidents(t)
	if err != nil {
		return nil, err
	}
	return Tally(list, opt)
}

// ReadIncidents reads the rows of a UCDP GED or Candidate csv.
func ReadIncidents(r io.Reader, name string, opt ReadOptions) ([]Incident, Vintage, []string, error) {
	t, err := openTable(r, opt)
	if err != nil {
		return nil, Vintage{}, nil, fmt.Errorf("reading %s: %w", name, err)
	}
	list, err := readIncidents(t)
	if err == nil {
		err = t.drain()
	}
	if err != nil {
		return nil, Vintage{}, nil, fmt.Errorf("reading %s: %w", name, err)
	}
	v := t.vintage(name, opt, nil)
	return list, v, t.problems.list(), nil
}

// A table is rows of text under column names, whatever the file was.
type table struct {
	columns  map[string]int
	next     func() ([]string, error)
	row      int
	raw      io.Reader // as received, hashed as it passes
	hash     interface{ Sum([]byte) []byte }
	problems problemList
}

// openTable finds out what the bytes are.
func openTable(r io.Reader, opt ReadOptions) (*table, error) {
	limit := opt.MaxBytes
	if limit <= 0 {
		limit = maxBytes
	}
	h := sha256.New()
	raw := io.TeeReader(&cappedReader{r: r, left: limit}, h)
	plain, err := decompress(bufio.NewReaderSize(raw, 1<<16))
	if err != nil {
		return nil, err
	}
	text := bufio.NewReaderSize(&cappedReader{r: plain, left: limit}, 1<<16)
	t := &table{raw: raw, hash: h}
	if magic, _ := text.Peek(4); string(magic) == "PAR1" {
		return t, t.openParquet(text)
	}
	return t, t.openCSV(text)
}

func decompress(r *bufio.Reader) (io.Reader, error) {
	magic, _ := r.Peek(6)
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("gzip: %w", err)
		}
		return z, nil
	case bytes.HasPrefix(magic, []byte{0xfd, '7', 'z', 'X', 'Z', 0}):
		head, _ := r.Peek(64)
		if size := xzDictionary(head); size > maxDictionary {
			return nil, fmt.Errorf("xz: asks for a dictionary of %d bytes, at most %d are given", size, maxDictionary)
		}
		z, err := xz.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("xz: %w", err)
		}
		return z, nil
	}
	return r, nil
}

// maxDictionary is twice what the strongest setting of xz uses.
const maxDictionary = 128 << 20

// xzDictionary reads from the first block header how large a dictionary it asks
// for, so that a few bytes cannot ask for gigabytes; 0 if it is not LZMA2 alone,
// which the reader itself refuses.
func xzDictionary(b []byte) int64 {
	const streamHeader = 12
	if len(b) < streamHeader+8 {
		return 0
	}
	flags, rest := b[streamHeader+1], b[streamHeader+2:]
	for _, has := range []byte{0x40, 0x80} { // compressed and uncompressed size
		if flags&has != 0 {
			_, n := binary.Uvarint(rest)
			rest = rest[max(0, n):]
		}
	}
	if len(rest) < 3 || rest[0] != 0x21 || rest[1] != 1 || rest[2] > 40 {
		return 0
	}
	return int64(2|rest[2]&1) << (rest[2]/2 + 11)
}

// openCSV reads the header. A file may have none (Candidate 24.0.1): then the
// first row is data in the usual 49 columns.
func (t *table) openCSV(text *bufio.Reader) error {
	if bom, _ := text.Peek(3); string(bom) == "\ufeff" {
		text.Discard(3)
	}
	head, _ := text.Peek(4096)
	rec := &recordReader{r: text}
	c := csv.NewReader(rec)
	c.Comma = separator(head)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	t.next = func() ([]string, error) {
		rec.used = 0
		return c.Read()
	}
	first, err := t.next()
	if err == io.EOF {
		return errors.New("the file is empty")
	}
	if err != nil {
		return err
	}
	if looksLikeData(first) {
		first, t.next = gedColumns, before(first, t.next)
	}
	t.setColumns(first)
	return nil
}

// looksLikeData tells a row of a headerless UCDP file from column names: an id,
// and as many columns as they have.
func looksLikeData(row []string) bool {
	return len(row) == len(gedColumns) && isDigits(strings.TrimSpace(row[0]))
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func before(row []string, next func() ([]string, error)) func() ([]string, error) {
	return func() ([]string, error) {
		if r := row; r != nil {
			row = nil
			return r, nil
		}
		return next()
	}
}

func (t *table) setColumns(names []string) {
	t.columns = map[string]int{}
	for i, n := range names {
		n = strings.ToLower(strings.Trim(strings.TrimSpace(n), `"`))
		if _, taken := t.columns[n]; !taken {
			t.columns[n] = i
		}
	}
}

// separator guesses from the first line.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, n := ',', bytes.Count(line, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if k := bytes.Count(line, []byte(string(c))); k > n {
			best, n = c, k
		}
	}
	return best
}

// openParquet holds the file in memory, since parquet is read from its end.
func (t *table) openParquet(text io.Reader) (err error) {
	b, err := io.ReadAll(io.LimitReader(text, 512<<20))
	if err != nil {
		return err
	}
	// The parquet reader panics on some broken files.
	defer recovered("parquet", &err)
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	if n := f.NumRows(); n > maxRows {
		return fmt.Errorf("parquet: %d rows, at most %d are read", n, maxRows)
	}
	var names []string
	for _, path := range f.Schema().Columns() {
		names = append(names, strings.Join(path, "."))
	}
	t.setColumns(names)
	t.next = parquetRows(f, len(names))
	return nil
}

func parquetRows(f *parquet.File, columns int) func() ([]string, error) {
	groups := f.RowGroups()
	var rows parquet.Rows
	buf := make([]parquet.Row, 256)
	var have []parquet.Row
	return func() (out []string, err error) {
		defer recovered("parquet", &err)
		for len(have) == 0 {
			if rows == nil {
				if len(groups) == 0 {
					return nil, io.EOF
				}
				rows, groups = groups[0].Rows(), groups[1:]
			}
			n, err := rows.ReadRows(buf)
			have = buf[:n]
			if err == io.EOF || (err == nil && n == 0) {
				rows.Close()
				rows = nil
			} else if err != nil {
				return nil, fmt.Errorf("parquet: %w", err)
			}
		}
		out = make([]string, columns)
		for _, v := range have[0] {
			if c := v.Column(); c >= 0 && c < columns && !v.IsNull() {
				out[c] = v.String()
			}
		}
		have = have[1:]
		return out, nil
	}
}

func recovered(what string, err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%s: broken file: %v", what, p)
	}
}

// has reports whether any of the columns is there.
func (t *table) has(names ...string) bool { return t.column(names...) >= 0 }

// column returns the index of the first name that is a column, or -1.
func (t *table) column(names ...string) int {
	for _, n := range names {
		if i, ok := t.columns[n]; ok {
			return i
		}
	}
	return -1
}

// each calls f for every row but tag lines of HXL, until the end.
func (t *table) each(f func(row []string)) error {
	for {
		row, err := t.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("after row %d: %w", t.row, err)
		}
		t.row++
		if t.row > maxRows {
			return fmt.Errorf("more than %d rows", maxRows)
		}
		if t.row == 1 && isHXL(row) {
			continue
		}
		f(row)
	}
}

// isHXL recognises the second header line of files from the Humanitarian Data
// Exchange: tags such as #date+start, and blanks.
func isHXL(row []string) bool {
	tagged := slices.ContainsFunc(row, func(s string) bool { return strings.HasPrefix(s, "#") })
	return tagged && !slices.ContainsFunc(row, func(s string) bool {
		return strings.TrimSpace(s) != "" && !strings.HasPrefix(s, "#")
	})
}

// drain reads on to the end, so that the hash covers the whole file.
func (t *table) drain() error {
	_, err := io.Copy(io.Discard, t.raw)
	return err
}

func (t *table) vintage(name string, opt ReadOptions, p *Panel) Vintage {
	now := time.Now
	if opt.Now != nil {
		now = opt.Now
	}
	v := Vintage{Name: name, SHA256: hex.EncodeToString(t.hash.Sum(nil)), Read: now().UTC().Truncate(time.Second)}
	if p != nil && p.Len() > 0 {
		v.Last = p.Unit.Format(p.Last())
	}
	return v
}

// cell returns the trimmed text of a column, "" if it is missing.
func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// A cappedReader fails, instead of ending, when more is offered than allowed.
type cappedReader struct {
	r    io.Reader
	left int64
}

func (c *cappedReader) Read(b []byte) (int, error) {
	if c.left <= 0 {
		if n, err := c.r.Read(make([]byte, 1)); n == 0 {
			return 0, err
		}
		return 0, errors.New("larger than the limit")
	}
	if int64(len(b)) > c.left {
		b = b[:c.left]
	}
	n, err := c.r.Read(b)
	c.left -= int64(n)
	return n, err
}

// A recordReader fails when one csv record takes more than maxRecord bytes, so
// that an unclosed quote does not gather the rest of the file.
type recordReader struct {
	r    io.Reader
	used int
}

func (r *recordReader) Read(b []byte) (int, error) {
	if r.used > maxRecord {
		return 0, fmt.Errorf("a record of more than %d bytes (a quote left open?)", maxRecord)
	}
	n, err := r.r.Read(b)
	r.used += n
	return n, err
}

// A problemList keeps the first problems and counts the rest.
type problemList struct {
	texts []string
	more  int
}

func (l *problemList) add(format string, args ...any) {
	if len(l.texts) < maxProblems {
		l.texts = append(l.texts, fmt.Sprintf(format, args...))
		return
	}
	l.more++
}

func (l *problemList) list() []string {
	if l.more > 0 {
		return append(slices.Clone(l.texts), fmt.Sprintf("and %d more", l.more))
	}
	return l.texts
}
