package coder

import "github.com/tocsin-org/tocsin"

// assessments finds judgements and predictions about actors and violence, with their voices.
func (r *reading) assessments() []tocsin.Assessment { return nil }
