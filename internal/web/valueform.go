package web

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// A field is one input of a form for a value.
type field struct {
	Name, Label, Value string
	Type               string // "text", "date", "number", "words" (evidence), or "" with Options
	Options            []option
	Spans              string // of words: where they stand, see readEvidence
}

type option struct {
	Value, Text string
	Chosen      bool
}

// listField is a field with a closed list of values.
func listField[T ~string](name, label string, list []T, chosen T) field {
	f := field{Name: name, Label: label}
	for _, v := range list {
		f.Options = append(f.Options, option{string(v), wording.Value(v), v == chosen})
	}
	return f
}

// answers are what yes, no and not said are called in a form.
var answers = []string{"", "yes", "no"}

func answer(name, label string, chosen string, said bool) field {
	f := field{Name: name, Label: label}
	for _, v := range answers {
		if v == "" && said {
			continue
		}
		text := v
		if v == "" {
			text = "not said"
		}
		f.Options = append(f.Options, option{v, text, v == chosen})
	}
	return f
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// wordsField asks for the words of the report that a value rests on: one line each, and hidden beside it where they stand.
func wordsField(text string, es []tocsin.Evidence) field {
	f := field{Name: "evidence", Label: "words it rests on", Type: "words"}
	var lines, spans []string
	for _, e := range es {
		lines = append(lines, oneLine(e.Quote))
		span := "-"
		if e.Holds(text) {
			from := unitsOf(text, e.Start)
			span = fmt.Sprintf("%d-%d", from, from+unitsOf(e.Quote, len(e.Quote)))
		}
		spans = append(spans, span)
	}
	f.Value, f.Spans = strings.Join(lines, "\n"), strings.Join(spans, " ")
	return f
}

// oneLine writes words that run over the end of a line in one.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
}

func voiceFields(v tocsin.Voice) []field {
	return []field{
		listField("voice.type", "voice", tocsin.VoiceTypes, v.Type),
		{Name: "voice.speaker", Label: "speaker", Type: "text", Value: v.Speaker},
		{Name: "voice.via", Label: "via, nearest to the speaker first, parted by ;", Type: "text", Value: strings.Join(v.Via, "; ")},
	}
}

func numberField(name, label string, n *int) field {
	f := field{Name: name, Label: label, Type: "number"}
	if n != nil {
		f.Value = strconv.Itoa(*n)
	}
	return f
}

