package resolve

import (
	"regexp"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// agencies are the short forms and names under which news agencies are credited, with one name for each.
var agencies = map[string]string{
	"reuters": "Reuters", "thomson reuters": "Reuters", "ap": "Associated Press", "associated press": "Associated Press", "the associated press": "Associated Press",
	"afp": "Agence France-Presse", "agence france-presse": "Agence France-Presse", "agence france presse": "Agence France-Presse",
	"upi": "United Press International", "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "apa": "APA", "anadolu": "Anadolu", "anadolu agency": "Anadolu", "aa": "Anadolu",
	"tass": "TASS", "itar-tass": "TASS", "interfax": "Interfax", "ria novosti": "RIA Novosti", "ria": "RIA Novosti", "xinhua": "Xinhua", "kyodo": "Kyodo", "kyodo news": "Kyodo",
	"yonhap": "Yonhap", "pti": "Press Trust of India", "press trust of india": "Press Trust of India", "ani": "ANI", "ians": "IANS", "bernama": "Bernama", "antara": "Antara",
	"sana": "SANA", "irna": "IRNA", "mena": "MENA", "pa": "PA Media", "pa media": "PA Media", "cp": "The Canadian Press", "the canadian press": "The Canadian Press",
	"bloomberg": "Bloomberg", "ukrinform": "Ukrinform", "belga": "Belga", "lusa": "Lusa", "pap": "PAP", "nan": "News Agency of Nigeria",
}

// agencyShape is a name that says itself that it is an agency's.
var agencyShape = regexp.MustCompile(`(?i)\b(news agency|news service|wire|press agency|newswire)$`)

var (
	// "LAGOS, Nigeria (Reuters) -", "(Caspian Wire) —": whoever stands in brackets before the dash of a first line.
	datelineCredit = regexp.MustCompile(`^[^()\n]{0,60}\(([^()\n]{2,40})\)\s*[-–—]`)
	// "Source: TASS", "(AP)", "— Reuters" and the like end a last line.
	lastCredit = regexp.MustCompile(`(?i)(?:\bsources?:\s*|^[-–—]+\s*|\s[-–—]{1,2}\s*|\()([\pL][\pL .\-]{1,38})\)?\.?$`)
	// "This report was provided by Caspian Wire and edited …"
	providedBy = regexp.MustCompile(`(?:provided|supplied|distributed) by (?:the )?((?:\p{Lu}[\pL\-]*)(?: \p{Lu}[\pL\-]*){0,4})`)
)

// creditOf returns the agency that a report credits for its story, "" if none. It stands in the first or the last
// lines, or in the byline.
func creditOf(r *tocsin.Report) string {
	var lines []string
	for _, l := range strings.Split(r.Text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	for _, l := range lines[:min(3, len(lines))] {
		if m := datelineCredit.FindStringSubmatch(l[:min(len(l), 120)]); m != nil {
			// A dateline's bracket before a dash holds the agency, whether the list knows it or not.
			return agency(m[1], true)
		}
	}
	for _, b := range r.Byline {
		if a := agency(b, false); a != "" {
			return a
		}
	}
	for _, l := range lines[max(0, len(lines)-3):] {
		if len(l) > 200 { // a paragraph, whose end is no credit line
			l = l[len(l)-60:]
		}
		if m := lastCredit.FindStringSubmatch(l); m != nil {
			if a := agency(m[1], strings.HasPrefix(strings.ToLower(l), "source:")); a != "" {
				return a
			}
		}
		if m := providedBy.FindStringSubmatch(l); m != nil {
			if a := agency(m[1], false); a != "" {
				return a
			}
		}
	}
	return ""
}

// agency returns the agency that a name stands for; sure says that the place in which it stands holds no other names.
func agency(name string, sure bool) string {
	name = strings.TrimSpace(name)
	if a, ok := agencies[strings.ToLower(name)]; ok {
		return a
	}
	if agencyShape.MatchString(name) || sure && isUpperStart(name) {
		return name
	}
	return ""
}

func isUpperStart(s string) bool { return s != "" && strings.ToLower(s[:1]) != s[:1] }
