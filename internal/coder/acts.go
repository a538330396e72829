package coder

import "github.com/tocsin-org/tocsin"

// An act is a word or phrase that tells of violence: the trigger of an incident.
type act struct {
	first, last int // tokens, half-open
	head        int // the token that carries the meaning: "killed", "bombing"
	kind        tocsin.Kind
	noun        bool // a noun ("the attack") rather than a verb
	back        bool // refers back to an act told elsewhere ("the attack", "this bombing")
}

// findActs finds the acts of violence that the text tells of, in text order.
func (r *reading) findActs() []act { return nil }
