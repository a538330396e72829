package housetest

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ours says which packages of the module a package may import, by folders from the root ("." is the
// vocabulary). Stages do not know each other: they know the words, and the ledger. A folder below a
// listed one goes by the same rule and may import, and be imported by, its neighbours under that folder.
var ours = []struct {
	pkg   string
	allow []string
}{
	{".", nil},
	{"internal/language", []string{"."}},
	{"internal/lexicon", []string{"."}},
	{"internal/replay", []string{"."}},
	{"internal/sqldb", []string{"."}},
	{"internal/weigh", []string{"."}},
	{"internal/model", []string{"."}},
	{"internal/timex", []string{".", "internal/language"}},
	{"internal/gazetteer", []string{".", "internal/language"}},
	{"internal/work", []string{"internal/sqldb"}},
	{"internal/people", []string{"internal/sqldb"}},
	{"internal/ledger", []string{".", "internal/sqldb"}},
	{"internal/source", []string{".", "internal/ledger"}},
	{"internal/report", []string{".", "internal/ledger"}},
	{"internal/coder", []string{".", "internal/language", "internal/timex", "internal/gazetteer", "internal/lexicon", "internal/model", "internal/ledger", "internal/weigh"}},
	{"internal/resolve", []string{".", "internal/lexicon", "internal/ledger"}},
	{"internal/view", []string{".", "internal/sqldb"}},
	{"internal/forecast", []string{".", "internal/ledger"}},
	{"internal/exchange", []string{".", "internal/wording"}},
	{"internal/score", []string{"."}},
	{"internal/wording", []string{"."}},
	{"internal/muc", []string{".", "internal/language", "internal/lexicon", "internal/score", "internal/timex"}}, // fills for score what it compares
	{"internal/web", []string{".", "doc", "internal/exchange", "internal/wording"}},
	{"internal/housetest", []string{"."}},
}

// theirs says which packages may import a module of others, or a part of the standard library, that is
// kept to one place. What is not listed may be imported anywhere.
var theirs = []struct {
	module string
	allow  []string
	why    string
}{
	{"modernc.org/sqlite", []string{"internal/sqldb"}, "a database driver"},
	{"github.com/jackc/pgx", []string{"internal/sqldb"}, "a database driver"},
	{"database/sql", []string{"internal/sqldb", "internal/ledger", "internal/view", "internal/work", "internal/people"}, "rows and transactions"},
	{"golang.org/x/net/html", []string{"internal/report", "internal/source"}, "an HTML parser"},
	{"github.com/markusmobius", []string{"internal/report", "internal/source"}, "an HTML parser"},
	{"github.com/go-shiori", []string{"internal/report", "internal/source"}, "an HTML parser"},
	{"net/http", []string{"internal/source", "internal/replay", "internal/model", "internal/web"}, "the network"},
	{"github.com/danielgtaylor/huma", []string{"internal/web"}, "the API"},
	{"golang.org/x/crypto", []string{"internal/people"}, "passwords"},
	{"github.com/alecthomas/kong", []string{"cmd"}, "the command line"},
	{"github.com/vbauerster/mpb", []string{"cmd"}, "the terminal"},
	{"github.com/evanw/esbuild", []string{"internal/web/bundle"}, "the bundler"},
	{"github.com/parquet-go", []string{"internal/forecast", "internal/exchange"}, "a file format"},
	{"gonum.org/v1/gonum", []string{"internal/forecast"}, "statistics"},
	{"testing", nil, "tests"},
}

// TestImports holds the import rules. Programs join the parts and may import anything of ours; files
// of tests may import what they test with.
func TestImports(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || isTestPackage(f.dir) {
			continue
		}
		for _, spec := range f.ast.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if rest, ok := strings.CutPrefix(imported+"/", module+"/"); ok {
				to := path.Clean("./" + rest)
				if f.ast.Name.Name != "main" && !mayImport(f.dir, to) {
					t.Errorf("%s imports %s: against the rules in imports_test.go", f.path, to)
				}
				if isTestPackage(to) {
					t.Errorf("%s imports %s, which is for tests", f.path, to)
				}
				continue
			}
			for _, rule := range theirs {
				if under(imported, rule.module) && !slices.ContainsFunc(rule.allow, func(dir string) bool { return under(f.dir, dir) }) {
					t.Errorf("%s imports %s (%s), which belongs to %v", f.path, imported, rule.why, rule.allow)
				}
			}
		}
	}
}

// mayImport reports whether a package in the folder from may import the one in the folder to.
func mayImport(from, to string) bool {
	for _, rule := range ours {
		if from != rule.pkg && (rule.pkg == "." || !under(from, rule.pkg)) {
			continue
		}
		return rule.pkg != "." && under(to, rule.pkg) || slices.ContainsFunc(rule.allow, func(dir string) bool {
			return to == dir || dir != "." && under(to, dir)
		})
	}
	return false // a package without a rule: give it one
}

// under reports whether the path is the folder or lies in it.
func under(p, folder string) bool { return p == folder || strings.HasPrefix(p, folder+"/") }

// isTestPackage reports whether the folder holds helpers for tests, as ledgertest does.
func isTestPackage(dir string) bool { return strings.HasSuffix(dir, "test") }

func TestMayImport(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{".", "internal/ledger", false},
		{"internal/coder", ".", true},
		{"internal/coder", "internal/timex", true},
		{"internal/coder", "internal/report", false},
		{"internal/language/tagger", "internal/language/perceptron", true},
		{"internal/language/tagger", "internal/gazetteer", false},
		{"internal/source/warc", "internal/source", true},
		{"internal/unheard-of", ".", false},
	} {
		if got := mayImport(c.from, c.to); got != c.want {
			t.Errorf("%s may import %s: %v, want %v", c.from, c.to, got, c.want)
		}
	}
}

// TestDependenciesAreDecided: every module that our code imports stands in the decision record with its
// reason.
func TestDependenciesAreDecided(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	record, err := os.ReadFile(filepath.Join(root, "doc/decisions/005-dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	var modules []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+\.\S+/\S+) v`).FindAllStringSubmatch(string(mod), -1) {
		modules = append(modules, m[1])
	}
	if len(modules) < 5 {
		t.Fatalf("only %d modules read from go.mod", len(modules))
	}
	missing := map[string]string{}
	for _, f := range goFiles(t) {
		for _, spec := range f.ast.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			best := ""
			for _, m := range modules {
				if under(imported, m) && len(m) > len(best) {
					best = m
				}
			}
			if best != "" && !strings.Contains(string(record), "`"+best+"`") {
				missing[best] = f.path
			}
		}
	}
	for m, file := range missing {
		t.Errorf("%s, imported by %s, is not in doc/decisions/005-dependencies.md", m, file)
	}
}
