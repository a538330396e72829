package resolve

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Correct returns a record with corrections laid on it, in the order in which they are given, and says of each value that
// a person decided it (Record.Decided). The record given is not changed. A correction whose words no account rests on any
// more is not laid on it: that becomes a problem of the record, for a person to look at.
func Correct(rec *tocsin.Record, ds []tocsin.Decision) *tocsin.Record {
	if len(ds) == 0 {
		return rec
	}
	out := copyOf(rec)
	for _, d := range ds {
		if err := correct(out, d); err != nil {
			out.Notes = append(out.Notes, tocsin.Problem{Path: d.Correction.Path, Text: fmt.Sprintf("the correction by %s of %s does not fit: %v", d.By, tocsin.DateOf(d.At.UTC()), err)})
		}
	}
	out.Report.Relevant = len(out.Accounts) > 0
	return out
}

// copyOf copies a record as far as corrections change it: every list in it, and not the values in those.
func copyOf(rec *tocsin.Record) *tocsin.Record {
	out := *rec
	out.Accounts = slices.Clone(rec.Accounts)
	for i := range out.Accounts {
		a := &out.Accounts[i]
		a.Weapons, a.Targets, a.Casualties = slices.Clone(a.Weapons), slices.Clone(a.Targets), slices.Clone(a.Casualties)
		a.Damage, a.Responsibility, a.Evidence = slices.Clone(a.Damage), slices.Clone(a.Responsibility), slices.Clone(a.Evidence)
	}
	out.Ties, out.Assessments, out.Designations = slices.Clone(rec.Ties), slices.Clone(rec.Assessments), slices.Clone(rec.Designations)
	out.Notes, out.Decided = slices.Clone(rec.Notes), slices.Clone(rec.Decided)
	return &out
}

// Why a correction is not laid on a record.
var (
	errNoAccount = errors.New("no account rests on those words any more")
	errGone      = errors.New("nothing is coded from the words of the value that was corrected")
	errOther     = errors.New("the value that was rejected is coded otherwise now")
)

func correct(rec *tocsin.Record, d tocsin.Decision) error {
	c := d.Correction
	if c == nil || len(d.On) != 1 {
		return errors.New("incomplete")
	}
	switch c.Path {
	case "accounts":
		return addAccount(rec, d)
	case "ties":
		return correctList(rec, d, "ties", &rec.Ties, tiePart)
	case "assessments":
		return correctList(rec, d, "assessments", &rec.Assessments, assessmentPart)
	case "designations":
		return correctList(rec, d, "designations", &rec.Designations, designationPart)
	}
	k := anchored(rec, d)
	if k < 0 {
		return errNoAccount
	}
	a, path := &rec.Accounts[k], fmt.Sprintf("accounts[%d].%s", k, c.Path)
	switch c.Path {
	case "kind":
		return correctField(rec, a, d, path, &a.Kind)
	case "stage":
		return correctField(rec, a, d, path, &a.Stage)
	case "suicide":
		return correctField(rec, a, d, path, &a.Suicide)
	case "background":
		return correctField(rec, a, d, path, &a.Background)
	case "assassination":
		return correctField(rec, a, d, path, &a.Assassination)
	case "when":
		return correctField(rec, a, d, path, &a.When)
	case "where":
		return correctField(rec, a, d, path, &a.Where)
	case "weapons":
		return correctList(rec, d, path, &a.Weapons, weaponPart)
	case "targets":
		return correctList(rec, d, path, &a.Targets, targetPart)
	case "casualties":
		return correctList(rec, d, path, &a.Casualties, figurePart)
	case "damage":
		return correctList(rec, d, path, &a.Damage, damagePart)
	case "responsibility":
		return correctList(rec, d, path, &a.Responsibility, statementPart)
	}
	return fmt.Errorf("%q cannot be corrected", c.Path)
}

