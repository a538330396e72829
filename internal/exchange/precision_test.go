package exchange

import (
	"testing"

	"github.com/tocsin-org/tocsin"
)

func where(p tocsin.PlacePrecision) tocsin.Where {
	lat, lon := 42.7087, 47.5674
	w := tocsin.Where{Precision: p, Lat: &lat, Lon: &lon}
	return w
}

// TestPlaceCodes is the table of the codebook.
func TestPlaceCodes(t *testing.T) {
	unplaced := tocsin.Where{Precision: tocsin.PlaceSettlement}
	for _, c := range []struct {
		name           string
		w              tocsin.Where
		gtd, vicinity  int
		acled, ucdp    int
		inACLED, inGED bool
	}{
		{"settlement", where(tocsin.PlaceSettlement), 1, 0, 1, 1, true, true},
		{"settlement without a point", unplaced, 2, 0, 2, 3, true, true},
		{"near", where(tocsin.PlaceNear), 1, 1, 2, 2, true, true},
		{"district", where(tocsin.PlaceDistrict), 3, 0, 2, 3, true, true},
		{"province", where(tocsin.PlaceProvince), 4, 0, 3, 4, true, true},
		{"area", where(tocsin.PlaceArea), 4, 0, 3, 5, true, true},
		{"country", where(tocsin.PlaceCountry), 5, 0, 0, 6, false, true},
		{"sea or air", where(tocsin.PlaceSeaOrAir), 5, 0, 3, 7, true, true},
		{"unknown", where(tocsin.PlaceUnknown), 5, 0, 0, 0, false, false},
	} {
		if s, v := GTDSpecificity(c.w); s != c.gtd || v != c.vicinity {
			t.Errorf("%s: GTD %d/%d, want %d/%d", c.name, s, v, c.gtd, c.vicinity)
		}
		if code, ok := ACLEDGeoPrecision(c.w); code != c.acled || ok != c.inACLED {
			t.Errorf("%s: ACLED %d, %v, want %d, %v", c.name, code, ok, c.acled, c.inACLED)
		}
		if code, ok := UCDPWherePrecision(c.w); code != c.ucdp || ok != c.inGED {
			t.Errorf("%s: UCDP %d, %v, want %d, %v", c.name, code, ok, c.ucdp, c.inGED)
		}
	}
}

// TestPlaceCodesComeBack: a code read and written again is the same code.
func TestPlaceCodesComeBack(t *testing.T) {
	for code := 1; code <= 7; code++ {
		p, err := PlaceOfUCDP(code)
		if back, ok := UCDPWherePrecision(where(p)); err != nil || !ok || back != code {
			t.Errorf("UCDP %d: %v, %v, back %d", code, p, err, back)
		}
	}
	for code := 1; code <= 3; code++ {
		p, err := PlaceOfACLED(code)
		if back, ok := ACLEDGeoPrecision(where(p)); err != nil || !ok || back != code {
			t.Errorf("ACLED %d: %v, %v, back %d", code, p, err, back)
		}
	}
	for _, c := range [][2]int{{1, 0}, {1, 1}, {2, 0}, {3, 0}, {4, 0}, {5, 0}} {
		p, err := PlaceOfGTD(c[0], c[1])
		w := where(p)
		if c[0] == 2 {
			w.Lat, w.Lon = nil, nil // the point of such a row is not the settlement's
		}
		if s, v := GTDSpecificity(w); err != nil || s != c[0] || v != c[1] {
			t.Errorf("GTD %v: %v, %v, back %d/%d", c, p, err, s, v)
		}
	}
	if p, err := PlaceOfGTD(1, -9); p != tocsin.PlaceSettlement || err != nil {
		t.Errorf("GTD vicinity -9: %v, %v", p, err)
	}
}

