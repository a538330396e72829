package coder

import (
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin"
)

// accounts gathers the acts into accounts, one for each incident, and fills them.
func (r *reading) accounts() []tocsin.Account {
	r.figs = r.figures()
	for _, f := range r.figs {
		r.figureTokens = append(r.figureTokens, f.first)
	}
	r.nameVictims()
	ins := r.incidents()
	r.decideBackground(ins)
	ins = r.spread(r.settleGroups(ins))
	r.shareDays(ins)
	accounts := make([]tocsin.Account, len(ins))
	for i := range ins {
		accounts[i] = r.account(ins, i)
	}
	r.giveFigures(ins, accounts)
	r.giveDamage(ins, accounts)
	r.giveStatements(ins, accounts)
	accounts = r.dropOrdinary(ins, accounts)
	r.finish(accounts)
	return accounts
}

// dropOrdinary takes out the accounts of what is no incident in the codebook's sense, and numbers the rest
// anew.
func (r *reading) dropOrdinary(ins []*incident, accounts []tocsin.Account) []tocsin.Account {
	ids := map[string]string{}
	var out []tocsin.Account
	for i, in := range ins {
		if r.ordinary(in, &accounts[i]) {
			continue
		}
		a := accounts[i]
		ids[a.ID] = fmt.Sprintf("a%d", len(out)+1)
		out = append(out, a)
	}
	for i := range out {
		out[i].ID = ids[out[i].ID]
		for j := range out[i].Casualties {
			f := &out[i].Casualties[j]
			var shared tocsin.List[string]
			for _, id := range f.SharedWith {
				if ids[id] != "" {
					shared = append(shared, ids[id])
				}
			}
			f.SharedWith = shared
		}
	}
	return out
}

// settleGroups takes out an incident that only names others together ("two bombings") once its members
// have been told apart, and gives them what it knows that they do not.
func (r *reading) settleGroups(ins []*incident) []*incident {
	var out []*incident
	for i, g := range ins {
		if !g.group {
			out = append(out, g)
			continue
		}
		members := 0
		for _, in := range ins[i+1:] {
			if (in.background == g.background || !g.background && g.when == nil) && !in.group && members < max(g.count, 2) && r.memberOf(in, g) {
				in.parent = i
				members++
			}
		}
		if members < 2 {
			for _, in := range ins {
				if in.parent == i {
					in.parent = -1
				}
			}
			out = append(out, g)
			continue
		}
		for _, in := range ins {
			if in.parent != i {
				continue
			}
			in.background = g.background // members are news where they are named together as such
			if in.when == nil {
				in.when = g.when
			}
			if in.place < 0 {
				in.place = g.place
			}
			if members--; members >= 0 {
				in.also = g.frames
			}
		}
	}
	return out
}

// spread makes one incident for each place of a wave told in one breath ("attacks on the towns of A, B and
// C"): distinct places are distinct incidents (codebook.md).
func (r *reading) spread(ins []*incident) []*incident {
	var out []*incident
	waves := 0
	for _, in := range ins {
		out = append(out, in)
		places := r.coordinated(in)
		if len(places) < 2 {
			continue
		}
		waves++
		in.wave = waves
		for _, p := range places {
			if p == in.place {
				continue
			}
			other := *in
			other.place = p
			out = append(out, &other)
		}
	}
	return out
}

// coordinated returns the place mentions that stand in one list with the place of an incident whose first
// acts are a plural noun; nil where there is no such list.
func (r *reading) coordinated(in *incident) []int {
	if in.place < 0 {
		return nil
	}
	plural := false
	for _, j := range in.frames[0].acts {
		a := &r.acts[j]
		plural = plural || a.noun && a.plural && a.place == in.place
	}
	if !plural {
		return nil
	}
	list := []int{in.place}
	for i := in.place; i+1 < len(r.places) && r.listed(i, i+1); i++ {
		list = append(list, i+1)
	}
	for i := in.place; i > 0 && r.listed(i-1, i); i-- {
		list = append([]int{i - 1}, list...)
	}
	return list
}

