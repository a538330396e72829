package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

type forecastCommands struct {
	Make     forecastMake     `cmd:"" default:"withargs" help:"Forecast areas (the default): tocsin forecast AREA…"`
	Backtest forecastBacktest `cmd:"" help:"Forecast the past with every model and score what came of it."`
	Record   forecastRecord   `cmd:"" help:"Print how issued forecasts and predictions have done."`
	Score    forecastScore    `cmd:"" help:"Score somebody's draws against outcomes."`
	Predict  forecastPredict  `cmd:"" help:"Enter a person's or body's prediction, to stand in the same record."`

	Predictions forecastPredictions `cmd:"" help:"List what reports say that people predict, and what came of it."`
}

// counts are the flags that say what is counted.
type countFlags struct {
	Data     string `placeholder:"FILE" help:"Counts: a country-month table (csv, parquet), area,period,count csv, or a UCDP GED or Candidate csv; also .gz, .xz. Without it, the incidents of the ledger are counted."`
	Target   string `enum:"incidents,deaths," default:"" help:"What to count: incidents or deaths; by default what the file counts; of the ledger, incidents."`
	By       string `enum:"month,week," default:"" help:"Length of a period: month or week."`
	Level    string `enum:"region,country,first-order" default:"country" help:"How large the areas are: region, country or first-order unit; nothing finer."`
	Types    []int  `placeholder:"1,2,3" help:"UCDP types of violence to count: 1 state-based, 2 non-state, 3 one-sided."`
	Column   string `placeholder:"NAME" help:"Column with the counts, where it is not ged_sb or count."`
	Estimate string `enum:"low,best,high" default:"best" help:"Which estimate of deaths to use: low, best or high (${default})."`
	Until    string `placeholder:"PERIOD" help:"Pretend that nothing after this period is known, for example 2017-10."`
}

// panel reads the counts of the file, or those of the ledger where none is named.
func (c countFlags) panel(ctx context.Context, s stdio, d database) (p *forecast.Panel, err error) {
	if c.Data == "" {
		p, err = c.ledgerPanel(ctx, d)
	} else {
		p, err = forecast.ReadPanelFile(c.Data, forecast.ReadOptions{Target: forecast.Target(c.Target), Unit: forecast.Unit(c.By),
			Level: forecast.Level(c.Level), Column: c.Column, Types: c.Types})
	}
	if err != nil {
		return nil, err
	}
	for _, text := range p.Problems {
		fmt.Fprintf(s.Err, "%s: %s\n", p.Vintage.Name, inert(text))
	}
	if c.Estimate != "" && c.Estimate != "best" {
		return p.Estimate(c.Estimate)
	}
	return p, nil
}

// until returns the last period to be known.
func (c countFlags) until(p *forecast.Panel) (int, error) {
	if c.Until == "" {
		return p.Last(), nil
	}
	id, err := p.Unit.Parse(c.Until)
	if err != nil {
		return 0, usagef("--until: %v", err)
	}
	if id < p.First || id > p.Last() {
		return 0, usagef("--until %s: the data run from %s to %s", c.Until, p.Unit.Format(p.First), p.Unit.Format(p.Last()))
	}
	return id, nil
}

// areaOf finds an area by id or name. NAME=AREA+AREA joins areas into a region.
func areaOf(p *forecast.Panel, name string) (int, error) {
	i, err := p.Area(name)
	if err != nil {
		return 0, usagef("%s", inert(err.Error()))
	}
	return i, nil
}

