package wording

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Decision says who decided what, and why.
func Decision(d tocsin.Decision) string {
	return decision(d, string(d.What)+" "+strings.Join(d.On, " "))
}

// DecisionNaming is Decision with the accounts and reports that it is about named by name, which returns "" for what it has
// no name for.
func DecisionNaming(d tocsin.Decision, name func(id string) string) string {
	names := func(ids []string) string {
		out := make([]string, len(ids))
		for i, id := range ids {
			if out[i] = name(id); out[i] == "" {
				out[i] = id
			}
		}
		return strings.Join(out, "; ")
	}
	what := string(d.What) + " "
	switch left, right := d.Sides(); {
	case d.What == tocsin.Split && len(right) > 0:
		what += names(left) + " from " + names(right)
	default:
		what += names(d.On)
	}
	return decision(d, what)
}

func decision(d tocsin.Decision, what string) string {
	switch {
	case d.Correction != nil:
		what += " " + correction(*d.Correction)
	case d.What == tocsin.Adjudicate:
		what += ": the record of " + Coder(d.Coder) + " counts"
	case d.What == tocsin.Designate:
		what += ": " + strconv.Quote(d.Label) + ", " + d.List + Period(d.Start, d.End) + " [" + d.Source + "]"
	case d.What == tocsin.Alias || d.What == tocsin.Distinct:
		what = string(d.What) + " " + strings.Join(d.On, ", ")
		what += Period(d.Start, d.End) + " [" + d.Source + "]"
	}
	said := d.By + ": " + what + " – " + d.Why
	if d.Undone != "" {
		said += " (taken back by " + d.Undone + ")"
	}
	return said
}

// correction says what becomes what.
func correction(c tocsin.Correction) string {
	switch {
	case c.Removes():
		return c.Path + ": not " + Raw(c.Path, c.Was)
	case c.Adds():
		return c.Path + ": also " + Raw(c.Path, c.Value)
	}
	return c.Path + ": " + Raw(c.Path, c.Value) + ", not " + Raw(c.Path, c.Was)
}

// Raw says a value of a record that is given in its JSON form; path is its path, or that of its list, as in
// tocsin.Correction and tocsin.Decided.
func Raw(path string, raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return "nothing"
	}
	path, _, _ = strings.Cut(path[strings.LastIndexByte(path, '.')+1:], "[")
	switch path {
	case "when":
		return decoded(raw, When)
	case "where":
		return decoded(raw, Where)
	case "weapons":
		return decoded(raw, func(w tocsin.Weapon) string { return Value(w.Class) })
	case "targets":
		return decoded(raw, func(t tocsin.Target) string { return Value(t.Class) + ": " + t.Text })
	case "casualties":
		return decoded(raw, func(f tocsin.Figure) string { return Value(f.Effect) + " " + Figure(f) })
	case "damage":
		return decoded(raw, func(d tocsin.Damage) string { return d.Text + ": " + Value(d.Level) })
	case "responsibility":
		return decoded(raw, Statement)
	case "ties":
		return decoded(raw, Tie)
	case "assessments":
		return decoded(raw, Assessment)
	case "designations":
		return decoded(raw, Designation)
	case "accounts":
		return decoded(raw, func(a tocsin.Account) string { return Value(a.Kind) + ", " + Where(a.Where) + ", " + When(a.When) })
	}
	return decoded(raw, func(v any) string {
		switch v := v.(type) {
		case string:
			return Value(v)
		case bool:
			return map[bool]string{true: "yes", false: "no"}[v]
		}
		return string(raw)
	})
}

func decoded[T any](raw json.RawMessage, words func(T) string) string {
	var v T
	if json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	return words(v)
}

// Coder says who coded a record: a person, or which version of the machine.
func Coder(coder string) string {
	if name, ok := strings.CutPrefix(tocsin.CoderName(coder), tocsin.PersonCoder("")); ok {
		return name
	}
	if coder == tocsin.Machine {
		return "the machine"
	}
	return "the machine (" + coder + ")"
}