func degrees(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

// fieldsOf returns the inputs for a value of a record: the element of a list, or the field that path names.
func fieldsOf(path, text string, v any) []field {
	text1 := func(name, label, value string) field {
		return field{Name: name, Label: label, Type: "text", Value: value}
	}
	switch v := v.(type) {
	case tocsin.Kind:
		return []field{listField("value", path, tocsin.Kinds, v), wordsField(text, nil)}
	case tocsin.Stage:
		return []field{listField("value", path, tocsin.Stages, v), wordsField(text, nil)}
	case tocsin.Suicide:
		return []field{listField("value", path, tocsin.Suicides, v), wordsField(text, nil)}
	case bool:
		return []field{answer("value", path, yesNo(v), true), wordsField(text, nil)}
	case tocsin.When:
		return []field{
			{Name: "start", Label: "first day", Type: "date", Value: v.Start.String()}, {Name: "end", Label: "last day", Type: "date", Value: v.End.String()},
			listField("precision", "precision", tocsin.DatePrecisions, v.Precision), wordsField(text, v.Evidence),
		}
	case tocsin.Where:
		return []field{
			text1("text", "the report's words", v.Text), text1("settlement", "town, village", v.Settlement), text1("adm2", "district", v.Adm2), text1("adm1", "province", v.Adm1),
			text1("country", "country (two letters)", v.Country), text1("lat", "latitude", degrees(v.Lat)), text1("lon", "longitude", degrees(v.Lon)),
			listField("precision", "precision", tocsin.PlacePrecisions, v.Precision), wordsField(text, v.Evidence),
		}
	case tocsin.Weapon:
		return []field{listField("class", "class", tocsin.WeaponClasses, v.Class), wordsField(text, v.Evidence)}
	case tocsin.Target:
		return []field{listField("class", "class", tocsin.TargetClasses, v.Class), text1("text", "the report's words", v.Text), wordsField(text, v.Evidence)}
	case tocsin.Damage:
		return []field{text1("text", "what", v.Text), listField("level", "level", tocsin.DamageLevels, v.Level), wordsField(text, v.Evidence)}
	case tocsin.Figure:
		with := ""
		if v.IncludesAttackers != nil {
			with = yesNo(*v.IncludesAttackers)
		}
		return slices.Concat([]field{
			listField("effect", "effect", tocsin.Effects, v.Effect), listField("group", "whom", tocsin.Groups, v.Group), numberField("low", "at least", &v.Low), numberField("high", "at most (empty: open)", v.High),
		}, voiceFields(v.Voice), []field{answer("includes_attackers", "attackers among them", with, false), text1("shared_with", "together with accounts", strings.Join(v.SharedWith, " ")), wordsField(text, v.Evidence)})
	case tocsin.Statement:
		return slices.Concat([]field{
			listField("stance", "stance", tocsin.Stances, v.Stance), text1("actor", "actor", v.Actor), listField("certainty", "certainty", tocsin.Certainties, v.Certainty),
			{Name: "when", Label: "day of the statement", Type: "date", Value: v.When.String()},
		}, voiceFields(v.Voice), []field{answer("unverified", "not verified by the outlet", yesNo(v.Unverified), true), wordsField(text, v.Evidence)})
	case tocsin.Tie:
		return slices.Concat([]field{
			text1("from", "actor", v.From), listField("relation", "is", tocsin.Relations, v.Relation), text1("to", "other actor", v.To),
			text1("start", "from (year, month or day)", v.Start), text1("end", "until", v.End), listField("status", "status", tocsin.TieStatuses, v.Status),
		}, voiceFields(v.Voice), []field{wordsField(text, v.Evidence)})
	case tocsin.Assessment:
		return slices.Concat([]field{
			listField("type", "type", tocsin.AssessmentTypes, v.Type), text1("about", "about", v.About), text1("summary", "what is said", v.Summary),
			text1("start", "of a prediction: from (year, month or day)", v.Start), text1("end", "until", v.End),
		}, voiceFields(v.Voice), []field{wordsField(text, v.Evidence)})
	case tocsin.Designation:
		return []field{text1("actor", "actor", v.Actor), text1("label", "label, as quoted", v.Label), text1("by", "whose label", v.By), wordsField(text, v.Evidence)}
	}
	return nil
}

// A valueList is a list of a record or of one of its accounts, as forms add to it and take from it.
type valueList interface {
	at() string // its path
	one() string
	values() []any
	fresh() any
	add()
	drop(k int) bool
	grow(read func(path string, into any)) // adds a value that read fills
}

type listOf[T any] struct {
	path, name string
	list       *tocsin.List[T]
	empty      T
}

func (l listOf[T]) at() string  { return l.path }
func (l listOf[T]) one() string { return l.name }
func (l listOf[T]) fresh() any  { return l.empty }
func (l listOf[T]) add()        { *l.list = append(*l.list, l.empty) }

func (l listOf[T]) values() []any {
	var out []any
	for _, v := range *l.list {
		out = append(out, v)
	}
	return out
}

func (l listOf[T]) drop(k int) bool {
	if k < 0 || k >= len(*l.list) {
		return false
	}
	*l.list = slices.Delete(*l.list, k, k+1)
	return true
}

func (l listOf[T]) grow(read func(path string, into any)) {
	var v T
	read(l.path, &v)
	*l.list = append(*l.list, v)
}

// listsOf are the lists of an account, in the order of the codebook, with what one value of each is called and what a
// form that adds one begins with.
func listsOf(a *tocsin.Account) []valueList {
	return []valueList{
		listOf[tocsin.Weapon]{"weapons", "a weapon", &a.Weapons, tocsin.Weapon{Class: tocsin.Bomb}},
		listOf[tocsin.Target]{"targets", "a target", &a.Targets, tocsin.Target{Class: tocsin.TargetCivilians}},
		listOf[tocsin.Figure]{"casualties", "a figure", &a.Casualties, tocsin.Figure{Effect: tocsin.Killed, Group: tocsin.GroupAll, High: new(int), Voice: tocsin.ReportVoice()}},
		listOf[tocsin.Damage]{"damage", "damage", &a.Damage, tocsin.Damage{Level: tocsin.Damaged}},
		listOf[tocsin.Statement]{"responsibility", "a statement", &a.Responsibility, tocsin.Statement{Stance: tocsin.StanceClaim, Certainty: tocsin.Stated, Voice: tocsin.Voice{Type: tocsin.VoicePerpetrator}}},
	}
}

// besideOf are the lists of a record beside its accounts.
func besideOf(rec *tocsin.Record) []valueList {
	return []valueList{
		listOf[tocsin.Tie]{"ties", "a tie between actors", &rec.Ties, tocsin.Tie{Relation: tocsin.PledgedTo, Status: tocsin.TieStated, Voice: tocsin.ReportVoice()}},
		listOf[tocsin.Assessment]{"assessments", "an assessment", &rec.Assessments, tocsin.Assessment{Type: tocsin.Judgement, Voice: tocsin.Voice{Type: tocsin.VoiceExpert}}},
		listOf[tocsin.Designation]{"designations", "a designation", &rec.Designations, tocsin.Designation{}},
	}
}

// A form is where the inputs of a value come from: the fields of a request whose names begin with Prefix.
type form struct {
	url.Values
	Prefix string
}

func (f form) get(name string) string {
	return strings.TrimSpace(strings.ToValidUTF8(f.Values.Get(f.Prefix+name), ""))
}

// readValue reads what a form gives for a value: its JSON form, evidence apart. What cannot be read is an error in words;
// the value is then as far as it could be read.
func readValue(path, text string, f form) (json.RawMessage, []tocsin.Evidence, error) {
	list, _, _ := strings.Cut(path, "[")
	evidence, missing := f.evidence(text)
	var v any
	var err error
	switch list {
	case "kind", "stage", "suicide":
		v = f.get("value")
	case "background", "assassination":
		v = f.get("value") == "yes"
	case "when":
		w := tocsin.When{Precision: tocsin.DatePrecision(f.get("precision"))}
		if w.Start, err = tocsin.ParseDate(f.get("start")); err == nil {
			w.End, err = tocsin.ParseDate(f.get("end"))
		}
		v = w
	case "where":
		w := tocsin.Where{Text: f.get("text"), Settlement: f.get("settlement"), Adm2: f.get("adm2"), Adm1: f.get("adm1"), Country: strings.ToUpper(f.get("country")), Precision: tocsin.PlacePrecision(f.get("precision"))}
		if w.Lat, err = f.degrees("lat"); err == nil {
			w.Lon, err = f.degrees("lon")
		}
		v = w
	case "weapons":
		v = tocsin.Weapon{Class: tocsin.WeaponClass(f.get("class"))}
	case "targets":
		v = tocsin.Target{Class: tocsin.TargetClass(f.get("class")), Text: f.get("text")}
	case "damage":
		v = tocsin.Damage{Text: f.get("text"), Level: tocsin.DamageLevel(f.get("level"))}
	case "casualties":
		v, err = f.figure()
	case "responsibility":
		s := tocsin.Statement{Stance: tocsin.Stance(f.get("stance")), Actor: f.get("actor"), Certainty: tocsin.Certainty(f.get("certainty")), Voice: f.voice(), Unverified: f.get("unverified") == "yes"}
		s.When, err = tocsin.ParseDate(f.get("when"))
		v = s
	case "ties":
		v = tocsin.Tie{
			From: f.get("from"), Relation: tocsin.Relation(f.get("relation")), To: f.get("to"), Start: f.get("start"), End: f.get("end"),
			Status: tocsin.TieStatus(f.get("status")), Voice: f.voice(),
		}
	case "assessments":
		v = tocsin.Assessment{Type: tocsin.AssessmentType(f.get("type")), About: f.get("about"), Summary: f.get("summary"), Start: f.get("start"), End: f.get("end"), Voice: f.voice()}
	case "designations":
		v = tocsin.Designation{Actor: f.get("actor"), Label: f.get("label"), By: f.get("by")}
	default:
		return nil, nil, badRequest(fmt.Sprintf("%q is not a value of a record", clip(path)))
	}
	raw, e := json.Marshal(v)
	switch {
	case err != nil:
		return raw, evidence, badRequest(err.Error())
	case missing != nil:
		return raw, evidence, missing
	}
	return raw, evidence, e
}

func (f form) voice() tocsin.Voice {
	v := tocsin.Voice{Type: tocsin.VoiceType(f.get("voice.type")), Speaker: f.get("voice.speaker")}
	for via := range strings.SplitSeq(f.get("voice.via"), ";") {
		if via = strings.TrimSpace(via); via != "" {
			v.Via = append(v.Via, via)
		}
	}
	return v
}

func (f form) figure() (tocsin.Figure, error) {
	v := tocsin.Figure{Effect: tocsin.Effect(f.get("effect")), Group: tocsin.Group(f.get("group")), Voice: f.voice(), SharedWith: strings.Fields(f.get("shared_with"))}
	low, err := strconv.Atoi(f.get("low"))
	if err != nil {
		return v, fmt.Errorf("at least: %q is not a whole number", clip(f.get("low")))
	}
	v.Low = low
	if h := f.get("high"); h != "" {
		high, err := strconv.Atoi(h)
		if err != nil {
			return v, fmt.Errorf("at most: %q is not a whole number", clip(h))
		}
		v.High = &high
	}
	if a := f.get("includes_attackers"); a != "" {
		with := a == "yes"
		v.IncludesAttackers = &with
	}
	return v, nil
}

func (f form) degrees(name string) (*float64, error) {
	s := f.get(name)
	if s == "" {
		return nil, nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return nil, fmt.Errorf("%s: %q is not a number of degrees", name, clip(s))
	}
	return &x, nil
}

// evidence reads the words that a value rests on: one line each, and for each, if the browser could tell, the range of
// UTF-16 code units where it was selected. Words without a range are looked for.
func (f form) evidence(text string) ([]tocsin.Evidence, error) {
	spans := strings.Fields(f.get("spans"))
	var out []tocsin.Evidence
	var missing error
	n := 0
	for line := range strings.Lines(f.get("evidence")) {
		words := strings.TrimSpace(line)
		if words == "" {
			continue
		}
		span := ""
		if n < len(spans) {
			span = spans[n]
		}
		n++
		e, ok := selected(text, span, words)
		if !ok {
			e, ok = tocsin.Evidence{Span: tocsin.Span{Start: -1, End: -1}, Quote: words}.Locate(text)
		}
		if !ok {
			missing = badRequest(fmt.Sprintf("the words “%s” do not stand in the report exactly so", clip(words)))
		}
		out = append(out, e)
	}
	return out, missing
}

// selected returns the evidence at a range that a browser gave, if the words stand there.
func selected(text, span, words string) (tocsin.Evidence, bool) {
	a, b, _ := strings.Cut(span, "-")
	from, err1 := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil {
		return tocsin.Evidence{}, false
	}
	start, end, ok := bytesOf(text, from, to)
	if !ok || start == end || strings.TrimSpace(oneLine(text[start:end])) != words {
		return tocsin.Evidence{}, false
	}
	return tocsin.Quote(text, start, end), true
}
