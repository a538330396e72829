package web

import (
	"slices"
	"strings"
	"testing"
)

func TestGraphicSentences(t *testing.T) {
	text := "Gunmen killed nine people. The bodies of two men had been mutilated, a witness said. Police found body parts!\n\nThe group claimed the attack."
	got := graphicSentences(text)
	if len(got) != 2 {
		t.Fatalf("%v", got)
	}
	for i, want := range []string{"The bodies of two men had been mutilated, a witness said.", "Police found body parts!"} {
		if s := text[got[i][0]:got[i][1]]; s != want {
			t.Errorf("%q, want %q", s, want)
		}
	}
	for _, plain := range []string{"A bomb killed 12 people and wounded 30.", "He cut the ribbon.", "The burned car stood there."} {
		if graphic(plain) {
			t.Errorf("%q is veiled", plain)
		}
	}
}

// TestPiecesVeil: what is veiled is marked so whether values rest on it or not, and the text stays whole.
func TestPiecesVeil(t *testing.T) {
	text := "It was quiet. Two were beheaded there. It was quiet again."
	got := pieces(text, nil)
	var whole strings.Builder
	for _, p := range got {
		whole.WriteString(p.Text)
	}
	if whole.String() != text {
		t.Errorf("%q", whole.String())
	}
	i := slices.IndexFunc(got, func(p piece) bool { return p.Graphic })
	if i < 0 || got[i].Text != "Two were beheaded there." || len(got) != 3 {
		t.Errorf("%+v", got)
	}
}
