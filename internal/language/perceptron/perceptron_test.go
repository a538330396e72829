package perceptron

import (
	"bytes"
	"testing"
)

// learn teaches a trainer which class goes with which words.
func learn() *Trainer {
	t := NewTrainer(3)
	scores := make([]int32, 3)
	for range 20 {
		for class, words := range [][]uint32{{1, 2}, {1, 3}, {2, 3}} {
			f := features(words)
			t.See(f)
			t.Score(f, scores)
			t.Learn(f, class, best(scores))
		}
	}
	return t
}

func features(words []uint32) []Feature {
	f := []Feature{Mix(1, 0), 0}
	for _, w := range words {
		f = append(f, Mix(2, w))
	}
	return append(f, Mix(3, words...))
}

func best(scores []int32) int {
	b := 0
	for i, v := range scores {
		if v > scores[b] {
			b = i
		}
	}
	return b
}

func TestLearn(t *testing.T) {
	var b, again bytes.Buffer
	if err := learn().Write(&b, 0); err != nil {
		t.Fatal(err)
	}
	if err := learn().Write(&again, 0); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same examples gave other bytes")
	}
	w, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]int32, w.Classes())
	for class, words := range [][]uint32{{1, 2}, {1, 3}, {2, 3}} {
		w.Score(features(words), scores)
		if got := best(scores); got != class {
			t.Errorf("%v is %d, want %d: %v", words, got, class, scores)
		}
	}
}

func TestScoreMany(t *testing.T) {
	var b bytes.Buffer
	if err := learn().Write(&b, 0); err != nil {
		t.Fatal(err)
	}
	w, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	one, many := make([]int32, 3), make([]int32, 3)
	f := features([]uint32{1, 2})
	w.Score(f, one)
	w.Score(append(make([]Feature, 2*batch), f...), many)
	for i := range one {
		if one[i] != many[i] {
			t.Fatalf("%v after nothing is %v", one, many)
		}
	}
}

func TestPrune(t *testing.T) {
	tr := learn()
	tr.Prune(1000)
	var b bytes.Buffer
	if err := tr.Write(&b, 0); err != nil {
		t.Fatal(err)
	}
	w, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(w.entries) > 0 {
		t.Errorf("%d weights left", len(w.entries))
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := learn().Write(&b, 0); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := Read(data)
		if err == nil {
			w.Score(features([]uint32{1, 2}), make([]int32, w.Classes()))
		}
	})
}
