package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tocsin-org/tocsin/internal/forecast"
)

type forecastScore struct {
	Draws    string `arg:"" help:"Draws: columns month_id, country_id and outcome, csv or parquet."`
	Outcomes string `arg:"" help:"What came: the same columns, one row a cell."`
	Cells    bool   `help:"Print the scores of every cell as csv."`
	JSON     bool   `name:"json" help:"Print JSON."`
}

// Help teaches how to use the command.
func (forecastScore) Help() string {
	return `Scores a forecast in the form of the ViEWS challenge. Sets of other than 1000 draws are repeated to that for the
ignorance score, which the official code resamples otherwise, and used as they are for the other scores.

  tocsin forecast score draws.parquet actuals.csv
  tocsin forecast score draws.parquet actuals.csv --cells > cells.csv`
}

// Run scores.
func (c *forecastScore) Run(s stdio) error {
	draws, err := readDraws(c.Draws)
	if err != nil {
		return err
	}
	outcomes, err := readDraws(c.Outcomes)
	if err != nil {
		return err
	}
	cells, err := forecast.ScoreDraws(draws, outcomes)
	if err != nil {
		return fmt.Errorf("%s against %s: %w", c.Draws, c.Outcomes, err)
	}
	if c.Cells {
		w := csv.NewWriter(s.Out)
		w.Write([]string{"month_id", "country_id", "actual", "crps", "crps_log1p", "ign", "mis"})
		for _, x := range cells {
			w.Write([]string{fmt.Sprint(x.MonthID), fmt.Sprint(x.CountryID), fmt.Sprint(x.Cell.Actual), fmt.Sprint(x.Cell.CRPS), fmt.Sprint(x.Cell.CRPSLog), fmt.Sprint(x.Cell.Ignorance), fmt.Sprint(x.Cell.MIS)})
		}
		w.Flush()
		return w.Error()
	}
	list := make([]forecast.Cell, len(cells))
	for i, x := range cells {
		list[i] = x.Cell
	}
	m := forecast.Mean(list, nil)
	if c.JSON {
		return json.NewEncoder(s.Out).Encode(m)
	}
	fmt.Fprintf(s.Out, "%s: CRPS %.6g, of the logarithm %.6g, ignorance %.6g, MIS %.6g; 50 %% interval held %s, 90 %% %s\n",
		plural(m.Cells, "cell", "cells"), m.CRPS, m.CRPSLog, m.Ignorance, m.MIS, percent(m.Cover50), percent(m.Cover90))
	return nil
}

func readDraws(path string) (map[forecast.CellKey][]float64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return forecast.ReadDraws(f, filepath.Base(path), forecast.ReadOptions{})
}
