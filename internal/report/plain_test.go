package report

import (
	"testing"

	"github.com/tocsin-org/tocsin"
)

func TestSplitHeader(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int // fields
		body       string
	}{
		{"lines", "url: https://news.example/1\npublished: 2024-03-02\nlang: en\n\nA bomb.\n", 3, "A bomb.\n"},
		{"windows line ends", "url: https://news.example/1\r\npublished: 2024-03-02\r\n\r\nA bomb.\r\n", 2, "A bomb.\r\n"},
		{"fence", "---\ntitle: \"Blast: two dead\"\ntags: [a]\ndate: 2024-03-02\n---\n\nA bomb.\n", 3, "A bomb.\n"},
		{"fence with list", "---\nauthors:\n  - A. One\n  - B. Two\n---\nA bomb.\n", 1, "A bomb.\n"},
		{"none", "A bomb exploded.\n\nurl: x\n", 0, "A bomb exploded.\n\nurl: x\n"},
		{"a sentence with a colon", "Police: two dead\n\nA bomb.\n", 0, "Police: two dead\n\nA bomb.\n"},
		{"known then unknown key", "Title: Two dead\nPolice: at work\n\nA bomb.\n", 0, "Title: Two dead\nPolice: at work\n\nA bomb.\n"},
		{"header without text", "url: https://news.example/1\n", 1, ""},
		{"rule, no header", "---\n---\nA bomb.\n", 0, "---\n---\nA bomb.\n"},
		{"fence never closed", "---\ntitle: a\nA bomb.\n", 0, "---\ntitle: a\nA bomb.\n"},
		{"blanks of the text stay", "title: a\n\n   INDENTED.  \n\n", 1, "   INDENTED.  \n\n"},
		{"empty", "", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			fields, body := splitHeader(c.text)
			if len(fields) != c.want || body != c.body {
				t.Errorf("got %d fields %v and %q", len(fields), fields, body)
			}
		})
	}
}

func TestTitleLine(t *testing.T) {
	for _, c := range []struct {
		text   string
		format tocsin.Format
		want   string
	}{
		{"Blast in Kareth kills two\n\nA bomb exploded.", tocsin.Text, "Blast in Kareth kills two"},
		{"A bomb exploded in Kareth on Friday.\n\nPolice came.", tocsin.Text, ""},
		{"A bomb exploded\nin Kareth on Friday", tocsin.Text, ""},
		{"Only a line\n\n", tocsin.Text, ""},
		{"# Blast in Kareth #\nA bomb exploded.", tocsin.Markdown, "Blast in Kareth"},
		{"#hashtag\nA bomb exploded.", tocsin.Markdown, ""},
		{"Blast in Kareth\n====\nA bomb exploded.", tocsin.Markdown, "Blast in Kareth"},
		{"", tocsin.Text, ""},
	} {
		if got := titleLine(c.text, c.format); got != c.want {
			t.Errorf("titleLine(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDateline(t *testing.T) {
	for text, want := range map[string]string{
		"KARETH, 3 JAN 90 -- [TEXT] TWO MEN DIED.":                         "1990-01-03",
		"Blast in Kareth\n\nBy A. Writer\n\nMarch 31, 2016\n\nTwo died.":   "2016-03-31",
		"Published: 2024-03-02\nA bomb exploded.":                          "2024-03-02",
		"KARETH, 2 March 2024 — A bomb exploded.":                          "2024-03-02",
		"A bomb exploded on 2 March 2024 in the market of Kareth.":         "",
		"Kareth - the town that saw war on May 3, 1999 - fell silent.":     "",
		"A bomb exploded.\n\nPolice said that on May 4, 2020 two had died": "",
		"31 February 2024\n\nA bomb exploded.":                             "",
		"":                                                                 "",
	} {
		if got, _ := dateline(text); got.String() != want {
			t.Errorf("dateline(%q) = %s, want %q", text, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	const en = "A bomb exploded near the market on Friday and killed two people who were waiting for a bus, police said. Nobody has said that it was behind the attack, which happened shortly before noon, when the streets were full."
	const ru = "В пятницу у рынка взорвалась бомба, погибли два человека, ожидавшие автобус, сообщила полиция. Ответственность за взрыв, который произошёл незадолго до полудня, никто на себя не взял, говорится в сообщении."
	const es = "Una bomba estalló el viernes cerca del mercado y mató a dos personas que esperaban el autobús, informó la policía. Nadie se ha atribuido el atentado, que ocurrió poco antes del mediodía, cuando las calles estaban llenas."
	for _, c := range []struct{ text, declared, want string }{
		{en, "", "en"}, {en, "de-DE", "en"}, {ru, "", "ru"}, {es, "en", "es"},
		{"Kareth", "fr_FR", "fr"}, {"", "", ""}, {"", "xx-klingon", "xx"},
	} {
		if got := language(c.text, c.declared); got != c.want {
			t.Errorf("language(%.20q, %q) = %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}
