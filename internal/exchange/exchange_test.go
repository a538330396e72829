package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
)

var update = flag.Bool("update", false, "write the golden files anew")

var about = About{
	Program: "tocsin test", Licence: "CC BY 4.0", At: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), Query: "place Kareth",
	Same: func(a, b string, _ tocsin.Date) bool {
		return a == "Dawn Brigade" && b == "Dawn Front" || a == "Dawn Front" && b == "Dawn Brigade"
	},
	State: func(a string) bool { return strings.Contains(a, "army") },
}

func day(s string) tocsin.Date {
	d, err := tocsin.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func ptr[T any](v T) *T { return &v }

func said(stance tocsin.Stance, actor string, change ...func(*tocsin.Said)) tocsin.Said {
	s := tocsin.Said{
		AccountRef: tocsin.AccountRef{Report: "post", Account: "a1"},
		Statement: tocsin.Statement{
			Stance: stance, Actor: actor, Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: actor, Type: tocsin.VoicePerpetrator},
			Evidence: tocsin.List[tocsin.Evidence]{{Span: tocsin.Span{Start: 10, End: 30}, Quote: "words of Mr Private"}},
		},
		Outlet: "Kareth Post", Known: day("2024-03-02"),
	}
	if stance == tocsin.StanceAttribution || stance == tocsin.StanceDoubt || stance == tocsin.StanceNoClaim {
		s.Voice = tocsin.Voice{Speaker: "police", Type: tocsin.VoiceAuthority}
	}
	for _, f := range change {
		f(&s)
	}
	return s
}

func by(v tocsin.VoiceType, speaker string) func(*tocsin.Said) {
	return func(s *tocsin.Said) { s.Voice = tocsin.Voice{Speaker: speaker, Type: v} }
}

func via(names ...string) func(*tocsin.Said) {
	return func(s *tocsin.Said) { s.Voice.Via = names }
}

func certainty(c tocsin.Certainty) func(*tocsin.Said) {
	return func(s *tocsin.Said) { s.Certainty = c }
}

func at(start int) func(*tocsin.Said) {
	return func(s *tocsin.Said) { s.Evidence[0].Span = tocsin.Span{Start: start, End: start + 5} }
}

func tally(e tocsin.Effect, g tocsin.Group, low, best int, high *int) tocsin.Tally {
	return tocsin.Tally{Effect: e, Group: g, Low: low, Best: &best, High: high, Rule: "tocsin: most weight", Voices: tocsin.List[tocsin.TallyVoice]{
		{AccountRef: tocsin.AccountRef{Report: "post", Account: "a1"}, Low: low, High: high, Voice: tocsin.Voice{Speaker: "police", Type: tocsin.VoiceAuthority}, Status: tocsin.TallyCounted},
	}}
}

// full is an incident of which much is known.
func full() *tocsin.Incident {
	return &tocsin.Incident{
		ID: "post:a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo,
		When:    tocsin.When{Start: day("2024-03-01"), End: day("2024-03-01"), Precision: tocsin.DateDay},
		Where:   tocsin.Where{Text: "a market in Kareth", Country: "RU", Adm1: "North", Adm2: "Kareth district", Settlement: "Kareth", Lat: ptr(42.5), Lon: ptr(47.25), Precision: tocsin.PlaceSettlement},
		Weapons: tocsin.List[tocsin.WeaponClass]{tocsin.Bomb, tocsin.Firearm},
		Targets: tocsin.List[tocsin.TargetClass]{tocsin.TargetPolice, tocsin.TargetCivilians},
		Figures: tocsin.List[tocsin.Tally]{
			tally(tocsin.Killed, tocsin.GroupAll, 2, 3, ptr(4)), tally(tocsin.Killed, tocsin.GroupPolice, 1, 1, ptr(1)), tally(tocsin.Killed, tocsin.GroupAttackers, 1, 1, ptr(1)),
			tally(tocsin.Injured, tocsin.GroupAll, 24, 24, nil),
		},
		Statements: tocsin.List[tocsin.Said]{
			said(tocsin.StanceClaim, "Dawn Front", via("a video on Telegram")),
			said(tocsin.StanceAttribution, "League of the North"),
			said(tocsin.StanceDenial, "League of the North", by(tocsin.VoicePerpetrator, "League of the North")),
		},
		Actors: tocsin.List[tocsin.Likelihood]{{Actor: "Dawn Front", Share: .6}, {Actor: "League of the North", Share: .3}, {Share: .1}},
		Accounts: tocsin.List[tocsin.LinkedAccount]{
			{AccountRef: tocsin.AccountRef{Report: "post", Account: "a1"}, Outlet: "Kareth Post", Title: "=Bomb at; market", URL: "https://post.example/1", Published: day("2024-03-02"), Origin: "Kareth Post"},
			{AccountRef: tocsin.AccountRef{Report: "wire", Account: "a1"}, Outlet: "Coast Wire", Title: "Market \"bombed\"", URL: "https://wire.example/1", Published: day("2024-03-03"), Origin: "Coast Wire"},
		},
		Review:    tocsin.ReviewAccepted,
		Disputes:  tocsin.List[tocsin.Problem]{{Path: "figures.killed.all", Text: "2 different numbers"}},
		Decisions: tocsin.List[tocsin.Decision]{{By: "a.coder", At: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC), On: tocsin.List[string]{"post:a1"}, What: tocsin.Accept, Why: "read both"}},
	}
}

