package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"sort"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/tocsin-org/tocsin"
)

// A MergeText is one report of a merging corpus: which incident people say it tells of, its headline, the day it was
// published or captured, and its text. (GVC and the gun-violence set of SemEval-2018 task 5 have this form.)
type MergeText struct {
	ID       string `json:"id"`
	Incident string `json:"incident"`
	Title    string `json:"title"`
	Date     string `json:"dct"` // YYYY-MM-DD, "" if not known
	Text     string `json:"text"`
}

// Report returns the text as a report. A day that cannot be read is not known.
func (t MergeText) Report() *tocsin.Report {
	day, _ := tocsin.ParseDate(t.Date)
	return &tocsin.Report{ID: t.ID, Title: t.Title, Text: t.Text, Published: day, Language: "en"}
}

// maxMergeLine bounds one document of a merging corpus, in bytes.
const maxMergeLine = 16 << 20

// ReadMergeTexts reads documents, one JSON object a line, plain or .gz. A line that is no document is an error that
// names the file and the line. A document told twice under one id counts once.
func ReadMergeTexts(path string) ([]MergeText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r = z
	}
	texts, err := ParseMergeTexts(r)
	if err != nil {
		return nil, fmt.Errorf("%s, %w", path, err)
	}
	return texts, nil
}

// ParseMergeTexts is ReadMergeTexts from a stream.
func ParseMergeTexts(r io.Reader) ([]MergeText, error) {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), maxMergeLine)
	var out []MergeText
	seen := map[string]bool{}
	for n := 1; s.Scan(); n++ {
		if len(strings.TrimSpace(s.Text())) == 0 {
			continue
		}
		var t MergeText
		if err := json.Unmarshal(s.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if t.ID == "" || t.Incident == "" {
			return nil, fmt.Errorf("line %d: a document needs id and incident", n)
		}
		if !seen[t.ID] {
			seen[t.ID] = true
			out = append(out, t)
		}
	}
	return out, s.Err()
}

// A PRF is precision, recall and their harmonic mean, 0 to 1.
type PRF struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

