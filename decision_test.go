package tocsin

import (
	"encoding/json"
	"testing"
	"time"
)

func TestDecisionProblems(t *testing.T) {
	at := time.Date(2024, 3, 2, 12, 0, 0, 0, time.UTC)
	valid := func(change func(*Decision)) Decision {
		d := Decision{By: "A. Reader", At: at, On: List[string]{"r:a1"}, What: Correct, Why: "seen so", Correction: &Correction{Path: "kind", Was: json.RawMessage(`"riot"`), Value: json.RawMessage(`"bombing"`)}}
		change(&d)
		return d
	}
	for name, c := range map[string]struct {
		d  Decision
		ok bool
	}{
		"correction":          {valid(func(*Decision) {}), true},
		"without correction":  {valid(func(d *Decision) { d.Correction = nil }), false},
		"of two accounts":     {valid(func(d *Decision) { d.On = append(d.On, "r:a2") }), false},
		"with another action": {valid(func(d *Decision) { d.What = Accept }), false},
		"unknown kind":        {valid(func(d *Decision) { d.Correction.Value = json.RawMessage(`"picnic"`) }), false},
		"not JSON":            {valid(func(d *Decision) { d.Correction.Value = json.RawMessage(`bombing`) }), false},
		"alias":               {Decision{By: "A", At: at, What: Alias, Why: "w", On: List[string]{"X", "Y"}, Source: "s", Start: "2016-03"}, true},
		"alias of one":        {Decision{By: "A", At: at, What: Alias, Why: "w", On: List[string]{"X", "X"}, Source: "s"}, false},
		"alias of no source":  {Decision{By: "A", At: at, What: Alias, Why: "w", On: List[string]{"X", "Y"}}, false},
		"alias of some day":   {Decision{By: "A", At: at, What: Alias, Why: "w", On: List[string]{"X", "Y"}, Source: "s", Start: "lately"}, false},
		"adjudication":        {Decision{By: "A", At: at, What: Adjudicate, Why: "w", On: List[string]{"r"}, Coder: PersonCoder("B")}, true},
		"for a version":       {Decision{By: "A", At: at, What: Adjudicate, Why: "w", On: List[string]{"r"}, Coder: "rules-7"}, false},
	} {
		if ps := c.d.Problems(); (len(ps) == 0) != c.ok {
			t.Errorf("%s: %v", name, ps)
		}
	}
}

func TestDecisionID(t *testing.T) {
	d := Decision{By: "A", At: time.Date(2024, 3, 2, 12, 0, 0, 1000, time.UTC), What: Correct, Why: "w", On: List[string]{"r:a1"}, Correction: &Correction{Path: "kind", Value: json.RawMessage(`"riot"`)}}
	id := d.ID()
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var back Decision
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	back.Undone = "d000000000000"
	if back.ID() != id {
		t.Error("a decision kept and read again has another id")
	}
	other := d
	other.Correction = &Correction{Path: "kind", Value: json.RawMessage(`"arson"`)}
	if other.ID() == id {
		t.Error("two corrections have one id")
	}
}

func TestCoderName(t *testing.T) {
	for coder, want := range map[string]string{
		"rules-7": Machine, "person/A. Reader": "person/A. Reader", "person/A. Reader@2": "person/A. Reader", "person/a@b": "person/a@b", "": Machine,
	} {
		if got := CoderName(coder); got != want {
			t.Errorf("%s: %s, not %s", coder, got, want)
		}
	}
}
