// Package source finds and fetches news: pages, feeds, archives, folders; yields raw documents with where
// and when they were got.
//
// [Documents] takes what a user names (files, folders, addresses, "-" for standard input) and yields one
// [tocsin.Document] for each report in it, in an order that depends on the input alone:
//
//   - a folder is walked in sorted order; hidden files, README and LICENSE files, Go source that ships a
//     folder of reports, and the "x_files" folder that browsers save beside "x.html" are passed over; links
//     that lead out of the folder are refused;
//   - JSON is one document a file or one a line; lines are streamed, so a file of them may be of any size;
//   - gzip is undone, by content and not by name;
//   - everything else is a page, Markdown or text by its name, its media type, or its first bytes.
//
// One bad input never stops the run: it is yielded as an error that names it, and the rest follows. An
// empty file is a document without bytes, so that what is missing is on record.
//
// Nothing larger than [Options.Limit] after decompression becomes a document.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
)

// DefaultLimit is the greatest size of one document in bytes, after decompression.
const DefaultLimit = 10 << 20

// Options says how inputs are read. The zero value reads files and folders.
type Options struct {
	Told    tocsin.Told      // what the user says of the documents
	Limit   int64            // greatest size of one document in bytes; 0 is DefaultLimit
	Stdin   io.Reader        // what "-" reads; nil: "-" is an error
	Fetcher *Fetcher         // what addresses are fetched with; nil: an address is an error
	Now     func() time.Time // the clock; nil is time.Now
}

// Documents yields the raw documents of the inputs, and an error, which names the input, for each that
// cannot be read. It ends early only when ctx is done, with its error.
func Documents(ctx context.Context, inputs []string, o Options) iter.Seq2[*tocsin.Document, error] {
	if o.Limit == 0 {
		o.Limit = DefaultLimit
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return func(yield func(*tocsin.Document, error) bool) {
		r := &run{ctx: ctx, Options: o, yield: yield, ids: newIDs()}
		for _, input := range inputs {
			if !r.input(input) {
				return
			}
		}
	}
}

// A run is one call of Documents. Its methods return false when reading must end: the caller has broken
// off, or the context is done.
type run struct {
	Options
	ctx   context.Context
	yield func(*tocsin.Document, error) bool
	ids   *ids
}

func (r *run) input(input string) bool {
	switch {
	case input == "-":
		return r.stdin()
	case isAddress(input):
		return r.address(input)
	}
	info, err := os.Stat(input)
	if err != nil {
		return r.fail(err)
	}
	if info.IsDir() {
		return r.folder(input)
	}
	f, err := os.Open(input)
	if err != nil {
		return r.fail(err)
	}
	defer f.Close()
	return r.stream(f, origin{name: input, file: filepath.Base(input), got: r.fileTime(info)})
}

// fail yields an error and reports whether to go on.
func (r *run) fail(err error) bool {
	if ctxErr := r.ctx.Err(); ctxErr != nil {
		r.yield(nil, ctxErr)
		return false
	}
	return r.yield(nil, err)
}

// emit yields a document and reports whether to go on.
func (r *run) emit(d *tocsin.Document) bool {
	if err := r.ctx.Err(); err != nil {
		r.yield(nil, err)
		return false
	}
	return r.yield(d, nil)
}

func (r *run) stdin() bool {
	if r.Stdin == nil {
		return r.fail(errors.New("standard input: none given"))
	}
	return r.stream(r.Stdin, origin{name: "standard input", file: "stdin", got: r.Now().UTC()})
}

// fileTime is when a file was last changed: the nearest a file knows of when its bytes were received. Of
// pipes and devices it is now.
func (r *run) fileTime(info fs.FileInfo) time.Time {
	if info.Mode().IsRegular() {
		return info.ModTime().UTC().Truncate(time.Second)
	}
	return r.Now().UTC().Truncate(time.Second)
}

func isAddress(input string) bool {
	scheme, _, found := strings.Cut(input, "://")
	return found && !strings.ContainsAny(scheme, `/\.`)
}

// folder reads every report in a folder. It opens files through an os.Root, so no link, not even one that
// changes while we read, leads out of the folder.
func (r *run) folder(dir string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return r.fail(err)
	}
	defer root.Close()
	goOn := true
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		full := filepath.Join(dir, filepath.FromSlash(name))
		switch {
		case err != nil:
			goOn = r.fail(fmt.Errorf("%s: %w", full, plainError(err)))
		case name == ".":
		case passedOver(root, name, d):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case d.Type()&fs.ModeSymlink != 0:
			// A link to a file inside the folder says nothing new: the file itself is read.
			if info, err := root.Stat(name); err != nil {
				goOn = r.fail(fmt.Errorf("%s: link not followed: it leads out of the folder or nowhere", full))
			} else if info.IsDir() {
				goOn = r.fail(fmt.Errorf("%s: link to a folder not followed", full))
			}
		case !d.Type().IsRegular():
			goOn = r.fail(fmt.Errorf("%s: neither a file nor a folder", full))
		default:
			goOn = r.fileIn(root, name, full)
		}
		if !goOn {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil { // unreachable: the function above returns none
		return r.fail(fmt.Errorf("%s: %w", dir, err))
	}
	return goOn
}

func (r *run) fileIn(root *os.Root, name, full string) bool {
	f, err := root.Open(name)
	if err != nil {
		return r.fail(fmt.Errorf("%s: %w", full, plainError(err)))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return r.fail(fmt.Errorf("%s: %w", full, plainError(err)))
	}
	return r.stream(f, origin{name: full, file: path.Base(name), got: r.fileTime(info)})
}

// passedOver reports whether an entry of a folder is no report by its name alone.
func passedOver(root *os.Root, name string, d fs.DirEntry) bool {
	base := d.Name()
	if strings.HasPrefix(base, ".") {
		return true
	}
	if d.IsDir() {
		page, saved := strings.CutSuffix(name, "_files")
		return saved && (exists(root, page+".html") || exists(root, page+".htm"))
	}
	stem, _, _ := strings.Cut(strings.ToUpper(base), ".")
	return stem == "README" || stem == "LICENSE" || stem == "LICENCE" || strings.HasSuffix(base, ".go")
}

func exists(root *os.Root, name string) bool {
	_, err := root.Lstat(name)
	return err == nil
}

// plainError drops the path that package os puts before an error: the caller names the file in full.
func plainError(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
