// Package housetest holds the house rules that a machine can check: imports, docs, formats.
//
// Its tests read the source of the whole module. What may import what stands in imports_test.go.
package housetest
