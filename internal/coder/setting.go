package coder

import (
	"slices"
	"strconv"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// enoughSetting is the weight of words (lexicon setting) from which a report is taken to be set in
// political or armed violence. Set on the development gold.
const enoughSetting = 3

// weighSetting sums the words that show a setting of political or armed violence, each word once.
func (r *reading) weighSetting() int {
	sum := 0
	seen := map[string]bool{}
	for i := 0; i < len(r.words); {
		e, n := r.lists.setting.At(r.words, i)
		if e == nil {
			i++
			continue
		}
		if !seen[e.Term] {
			seen[e.Term] = true
			w, _ := strconv.Atoi(e.Value()) // the list's test checks that it is a number
			sum += w
		}
		i += n
	}
	return sum
}

// ordinary reports whether an incident is crime, accident or figure of speech rather than one the
// codebook records: nobody armed, nothing official attacked, no weapon of war, in a report that never speaks of
// political or armed violence.
func (r *reading) ordinary(in *incident, a *tocsin.Account) bool {
	onlyHarm := true
	for _, k := range in.kinds {
		onlyHarm = onlyHarm && k.harm
	}
	author := false
	for _, n := range in.sentences() {
		author = author || r.hasArmed(r.doc.Sentences[n])
	}
	official := slices.ContainsFunc(a.Targets, func(t tocsin.Target) bool {
		switch t.Class {
		case tocsin.TargetMilitary, tocsin.TargetGovernment, tocsin.TargetPolitician, tocsin.TargetJudiciary, tocsin.TargetDiplomatic, tocsin.TargetMilitants,
			tocsin.TargetMilitia, tocsin.TargetReligious, tocsin.TargetJournalists, tocsin.TargetAidWorkers:
			return true
		}
		return false
	})
	blamed := slices.ContainsFunc(a.Responsibility, func(s tocsin.Statement) bool { return s.Actor != "a suspect" && s.Actor != "" })
	named := slices.ContainsFunc(in.sentences(), func(n int) bool { return r.hasGroup(r.doc.Sentences[n]) })
	switch {
	case r.peace.theft && r.settingWeight < enoughSetting && !official && !named && (a.Kind == tocsin.ArmedAttack || a.Kind == tocsin.Assault || a.Kind == tocsin.Kidnapping):
		return true
	case author || official && !onlyHarm || blamed:
		return false
	case r.peace.private && a.Kind != tocsin.Bombing && a.Kind != tocsin.Clash && a.Kind != tocsin.AirStrike && a.Kind != tocsin.Shelling:
		return true // the report itself says that nothing political is in it
	case onlyHarm && len(a.Weapons) == 0:
		return r.peace.mishap || r.settingWeight < enoughSetting && (!official || r.onlyDeaths(in))
	case r.peace.mishap && r.settingWeight < enoughSetting && (onlyHarm || a.Kind == tocsin.ArmedAttack || a.Kind == tocsin.Assault):
		return true
	case a.Kind == tocsin.ArmedAttack || a.Kind == tocsin.Assault || a.Kind == tocsin.Kidnapping || a.Kind == tocsin.Arson || a.Kind == tocsin.SexualViolence:
		return r.peace.crime && r.settingWeight < enoughSetting
	}
	return false
}

// onlyDeaths reports whether the acts of an incident say that people died or were hurt and not that anybody did
// it.
func (r *reading) onlyDeaths(in *incident) bool {
	for _, f := range in.frames {
		for _, j := range f.acts {
			switch r.words[r.acts[j].head].Lemma {
			case "die", "death", "injure", "wound":
			default:
				return false
			}
		}
	}
	return true
}

// hasGroup reports whether a sentence names an armed group.
func (r *reading) hasGroup(s language.Sentence) bool {
	return slices.ContainsFunc(r.actors, func(a actorMention) bool { return a.first >= s.First && a.last <= s.Last && a.kind == actorGroup })
}

// hasArmed reports whether a sentence names an armed group or people armed by their class.
func (r *reading) hasArmed(s language.Sentence) bool {
	for _, a := range r.actors {
		if a.first >= s.Last {
			break
		}
		if a.first >= s.First && (a.kind == actorGroup || a.kind == actorClass && !a.empty && !a.body && !a.suspect) {
			return true
		}
	}
	return false
}
