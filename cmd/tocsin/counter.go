package main

import (
	"fmt"
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// A counter shows on a terminal how many documents are done. A nil counter shows nothing.
type counter struct {
	bars *mpb.Progress
	bar  *mpb.Bar
}

// startCounter returns nil if w is no terminal.
func startCounter(w io.Writer) *counter {
	if !isTerminal(w) {
		return nil
	}
	bars := mpb.New(mpb.WithOutput(w))
	bar := bars.New(0, mpb.SpinnerStyle(), // how many there will be is not known before the last
		mpb.BarWidth(3),
		mpb.BarRemoveOnComplete(),
		mpb.AppendDecorators(decor.CurrentNoUnit("%d done "), decor.AverageSpeed(0, "%.0f/s "), decor.Elapsed(decor.ET_STYLE_GO)))
	return &counter{bars, bar}
}

func (p *counter) step() {
	if p != nil {
		p.bar.Increment()
	}
}

// say prints a line to w, above the bar if there is one.
func (p *counter) say(w io.Writer, format string, args ...any) {
	if p != nil {
		w = p.bars
	}
	fmt.Fprintf(w, format, args...)
}

// end takes the bar away. It can be called twice.
func (p *counter) end() {
	if p != nil && !p.bar.Completed() {
		p.bar.SetTotal(-1, true)
		p.bars.Wait()
	}
}
