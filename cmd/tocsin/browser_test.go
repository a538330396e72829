package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const browserTests = "../../internal/web/browser"

// TestBrowser runs the tests of internal/web/browser in a real browser against the demonstration. They need Node,
// Chromium and the packages that npm installs there; without them the test is skipped, and in CI it fails.
func TestBrowser(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("starts a browser")
	}
	node := browserNeeds(t)
	base := startDemo(t)
	hostile := startServer(t, hostileLedger(t))
	shots := os.Getenv("TOCSIN_SHOTS")
	if shots == "" {
		shots = t.TempDir()
	}
	files, err := filepath.Glob(filepath.Join(browserTests, "*.test.mjs"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in %s: %v", browserTests, err)
	}
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	cmd := exec.CommandContext(t.Context(), node, append([]string{"--test", "--test-reporter=spec", "--test-concurrency=1"}, files...)...)
	cmd.Dir = browserTests
	cmd.Env = append(os.Environ(), "TOCSIN_BASE="+base, "TOCSIN_SHOTS="+shots, "TOCSIN_PAGES="+pagesOf(t, base), "TOCSIN_HOSTILE="+hostile, "TOCSIN_HOSTILE_PAGES="+hostileJSON(t, hostile))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// browserNeeds skips the test if something is missing that it needs, and returns where Node is.
func browserNeeds(t testing.TB) string {
	t.Helper()
	missing := func(what string) {
		t.Helper()
		if os.Getenv("CI") != "" {
			t.Fatalf("CI must have %s for the tests in a browser", what)
		}
		t.Skipf("no %s", what)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("node")
	}
	if os.Getenv("TOCSIN_CHROMIUM") == "" {
		if _, err := os.Stat("/usr/bin/chromium"); err != nil {
			missing("chromium")
		}
	}
	if _, err := os.Stat(filepath.Join(browserTests, "node_modules", "playwright-core")); err != nil {
		missing("playwright-core: run npm ci in internal/web/browser")
	}
	return node
}

// startDemo serves the demonstration until the test ends and returns its address.
func startDemo(t *testing.T) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	var talk strings.Builder
	go func() {
		code := run(ctx, []string{"serve", "--demo", "--addr", "127.0.0.1:0", "--name", "tester"}, stdio{Out: w, Err: &talk, NoColor: true})
		w.Close()
		done <- code
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != exitOK {
			t.Errorf("serve ended with %d: %s", code, talk.String())
		}
	})
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("no address: %v %s", err, talk.String())
	}
	go io.Copy(io.Discard, r)
	return strings.TrimSuffix(strings.TrimSpace(line), "/")
}

// pagesOf names the addresses of one page of each sort, as the demonstration has them.
func pagesOf(t *testing.T, base string) string {
	t.Helper()
	pages := map[string]string{
		"incidents": "/", "incidents-dagestan": "/?place=Dagestan&from=2016-03-01&to=2016-04-30", "nothing": "/?q=nowhereatall", "help": "/help", "method": "/method",
		"actors": "/actors", "ties": "/actors/ties?on=2015-07-01", "sources": "/sources", "reports": "/reports", "forecast": "/forecast", "record": "/forecast/record",
		"forecast-nigeria": "/forecast?area=Nigeria", "review": "/review", "docs": "/docs", "people": "/people",
	}
	for name, from := range map[string]struct{ page, link string }{
		"incident": {pages["incidents-dagestan"], `data-lat="[^"]+"[^>]*>\s*<div class="day">[^<]*</div>\s*<div class="what"><h3><a href="(/incidents/[^"?]+:[^"?]+)"`}, // one that the map has,
		"report":   {"/reports?q=convoy", `href="(/reports/[^"?]+)"`},
		"actor":    {"/actors", `href="(/actors/[^"?]+)"`},
	} {
		for _, m := range regexp.MustCompile(from.link).FindAllStringSubmatch(fetch(t, base+from.page), -1) {
			if m[1] != "/actors/ties" {
				pages[name] = m[1]
				break
			}
		}
		if pages[name] == "" {
			t.Errorf("%s links to no %s", from.page, name)
		}
	}
	b, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", address, resp.StatusCode, err)
	}
	return string(b)
}
