package coder

import "github.com/tocsin-org/tocsin"

// A statementMention is a statement of responsibility as it stands in the text, before it is given to
// the accounts it speaks of.
type statementMention struct {
	tocsin.Statement
	first, last int // tokens of the evidence, half-open
	// objectFirst, objectLast are the tokens that say what the statement is about ("two recent attacks",
	// "the blast"), half-open; equal where the text does not say.
	objectFirst, objectLast int
	// several is set where the object is more than one incident ("both attacks", "two bombings").
	several bool
}

// statements finds all statements of responsibility, in text order.
func (r *reading) statements() []statementMention { return nil }