// listed reports whether two place mentions that follow each other are items of one list: towns or districts
// joined by a comma or "and".
func (r *reading) listed(i, j int) bool {
	a, b := &r.places[i], &r.places[j]
	fine := func(p *placeMention) bool {
		return p.where.Precision == tocsin.PlaceSettlement || p.where.Precision == tocsin.PlaceDistrict
	}
	if !fine(a) || !fine(b) || r.doc.Tokens[a.first].Sentence != r.doc.Tokens[b.first].Sentence || !r.placesApart(i, j) {
		return false
	}
	if b.first <= a.last || b.first-a.last > 2 {
		return false
	}
	for k := a.last; k < b.first; k++ {
		if w := r.words[k].Lower; w != "," && w != "and" {
			return false
		}
	}
	return true
}

// memberOf reports whether an incident can be one of a group: a kind that agrees, and neither place nor
// day against it.
func (r *reading) memberOf(in, g *incident) bool {
	if in.when != nil && g.when != nil && !in.when.start.IsZero() && !g.when.start.IsZero() && !overlap(in.when, g.when) {
		return false
	}
	if in.place >= 0 && g.place >= 0 && r.placesApart(in.place, g.place) {
		return false
	}
	return r.kindFits(in.frames[0], g)
}

// account makes the account of an incident without its figures and statements.
func (r *reading) account(ins []*incident, i int) tocsin.Account {
	in := ins[i]
	a := tocsin.Account{ID: fmt.Sprintf("a%d", i+1), Stage: tocsin.Accomplished, Background: in.background, Suicide: tocsin.SuicideNo}
	a.When = r.whenOf(in)
	a.Where = r.whereOf(ins, i)
	a.Weapons = r.weaponsOf(in)
	a.Kind = r.kindOf(in, a.Weapons, ins, i)
	if a.Kind == tocsin.AirStrike {
		a.Weapons = r.fromTheAir(a.Weapons)
	}
	a.Stage = r.stageOf(in)
	a.Suicide = r.suicideOf(in)
	a.Targets = r.targetsOf(ins, i, a.Kind)
	a.Assassination = r.assassinationOf(in, a.Targets)
	for _, f := range in.frames {
		for _, j := range f.acts {
			if len(a.Evidence) < 4 {
				a.Evidence = append(a.Evidence, r.quote(r.acts[j].first, r.acts[j].last))
			}
		}
	}
	return a
}

// stageOf returns how far an incident went: what the first act that says so says, unless people were
// hurt, when it was carried out.
func (r *reading) stageOf(in *incident) tocsin.Stage {
	stage := tocsin.Accomplished
	for _, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			if a.stage != tocsin.Accomplished {
				if stage == tocsin.Accomplished {
					stage = a.stage
				}
			} else if a.harm && !a.unreal && !r.harmsAttacker(a) {
				return tocsin.Accomplished
			}
		}
	}
	return stage
}

// harmsAttacker reports whether those an act killed or hurt are the attackers, which carries out no attack.
func (r *reading) harmsAttacker(a *act) bool {
	nps := r.targetPhrases(a)
	for _, np := range nps {
		e, _ := r.lists.group.At(r.words, np.Head)
		if e == nil || e.Value() != string(tocsin.GroupAttackers) {
			return false
		}
	}
	return len(nps) > 0
}

// sentences returns the indexes of the sentences that tell of an incident, in order, each once.
func (in *incident) sentences() []int {
	var s []int
	for _, f := range in.frames {
		if !slices.Contains(s, f.sent) {
			s = append(s, f.sent)
		}
	}
	return s
}

// owner returns the index of the incident that a token belongs to: that of the nearest act in its
// sentence, the cause if it is known, else of the act told last before it, else the first incident.
func (r *reading) owner(ins []*incident, token, cause int) int {
	if cause >= 0 {
		for i, in := range ins {
			for _, f := range slices.Concat(in.frames, in.also) {
				for _, j := range f.acts {
					if r.acts[j].first <= cause && cause < r.acts[j].last {
						return i
					}
				}
			}
		}
	}
	sent := r.doc.Tokens[token].Sentence
	best, dist := -1, 0
	for i, in := range ins {
		for _, f := range slices.Concat(in.frames, in.also) {
			if f.sent != sent {
				continue
			}
			for _, j := range f.acts {
				d := r.acts[j].head - token
				if d < 0 {
					d = -d
				}
				if best < 0 || d < dist {
					best, dist = i, d
				}
			}
		}
	}
	if best >= 0 {
		return best
	}
	last := -1
	for i, in := range ins {
		for _, f := range in.frames {
			if f.first < token && f.first > last {
				best, last = i, f.first
			}
		}
	}
	if best >= 0 {
		return best
	}
	return 0
}

