package web

import (
	"fmt"
	"math"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A fan is the geometry of a forecast's chart: history as bars, the forecast as bands of 50 and 90 % around its median,
// earlier forecasts faint. Sizes are in the units of the drawing's view box.
type fan struct {
	Width, Height         float64
	Bars                  []fanBar
	Outer, Inner, Median  string // paths
	Past                  []string
	Now                   float64 // where the known ends
	XTicks, YTicks        []fanTick
	Left, Right, Top, Low float64 // of the plot itself
	Many                  bool    // whether anything is drawn at all
}

type fanBar struct {
	X, Y, W, H float64
	Label      string
	Unknown    bool
}

type fanTick struct {
	At    float64
	Label string
}

// shown is how many periods of history are drawn.
const shown = 60

// fanOf lays out a chart.
func fanOf(o *Outlook) fan {
	f := fan{Width: 880, Height: 280, Left: 44, Right: 872, Top: 12, Low: 248}
	history := o.History[max(0, len(o.History)-shown):]
	n := len(history) + len(o.Forecast.Periods)
	if n == 0 {
		return f
	}
	f.Many = true
	top := 1.0
	for _, p := range history {
		if p.Count != nil {
			top = max(top, *p.Count)
		}
	}
	for _, p := range o.Forecast.Periods {
		top = max(top, quantileOf(p, .95))
	}
	step := nice(top / 4)
	top = math.Ceil(top/step) * step
	wide := (f.Right - f.Left) / float64(n)
	x := func(i int) float64 { return f.Left + wide*float64(i) }
	y := func(v float64) float64 { return f.Low - (f.Low-f.Top)*min(v, top)/top }
	for v := 0.0; v <= top+step/2; v += step {
		f.YTicks = append(f.YTicks, fanTick{y(v), fmt.Sprintf("%g", v)})
	}
	for i, p := range history {
		b := fanBar{X: x(i) + wide*.15, W: wide * .7, Y: f.Low, Unknown: p.Count == nil, Label: p.Period + ": unknown"}
		if p.Count != nil {
			b.Y = y(*p.Count)
			b.Label = fmt.Sprintf("%s: %.0f", p.Period, *p.Count)
		}
		b.H = f.Low - b.Y
		f.Bars = append(f.Bars, b)
	}
	every := max(1, int(math.Ceil(64/wide)))
	for i := 0; i < n; i += every {
		label := ""
		if i < len(history) {
			label = history[i].Period
		} else {
			label = o.Forecast.Periods[i-len(history)].Period
		}
		f.XTicks = append(f.XTicks, fanTick{x(i) + wide/2, label})
	}
	f.Now = x(len(history))
	place := map[string]int{}
	for i, p := range history {
		place[p.Period] = i
	}
	for i, p := range o.Forecast.Periods {
		place[p.Period] = len(history) + i
	}
	f.Outer = band(o.Forecast, place, x, y, wide, .05, .95)
	f.Inner = band(o.Forecast, place, x, y, wide, .25, .75)
	f.Median = steps(o.Forecast, place, x, y, wide, .5)
	for _, p := range o.Past[max(0, len(o.Past)-6):] {
		if d := band(p, place, x, y, wide, .05, .95); d != "" {
			f.Past = append(f.Past, d)
		}
	}
	return f
}

// band is the outline of an interval, a step a period: forecasts are of counts in periods, not of a moving point.
func band(f tocsin.Forecast, place map[string]int, x func(int) float64, y func(float64) float64, wide, low, high float64) string {
	up, down := steps(f, place, x, y, wide, high), reversed(f, place, x, y, wide, low)
	if up == "" {
		return ""
	}
	return up + " " + down + " Z"
}

func steps(f tocsin.Forecast, place map[string]int, x func(int) float64, y func(float64) float64, wide, at float64) string {
	var parts []string
	for _, p := range f.Periods {
		i, ok := place[p.Period]
		q := quantileOf(p, at)
		if !ok || math.IsNaN(q) {
			continue
		}
		verb := "L"
		if len(parts) == 0 {
			verb = "M"
		}
		parts = append(parts, fmt.Sprintf("%s%.1f %.1f H%.1f", verb, x(i), y(q), x(i)+wide))
	}
	return strings.Join(parts, " ")
}

func reversed(f tocsin.Forecast, place map[string]int, x func(int) float64, y func(float64) float64, wide, at float64) string {
	var parts []string
	for k := len(f.Periods) - 1; k >= 0; k-- {
		p := f.Periods[k]
		i, ok := place[p.Period]
		q := quantileOf(p, at)
		if !ok || math.IsNaN(q) {
			continue
		}
		parts = append(parts, fmt.Sprintf("L%.1f %.1f H%.1f", x(i)+wide, y(q), x(i)))
	}
	return strings.Join(parts, " ")
}

// quantileOf returns a quantile of a period, NaN if the forecast does not give it.
func quantileOf(p tocsin.ForecastPeriod, at float64) float64 {
	for _, q := range p.Quantiles {
		if q.At == at {
			return q.Value
		}
	}
	return math.NaN()
}

// nice rounds a step up to 1, 2 or 5 times a power of ten, at least 1: counts are whole.
func nice(v float64) float64 {
	if v <= 1 {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5, 10} {
		if v <= m*p {
			return m * p
		}
	}
	return 10 * p // unreachable: v is below 10p
}
