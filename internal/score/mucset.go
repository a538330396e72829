package score

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// ReadMUCSet reads the folder of a MUC-4 set: all files whose name begins with "key" as keys, others whose messages
// have ids of MUC as texts.
func ReadMUCSet(dir string) ([]MUCText, []MUCTemplate, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("reading a MUC-4 set: %w", err)
	}
	var texts []MUCText
	var key []MUCTemplate
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, nil, fmt.Errorf("reading a MUC-4 set: %w", err)
		}
		if strings.HasPrefix(e.Name(), "key") {
			key = append(key, ParseMUCTemplates(string(b))...)
		} else {
			texts = append(texts, ParseMUCTexts(string(b))...)
		}
	}
	if len(texts) == 0 || len(key) == 0 {
		return nil, nil, fmt.Errorf("%s has %d messages and %d key templates: a set has a text file and a file key-…", dir, len(texts), len(key))
	}
	return texts, key, nil
}

// FormatMUCTemplates writes templates in the form of MUC-4 responses.
func FormatMUCTemplates(ts []MUCTemplate) string {
	var b strings.Builder
	for i := range ts {
		t := &ts[i]
		fmt.Fprintf(&b, "\n%-35s%s\n%-35s%s\n", mucLabels[MUCMessage], t.Message, mucLabels[MUCTemplateID], t.ID)
		for slot := MUCDate; slot < mucSlots; slot++ {
			lines := []string{"-"}
			if t.Irrelevant {
				lines = []string{"*"}
			}
			if len(t.Slots[slot]) > 0 {
				lines = nil
			}
			for _, f := range t.Slots[slot] {
				lines = append(lines, formatMUCFiller(slot, f))
			}
			for j, line := range lines {
				label := ""
				if j == 0 {
					label = mucLabels[slot]
				}
				fmt.Fprintf(&b, "%-35s%s\n", label, line)
			}
		}
	}
	return b.String()
}

// mucLabels begin the lines of a template.
var mucLabels = [mucSlots]string{
	"0.  MESSAGE: ID", "1.  MESSAGE: TEMPLATE", "2.  INCIDENT: DATE", "3.  INCIDENT: LOCATION", "4.  INCIDENT: TYPE",
	"5.  INCIDENT: STAGE OF EXECUTION", "6.  INCIDENT: INSTRUMENT ID", "7.  INCIDENT: INSTRUMENT TYPE", "8.  PERP: INCIDENT CATEGORY",
	"9.  PERP: INDIVIDUAL ID", "10. PERP: ORGANIZATION ID", "11. PERP: ORGANIZATION CONFIDENCE",
	"12. PHYS TGT: ID", "13. PHYS TGT: TYPE", "14. PHYS TGT: NUMBER", "15. PHYS TGT: FOREIGN NATION", "16. PHYS TGT: EFFECT OF INCIDENT",
	"17. PHYS TGT: TOTAL NUMBER", "18. HUM TGT: NAME", "19. HUM TGT: DESCRIPTION", "20. HUM TGT: TYPE", "21. HUM TGT: NUMBER",
	"22. HUM TGT: FOREIGN NATION", "23. HUM TGT: EFFECT OF INCIDENT", "24. HUM TGT: TOTAL NUMBER",
}

func formatMUCFiller(slot MUCSlot, f MUCFiller) string {
	var values []string
	for _, v := range f.Values {
		if slot.form() == mucString {
			values = append(values, quoteMUC(v.Text))
		} else {
			values = append(values, spacedMUC(slot, v.Text))
		}
	}
	out := strings.Join(values, " / ")
	if len(f.Values) > 0 && len(f.Values[0].Tags) > 0 {
		var tags []string
		for _, tag := range f.Values[0].Tags {
			tags = append(tags, quoteMUC(tag))
		}
		out += ": " + strings.Join(tags, " / ")
	}
	return out
}

var (
	mucDayRun = regexp.MustCompile(`(\d{1,2})([A-Z]{3,})(\d{2,4})`)
	mucJoin   = regexp.MustCompile(`(\d)-(\d)`)
)

// spacedMUC puts back the blanks that keys have and comparison does without.
func spacedMUC(slot MUCSlot, s string) string {
	switch slot.form() {
	case mucDay:
		s = mucJoin.ReplaceAllString(mucDayRun.ReplaceAllString(s, "$1 $2 $3"), "$1 - $2")
		if rest, ok := strings.CutPrefix(s, "-"); ok {
			return "- " + rest
		}
	case mucPlace:
		return strings.ReplaceAll(strings.ReplaceAll(s, ":", ": "), "(", " (")
	}
	return s
}

