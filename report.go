package tocsin

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"
)

// A Report is one text by one outlet, as the rest of tocsin reads it. Its text is derived: the bytes as
// received are kept under their hash (Capture).
type Report struct {
	ID       string       `json:"id"`       // names the report in files and commands
	URL      string       `json:"url"`      // address it was published under, "" if unknown
	Outlet   string       `json:"outlet"`   // who published it
	Title    string       `json:"title"`    // headline
	Byline   List[string] `json:"byline"`   // authors as printed
	Language string       `json:"language"` // ISO 639-1

	Published Date `json:"published"` // day of publication, zero if unknown
	// PublishedFrom says where the date came from: "given" (the user or a document's field), "html"
	// (the page's metadata or text), "dateline", "" when there is none. About one date in nine that is
	// read from a page is wrong, so its origin stays with it.
	PublishedFrom string `json:"published_from,omitempty"`

	Text string `json:"text"` // valid UTF-8, NFC, line ends "\n"; all evidence counts bytes of it

	Capture  string    `json:"capture,omitempty"`  // SHA-256 of the bytes as received, hex
	Captured time.Time `json:"captured,omitzero"`  // when they were received, UTC
	Media    string    `json:"media,omitempty"`    // media type they were read as
	Revision int       `json:"revision,omitempty"` // 1 for the first text seen at this address
	CopyOf   string    `json:"copy_of,omitempty"`  // ID of an earlier report with exactly this text

	Problems []Problem `json:"problems,omitempty"` // what went wrong while it was read
}

// TextHash returns the SHA-256 of the text, hex: equal for exact copies.
func (r *Report) TextHash() string {
	h := sha256.Sum256([]byte(r.Text))
	return hex.EncodeToString(h[:])
}

// Heading returns what a record repeats of its report.
func (r *Report) Heading() Heading {
	return Heading{URL: r.URL, Outlet: r.Outlet, Title: r.Title, Byline: r.Byline, Published: r.Published, Language: r.Language}
}

// Check returns what makes the report unfit to be coded.
func (r *Report) Check() []Problem {
	var ps problems
	ps.addIf(r.ID == "", "id", "empty")
	ps.addIf(r.Text == "", "text", "empty")
	ps.addIf(!utf8.ValidString(r.Text), "text", "not valid UTF-8")
	return ps
}
