// Package gazetteer knows places: names, kinds, parents, points; ranks the candidates for a name in a text.
//
// [Load] gives the embedded gazetteer: towns and villages, first- and second-order units, countries
// and the regions that people name. Ask it for a name ([Gazetteer.Lookup], [Gazetteer.Fuzzy]), for
// the names among the words of a sentence ([Gazetteer.Scan]), for the unit at a point
// ([Gazetteer.ADM1At]), or which places the mentions of a text mean ([Gazetteer.Resolve]).
// [Gazetteer.WithDump] adds a GeoNames country dump, for villages.
//
// It stores nothing. What it embeds lies in data: places.bin.zst and shapes.bin.zst, made by the
// build command from GeoNames and Natural Earth, whose layout package bundle describes, and
// weights.json, made by the train command. The text files beside them are edited by hand; build
// again after a change.
package gazetteer
