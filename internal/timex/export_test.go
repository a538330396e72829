package timex

// Rules gives the names of all rules, for the test that each has a case.
func Rules() []string {
	var out []string
	for _, r := range allRules {
		out = append(out, r.name)
	}
	return out
}
