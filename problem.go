package tocsin

import "fmt"

// A Problem is something a reviewer should look at: where in the record, and what. An error is for the
// machine; a Problem is for the person.
type Problem struct {
	Path string `json:"path"` // for example accounts[0].where
	Text string `json:"text"`
}

func (p Problem) String() string { return p.Path + ": " + p.Text }

type problems []Problem

func (ps *problems) add(path, format string, args ...any) {
	*ps = append(*ps, Problem{path, fmt.Sprintf(format, args...)})
}

func (ps *problems) addIf(bad bool, path, format string, args ...any) {
	if bad {
		ps.add(path, format, args...)
	}
}

// within adds the problems of a part under the path of that part.
func (ps *problems) within(path string, part []Problem) {
	for _, p := range part {
		sep := "."
		if p.Path == "" {
			sep = ""
		}
		*ps = append(*ps, Problem{path + sep + p.Path, p.Text})
	}
}