func prf(p, pn, r, rn float64) PRF {
	s := PRF{}
	if pn > 0 {
		s.Precision = p / pn
	}
	if rn > 0 {
		s.Recall = r / rn
	}
	if s.Precision+s.Recall > 0 {
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	return s
}

// Clusters are the coreference scores of one clustering against another (merging.md §1.2): B³ (Bagga & Baldwin 1998),
// MUC (Vilain et al. 1995), CEAF-e with the optimal alignment and φ4 (Luo 2005), LEA (Moosavi & Strube 2016), CoNLL
// (the mean of the F1 of MUC, B³ and CEAF-e) and pairs of items in one cluster.
type Clusters struct {
	B3    PRF     `json:"b3"`
	MUC   PRF     `json:"muc"`
	CEAFe PRF     `json:"ceafe"`
	LEA   PRF     `json:"lea"`
	Pairs PRF     `json:"pairs"`
	CoNLL float64 `json:"conll"`
	Items int     `json:"items"`
	Gold  int     `json:"gold_clusters"`
	Pred  int     `json:"pred_clusters"`
}

// CompareClusters scores predicted clusters against gold ones: pred[i] and gold[i] name the clusters of item i. Items
// that are the only one of their cluster count in B³ and CEAF-e, and in LEA by their link to themselves.
func CompareClusters(gold, pred []string) Clusters {
	g, p := grouped(gold), grouped(pred)
	common := map[[2]int]int{}
	gi, pi := g.of, p.of
	for i := range gold {
		common[[2]int{gi[i], pi[i]}]++
	}
	c := Clusters{Items: len(gold), Gold: len(g.size), Pred: len(p.size)}
	var b3p, b3r, pairs, leaP, leaR float64
	goldParts, predParts := make([]int, len(g.size)), make([]int, len(p.size))
	for k, n := range common {
		x := float64(n)
		b3p += x * x / float64(p.size[k[1]])
		b3r += x * x / float64(g.size[k[0]])
		pairs += x * (x - 1) / 2
		goldParts[k[0]]++
		predParts[k[1]]++
		leaR += lea(n, g.size[k[0]], p.size[k[1]])
		leaP += lea(n, p.size[k[1]], g.size[k[0]])
	}
	n := float64(len(gold))
	c.B3 = prf(b3p, n, b3r, n)
	c.Pairs = prf(pairs, p.pairs(), pairs, g.pairs())
	c.MUC = prf(mucLinks(p.size, predParts), mucLinks(p.size, nil), mucLinks(g.size, goldParts), mucLinks(g.size, nil))
	c.LEA = prf(leaP, n, leaR, n)
	e := ceaf(common, g.size, p.size)
	c.CEAFe = prf(e, float64(len(p.size)), e, float64(len(g.size)))
	c.CoNLL = (c.B3.F1 + c.MUC.F1 + c.CEAFe.F1) / 3
	return c
}

type grouping struct {
	of   []int // cluster of each item
	size []int // items of each cluster
}

func grouped(names []string) grouping {
	ids := map[string]int{}
	g := grouping{of: make([]int, len(names))}
	for i, n := range names {
		k, ok := ids[n]
		if !ok {
			k = len(g.size)
			ids[n] = k
			g.size = append(g.size, 0)
		}
		g.of[i] = k
		g.size[k]++
	}
	return g
}

func (g grouping) pairs() float64 {
	n := 0.0
	for _, s := range g.size {
		n += float64(s) * float64(s-1) / 2
	}
	return n
}

// mucLinks sums size−parts over clusters; with parts nil each cluster is whole.
func mucLinks(size, parts []int) float64 {
	n := 0
	for i, s := range size {
		if parts == nil {
			n += s - 1
		} else {
			n += s - parts[i]
		}
	}
	return float64(n)
}

// lea is what the common items of two clusters add to the score of the first: its size times its share of resolved
// links. A cluster of one resolves its link to itself only where the other is one, too.
func lea(common, size, other int) float64 {
	if size == 1 {
		if other == 1 {
			return 1
		}
		return 0
	}
	links := float64(size) * float64(size-1) / 2
	return float64(size) * float64(common) * float64(common-1) / 2 / links
}

// ceaf is the greatest sum of φ4 over one-to-one alignments. Clusters that share no item need not be compared, so the
// alignment is found in each connected part by itself.
func ceaf(common map[[2]int]int, gold, pred []int) float64 {
	parent := make([]int, len(gold)+len(pred))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for k := range common {
		parent[root(k[0])] = root(len(gold) + k[1])
	}
	parts := map[int][2][]int{}
	for i := range parent {
		p := parts[root(i)]
		if i < len(gold) {
			p[0] = append(p[0], i)
		} else {
			p[1] = append(p[1], i-len(gold))
		}
		parts[root(i)] = p
	}
	roots := make([]int, 0, len(parts))
	for r := range parts {
		roots = append(roots, r)
	}
	sort.Ints(roots) // floating sums depend on their order
	sum := 0.0
	for _, r := range roots {
		p := parts[r]
		w := make([][]float64, len(p[0]))
		for i, g := range p[0] {
			w[i] = make([]float64, len(p[1]))
			for j, q := range p[1] {
				w[i][j] = 2 * float64(common[[2]int{g, q}]) / float64(gold[g]+pred[q])
			}
		}
		for _, a := range assign(w) {
			sum += w[a[0]][a[1]]
		}
	}
	return sum
}

// A MergeScore is a clustering of a corpus beside the two trivial ones.
type MergeScore struct {
	System     Clusters `json:"system"`
	Singletons Clusters `json:"singletons"` // each report an incident of its own
	OneCluster Clusters `json:"one_cluster"`
}

// Merge scores the incidents that cluster found: it returns a name of an incident for each text.
func Merge(texts []MergeText, cluster func([]MergeText) []string) MergeScore {
	gold, alone, one := make([]string, len(texts)), make([]string, len(texts)), make([]string, len(texts))
	for i, t := range texts {
		gold[i], alone[i] = t.Incident, t.ID
	}
	return MergeScore{CompareClusters(gold, cluster(texts)), CompareClusters(gold, alone), CompareClusters(gold, one)}
}

// InMergeTestHalf says whether an incident is in the half of a merging corpus that figures are reported on; the other
// half is for tuning. The hash is FNV-1a of the incident's name.
func InMergeTestHalf(incident string) bool {
	h := uint32(2166136261)
	for i := range len(incident) {
		h = (h ^ uint32(incident[i])) * 16777619
	}
	return (h^h>>16)&1 == 1
}

// WriteText prints the score as a table.
func (m MergeScore) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d reports, %d incidents, %d found\n", m.System.Items, m.System.Gold, m.System.Pred)
	fmt.Fprintf(&b, "%-12s %21s %21s %21s %21s %21s %7s\n", "", "B3 P/R/F1", "MUC P/R/F1", "CEAF-e P/R/F1", "LEA P/R/F1", "pairs P/R/F1", "CoNLL")
	for _, row := range []struct {
		name string
		c    Clusters
	}{{"system", m.System}, {"singletons", m.Singletons}, {"one cluster", m.OneCluster}} {
		fmt.Fprintf(&b, "%-12s", row.name)
		for _, s := range []PRF{row.c.B3, row.c.MUC, row.c.CEAFe, row.c.LEA, row.c.Pairs} {
			fmt.Fprintf(&b, " %6.2f %6.2f %6.2f ", percent(s.Precision), percent(s.Recall), percent(s.F1))
		}
		fmt.Fprintf(&b, " %6.2f\n", percent(row.c.CoNLL))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func percent(x float64) float64 { return math.Round(x*10000) / 100 }
