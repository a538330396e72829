package exchange

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// The Armed Conflict Location & Event Data: 31 columns as its files since March 2023 have them, with interaction codes
// as words.
var acledColumns = strings.Split("event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp", ",")

// An acledType is a place in ACLED's order of types.
type acledType struct{ disorder, event, sub string }

const (
	political = "Political violence"
	strategic = "Strategic developments"
	battles   = "Battles"
	remote    = "Explosions/Remote violence"
	civilians = "Violence against civilians"
)

// acledTypeOf returns the type of an incident; false for a threat, which ACLED does not record.
func acledTypeOf(inc *tocsin.Incident) (acledType, bool) {
	switch inc.Stage {
	case tocsin.Threatened:
		return acledType{}, false
	case tocsin.Foiled:
		return acledType{strategic, strategic, "Disrupted weapons use"}, true
	}
	has := func(ws ...tocsin.WeaponClass) bool {
		return slices.ContainsFunc(inc.Weapons, func(w tocsin.WeaponClass) bool { return slices.Contains(ws, w) })
	}
	// A fight is a battle where those attacked bear arms, and violence against civilians otherwise.
	fight := acledType{political, civilians, "Attack"}
	if anyTarget(inc, armed) {
		fight = acledType{political, battles, "Armed clash"}
	}
	switch inc.Kind {
	case tocsin.Bombing:
		switch {
		case has(tocsin.ChemicalOrBiological):
			return acledType{political, remote, "Chemical weapon"}, true
		case inc.Suicide == tocsin.SuicideYes:
			return acledType{political, remote, "Suicide bomb"}, true
		case has(tocsin.Grenade):
			return acledType{political, remote, "Grenade"}, true
		}
		return acledType{political, remote, "Remote explosive/landmine/IED"}, true
	case tocsin.Shelling:
		return acledType{political, remote, "Shelling/artillery/missile attack"}, true
	case tocsin.AirStrike:
		return acledType{political, remote, "Air/drone strike"}, true
	case tocsin.Clash:
		return acledType{political, battles, "Armed clash"}, true
	case tocsin.ArmedAttack, tocsin.Assault:
		return fight, true
	case tocsin.Execution:
		return acledType{political, civilians, "Attack"}, true
	case tocsin.Kidnapping, tocsin.Hijacking:
		return acledType{political, civilians, "Abduction/forced disappearance"}, true
	case tocsin.SexualViolence:
		return acledType{political, civilians, "Sexual violence"}, true
	case tocsin.Riot:
		return acledType{political, "Riots", "Mob violence"}, true
	case tocsin.Arson, tocsin.Sabotage:
		return acledType{strategic, strategic, "Looting/property destruction"}, true
	case tocsin.Operation:
		if k := best(inc, tocsin.Killed, tocsin.GroupAll); (k == nil || *k == 0) && best(inc, tocsin.Arrested, tocsin.GroupAll) != nil {
			return acledType{strategic, strategic, "Arrests"}, true
		}
		return fight, true
	}
	return acledType{strategic, strategic, "Other"}, true
}

// acledAssociated are the words by which ACLED adds to who was attacked.
var acledAssociated = map[tocsin.TargetClass]string{
	tocsin.TargetJournalists: "Journalists", tocsin.TargetAidWorkers: "Aid Workers", tocsin.TargetMedical: "Health Workers", tocsin.TargetEducation: "Teachers", tocsin.TargetJudiciary: "Judges", tocsin.TargetPolitician: "Government officials",
}

func (a About) acledRow(inc *tocsin.Incident, r row) (string, error) {
	typ, ok := acledTypeOf(inc)
	if !ok {
		return "threatened: ACLED holds no threats", nil
	}
	timeCode, ok := ACLEDTimePrecision(inc.When.Precision)
	if !ok {
		return "no month is known: ACLED holds nothing vaguer", nil
	}
	placeCode, ok := ACLEDGeoPrecision(inc.Where)
	if !ok {
		return "no place finer than a country: ACLED holds nothing vaguer", nil
	}
	w := inc.Where
	country := wording.Country(w.Country)
	r.text("event_id_cnty", inc.ID)
	day := inc.When.Start
	if timeCode > 1 { // as ACLED: the middle of the interval
		day = day.Add(inc.When.End.Sub(inc.When.Start) / 2)
	}
	r.set("event_date", day.String())
	r.number("year", day.Year)
	r.number("time_precision", timeCode)
	r.set("disorder_type", typ.disorder)
	r.set("event_type", typ.event)
	r.set("sub_event_type", typ.sub)
	a.acledActors(inc, typ, country, r)
	if n := isoNumber(w.Country); n > 0 {
		r.number("iso", n)
	}
	r.set("region", regionOf(w.Country, acledRegions))
	r.text("country", country)
	r.text("admin1", w.Adm1)
	r.text("admin2", w.Adm2)
	for _, s := range []string{w.Settlement, w.Adm2, w.Adm1, w.Text} {
		if s != "" {
			r.text("location", s)
			break
		}
	}
	r.degrees("latitude", w.Lat)
	r.degrees("longitude", w.Lon)
	r.number("geo_precision", placeCode)
	r.text("source", joined(outlets(inc), "; "))
	r.text("notes", headline(inc))
	r.count("fatalities", withAttackers(inc, tocsin.Killed))
	r.text("tags", "review="+string(inc.Review)+"; about="+strings.ReplaceAll(a.Line(), ";", ","))
	r.set("timestamp", formatUnix(a.At))
	return "", nil
}

// acledActors writes the two sides: whoever is said to have done it, and whoever was attacked.
func (a About) acledActors(inc *tocsin.Incident, typ acledType, country string, r row) {
	in := ""
	if country != "" {
		in = " (" + country + ")"
	}
	ps := parties(inc)
	one, inter1 := "Unidentified Armed Group"+in, ""
	if typ.event == "Riots" {
		one, inter1 = "Rioters"+in, "Rioters"
	}
	if len(ps) > 0 {
		one = quoted(ps[0].actor)
		inter1 = ""
		if a.State != nil && a.State(ps[0].actor) {
			inter1 = "State forces"
		}
	}
	two, inter2 := "", ""
	switch {
	case typ.event == battles && len(ps) > 1 && !a.same(ps[0].actor, ps[1].actor, inc.When.Start) && inc.Kind == tocsin.Clash:
		two = quoted(ps[1].actor)
		if a.State != nil && a.State(ps[1].actor) {
			inter2 = "State forces"
		}
	case slices.Contains(inc.Targets, tocsin.TargetMilitary):
		two, inter2 = "Military Forces of "+country, "State forces"
	case slices.Contains(inc.Targets, tocsin.TargetPolice):
		two, inter2 = "Police Forces of "+country, "State forces"
	case slices.Contains(inc.Targets, tocsin.TargetMilitants), slices.Contains(inc.Targets, tocsin.TargetMilitia):
		two = "Unidentified Armed Group" + in
	case anyTarget(inc, unarmed) || typ.event == civilians:
		two, inter2 = "Civilians"+in, "Civilians"
	}
	r.text("actor1", one)
	r.set("inter1", inter1)
	r.text("actor2", two)
	r.set("inter2", inter2)
	if inter1 != "" && inter2 != "" {
		r.set("interaction", inter1+"-"+inter2)
	}
	var with []string
	for _, t := range inc.Targets {
		if name := acledAssociated[t]; name != "" {
			with = append(with, name+in)
		}
	}
	r.text("assoc_actor_2", joined(with, "; "))
	if anyTarget(inc, unarmed) || typ.event == civilians {
		r.set("civilian_targeting", "Civilians targeted")
	}
}
