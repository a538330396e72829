// Command devread codes gold files into a folder: devread GOLDDIR OUTDIR [idprefix]
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
)

func main() {
	c, err := coder.New()
	if err != nil {
		panic(err)
	}
	files, _ := filepath.Glob(filepath.Join(os.Args[1], "*.json"))
	os.MkdirAll(os.Args[2], 0o755)
	t0 := time.Now()
	n := 0
	for _, f := range files {
		b, _ := os.ReadFile(f)
		var d struct{ ID, URL, Title, Published, Text string }
		if err := json.Unmarshal(b, &d); err != nil {
			panic(err)
		}
		if len(os.Args) > 3 && !strings.HasPrefix(d.ID, os.Args[3]) {
			continue
		}
		p, _ := tocsin.ParseDate(d.Published)
		n += len(d.Text)
		rec, err := c.Code(context.Background(), &tocsin.Report{ID: d.ID, URL: d.URL, Title: d.Title, Published: p, Language: "en", Text: d.Text})
		if err != nil {
			panic(err)
		}
		for _, x := range rec.Problems(d.Text) {
			fmt.Println(d.ID, x)
		}
		out, err := json.MarshalIndent(rec, "", " ")
		if err != nil {
			panic(err)
		}
		os.WriteFile(filepath.Join(os.Args[2], d.ID+".json"), out, 0o644)
	}
	fmt.Fprintf(os.Stderr, "%d bytes in %v\n", n, time.Since(t0))
}
