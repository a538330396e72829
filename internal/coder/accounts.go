package coder

import "github.com/tocsin-org/tocsin"

// accounts gathers the acts into accounts, one for each incident, and fills them.
func (r *reading) accounts() []tocsin.Account { return nil }
