package coder

import "github.com/tocsin-org/tocsin"

// A figureMention is a casualty figure as it stands in the text, before it is given to an account.
type figureMention struct {
	tocsin.Figure
	first, last int // tokens of the evidence, half-open
	// cause is the token of the act or verb that did the harm ("blast" in "the blast killed two"), -1 where
	// the text does not say.
	cause int
	// several is set where the figure is said to cover more than one incident ("the two explosions left …").
	several bool
	// total is set where the words say that it sums up ("in all", "a total of").
	total bool
}

// figures finds all casualty figures, in text order.
func (r *reading) figures() []figureMention { return nil }

// A damageMention is harm to a thing as it stands in the text.
type damageMention struct {
	tocsin.Damage
	first, last int // tokens of the evidence, half-open
}

// damages finds all damage, in text order.
func (r *reading) damages() []damageMention { return nil }
