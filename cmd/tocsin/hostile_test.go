package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// attacks are what strangers may put into a report so that a page that shows it runs or loads something. Whatever runs
// sets window.pwned; whatever loads asks evil.example.
var attacks = []string{
	`<script>window.pwned=1</script>`,
	`"><img src=x onerror=window.pwned=1>`,
	`'><svg onload=window.pwned=1>`,
	`javascript:window.pwned=1`,
	`</title></textarea></style><script>window.pwned=1</script>`,
	`<!--><script>window.pwned=1</script>-->`,
	`]]><script>window.pwned=1</script>`,
	`{{constructor.constructor('window.pwned=1')()}}${window.pwned=1}`,
	`<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
	`<math><a xlink:href="javascript:window.pwned=1">x</a></math>`,
	`<img src="//evil.example/a.png"><link rel=stylesheet href=//evil.example/a.css>`,
	`<base href="//evil.example/"><meta http-equiv=refresh content="0;url=//evil.example/">`,
	`<form action="//evil.example/"><button autofocus onfocus=window.pwned=1>go</button></form>`,
	`<details open ontoggle=window.pwned=1><summary>x</summary></details>`,
	`<video><source onerror=window.pwned=1></video><audio src=x onerror=window.pwned=1></audio>`,
	"line\u2028window.pwned=1//\u2029",
	`&lt;script&gt;window.pwned=1&lt;/script&gt;&#60;img src=x onerror=window.pwned=1&#62;`,
	`%3Cscript%3Ewindow.pwned=1%3C/script%3E`,
	`<noscript><p title="</noscript><img src=x onerror=window.pwned=1>"></p>`,
	`<style>@import'//evil.example/a.css';*{background:url(//evil.example/a.png)}</style>`,
	`<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s></svg>`,
	`<p contenteditable autofocus tabindex=1 onfocus=window.pwned=1>x</p>`,
	"`><script>window.pwned=1</script>",
	`\"-(window.pwned=1)-\"';window.pwned=1//`,
	`<object data="javascript:window.pwned=1"></object><embed src="//evil.example/a.swf">`,
	`<a href="javascript:window.pwned=1" target=_blank>read on</a>`,
	`<template><script>window.pwned=1</script></template><slot onslotchange=window.pwned=1>`,
	`data:text/html,<script>window.pwned=1</script>`,
	`<input type=image src=//evil.example/a.png onerror=window.pwned=1 formaction=javascript:window.pwned=1>`,
	"\u202e<script>window.pwned=1</script>\u202c",
}

// hostileLedger keeps a report for each attack with the attack in every place where a report's words can come.
func hostileLedger(t *testing.T) string {
	t.Helper()
	db := "sqlite:" + filepath.Join(t.TempDir(), "hostile.db")
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var rs []ledger.Reading
	for i, a := range attacks {
		r := &tocsin.Report{
			ID: fmt.Sprint("attack-", i), URL: a, Outlet: a, Title: a, Byline: []string{a}, Language: "en", Published: tocsin.Date{Year: 2024, Month: 3, Day: 1 + i%28},
			Text: fmt.Sprintf("A bomb went off at %s on Friday and killed two people, said %s. %s said it was behind it. %s", a, a, a, a), Captured: time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC),
		}
		at := strings.Index(r.Text, a)
		ev := tocsin.List[tocsin.Evidence]{tocsin.Quote(r.Text, at, at+len(a))}
		lat, lon, two := 42.0+float64(i)/20, 47.0, 2
		voice := tocsin.Voice{Speaker: a, Type: tocsin.VoicePerpetrator, Via: []string{a}}
		rec := &tocsin.Record{
			Accounts: []tocsin.Account{{
				ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Evidence: ev,
				When:       tocsin.When{Start: r.Published, End: r.Published, Precision: tocsin.DateDay, Evidence: ev},
				Where:      tocsin.Where{Text: a, Country: "RU", Adm1: a, Adm2: a, Settlement: a, Lat: &lat, Lon: &lon, Precision: tocsin.PlaceSettlement, Evidence: ev},
				Weapons:    []tocsin.Weapon{{Class: tocsin.Bomb, Evidence: ev}},
				Targets:    []tocsin.Target{{Class: tocsin.TargetPolice, Text: a, Evidence: ev}},
				Casualties: []tocsin.Figure{{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: 2, High: &two, Voice: voice, Evidence: ev}},
				Damage:     []tocsin.Damage{{Text: a, Level: tocsin.Destroyed, Evidence: ev}},
				Responsibility: []tocsin.Statement{
					{Stance: tocsin.StanceClaim, Actor: a, Certainty: tocsin.Stated, Voice: voice, Evidence: ev},
					{Stance: tocsin.StanceAttribution, Actor: a, Certainty: tocsin.Hedged, Voice: tocsin.Voice{Speaker: a, Type: tocsin.VoiceAuthority}, Evidence: ev},
				},
			}},
			Ties:         []tocsin.Tie{{From: a, Relation: tocsin.PledgedTo, To: "Other " + a, Start: "2014", Status: tocsin.TieStated, Voice: voice, Evidence: ev}},
			Assessments:  []tocsin.Assessment{{Type: tocsin.Prediction, Voice: voice, About: a, Summary: a, Evidence: ev}},
			Designations: []tocsin.Designation{{Actor: a, Label: a, By: a, Evidence: ev}},
			Notes:        []tocsin.Problem{{Path: "accounts[0].where", Text: a}},
		}
		rec.Report = r.Heading()
		rec.Report.Relevant = true
		if ps := rec.Problems(r.Text); len(ps) > 0 {
			t.Fatalf("attack %d: %v", i, ps)
		}
		rs = append(rs, ledger.Reading{Document: &tocsin.Document{Name: a, Bytes: []byte(r.Text)}, Report: r, Record: rec, Coder: "invented/1"})
	}
	rs = append(rs, ledger.Reading{Document: &tocsin.Document{Name: attacks[0], Bytes: []byte("x")}, Err: fmt.Errorf("no text: %s", attacks[0])})
	if _, err := l.AppendReadings(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	return db
}

