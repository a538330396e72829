package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
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
// browser may keep each for ever. What ends in .gz is served under its name without.
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
	packed := false
	if !ok {
		b, packed = f.bytes[name+".gz"]
	}
	if !ok && !packed {
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
	if packed {
		return unpack(w, r, b)
	}
	_, err := w.Write(b)
	return err
}

// unpack writes a file that is kept compressed: as it is to a browser that takes it so, as all do.
func unpack(w http.ResponseWriter, r *http.Request, b []byte) error {
	w.Header().Add("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		_, err := w.Write(b)
		return err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("unpacking a file: %w", err) // unreachable: a test reads all that are embedded
	}
	_, err = io.Copy(w, z)
	return err
}