// anchored returns the account that rests on most of the words that the corrected one rested on; of equals that of the
// same id. Accounts are numbered anew by every version of the coder, and words stay.
func anchored(rec *tocsin.Record, d tocsin.Decision) int {
	id := d.On[0][strings.LastIndexByte(d.On[0], ':')+1:]
	best, most := -1, 0
	for i := range rec.Accounts {
		a := &rec.Accounts[i]
		n := overlap(d.Correction.Anchor, allEvidence(a))
		switch {
		case len(d.Correction.Anchor) == 0 && a.ID == id:
			return i
		case n > most || n == most && n > 0 && a.ID == id:
			best, most = i, n
		}
	}
	return best
}

// Anchor returns what a correction of an account is tied to.
func Anchor(a *tocsin.Account) []tocsin.Evidence {
	if es := evidenceOf(a); len(es) > 0 {
		return es
	}
	return allEvidence(a)
}

// allEvidence returns all that an account rests on.
func allEvidence(a *tocsin.Account) []tocsin.Evidence {
	out := slices.Concat([]tocsin.Evidence(a.Evidence), []tocsin.Evidence(a.Where.Evidence), []tocsin.Evidence(a.When.Evidence))
	for _, x := range a.Weapons {
		out = append(out, x.Evidence...)
	}
	for _, x := range a.Targets {
		out = append(out, x.Evidence...)
	}
	for _, x := range a.Casualties {
		out = append(out, x.Evidence...)
	}
	for _, x := range a.Damage {
		out = append(out, x.Evidence...)
	}
	for _, x := range a.Responsibility {
		out = append(out, x.Evidence...)
	}
	return out
}

// overlap counts the bytes of a that b covers too.
func overlap(a, b []tocsin.Evidence) int {
	n := 0
	for _, x := range a {
		most := 0
		for _, y := range b {
			switch {
			case x.Start < 0 || y.Start < 0: // only the words are known
				if x.Quote == y.Quote {
					most = len(x.Quote)
				}
			case x.Overlaps(y.Span):
				most = max(most, min(x.End, y.End)-max(x.Start, y.Start))
			}
		}
		n += most
	}
	return n
}

// correctField sets a value that every account has. Evidence that comes with it joins that of the account.
func correctField[T any](rec *tocsin.Record, a *tocsin.Account, d tocsin.Decision, path string, field *T) error {
	was, err := json.Marshal(*field)
	if err != nil {
		return err // unreachable: it was decoded from JSON
	}
	var value T
	if err := json.Unmarshal(d.Correction.Value, &value); err != nil {
		return err
	}
	*field = value
	for _, e := range d.Correction.Evidence {
		if !slices.Contains(a.Evidence, e) {
			a.Evidence = append(a.Evidence, e)
		}
	}
	decided(rec, d, path, was)
	return nil
}

// A piece says of elements of a list what they rest on and which of them can be the same value coded anew.
type piece[T any] struct {
	evidence func(*T) *tocsin.List[tocsin.Evidence]
	kin      func(a, b *T) bool // nil: any two that rest on the same words
}

var (
	weaponPart = piece[tocsin.Weapon]{evidence: func(x *tocsin.Weapon) *tocsin.List[tocsin.Evidence] { return &x.Evidence }}
	targetPart = piece[tocsin.Target]{evidence: func(x *tocsin.Target) *tocsin.List[tocsin.Evidence] { return &x.Evidence }}
	damagePart = piece[tocsin.Damage]{evidence: func(x *tocsin.Damage) *tocsin.List[tocsin.Evidence] { return &x.Evidence }}
	figurePart = piece[tocsin.Figure]{
		evidence: func(x *tocsin.Figure) *tocsin.List[tocsin.Evidence] { return &x.Evidence },
		kin:      func(a, b *tocsin.Figure) bool { return a.Effect == b.Effect },
	}
	statementPart = piece[tocsin.Statement]{
		evidence: func(x *tocsin.Statement) *tocsin.List[tocsin.Evidence] { return &x.Evidence },
		kin: func(a, b *tocsin.Statement) bool {
			return a.Stance == b.Stance || actorKey(a.Actor) == actorKey(b.Actor)
		},
	}
	tiePart = piece[tocsin.Tie]{
		evidence: func(x *tocsin.Tie) *tocsin.List[tocsin.Evidence] { return &x.Evidence },
		kin: func(a, b *tocsin.Tie) bool {
			return a.Relation == b.Relation || actorKey(a.From) == actorKey(b.From) && actorKey(a.To) == actorKey(b.To)
		},
	}
	assessmentPart  = piece[tocsin.Assessment]{evidence: func(x *tocsin.Assessment) *tocsin.List[tocsin.Evidence] { return &x.Evidence }}
	designationPart = piece[tocsin.Designation]{
		evidence: func(x *tocsin.Designation) *tocsin.List[tocsin.Evidence] { return &x.Evidence },
		kin:      func(a, b *tocsin.Designation) bool { return actorKey(a.Actor) == actorKey(b.Actor) },
	}
)

