package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
)

// forecast lays out one area's forecast: the table, and below it what keeps a
// reader from taking it for more than it is.
func (p *printer) forecast(panel *forecast.Panel, m madeForecast) string {
	f := m.Forecast
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.styled(heading, fmt.Sprintf("── %s · %s by %s · data to %s ──", inert(f.Name), f.Target, f.Unit, f.DataLast)))
	fmt.Fprintf(&b, "%s\n", p.styled(faint, "period     median      50 %           90 %           P(≥1)  P(≥25)"))
	for _, fp := range f.Periods {
		q := func(at float64) string { return count(quantile(fp, at)) }
		fmt.Fprintf(&b, "%-9s %7s   %5s - %-6s  %5s - %-6s   %5s   %5s\n", fp.Period, q(.5), q(.25), q(.75), q(.05), q(.95), percent(fp.Chances[0].Probability), percent(fp.Chances[1].Probability))
	}
	say := func(label, text string) {
		for i, l := range wrap(text, p.width-11) {
			if i > 0 {
				label = ""
			}
			fmt.Fprintf(&b, "%s%s\n", p.styled(faint, pad(label, 11)), l)
		}
	}
	say("base rate", fmt.Sprintf("the last %d %ss: mean %s; %s had 1 or more, %s had 25 or more", m.Base.Periods, f.Unit, decimal(m.Base.Mean), percent(m.Base.Any), percent(m.Base.Many)))
	say("model", modelWords(m))
	say("skill", skillWords(m))
	say("calibrated", calibrationWords(m.Backtest))
	say("record", recordWords(m.Record))
	for i, l := range m.Why.Lines(panel.Unit, panel.Target) {
		say(map[bool]string{true: "why"}[i == 0], l)
	}
	say("", notTargeting)
	b.WriteByte('\n')
	return b.String()
}

func calibrationWords(r forecast.Row) string {
	if r.All.Cells == 0 {
		return "not known: the data are too short to try a model on"
	}
	return fmt.Sprintf("where anything happened in the year before, the 90 %% interval held %s of the time and the 50 %% interval %s; Brier score of P(≥1) %.3f, of P(≥25) %.3f",
		percent(r.Active.Cover90), percent(r.Active.Cover50), r.All.Brier[0], r.All.Brier[1])
}

func modelWords(m madeForecast) string {
	s := m.Forecast.By() + ", as asked"
	if m.Chosen && m.Backtest.All.Cells == 0 {
		s = m.Forecast.By() + ", untried"
	} else if m.Chosen {
		s = m.Forecast.By() + ", chosen because it did best on this data before"
	}
	if model, err := forecast.Named(m.Forecast.Model); err == nil {
		s += " (" + model.About + ")"
	}
	return s
}

func skillWords(m madeForecast) string {
	r := m.Backtest
	if r.All.Cells == 0 {
		return "not known: the data are too short to try a model on"
	}
	s := fmt.Sprintf("error (CRPS) over %d past cells %s that of %s (90 %% interval of the saving: %s to %s)", r.All.Cells, against(r.Skill.Value), m.Forecast.Baseline,
		signedPercent(r.Skill.Low), signedPercent(r.Skill.High))
	if m.Forecast.Model == m.Forecast.Baseline {
		s = fmt.Sprintf("none: it is the baseline, tried on %d past cells", r.All.Cells)
	}
	if m.Here != nil && m.Forecast.Model != m.Forecast.Baseline {
		s += fmt.Sprintf("; in this area %s over %d", against(m.Here.Skill.Value), m.Here.All.Cells)
	}
	return s
}

// against says how much an error is below or above another.
func against(skill float64) string {
	if skill < 0 {
		return fmt.Sprintf("%.0f %% above", -100*skill)
	}
	return fmt.Sprintf("%.0f %% below", 100*skill)
}

func recordWords(list []forecast.Standing) string {
	if len(list) == 0 {
		return "no forecast of this area has closed yet"
	}
	var parts []string
	for _, r := range list {
		parts = append(parts, standingWords(r))
	}
	return strings.Join(parts, "; ")
}

func standingWords(r forecast.Standing) string {
	s := fmt.Sprintf("%s: %s closed, Brier score %.3f", inert(r.By), plural(r.Closed, "period", "periods"), r.Brier)
	if r.Base > 0 || r.CRPS > 0 {
		s += fmt.Sprintf(", skill %s, 90 %% interval held %s", signedPercent(r.Skill), percent(r.Cover90))
	}
	if r.Hindcast {
		s += " (issued after the fact)"
	}
	return s
}

func quantile(fp tocsin.ForecastPeriod, at float64) float64 {
	for _, q := range fp.Quantiles {
		if q.At == at {
			return q.Value
		}
	}
	return math.NaN()
}

// count writes a count or a quantile of counts.
func count(v float64) string { return fmt.Sprintf("%.0f", v) }

func decimal(v float64) string {
	if math.Abs(v) >= 10 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// percent writes a probability; 1000 draws do not tell 0 from very unlikely.
func percent(v float64) string {
	switch {
	case v > 0 && v < .005:
		return "<1 %"
	case v < 1 && v > .995:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*v)
}

func signedPercent(v float64) string { return fmt.Sprintf("%+.0f %%", 100*v) }