// vague is an incident of which little is known.
func vague() *tocsin.Incident {
	return &tocsin.Incident{
		ID: "vague:a1", Review: tocsin.ReviewMachine, Kind: tocsin.ArmedAttack, Stage: tocsin.Attempted, Suicide: tocsin.SuicideApparent,
		When:       tocsin.When{Start: day("2024-03-01"), End: day("2024-03-31"), Precision: tocsin.DateMonth},
		Where:      tocsin.Where{Text: "the north", Country: "NG", Adm1: "Borno", Precision: tocsin.PlaceProvince},
		Statements: tocsin.List[tocsin.Said]{said(tocsin.StanceNoClaim, "")},
		Accounts:   tocsin.List[tocsin.LinkedAccount]{{AccountRef: tocsin.AccountRef{Report: "vague", Account: "a1"}, Outlet: "Coast Wire", Published: day("2024-04-02"), Origin: "Coast Wire"}},
	}
}

// blank is an incident of which nothing is known.
func blank() *tocsin.Incident {
	return &tocsin.Incident{ID: "blank:a1", Kind: tocsin.OtherKind, When: tocsin.When{Precision: tocsin.DateUnknown}, Where: tocsin.Where{Precision: tocsin.PlaceUnknown}}
}

func seq(incs ...*tocsin.Incident) iter.Seq2[*tocsin.Incident, error] {
	return func(yield func(*tocsin.Incident, error) bool) {
		for _, inc := range incs {
			if !yield(inc, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, f Format, a About, incs ...*tocsin.Incident) (string, Result) {
	t.Helper()
	var b bytes.Buffer
	res, err := Write(&b, f, a, seq(incs...))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), res
}

// rows reads a table that was written, by the names of its columns.
func rows(t *testing.T, text string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll() // an error unless every row is as long as the first
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = r[i]
		}
		out = append(out, m)
	}
	return out
}

var tables = []Format{CSV, GTD, ACLED, UCDP}

