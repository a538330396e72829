package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/tocsin-org/tocsin"
)

// words returns the text of each element that has a class, in order, with single spaces.
func words(t *testing.T, page, tag, class string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	var text func(*html.Node) string
	text = func(n *html.Node) string {
		if n.Type == html.TextNode {
			return n.Data
		}
		var b strings.Builder
		for c := range n.ChildNodes() {
			b.WriteString(text(c))
			b.WriteString(" ")
		}
		return b.String()
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != tag {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "class" && strings.Contains(" "+a.Val+" ", " "+class+" ") {
				out = append(out, strings.Join(strings.Fields(text(n)), " "))
			}
		}
	}
	return out
}

func incidentPage(t *testing.T, change func(*fake), address string) string {
	t.Helper()
	f := fullOf("Kareth")
	if change != nil {
		change(&f)
	}
	w := get(t, newServer(t, func(c *Config) { *c = f.config() }), address)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d", address, w.Code)
	}
	return w.Body.String()
}

// TestIncidentFigures: one row a voice in the order of time, with why a number does not count; what gives no number is
// said, and what nobody gives is unknown.
func TestIncidentFigures(t *testing.T) {
	page := incidentPage(t, nil, "/incidents/x")
	want := []string{
		"killed 2",
		"injured unknown",
	}
	var heads []string
	for _, f := range words(t, page, "div", "figure") {
		heads = append(heads, strings.Join(strings.Fields(f)[:2], " "))
	}
	if diff := cmp.Diff(want, heads); diff != "" {
		t.Error(diff)
	}
	rows := append(words(t, page, "tr", "counted"), words(t, page, "tr", "perpetrator")...)
	if diff := cmp.Diff([]string{
		"2 Mar 2024 A Kareth (authority) via Kareth 1 , Kareth · attackers counted 2",
		"5 Mar 2024 P Kareth (perpetrator) via Kareth 3 , Kareth · the perpetrator's own number, not counted 10 or more",
	}, rows); diff != "" {
		t.Error(diff)
	}
	if strings.Index(page, `<tr class="counted">`) > strings.Index(page, `<tr class="perpetrator">`) {
		t.Error("the voices are not in the order of time")
	}
	if !strings.Contains(page, "no number:") {
		t.Error("the report that gives no number is not said")
	}
	unknown := incidentPage(t, func(f *fake) { f.incident.Figures = nil }, "/incidents/x")
	for _, f := range words(t, unknown, "div", "figure") {
		if !strings.HasSuffix(f, "unknown") || strings.Contains(f, "0") {
			t.Errorf("a number that nobody gives is said as %q", f)
		}
	}
}

// TestIncidentValues: what is concluded stands first, with who says so and the words; what others say stands below.
func TestIncidentValues(t *testing.T) {
	page := incidentPage(t, nil, "/incidents/x")
	got := words(t, page, "div", "given")
	for _, want := range []string{
		"bombing 1 , Kareth 2 , Kareth 3 , Kareth exploded Kareth",
		"2024-03-01 1 , Kareth 3 , Kareth",
		"2024-03-02 2 , Kareth",
		"bomb 1 , Kareth 2 , Kareth 3 , Kareth bomb Kareth",
	} {
		found := false
		for _, g := range got {
			found = found || g == want
		}
		if !found {
			t.Errorf("no %q among %q", want, got)
		}
	}
	if !strings.Contains(page, `href="/reports/r2Kareth#account-a1"`) {
		t.Error("a note does not lead to its account")
	}
}

// TestNobodyIsSaidToHaveDoneIt: whoever is named stands with who says so, everywhere on the page.
func TestNobodyIsSaidToHaveDoneIt(t *testing.T) {
	page := incidentPage(t, func(f *fake) {
		for i := range f.incident.Statements {
			f.incident.Statements[i].Actor = "Dawn Front"
		}
	}, "/incidents/x")
	if i, j := strings.Index(page, "<h1>"), strings.Index(page, "</h1>"); i < 0 || strings.Contains(page[i:j], "Dawn Front") {
		t.Error("the headline names an actor")
	}
	said := words(t, page, "span", "said")
	if len(said) != 4 { // two at the head, two in order
		t.Fatalf("%d statements: %q", len(said), said)
	}
	for _, s := range said {
		if !strings.Contains(s, "claimed by Dawn Front (own statement") && !strings.Contains(s, "attributed to Dawn Front by Kareth (authority, hedged)") {
			t.Errorf("%q does not say who says so", s)
		}
	}
}

