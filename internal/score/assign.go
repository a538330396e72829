package score

import "math"

// assign returns the one-to-one assignment of rows to columns whose weights have the greatest sum (the
// Hungarian method, in the form with potentials), as pairs of row and column in the order of columns.
// Rows or columns that are left over, and pairs of weight 0, may be among them.
func assign(w [][]float64) [][2]int {
	if len(w) == 0 || len(w[0]) == 0 {
		return nil
	}
	n, m := len(w), len(w[0])
	k := max(n, m)
	cost := func(i, j int) float64 {
		if i < n && j < m {
			return -w[i][j]
		}
		return 0
	}
	// Index 0 is a helper row and column; real ones count from 1. p[j] is the row that column j has.
	u, v := make([]float64, k+1), make([]float64, k+1)
	p, way := make([]int, k+1), make([]int, k+1)
	for i := 1; i <= k; i++ {
		p[0] = i
		j0 := 0
		least, used := make([]float64, k+1), make([]bool, k+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		for {
			used[j0] = true
			i0, delta, j1 := p[j0], math.Inf(1), 0
			for j := 1; j <= k; j++ {
				if used[j] {
					continue
				}
				if c := cost(i0-1, j-1) - u[i0] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range k + 1 {
				if used[j] {
					u[p[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			if j0 = j1; p[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			p[j0] = p[way[j0]]
			j0 = way[j0]
		}
	}
	var out [][2]int
	for j := 1; j <= k; j++ {
		if p[j]-1 < n && j-1 < m {
			out = append(out, [2]int{p[j] - 1, j - 1})
		}
	}
	return out
}
