package coder

import "github.com/tocsin-org/tocsin"

// ties finds the relations between actors that the report states.
func (r *reading) ties() []tocsin.Tie { return nil }
