// Package wording puts what the records and incidents hold into words for a person.
//
// Two rules hold everywhere. Unknown is said as "unknown", never as 0 or nothing. Whoever is said to be responsible never
// stands without who says so: "claimed by X (own statement, via Y, day)", "attributed to X by Z", never "by X"
// (reference data, R3).
package wording

import (
	"fmt"
	"math"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/tocsin-org/tocsin"
)

// Value turns a value of a closed list into words.
func Value[T ~string](v T) string { return strings.ReplaceAll(string(v), "_", " ") }

// When says the days.
func When(w tocsin.When) string {
	switch {
	case w.Precision == tocsin.DateUnknown && !w.End.IsZero():
		return "unknown, at the latest " + w.End.String()
	case w.Start.IsZero():
		return "unknown"
	case w.Precision == tocsin.DateDay && w.Start == w.End:
		return w.Start.String()
	}
	return fmt.Sprintf("%s to %s (%s)", w.Start, w.End, Value(w.Precision))
}

// Where says the place from the finest unit to the country, with how exactly it is known.
func Where(w tocsin.Where) string {
	var parts []string
	for _, s := range []string{w.Settlement, w.Adm2, w.Adm1, Country(w.Country)} {
		// A town often has the name of its district, and that of its province.
		if s != "" && (len(parts) == 0 || !strings.EqualFold(parts[len(parts)-1], s)) {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 && w.Text != "" {
		parts = append(parts, w.Text)
	}
	switch {
	case len(parts) == 0:
		return "unknown"
	case w.Precision == tocsin.PlaceUnknown || w.Precision == "":
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, ", ") + " (" + Value(w.Precision) + ")"
}

// Country returns the English name of a country, or the code it does not know.
func Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.English.Regions().Name(region); name != "" {
		return name
	}
	return code
}

// Point returns coordinates with as many decimals as a town deserves.
func Point(w tocsin.Where) string {
	if w.Lat == nil || w.Lon == nil {
		return ""
	}
	side := func(v float64, plus, minus string) string {
		if v < 0 {
			plus = minus
		}
		return fmt.Sprintf("%.3f %s", math.Abs(v), plus)
	}
	return side(*w.Lat, "N", "S") + ", " + side(*w.Lon, "E", "W")
}

// Number says a range of whole numbers.
func Number(low int, high *int) string {
	switch {
	case high == nil:
		return fmt.Sprintf("%d or more", low)
	case *high == low && low == 0:
		return "none"
	case *high == low:
		return fmt.Sprint(low)
	case low == 0:
		return fmt.Sprintf("up to %d", *high)
	}
	return fmt.Sprintf("%d to %d", low, *high)
}

// Figure says a number of people, and on whose word.
func Figure(f tocsin.Figure) string {
	s := Number(f.Low, f.High)
	if f.Group != tocsin.GroupAll {
		s += " " + Value(f.Group)
	}
	if f.IncludesAttackers != nil {
		s += map[bool]string{true: ", attackers among them", false: ", attackers not counted"}[*f.IncludesAttackers]
	}
	if len(f.SharedWith) > 0 {
		s += ", together with " + strings.Join(f.SharedWith, ", ")
	}
	return s + ", says " + Voice(f.Voice)
}

// Voice says who speaks, in which role, and through whom; and how surely, if that is given.
func Voice(v tocsin.Voice, certainty ...tocsin.Certainty) string {
	s := v.Speaker
	var notes []string
	switch {
	case v.Type == tocsin.VoiceReport:
		s = "the report"
	case s == "":
		s = Value(v.Type) + ", not named"
	default:
		notes = append(notes, Value(v.Type))
	}
	for _, c := range certainty {
		notes = append(notes, Value(c))
	}
	if len(notes) > 0 {
		s += " (" + strings.Join(notes, ", ") + ")"
	}
	if len(v.Via) > 0 {
		s += " via " + strings.Join(v.Via, ", ")
	}
	return s
}

// Statement says who says what about who is responsible.
func Statement(s tocsin.Statement) string {
	actor := s.Actor
	if actor == "" {
		actor = "nobody named"
	}
	if strings.Contains(strings.ToLower(actor), "terror") {
		actor = "“" + actor + "”" // the speaker's word, not ours
	}
	switch s.Stance {
	case tocsin.StanceClaim:
		return hedge(s.Certainty) + "claimed by " + actor + ownWords(s)
	case tocsin.StanceDenial:
		return hedge(s.Certainty) + "denied by " + actor + ownWords(s)
	case tocsin.StancePraise:
		return hedge(s.Certainty) + "welcomed, without a claim, by " + actor + ownWords(s)
	case tocsin.StanceRetraction:
		return hedge(s.Certainty) + "claim taken back by " + actor + ownWords(s)
	case tocsin.StanceDoubt:
		return "that it was " + actor + " is doubted by " + Voice(s.Voice, s.Certainty) + details("", s)
	case tocsin.StanceNoClaim:
		if s.Actor == "" {
			return "claimed by nobody so far, says " + Voice(s.Voice) + details("", s)
		}
		return "not claimed so far by " + actor + ", says " + Voice(s.Voice) + details("", s)
	}
	return "attributed to " + actor + " by " + Voice(s.Voice, s.Certainty) + details("", s)
}

func hedge(c tocsin.Certainty) string {
	return map[tocsin.Certainty]string{tocsin.Hedged: "reportedly ", tocsin.Possible: "possibly "}[c]
}

// ownWords says whether the actor speaks for itself or somebody tells of it.
func ownWords(s tocsin.Statement) string {
	v := s.Voice
	if v.Speaker == s.Actor || v.Type == tocsin.VoicePerpetrator {
		first := "own statement"
		if len(v.Via) > 0 {
			first += ", via " + strings.Join(v.Via, ", ")
		}
		return details(first, s)
	}
	return details("as told by "+Voice(v), s)
}

// details returns what is known of a statement in parentheses, "" if nothing is.
func details(first string, s tocsin.Statement) string {
	var parts []string
	if first != "" {
		parts = append(parts, first)
	}
	if !s.When.IsZero() {
		parts = append(parts, s.When.String())
	}
	if s.Unverified {
		parts = append(parts, "not verified by the outlet")
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// Tie says what ties two actors, when, and who says so.
func Tie(t tocsin.Tie) string {
	says := map[tocsin.TieStatus]string{
		tocsin.TieStated:  ", says ",
		tocsin.TieHedged:  ", reportedly, says ",
		tocsin.TieDenied:  ": denied by ",
		tocsin.TieUnknown: ": not known to ",
	}[t.Status]
	return t.From + " – " + Value(t.Relation) + " – " + t.To + Period(t.Start, t.End) + says + Voice(t.Voice)
}

// Period says from when to when, with a comma before it; "" if neither is known.
func Period(start, end string) string {
	switch {
	case start != "" && end != "":
		return ", " + start + " to " + end
	case start != "":
		return ", from " + start
	case end != "":
		return ", until " + end
	}
	return ""
}

// Assessment says what somebody judges or foretells.
func Assessment(a tocsin.Assessment) string {
	s := a.Summary
	switch {
	case s == "":
		s = "about " + a.About
	case a.About != "" && !strings.Contains(strings.ToLower(s), strings.ToLower(a.About)):
		s = a.About + ": " + s
	}
	return s + Period(a.Start, a.End) + ", says " + Voice(a.Voice)
}

// Designation says what an actor is called, and by whom: the label is quoted.
func Designation(d tocsin.Designation) string {
	by := d.By
	if by == "" {
		by = "a voice not named"
	}
	return fmt.Sprintf("%s: called %q by %s", d.Actor, d.Label, by)
}

// Toll says how many were killed and injured.
func Toll(inc *tocsin.Incident) string {
	var parts []string
	for _, e := range []tocsin.Effect{tocsin.Killed, tocsin.Injured} {
		said := Value(e) + " unknown"
		for _, f := range inc.Figures {
			if f.Effect == e && f.Group == tocsin.GroupAll {
				said = Tally(f) + " " + Value(e)
			}
		}
		parts = append(parts, said)
	}
	return strings.Join(parts, ", ")
}

// Tally says the best number and the range around it.
func Tally(t tocsin.Tally) string {
	span := Number(t.Low, t.High)
	switch {
	case t.Best == nil:
		return span
	case t.High != nil && *t.High == t.Low && *t.Best == t.Low:
		return span
	}
	return fmt.Sprintf("%d (%s)", *t.Best, span)
}

// Responsibility says in one line who claims or is blamed, always with who says so.
func Responsibility(inc *tocsin.Incident) string {
	var parts []string
	seen := map[string]bool{}
	for _, s := range inc.Statements {
		if s.Stance == tocsin.StanceNoClaim {
			continue
		}
		said := Said(s)
		if key := string(s.Stance) + strings.ToLower(s.Actor); !seen[key] {
			seen[key] = true
			parts = append(parts, said)
		}
	}
	if len(parts) > 0 {
		return strings.Join(parts, "; ")
	}
	for _, s := range inc.Statements {
		return Said(s)
	}
	return "author unknown: no report names anybody"
}

// Said is Statement with the day on which a statement without one became known.
func Said(s tocsin.Said) string {
	st := s.Statement
	if st.When.IsZero() {
		st.When = s.Known
	}
	return Statement(st)
}

// List says the values of a list, "unknown" if there are none.
func List[T ~string](values []T) string {
	if len(values) == 0 {
		return "unknown"
	}
	var parts []string
	for _, v := range values {
		parts = append(parts, Value(v))
	}
	return strings.Join(parts, ", ")
}
