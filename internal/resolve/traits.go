package resolve

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Traits are what the accounts of a report are compared by, in a form that a store can keep: a report with a key in common
// with a new one need not be read whole to see that it tells of something else.
type traits struct {
	Published tocsin.Date `json:"p"`
	Accounts  []trait     `json:"a"`
}

type trait struct {
	Kind    tocsin.Kind `json:"k"`
	Country string      `json:"c,omitempty"`
	Adm1    string      `json:"1,omitempty"`
	Adm2    string      `json:"2,omitempty"`
	Town    string      `json:"t,omitempty"`
	Point   []float64   `json:"l,omitempty"` // latitude, longitude, radius
	Vague   bool        `json:"v,omitempty"`
	Days    []int       `json:"d,omitempty"` // first and last
	Said    bool        `json:"i,omitempty"`
	Back    bool        `json:"b,omitempty"`
	Update  bool        `json:"u,omitempty"`
	Another bool        `json:"r,omitempty"`
	Follows bool        `json:"f,omitempty"`
	Sums    bool        `json:"q,omitempty"`
	Weapons uint32      `json:"w,omitempty"`
	Targets uint32      `json:"g,omitempty"`
	Killed  []int       `json:"x,omitempty"` // low and high
	Injured []int       `json:"y,omitempty"`
	Taken   []int       `json:"z,omitempty"`
	Actors  []uint32    `json:"o,omitempty"`
	Names   []uint32    `json:"n,omitempty"`
	Telling []uint32    `json:"e,omitempty"`
	Words   []uint32    `json:"m,omitempty"`
	Places  []uint32    `json:"s,omitempty"`
}

// traits returns the traits of a report's accounts.
func (s *source) traits() (string, error) {
	t := traits{Published: s.report.Published}
	for _, it := range s.items {
		x := trait{
			Kind: it.account.Kind, Country: it.country, Adm1: it.adm1, Adm2: it.adm2, Town: it.town, Vague: it.vague, Weapons: it.weapons, Targets: it.targets,
			Killed: it.killed.list(), Injured: it.injured.list(), Actors: it.actors, Names: it.names, Telling: it.telling, Words: it.words, Places: it.places,
			Said: it.said, Back: it.account.Background, Update: it.update, Another: it.another, Follows: it.follows, Sums: it.sums, Taken: it.abducted.list(),
		}
		if it.located {
			x.Point = []float64{it.lat, it.lon, it.radius}
		}
		if it.dated {
			x.Days = []int{it.from, it.to}
		}
		t.Accounts = append(t.Accounts, x)
	}
	b, err := json.Marshal(t)
	return s.daysBefore() + string(b), err
}

// daysBefore returns the first and the last day of a report's acts, each followed by a space, "" if one of them has no day.
// Standing before its traits they tell without reading these that all was too long before or after.
func (s *source) daysBefore() string {
	if len(s.items) == 0 {
		return ""
	}
	first, last := s.items[0].from, s.items[0].to
	for _, it := range s.items {
		if !it.dated {
			return ""
		}
		first, last = min(first, it.from), max(last, it.to)
	}
	return fmt.Sprintf("%d %d ", first, last)
}

// tooFar reports whether all that the traits tell of is too many days from all of the accounts.
func tooFar(items []*item, text string) bool {
	if strings.HasPrefix(text, "{") {
		return false // one has no day, or it was kept before days were
	}
	one, rest, _ := strings.Cut(text, " ")
	two, _, _ := strings.Cut(rest, " ")
	first, err := strconv.Atoi(one)
	last, also := strconv.Atoi(two)
	if err != nil || also != nil {
		return false // readTraits says so
	}
	for _, it := range items {
		if !it.dated || max(it.from-last, first-it.to) <= maxGap {
			return false
		}
	}
	return true
}

func (s span) list() []int {
	if !s.known {
		return nil
	}
	return []int{s.low, s.high}
}

func spanFrom(list []int) span {
	if len(list) != 2 {
		return span{}
	}
	return span{list[0], list[1], true}
}

// readTraits returns accounts that can be compared with others, and no more.
func readTraits(text string) ([]*item, error) {
	var t traits
	if err := json.Unmarshal([]byte(text[max(0, strings.IndexByte(text, '{')):]), &t); err != nil {
		return nil, fmt.Errorf("traits of a report: %w", err)
	}
	s := &source{report: &tocsin.Report{Published: t.Published}}
	var out []*item
	for _, x := range t.Accounts {
		it := &item{
			source: s, account: &tocsin.Account{Kind: x.Kind, Background: x.Back}, country: x.Country, adm1: x.Adm1, adm2: x.Adm2, town: x.Town, vague: x.Vague, weapons: x.Weapons, targets: x.Targets,
			killed: spanFrom(x.Killed), injured: spanFrom(x.Injured), actors: x.Actors, names: x.Names, telling: x.Telling, words: x.Words, places: x.Places,
			said: x.Said, update: x.Update, another: x.Another, follows: x.Follows, sums: x.Sums, abducted: spanFrom(x.Taken),
		}
		if len(x.Point) == 3 {
			it.lat, it.lon, it.radius, it.located = x.Point[0], x.Point[1], x.Point[2], true
		}
		if len(x.Days) == 2 {
			it.from, it.to, it.dated = x.Days[0], x.Days[1], true
			it.day = it.from == it.to
		}
		it.readPublished()
		it.readRare()
		out = append(out, it)
	}
	return out, nil
}

// like reports whether one of the accounts could share an incident with one of the others.
func like(items, others []*item) bool {
	for _, it := range items {
		for _, o := range others {
			if !(it.dated && o.dated && gap(it, o) > maxGap) && odds(it, o) > min(joinItems, attachBack) {
				return true
			}
		}
	}
	return false
}
