package forecast

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/ulikunitz/xz"
)

const viewsTable = `country_id,name,month_id,year,month,ged_sb
1,Karesia,121,1990,1,0.0
1,Karesia,122,1990,2,3.0
2,Ostrava,121,1990,1,
2,Ostrava,122,1990,2,7
`

// readText reads a panel from text, with a fixed clock.
func readText(t *testing.T, text string, opt ReadOptions) (*Panel, error) {
	t.Helper()
	opt.Now = func() time.Time { return date(2026, 1, 2) }
	return ReadPanel(strings.NewReader(text), "counts.csv", opt)
}

// show writes a panel as one line an area.
func show(p *Panel) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s by %s from %s\n", p.Target, p.Unit, p.Unit.Format(p.First))
	for _, s := range p.Series {
		fmt.Fprintf(&b, "%s %v\n", s.Area.Name, s.Best)
	}
	return b.String()
}

func TestReadPanel(t *testing.T) {
	ged := strings.Join(gedColumns, ",")
	for _, c := range []struct {
		name, text string
		opt        ReadOptions
		want       string
		problem    string // part of the first problem
	}{
		{"country months", viewsTable, ReadOptions{}, "deaths by month from 1990-01\nKaresia [0 3]\nOstrava [NaN 7]\n", ""},
		{"byte order mark, semicolons", "\ufeff" + strings.ReplaceAll(viewsTable, ",", ";"), ReadOptions{}, "deaths by month from 1990-01\nKaresia [0 3]\nOstrava [NaN 7]\n", ""},
		{"no month_id", "country_id,year,month,ged_sb\n7,1990,1,4\n", ReadOptions{}, "deaths by month from 1990-01\n7 [4]\n", ""},
		{"year off by one", "country_id,month_id,year,month,ged_sb\n7,121,1991,1,4\n", ReadOptions{}, "deaths by month from 1990-01\n7 [4]\n", "month_id is kept"},
		{"stated twice", "country_id,month_id,ged_sb\n7,121,4\n7,121,5\n", ReadOptions{}, "deaths by month from 1990-01\n7 [4]\n", "stated twice"},
		{"another column", "country_id,month_id,ged_sb,acts\n7,121,4,2\n", ReadOptions{Target: Incidents, Column: "acts"}, "incidents by month from 1990-01\n7 [2]\n", ""},
		{"impossible counts", "country_id,month_id,ged_sb\n7,121,4\n7,122,-1\n7,123,1e99\n7,124,inf\n7,125,many\n", ReadOptions{}, "deaths by month from 1990-01\n7 [4]\n", "not a count"},
		{"plain", "area,period,count\nNorth,2017-01,2\nNorth,2017-03,1\nSouth,2017-02,5\n", ReadOptions{}, "incidents by month from 2017-01\nNorth [2 0 1]\nSouth [0 5 0]\n", "count as zero"},
		{"plain weeks, blank is unknown", "area,period,count\nNorth,2017-W01,2\nNorth,2017-W02,\n", ReadOptions{}, "incidents by week from 2017-W01\nNorth [2 NaN]\n", ""},
		{"plain by date", "area,period,count\nNorth,2017-01-15,2\nNorth,2017-02-11,4\n", ReadOptions{Target: Deaths}, "deaths by month from 2017-01\nNorth [2 4]\n", ""},
		{"points are no areas", "area,period,count\n\"42.98, 47.50\",2017-01,2\nNorth,2017-01,1\n", ReadOptions{}, "incidents by month from 2017-01\nNorth [1]\n", "first-order unit or larger"},
		{"incidents, old names", "event_id,type_of_vi,date_start,date_end,country,best_est,low_est,high_est\n5,1,1999-08-02,1999-08-02,Karesia,3,2,9\n6,3,1999-09-02,1999-09-02,Karesia,1,1,1\n",
			ReadOptions{}, "deaths by month from 1999-08\nKaresia [3 1]\n", ""},
		{"incidents of one type", "id,type_of_violence,date_start,date_end,country,best,low,high\n5,1,1999-08-02,1999-08-02,Karesia,3,2,9\n6,3,1999-09-02,1999-09-02,Karesia,1,1,1\n",
			ReadOptions{Types: []int{3}, Target: Incidents}, "incidents by month from 1999-09\nKaresia [1]\n", ""},
		{"tags on the second line, quoted lines", "id,date_start,date_end,country,source_headline,best\n,#date+start,#date+end,#country+name,,#affected+killed\n5,2014-01-22 00:00:00.000,2014-01-22 00:00:00.000,Karesia,\"two\nlines, and a comma\",5\n",
			ReadOptions{}, "deaths by month from 2014-01\nKaresia [5]\n", ""},
		{"no header", gedRow("492699", "Karesia", "2023-10-02 00:00:00.000", "2023-10-02 00:00:00.000", "4") + gedRow("492700", "Karesia", "2023-11-02", "2023-11-03", "1"),
			ReadOptions{Target: Incidents}, "incidents by month from 2023-10\nKaresia [1 1]\n", ""},
		{"the same with a header", ged + "\n" + gedRow("492699", "Karesia", "2023-10-02", "2023-10-02", "4"), ReadOptions{}, "deaths by month from 2023-10\nKaresia [4]\n", ""},
		{"bad dates, no country, twice", ged + "\n" + gedRow("1", "Karesia", "2023-10-02", "2023-10-01", "4") + gedRow("2", "Karesia", "2 May", "", "4") + gedRow("3", "", "2023-10-02", "", "4") + gedRow("1", "Karesia", "2023-10-02", "", "4"),
			ReadOptions{}, "deaths by month from 2023-10\nKaresia [4]\n", "the beginning is kept"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := readText(t, c.text, c.opt)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(p); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if c.problem != "" && (len(p.Problems) == 0 || !strings.Contains(p.Problems[0], c.problem)) {
				t.Errorf("problems %q, want %q", p.Problems, c.problem)
			}
			if c.problem == "" && len(p.Problems) > 0 {
				t.Errorf("problems %q", p.Problems)
			}
		})
	}
}