// giveFigures gives each figure to the account it speaks of; one that covers several goes to each, and
// says so.
func (r *reading) giveFigures(ins []*incident, accounts []tocsin.Account) {
	if len(accounts) == 0 {
		return
	}
	for _, f := range r.figs {
		if r.inSum(f.first) {
			continue
		}
		own := r.owner(ins, f.first, f.cause)
		to := []int{own}
		if f.several || ins[own].wave > 0 {
			to = r.together(ins, own, f.first)
		}
		for _, i := range to {
			fig := f.in(&accounts[i])
			fig.SharedWith = []string{}
			if fig.Voice.Type == tocsin.VoicePerpetrator && (fig.Group == tocsin.GroupMilitants || fig.Low == 0) && (accounts[i].Kind == tocsin.AirStrike || accounts[i].Kind == tocsin.Operation) {
				fig.Voice.Type = tocsin.VoiceVictim // an armed group on what it suffered
			}
			for _, k := range to {
				if k != i {
					fig.SharedWith = append(fig.SharedWith, accounts[k].ID)
				}
			}
			if !slices.ContainsFunc(accounts[i].Casualties, fig.Same) {
				accounts[i].Casualties = append(accounts[i].Casualties, fig)
			}
		}
	}
}

// inSum reports whether the act nearest to a token in its sentence sums up a time ("have killed 200 people since
// June"): what it counts and whom it blames is no part of an account.
func (r *reading) inSum(token int) bool {
	sent := r.doc.Tokens[token].Sentence
	best, dist := -1, 0
	for j := range r.acts {
		a := &r.acts[j]
		if r.doc.Tokens[a.head].Sentence != sent {
			continue
		}
		d := a.head - token
		if d < 0 {
			d = -d
		}
		if best < 0 || d < dist {
			best, dist = j, d
		}
	}
	return best >= 0 && (r.sums(&r.acts[best]) || r.peaceful(&r.acts[best]))
}

// together returns the incidents that words like "the two explosions" or "both attacks" at a token cover:
// the members of one group if there is one, else the nearest two or more told around it that stand to
// each other as news to news or background to background.
func (r *reading) together(ins []*incident, own, token int) []int {
	if w := ins[own].wave; w > 0 {
		var out []int
		for i, in := range ins {
			if in.wave == w {
				out = append(out, i)
			}
		}
		return out
	}
	if p := ins[own].parent; p >= 0 {
		var out []int
		for i, in := range ins {
			if in.parent == p {
				out = append(out, i)
			}
		}
		return out
	}
	sent := r.doc.Tokens[token].Sentence
	out := []int{own}
	for i, in := range ins {
		if i == own || in.background != ins[own].background {
			continue
		}
		for _, s := range in.sentences() {
			if sent-3 <= s && s <= sent {
				out = append(out, i)
				break
			}
		}
	}
	slices.Sort(out)
	return out
}

// giveDamage gives each damage to the account it speaks of.
func (r *reading) giveDamage(ins []*incident, accounts []tocsin.Account) {
	if len(accounts) == 0 {
		return
	}
	for _, d := range r.damages() {
		i := r.owner(ins, d.first, -1)
		accounts[i].Damage = append(accounts[i].Damage, d.Damage)
	}
}

// forceful reports whether a kind of incident is one in which a force acts on its own account, so that what it does to
// armed people is the incident and not the end of somebody else's.
func forceful(k tocsin.Kind) bool {
	switch k {
	case tocsin.Operation, tocsin.Clash, tocsin.AirStrike, tocsin.Shelling, tocsin.Execution, tocsin.OtherKind:
		return true
	}
	return false
}

