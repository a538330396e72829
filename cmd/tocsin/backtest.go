package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin/internal/forecast"
)

type forecastBacktest struct {
	countFlags
	database
	Years  string   `required:"" placeholder:"FROM-TO" help:"Years to forecast, for example 2012-2017."`
	Models []string `placeholder:"NAME,…" help:"Models to try; all by default. conflictology-12 always stands beside them."`
	Rules  string   `enum:"views,plain" default:"views" help:"views: for each year know everything to October before it and forecast its months (steps 3 to 14); plain: forecast 1 to 12 periods ahead all through the years (${default})."`
	Every  int      `default:"3" help:"With plain rules, how many periods lie between forecasts (${default})."`
	Seed   uint64   `default:"1" help:"Seed of the draws (${default})."`
	Draws  string   `placeholder:"FILE" help:"Also write the draws of the one model named to FILE (parquet: month_id, country_id, draw, outcome), for others to score."`
	Detail bool     `help:"Also print calibration: reliability of the chances and PIT."`
	JSON   bool     `name:"json" help:"Print one JSON object."`
}

// Help teaches how to use the command.
func (forecastBacktest) Help() string {
	return `Every model is fitted at every occasion to what was known then and scored against what came: CRPS (error in the unit
counted, 0 is best), CRPS of the logarithm, ignorance (bits, in the ViEWS bins), mean interval score of the 90 % interval,
coverage, and Brier scores of P(≥1) and P(≥25). Skill is the share of the CRPS of conflictology-12 (the last twelve
periods repeated) that is saved, with a 90 % interval from redrawing whole areas. Active cells are those of areas with
anything counted in the year before. Without --data it counts the incidents that the ledger's reports tell of, as they are
known now: reports that came later are taken in.

  tocsin forecast backtest --data panel.csv.gz --years 2012-2017
  tocsin forecast backtest --data ged.csv --target incidents --years 2015-2017 --rules plain --models negbin-6,pool-fading-hurdle`
}

// A backtestReport is the JSON form.
type backtestReport struct {
	Data   forecast.Vintage `json:"data"`
	Target forecast.Target  `json:"target"`
	Unit   forecast.Unit    `json:"unit"`
	Rules  string           `json:"rules"`
	Years  string           `json:"years"`
	Areas  int              `json:"areas"`
	Rows   []forecast.Row   `json:"models"`
}

var yearRange = regexp.MustCompile(`^(\d{4})(?:[-–:](\d{4}))?$`)

