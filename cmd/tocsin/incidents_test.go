package main

import (
	"bytes"
	"encoding/json"
	"slices"
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

	all := tell("incidents", "--db", db, "--json")
	if len(all) != 2 {
		t.Fatalf("%d incidents, want the two bombings", len(all))
	}
	convoy, checkpoint := all[0], all[1]
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

	// Who claims, who blames whom and who doubts it stand side by side, each with whose word it is.
	for _, w := range []struct {
		incident tocsin.Incident
		stance   tocsin.Stance
		actor    string
		voice    tocsin.VoiceType
	}{
		{convoy, tocsin.StanceClaim, "Islamic State", tocsin.VoicePerpetrator},
		{convoy, tocsin.StanceClaim, "Caucasus Province", tocsin.VoicePerpetrator},
		{convoy, tocsin.StanceDoubt, "Islamic State", ""},
		{convoy, tocsin.StanceAttribution, "Huschet", ""},
		{checkpoint, tocsin.StanceClaim, "Islamic State", tocsin.VoicePerpetrator},
	} {
		if !says(w.incident, w.stance, w.actor, w.voice) {
			t.Errorf("%s: no %s %q by %s", w.incident.When.Start, w.stance, w.actor, w.voice)
		}
	}
	if says(checkpoint, tocsin.StanceAttribution, "Huschet", "") {
		t.Error("the group suspected of the first bombing is blamed for the second")
	}

	// Each claim became known on the day after the act.
	claims := func(of tocsin.Incident, day string) (n int) {
		for _, inc := range tell("incidents", "--db", db, "--json", "--as-of", day) {
			if inc.ID == of.ID && says(inc, tocsin.StanceClaim, "Islamic State", "") {
				n++
			}
		}
		return n
	}
	for _, w := range []struct {
		incident      tocsin.Incident
		before, after string
	}{{convoy, "2016-03-29", "2016-03-30"}, {checkpoint, "2016-03-30", "2016-03-31"}} {
		if before, after := claims(w.incident, w.before), claims(w.incident, w.after); before != 0 || after != 1 {
			t.Errorf("claims known on the day of the act %d, on the next %d", before, after)
		}
	}
	if got := tell("incidents", "--db", db, "--json", "--actor", "islamic state", "--as-of", "2016-03-29"); len(got) != 0 {
		t.Errorf("%d incidents with the actor before it was named", len(got))
	}
}

// says reports whether somebody of a voice, any where it is "", is on record with a stance on an actor.
func says(inc tocsin.Incident, stance tocsin.Stance, actor string, voice tocsin.VoiceType) bool {
	return slices.ContainsFunc(inc.Statements, func(s tocsin.Said) bool {
		return s.Stance == stance && s.Actor == actor && (voice == "" || s.Voice.Type == voice)
	})
}

func holds(inc tocsin.Incident, account string) bool {
	for _, a := range inc.Accounts {
		if a.String() == account {
			return true
		}
	}
	return false
}