// gedRow makes a row of the 49 columns.
func gedRow(id, country, start, end, best string) string {
	row := make([]string, len(gedColumns))
	for name, v := range map[string]string{"id": id, "country": country, "date_start": start, "date_end": end, "best": best, "low": best, "high": best, "type_of_violence": "1", "adm_1": "North province"} {
		row[slices.Index(gedColumns, name)] = v
	}
	return strings.Join(row, ",") + "\n"
}

func TestReadPanelRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "the file is empty"},
		{"grid", "priogrid_gid,month_id,ged_sb\n62356,121,1\n", "grid cell"},
		{"unknown columns", "a,b\n1,2\n", "no column"},
		{"no rows", "country_id,month_id,ged_sb\n", "no row could be read"},
		{"only problems", "country_id,month_id,ged_sb\n7,999999,1\n", "no row could be read"},
		{"centuries by many areas", "area,period,count\nA,1801-01,1\nB,2199-12,1\n" + manyAreas(19000), "too large"},
		{"broken gzip", "\x1f\x8b\x08\x00\x00", "gzip"},
		{"broken xz", "\xfd7zXZ\x00\x00\x00", "xz"},
		{"greedy xz", "\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x28\x00\x00\x00\x00\x00\x00\x00", "asks for a dictionary"},
		{"broken parquet", "PAR1\x00\x00\x00\x00PAR1", "parquet"},
		{"open quote", "country_id,month_id,ged_sb\n1,121,\"" + strings.Repeat("x\n", maxRecord), "quote left open"},
		{"by week", viewsTable, "cannot be read by week"},
	} {
		t.Run(c.name, func(t *testing.T) {
			opt := ReadOptions{}
			if c.name == "by week" {
				opt.Unit = Week
			}
			p, err := readText(t, c.text, opt)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "counts.csv") {
				t.Errorf("panel %v, error %v; want %q", p != nil, err, c.want)
			}
		})
	}
	if _, err := readText(t, viewsTable, ReadOptions{MaxBytes: 40}); err == nil || !strings.Contains(err.Error(), "larger than the limit") {
		t.Errorf("over the limit: %v", err)
	}
}

func manyAreas(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "area %d,2000-01,1\n", i)
	}
	return b.String()
}

