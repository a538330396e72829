package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// How many days before publication an incident may lie and still be news: the one the report opens with,
// and one told after it. Set on the development gold.
const (
	newsDaysFirst = 6
	newsDaysLater = 2
	claimDays     = 30 // where the claim is the news
)

// decideBackground tells the news of the report from what it recounts as context: an incident long past,
// one told after the news and in past perfect, or one that the news is about at second hand (an arrest, a
// trial, a condemnation).
func (r *reading) decideBackground(ins []*incident) {
	statement := r.isStatement()
	for i, in := range ins {
		in.background = statement || r.isBackground(in, i == 0)
	}
}

// isStatement reports whether the text is a statement on what happened ("I utterly condemn ...", "We offer our
// condolences") rather than a report of it: it speaks in the first person, and quotes nobody.
func (r *reading) isStatement() bool {
	quoted := false
	for k := range r.words {
		switch r.doc.Tokens[k].Text {
		case "\"":
			quoted = !quoted
		case "“":
			quoted = true
		case "”":
			quoted = false
		}
		w := r.words[k].Lower
		if quoted || w != "i" && w != "we" && w != "my" && w != "our" {
			continue
		}
		s := r.sentence(k)
		for j := k + 1; j < s.Last && j <= k+6; j++ {
			switch r.words[j].Lemma {
			case "condemn", "condolence", "deplore", "sadden", "mourn", "sympathy", "concerned", "appalled", "shocked":
				return true
			case "thought":
				return w == "my" || w == "our"
			}
		}
	}
	return false
}

func (r *reading) isBackground(in *incident, first bool) bool {
	if first && r.releasedIn(in, r.doc.Sentences[in.frames[0].sent]) {
		return false // a release is news (codebook.md, background)
	}
	if in.when != nil && !in.when.end.IsZero() && !r.published.IsZero() {
		age := r.published.Sub(in.when.end)
		if first && age <= claimDays && r.claimedIn(r.doc.Sentences[in.frames[0].sent]) {
			return false
		}
		if age > newsDaysFirst || !first && age > newsDaysLater {
			return true
		}
	}
	f := in.frames[0]
	s := r.doc.Sentences[f.sent]
	main := &r.acts[f.acts[0]]
	for _, j := range f.acts {
		if !r.acts[j].weak {
			main = &r.acts[j]
			break
		}
	}
	if !first && in.when != nil && in.when.expr >= 0 && (r.times[in.when.expr].Rule == ruleForegoing || r.words[r.times[in.when.expr].First].Lower == "earlier") {
		return true // "came two days after", "earlier in the week"
	}
	if r.contextBefore(main.first, s) {
		return true
	}
	if (in.when == nil || r.published.Sub(in.when.end) > newsDaysLater) && r.oblique(main, s) {
		return true
	}
	if v, ok := r.verb(main.head); ok && !first && r.pastPerfect(v) && in.when == nil {
		return true
	}
	if f.link != "" && f.link != "when" && f.link != "while" && in.when == nil {
		return true
	}
	switch r.words[main.head].Lemma {
	case "raid", "operation", "sweep":
		return false // what is arrested in a raid is its news
	}
	if !main.noun && in.when != nil && r.published.Sub(in.when.end) <= 1 {
		for k := s.First; k < main.first; k++ {
			if r.words[k].Lower == "after" {
				return false // "A man was arrested after the mayor was stabbed last night": both are the news
			}
		}
	}
	return f.sent <= r.leadSentence()+1 && r.aftermath(s, main.first)
}

