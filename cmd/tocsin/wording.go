package main

import (
	"fmt"
	"math"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/tocsin-org/tocsin"
)

// How values are put into words for a person. Unknown is always said as "unknown", never as 0 or
// nothing, and whoever is said to be responsible never stands without who says so.

// words turns a value of a closed list into words.
func words[T ~string](v T) string { return strings.ReplaceAll(string(v), "_", " ") }

func whenWords(w tocsin.When) string {
	switch {
	case w.Precision == tocsin.DateUnknown && !w.End.IsZero():
		return "unknown, at the latest " + w.End.String()
	case w.Start.IsZero():
		return "unknown"
	case w.Precision == tocsin.DateDay && w.Start == w.End:
		return w.Start.String()
	}
	return fmt.Sprintf("%s to %s (%s)", w.Start, w.End, words(w.Precision))
}

func whereWords(w tocsin.Where) string {
	var parts []string
	for _, s := range []string{w.Settlement, w.Adm2, w.Adm1, countryName(w.Country)} {
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
	return strings.Join(parts, ", ") + " (" + words(w.Precision) + ")"
}

// countryName returns the English name of a country, or the code it does not know.
func countryName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.English.Regions().Name(region); name != "" {
		return name
	}
	return code
}

// pointWords returns coordinates with as many decimals as a town deserves.
func pointWords(w tocsin.Where) string {
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

// numberWords says a range of whole numbers.
func numberWords(low int, high *int) string {
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

func figureWords(f tocsin.Figure) string {
	s := numberWords(f.Low, f.High)
	if f.Group != tocsin.GroupAll {
		s += " " + words(f.Group)
	}
	if f.IncludesAttackers != nil {
		s += map[bool]string{true: ", attackers among them", false: ", attackers not counted"}[*f.IncludesAttackers]
	}
	if len(f.SharedWith) > 0 {
		s += ", together with " + strings.Join(f.SharedWith, ", ")
	}
	return s + ", says " + voiceWords(f.Voice)
}

// voiceWords says who speaks, in which role, and through whom; and how surely, if that is given.
func voiceWords(v tocsin.Voice, certainty ...tocsin.Certainty) string {
	s := v.Speaker
	var notes []string
	switch {
	case v.Type == tocsin.VoiceReport:
		s = "the report"
	case s == "":
		s = words(v.Type) + ", not named"
	default:
		notes = append(notes, words(v.Type))
	}
	for _, c := range certainty {
		notes = append(notes, words(c))
	}
	if len(notes) > 0 {
		s += " (" + strings.Join(notes, ", ") + ")"
	}
	if len(v.Via) > 0 {
		s += " via " + strings.Join(v.Via, ", ")
	}
	return s
}

// statementWords says who says what about who is responsible.
func statementWords(s tocsin.Statement) string {
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
		return "that it was " + actor + " is doubted by " + voiceWords(s.Voice, s.Certainty) + details("", s)
	case tocsin.StanceNoClaim:
		if s.Actor == "" {
			return "claimed by nobody so far, says " + voiceWords(s.Voice) + details("", s)
		}
		return "not claimed so far by " + actor + ", says " + voiceWords(s.Voice) + details("", s)
	}
	return "attributed to " + actor + " by " + voiceWords(s.Voice, s.Certainty) + details("", s)
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
	return details("as told by "+voiceWords(v), s)
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

func tieWords(t tocsin.Tie) string {
	says := map[tocsin.TieStatus]string{
		tocsin.TieStated:  ", says ",
		tocsin.TieHedged:  ", reportedly, says ",
		tocsin.TieDenied:  ": denied by ",
		tocsin.TieUnknown: ": not known to ",
	}[t.Status]
	return t.From + " – " + words(t.Relation) + " – " + t.To + period(t.Start, t.End) + says + voiceWords(t.Voice)
}

func period(start, end string) string {
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

func assessmentWords(a tocsin.Assessment) string {
	s := a.Summary
	switch {
	case s == "":
		s = "about " + a.About
	case a.About != "" && !strings.Contains(strings.ToLower(s), strings.ToLower(a.About)):
		s = a.About + ": " + s
	}
	return s + period(a.Start, a.End) + ", says " + voiceWords(a.Voice)
}

func designationWords(d tocsin.Designation) string {
	by := d.By
	if by == "" {
		by = "a voice not named"
	}
	return fmt.Sprintf("%s: called %q by %s", d.Actor, d.Label, by)
}
