package exchange

import (
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// csvColumns are the columns of our own table, explained in doc/exchange.md.
var csvColumns = strings.Fields(`
	id kind stage suicide
	date_start date_end date_precision
	country country_name adm1 adm2 settlement place_text latitude longitude place_precision
	weapons targets
	killed_low killed_best killed_high killed_rule
	injured_low injured_best injured_high injured_rule
	attackers_killed abducted_best arrested_best
	claimed_by claim_competing attributed_to denied_by doubted nobody_claims statements
	accounts reports origins outlets urls first_published last_published
	disputes review about`)

func (a About) csvRow(inc *tocsin.Incident, r row) (string, error) {
	r.text("id", inc.ID)
	r.set("kind", string(inc.Kind))
	r.set("stage", string(inc.Stage))
	r.set("suicide", string(inc.Suicide))
	r.set("date_start", inc.When.Start.String())
	r.set("date_end", inc.When.End.String())
	r.set("date_precision", string(inc.When.Precision))
	w := inc.Where
	r.text("country", w.Country)
	r.text("country_name", wording.Country(w.Country))
	r.text("adm1", w.Adm1)
	r.text("adm2", w.Adm2)
	r.text("settlement", w.Settlement)
	r.text("place_text", w.Text)
	r.degrees("latitude", w.Lat)
	r.degrees("longitude", w.Lon)
	r.set("place_precision", string(w.Precision))
	r.set("weapons", list(inc.Weapons))
	r.set("targets", list(inc.Targets))
	for _, e := range []tocsin.Effect{tocsin.Killed, tocsin.Injured} {
		if t := tallyOf(inc, e, tocsin.GroupAll); t != nil {
			r.number(string(e)+"_low", t.Low)
			r.count(string(e)+"_best", t.Best)
			r.count(string(e)+"_high", t.High)
			r.text(string(e)+"_rule", t.Rule)
		}
	}
	r.count("attackers_killed", best(inc, tocsin.Killed, tocsin.GroupAttackers))
	r.count("abducted_best", best(inc, tocsin.Abducted, tocsin.GroupAll))
	r.count("arrested_best", best(inc, tocsin.Arrested, tocsin.GroupAll))
	a.csvStatements(inc, r)
	var urls []string
	first, last := tocsin.Date{}, tocsin.Date{}
	for _, rep := range reportsOf(inc) {
		urls = append(urls, rep.URL)
		if p := rep.Published; !p.IsZero() {
			if first.IsZero() || p.Before(first) {
				first = p
			}
			if last.Before(p) {
				last = p
			}
		}
	}
	origins := map[string]bool{}
	for _, acc := range inc.Accounts {
		origins[acc.Origin] = true
	}
	r.number("accounts", len(inc.Accounts))
	r.number("reports", len(reportsOf(inc)))
	r.number("origins", len(origins))
	r.text("outlets", joined(outlets(inc), "; "))
	r.text("urls", strings.Join(urls, " "))
	r.set("first_published", first.String())
	r.set("last_published", last.String())
	r.number("disputes", len(inc.Disputes))
	r.set("review", string(inc.Review))
	r.text("about", a.Line())
	return "", nil
}

// csvStatements fills the columns about who is said to have done it.
func (a About) csvStatements(inc *tocsin.Incident, r row) {
	ps := parties(inc)
	var claimed, attributed, denied, doubted []string
	for _, p := range ps {
		if p.claim != nil {
			claimed = append(claimed, p.actor)
		}
	}
	seen := map[string]bool{}
	for _, s := range inc.Statements {
		key := string(s.Stance) + nameKey(s.Actor) + wording.Voice(s.Voice)
		if seen[key] || s.Actor == "" {
			continue
		}
		seen[key] = true
		switch s.Stance {
		case tocsin.StanceAttribution:
			attributed = append(attributed, fmt.Sprintf("%s by %s", s.Actor, wording.Voice(s.Voice, s.Certainty)))
		case tocsin.StanceDenial:
			denied = append(denied, s.Actor)
		case tocsin.StanceDoubt:
			doubted = append(doubted, fmt.Sprintf("%s by %s", s.Actor, wording.Voice(s.Voice, s.Certainty)))
		}
	}
	r.text("claimed_by", joined(claimed, "; "))
	if len(claimed) > 0 {
		r.flag("claim_competing", a.competing(inc, ps))
	}
	r.text("attributed_to", joined(attributed, "; "))
	r.text("denied_by", joined(denied, "; "))
	r.text("doubted", joined(doubted, "; "))
	if nobodyClaims(inc) {
		r.flag("nobody_claims", true)
	}
	r.text("statements", joined(statements(inc), " | "))
}

func list[T ~string](values []T) string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return strings.Join(out, "; ")
}
