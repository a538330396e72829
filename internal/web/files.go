package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/tocsin-org/tocsin"
)

//go:embed page part static
var embedded embed.FS

// files are the styles, scripts and pictures of the pages. Their addresses hold a hash of all of them, so that a
// browser may keep each for ever.
type files struct {
	hash  string
	bytes map[string][]byte // by name below static/, or page/NAME/FILE
}

// readFiles takes in everything below static/, and what is not a template below page/.
func readFiles() (*files, error) {
	f := &files{bytes: map[string][]byte{}}
	sum := sha256.New()
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".html") {
			return err
		}
		b, err := embedded.ReadFile(name)
		if err == nil {
			f.bytes[strings.TrimPrefix(name, "static/")] = b
			fmt.Fprintf(sum, "%s %d\n%s", name, len(b), b)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the files of pages: %w", err)
	}
	f.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return f, nil
}

// address returns where a file is served.
func (f *files) address(name string) string { return "/static/" + f.hash + "/" + name }

// types are the media types of the files there are: the system's own table differs from machine to machine.
var types = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json", ".geojson": "application/geo+json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
}

func (f *files) serve(w http.ResponseWriter, r *http.Request) error {
	hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/static/"), "/")
	b, ok := f.bytes[name]
	if !ok {
		return fmt.Errorf("file %s: %w", name, tocsin.ErrNotFound)
	}
	typ := types[path.Ext(name)]
	if typ == "" {
		typ = mime.TypeByExtension(path.Ext(name))
	}
	w.Header().Set("Content-Type", typ)
	if hash == f.hash {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, err := w.Write(b)
	return err
}
