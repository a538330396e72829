package web

import (
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/doc"
)

func TestMarkdown(t *testing.T) {
	got := string(markdown("# Left out\n\nWords **bold** of `a < b`,\nsee [it](it.md).\n\n## Head\n\n- one\n  goes on\n- two\n\n1. first\n2. second\n\n| a | b |\n|---|---|\n| 1 | <i>2</i> |\n\n```\nx < y\n```\n"))
	want := `<p>Words <b>bold</b> of <code>a &lt; b</code>, see it.</p>
<h3>Head</h3>
<ul><li>one goes on</li><li>two</li></ul>
<ol><li>first</li><li>second</li></ol>
<div class="scroll" tabindex="0"><table><tr><th scope="col">a</th><th scope="col">b</th></tr><tr><td>1</td><td>&lt;i&gt;2&lt;/i&gt;</td></tr></table></div>
<pre><code>x &lt; y</code></pre>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestMethodIsInForce: the page shows the codebook that records follow.
func TestMethodIsInForce(t *testing.T) {
	if !strings.HasPrefix(doc.Codebook, "# Codebook "+tocsin.CodebookVersion+"\n") {
		t.Errorf("doc/codebook.md begins %q; records follow codebook %s", doc.Codebook[:min(30, len(doc.Codebook))], tocsin.CodebookVersion)
	}
	for _, x := range methodTexts {
		if len(x.Text) < 5000 || strings.Contains(string(x.Text), "**") || strings.Contains(string(x.Text), "](") {
			t.Errorf("%s: %d bytes, or marks that stand as they are", x.Name, len(x.Text))
		}
	}
}