// same reports whether two elements are one value, whatever they rest on.
func (p piece[T]) same(a, b T) bool {
	*p.evidence(&a), *p.evidence(&b) = nil, nil
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}

// find returns the element that a value is now: the same value resting on most of the same words (exact), or else the kin
// of it that does. -1 if there is none.
func (p piece[T]) find(list []T, v T) (at int, exact bool) {
	at, most := -1, 0
	for i := range list {
		is := p.same(list[i], v)
		n := overlap(*p.evidence(&v), *p.evidence(&list[i]))
		if is && len(*p.evidence(&v)) == 0 {
			n = 1
		}
		if n == 0 || !is && (exact || p.kin != nil && !p.kin(&v, &list[i])) {
			continue
		}
		if n > most || is && !exact {
			at, most, exact = i, n, is
		}
	}
	return at, exact
}

// correctList puts, replaces or removes an element of a list.
func correctList[T any](rec *tocsin.Record, d tocsin.Decision, path string, list *tocsin.List[T], p piece[T]) error {
	c := d.Correction
	var was, value T
	if !c.Adds() {
		if err := json.Unmarshal(c.Was, &was); err != nil {
			return err
		}
	}
	if !c.Removes() {
		if err := json.Unmarshal(c.Value, &value); err != nil {
			return err
		}
		// What the machine has come to code as the person has it, it need not be told.
		if i, exact := p.find(*list, value); exact {
			decided(rec, d, fmt.Sprintf("%s[%d]", path, i), c.Was)
			return nil
		}
	}
	if c.Adds() {
		*list = append(*list, value)
		decided(rec, d, fmt.Sprintf("%s[%d]", path, len(*list)-1), nil)
		return nil
	}
	i, exact := p.find(*list, was)
	switch {
	case c.Removes() && i >= 0 && !exact:
		return errOther
	case c.Removes() && i >= 0:
		*list = slices.Delete(*list, i, i+1)
		renumber(rec, path, i)
		fallthrough
	case c.Removes():
		decided(rec, d, path, c.Was)
		return nil
	case i < 0:
		return errGone
	}
	(*list)[i] = value
	decided(rec, d, fmt.Sprintf("%s[%d]", path, i), c.Was)
	return nil
}

// addAccount adds an account that a person found in the report.
func addAccount(rec *tocsin.Record, d tocsin.Decision) error {
	if !d.Correction.Adds() {
		return errors.New("accounts are added or retracted")
	}
	var a tocsin.Account
	if err := json.Unmarshal(d.Correction.Value, &a); err != nil {
		return err
	}
	a.ID = AddedAccount(d)
	rec.Accounts = append(rec.Accounts, a)
	decided(rec, d, fmt.Sprintf("accounts[%d]", len(rec.Accounts)-1), nil)
	return nil
}

// AddedAccount is the id of the account that a correction adds: no version of the coder gives it to another.
func AddedAccount(d tocsin.Decision) string { return "p" + d.ID()[1:9] }

