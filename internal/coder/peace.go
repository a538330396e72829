package coder

import "github.com/tocsin-org/tocsin"

// A peace is what the words of lexicon peace tell about a report: in which sentences violent words mean
// something else.
type peace struct {
	drill, test, cyber, labour, nature, past, disaster map[int]bool // by sentence
	fiction                                            int          // different words of film, book, game and sport
	accident                                           bool
	mishap, crime, private, computers                  bool // of the whole report
	exercise                                           bool // the report is about a drill
	theft                                              bool // it opens with a robbery
}

// findPeace looks the words up.
func (r *reading) findPeace() peace {
	p := peace{drill: map[int]bool{}, test: map[int]bool{}, cyber: map[int]bool{}, labour: map[int]bool{}, nature: map[int]bool{}, past: map[int]bool{}, disaster: map[int]bool{}}
	seen := map[string]bool{}
	drills := 0
	for i := 0; i < len(r.words); {
		e, n := r.lists.peace.At(r.words, i)
		if e == nil {
			i++
			continue
		}
		s := r.doc.Tokens[i].Sentence
		switch e.Value() {
		case "drill":
			p.drill[s] = true
			if !seen[e.Term] {
				seen[e.Term] = true
				drills++
			}
			p.exercise = p.exercise || drills >= 2 && s <= r.leadSentence()+4
		case "theft":
			p.theft = p.theft || s <= r.leadSentence()+2
		case "test":
			p.test[s] = true
		case "cyber":
			if r.carries(i) {
				break
			}
			p.cyber[s] = true
			p.computers = p.computers || s <= r.leadSentence()+1
		case "mishap":
			p.mishap = true
			p.disaster[s] = true
		case "private":
			p.private = true
		case "crime":
			p.crime = true
		case "labour":
			p.labour[s] = true
		case "nature":
			p.nature[s] = true
		case "past":
			p.past[s] = true
		case "accident":
			p.accident = true
		case "fiction":
			if !seen[e.Term] {
				seen[e.Term] = true
				p.fiction++
			}
		}
		i += n
	}
	return p
}

// carries reports whether the website at token i is only where somebody said something: "a message on its website".
func (r *reading) carries(i int) bool {
	if e, _ := r.entry(r.lists.channel, i); e == nil {
		return false
	}
	for k := i - 1; k > r.sentence(i).First && k > i-5; k-- {
		if w := r.words[k].Lower; w == "on" || w == "through" || w == "via" || w == "to" {
			d, _ := r.lists.deed.At(r.words, k-1)
			return d == nil
		}
	}
	return i-1 >= 0 && r.words[max(i-1, 0)].Lower == "its" && r.sentence(i).First >= i-2
}

// peaceful reports whether the words around an act show that it tells of no violence, or of none that an armed
// actor did.
func (r *reading) peaceful(a *act) bool {
	s := r.doc.Tokens[a.head].Sentence
	w := r.words[a.head].Lemma
	switch {
	case r.peace.disaster[s] && (w == "strike" || w == "hit" || w == "explode" || w == "destroy") && a.weak && r.settingWeight < enoughSetting:
		return true
	case r.peace.disaster[s] && r.settingWeight < enoughSetting && r.ofNature(s):
		return true
	case r.peace.exercise && r.peace.drill[r.leadSentence()] || r.peace.exercise && a.time < 0 && r.settingWeight < 6:
		return true
	case r.peace.drill[s] && (a.noun && !a.definite || a.kind == tocsin.Shelling):
		return true
	case r.peace.fiction >= 3 && r.settingWeight < 6 && a.time < 0 || r.peace.fiction >= 2 && r.settingWeight == 0,
		r.peace.fiction >= 4 && r.settingWeight < enoughSetting, r.peace.fiction >= 6 && r.settingWeight < 8:
		return true
	case r.peace.accident && (w == "explosion" || w == "explode" || w == "blast" || w == "bomb" && a.weak || a.harm):
		return true
	case r.peace.test[s] && a.kind == tocsin.Shelling && a.weak:
		return true
	case r.peace.test[s] && a.kind == tocsin.Shelling && !r.hasFigure(s):
		return true
	case (r.peace.cyber[s] || r.peace.computers && r.settingWeight < 4) && (a.general || a.after):
		return true
	case r.peace.labour[s] && w == "strike":
		return true
	case r.peace.labour[s] && w == "hostage":
		return true
	case r.peace.nature[s] && (w == "die" || w == "death"):
		return true
	case r.peace.past[s] && a.kind == tocsin.Bombing:
		return true
	}
	if a.general || a.harm || a.kind == tocsin.Clash {
		for _, np := range r.targetPhrases(a) {
			if e, _ := r.lists.peace.At(r.words, np.Head); e != nil && e.Value() == "abstract" {
				return true
			}
		}
		if np, ok := r.noun(a.head); ok && a.kind == tocsin.Clash && np.Last < len(r.words) && r.words[np.Last].Lower == "for" {
			return true // "a battle for votes"
		}
	}
	return false
}

// ofNature reports whether sentence n is about lightning or another force of nature.
func (r *reading) ofNature(n int) bool {
	s := r.doc.Sentences[n]
	for k := s.First; k < s.Last; k++ {
		switch r.words[k].Lemma {
		case "lightning", "earthquake", "flood", "avalanche", "landslide", "hurricane", "cyclone", "thunderstorm", "storm":
			return true
		}
	}
	return false
}

// hasFigure reports whether a casualty figure stands in sentence n.
func (r *reading) hasFigure(n int) bool {
	s := r.doc.Sentences[n]
	for _, t := range r.figureTokens {
		if s.First <= t && t < s.Last {
			return true
		}
	}
	return false
}