// oblique reports whether an act is only what a sentence is about: a definite noun that hangs on the sentence's own verb
// ("denied any part in the assassination", "will investigate the attack", "follows the killing of") or on a word of
// order ("a ceasefire after days of fighting", "arrested in connection with a bombing").
func (r *reading) oblique(a *act, s language.Sentence) bool {
	np, ok := r.noun(a.head)
	if !ok || !a.noun || r.claimedIn(s) {
		return false
	}
	ordered := false
	for k := np.First; k < np.Head; k++ {
		if r.words[k].Lower == "recent" && a.definite {
			return true
		}
	}
	if v, ok := r.verb(np.Last); ok && v.First-np.Last <= 1 {
		return false // the act is the subject of a clause
	}
	for k := np.First - 1; k >= s.First && k >= np.First-5; k-- {
		switch r.words[k].Lower {
		case "after", "following", "since", "connection":
			ordered = true
		}
	}
	if !ordered && !a.definite {
		return false
	}
	for i := len(r.verbs) - 1; i >= 0; i-- {
		v := r.verbs[i]
		if v.First >= np.First {
			continue
		}
		if v.First < s.First {
			return false
		}
		if v.First == v.Head && r.doc.Tokens[v.Head].Form == language.PastParticiple {
			continue
		}
		switch r.words[v.Head].Lemma {
		case "say", "report", "confirm", "announce", "add", "tell", "have", "be", "occur", "happen", "take", "carry", "launch", "stage", "commit", "conduct",
			"kill", "injure", "wound", "die", "hurt", "perpetrate", "make", "execute", "mount", "explode", "detonate":
			return false
		}
		return !r.isAct(v.Head)
	}
	return false
}

// claimedIn reports whether a sentence tells of a claim.
func (r *reading) claimedIn(s language.Sentence) bool {
	for j := range r.acts {
		if a := &r.acts[j]; a.after && a.first >= s.First && a.last <= s.Last && r.words[a.head].Lemma == "claim" {
			return true
		}
	}
	return false
}

// releasedIn reports whether a sentence tells that people taken in the incident were freed.
func (r *reading) releasedIn(in *incident, s language.Sentence) bool {
	if len(in.kinds) == 0 || in.kinds[0].kind != tocsin.Kidnapping {
		return false
	}
	for j := range r.acts {
		a := &r.acts[j]
		if a.after && !a.unreal && a.first >= s.First && a.last <= s.Last {
			switch r.words[a.head].Lemma {
			case "release", "free", "rescue":
				return true
			}
		}
	}
	return false
}

// leadSentence returns the first sentence after the dateline.
func (r *reading) leadSentence() int {
	if r.bodyStart < len(r.doc.Tokens) {
		return r.doc.Tokens[r.bodyStart].Sentence
	}
	return 0
}

// contextBefore reports whether an act hangs on words that make it the reason or the past of something
// else: "in retaliation for", "accused of", "suspected of", "wanted for", "anniversary of".
func (r *reading) contextBefore(first int, s language.Sentence) bool {
	for k := first - 1; k >= s.First && k >= first-8; k-- {
		lemma := r.words[k].Lemma
		if (lemma == "suspect" || lemma == "accuse") && k+1 < first && r.words[k+1].Lower == "of" && r.doc.Tokens[k].Form != language.Past {
			return true
		}
		if lemma == "charge" && r.doc.Tokens[k].Tag != language.VERB {
			continue // "a dynamite charge"
		}
		switch lemma {
		case "retaliation", "reprisal", "revenge", "anniversary", "trial", "convict", "sentence", "charge", "wanted", "indict", "memory", "commemorate", "since":
			return true
		case "response", "wake":
			return k > s.First && r.words[k-1].Lower == "in"
		}
	}
	return false
}

func (r *reading) pastPerfect(v language.Phrase) bool {
	for k := v.First; k < v.Head; k++ {
		if r.words[k].Lower == "had" {
			return true
		}
	}
	return false
}

// aftermath reports whether the main verb of a sentence, standing before the act, tells of what came after
// it: arrest, trial, condemnation.
func (r *reading) aftermath(s language.Sentence, act int) bool {
	for _, v := range r.doc.Verbs {
		if v.First >= act {
			break
		}
		if v.First < s.First || v.First == v.Head && r.doc.Tokens[v.Head].Form == language.PastParticiple {
			continue // before the sentence, or a participle that describes ("an attacker identified as")
		}
		switch r.words[v.Head].Lemma {
		case "arrest", "detain", "charge", "sentence", "convict", "condemn", "indict", "try", "extradite", "mourn", "commemorate",
			"investigate", "denounce", "capture", "apprehend", "plead", "jail", "acquit", "deplore", "protest", "urge", "pay", "offer", "express", "visit", "vow", "sign":
			return true
		case "say", "announce", "report", "have", "be", "tell", "confirm":
			continue
		}
		return false
	}
	return false
}
