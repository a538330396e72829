package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

// valueWeights are the learned weights of what an account says, as distinct from which accounts there are.
type valueWeights struct {
	place  weigh.Weights // where it was
	target weigh.Weights // who or what was attacked
}

// readWeights reads embedded weights.
func readWeights(text string) weigh.Weights {
	w, err := weigh.Read(strings.NewReader(text))
	if err != nil {
		panic(err) // unreachable: the file is embedded, and a test reads it
	}
	return w
}

// A Lesson is what was to be decided of one account, for learning how.
type Lesson struct {
	Account int // index into the accounts of the record

	Wheres []tocsin.Where // the answers to where it was, none where the words left no choice
	Places []weigh.Choice // what speaks for each

	Targets, Weapons []ClassChoice // classes that words about it name
	Rule             []string
}

// A ClassChoice is a class that an account may hold or not, with what speaks for it.
type ClassChoice struct {
	Class string
	Facts weigh.Choice
}

// Lessons codes a report and returns, beside the record, what was decided of its accounts.
func (c *Coder) Lessons(rep *tocsin.Report) (*tocsin.Record, []Lesson) {
	r := c.read(shortened(rep, mostText))
	r.lessons = map[*incident]*Lesson{}
	rec := &tocsin.Record{Report: rep.Heading(), Accounts: r.accounts()}
	var out []Lesson
	for i := range rec.Accounts {
		for in, l := range r.lessons {
			// The words of its first act are of no other account, but for the parts of a wave.
			first := r.acts[in.frames[0].acts[0]]
			if in.wave == 0 && len(rec.Accounts[i].Evidence) > 0 && rec.Accounts[i].Evidence[0].Start == r.doc.Tokens[first.first].Start {
				l.Account = i
				out = append(out, *l)
				break
			}
		}
	}
	return rec, out
}

// lessonOf returns where to note what is decided of an incident, nil where nobody learns from it.
func (r *reading) lessonOf(in *incident) *Lesson {
	if r.lessons == nil {
		return nil
	}
	if r.lessons[in] == nil {
		r.lessons[in] = &Lesson{}
	}
	return r.lessons[in]
}
