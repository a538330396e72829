package housetest

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	module = "github.com/tocsin-org/tocsin"
	root   = "../.."
)

// A goFile is one Go source file of the module.
type goFile struct {
	path string // from the root, with slashes
	dir  string // folder of path, "." for the root
	test bool
	text []byte
	ast  *ast.File
}

// goFiles returns all Go files of the module outside testdata.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var out []goFile
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && (d.Name() == "testdata" || d.Name() == "shared" || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		out = append(out, goFile{path: rel, dir: path.Dir(rel), test: strings.HasSuffix(rel, "_test.go"), text: text, ast: file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 20 {
		t.Fatalf("only %d Go files found", len(out))
	}
	return out
}

func TestFormatted(t *testing.T) {
	for _, f := range goFiles(t) {
		want, err := format.Source(f.text)
		if err != nil {
			t.Errorf("%s: %v", f.path, err)
		} else if !bytes.Equal(want, f.text) {
			t.Errorf("%s is not as gofmt writes it", f.path)
		}
	}
}

// TestPackageComments: every package says in a sentence what it is.
func TestPackageComments(t *testing.T) {
	said := map[string]bool{}
	for _, f := range goFiles(t) {
		if f.test {
			continue
		}
		doc := f.ast.Doc.Text()
		ok := strings.HasPrefix(doc, "Package "+f.ast.Name.Name+" ")
		if f.ast.Name.Name == "main" {
			ok = strings.HasPrefix(doc, "Command "+path.Base(f.dir)+" ") || strings.HasPrefix(strings.ToLower(doc), path.Base(f.dir)+" ")
		}
		said[f.dir] = said[f.dir] || ok
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("%s: no file has a package comment", dir)
		}
	}
}

// TestExportedNamesAreExplained: every exported type, function, constant group and variable has a comment.
func TestExportedNamesAreExplained(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || f.ast.Name.Name == "main" {
			continue
		}
		for _, d := range f.ast.Decls {
			for _, name := range unexplained(d) {
				t.Errorf("%s: %s has no comment", f.path, name)
			}
		}
	}
}

// wellKnown are methods whose promise is that of the interface they are for.
var wellKnown = regexp.MustCompile(`^(String|Error|Unwrap|Len|Less|Swap|Push|Pop)$`)

func unexplained(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && !wellKnown.MatchString(d.Name.Name) && exportedReceiver(d) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		var out []string
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					out = append(out, s.Name.Name)
				}
			case *ast.ValueSpec:
				if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					out = append(out, s.Names[0].Name)
				}
			}
		}
		return out
	}
	return nil
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	exported := false
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.IsExported() {
			exported = true
		}
		return true
	})
	return exported
}

// TestNothingIsLeftForLater: what is not finished is not in the source.
func TestNothingIsLeftForLater(t *testing.T) {
	later := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	for _, f := range goFiles(t) {
		for _, g := range f.ast.Comments {
			if later.MatchString(g.Text()) {
				t.Errorf("%s: a comment puts something off: %s", f.path, g.Text())
			}
		}
	}
}
