package forecast

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A Plot draws the history of an area as ticks, a forecast as a fan of its 50 and
// 90 % intervals, and past forecasts as faint fans with what came of them.
type Plot struct {
	Panel    *Panel
	Area     int
	Periods  int // of history shown; 0 means 60
	Forecast tocsin.Forecast
	Past     []tocsin.Forecast
}

const plotWidth, plotHeight = 960, 420

// Colours of the plot; they differ in lightness too, for those who do not see
// the hue.
var (
	inkColour    = color.RGBA{0x1f, 0x29, 0x33, 0xff}
	historyTint  = color.RGBA{0x5b, 0x6b, 0x7a, 0xff}
	gridTint     = color.RGBA{0xdd, 0xe2, 0xe7, 0xff}
	wideTint     = color.RGBA{0xf6, 0xd3, 0xb3, 0xff}
	narrowTint   = color.RGBA{0xe8, 0x9a, 0x5b, 0xff}
	medianTint   = color.RGBA{0x8a, 0x3b, 0x12, 0xff}
	pastTint     = color.RGBA{0xe6, 0xea, 0xf2, 0xff}
	pastLineTint = color.RGBA{0xa9, 0xb6, 0xcc, 0xff}
)

// A canvas is what a plot is drawn on.
type canvas interface {
	rect(x0, y0, x1, y1 float64, c color.RGBA)
	text(x, y float64, s string, right bool)
}

// WriteSVG draws the plot as SVG.
func (p Plot) WriteSVG(w io.Writer) error {
	c := &svgCanvas{}
	p.draw(c)
	title := fmt.Sprintf("%s by %s, %s. Forecast of %s by %s from data to %s. Bars: counted. Light: 90 %% interval, dark: 50 %%, line: median. Grey: past forecasts. Not for targeting.",
		p.Panel.Target, p.Panel.Unit, p.Forecast.Name, p.Forecast.Issued.Format("2006-01-02"), p.Forecast.By(), p.Forecast.DataLast)
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="12"><title>%s</title><rect width="100%%" height="100%%" fill="#fff"/><text x="56" y="18" font-size="13" fill="#1f2933">%s</text>
%s</svg>
`, plotWidth, plotHeight, plotWidth, plotHeight, xmlText(title), xmlText(clip(title, 150)), c.b.String())
	return err
}

// WritePNG draws the plot as PNG, with numerals only.
func (p Plot) WritePNG(w io.Writer) error {
	c := &rasterCanvas{image.NewRGBA(image.Rect(0, 0, plotWidth, plotHeight))}
	c.rect(0, 0, plotWidth, plotHeight, color.RGBA{0xff, 0xff, 0xff, 0xff})
	p.draw(c)
	return png.Encode(w, c.img)
}

// draw lays the plot out: a column for each period, a square-root scale, on which
// both a quiet month and the worst one can be read.
func (p Plot) draw(c canvas) {
	n := p.Periods
	if n <= 0 {
		n = 60
	}
	u, last := p.Panel.Unit, p.Panel.Last()
	first := max(p.Panel.First, last-n+1)
	end := last
	for _, f := range p.Forecast.Periods {
		if id, err := u.Parse(f.Period); err == nil {
			end = max(end, id)
		}
	}
	top := 1.0
	for id := first; id <= last; id++ {
		if v := p.Panel.At(p.Area, id); v > top {
			top = v
		}
	}
	for _, f := range p.Forecast.Periods {
		top = max(top, quantileOf(f, .95))
	}
	const left, right, head, foot = 56., plotWidth - 16., 30., plotHeight - 36.
	column := (right - left) / float64(end-first+1)
	x := func(id int) float64 { return left + float64(id-first)*column }
	y := func(v float64) float64 { return foot - (foot-head)*math.Sqrt(min(max(0, v), top)/top) }

	for _, v := range niceValues(top) {
		c.rect(left, y(v), right, y(v)+1, gridTint)
		c.text(left-6, y(v)+4, number(v), true)
	}
	for id := first; id <= end; id++ {
		if s := u.Start(id); s.YearDay() <= int(u.days()) {
			c.rect(x(id), foot, x(id)+1, foot+5, inkColour)
			c.text(x(id), foot+20, fmt.Sprint(s.Year()), false)
		}
	}
	for _, f := range p.Past {
		fan(c, f, u, first, end, x, y, column, pastTint, pastTint, pastLineTint)
	}
	fan(c, p.Forecast, u, last+1, end, x, y, column, wideTint, narrowTint, medianTint)
	for id := first; id <= last; id++ {
		if v := p.Panel.At(p.Area, id); v > 0 {
			mid := x(id) + column/2
			c.rect(mid-min(2, column/3), y(v), mid+min(2, column/3), foot, historyTint)
		}
	}
	c.rect(left, foot, right, foot+1, inkColour)
}

// fan draws the intervals of one forecast within the periods shown.
func fan(c canvas, f tocsin.Forecast, u Unit, first, end int, x func(int) float64, y func(float64) float64, column float64, wide, narrow, median color.RGBA) {
	for _, fp := range f.Periods {
		id, err := u.Parse(fp.Period)
		if err != nil || id < first || id > end || len(fp.Quantiles) == 0 {
			continue
		}
		a, b := x(id)+.5, x(id)+column-.5
		c.rect(a, y(quantileOf(fp, .95)), b, y(quantileOf(fp, .05))+1, wide)
		c.rect(a, y(quantileOf(fp, .75)), b, y(quantileOf(fp, .25))+1, narrow)
		c.rect(a, y(quantileOf(fp, .5))-1, b, y(quantileOf(fp, .5))+1, median)
	}
}

// quantileOf returns a stated quantile of a period, 0 if it is not stated.
func quantileOf(p tocsin.ForecastPeriod, at float64) float64 {
	for _, q := range p.Quantiles {
		if q.At == at {
			return q.Value
		}
	}
	return 0
}

// niceValues returns up to five round values up to top for the scale.
func niceValues(top float64) []float64 {
	step := math.Pow(10, math.Floor(math.Log10(top)))
	for _, m := range []float64{.2, .5, 1} {
		if top/(step*m) <= 5 {
			step *= m
			break
		}
	}
	var out []float64
	for v := 0.; v <= top; v += max(1, step) {
		out = append(out, v)
	}
	return out
}

type svgCanvas struct{ b strings.Builder }

func (s *svgCanvas) rect(x0, y0, x1, y1 float64, c color.RGBA) {
	fmt.Fprintf(&s.b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="#%02x%02x%02x"/>`+"\n", x0, y0, max(0, x1-x0), max(0, y1-y0), c.R, c.G, c.B)
}

