package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

func TestAlike(t *testing.T) {
	day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
	at := func(id string, kind tocsin.Kind, target tocsin.TargetClass, lat float64, days int) *tocsin.Incident {
		lon := 45.0
		d := day.Add(days)
		return &tocsin.Incident{
			ID: id, Kind: kind, Targets: tocsin.List[tocsin.TargetClass]{target}, When: tocsin.When{Start: d, End: d, Precision: tocsin.DateDay},
			Where: tocsin.Where{Country: "XK", Lat: &lat, Lon: &lon, Precision: tocsin.PlaceSettlement},
		}
	}
	var own, all []*tocsin.Incident
	for i := range 12 {
		own = append(own, at(fmt.Sprint("own", i), tocsin.Bombing, tocsin.TargetPolice, 40+float64(i)/100, i))
		all = append(all, at(fmt.Sprint("other", i), tocsin.Kidnapping, tocsin.TargetBusiness, 10, 900))
	}
	like, kindOnly, far := at("like", tocsin.Bombing, tocsin.TargetPolice, 40.05, 3), at("kind", tocsin.Bombing, tocsin.TargetBusiness, 20, 400), at("far", tocsin.Kidnapping, tocsin.TargetBusiness, -60, 3000)
	all = append(all, own...)
	all = append(all, far, kindOnly, like)
	got := Alike(own, all, 2)
	if len(got) == 0 || got[0].Incident != like || len(got) > 1 && got[1].Incident != kindOnly {
		t.Fatalf("%v", got)
	}
	for _, l := range Alike(own, all, 100) {
		if strings.HasPrefix(l.Incident.ID, "own") {
			t.Errorf("the actor's own %s is among the others", l.Incident.ID)
		}
		sum := 0.0
		for _, r := range l.Reasons {
			sum += r.Weight
		}
		if d := sum - l.Score; d > .01 || d < -.01 {
			t.Errorf("%s: the reasons add up to %v, not %v", l.Incident.ID, sum, l.Score)
		}
	}
	if r := got[0].Reasons; len(r) != 4 || r[0].Weight < r[len(r)-1].Weight {
		t.Errorf("%v", r)
	}
	if Alike(nil, all, 5) != nil {
		t.Error("likeness to nothing")
	}
}
