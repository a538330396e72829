// Package doc holds the texts on method, for the page that shows them.
package doc

import _ "embed"

// How reports are coded, how accounts are tied and values chosen, and how forecasts are made, in Markdown: the texts that
// the program was built with are those in force.
var (
	//go:embed codebook.md
	Codebook string
	//go:embed merging.md
	Merging string
	//go:embed forecast.md
	Forecast string
)
