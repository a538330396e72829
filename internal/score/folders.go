package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A ReportScore is the count of one report.
type ReportScore struct {
	ID    string
	Tally Tally
}

// RecordScores is the result of comparing two folders of records.
type RecordScores struct {
	Total   Tally
	Reports []ReportScore // in the order of their ids
	Missing int           // gold reports without a prediction; they count as empty predictions
}

// A goldFile is one report with what people coded.
type goldFile struct {
	Text   *string `json:"text"`
	Record record  `json:"record"`
}

// Record counts a predicted record against a gold record of the report with this text.
func Record(t *Tally, gold, pred *tocsin.Record, text string) error {
	g, err := loosen(gold)
	if err != nil {
		return fmt.Errorf("gold record: %w", err)
	}
	p, err := loosen(pred)
	if err != nil {
		return fmt.Errorf("predicted record: %w", err)
	}
	scoreRecord(t, g, p, text)
	return nil
}

func loosen(r *tocsin.Record) (*record, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	out := &record{}
	return out, json.Unmarshal(b, out)
}

// RecordFolders compares the records in predDir with those in goldDir. goldDir holds <id>.json files
// {"id", "text", "record"}; where there is no text it is read from <id>.txt in textDir, or in goldDir if
// textDir is "", and a report without either is passed over. predDir holds <id>.json files, each a record
// or an object whose field "record" is one.
func RecordFolders(goldDir, predDir, textDir string) (*RecordScores, error) {
	if textDir == "" {
		textDir = goldDir
	}
	for _, dir := range []string{goldDir, predDir} {
		if st, err := os.Stat(dir); err != nil {
			return nil, err
		} else if !st.IsDir() {
			return nil, fmt.Errorf("%s is not a folder", dir)
		}
	}
	names, err := jsonFiles(goldDir)
	if err != nil {
		return nil, err
	}
	out := &RecordScores{}
	for _, name := range names {
		gold, text, err := readGold(goldDir, textDir, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		pred, err := readPrediction(filepath.Join(predDir, name))
		if errors.Is(err, fs.ErrNotExist) {
			out.Missing++
			pred = &record{}
		} else if err != nil {
			return nil, err
		}
		one := ReportScore{ID: strings.TrimSuffix(name, ".json")}
		scoreRecord(&one.Tally, gold, pred, text)
		for _, l := range one.Tally.Lines() {
			out.Total.Add(l.Name, l.Correct, l.Predicted, l.Gold)
		}
		out.Reports = append(out.Reports, one)
	}
	if len(out.Reports) == 0 {
		return nil, fmt.Errorf("%s holds no gold records (<id>.json with text and record)", goldDir)
	}
	return out, nil
}

func jsonFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".json") && !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// readGold returns a gold record and its text; the error is fs.ErrNotExist where the text is missing.
func readGold(dir, textDir, name string) (*record, string, error) {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, "", err
	}
	var g goldFile
	if err := json.Unmarshal(b, &g); err != nil {
		return nil, "", fmt.Errorf("gold record %s: %w", filepath.Join(dir, name), err)
	}
	if g.Text != nil {
		return &g.Record, *g.Text, nil
	}
	text, err := os.ReadFile(filepath.Join(textDir, strings.TrimSuffix(name, ".json")+".txt"))
	return &g.Record, strings.TrimSpace(string(text)), err
}

func readPrediction(path string) (*record, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var wrapped struct {
		Record json.RawMessage `json:"record"`
	}
	if err := json.Unmarshal(b, &wrapped); err != nil {
		return nil, fmt.Errorf("prediction %s: %w", path, err)
	}
	if wrapped.Record != nil {
		b = wrapped.Record
	}
	r := &record{}
	if err := json.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("prediction %s: %w", path, err)
	}
	return r, nil
}
