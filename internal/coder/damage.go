package coder

import "github.com/tocsin-org/tocsin"

// A damageMention is harm to a thing as it stands in the text.
type damageMention struct {
	tocsin.Damage
	first, last int // tokens of the evidence, half-open
}

// damages finds all damage, in text order.
func (r *reading) damages() []damageMention { return nil }
