package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
)

// A jsonDocument is a document that says of itself what it is. Other fields are ignored, so that a coded
// record with its text can be read as it is.
type jsonDocument struct {
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
	Byline    byline `json:"byline"`
	Published string `json:"published"` // YYYY-MM-DD, or an ISO time that begins with it
	Language  string `json:"language"`
	Text      string `json:"text"`
}

// A byline is one name or a list of names.
type byline []string

// UnmarshalJSON accepts a string, a list of strings, and null.
func (b *byline) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var one string
		err := json.Unmarshal(data, &one)
		*b = byline{one}
		return err
	}
	return json.Unmarshal(data, (*[]string)(b))
}

func (m *making) json() error {
	body := m.doc.Bytes
	if isUTF16(body) {
		body = []byte(m.decode())
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(body) {
		// encoding/json would put U+FFFD in silently.
		m.note("text", "%d places are not valid UTF-8; they are shown as \uFFFD", invalidRuns(string(body)))
	}
	var d jsonDocument
	if err := json.Unmarshal(body, &d); err != nil {
		return fmt.Errorf("not a JSON document: %w", err)
	}
	r := m.report
	r.URL = first(d.URL, r.URL)
	r.Outlet, r.Title = d.Outlet, d.Title
	r.Byline = names(d.Byline)
	r.Language = languageCode(d.Language)
	m.setPublished(d.Published)
	m.setText(d.Text)
	return nil
}

// setPublished takes the day of publication that a document states.
func (m *making) setPublished(stated string) {
	stated = strings.TrimSpace(stated)
	day, err := tocsin.ParseDate(stated)
	if err != nil {
		if day = writtenDate(stated); day.IsZero() {
			m.note("published", "%q is not a date", stated)
		}
	}
	m.report.Published = day
}

// names drops what is empty from a list of names.
func names(list []string) []string {
	out := []string{}
	for _, n := range list {
		if n = oneLine(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}
