package tocsin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// A Correction says that one value of a record is another than was coded: Was is replaced by Value; without Was, Value is
// added to its list; without Value, Was is removed. The record that was coded is never changed.
//
// Records of later versions of the coder number their accounts and values anew. So a correction holds what was said of the
// account's words (Anchor) and the value itself (Was), and is laid on the account and the value that rest on the same
// words.
type Correction struct {
	// Path names the value as Problem does, within the account, or the record where the decision is on a report:
	// "kind", "where", "casualties" for an element of that list.
	Path  string          `json:"path"`
	Was   json.RawMessage `json:"was,omitempty"`
	Value json.RawMessage `json:"value,omitempty"`
	// Evidence is what a value rests on that has no evidence of its own: kind, stage, background, suicide, assassination.
	Evidence List[Evidence] `json:"evidence,omitempty"`
	Anchor   List[Evidence] `json:"anchor,omitempty"`
}

// Paths of what corrections can be made to.
var (
	accountFields = map[string]func() any{
		"kind": func() any { return new(Kind) }, "stage": func() any { return new(Stage) }, "suicide": func() any { return new(Suicide) },
		"background": func() any { return new(bool) }, "assassination": func() any { return new(bool) },
		"when": func() any { return new(When) }, "where": func() any { return new(Where) },
	}
	accountLists = map[string]func() any{
		"weapons": func() any { return new(Weapon) }, "targets": func() any { return new(Target) }, "casualties": func() any { return new(Figure) },
		"damage": func() any { return new(Damage) }, "responsibility": func() any { return new(Statement) },
	}
	recordLists = map[string]func() any{
		"accounts": func() any { return new(Account) }, "ties": func() any { return new(Tie) }, "assessments": func() any { return new(Assessment) }, "designations": func() any { return new(Designation) },
	}
)

// IsList reports whether the path is that of an element of a list, and so can be added to or removed.
func (c Correction) IsList() bool { return accountLists[c.Path] != nil || recordLists[c.Path] != nil }

// OfReport reports whether the path is one of the record and not of an account.
func (c Correction) OfReport() bool { return recordLists[c.Path] != nil }

// Removes reports whether the correction takes a value away.
func (c Correction) Removes() bool { return isNull(c.Value) }

// Adds reports whether the correction puts a value where none was.
func (c Correction) Adds() bool { return isNull(c.Was) && c.IsList() }

func isNull(v json.RawMessage) bool { return len(v) == 0 || string(v) == "null" }

// Problems returns what is not valid: a path that there is not, a value that the codebook does not have.
func (c Correction) Problems() []Problem {
	var ps problems
	field := accountFields[c.Path]
	list := accountLists[c.Path]
	if list == nil {
		list = recordLists[c.Path]
	}
	switch {
	case field == nil && list == nil:
		ps.add("path", "%q cannot be corrected", c.Path)
		return ps
	case field != nil && isNull(c.Value):
		ps.add("value", "every account has a %s", c.Path)
		return ps
	case isNull(c.Value) && isNull(c.Was):
		ps.add("value", "neither a value that was nor one that is to be")
		return ps
	case c.Path == "accounts" && c.Removes():
		ps.add("value", "an account is not removed but retracted")
	}
	decode := field
	if decode == nil {
		decode = list
	}
	for _, v := range []struct {
		path string
		raw  json.RawMessage
	}{{"was", c.Was}, {"value", c.Value}} {
		if isNull(v.raw) {
			continue
		}
		into := decode()
		if err := strictly(v.raw, into); err != nil {
			ps.add(v.path, "%v", err)
			continue
		}
		if v.path == "value" {
			ps.within(v.path, valueProblems(into))
		}
	}
	ps.within("", evidenceProblems(c.Evidence, "", false))
	return ps
}

// strictly decodes a value and refuses what is not part of it: a field misspelt is a value lost.
func strictly(raw json.RawMessage, into any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}

// valueProblems returns what the codebook has against a value, as far as can be told without the text.
func valueProblems(v any) []Problem {
	one := func(bad bool, text string, args ...any) []Problem {
		var ps problems
		ps.addIf(bad, "", text, args...)
		return ps
	}
	switch v := v.(type) {
	case *Kind:
		return one(!v.Valid(), "%q is not a kind of incident", *v)
	case *Stage:
		return one(!v.Valid(), "%q is not a stage", *v)
	case *Suicide:
		return one(!v.Valid(), "%q is not yes, apparent or no", *v)
	case *When:
		return v.Problems("")
	case *Where:
		return v.Problems("")
	case *Weapon:
		return append(one(!v.Class.Valid(), "%q is not a weapon class", v.Class), evidenceProblems(v.Evidence, "", true)...)
	case *Target:
		return append(one(!v.Class.Valid(), "%q is not a target class", v.Class), evidenceProblems(v.Evidence, "", true)...)
	case *Damage:
		return append(one(!v.Level.Valid(), "%q is not a level of damage", v.Level), evidenceProblems(v.Evidence, "", true)...)
	case *Figure:
		return v.Problems("")
	case *Statement:
		return v.Problems("")
	case *Account:
		return v.Problems("")
	case *Tie:
		return v.Problems("")
	case *Assessment:
		return v.Problems("")
	case *Designation:
		return v.Problems("")
	}
	return nil // a bool is always valid
}

// A Decided is a value of a record that a person decided.
type Decided struct {
	Path     string          `json:"path"` // for example accounts[0].casualties[1]; of a value that was removed, its list
	By       string          `json:"by"`
	At       Date            `json:"at"`
	Why      string          `json:"why"`
	Decision string          `json:"decision"`      // its id
	Was      json.RawMessage `json:"was,omitempty"` // what was coded, nothing for a value that was added
}
