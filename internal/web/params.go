package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// ParseQuery reads a question about incidents from the query of an address. The pages, the API and the downloads all
// use it, so that one address means one thing everywhere. A value that makes no sense is an error; a name it does not
// know is not, since pages have names of their own.
//
//	q, place, country, adm1, bbox (west,south,east,north), from, to (YYYY-MM-DD), kind (repeated, or commas),
//	weapon, target, actor, claim, review, outlet, killed, sort, order (asc or desc), cursor, limit
func ParseQuery(v url.Values) (tocsin.Query, error) {
	q := tocsin.Query{
		Text: clip(v.Get("q")), Place: clip(v.Get("place")), Country: strings.ToUpper(clip(v.Get("country"))), Adm1: clip(v.Get("adm1")),
		Actor: clip(v.Get("actor")), Claim: tocsin.ClaimState(v.Get("claim")), Review: tocsin.ReviewState(v.Get("review")),
		Weapon: tocsin.WeaponClass(v.Get("weapon")), Target: tocsin.TargetClass(v.Get("target")),
		Outlet: clip(v.Get("outlet")), Sort: v.Get("sort"), Cursor: v.Get("cursor"),
	}
	var err error
	if q.From, err = dateOf(v, "from"); err != nil {
		return q, err
	}
	if q.To, err = dateOf(v, "to"); err != nil {
		return q, err
	}
	if q.Killed, err = countOf(v, "killed", 1_000_000); err != nil {
		return q, err
	}
	if q.Limit, err = countOf(v, "limit", maxLimit); err != nil {
		return q, err
	}
	for _, list := range v["kind"] {
		for k := range strings.SplitSeq(list, ",") {
			if k == "" {
				continue
			}
			if !tocsin.Kind(k).Valid() {
				return q, badRequest(fmt.Sprintf("kind: %q is not a kind of incident", clip(k)))
			}
			q.Kinds = append(q.Kinds, tocsin.Kind(k))
		}
	}
	if q.Weapon != "" && !q.Weapon.Valid() {
		return q, badRequest(fmt.Sprintf("weapon: %q is not one of %v", clip(v.Get("weapon")), tocsin.WeaponClasses))
	}
	if q.Target != "" && !q.Target.Valid() {
		return q, badRequest(fmt.Sprintf("target: %q is not one of %v", clip(v.Get("target")), tocsin.TargetClasses))
	}
	if q.Claim != "" && !q.Claim.Valid() {
		return q, badRequest(fmt.Sprintf("claim: %q is not one of %v", clip(v.Get("claim")), tocsin.ClaimStates))
	}
	if q.Review != "" && !q.Review.Valid() {
		return q, badRequest(fmt.Sprintf("review: %q is not one of %v", clip(v.Get("review")), tocsin.ReviewStates))
	}
	switch q.Sort {
	case "", "when", "killed", "reports", "known":
	default:
		return q, badRequest(fmt.Sprintf("sort: %q is not one of when, killed, reports, known", clip(q.Sort)))
	}
	switch v.Get("order") {
	case "", "desc":
	case "asc":
		q.Asc = true
	default:
		return q, badRequest("order: want asc or desc")
	}
	if b := v.Get("bbox"); b != "" {
		if q.Box, err = boxOf(b); err != nil {
			return q, err
		}
	}
	return q, nil
}

// maxLimit is the most items on a page.
const maxLimit = 500

// clip bounds a value from an address.
func clip(s string) string {
	s = strings.ToValidUTF8(strings.TrimSpace(s), "")
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "")
	}
	return s
}

func dateOf(v url.Values, name string) (tocsin.Date, error) {
	s := strings.TrimSpace(v.Get(name))
	if s == "" {
		return tocsin.Date{}, nil
	}
	d, err := tocsin.ParseDate(s)
	if err != nil {
		return d, badRequest(fmt.Sprintf("%s: %q is not a day; write YYYY-MM-DD", name, clip(s)))
	}
	return d, nil
}

func countOf(v url.Values, name string, most int) (int, error) {
	s := strings.TrimSpace(v.Get(name))
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return 0, badRequest(fmt.Sprintf("%s: want a number from 0 to %d", name, most))
	}
	return n, nil
}

func boxOf(s string) (*tocsin.Box, error) {
	parts := strings.Split(s, ",")
	var f [4]float64
	ok := len(parts) == 4
	for i := 0; ok && i < 4; i++ {
		var err error
		f[i], err = strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
		ok = err == nil && f[i] >= -180 && f[i] <= 180
	}
	if !ok || f[1] > f[3] || f[1] < -90 || f[3] > 90 {
		return nil, badRequest("bbox: want west,south,east,north in degrees")
	}
	return &tocsin.Box{West: f[0], South: f[1], East: f[2], North: f[3]}, nil
}

// Encode writes a question as the query of an address; ParseQuery reads it back.
func Encode(q tocsin.Query) url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", q.Text)
	set("place", q.Place)
	set("country", q.Country)
	set("adm1", q.Adm1)
	set("weapon", string(q.Weapon))
	set("target", string(q.Target))
	set("actor", q.Actor)
	set("claim", string(q.Claim))
	set("review", string(q.Review))
	set("outlet", q.Outlet)
	set("sort", q.Sort)
	set("cursor", q.Cursor)
	if !q.From.IsZero() {
		v.Set("from", q.From.String())
	}
	if !q.To.IsZero() {
		v.Set("to", q.To.String())
	}
	for _, k := range q.Kinds {
		v.Add("kind", string(k))
	}
	if q.Killed > 0 {
		v.Set("killed", strconv.Itoa(q.Killed))
	}
	if q.Limit > 0 {
		v.Set("limit", strconv.Itoa(q.Limit))
	}
	if q.Asc {
		v.Set("order", "asc")
	}
	if b := q.Box; b != nil {
		f := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
		v.Set("bbox", f(b.West)+","+f(b.South)+","+f(b.East)+","+f(b.North))
	}
	return v
}
