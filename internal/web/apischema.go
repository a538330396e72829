package web

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tocsin-org/tocsin"
)

// closedLists are the closed closedLists of the codebook, for the description of the API.
var closedLists = map[reflect.Type][]any{
	reflect.TypeFor[tocsin.Kind]():           values(tocsin.Kinds),
	reflect.TypeFor[tocsin.Stage]():          values(tocsin.Stages),
	reflect.TypeFor[tocsin.Suicide]():        values(tocsin.Suicides),
	reflect.TypeFor[tocsin.DatePrecision]():  values(tocsin.DatePrecisions),
	reflect.TypeFor[tocsin.PlacePrecision](): values(tocsin.PlacePrecisions),
	reflect.TypeFor[tocsin.WeaponClass]():    values(tocsin.WeaponClasses),
	reflect.TypeFor[tocsin.TargetClass]():    values(tocsin.TargetClasses),
	reflect.TypeFor[tocsin.Effect]():         values(tocsin.Effects),
	reflect.TypeFor[tocsin.Group]():          values(tocsin.Groups),
	reflect.TypeFor[tocsin.DamageLevel]():    values(tocsin.DamageLevels),
	reflect.TypeFor[tocsin.Stance]():         values(tocsin.Stances),
	reflect.TypeFor[tocsin.Certainty]():      values(tocsin.Certainties),
	reflect.TypeFor[tocsin.VoiceType]():      values(tocsin.VoiceTypes),
	reflect.TypeFor[tocsin.Relation]():       values(tocsin.Relations),
	reflect.TypeFor[tocsin.TieStatus]():      values(tocsin.TieStatuses),
	reflect.TypeFor[tocsin.AssessmentType](): values(tocsin.AssessmentTypes),
	reflect.TypeFor[tocsin.ClaimState]():     values(tocsin.ClaimStates),
	reflect.TypeFor[tocsin.ReviewState]():    values(tocsin.ReviewStates),
	reflect.TypeFor[tocsin.DecisionAction](): values(tocsin.DecisionActions),
}

func values[T ~string](list []T) []any {
	var out []any
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

// complete adds to the description of answers what huma does not see in Go types: which values a closed list has, that a
// pointer may be null, that a day is a day or empty.
func complete(schemas huma.Registry) {
	for name, s := range schemas.Map() {
		typ := schemas.TypeFromRef("#/components/schemas/" + name)
		if typ == nil {
			continue
		}
		for _, f := range jsonFields(typ) {
			json, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			p := s.Properties[json]
			if p == nil {
				continue
			}
			t, of := f.Type, p
			if t.Kind() == reflect.Slice && p.Items != nil {
				t, of = t.Elem(), p.Items
			}
			if list := closedLists[t]; list != nil && len(of.Enum) == 0 {
				of.Enum = list
			}
			if t == reflect.TypeFor[tocsin.Date]() {
				of.Description = strings.TrimSpace(of.Description + ` YYYY-MM-DD, "" if unknown.`)
			}
			if t.Kind() == reflect.Pointer && p.Ref != "" && !strings.Contains(options, "omitempty") {
				s.Properties[json] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}}
			}
		}
	}
}

// jsonFields returns the fields of a struct as JSON has them: those of embedded structs among them.
func jsonFields(t reflect.Type) []reflect.StructField {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var out []reflect.StructField
	for f := range t.Fields() {
		if f.Anonymous && f.Tag.Get("json") == "" {
			out = append(out, jsonFields(f.Type)...)
			continue
		}
		out = append(out, f)
	}
	return out
}