type forecastMake struct {
	Areas []string `arg:"" name:"area" help:"Areas by name or id, as the data have them; NAME=AREA+AREA joins some into a region."`
	countFlags
	Horizon int    `default:"6" help:"How many periods ahead (${default})."`
	Model   string `default:"auto" help:"Name of a model, or auto: the one that did best before (${default})."`
	Plot    string `placeholder:"FILE" help:"Draw the first area to FILE, .svg or .png."`
	Seed    uint64 `default:"1" help:"Seed of the draws (${default})."`
	DB      string `name:"db" default:"sqlite:tocsin.db" env:"TOCSIN_DB" placeholder:"DB" help:"The ledger that keeps the forecast, and is counted without --data: sqlite:PATH, a postgres:// URL, or none (${default})."`
	JSON    bool   `name:"json" help:"Print one JSON object an area."`
}

// Help teaches how to use the command.
func (forecastMake) Help() string {
	return `Prints for each area and period the median, the 50 and 90 % intervals and the chances of at least 1 and 25, always beside
the base rate, the model's skill against the last twelve periods repeated (conflictology-12), how often its intervals
held, and the record of what was issued before. The forecast is entered in the ledger and scored when its periods close.

Without --data it counts the incidents that the ledger's reports tell of, as they were known at the end of --until (or are
now), and says what it left out.

  tocsin forecast Somalia Mali --data panel.csv.gz
  tocsin forecast Nigeria/Borno --level first-order --by week
  tocsin forecast Thailand --data ged.csv --target incidents --by week --horizon 4 --plot thailand.svg
  tocsin forecast Nigeria --data panel.csv.gz --until 2016-10 --db none --json

Forecasts speak of counts in areas no smaller than a first-order unit and periods no shorter than a week. They are not
for targeting.`
}

// A made forecast is what is printed of one area.
type madeForecast struct {
	Forecast tocsin.Forecast     `json:"forecast"`
	Base     forecast.BaseRate   `json:"base_rate"`
	Chosen   bool                `json:"chosen"` // by backtest, not by name
	Backtest forecast.Row        `json:"backtest"`
	Here     *forecast.Row       `json:"backtest_here,omitempty"` // in this area alone
	Record   []forecast.Standing `json:"record"`
	Why      forecast.Why        `json:"why"`
	Problems []string            `json:"data_problems"` // what was left out of the counts, and why they may mislead
	Notice   string              `json:"notice"`
}

const notTargeting = "Counts of an area, from counts before; not for targeting."

// Run forecasts.
func (c *forecastMake) Run(ctx context.Context, s stdio) error {
	if c.Horizon < 1 || c.Horizon > 60 {
		return usagef("--horizon %d: want 1 to 60", c.Horizon)
	}
	p, err := c.panel(ctx, s, database{c.DB})
	if err != nil {
		return err
	}
	areas := make([]int, len(c.Areas))
	for i, name := range c.Areas {
		if areas[i], err = areaOf(p, name); err != nil {
			return err
		}
		if err := forecast.CheckGrain(p.Series[areas[i]].Area, p.Unit); err != nil {
			return usagef("%v", err)
		}
	}
	last, err := c.until(p)
	if err != nil {
		return err
	}
	steps := make([]int, c.Horizon)
	for i := range steps {
		steps[i] = i + 1
	}
	choice, err := c.choose(ctx, p, areas, last, steps)
	if err != nil {
		return err
	}
	h, err := forecast.NewHistory(p, last, steps, c.Seed)
	if err != nil {
		return err
	}
	var made []madeForecast
	for _, area := range areas {
		f, err := forecast.Issue(h, choice.Model, area, time.Now())
		if err != nil {
			return err
		}
		made = append(made, madeForecast{Forecast: f, Base: h.Panel.Base(area), Chosen: c.Model == "auto", Backtest: choice.Row(),
			Here: choice.Here(area), Why: forecast.Explain(h.Panel, area, h.Panel.Daily(area)), Record: []forecast.Standing{},
			Problems: append([]string{}, p.Problems...), Notice: notTargeting})
	}
	past, err := c.keep(ctx, s, p, made)
	if err != nil {
		return err
	}
	if err := c.print(s, p, made); err != nil {
		return err
	}
	if c.Plot == "" {
		return nil
	}
	return writePlot(c.Plot, forecast.Plot{Panel: h.Panel, Area: areas[0], Forecast: made[0].Forecast, Past: past})
}