// hostilePages are pages that show attacks, each attack on its own incident, report and actor.
func hostilePages(t *testing.T, base string) []string {
	t.Helper()
	out := []string{"/", "/?q=bomb&limit=500", "/?place=" + url.QueryEscape(attacks[1]), "/reports?limit=500", "/review", "/review/decisions", "/sources", "/actors", "/actors/ties", "/forecast", "/forecast/record", "/help", "/method", "/docs"}
	for i, a := range attacks {
		id := fmt.Sprint("attack-", i)
		out = append(out, "/reports/"+id, "/incidents/"+id+":a1", "/actors/"+url.PathEscape(a))
	}
	return out
}

// elements are what pages of ours are never made of; what holds one has let strangers' words through as markup.
var elements = []string{"iframe", "object", "embed", "base", "math", "animate", "noscript", "template", "slot", "video", "audio", "style"}

// dangers returns the markup of a page that strangers must have put there: elements that we do not use, scripts in the
// page, handlers, and addresses that run or lead elsewhere.
func dangers(page string) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		typ := z.Next()
		if typ == html.ErrorToken {
			return out
		}
		if typ != html.StartTagToken && typ != html.SelfClosingTagToken {
			continue
		}
		tok := z.Token()
		src := false
		bad := slices.Contains(elements, tok.Data)
		for _, a := range tok.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			src = src || a.Key == "src"
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "http-equiv", a.Key == "contenteditable", a.Key == "srcdoc", a.Key == "style":
				bad = true
			case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction":
				bad = bad || strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "data:") || strings.HasPrefix(v, "//") || strings.Contains(v, "://evil")
			}
		}
		if bad || tok.Data == "script" && !src {
			out = append(out, tok.String())
		}
	}
}

// TestHostileReports: what strangers put into reports stands in every page and answer as words.
func TestHostileReports(t *testing.T) {
	skipUnderRace(t)
	base := startServer(t, hostileLedger(t))
	shown := 0
	for _, path := range hostilePages(t, base) {
		req, err := http.NewRequest("GET", base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		status, body := answer(t, http.DefaultClient, req)
		if status != http.StatusOK {
			t.Errorf("%s: status %d", path, status)
		}
		if found := dangers(body); len(found) > 0 {
			t.Errorf("%s holds %s", path, found)
		}
		if strings.Contains(body, "pwned") {
			shown++
		}
	}
	if shown < 2*len(attacks) {
		t.Errorf("only %d pages show an attack: the test looks in the wrong place", shown)
	}
	for _, path := range []string{"/v1/incidents?limit=500", "/v1/reports?limit=500", "/v1/actors?limit=500", "/v1/incidents/attack-0:a1", "/v1/incidents/attack-0:a1/accounts", "/v1/reports/attack-0", "/v1/outlets", "/v1/facets", "/v1/incidents.json", "/v1/incidents.csv", "/v1/incidents.geojson", "/v1/nothing" + url.PathEscape(attacks[0])} {
		resp, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		typ := resp.Header.Get("Content-Type")
		if strings.Contains(typ, "html") || resp.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(resp.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s may be taken for a page: %s", path, typ)
		}
	}
}

// TestDangers: the test of hostile reports sees what it looks for.
func TestDangers(t *testing.T) {
	for i, a := range attacks {
		switch {
		case strings.HasPrefix(a, "javascript:"), strings.HasPrefix(a, "data:"), strings.HasPrefix(a, "&lt;"), strings.HasPrefix(a, "%3C"), strings.HasPrefix(a, "{{"), strings.HasPrefix(a, `\`), strings.HasPrefix(a, "line"):
			continue // no markup of themselves
		}
		if len(dangers(`<p title="x">`+a+`</p>`)) == 0 {
			t.Errorf("attack %d is not seen: %s", i, a)
		}
	}
	if len(dangers(`<a href="javascript:alert(1)">`)) == 0 || len(dangers(`<a href="/reports/x">`)) != 0 {
		t.Error("addresses")
	}
}

// hostileJSON names the pages for the tests in a browser: all that list, every report, and some incidents and actors,
// whose templates are the same for each.
func hostileJSON(t *testing.T, base string) string {
	t.Helper()
	n := 0
	pages := slices.DeleteFunc(hostilePages(t, base), func(p string) bool {
		if !strings.HasPrefix(p, "/incidents/") && (!strings.HasPrefix(p, "/actors/") || p == "/actors/ties") {
			return false
		}
		n++
		return n%4 != 0
	})
	slices.Sort(pages)
	b, err := json.Marshal(slices.Compact(pages))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