// TestAsOf: the slider leads to an address, and a day before anything was known says so.
func TestAsOf(t *testing.T) {
	f := fullOf("Kareth")
	h := newServer(t, func(c *Config) { *c = f.config() })
	for after, want := range map[string]string{
		"0":  "/incidents/r1Kareth:a1?asof=2024-03-02",
		"2":  "/incidents/r1Kareth:a1?asof=2024-03-04",
		"3":  "/incidents/r1Kareth:a1",
		"99": "/incidents/r1Kareth:a1",
		"-1": "/incidents/r1Kareth:a1",
	} {
		w := get(t, h, "/incidents/x?after="+after)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want {
			t.Errorf("%s days after: status %d to %s, want %s", after, w.Code, got, want)
		}
	}
	if got := get(t, h, "/incidents/x?after=2&rule=gtd").Header().Get("Location"); got != "/incidents/r1Kareth:a1?asof=2024-03-04&rule=gtd" {
		t.Errorf("the rule is lost: %s", got)
	}
	for _, address := range []string{"/incidents/x?after=x", "/incidents/x?asof=x"} {
		if w := get(t, h, address); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
	early := incidentPage(t, nil, "/incidents/x?asof=2024-03-01")
	if !strings.Contains(early, "Nothing was known of it by 1 Mar 2024") || strings.Contains(early, "Figures by voice") {
		t.Error("a day before the first report shows what was not known yet")
	}
	if got := words(t, incidentPage(t, nil, "/incidents/x"), "ol", "days"); len(got) != 1 || got[0] != "2 Mar 2024 : 2 reports, 1 statement 5 Mar 2024 : 1 report, 1 statement" {
		t.Errorf("days: %q", got)
	}
}

func TestKnownDays(t *testing.T) {
	inc, _ := incidentOf("Kareth")
	var got []int
	for _, d := range knownDays(inc) {
		got = append(got, d.After)
	}
	if diff := cmp.Diff([]int{0, 3}, got); diff != "" {
		t.Error(diff)
	}
	if got := knownDays(&tocsin.Incident{Accounts: []tocsin.LinkedAccount{{}}}); got != nil {
		t.Errorf("a report of no known day: %v", got)
	}
}

// TestOpenAbove: a number that is open above is a bar that runs to the end of the scale and fades out.
func TestOpenAbove(t *testing.T) {
	inc, records := incidentOf("Kareth")
	c := charts(inc, linkedRows(inc), records)[0]
	if c.Most != 15 || len(c.Rows) != 2 {
		t.Fatalf("the scale ends at %d, %d rows", c.Most, len(c.Rows))
	}
	exact, open := c.Rows[0], c.Rows[1]
	if exact.Fade != nil || open.Fade == nil {
		t.Fatal("the wrong bar fades")
	}
	last := open.Fade[len(open.Fade)-1]
	if open.Fade[0].X < 63 || open.Fade[0].X > 64 || last.X+last.W < 99.9 || last.Opacity > .2 {
		t.Errorf("fades from %v to %v", open.Fade[0], last)
	}
}

// incidentOf is an incident of three accounts: the first two of one day, the last three days later.
func incidentOf(words string) (*tocsin.Incident, map[string]*tocsin.Record) {
	ref := func(report string) tocsin.AccountRef { return tocsin.AccountRef{Report: report + words, Account: "a1"} }
	quote := func(s string) []tocsin.Evidence { return []tocsin.Evidence{{Quote: s + " " + words}} }
	authority := tocsin.Voice{Speaker: words, Type: tocsin.VoiceAuthority, Via: []string{words}}
	claimant := tocsin.Voice{Speaker: words, Type: tocsin.VoicePerpetrator, Via: []string{words}}
	lat, lon, yes := 42.8, 47.5, true
	where := tocsin.Where{Text: words, Country: "RU", Adm1: words, Settlement: words, Lat: &lat, Lon: &lon, Precision: tocsin.PlaceNear}
	when := tocsin.When{Start: march, End: march, Precision: tocsin.DateDay}
	later := when
	later.Start, later.End = march.Add(1), march.Add(1)
	claim := tocsin.Statement{Stance: tocsin.StanceClaim, Actor: words, Certainty: tocsin.Stated, Voice: claimant, Evidence: quote("behind it")}
	blame := tocsin.Statement{Stance: tocsin.StanceAttribution, Actor: words, Certainty: tocsin.Hedged, Voice: authority, Evidence: quote("suspected")}
	two := tocsin.Figure{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: 2, High: number(2), Voice: authority, Evidence: quote("two people")}
	many := tocsin.Figure{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: 10, Voice: claimant, Evidence: quote("more than ten")}
	account := func(w tocsin.When, f ...tocsin.Figure) *tocsin.Record {
		a := tocsin.Account{
			ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, When: w, Where: where, Suicide: tocsin.SuicideYes, Casualties: f,
			Weapons: []tocsin.Weapon{{Class: tocsin.Bomb, Evidence: quote("bomb")}}, Targets: []tocsin.Target{{Class: tocsin.TargetPolice, Text: words, Evidence: quote("police")}},
			Damage: []tocsin.Damage{{Text: words, Level: tocsin.Destroyed, Evidence: quote("vehicle")}}, Evidence: quote("exploded"),
		}
		return &tocsin.Record{Accounts: []tocsin.Account{a}}
	}
	linked := func(report string, day tocsin.Date, to string) tocsin.LinkedAccount {
		a := tocsin.LinkedAccount{AccountRef: ref(report), Outlet: words, Title: words, URL: "https://example.org/" + report, Published: day, Origin: words, Credit: words}
		if to != "" {
			a.To, a.Why = ref(to).String(), []tocsin.Reason{{Text: words, Weight: 2.5}, {Text: "another day", Weight: -1}}
		}
		return a
	}
	said := func(report string, day tocsin.Date, s tocsin.Statement, also ...tocsin.AccountRef) tocsin.Said {
		return tocsin.Said{AccountRef: ref(report), Statement: s, Outlet: words, Known: day, Origin: words, Also: also, Reliability: "C", Credibility: "3"}
	}
	inc := &tocsin.Incident{
		ID: ref("r1").String(), Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideYes, When: when, Where: where,
		Weapons: []tocsin.WeaponClass{tocsin.Bomb}, Targets: []tocsin.TargetClass{tocsin.TargetPolice},
		Figures: []tocsin.Tally{{
			Effect: tocsin.Killed, Group: tocsin.GroupAll, Best: number(2), Low: 2, High: number(2), Rule: "tocsin: " + words,
			Voices: []tocsin.TallyVoice{
				{AccountRef: ref("r3"), Low: 10, Voice: claimant, Outlet: words, Published: march.Add(4), Origin: words, Status: tocsin.TallyPerpetrator},
				{AccountRef: ref("r1"), Low: 2, High: number(2), Voice: authority, Outlet: words, Published: march.Add(1), Origin: words, Status: tocsin.TallyCounted, IncludesAttackers: &yes},
			},
		}},
		Statements: []tocsin.Said{said("r1", march.Add(1), blame, ref("r2")), said("r3", march.Add(4), claim)},
		Actors:     []tocsin.Likelihood{{Actor: words, Share: .8, Terms: []tocsin.Term{{Text: words, Value: 1.5}}}, {Share: .2}},
		Accounts:   []tocsin.LinkedAccount{linked("r1", march.Add(1), ""), linked("r2", march.Add(1), "r1"), linked("r3", march.Add(4), "r1")},
		Disputes:   []tocsin.Problem{{Path: "when", Text: words}},
		Decisions:  []tocsin.Decision{{By: words, At: time.Date(2024, 3, 9, 0, 0, 0, 0, time.UTC), What: tocsin.Merge, Why: words}},
	}
	return inc, map[string]*tocsin.Record{"r1" + words: account(when, two), "r2" + words: account(later), "r3" + words: account(when, many)}
}
