package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/tocsin-org/tocsin"
)

// stateOf is short for what is concluded of an incident, whichever rule chooses numbers and however many say it.
func stateOf(inc *tocsin.Incident) string {
	type figure struct {
		Effect tocsin.Effect
		Group  tocsin.Group
		Low    int
		High   *int
	}
	type said struct {
		Stance    tocsin.Stance
		Actor     string
		Certainty tocsin.Certainty
		Voice     tocsin.VoiceType
	}
	var figures []figure
	for _, t := range inc.Figures {
		figures = append(figures, figure{t.Effect, t.Group, t.Low, t.High})
	}
	var statements []said
	for _, s := range inc.Statements {
		statements = append(statements, said{s.Stance, s.Actor, s.Certainty, s.Voice.Type})
	}
	b, err := json.Marshal([]any{inc.Kind, inc.Stage, inc.Suicide, inc.When, inc.Where, inc.Weapons, inc.Targets, figures, statements})
	if err != nil {
		return "" // unreachable: all of it comes from JSON or goes there
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}

// reviewOf says what people have made of an incident: it is accepted while it is as it was when the last acceptance was
// entered, and changed once a person has changed it, or it has changed since.
func reviewOf(inc *tocsin.Incident) tocsin.ReviewState {
	accepted, changed := false, false
	for _, d := range inc.Decisions {
		switch {
		case d.Undone != "" || d.What == tocsin.Undo:
		case d.What == tocsin.Accept:
			accepted = d.State == "" || d.State == inc.State // entries of before states were kept have none
			changed = true
		default:
			changed = true
		}
	}
	switch {
	case accepted:
		return tocsin.ReviewAccepted
	case changed:
		return tocsin.ReviewChanged
	}
	return tocsin.ReviewMachine
}
