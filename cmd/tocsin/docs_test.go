package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestCommandsAreDocumented: every command and flag stands in README.md or doc/.
func TestCommandsAreDocumented(t *testing.T) {
	var doc strings.Builder
	files, err := filepath.Glob("../../doc/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, "../../README.md") {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc.Write(b)
	}
	parser, err := kong.New(&program{}, kong.Name("tocsin"))
	if err != nil {
		t.Fatal(err)
	}
	commands := parser.Model.Leaves(true)
	if len(commands) < 6 {
		t.Fatalf("only %d commands", len(commands))
	}
	for _, c := range commands {
		if !strings.Contains(doc.String(), "tocsin "+c.Path()) {
			t.Errorf("tocsin %s is not in README.md or doc/", c.Path())
		}
		for _, f := range c.Flags {
			if f.Name != "help" && !strings.Contains(doc.String(), "--"+f.Name) {
				t.Errorf("flag --%s of tocsin %s is not in README.md or doc/", f.Name, c.Path())
			}
		}
		if c.Help == "" {
			t.Errorf("tocsin %s has no help", c.Path())
		}
	}
}