// TestGolden: what is written of three incidents, a value a line so that it can be read. -update writes it anew.
func TestGolden(t *testing.T) {
	for _, f := range Formats {
		text, res := write(t, f, about, full(), vague(), blank())
		var got strings.Builder
		if f == JSON || f == Lines || f == GeoJSON {
			got.WriteString(text)
		} else {
			for _, r := range rows(t, text) {
				for _, c := range columnsOf(f) {
					if r[c] != "" {
						fmt.Fprintf(&got, "%s: %s\n", c, r[c])
					}
				}
				got.WriteString("\n")
			}
		}
		got.WriteString(about.Text(f, res))
		name := filepath.Join("testdata", string(f)+".golden")
		if *update {
			if err := os.WriteFile(name, []byte(got.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", f, d)
		}
	}
}

func columnsOf(f Format) []string {
	return map[Format][]string{CSV: csvColumns, GTD: gtdColumns, ACLED: acledColumns, UCDP: ucdpColumns}[f]
}

func TestColumns(t *testing.T) {
	for f, want := range map[Format]int{GTD: 135, ACLED: 31, UCDP: 49, CSV: 46} {
		cols := columnsOf(f)
		seen := map[string]bool{}
		for _, c := range cols {
			if seen[c] || c == "" {
				t.Errorf("%s: column %q twice or empty", f, c)
			}
			seen[c] = true
		}
		if len(cols) != want {
			t.Errorf("%s: %d columns, want %d", f, len(cols), want)
		}
	}
}

// hostile are texts that break tables, spreadsheets or terminals.
var hostile = []string{
	"", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a\r\nb", "a\nb", `"`, `""","`, ",", ";", "'=1", " =x", "\u202emoc.live", "\x00\x1b[31m", "\xff\xfe", "日本", "=cmd|' /C calc'!A0", "a | b", "\u2028x",
	`<script>alert(1)</script>`, "\r=1", "\n@x", "+\n",
}

func random(r *rand.Rand) *tocsin.Incident {
	pick := func() string { return hostile[r.IntN(len(hostile))] }
	inc := &tocsin.Incident{
		ID: fmt.Sprint("r", r.IntN(1e9), ":a1"), Kind: tocsin.Kinds[r.IntN(len(tocsin.Kinds))], Stage: tocsin.Stages[r.IntN(len(tocsin.Stages))], Suicide: tocsin.Suicides[r.IntN(3)],
		Where: tocsin.Where{Text: pick(), Country: []string{"", "RU", "NG", "XK", "ZZ", "TW"}[r.IntN(6)], Adm1: pick(), Adm2: pick(), Settlement: pick(), Precision: tocsin.PlacePrecisions[r.IntN(len(tocsin.PlacePrecisions))]},
	}
	inc.When.Precision = tocsin.DatePrecisions[r.IntN(len(tocsin.DatePrecisions))]
	if inc.When.Precision != tocsin.DateUnknown {
		inc.When.Start = day("2016-02-20").Add(r.IntN(20000))
		inc.When.End = inc.When.Start.Add(map[tocsin.DatePrecision]int{tocsin.DateDays: 3, tocsin.DateWeek: 6, tocsin.DateMonth: 20, tocsin.DateYear: 300}[inc.When.Precision])
	}
	if r.IntN(2) == 0 {
		inc.Where.Lat, inc.Where.Lon = ptr(r.Float64()*180-90), ptr(r.Float64()*360-180)
	}
	if r.IntN(3) == 0 {
		inc.Figures = append(inc.Figures, tally(tocsin.Killed, tocsin.GroupAll, r.IntN(5), 5+r.IntN(5), nil))
	}
	for range r.IntN(4) {
		inc.Weapons = append(inc.Weapons, tocsin.WeaponClasses[r.IntN(len(tocsin.WeaponClasses))])
		inc.Targets = append(inc.Targets, tocsin.TargetClasses[r.IntN(len(tocsin.TargetClasses))])
		low := r.IntN(20)
		tl := tally(tocsin.Effects[r.IntN(len(tocsin.Effects))], tocsin.Groups[r.IntN(len(tocsin.Groups))], low, low+r.IntN(3), nil)
		if tallyOf(inc, tl.Effect, tl.Group) == nil {
			inc.Figures = append(inc.Figures, tl)
		}
		inc.Statements = append(inc.Statements, said(tocsin.Stances[r.IntN(len(tocsin.Stances))], pick(), by(tocsin.VoiceTypes[r.IntN(len(tocsin.VoiceTypes))], pick()), via(pick()), certainty(tocsin.Certainties[r.IntN(3)])))
		inc.Accounts = append(inc.Accounts, tocsin.LinkedAccount{AccountRef: tocsin.AccountRef{Report: pick(), Account: "a1"}, Outlet: pick(), Title: pick(), URL: pick(), Origin: pick()})
		inc.Decisions = append(inc.Decisions, tocsin.Decision{By: pick(), What: tocsin.DecisionActions[r.IntN(5)], Why: pick()})
	}
	return inc
}

var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// TestEveryFileReadsBack: whatever the reports say, a table has as many cells in each row as it has columns, nothing a
// spreadsheet would run and nothing that steers a terminal; JSON is JSON; and every incident is written or counted.
func TestEveryFileReadsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var incs []*tocsin.Incident
	for range 3000 {
		incs = append(incs, random(r))
	}
	a := about
	a.Licence, a.Query = "=HYPERLINK(1)", "\x1b"
	for _, f := range tables {
		text, res := write(t, f, a, incs...)
		rs := rows(t, text)
		left := 0
		for _, why := range res.Reasons() {
			left += res.LeftOut[why]
		}
		if len(rs) != res.Written || res.Written+left != len(incs) || res.Written < 100 {
			t.Errorf("%s: %d rows read, %d written, %d left out of %d", f, len(rs), res.Written, left, len(incs))
		}
		for _, row := range rs {
			for name, c := range row {
				if c != "" && strings.ContainsRune("=+-@\t\r\n", rune(c[0])) && !number.MatchString(c) {
					t.Fatalf("%s: %s %q would be run", f, name, c)
				}
				if i := strings.IndexFunc(c, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
					t.Fatalf("%s: %s %q has a control character", f, name, c)
				}
			}
		}
	}
	text, _ := write(t, JSON, a, incs...)
	var doc struct {
		Export    struct{ Codebook string }
		Incidents []tocsin.Incident
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil || len(doc.Incidents) != len(incs) || doc.Export.Codebook != tocsin.CodebookVersion {
		t.Errorf("%v, %d incidents", err, len(doc.Incidents))
	}
	if text, _ := write(t, JSON, a); !json.Valid([]byte(text)) {
		t.Errorf("no incidents: %s", text)
	}
	text, res := write(t, Lines, a, incs...)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) != len(incs)+1 || res.Written != len(incs) {
		t.Errorf("%d lines of JSON", len(lines))
	}
	for _, l := range lines[1:] {
		var inc tocsin.Incident
		if err := json.Unmarshal([]byte(l), &inc); err != nil {
			t.Fatal(err)
		}
	}
	text, _ = write(t, GeoJSON, a, incs...)
	var all struct {
		Type     string
		Features []struct {
			Geometry *struct {
				Type        string
				Coordinates []float64
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal([]byte(text), &all); err != nil || all.Type != "FeatureCollection" || len(all.Features) != len(incs) {
		t.Fatalf("%v, %d features", err, len(all.Features))
	}
	points := 0
	for i, f := range all.Features {
		if (f.Geometry != nil) != hasPoint(incs[i].Where) {
			t.Errorf("%s has a geometry: %v", incs[i].Where.Precision, f.Geometry != nil)
		}
		if f.Geometry != nil {
			points++
			if f.Geometry.Coordinates[0] != *incs[i].Where.Lon || f.Geometry.Coordinates[1] != *incs[i].Where.Lat {
				t.Error("not longitude, latitude")
			}
		}
	}
	if points < 100 {
		t.Errorf("only %d points", points)
	}
}

// TestUnknownIsNotZero: of an incident of which nothing is known no format says a number.
func TestUnknownIsNotZero(t *testing.T) {
	inc := blank()
	inc.When = tocsin.When{Start: day("2024-03-01"), End: day("2024-03-01"), Precision: tocsin.DateDay}
	inc.Where.Precision, inc.Where.Country = tocsin.PlaceProvince, "RU"
	for f, names := range map[Format]string{
		GTD:   "nkill nkillter nwound nwoundte nkillus latitude longitude success nhostkid nreleased weapsubtype1 multiple extended crit1",
		ACLED: "fatalities latitude longitude source_scale",
		CSV:   "killed_low killed_best killed_high injured_low latitude claim_competing nobody_claims claimed_by attackers_killed",
	} {
		text, _ := write(t, f, about, inc)
		r := rows(t, text)[0]
		for name := range strings.FieldsSeq(names) {
			if v, ok := r[name]; v != "" || !ok {
				t.Errorf("%s: %s is %q, %v", f, name, v, ok)
			}
		}
	}
	text, _ := write(t, GTD, about, inc)
	r := rows(t, text)[0]
	for name, want := range map[string]string{
		"claimed": "-9", "compclaim": "-9", "doubtterr": "-9", "property": "-9", "ishostkid": "-9", "ransom": "-9", "INT_LOG": "-9", "nperps": "-99", "nperpcap": "-99",
		"gname": "Unknown", "weaptype1": "13", "targtype1": "20", "attacktype1": "9", "city": "Unknown",
	} {
		if r[name] != want {
			t.Errorf("GTD %s is %q, want %q", name, r[name], want)
		}
	}
	if _, res := write(t, UCDP, about, inc); res.Written != 0 {
		t.Error("UCDP holds an event without known deaths")
	}
	text, _ = write(t, GeoJSON, about, inc)
	if !strings.Contains(text, `"killed":null`) {
		t.Error(text)
	}
}

// TestClaims: the claim fields of the GTD rest on statements alone.
func TestClaims(t *testing.T) {
	claim := func(actor string, change ...func(*tocsin.Said)) tocsin.Said {
		return said(tocsin.StanceClaim, actor, change...)
	}
	for _, c := range []struct {
		name string
		said []tocsin.Said
		want string // gname/guncertain1/claimed/claimmode gname2/guncertain2/claim2/claimmode2 compclaim
	}{
		{"nothing said", nil, "Unknown//-9/ /// -9"},
		{"nobody claims", []tocsin.Said{said(tocsin.StanceNoClaim, "")}, "Unknown//0/ /// -9"},
		{"one claim", []tocsin.Said{claim("Dawn Front")}, "Dawn Front/0/1/10 /// 0"},
		{"a hedged claim", []tocsin.Said{claim("Dawn Front", certainty(tocsin.Hedged))}, "Dawn Front/1/1/10 /// 0"},
		{"a possible claim is none", []tocsin.Said{claim("Dawn Front", certainty(tocsin.Possible))}, "Unknown//-9/ /// -9"},
		{"a claim in a video", []tocsin.Said{claim("Dawn Front", via("a video"))}, "Dawn Front/0/1/6 /// 0"},
		{"a claim by telephone", []tocsin.Said{claim("Dawn Front", via("telephone call"))}, "Dawn Front/0/1/2 /// 0"},
		{"a claim posted", []tocsin.Said{claim("Dawn Front", via("Telegram"))}, "Dawn Front/0/1/7 /// 0"},
		{"a claim in a statement", []tocsin.Said{claim("Dawn Front", via("statement"))}, "Dawn Front/0/1/9 /// 0"},
		{"two claims", []tocsin.Said{claim("Dawn Front"), claim("League", at(50))}, "Dawn Front/0/1/10 League/0/1/10 1"},
		{"a claim made together", []tocsin.Said{claim("Dawn Front"), claim("League")}, "Dawn Front/0/1/10 League/0/1/10 0"},
		{"claims of one camp", []tocsin.Said{claim("Dawn Front"), claim("Dawn Brigade", at(50))}, "Dawn Front/0/1/10 Dawn Brigade/0/1/10 0"},
		{"one claim in two spellings", []tocsin.Said{claim("Dawn Front"), claim("the dawn front", at(50))}, "Dawn Front/0/1/10 /// 0"},
		{"taken back", []tocsin.Said{claim("Dawn Front"), said(tocsin.StanceRetraction, "Dawn Front"), said(tocsin.StanceAttribution, "Dawn Front")}, "Dawn Front/1/0/ /// -9"},
		{"doubted", []tocsin.Said{claim("Dawn Front"), said(tocsin.StanceDoubt, "Dawn Front")}, "Dawn Front/1/1/10 /// 0"},
		{"said by police", []tocsin.Said{said(tocsin.StanceAttribution, "Dawn Front")}, "Dawn Front/1/-9/ /// -9"},
		{"said as fact", []tocsin.Said{said(tocsin.StanceAttribution, "Dawn Front", by(tocsin.VoiceReport, ""))}, "Dawn Front/0/-9/ /// -9"},
		{"said as fact, hedged", []tocsin.Said{said(tocsin.StanceAttribution, "Dawn Front", by(tocsin.VoiceReport, ""), certainty(tocsin.Hedged))}, "Dawn Front/1/-9/ /// -9"},
		{"denied", []tocsin.Said{said(tocsin.StanceAttribution, "Dawn Front", by(tocsin.VoiceReport, "")), said(tocsin.StanceDenial, "Dawn Front")}, "Dawn Front/1/-9/ /// -9"},
		{"only denied", []tocsin.Said{said(tocsin.StanceDenial, "Dawn Front")}, "Unknown//-9/ /// -9"},
		{"only praised", []tocsin.Said{said(tocsin.StancePraise, "Dawn Front")}, "Unknown//-9/ /// -9"},
		{"who claims before who is blamed", []tocsin.Said{said(tocsin.StanceAttribution, "League"), claim("Dawn Front", at(50))}, "Dawn Front/0/1/10 League/1/-9/ 0"},
		{"a suspect is no group", []tocsin.Said{said(tocsin.StanceAttribution, "a suspect")}, "Unknown//-9/ /// -9"},
		{"a speaker's word is quoted", []tocsin.Said{said(tocsin.StanceAttribution, "unknown terrorists")}, "“unknown terrorists”/1/-9/ /// -9"},
	} {
		inc := full()
		inc.Statements, inc.Actors = c.said, nil
		text, _ := write(t, GTD, about, inc)
		r := rows(t, text)[0]
		got := fmt.Sprintf("%s/%s/%s/%s %s/%s/%s/%s %s", r["gname"], r["guncertain1"], r["claimed"], r["claimmode"], r["gname2"], r["guncertain2"], r["claim2"], r["claimmode2"], r["compclaim"])
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestNobodyStandsWithoutAVoice: wherever words say who did it, they say who says so.
func TestNobodyStandsWithoutAVoice(t *testing.T) {
	for _, f := range []Format{GTD, ACLED} {
		text, _ := write(t, f, about, full())
		r := rows(t, text)[0]
		words := r["summary"] + r["notes"] + r["addnotes"]
		for _, want := range []string{"laimed by Dawn Front (own statement, via a video on Telegram", "ttributed to League of the North by police (authority, stated)", "enied by League of the North (own statement"} {
			if !strings.Contains(words, want) {
				t.Errorf("%s does not say %q: %s", f, want, words)
			}
		}
	}
}

// TestDeaths: attackers are added where the voices say that they are not among the number, as the other systems count.
func TestDeaths(t *testing.T) {
	for _, c := range []struct {
		name     string
		includes *bool
		parts    bool
		want     string
	}{
		{"not said", nil, false, "3"},
		{"among them", ptr(true), false, "3"},
		{"not among them", ptr(false), false, "4"},
		{"added up from parts", nil, true, "4"},
	} {
		inc := full()
		v := &inc.Figures[0].Voices[0]
		v.IncludesAttackers, v.Parts = c.includes, c.parts
		for f, column := range map[Format]string{GTD: "nkill", ACLED: "fatalities", UCDP: "best"} {
			text, _ := write(t, f, about, inc)
			if got := rows(t, text)[0][column]; got != c.want {
				t.Errorf("%s: %s %s is %s, want %s", c.name, f, column, got, c.want)
			}
		}
	}
	// UCDP's four numbers add up to its best.
	r := rand.New(rand.NewPCG(3, 4))
	n := 0
	for range 2000 {
		text, res := write(t, UCDP, about, random(r))
		if res.Written == 0 {
			continue
		}
		n++
		row := rows(t, text)[0]
		var a, b, c, d, best, low int
		fmt.Sscan(row["deaths_a"]+" "+row["deaths_b"]+" "+row["deaths_civilians"]+" "+row["deaths_unknown"]+" "+row["best"]+" "+row["low"], &a, &b, &c, &d, &best, &low)
		if a+b+c+d != best || best < 1 || low > best || d < 0 {
			t.Fatalf("%d %d %d %d, best %d, low %d", a, b, c, d, best, low)
		}
	}
	if n < 50 {
		t.Errorf("only %d rows", n)
	}
}

// TestQuotes: the words of a report are in an export only if that was asked for.
func TestQuotes(t *testing.T) {
	corrected := full()
	corrected.Decisions = append(corrected.Decisions, tocsin.Decision{What: tocsin.Correct, Correction: &tocsin.Correction{
		Path: "kind", Value: json.RawMessage(`"clash"`), Evidence: corrected.Statements[0].Evidence, Anchor: corrected.Statements[0].Evidence,
	}})
	corrected.Accounts[0].Decided = tocsin.List[tocsin.Decided]{{Path: "kind", By: "a", Was: json.RawMessage(`{"quote": "Mr Private"}`)}}
	for _, f := range Formats {
		if text, _ := write(t, f, about, corrected); strings.Contains(text, "Mr Private") {
			t.Errorf("%s quotes a report", f)
		}
	}
	a := about
	a.Quotes = true
	inc := full()
	if text, _ := write(t, JSON, a, inc); !strings.Contains(text, "Mr Private") {
		t.Error("quotes were asked for")
	}
	if inc.Statements[0].Evidence[0].Quote == "" || len(corrected.Accounts[0].Decided[0].Was) == 0 {
		t.Error("writing changed the incident")
	}
}

func TestTypesOfACLED(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*tocsin.Incident)
		want   string
	}{
		{"bomb", func(i *tocsin.Incident) {}, "Explosions/Remote violence: Remote explosive/landmine/IED"},
		{"suicide", func(i *tocsin.Incident) { i.Suicide = tocsin.SuicideYes }, "Explosions/Remote violence: Suicide bomb"},
		{"apparent suicide", func(i *tocsin.Incident) { i.Suicide = tocsin.SuicideApparent }, "Explosions/Remote violence: Remote explosive/landmine/IED"},
		{"grenade", func(i *tocsin.Incident) { i.Weapons = append(i.Weapons, tocsin.Grenade) }, "Explosions/Remote violence: Grenade"},
		{"foiled", func(i *tocsin.Incident) { i.Stage = tocsin.Foiled }, "Strategic developments: Disrupted weapons use"},
		{"on police", func(i *tocsin.Incident) { i.Kind = tocsin.ArmedAttack }, "Battles: Armed clash"},
		{"on civilians", func(i *tocsin.Incident) {
			i.Kind = tocsin.ArmedAttack
			i.Targets = tocsin.List[tocsin.TargetClass]{tocsin.TargetCivilians}
		}, "Violence against civilians: Attack"},
		{"riot", func(i *tocsin.Incident) { i.Kind = tocsin.Riot }, "Riots: Mob violence"},
		{"arrests", func(i *tocsin.Incident) {
			i.Kind = tocsin.Operation
			i.Figures = tocsin.List[tocsin.Tally]{tally(tocsin.Arrested, tocsin.GroupAll, 2, 2, ptr(2))}
		}, "Strategic developments: Arrests"},
	} {
		inc := full()
		c.change(inc)
		text, _ := write(t, ACLED, about, inc)
		r := rows(t, text)[0]
		if got := r["event_type"] + ": " + r["sub_event_type"]; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestSidesOfUCDP: without a word on who is a state's, sides that hang on it stay blank.
func TestSidesOfUCDP(t *testing.T) {
	set := func(inc *tocsin.Incident, actor string, targets ...tocsin.TargetClass) *tocsin.Incident {
		inc.Targets, inc.Actors = targets, nil
		inc.Statements = tocsin.List[tocsin.Said]{said(tocsin.StanceAttribution, actor)}
		return inc
	}
	for _, c := range []struct {
		inc   *tocsin.Incident
		about About
		want  string
	}{
		{set(full(), "Dawn Front", tocsin.TargetPolice), about, "1 Government of Russia - Dawn Front"},
		{set(full(), "Northern army", tocsin.TargetMilitants), about, "1 Government of Russia - "},
		{set(full(), "Dawn Front", tocsin.TargetMilitia), about, "2 Dawn Front - "},
		{set(full(), "Dawn Front", tocsin.TargetCivilians), about, "3 Dawn Front - Civilians"},
		{set(full(), "Dawn Front", tocsin.TargetPolice), About{}, "  - "},
		{set(full(), "Dawn Front"), about, "  - "},
	} {
		text, _ := write(t, UCDP, c.about, c.inc)
		r := rows(t, text)[0]
		if got := r["type_of_violence"] + " " + r["side_a"] + " - " + r["side_b"]; got != c.want {
			t.Errorf("%v: %q, want %q", c.inc.Targets, got, c.want)
		}
	}
}

func TestRegions(t *testing.T) {
	for country, want := range map[string]string{
		"RU": "9 Europe Europe", "EG": "10 Northern Africa Middle East", "SD": "11 Northern Africa Africa", "TR": "10 Middle East Middle East", "GE": "7 Caucasus and Central Asia Europe",
		"AF": "6 Caucasus and Central Asia Asia", "IN": "6 South Asia Asia", "IR": "10 Middle East Middle East", "MX": "1 North America Americas", "CO": "3 South America Americas",
		"NG": "11 Western Africa Africa", "GB": "8 Europe Europe", "XK": "9 Europe Europe", "PH": "5 Southeast Asia Asia", "CN": "4 East Asia Asia", "AU": "12 Oceania Asia", "": "  ", "ZZ": "  ",
	} {
		if got := regionOf(country, gtdRegions) + " " + regionOf(country, acledRegions) + " " + regionOf(country, ucdpRegions); got != want {
			t.Errorf("%s: %q, want %q", country, got, want)
		}
	}
	for _, table := range [][][2]string{gtdRegions, acledRegions, ucdpRegions} {
		for _, rule := range table {
			for part := range strings.FieldsSeq(rule[1]) {
				if len(part) == 3 && m49[part].String() == "ZZ" {
					t.Errorf("%s: %s is no group of M49", rule[0], part)
				}
			}
		}
	}
}

// TestPriogrid: the number of the cell is the one that UCDP's own rows have for these points.
func TestPriogrid(t *testing.T) {
	for _, c := range []struct {
		lat, lon float64
		want     int
	}{{32.748040, 68.398770, 176897}, {34.531094, 69.162796, 179779}, {-90, -180, 1}, {90, 180, 259200}} {
		if got := priogrid(c.lat, c.lon); got != c.want {
			t.Errorf("%v, %v: %d, want %d", c.lat, c.lon, got, c.want)
		}
	}
}

func TestEventIDs(t *testing.T) {
	taken := map[string]bool{}
	for i := range 10000 {
		if _, err := gtdID("20240301", fmt.Sprint(i), taken); err != nil {
			t.Fatal(err)
		}
	}
	if len(taken) != 10000 {
		t.Errorf("%d ids", len(taken))
	}
	if _, err := gtdID("20240301", "one more", taken); err == nil {
		t.Error("an id was given twice")
	}
}

type brokenWriter struct{ room int }

func (b *brokenWriter) Write(p []byte) (int, error) {
	if b.room -= len(p); b.room < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func TestErrorsStop(t *testing.T) {
	bad := func(yield func(*tocsin.Incident, error) bool) {
		_ = yield(full(), nil) && yield(nil, errors.New("no more"))
	}
	var many []*tocsin.Incident
	for range 200 {
		many = append(many, full())
	}
	for _, f := range Formats {
		var b bytes.Buffer
		if _, err := Write(&b, f, about, bad); err == nil || !strings.Contains(err.Error(), "no more") {
			t.Errorf("%s: %v", f, err)
		}
		if _, err := Write(&brokenWriter{5000}, f, about, seq(many...)); err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s: %v", f, err)
		}
	}
	if _, err := Write(&bytes.Buffer{}, "xlsx", about, seq()); err == nil {
		t.Error("there is no format xlsx")
	}
}

// FuzzCell: any text is one harmless cell and comes back as it was written.
func FuzzCell(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := cell(s)
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write([]string{"x", c, "y"})
		w.Flush()
		r, err := csv.NewReader(&b).Read()
		if err != nil || len(r) != 3 || r[1] != c {
			t.Fatalf("%q is written as %q and read as %q, %v", s, c, r, err)
		}
		if c != "" && strings.ContainsRune("=+-@\t\r\n", rune(c[0])) {
			t.Fatalf("%q would be run", c)
		}
		if again := cell(c); again != c {
			t.Fatalf("%q becomes %q", c, again)
		}
	})
}

// BenchmarkWrite writes incidents in each format.
func BenchmarkWrite(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	var incs []*tocsin.Incident
	for range 1000 {
		incs = append(incs, random(r))
	}
	for _, f := range Formats {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				if _, err := Write(&brokenWriter{1 << 60}, f, about, seq(incs...)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "incidents/s")
		})
	}
}

// TestColumnsAreDocumented: doc/exchange.md says of every column where it comes from, or that it stays blank.
func TestColumnsAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../doc/exchange.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range tables {
		_, part, ok := strings.Cut(string(doc), "\n## "+string(f)+"\n")
		if !ok {
			t.Fatalf("no part about %s", f)
		}
		part, _, _ = strings.Cut(part, "\n## ")
		for _, c := range columnsOf(f) {
			name := strings.TrimSuffix(c, "_txt") // "`weaptype1` to `weaptype4`, `_txt`"
			if regexp.MustCompile(`^(targtype|weaptype)[2-3]$`).MatchString(name) {
				name = name[:8] + "1"
			}
			if !strings.Contains(part, "`"+c+"`") && !strings.Contains(part, "`"+name+"`") {
				t.Errorf("doc/exchange.md, %s: nothing about %s", f, c)
			}
		}
	}
}
