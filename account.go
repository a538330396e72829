package tocsin

import "fmt"

// An Account is what one report says about one incident: an act or threat of violence, or a use of
// force, at a stated or inferable place and time (codebook.md, "What counts as an incident").
type Account struct {
	ID             string          `json:"id"` // "a1", "a2", … within its record
	Kind           Kind            `json:"kind"`
	Stage          Stage           `json:"stage"`
	Background     bool            `json:"background"` // context of this report, not its news
	When           When            `json:"when"`
	Where          Where           `json:"where"`
	Suicide        Suicide         `json:"suicide"`
	Assassination  bool            `json:"assassination"` // a prominent or office-holding person was singled out to be killed
	Weapons        List[Weapon]    `json:"weapons"`
	Targets        List[Target]    `json:"targets"`
	Casualties     List[Figure]    `json:"casualties"`
	Damage         List[Damage]    `json:"damage"`
	Responsibility List[Statement] `json:"responsibility"`
	// Evidence is what kind, stage and suicide rest on: the words that tell of the act. It is an
	// addition to the codebook's form; gold records do not have it.
	Evidence List[Evidence] `json:"evidence,omitempty"`
}

// Problems returns what is not as the codebook says.
func (a *Account) Problems(text string) []Problem {
	var ps problems
	ps.addIf(!a.Kind.Valid(), "kind", "%q is not a kind of incident", a.Kind)
	ps.addIf(!a.Stage.Valid(), "stage", "%q is not a stage", a.Stage)
	ps.addIf(!a.Suicide.Valid(), "suicide", "%q is not yes, apparent or no", a.Suicide)
	ps.within("when", a.When.Problems(text))
	ps.within("where", a.Where.Problems(text))
	for i, w := range a.Weapons {
		path := fmt.Sprintf("weapons[%d]", i)
		ps.addIf(!w.Class.Valid(), path, "%q is not a weapon class", w.Class)
		ps.within(path, evidenceProblems(w.Evidence, text, true))
	}
	for i, t := range a.Targets {
		path := fmt.Sprintf("targets[%d]", i)
		ps.addIf(!t.Class.Valid(), path, "%q is not a target class", t.Class)
		ps.within(path, evidenceProblems(t.Evidence, text, true))
	}
	for i, f := range a.Casualties {
		ps.within(fmt.Sprintf("casualties[%d]", i), f.Problems(text))
	}
	for i, d := range a.Damage {
		path := fmt.Sprintf("damage[%d]", i)
		ps.addIf(!d.Level.Valid(), path, "%q is not a level of damage", d.Level)
		ps.within(path, evidenceProblems(d.Evidence, text, true))
	}
	for i, s := range a.Responsibility {
		ps.within(fmt.Sprintf("responsibility[%d]", i), s.Problems(text))
	}
	ps.within("", evidenceProblems(a.Evidence, text, false))
	return ps
}

// A Weapon is a class of weapon used, and nothing finer: composition, construction, quantity, triggers
// and procurement are never recorded.
type Weapon struct {
	Class    WeaponClass    `json:"class"`
	Evidence List[Evidence] `json:"evidence"`
}

// A Target is what was attacked, in the report's words; never a private person's name.
type Target struct {
	Class    TargetClass    `json:"class"`
	Text     string         `json:"text"`
	Evidence List[Evidence] `json:"evidence"`
}

// Damage is harm to a thing.
type Damage struct {
	Text     string         `json:"text"`
	Level    DamageLevel    `json:"level"`
	Evidence List[Evidence] `json:"evidence"`
}