// Run backtests.
func (c *forecastBacktest) Run(ctx context.Context, s stdio) error {
	m := yearRange.FindStringSubmatch(strings.TrimSpace(c.Years))
	if m == nil {
		return usagef("--years %s: want a form such as 2012-2017", c.Years)
	}
	from, _ := strconv.Atoi(m[1])
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	if to < from {
		return usagef("--years %s: ends before it begins", c.Years)
	}
	models, err := c.models()
	if err != nil {
		return err
	}
	p, err := c.panel(ctx, s, c.database)
	if err != nil {
		return err
	}
	last, err := c.until(p)
	if err != nil {
		return err
	}
	p = p.Until(last)
	plan, err := c.plan(p, from, to)
	if err != nil {
		return err
	}
	tell, end := progress(s, "backtest")
	plan.Progress = tell
	finish, err := c.keepDraws(p, &plan)
	if err != nil {
		return err
	}
	r, err := forecast.Backtest(ctx, p, models, plan)
	end()
	if err := errors.Join(err, finish()); err != nil {
		return err
	}
	report := backtestReport{Data: p.Vintage, Target: p.Target, Unit: p.Unit, Rules: c.Rules, Years: c.Years, Areas: len(p.Series), Rows: r.Table()}
	if c.JSON {
		enc := json.NewEncoder(s.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	_, err = io.WriteString(s.Out, newPrinter(s).backtest(report, c.Detail))
	return err
}

// keepDraws has the plan write draws, if asked for; finish ends the file.
func (c *forecastBacktest) keepDraws(p *forecast.Panel, plan *forecast.Plan) (finish func() error, err error) {
	if c.Draws == "" {
		return func() error { return nil }, nil
	}
	if len(c.Models) != 1 {
		return nil, usagef("--draws %s: name the one model whose draws to write with --models", c.Draws)
	}
	f, err := os.Create(c.Draws)
	if err != nil {
		return nil, err
	}
	w := forecast.NewDrawWriter(f)
	name := strings.TrimSpace(c.Models[0])
	plan.Keep = func(m forecast.Model, x forecast.Cell, draws []float64) error {
		if m.Name != name {
			return nil
		}
		return w.Write(p.Series[x.Area].Area, x, draws)
	}
	return func() error { return errors.Join(w.Close(), f.Close()) }, nil
}

// models returns those asked for, with the baseline among them.
func (c *forecastBacktest) models() ([]forecast.Model, error) {
	if len(c.Models) == 0 {
		return forecast.Models(), nil
	}
	models := []forecast.Model{forecast.Baseline()}
	for _, name := range c.Models {
		m, err := forecast.Named(strings.TrimSpace(name))
		if err != nil {
			return nil, usagef("--models: %v", err)
		}
		if m.Name != models[0].Name {
			models = append(models, m)
		}
	}
	return models, nil
}

func (c *forecastBacktest) plan(p *forecast.Panel, from, to int) (forecast.Plan, error) {
	if c.Rules == "plain" {
		first, err1 := p.Unit.Parse(fmt.Sprintf("%04d-01-01", from))
		last, err2 := p.Unit.Parse(fmt.Sprintf("%04d-12-31", to))
		if err1 != nil || err2 != nil {
			return forecast.Plan{}, usagef("--years %s: not years of this data", c.Years)
		}
		plan := forecast.PlainRules(first, last, 12, c.Every)
		plan.Seed = c.Seed
		return plan, nil
	}
	if p.Unit != forecast.Month {
		return forecast.Plan{}, usagef("--rules views: those are rules for months; with --by %s use --rules plain", p.Unit)
	}
	plan := forecast.ViewsRules(from, to)
	plan.Seed = c.Seed
	return plan, nil
}

// backtest lays out the table of models.
func (p *printer) backtest(r backtestReport, detail bool) string {
	var b strings.Builder
	if len(r.Rows) == 0 {
		return "" // unreachable: a backtest without models is refused
	}
	all := r.Rows[0].All.Cells
	fmt.Fprintf(&b, "%s\n", p.styled(heading, fmt.Sprintf("── %s by %s, %s, %s rules: %d areas, %d cells (%d active) ──", r.Target, r.Unit, r.Years, r.Rules, r.Areas, all, r.Rows[0].Active.Cells)))
	fmt.Fprintf(&b, "%s\n", p.styled(faint, fmt.Sprintf("%-26s %8s %7s %6s %8s  %4s %4s  %5s %5s  %-22s  %8s %4s %8s", "model", "CRPS", "log1p", "IGN", "MIS", "50%", "90%", "B≥1", "B≥25", "skill (90 %)", "active", "90%", "quiet")))
	for _, row := range r.Rows {
		fmt.Fprintf(&b, "%-26s %8.3f %7.4f %6.3f %8.2f  %4.0f %4.0f  %.3f %.3f  %-22s  %8.3f %4.0f %8.3f\n", row.Model, row.All.CRPS, row.All.CRPSLog, row.All.Ignorance, row.All.MIS,
			100*row.All.Cover50, 100*row.All.Cover90, row.All.Brier[0], row.All.Brier[1],
			fmt.Sprintf("%+.3f (%+.3f, %+.3f)", row.Skill.Value, row.Skill.Low, row.Skill.High), row.Active.CRPS, 100*row.Active.Cover90, row.Quiet.CRPS)
	}
	if detail {
		for _, row := range r.Rows {
			p.calibration(&b, row)
		}
	}
	return b.String()
}

// calibration prints, for chances given in each tenth, how often it came.
func (p *printer) calibration(b *strings.Builder, row forecast.Row) {
	fmt.Fprintf(b, "\n%s\n", p.styled(strong, row.Model))
	for i, t := range forecast.Thresholds {
		fmt.Fprintf(b, "  P(≥%.0f) given → came (cells):", t)
		for _, x := range row.Reliability[i] {
			fmt.Fprintf(b, "  %.2f→%.2f (%d)", x.Given, x.Came, x.Cells)
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintf(b, "  PIT in tenths: %v\n", row.PIT)
}
