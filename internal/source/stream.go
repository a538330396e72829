package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/tocsin-org/tocsin"
)

// An origin is where a stream of bytes comes from.
type origin struct {
	name  string // for messages
	file  string // file name, for the format and the id; "" where there is none
	media string // media type as the server gave it
	url   string // address it was fetched from
	got   time.Time
	notes []tocsin.Problem
}

// sniffed is how many bytes at the start decide on the format.
const sniffed = 4096

// stream reads the documents in a stream of bytes.
func (r *run) stream(in io.Reader, o origin) bool {
	in, err := ungzip(in, r.Limit)
	if err != nil {
		return r.failAt(o, err)
	}
	br := bufio.NewReaderSize(in, 64<<10)
	head, err := br.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return r.failAt(o, err)
	}
	format, err := formatOf(o.file, o.media, head)
	if err != nil {
		return r.failAt(o, err)
	}
	switch format {
	case jsonLines:
		return r.lines(br, o, nil)
	case tocsin.JSON:
		return r.json(br, o)
	}
	body, err := readUpTo(br, r.Limit)
	if err != nil {
		return r.failAt(o, err)
	}
	return r.document(o, body, format, "")
}

func (r *run) failAt(o origin, err error) bool {
	return r.fail(fmt.Errorf("%s: %w", o.name, plainError(err)))
}

// document yields one document. id is what the document calls itself, "" if it does not.
func (r *run) document(o origin, body []byte, format tocsin.Format, id string) bool {
	switch {
	case id != "":
	case o.url != "":
		id = addressID(o.url)
	default:
		id = fileID(o.file)
	}
	return r.emit(&tocsin.Document{ID: r.ids.unique(id), Name: o.name, Bytes: body, Format: format,
		Media: o.media, Got: o.got, URL: o.url, Told: r.Told, Problems: o.notes})
}

// json reads JSON that is one document, a list of them, or one a line. The first line tells: alone it is a
// whole object only where each line is one.
func (r *run) json(br *bufio.Reader, o origin) bool {
	line, err := readLine(br, r.Limit)
	var long *lineTooLong
	switch {
	case errors.As(err, &long):
		return r.failAt(o, tooLarge(r.Limit))
	case err != nil && !errors.Is(err, io.EOF):
		return r.failAt(o, err)
	}
	if err == nil && isObject(line) && !onlyBlank(br) {
		return r.lines(br, o, line)
	}
	body, err := readUpTo(io.MultiReader(bytes.NewReader(line), br), r.Limit)
	if err != nil {
		return r.failAt(o, err)
	}
	var list []json.RawMessage
	if start := bytes.TrimLeft(trimBOM(body), " \t\r\n"); len(start) > 0 && start[0] == '[' {
		if err := json.Unmarshal(start, &list); err != nil {
			return r.failAt(o, notJSON(err))
		}
		for i, body := range list {
			at := o
			at.name = fmt.Sprintf("%s:%d", o.name, i+1)
			if !r.object(at, body, i+1) {
				return false
			}
		}
		return true
	}
	return r.object(o, body, 0)
}

// lines reads one document a line. A line that is too long or no object is an error of its own, and the
// next one is read. first, if not nil, is the first line, already read.
func (r *run) lines(br *bufio.Reader, o origin, first []byte) bool {
	line, err := first, error(nil)
	skipped := int64(0)
	for n := 1; ; n++ {
		if n > 1 || first == nil {
			line, err = readLine(br, r.Limit)
		}
		at := o
		at.name = fmt.Sprintf("%s:%d", o.name, n)
		var long *lineTooLong
		switch {
		case errors.As(err, &long):
			if !r.failAt(at, tooLarge(r.Limit)) {
				return false
			}
			if skipped += long.size; skipped > 64*r.Limit {
				return r.failAt(o, fmt.Errorf("more than %s in lines that are too long: the rest is not read", size(64*r.Limit)))
			}
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return r.failAt(at, err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && !r.object(at, line, n) {
			return false
		}
		if err != nil {
			return true
		}
	}
}

// object yields the document that one JSON object holds. n is its place among several, 0 if it is alone.
func (r *run) object(o origin, body []byte, n int) bool {
	var head struct {
		ID  any    `json:"id"`
		URL string `json:"url"`
	}
	// Only what is no JSON is an error here. A field of the wrong type is for report to say, which names it.
	err := json.Unmarshal(trimBOM(body), &head)
	var wrongType *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &wrongType) && len(bytes.TrimSpace(body)) > 0 {
		return r.failAt(o, notJSON(err))
	}
	id := ""
	switch v := head.ID.(type) {
	case string:
		id = v
	case float64:
		id = fmt.Sprintf("%.0f", v)
	}
	if id == "" && head.URL != "" {
		id = addressID(head.URL)
	}
	if id == "" && n > 0 {
		id = fmt.Sprintf("%s-%d", fileID(o.file), n)
	}
	return r.document(o, body, tocsin.JSON, id)
}

func notJSON(err error) error { return fmt.Errorf("not a JSON document: %w", err) }

func isObject(line []byte) bool {
	line = bytes.TrimSpace(trimBOM(line))
	return len(line) > 0 && line[0] == '{' && json.Valid(line)
}

// onlyBlank reports whether the reader holds nothing but blanks, as far as it has buffered.
func onlyBlank(br *bufio.Reader) bool {
	ahead, _ := br.Peek(sniffed)
	return len(bytes.TrimSpace(ahead)) == 0
}

// A lineTooLong says how large the line was that readLine passed over.
type lineTooLong struct{ size int64 }

func (e *lineTooLong) Error() string { return fmt.Sprintf("a line of %s", size(e.size)) }

// readLine returns the next line with its end; with io.EOF it is the last one. A line of more than limit
// bytes is passed over without being kept and gives a lineTooLong.
func readLine(br *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	total := int64(0)
	for {
		part, err := br.ReadSlice('\n')
		if total += int64(len(part)); total <= limit+1 {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if ended := int64(len(part) - len(bytes.TrimSuffix(part, []byte("\n")))); total-ended > limit {
			return nil, &lineTooLong{total}
		}
		return line, err
	}
}

// readUpTo returns all of the reader, or an error if that is more than limit bytes.
func readUpTo(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, tooLarge(limit)
	}
	return b, nil
}

func tooLarge(limit int64) error {
	return fmt.Errorf("larger than %s, the most one report may have", size(limit))
}

func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// ungzip undoes gzip where the bytes are gzip; other bytes come back as they are.
func ungzip(in io.Reader, limit int64) (io.Reader, error) {
	br := bufio.NewReader(in)
	magic, err := br.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b, 8}) {
		return br, nil
	}
	packed := &counter{r: br}
	zr, err := gzip.NewReader(packed)
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return &inflated{zr: zr, packed: packed, free: 4 * limit}, nil
}

// bombRatio is more than any text shrinks by: news in JSON lines shrinks to a third or a fifth, deflate
// itself goes to 1/1032.
const bombRatio = 200

// inflated reads gzip and stops where it swells as no text does, so that lines without end cannot keep us
// busy. Below free bytes it does not ask.
type inflated struct {
	zr     io.Reader
	packed *counter
	n      int64
	free   int64
}

func (z *inflated) Read(p []byte) (int, error) {
	n, err := z.zr.Read(p)
	z.n += int64(n)
	if z.n > z.free && z.n > bombRatio*z.packed.n {
		return 0, fmt.Errorf("gzip: grows more than %d-fold: not read further", bombRatio)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("gzip: %w", err)
	}
	return n, err
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
