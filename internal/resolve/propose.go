package resolve

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// valuePath is "kind", "when.start", "casualties", "casualties[1]" or "casualties[1].low".
var valuePath = regexp.MustCompile(`^([a-z_]+)(?:\[(\d+)\])?(?:\.([a-z_]+(?:\.[a-z_]+)?))?$`)

// Propose returns the correction that sets what a path names in an account, or in the record itself where on names a
// report. "kind" and "where" are values of every account and are replaced; "casualties" adds to that list, "casualties[1]"
// replaces its second element, and with value nil removes it; "when.start" and "casualties[1].low" change a part of a
// value and keep the rest. Evidence given replaces that of the value. The record is the one that counts, corrections
// included.
func Propose(rec *tocsin.Record, on, path string, value json.RawMessage, evidence []tocsin.Evidence) (*tocsin.Correction, error) {
	m := valuePath.FindStringSubmatch(path)
	if m == nil {
		return nil, fmt.Errorf("%q is not the path of a value", path)
	}
	c := &tocsin.Correction{Path: m[1]}
	var whole any = rec
	if !c.OfReport() {
		a := rec.Account(on[strings.LastIndexByte(on, ':')+1:])
		if a == nil {
			return nil, fmt.Errorf("no account %s", on)
		}
		whole, c.Anchor = a, Anchor(a)
	}
	fields := map[string]json.RawMessage{}
	if err := again(whole, &fields); err != nil {
		return nil, err
	}
	current, known := fields[c.Path]
	if !known {
		return nil, fmt.Errorf("%q is not a value of an account", c.Path)
	}
	if c.IsList() {
		var list []json.RawMessage
		if err := json.Unmarshal(current, &list); err != nil {
			return nil, err
		}
		current = nil
		if m[2] != "" {
			n, err := strconv.Atoi(m[2])
			if err != nil || n >= len(list) {
				return nil, fmt.Errorf("%s has %d values, numbered from 0", c.Path, len(list))
			}
			current = list[n]
		}
	} else if m[2] != "" {
		return nil, fmt.Errorf("%s is no list", c.Path)
	}
	c.Was = current
	if m[3] != "" {
		if current == nil {
			return nil, fmt.Errorf("%s: which of them? %s[0] is the first", path, c.Path)
		}
		var err error
		if value, err = setPart(current, m[3], value); err != nil {
			return nil, err
		}
	}
	c.Value = value
	if len(evidence) == 0 || c.Removes() {
		return c, nil
	}
	if !c.IsList() && c.Path != "when" && c.Path != "where" {
		c.Evidence = evidence
		return c, nil
	}
	b, err := json.Marshal(quotesOf(evidence))
	if err != nil {
		return nil, err
	}
	c.Value, err = setPart(c.Value, "evidence", b)
	return c, err
}

// quotesOf gives evidence known by its words alone the form that readers find the place of.
func quotesOf(evidence []tocsin.Evidence) []any {
	out := make([]any, len(evidence))
	for i, e := range evidence {
		out[i] = e
		if e.Start < 0 {
			out[i] = e.Quote
		}
	}
	return out
}

// setPart sets a field of a JSON object, or of an object in it ("voice.type").
func setPart(object json.RawMessage, part string, value json.RawMessage) (json.RawMessage, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(object, &fields); err != nil {
		return nil, fmt.Errorf("%s has no %s", object, part)
	}
	name, rest, deeper := strings.Cut(part, ".")
	if deeper {
		inner, err := setPart(fields[name], rest, value)
		if err != nil {
			return nil, err
		}
		value = inner
	}
	if len(value) == 0 {
		value = json.RawMessage("null")
	}
	fields[name] = value
	return json.Marshal(fields)
}

// again decodes the JSON form of v.
func again(v, into any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}
