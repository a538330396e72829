package coder

import "github.com/tocsin-org/tocsin"

// designations finds quoted legal labels: who is called what by whom.
func (r *reading) designations() []tocsin.Designation { return nil }
