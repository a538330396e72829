package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteText writes one line a measure: name, precision, recall, F1 and the counts behind them (correct,
// predicted, gold).
func (s *RecordScores) WriteText(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d reports, %d without a prediction\n", len(s.Reports), s.Missing)
	if err != nil {
		return err
	}
	return writeLines(w, s.Total.Lines())
}

func writeLines(w io.Writer, lines []Line) error {
	for _, l := range lines {
		if _, err := fmt.Fprintf(w, "%-26s P %.3f  R %.3f  F1 %.3f   %d/%d/%d\n", l.Name, l.Precision(), l.Recall(), l.F1(), l.Correct, l.Predicted, l.Gold); err != nil {
			return err
		}
	}
	return nil
}

// WriteReports writes one line a report with the counts of every measure that has any.
func (s *RecordScores) WriteReports(w io.Writer) error {
	for _, r := range s.Reports {
		var parts []string
		for _, l := range r.Tally.Lines() {
			if l.Predicted > 0 || l.Gold > 0 {
				parts = append(parts, fmt.Sprintf("%s=%d/%d/%d", l.Name, l.Correct, l.Predicted, l.Gold))
			}
		}
		if _, err := fmt.Fprintln(w, r.ID, strings.Join(parts, " ")); err != nil {
			return err
		}
	}
	return nil
}

// WriteJSON writes one object with a member for each measure.
func (s *RecordScores) WriteJSON(w io.Writer) error { return writeLinesJSON(w, s.Total.Lines()) }

func writeLinesJSON(w io.Writer, lines []Line) error {
	var buf bytes.Buffer
	for i, l := range lines {
		name, err := json.Marshal(l.Name)
		if err != nil {
			return err
		}
		body, err := json.Marshal(struct {
			Precision float64 `json:"precision"`
			Recall    float64 `json:"recall"`
			F1        float64 `json:"f1"`
			Correct   int     `json:"correct"`
			Predicted int     `json:"predicted"`
			Gold      int     `json:"gold"`
		}{l.Precision(), l.Recall(), l.F1(), l.Correct, l.Predicted, l.Gold})
		if err != nil {
			return err
		}
		sep := ",\n "
		if i == 0 {
			sep = "{\n "
		}
		fmt.Fprintf(&buf, "%s%s: %s", sep, name, body)
	}
	buf.WriteString("\n}\n")
	_, err := w.Write(buf.Bytes())
	return err
}
