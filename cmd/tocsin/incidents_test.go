package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

// TestTwoBombings reads the sample reports: ten reports tell of two bombings, and a claim comes a day after the first.
func TestTwoBombings(t *testing.T) {
	db := "sqlite:" + t.TempDir() + "/t.db"
	tell := func(args ...string) []tocsin.Incident {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, stdio{In: strings.NewReader(""), Out: &out, Err: &errs}); code != exitOK {
			t.Fatalf("%v: exit code %d: %s", args, code, errs.String())
		}
		var incidents []tocsin.Incident
		for d := json.NewDecoder(&out); d.More(); {
			var inc tocsin.Incident
			if err := d.Decode(&inc); err != nil {
				return nil // not a list of incidents
			}
			incidents = append(incidents, inc)
		}
		return incidents
	}
	tell("read", "--db", db, "--out", t.TempDir(), "../../examples/dagestan")

	var several []tocsin.Incident
	for _, inc := range tell("incidents", "--db", db, "--json") {
		if len(inc.Accounts) > 1 {
			several = append(several, inc)
		}
	}
	if len(several) != 2 {
		t.Fatalf("%d incidents that several reports tell of", len(several))
	}
	convoy, checkpoint := several[0], several[1]
	if convoy.When.Start.String() != "2016-03-29" || checkpoint.When.Start.String() != "2016-03-30" {
		t.Errorf("the days are %s and %s", convoy.When.Start, checkpoint.When.Start)
	}
	if !holds(convoy, "10-steppe-radio-convoy:a1") || !holds(checkpoint, "07-lakeside-tribune-checkpoint:a1") {
		t.Error("accounts are in the wrong incident")
	}
	for _, a := range checkpoint.Accounts {
		if a.Report == "07-lakeside-tribune-checkpoint" && (a.CopyOf != "04-caspian-wire-checkpoint" || a.Origin != "Caspian Wire") {
			t.Errorf("the copy is taken for a report of its own: %+v", a)
		}
	}

	// The claim of the convoy became known on 30 March.
	claims := func(day string) (n int) {
		for _, inc := range tell("incidents", "--db", db, "--json", "--as-of", day) {
			for _, s := range inc.Statements {
				if inc.ID == convoy.ID && s.Stance == tocsin.StanceClaim && s.Actor == "Islamic State" {
					n++
				}
			}
		}
		return n
	}
	if before, after := claims("2016-03-29"), claims("2016-03-30"); before != 0 || after == 0 {
		t.Errorf("%d claims known on the day of the act, %d on the next", before, after)
	}
	if got := tell("incidents", "--db", db, "--json", "--actor", "islamic state", "--as-of", "2016-03-29"); len(got) != 0 {
		t.Errorf("%d incidents with the actor before it was named", len(got))
	}
}

func holds(inc tocsin.Incident, account string) bool {
	for _, a := range inc.Accounts {
		if a.String() == account {
			return true
		}
	}
	return false
}
