package tocsin

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// A Document is a raw document: bytes as received, with where and when they were got and what is known
// of them beforehand. internal/source yields documents; internal/report turns each into a [Report].
type Document struct {
	// ID names the report: safe as a file name and unique within one run, also where case is ignored.
	ID string
	// Name says where the bytes came from, for messages: a path or URL, with ":N" for the Nth line of a
	// file of JSON lines.
	Name   string
	Bytes  []byte
	Format Format
	Media  string    // media type as the server gave it, parameters included; "" if nobody gave one
	Got    time.Time // when the bytes were received: of a file, when it was last changed; UTC

	URL      string    // address the bytes were fetched from, "" if not fetched
	Told     Told      // what the user said of the document
	Problems []Problem // what a reviewer should know of how it was got
}

// Told is what a user says of documents that do not say it themselves: it fills what a document's own
// fields leave open, and it overrules what is only read off a page.
type Told struct {
	URL, Outlet, Title string
	Published          Date
}

// Capture returns the SHA-256 of the bytes as received, hex: the name under which they are kept.
func (d *Document) Capture() string {
	h := sha256.Sum256(d.Bytes)
	return hex.EncodeToString(h[:])
}

// Format says how the bytes of a document are read.
type Format string

// The formats of documents.
const (
	HTML     Format = "html"
	Text     Format = "text"
	Markdown Format = "markdown"
	JSON     Format = "json" // one object {"id","url","outlet","title","byline","published","language","text"}
)
