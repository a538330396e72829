package source

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// jsonLines is JSON with one document a line. It is a way of storing documents, not a format of one.
const jsonLines tocsin.Format = "json lines"

// readable are the file names we know, by their ending.
var readable = map[string]tocsin.Format{
	".html": tocsin.HTML, ".htm": tocsin.HTML, ".xhtml": tocsin.HTML,
	".txt": tocsin.Text, ".text": tocsin.Text,
	".md": tocsin.Markdown, ".markdown": tocsin.Markdown,
	".json": tocsin.JSON, ".jsonl": jsonLines, ".ndjson": jsonLines,
}

// mediaFormats are the media types we know.
var mediaFormats = map[string]tocsin.Format{
	"text/html": tocsin.HTML, "application/xhtml+xml": tocsin.HTML,
	"text/markdown":    tocsin.Markdown,
	"application/json": tocsin.JSON, "application/x-ndjson": jsonLines, "application/jsonl": jsonLines,
}

// never are endings of text files that are no reports: parts of pages, programs, tables.
var never = map[string]bool{".css": true, ".js": true, ".mjs": true, ".svg": true, ".xml": true, ".csv": true, ".tsv": true,
	".go": true, ".py": true, ".sql": true, ".yaml": true, ".yml": true, ".toml": true, ".ini": true, ".log": true}

// formatOf says how a document is read, from its media type, its file name and its first bytes. Bytes that
// are no text are an error whatever the name says.
func formatOf(file, media string, head []byte) (tocsin.Format, error) {
	file = strings.TrimSuffix(strings.ToLower(file), ".gz")
	if kind := binaryKind(head); kind != "" {
		return "", fmt.Errorf("not a text but %s", kind)
	}
	if f, ok := mediaFormats[mediaType(media)]; ok {
		return f, nil
	}
	ext := path.Ext(file)
	if never[ext] {
		return "", fmt.Errorf("%s files are not read", ext)
	}
	start := bytes.TrimLeft(trimBOM(head), " \t\r\n")
	f, known := readable[ext]
	switch {
	case (!known || f == tocsin.Text) && looksLikeHTML(start): // pages are often saved as .txt
		return tocsin.HTML, nil
	case known:
		return f, nil
	case looksLikeJSON(start):
		return tocsin.JSON, nil
	}
	return tocsin.Text, nil
}

func mediaType(media string) string {
	t, _, err := mime.ParseMediaType(media)
	if err != nil {
		t, _, _ = strings.Cut(media, ";")
	}
	return strings.ToLower(strings.TrimSpace(t))
}

// binaryKind says what bytes that are no text seem to be, or "". UTF-16 is text though half of it is NUL.
func binaryKind(head []byte) string {
	controls := controlBytes(head)
	// Some marks of other formats are words too ("BM" begins a picture), so they count only beside control
	// characters; not those of a PDF or PostScript file, whose start may have none.
	if isUTF16(head) || controls == 0 && !bytes.HasPrefix(head, []byte("%PDF-")) && !bytes.HasPrefix(head, []byte("%!PS")) {
		return ""
	}
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if strings.HasPrefix(kind, "text/") {
		return ""
	}
	if kind != "application/octet-stream" {
		return kind
	}
	// A few stray control characters are a dirty text, which report repairs and records.
	if controls*50 > len(head) {
		return "binary data"
	}
	return ""
}

// isUTF16 reports whether bytes begin with a UTF-16 mark, or look like Latin letters in it.
func isUTF16(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return true
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	return half >= 8 && (zeros[0] > half*7/10 && zeros[1] == 0 || zeros[1] > half*7/10 && zeros[0] == 0)
}

func controlBytes(head []byte) int {
	n := 0
	for _, b := range head {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b || b == 0x7f {
			n++
		}
	}
	return n
}

func trimBOM(b []byte) []byte { return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")) }

func looksLikeHTML(start []byte) bool {
	return strings.HasPrefix(http.DetectContentType(start), "text/html") ||
		bytes.HasPrefix(start, []byte("<?xml")) && bytes.Contains(start, []byte("<html"))
}

// looksLikeJSON asks for a key right after the brace: texts may begin with a brace too.
func looksLikeJSON(start []byte) bool {
	if len(start) == 0 || start[0] != '{' {
		return false
	}
	rest := bytes.TrimLeft(start[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}