func TestBadCodes(t *testing.T) {
	for name, err := range map[string]error{
		"UCDP 0":         second(PlaceOfUCDP(0)),
		"UCDP 8":         second(PlaceOfUCDP(8)),
		"ACLED 4":        second(PlaceOfACLED(4)),
		"GTD 0":          second(PlaceOfGTD(0, 0)),
		"GTD vicinity 2": second(PlaceOfGTD(1, 2)),
		"time 0":         second(DateOfACLED(0)),
		"date_prec 6":    second(DateOfUCDP(6)),
		"30 February":    second(DateOfGTD(2016, 2, 30, false)),
		"month 13":       second(DateOfGTD(2016, 13, 1, false)),
		"no year":        second(DateOfGTD(0, 1, 1, false)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestDateCodes(t *testing.T) {
	for _, c := range []struct {
		p           tocsin.DatePrecision
		ucdp, acled int
	}{
		{tocsin.DateDay, 1, 1}, {tocsin.DateDays, 2, 2}, {tocsin.DateWeek, 3, 2}, {tocsin.DateMonth, 4, 3}, {tocsin.DateYear, 5, 0}, {tocsin.DateUnknown, 0, 0},
	} {
		if code, ok := UCDPDatePrecision(c.p); code != c.ucdp || ok != (c.ucdp > 0) {
			t.Errorf("%s: UCDP %d, want %d", c.p, code, c.ucdp)
		}
		if code, ok := ACLEDTimePrecision(c.p); code != c.acled || ok != (c.acled > 0) {
			t.Errorf("%s: ACLED %d, want %d", c.p, code, c.acled)
		}
		if c.ucdp > 0 {
			if p, err := DateOfUCDP(c.ucdp); p != c.p || err != nil {
				t.Errorf("UCDP %d: %v, %v, want %v", c.ucdp, p, err, c.p)
			}
		}
	}
	for code := 1; code <= 3; code++ {
		p, err := DateOfACLED(code)
		if back, ok := ACLEDTimePrecision(p); err != nil || !ok || back != code {
			t.Errorf("ACLED %d: %v, %v, back %d", code, p, err, back)
		}
	}
}

func TestGTDDates(t *testing.T) {
	for _, c := range []struct {
		y, m, d    int
		approx     bool
		start, end string
		p          tocsin.DatePrecision
	}{
		{2016, 3, 29, false, "2016-03-29", "2016-03-29", tocsin.DateDay},
		{2016, 3, 29, true, "2016-03-29", "2016-04-03", tocsin.DateDays},
		{2016, 2, 0, false, "2016-02-01", "2016-02-29", tocsin.DateMonth},
		{2016, 12, 0, true, "2016-12-01", "2016-12-31", tocsin.DateMonth},
		{2016, 0, 0, false, "2016-01-01", "2016-12-31", tocsin.DateYear},
		{0, 0, 0, false, "", "", tocsin.DateUnknown},
	} {
		w, err := DateOfGTD(c.y, c.m, c.d, c.approx)
		if err != nil || w.Start.String() != c.start || w.End.String() != c.end || w.Precision != c.p {
			t.Errorf("%d-%d-%d: %v to %v, %v, %v", c.y, c.m, c.d, w.Start, w.End, w.Precision, err)
		}
		y, m, d, approx := GTDDate(w)
		if y != c.y || m != c.m || d != c.d || (approx == "") != (c.p == tocsin.DateDay || c.p == tocsin.DateUnknown) {
			t.Errorf("%d-%d-%d: back as %d-%d-%d %q", c.y, c.m, c.d, y, m, d, approx)
		}
	}
	across := tocsin.When{Start: tocsin.Date{Year: 2015, Month: 12, Day: 20}, End: tocsin.Date{Year: 2016, Month: 1, Day: 10}, Precision: tocsin.DateMonth}
	if y, m, d, approx := GTDDate(across); y != 0 || m != 0 || d != 0 || approx != "2015-12-20 to 2016-01-10" {
		t.Errorf("across the years: %d-%d-%d %q", y, m, d, approx)
	}
}
