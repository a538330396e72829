package housetest

import (
	"go/ast"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

func read(t *testing.T, names ...string) string {
	t.Helper()
	var b strings.Builder
	for _, n := range names {
		text, err := os.ReadFile(filepath.Join(root, n))
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

// TestFieldsAreDocumented: every field of a record stands in doc/format.md.
func TestFieldsAreDocumented(t *testing.T) {
	doc := read(t, "doc/format.md")
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] || !strings.HasPrefix(typ.PkgPath(), module) {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "" && !strings.Contains(doc, "`"+name+"`") {
				t.Errorf("doc/format.md does not explain field %s of %s", name, typ.Name())
			}
			walk(f.Type)
		}
	}
	walk(reflect.TypeFor[tocsin.Record]())
	if len(seen) < 10 {
		t.Errorf("only %d types walked", len(seen))
	}
}

// TestValuesAreDocumented: every value of a closed list stands in the codebook.
func TestValuesAreDocumented(t *testing.T) {
	doc := read(t, "doc/codebook.md")
	for name, values := range map[string][]string{
		"Kind":           text(tocsin.Kinds),
		"Stage":          text(tocsin.Stages),
		"Suicide":        text(tocsin.Suicides),
		"DatePrecision":  text(tocsin.DatePrecisions),
		"PlacePrecision": text(tocsin.PlacePrecisions),
		"WeaponClass":    text(tocsin.WeaponClasses),
		"TargetClass":    text(tocsin.TargetClasses),
		"Effect":         text(tocsin.Effects),
		"Group":          text(tocsin.Groups),
		"DamageLevel":    text(tocsin.DamageLevels),
		"Stance":         text(tocsin.Stances),
		"Certainty":      text(tocsin.Certainties),
		"VoiceType":      text(tocsin.VoiceTypes),
		"Relation":       text(tocsin.Relations),
		"TieStatus":      text(tocsin.TieStatuses),
		"AssessmentType": text(tocsin.AssessmentTypes),
	} {
		for _, v := range values {
			if !strings.Contains(doc, "`"+v+"`") {
				t.Errorf("doc/codebook.md does not explain %s %s", name, v)
			}
		}
	}
	if !strings.Contains(doc, "Codebook "+tocsin.CodebookVersion) {
		t.Errorf("doc/codebook.md is not version %s", tocsin.CodebookVersion)
	}
}

func text[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// TestResponsibleUse: README says what tocsin is for and what it is not for.
func TestResponsibleUse(t *testing.T) {
	readme := strings.Join(strings.Fields(read(t, "README.md")), " ")
	for _, want := range []string{
		"for research, journalism and humanitarian work",
		"not for scoring the risk of individuals, for watch-lists, or for choosing targets",
	} {
		if !strings.Contains(readme, want) {
			t.Errorf("README.md does not say: %s", want)
		}
	}
}

// TestTerroristIsNeverOurWord: no text of the program's own calls anybody that; it can only be quoted.
func TestTerroristIsNeverOurWord(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || !under(f.dir, "cmd/tocsin") && !under(f.dir, "internal/web") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && strings.Contains(strings.ToLower(lit.Value), "terroris") {
				t.Errorf("%s: %s", f.path, lit.Value)
			}
			return true
		})
	}
}