func (s *svgCanvas) text(x, y float64, t string, right bool) {
	anchor := "start"
	if right {
		anchor = "end"
	}
	fmt.Fprintf(&s.b, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="#1f2933">%s</text>`+"\n", x, y, anchor, xmlText(t))
}

// xmlText escapes text and drops what XML cannot hold.
func xmlText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

type rasterCanvas struct{ img *image.RGBA }

func (r *rasterCanvas) rect(x0, y0, x1, y1 float64, c color.RGBA) {
	box := image.Rect(int(math.Round(x0)), int(math.Round(y0)), int(math.Round(max(x1, x0+1))), int(math.Round(max(y1, y0+1)))).Intersect(r.img.Bounds())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			r.img.SetRGBA(x, y, c)
		}
	}
}

// digits are 3×5 pictures of the numerals, a row of bits each.
var digits = map[rune][5]uint8{
	'0': {7, 5, 5, 5, 7}, '1': {2, 6, 2, 2, 7}, '2': {7, 1, 7, 4, 7}, '3': {7, 1, 7, 1, 7}, '4': {5, 5, 7, 1, 1},
	'5': {7, 4, 7, 1, 7}, '6': {7, 4, 7, 5, 7}, '7': {7, 1, 2, 2, 2}, '8': {7, 5, 7, 5, 7}, '9': {7, 5, 7, 1, 7},
	'.': {0, 0, 0, 0, 2}, '-': {0, 0, 7, 0, 0},
}

func (r *rasterCanvas) text(x, y float64, t string, right bool) {
	const size, advance = 2, 8
	if right {
		x -= float64(len(t) * advance)
	}
	for i, ch := range t {
		for row, bits := range digits[ch] {
			for col := range 3 {
				if bits&(4>>col) != 0 {
					px, py := x+float64(i*advance+col*size), y-10+float64(row*size)
					r.rect(px, py, px+size, py+size, inkColour)
				}
			}
		}
	}
}