func quoteMUC(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// MUCResult is how templates compare with the keys of MUC-4.
type MUCResult struct {
	Messages int
	Official MUCScore
	GTT      MUCRoleScore // templates, by role
	CEAFREE  MUCRoleScore // entities of a document, by role
}

// MUC compares the templates written for some texts with their keys.
func MUC(texts []MUCText, key, response []MUCTemplate) MUCResult {
	r := MUCResult{Messages: len(texts)}
	for _, t := range texts {
		k, p := ofMessage(key, t.ID), ofMessage(response, t.ID)
		one := ScoreMUCMessage(k, p, nil)
		r.Official.Add(&one)
		gold, predicted := RoleTemplates(k, t.Body), RoleTemplates(p, t.Body)
		r.GTT.Add(GTTScore(gold, predicted))
		r.CEAFREE.Add(CEAFREE(MergeRoles(gold), MergeRoles(predicted)))
	}
	return r
}

// WriteText writes the scores as tables.
func (r MUCResult) WriteText(w io.Writer) error {
	var b strings.Builder
	row := func(name string, c MUCCount) {
		fmt.Fprintf(&b, "%-20s R %5.2f  P %5.2f  F %5.2f   pos %d act %d cor %d par %d inc %d spu %d mis %d\n", name, 100*c.Recall(), 100*c.Precision(), 100*c.F1(),
			c.Possible(), c.Actual(), c.Correct, c.Partial, c.Incorrect, c.Spurious, c.Missing)
	}
	ratioRow := func(name string, c MUCRatio) {
		fmt.Fprintf(&b, "%-20s P %5.2f  R %5.2f  F %5.2f   %g/%g %g/%g\n", name, 100*c.Precision(), 100*c.Recall(), 100*c.F1(), c.PrecisionHits, c.Predicted, c.RecallHits, c.Gold)
	}
	fmt.Fprintf(&b, "%d messages\n\nofficial score of MUC-4, fully automatic\n", r.Messages)
	for slot := MUCTemplateID; slot < mucSlots; slot++ {
		row(slot.String(), r.Official.Slots[slot])
	}
	row("ALL TEMPLATES", r.Official.Total())
	for _, part := range r.modern() {
		fmt.Fprintf(&b, "\n%s\n", part.title)
		for _, n := range part.names {
			ratioRow(n, part.rows[n])
		}
	}
	b.WriteString("\norganisation held responsible (slot 11)\n")
	row("all", r.Official.Slots[MUCConfidence])
	given := r.Official.ConfidenceGiven
	fmt.Fprintf(&b, "%-20s %.2f   %d/%d\n", "right, given the organisation", 100*given.Recall(), given.Correct, given.Possible())
	_, err := io.WriteString(w, b.String())
	return err
}

// A mucTable is a modern score in rows.
type mucTable struct {
	title string
	key   string
	names []string
	rows  map[string]MUCRatio
}

func (r MUCResult) modern() []mucTable {
	var out []mucTable
	for _, part := range []struct {
		title, key string
		score      MUCRoleScore
	}{{"template score of GTT", "gtt", r.GTT}, {"entity score CEAF-REE, templates merged", "ceaf_ree", r.CEAFREE}} {
		t := mucTable{title: part.title, key: part.key, rows: map[string]MUCRatio{}}
		add := func(name string, ratio MUCRatio) {
			t.names = append(t.names, name)
			t.rows[name] = ratio
		}
		if part.key == "gtt" {
			add("incident_type", part.score.Type)
		}
		for i, name := range MUCRoles {
			add(name, part.score.Roles[i])
		}
		add("micro average", part.score.Total())
		out = append(out, t)
	}
	return out
}

// WriteJSON writes one object with the official score by slot, the modern ones by role, and slot 11.
func (r MUCResult) WriteJSON(w io.Writer) error {
	type official struct {
		Recall    float64 `json:"recall"`
		Precision float64 `json:"precision"`
		F1        float64 `json:"f1"`
		MUCCount
	}
	type modern struct {
		Precision float64 `json:"precision"`
		Recall    float64 `json:"recall"`
		F1        float64 `json:"f1"`
		MUCRatio
	}
	slots := map[string]official{}
	count := func(c MUCCount) official { return official{c.Recall(), c.Precision(), c.F1(), c} }
	for slot := MUCTemplateID; slot < mucSlots; slot++ {
		slots[slot.String()] = count(r.Official.Slots[slot])
	}
	slots["all"] = count(r.Official.Total())
	out := map[string]any{"messages": r.Messages, "official": slots,
		"confidence": map[string]any{"all": count(r.Official.Slots[MUCConfidence]), "given_organization": count(r.Official.ConfidenceGiven)}}
	for _, part := range r.modern() {
		rows := map[string]modern{}
		for name, c := range part.rows {
			rows[name] = modern{c.Precision(), c.Recall(), c.F1(), c}
		}
		out[part.key] = rows
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(out)
}