// giveStatements gives each statement of responsibility to the accounts it speaks of. One statement
// stands for each stance, actor and speaker (codebook.md).
func (r *reading) giveStatements(ins []*incident, accounts []tocsin.Account) {
	if len(accounts) == 0 {
		return
	}
	found := r.statements()
	to := make([][]int, len(found))                // the accounts each speaks of
	named := make([][]tocsin.Voice, len(accounts)) // whose word names an armed group there
	for i := range found {
		to[i] = r.accountsOf(ins, &found[i])
		if s := &found[i]; s.group && s.Stance == tocsin.StanceAttribution {
			for _, k := range to[i] {
				named[k] = append(named[k], s.Voice)
			}
		}
	}
	for n, s := range found {
		for _, i := range to[n] {
			if s.against && !forceful(accounts[i].Kind) && !againstArmed(&accounts[i]) {
				continue
			}
			same := func(t tocsin.Statement) bool {
				return t.Stance == s.Stance && t.Actor == s.Actor && t.Voice.Speaker == s.Voice.Speaker
			}
			if s.vague && slices.ContainsFunc(named[i], func(v tocsin.Voice) bool { return v.Speaker == s.Voice.Speaker && v.Type == s.Voice.Type }) {
				continue // class words count where the same voice names nobody
			}
			if k := slices.IndexFunc(accounts[i].Responsibility, same); k >= 0 {
				t := &accounts[i].Responsibility[k]
				t.Evidence = append(t.Evidence, s.Evidence...)
				if len(t.Voice.Via) == 0 && s.Stance == tocsin.StanceClaim {
					t.Voice.Via = s.Voice.Via // a headline tells of the claim, the text of its channel
				}
				continue
			}
			st := s.Statement
			st.Evidence = slices.Clone(st.Evidence)
			if k := slices.IndexFunc(accounts[i].Responsibility, func(t tocsin.Statement) bool { return sameSuspect(&t, &st) }); k >= 0 {
				// who is charged, held and accused is one suspect: the authority's word goes before the report's
				if t := &accounts[i].Responsibility[k]; t.Voice.Type == tocsin.VoiceReport {
					st.Evidence = append(t.Evidence, st.Evidence...)
					*t = st
				} else {
					t.Evidence = append(t.Evidence, st.Evidence...)
				}
				continue
			}
			accounts[i].Responsibility = append(accounts[i].Responsibility, st)
		}
	}
}

// againstArmed reports whether an incident is one done to armed people.
func againstArmed(a *tocsin.Account) bool {
	for _, t := range a.Targets {
		if t.Class != tocsin.TargetMilitants {
			return false
		}
	}
	return len(a.Targets) > 0
}

// toldIn reports whether the sentence of a token tells of an incident.
func (r *reading) toldIn(in *incident, token int) bool {
	return slices.Contains(in.sentences(), r.doc.Tokens[token].Sentence)
}

// sameSuspect reports whether two statements are of a private suspect and one of them is only the report's, or both are
// of one sort of voice ("the German police", "the police").
func sameSuspect(a, b *tocsin.Statement) bool {
	return a.Actor == "a suspect" && b.Actor == "a suspect" && a.Stance == tocsin.StanceAttribution && b.Stance == tocsin.StanceAttribution &&
		(a.Voice.Type == tocsin.VoiceReport || b.Voice.Type == tocsin.VoiceReport || a.Voice.Type == b.Voice.Type)
}

// accountsOf returns the indexes of the accounts that a statement speaks of.
func (r *reading) accountsOf(ins []*incident, s *statementMention) []int {
	if r.inSum(s.last - 1) {
		return nil
	}
	at, cause := s.first, -1
	if s.objectLast > s.objectFirst {
		at = s.objectLast - 1
		for j := range r.acts {
			if r.acts[j].first < s.objectLast && s.objectFirst < r.acts[j].last {
				cause = r.acts[j].head
				at = cause
			}
		}
	}
	own := r.owner(ins, at, cause)
	if s.objectFirst == s.objectLast && ins[own].background && !r.toldIn(ins[own], at) && (s.Stance == tocsin.StanceNoClaim || s.Stance == tocsin.StanceClaim) {
		// "no group has claimed responsibility" is said of the news
		for i, last := 0, -1; i < len(ins); i++ {
			if !ins[i].background && ins[i].frames[0].first < at && ins[i].frames[0].first > last {
				own, last = i, ins[i].frames[0].first
			}
		}
	}
	if s.several || ins[own].wave > 0 {
		return r.together(ins, own, at)
	}
	return []int{own}
}

// finish notes what a reviewer should look at.
func (r *reading) finish(accounts []tocsin.Account) {
	for i := range accounts {
		a := &accounts[i]
		if a.Where.Precision == tocsin.PlaceUnknown {
			r.notes = append(r.notes, tocsin.Problem{Path: fmt.Sprintf("accounts[%d].where", i), Text: "no place found"})
		}
		if a.When.Precision == tocsin.DateUnknown && !a.Background {
			r.notes = append(r.notes, tocsin.Problem{Path: fmt.Sprintf("accounts[%d].when", i), Text: "no date found"})
		}
	}
}