// choose tries models on the past of the panel: all candidates, or the one named
// beside the baseline.
func (c *forecastMake) choose(ctx context.Context, p *forecast.Panel, areas []int, last int, steps []int) (*forecast.Choice, error) {
	candidates := forecast.Candidates(p)
	if c.Model != "auto" {
		m, err := forecast.Named(c.Model)
		if err != nil {
			return nil, usagef("--model: %v", err)
		}
		candidates = []forecast.Model{forecast.Baseline(), m}
		choice, err := forecast.Choose(ctx, p, candidates, last, steps, c.Seed, areas...)
		if err != nil {
			return nil, err
		}
		choice.Model = m
		return choice, nil
	}
	return forecast.Choose(ctx, p, candidates, last, steps, c.Seed, areas...)
}

// keep enters the forecasts into the ledger, closes what has become known, and
// fills in the record. It returns earlier forecasts of the first area.
func (c *forecastMake) keep(ctx context.Context, s stdio, p *forecast.Panel, made []madeForecast) ([]tocsin.Forecast, error) {
	if c.DB == "none" {
		return nil, nil
	}
	l, err := ledger.Open(ctx, c.DB)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	book, err := forecast.ReadBook(ctx, l)
	if err != nil {
		return nil, err
	}
	first := made[0].Forecast
	var past []tocsin.Forecast
	for _, f := range book.Forecasts {
		if f.Area == first.Area && f.Target == first.Target && f.Unit == first.Unit && (f.Data == forecast.LedgerData) == (first.Data == forecast.LedgerData) && len(f.Periods) > 0 && f.Voice == "" {
			past = append(past, f)
		}
	}
	if c.Until == "" { // pretended ignorance must not close anything
		if _, err := book.Close(ctx, l, closing(p, p.Last()), time.Now()); err != nil {
			return nil, err
		}
	}
	record := book.Record()
	for i := range made {
		f := made[i].Forecast
		if err := forecast.Enter(ctx, l, f); err != nil {
			return nil, err
		}
		for _, r := range record {
			if r.Area == f.Area && r.Target == f.Target && r.Unit == f.Unit && r.Closed > 0 {
				made[i].Record = append(made[i].Record, r)
			}
		}
	}
	return past, nil
}

func (c *forecastMake) print(s stdio, p *forecast.Panel, made []madeForecast) error {
	if c.JSON {
		return writeJSONLines(s.Out, made)
	}
	pr := newPrinter(s)
	for _, m := range made {
		if _, err := io.WriteString(s.Out, pr.forecast(p, m)); err != nil {
			return err
		}
	}
	return nil
}

func writeJSONLines[T any](w io.Writer, list []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, v := range list {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

// writePlot draws to a file, in the form its name ends in.
func writePlot(path string, plot forecast.Plot) (err error) {
	write := plot.WriteSVG
	switch strings.ToLower(filepath.Ext(path)) {
	case ".svg":
	case ".png":
		write = plot.WritePNG
	default:
		return usagef("--plot %s: want a name in .svg or .png", path)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return write(f)
}

// progress returns a bar for a long run, on a terminal only, and what ends it.
func progress(s stdio, what string) (tell func(done, total int), end func()) {
	if !isTerminal(s.Err) {
		return nil, func() {}
	}
	bars := mpb.New(mpb.WithOutput(s.Err))
	bar := bars.AddBar(0, mpb.BarRemoveOnComplete(), mpb.PrependDecorators(decor.Name(what+" ")),
		mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.Elapsed(decor.ET_STYLE_GO)))
	tell = func(done, total int) {
		bar.SetTotal(int64(total), false)
		bar.SetCurrent(int64(done))
	}
	return tell, func() {
		bar.Abort(true)
		bars.Wait()
	}
}