// decided notes that a person decided a value. The last decision on a value is the one that counts.
func decided(rec *tocsin.Record, d tocsin.Decision, path string, was json.RawMessage) {
	if strings.HasSuffix(path, "]") || !d.Correction.IsList() {
		rec.Decided = slices.DeleteFunc(rec.Decided, func(x tocsin.Decided) bool { return x.Path == path })
	}
	rec.Decided = append(rec.Decided, tocsin.Decided{Path: path, By: d.By, At: tocsin.DateOf(d.At.UTC()), Why: d.Why, Decision: d.ID(), Was: was})
}

// renumber moves what was said of the elements behind one that was removed.
func renumber(rec *tocsin.Record, path string, removed int) {
	var out []tocsin.Decided
	for _, x := range rec.Decided {
		if rest, ok := strings.CutPrefix(x.Path, path+"["); ok {
			n, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
			if err == nil && n == removed {
				continue
			}
			if err == nil && n > removed {
				x.Path = fmt.Sprintf("%s[%d]", path, n-1)
			}
		}
		out = append(out, x)
	}
	rec.Decided = out
}

// Check returns what is wrong with a correction of the record that counts, given the report's text, and the correction
// completed: evidence given as words alone gets its offsets, and the anchor is set.
func Check(rec *tocsin.Record, text string, d tocsin.Decision) (tocsin.Decision, []tocsin.Problem) {
	if ps := d.Problems(); len(ps) > 0 {
		return d, ps
	}
	c := *d.Correction
	c.Evidence = slices.Clone(c.Evidence)
	d.Correction = &c
	var ps []tocsin.Problem
	for i, e := range c.Evidence {
		located, ok := e.Locate(text)
		if !ok {
			ps = append(ps, tocsin.Problem{Path: fmt.Sprintf("correction.evidence[%d]", i), Text: fmt.Sprintf("%q does not stand in the text", e.Quote)})
		}
		c.Evidence[i] = located
	}
	if !c.Removes() {
		value, missing := locateAll(c.Value, text)
		c.Value = value
		for _, quote := range missing {
			ps = append(ps, tocsin.Problem{Path: "correction.value.evidence", Text: fmt.Sprintf("%q does not stand in the text", quote)})
		}
	}
	if len(ps) > 0 {
		return d, ps
	}
	if !c.OfReport() && len(c.Anchor) == 0 {
		a := rec.Account(d.On[0][strings.LastIndexByte(d.On[0], ':')+1:])
		if a == nil {
			return d, []tocsin.Problem{{Path: "on", Text: fmt.Sprintf("no account %s", d.On[0])}}
		}
		c.Anchor = Anchor(a)
	}
	after := copyOf(rec)
	if err := correct(after, d); err != nil {
		return d, []tocsin.Problem{{Path: "correction", Text: err.Error()}}
	}
	before := rec.Problems(text)
	for _, p := range after.Problems(text) {
		if !slices.ContainsFunc(before, func(o tocsin.Problem) bool { return o.Text == p.Text }) && p.Path != "report.relevant" {
			ps = append(ps, p)
		}
	}
	return d, ps
}

// locateAll gives every quote of a value its offsets and returns those that are not in the text.
func locateAll(raw json.RawMessage, text string) (out json.RawMessage, missing []string) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return raw, nil // unreachable: the value was decoded before
	}
	changed := false
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				es, ok := x.([]any)
				if k != "evidence" || !ok {
					walk(x)
					continue
				}
				for i := range es {
					b, _ := json.Marshal(es[i])
					var e tocsin.Evidence
					if json.Unmarshal(b, &e) != nil {
						continue
					}
					located, ok := e.Locate(text)
					if !ok {
						missing = append(missing, e.Quote)
					}
					changed = changed || located != e
					es[i] = located
				}
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(v)
	if !changed {
		return raw, missing
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(v) != nil {
		return raw, missing // unreachable: it was JSON before
	}
	return bytes.TrimSpace(b.Bytes()), missing
}
