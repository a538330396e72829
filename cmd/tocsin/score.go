package main

import (
	"github.com/tocsin-org/tocsin/internal/score"
)

type scoreCommands struct {
	Records scoreRecords `cmd:"" help:"Compare coded records with gold records."`
	Merge   scoreMerge   `cmd:"" help:"Compare the grouping of reports by incident with what people grouped."`
	Geo     scoreGeo     `cmd:"" help:"Compare resolved places with those that people marked."`
	MUC4    scoreMUC     `cmd:"" name:"muc4" help:"Code the messages of MUC-4 and compare with their keys."`
	Time    scoreTime    `cmd:"" help:"Compare time expressions with those that people marked."`

	Agreement scoreAgreement `cmd:"" help:"Measure how far people who coded the same reports agree."`
}

type scoreRecords struct {
	Gold      string `arg:"" help:"Folder of gold records: <id>.json with text and record."`
	Pred      string `arg:"" help:"Folder of coded records: <id>.json as 'tocsin read --out' writes them."`
	Texts     string `placeholder:"DIR" help:"Folder of <id>.txt, for gold records without their text."`
	JSON      bool   `name:"json" help:"Print JSON."`
	PerReport bool   `help:"Print a line for each report first."`
}

// Help teaches how to use the command.
func (scoreRecords) Help() string {
	return `Accounts of a report are paired one-to-one with gold accounts so that they agree best. Then every field is counted
over all accounts: precision P is the share of coded values that the gold has, recall R the share of gold values that
were coded. The counts behind them follow as correct/coded/gold.

  tocsin read --db none --out coded/ gold/
  tocsin score records gold/ coded/`
}

// Run compares two folders.
func (c *scoreRecords) Run(s stdio) error {
	scores, err := score.RecordFolders(c.Gold, c.Pred, c.Texts)
	if err != nil {
		return err
	}
	if c.PerReport && !c.JSON {
		if err := scores.WriteReports(s.Out); err != nil {
			return err
		}
	}
	if c.JSON {
		return scores.WriteJSON(s.Out)
	}
	return scores.WriteText(s.Out)
}
