package conllu

import (
	"reflect"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	const text = `# newdoc id = d
# newpar id = p
# text = He didn't.
1	He	he	PRON	PRP	Case=Nom	2	nsubj	2:nsubj	_
2-3	didn't	_	_	_	_	_	_	_	SpaceAfter=No
2	did	do	AUX	VBD	_	0	root	0:root	_
3	n't	not	PART	RB	_	2	advmod	2:advmod	_
3.1	go	go	VERB	VB	_	_	_	2:x	_
4	.	.	PUNCT	.	_	2	punct	2:punct	SpaceAfter=No

# text = Ha
1	Ha	ha	INTJ	UH	_	0	root	0:root	_
`
	got, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []Sentence{
		{Text: "He didn't.", NewDoc: true, NewPar: true, Words: []Word{
			{Form: "He", Lemma: "he", UPOS: "PRON", XPOS: "PRP", Feats: "Case=Nom", Head: 1, Rel: "nsubj"},
			{Form: "did", Lemma: "do", UPOS: "AUX", XPOS: "VBD", Feats: "_", Head: -1, Rel: "root", Glued: true},
			{Form: "n't", Lemma: "not", UPOS: "PART", XPOS: "RB", Feats: "_", Head: 1, Rel: "advmod"},
			{Form: ".", Lemma: ".", UPOS: "PUNCT", XPOS: ".", Feats: "_", Head: 1, Rel: "punct", Glued: true},
		}},
		{Text: "Ha", Words: []Word{{Form: "Ha", Lemma: "ha", UPOS: "INTJ", XPOS: "UH", Feats: "_", Head: -1, Rel: "root"}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestReadBroken(t *testing.T) {
	for _, text := range []string{"1\tHe\n", "1\tHe\the\tPRON\tPRP\t_\tx\tnsubj\t_\t_\n", "1-x\tHe\the\tPRON\tPRP\t_\t0\tnsubj\t_\t_\n"} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("Read(%q): %v", text, err)
		}
	}
}
