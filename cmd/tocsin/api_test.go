package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// startServer serves a ledger of the examples until the test ends and returns its address.
func startServer(t testing.TB, db string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	var talk strings.Builder
	go func() {
		code := run(ctx, append([]string{"serve", "--db", db, "--addr", "127.0.0.1:0", "--name", "tester"}, args...), stdio{In: strings.NewReader(""), Out: w, Err: &talk, NoColor: true})
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
	return strings.TrimSuffix(strings.TrimSpace(line), "/")
}

// exampleLedger reads the examples into a new ledger.
func exampleLedger(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db := "sqlite:" + filepath.Join(dir, "tocsin.db")
	command(t, "", "read", "--db", db, "--out", filepath.Join(dir, "coded"), "../../examples")
	return db
}

// command runs the program with an input and returns what it prints.
func command(t *testing.T, input string, args ...string) string {
	t.Helper()
	var out, talk strings.Builder
	if code := run(t.Context(), args, stdio{In: strings.NewReader(input), Out: &out, Err: &talk, NoColor: true}); code != exitOK {
		t.Fatalf("tocsin %s: %s", strings.Join(args, " "), talk.String())
	}
	return strings.TrimSpace(out.String())
}

// TestExamplesOfTheAPI runs every curl command of doc/api.md against a server that demands tokens.
func TestExamplesOfTheAPI(t *testing.T) {
	skipUnderRace(t)
	db := exampleLedger(t)
	command(t, "correct horse, 3 staples\n", "user", "add", "a.editor", "--role", "editor", "--db", db)
	token := command(t, "", "user", "token", "make", "a.editor", "--scope", "review", "--label", "examples", "--db", db)
	base := startServer(t, db, "--sign-in")
	doc, err := os.ReadFile("../../doc/api.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	paths := map[string]bool{}
	for line := range strings.Lines(string(doc)) {
		if !strings.HasPrefix(line, "curl ") {
			continue
		}
		n++
		req, err := curl(strings.ReplaceAll(strings.ReplaceAll(line, "http://127.0.0.1:8077", base), "$TOKEN", token))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		paths[req.URL.Path] = true
		req.Header.Set("Authorization", "Bearer "+token)
		status, body := answer(t, http.DefaultClient, req)
		if status != http.StatusOK || len(body) < 3 {
			t.Errorf("%s: status %d, %s", line, status, body)
		}
		if strings.Contains(line, "/v1/incidents?country") && !strings.Contains(body, `"total":2`) && !strings.Contains(body, `"next":"`) {
			t.Errorf("%s finds nothing: %s", line, body)
		}
	}
	if n < 20 {
		t.Errorf("only %d examples", n)
	}
	// A program gets no further with nothing, or with what is not its own.
	for _, wrong := range []string{"", "Bearer tocsin_x", "Bearer " + token + "x"} {
		req, _ := http.NewRequest("GET", base+"/v1/incidents", nil)
		req.Header.Set("Authorization", wrong)
		if status, _ := answer(t, http.DefaultClient, req); status != http.StatusUnauthorized {
			t.Errorf("%q: status %d", wrong, status)
		}
	}
	// What was decided bears the user's name.
	req, _ := http.NewRequest("GET", base+"/v1/decisions", nil)
	req.Header.Set("Authorization", "Bearer "+token)
	if _, body := answer(t, http.DefaultClient, req); !strings.Contains(body, `"by":"a.editor"`) || !strings.Contains(body, "read all nine reports") {
		t.Errorf("decisions: %s", body)
	}
	// Nothing that the server describes is left out of the doc.
	req, _ = http.NewRequest("GET", base+"/v1/openapi.json", nil)
	req.Header.Set("Authorization", "Bearer "+token)
	_, body := answer(t, http.DefaultClient, req)
	var described struct{ Paths map[string]any }
	if err := json.Unmarshal([]byte(body), &described); err != nil {
		t.Fatal(err)
	}
	for p := range described.Paths {
		named := strings.Contains(string(doc), p)
		for asked := range paths {
			named = named || matchesPath(p, asked)
		}
		if !named {
			t.Errorf("doc/api.md says nothing of %s", p)
		}
	}
}

// matchesPath reports whether a path with parameters answers an address.
func matchesPath(path, address string) bool {
	p, a := strings.Split(path, "/"), strings.Split(address, "/")
	if len(p) != len(a) {
		return false
	}
	for i := range p {
		if p[i] != a[i] && !strings.HasPrefix(p[i], "{") {
			return false
		}
	}
	return true
}

// curl turns a command of the doc into the request that it makes. It knows -X, -H and -d.
func curl(line string) (*http.Request, error) {
	words, err := shellWords(strings.TrimSpace(line))
	if err != nil {
		return nil, err
	}
	method, address, body := "GET", "", ""
	header := http.Header{}
	for i := 1; i < len(words); i++ {
		switch w := words[i]; {
		case strings.HasPrefix(w, "-") && i+1 == len(words):
			return nil, fmt.Errorf("%s needs a value", w)
		case w == "-X":
			i++
			method = words[i]
		case w == "-d":
			i++
			body = words[i]
		case w == "-H":
			i++
			name, value, _ := strings.Cut(words[i], ": ")
			header.Set(name, value)
		case strings.HasPrefix(w, "-") || address != "":
			return nil, fmt.Errorf("%s is not understood", w)
		default:
			address = w
		}
	}
	req, err := http.NewRequest(method, address, strings.NewReader(body))
	if err == nil {
		req.Header = header
	}
	return req, err
}

// shellWords parts a line as a shell does, with quotation marks of both kinds.
func shellWords(line string) ([]string, error) {
	var out []string
	var word strings.Builder
	var quote rune
	begun := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && r == ' ':
			if begun {
				out = append(out, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quotation mark is open: %s", line)
	}
	if begun {
		out = append(out, word.String())
	}
	return out, nil
}

func answer(t *testing.T, c *http.Client, req *http.Request) (int, string) {
	t.Helper()
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// TestSignInToServer goes the way of a person: sent to the form, refused, let in, let out.
func TestSignInToServer(t *testing.T) {
	skipUnderRace(t)
	db := exampleLedger(t)
	command(t, "correct horse, 3 staples\n", "user", "add", "B.Reader", "--db", db)
	base := startServer(t, db, "--sign-in")
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	get := func(path string) (int, string) {
		req, _ := http.NewRequest("GET", base+path, nil)
		return answer(t, c, req)
	}
	signIn := func(password string) (int, string) {
		req, _ := http.NewRequest("POST", base+"/sign-in", strings.NewReader(url.Values{"name": {"b.reader"}, "password": {password}, "to": {"/sources"}}.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return answer(t, c, req)
	}
	if status, body := get("/sources"); status != http.StatusOK || !strings.Contains(body, `action="/sign-in"`) {
		t.Errorf("a stranger sees %d, %s", status, body)
	}
	if status, body := signIn("wrong"); status != http.StatusUnauthorized || !strings.Contains(body, "The name or the password is wrong.") {
		t.Errorf("%d, %s", status, body)
	}
	if status, body := signIn("correct horse, 3 staples"); status != http.StatusOK || !strings.Contains(body, "Caspian Wire") || !strings.Contains(body, "Sign out b.reader") {
		t.Errorf("signed in: %d, %s", status, body)
	}
	if status, _ := get("/people"); status != http.StatusForbidden {
		t.Errorf("a reader sees who signed in: %d", status)
	}
	command(t, "", "user", "role", "b.reader", "admin", "--db", db)
	if status, body := get("/people"); status != http.StatusOK || !strings.Contains(body, "signed in") || !strings.Contains(body, "wrong") {
		t.Errorf("the role has changed: %d, %s", status, body)
	}
	req, _ := http.NewRequest("POST", base+"/sign-out", nil)
	if status, body := answer(t, c, req); status != http.StatusOK || !strings.Contains(body, `action="/sign-in"`) {
		t.Errorf("signed out: %d, %s", status, body)
	}
	for range 10 {
		signIn("wrong")
	}
	if status, body := signIn("correct horse, 3 staples"); status != http.StatusTooManyRequests || !strings.Contains(body, "quarter of an hour") {
		t.Errorf("after ten: %d, %s", status, body)
	}
}
