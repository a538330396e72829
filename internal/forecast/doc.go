// Package forecast turns counts of incidents into forecasts with their spread, named baselines beside them, and scores.
//
// A [Panel] holds counts of incidents or of deaths by area and period. A [Model]
// is a value with a name and a version; fitted to a [History] (a panel cut at
// its last known period) it gives a [Sampler], which writes draws: non-negative
// whole numbers that stand for what may happen. Everything shown to a reader
// (quantiles, chances, intervals, scores) is read off the draws.
//
//	p, err := forecast.ReadPanel(f, "panel.csv.gz", forecast.ReadOptions{})
//	res, err := forecast.Backtest(ctx, p, forecast.Models(), forecast.ViewsRules(2012, 2017))
//	for _, row := range res.Table() { fmt.Println(row.Model, row.All.CRPS) }
//
// The same panel, models and seed give the same draws, whatever the number of
// processors.
//
// Forecasts are made for areas no finer than a first-order unit and periods no
// shorter than a week; the package refuses others (see [CheckGrain]). They
// speak of counts, never of who or what may be harmed.
//
// An issued [Forecast] keeps its draws, those of its baseline, and the vintage
// of the data it saw, so that it can be scored when its periods close.
package forecast