// A compressed file is the same panel, and its vintage is that of the bytes as
// received.
func TestReadPanelCompressed(t *testing.T) {
	var gz, x bytes.Buffer
	zw := gzip.NewWriter(&gz)
	zw.Write([]byte(viewsTable))
	zw.Close()
	xw, err := xz.NewWriter(&x)
	if err != nil {
		t.Fatal(err)
	}
	xw.Write([]byte(viewsTable))
	xw.Close()
	want, err := readText(t, viewsTable, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if v := want.Vintage; v.SHA256 != "" && len(v.SHA256) != 64 || v.Last != "1990-02" || !v.Read.Equal(date(2026, 1, 2)) || v.Name != "counts.csv" {
		t.Errorf("vintage %+v", v)
	}
	for name, b := range map[string][]byte{"gzip": gz.Bytes(), "xz": x.Bytes()} {
		p, err := ReadPanel(bytes.NewReader(b), name, ReadOptions{})
		if err != nil {
			t.Fatal(name, err)
		}
		if show(p) != show(want) {
			t.Errorf("%s: %s", name, show(p))
		}
		if p.Vintage.SHA256 == want.Vintage.SHA256 {
			t.Errorf("%s: the hash is not of the bytes received", name)
		}
	}
}

func TestReadPanelParquet(t *testing.T) {
	type row struct {
		CountryID int64    `parquet:"country_id"`
		MonthID   int64    `parquet:"month_id"`
		Deaths    *float64 `parquet:"ged_sb,optional"`
	}
	three := 3.0
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{1, 121, &three}, {1, 122, nil}, {2, 121, &three}}); err != nil {
		t.Fatal(err)
	}
	p, err := ReadPanel(bytes.NewReader(b.Bytes()), "p", ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(p), "deaths by month from 1990-01\n1 [3 NaN]\n2 [3 NaN]\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Real files in foreign layouts are read whole.
func TestReadForeignFiles(t *testing.T) {
	for _, c := range []struct {
		file  string
		want  int
		types [4]int
	}{
		{"GEDEvent_v23_0_10.csv", 2391, [4]int{0, 1592, 509, 290}},
		{"ged-hdx-ukraine.csv", 2989, [4]int{}},
	} {
		f, err := os.Open(sharedData(t, filepath.Join("import", c.file)))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		list, v, problems, err := ReadIncidents(f, c.file, ReadOptions{})
		if err != nil || len(list) != c.want || len(problems) > 0 || len(v.SHA256) != 64 {
			t.Errorf("%s: %d incidents, problems %v, error %v; want %d", c.file, len(list), problems, err, c.want)
		}
		var types [4]int
		for _, in := range list {
			if in.Type < 1 || in.Type > 3 || in.Best < in.Low || in.High < in.Best || in.WherePrec < 1 || in.Country == "" {
				t.Fatalf("%s: %+v", c.file, in)
			}
			types[in.Type]++
		}
		if c.types != [4]int{} && types != c.types {
			t.Errorf("%s: types %v, want %v", c.file, types, c.types)
		}
		p, err := Tally(list, ReadOptions{Level: FirstOrder})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d first-order units, %v", c.file, len(p.Series), p.Problems)
	}
}

func TestReadDraws(t *testing.T) {
	d, err := ReadDraws(strings.NewReader("month_id,country_id,draw,outcome\n457,1,0,3\n457,1,1,4\n"), "d", ReadOptions{})
	if err != nil || !slices.Equal(d[CellKey{1, 457}], []float64{3, 4}) {
		t.Errorf("%v, %v", d, err)
	}
	if _, err := ReadDraws(strings.NewReader("month_id,country_id,outcome\n457,x,3\n"), "d", ReadOptions{}); err == nil {
		t.Error("a country without number was read")
	}
}

// Whatever the bytes, reading ends with a sound panel or an error.
func FuzzReadPanel(f *testing.F) {
	for _, s := range []string{viewsTable, "area,period,count\nNorth,2017-W01,2\n", gedRow("1", "Karesia", "2023-10-02", "2023-12-01", "9"),
		"id,date_start,date_end,country,best\n,#date,,#country,\n1,2014-01-01,2014-03-05,K,4\n", "\x1f\x8b\x08", "\xfd7zXZ\x00", "PAR1", "country_id,month_id,ged_sb\n1,1,\"a\nb\"\n"} {
		f.Add([]byte(s), 0)
		f.Add([]byte(s), 5)
	}
	f.Fuzz(func(t *testing.T, b []byte, kind int) {
		opt := ReadOptions{MaxBytes: 1 << 20,
			Unit: []Unit{"", Month, Week}[abs(kind)%3], Target: []Target{"", Incidents, Deaths}[abs(kind/3)%3], Level: []Level{"", FirstOrder}[abs(kind/9)%2]}
		p, err := ReadPanel(bytes.NewReader(b), "fuzz", opt)
		if err != nil {
			return
		}
		if err := p.check(); err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Series {
			if s.Low != nil && len(s.Low) != p.Len() || s.High != nil && len(s.High) != p.Len() {
				t.Fatalf("area %s: bounds of another length", s.Area.Name)
			}
		}
	})
}

func abs(n int) int { return max(n, -(n + 1)) }

func BenchmarkReadIncidents(b *testing.B) {
	data, err := os.ReadFile(sharedData(b, "import/GEDEvent_v23_0_10.csv"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, _, _, err := ReadIncidents(bytes.NewReader(data), "b", ReadOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
