package coder

import (
	"bufio"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/tocsin-org/tocsin"
)

// TestCorpus codes each report of corpus/coder and checks what its case says is at stake. See
// corpus/coder/README.md for the form of a case.
func TestCorpus(t *testing.T) {
	c := newCoder(t)
	files, err := filepath.Glob("../../corpus/coder/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if len(strings.TrimSpace(string(a.Comment))) == 0 {
				t.Error("the case does not say why it exists")
			}
			rep, want := parseCase(t, a)
			rec, err := c.Code(t.Context(), rep)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range rec.Problems(rep.Text) {
				t.Errorf("the record is not valid: %s", p)
			}
			got := recordLines(rec)
			for _, w := range want {
				pattern, absent := strings.CutPrefix(w, "! ")
				if found := anyLine(got, pattern); found == absent {
					t.Errorf("%s\ngot\n  %s", map[bool]string{true: "not to be there: ", false: "missing: "}[absent]+pattern, strings.Join(got, "\n  "))
				}
			}
		})
	}
}

func newCoder(t testing.TB) *Coder {
	t.Helper()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// parseCase reads the report and the wanted lines of a case.
func parseCase(t *testing.T, a *txtar.Archive) (*tocsin.Report, []string) {
	t.Helper()
	rep := &tocsin.Report{ID: "case", Language: "en"}
	var want []string
	for _, f := range a.Files {
		switch f.Name {
		case "report.txt":
			head, text, ok := strings.Cut(string(f.Data), "\n\n")
			if !ok {
				t.Fatal("report.txt has no blank line between head and text")
			}
			for _, line := range strings.Split(head, "\n") {
				k, v, _ := strings.Cut(line, ": ")
				switch k {
				case "published":
					d, err := tocsin.ParseDate(v)
					if err != nil {
						t.Fatal(err)
					}
					rep.Published = d
				case "url":
					rep.URL = v
				case "outlet":
					rep.Outlet = v
				case "title":
					rep.Title = v
				case "lang":
					rep.Language = v
				default:
					t.Fatalf("unknown head line %q", line)
				}
			}
			rep.Text = strings.TrimRight(text, "\n")
		case "want.txt":
			s := bufio.NewScanner(strings.NewReader(string(f.Data)))
			for s.Scan() {
				if line := strings.TrimSpace(s.Text()); line != "" && line[0] != '#' {
					want = append(want, line)
				}
			}
		default:
			t.Fatalf("unknown part %q", f.Name)
		}
	}
	if rep.Text == "" || len(want) == 0 {
		t.Fatal("a case needs report.txt and want.txt")
	}
	return rep, want
}

// anyLine reports whether a line matches the pattern: the whole line, where * stands for anything.
func anyLine(lines []string, pattern string) bool {
	re := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*") + "$")
	for _, l := range lines {
		if re.MatchString(l) {
			return true
		}
	}
	return false
}

// recordLines writes a record a value a line, in the form that want.txt uses.
func recordLines(rec *tocsin.Record) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, strings.TrimSpace(fmt.Sprintf(format, args...))) }
	add("accounts %d", len(rec.Accounts))
	for _, a := range rec.Accounts {
		news := "news"
		if a.Background {
			news = "background"
		}
		add("%s %s %s %s", a.ID, a.Kind, a.Stage, news)
		add("%s when %s..%s %s %s", a.ID, a.When.Start, a.When.End, a.When.Precision, quotes(a.When.Evidence))
		add("%s where %s %s/%s/%s %s", a.ID, a.Where.Precision, a.Where.Country, a.Where.Adm1, a.Where.Settlement, quotes(a.Where.Evidence))
		add("%s suicide %s", a.ID, a.Suicide)
		add("%s assassination %v", a.ID, a.Assassination)
		for _, w := range a.Weapons {
			add("%s weapon %s %s", a.ID, w.Class, quotes(w.Evidence))
		}
		for _, x := range a.Targets {
			add("%s target %s %s", a.ID, x.Class, quotes(x.Evidence))
			add("%s target-text %s %q", a.ID, x.Class, x.Text)
		}
		for _, f := range a.Casualties {
			high := ""
			if f.High != nil {
				high = strconv.Itoa(*f.High)
			}
			add("%s %s %s %d..%s %s shared:%s %s", a.ID, f.Effect, f.Group, f.Low, high, voiceLine(f.Voice), strings.Join(f.SharedWith, ","), quotes(f.Evidence))
			if f.IncludesAttackers != nil {
				add("%s includes-attackers %s %v", a.ID, f.Effect, *f.IncludesAttackers)
			}
		}
		for _, d := range a.Damage {
			add("%s damage %s %s", a.ID, d.Level, quotes(d.Evidence))
		}
		for _, s := range a.Responsibility {
			add("%s %s %s %s %s %s", a.ID, s.Stance, strconv.Quote(s.Actor), s.Certainty, voiceLine(s.Voice), quotes(s.Evidence))
			if s.When != (tocsin.Date{}) {
				add("%s %s-day %q %s", a.ID, s.Stance, s.Actor, s.When)
			}
			if s.Unverified {
				add("%s %s-unverified %q", a.ID, s.Stance, s.Actor)
			}
		}
	}
	for _, x := range rec.Ties {
		add("tie %q %s %q %s %s %s", x.From, x.Relation, x.To, x.Status, voiceLine(x.Voice), quotes(x.Evidence))
	}
	for _, x := range rec.Assessments {
		add("%s %s %s..%s %s", x.Type, voiceLine(x.Voice), x.Start, x.End, quotes(x.Evidence))
	}
	for _, x := range rec.Designations {
		add("designation %q %q by %q %s", x.Actor, x.Label, x.By, quotes(x.Evidence))
	}
	for _, p := range rec.Notes {
		add("problem %s", p)
	}
	return out
}

func voiceLine(v tocsin.Voice) string {
	s := string(v.Type)
	if v.Speaker != "" {
		s += fmt.Sprintf("(%s)", v.Speaker)
	}
	for _, via := range v.Via {
		s += " via " + via
	}
	return s
}

func quotes(es []tocsin.Evidence) string {
	var q []string
	for _, e := range es {
		q = append(q, strconv.Quote(strings.Join(strings.Fields(e.Quote), " ")))
	}
	return strings.Join(q, " ")
}

// FuzzCode codes arbitrary texts: whatever comes out is valid and every quote stands in the text.
func FuzzCode(f *testing.F) {
	f.Add("A bomb exploded Friday at a market in Kareth, killing two people and wounding dozens, police said.", 20240302)
	f.Add("BOGOTA, 9 JAN 90 (EFE) -- [TEXT] THE MAYOR WAS KIDNAPPED BY ELN GUERRILLAS.", 19900109)
	f.Add("“No group has claimed” — the attack…\n\n\xc3\x28", 0)
	c := newCoder(f)
	f.Fuzz(func(t *testing.T, text string, day int) {
		text = strings.ToValidUTF8(text, "�")
		rep := &tocsin.Report{ID: "f", Language: "en", Text: text}
		if d, err := tocsin.ParseDate(fmt.Sprintf("%04d-%02d-%02d", day/10000, day/100%100, day%100)); err == nil {
			rep.Published = d
		}
		rec, err := c.Code(t.Context(), rep)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range rec.Problems(text) {
			t.Errorf("%s", p)
		}
	})
}
