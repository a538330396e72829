package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestCommandsAreDocumented: doc/commands.md says of every command and flag what its help says. -update
// rewrites it.
func TestCommandsAreDocumented(t *testing.T) {
	parser, err := kong.New(&program{}, kong.Name("tocsin"))
	if err != nil {
		t.Fatal(err)
	}
	commands := parser.Model.Leaves(true)
	if len(commands) < 6 {
		t.Fatalf("only %d commands", len(commands))
	}
	var doc strings.Builder
	doc.WriteString("# Commands\n\nEvery command of tocsin, as `--help` explains it. Written by `go test ./cmd/tocsin -run Documented -update`.\n")
	for _, c := range commands {
		name := "tocsin " + commandName(c)
		if c.Help == "" {
			t.Errorf("%s has no help", name)
		}
		documentCommand(&doc, name, c)
	}
	golden(t, "../../doc/commands.md", doc.String())
}

// commandName returns the words that call a command.
func commandName(c *kong.Node) string {
	if c.Parent == nil || c.Parent.Type == kong.ApplicationNode {
		return c.Name
	}
	return commandName(c.Parent) + " " + c.Name
}

func documentCommand(w *strings.Builder, name string, c *kong.Node) {
	fmt.Fprintf(w, "\n## %s\n\n%s\n", name, c.Help)
	if c.Detail != "" {
		fmt.Fprintf(w, "\n```\n%s\n```\n", c.Detail)
	}
	if len(c.Positional)+len(c.Flags) > 0 {
		w.WriteString("\n| argument or flag | |\n|---|---|\n")
	}
	cell := strings.NewReplacer("|", `\|`, "\n", " ", "${default}", "", "()", "")
	for _, a := range c.Positional {
		fmt.Fprintf(w, "| `%s` | %s |\n", cell.Replace(a.Summary()), cell.Replace(a.Help))
	}
	for _, f := range c.Flags {
		if f.Name == "help" {
			continue
		}
		help := strings.TrimSpace(cell.Replace(f.Help))
		if f.HasDefault && f.Default != "" && !strings.Contains(help, f.Default) {
			help += fmt.Sprintf(" Default: `%s`.", f.Default)
		}
		if len(f.Envs) > 0 {
			help += fmt.Sprintf(" Also `$%s`.", strings.Join(f.Envs, "`, `$"))
		}
		fmt.Fprintf(w, "| `%s` | %s |\n", cell.Replace(f.Summary()), help)
	}
}
