// Package exchange holds import and export, one file per format.
package exchange

import (
	"fmt"
	"time"

	"github.com/tocsin-org/tocsin"
)

// This file puts our scales of precision into the codes of GTD, ACLED and UCDP and back
// (doc/codebook.md). Where several of our values share a code the way back gives the most usual of
// them, so a code is kept both ways and a value of ours need not be. A code outside its codebook is an
// error: a shifted column is better told than read.

// placeCodes are the codes of one place precision. A 0 is no code: the set would not hold the event.
type placeCodes struct {
	gtd, vicinity, acled, ucdp int
}

// The GTD has no code for an area of its own: a road or region inside one first-order unit is coded
// by that unit (4), and one that crosses units lies only in the country (5). We cannot tell which
// without the text, and take 4, as the finer of the two.
var codesOfPlace = map[tocsin.PlacePrecision]placeCodes{
	tocsin.PlaceSettlement: {1, 0, 1, 1},
	tocsin.PlaceNear:       {1, 1, 2, 2},
	tocsin.PlaceDistrict:   {3, 0, 2, 3},
	tocsin.PlaceProvince:   {4, 0, 3, 4},
	tocsin.PlaceArea:       {4, 0, 3, 5},
	tocsin.PlaceCountry:    {5, 0, 0, 6},
	tocsin.PlaceSeaOrAir:   {5, 0, 3, 7},
}

// GTDSpecificity returns the GTD codes of a place: specificity, and vicinity (1 near the place, 0 in
// it). A settlement that the gazetteer does not know has no point of its own but that of its district,
// which is specificity 2. An unknown place is 5.
func GTDSpecificity(w tocsin.Where) (specificity, vicinity int) {
	c, ok := codesOfPlace[w.Precision]
	if !ok {
		return 5, 0
	}
	if w.Precision == tocsin.PlaceSettlement && w.Lat == nil {
		return 2, 0
	}
	return c.gtd, c.vicinity
}

// PlaceOfGTD returns the precision of GTD codes. Specificity 2 is a settlement without a point: the
// point of the row is that of the unit around it and must not be taken for the settlement's.
func PlaceOfGTD(specificity, vicinity int) (tocsin.PlacePrecision, error) {
	if vicinity != 0 && vicinity != 1 && vicinity != -9 {
		return "", fmt.Errorf("GTD vicinity %d is not -9, 0 or 1", vicinity)
	}
	switch specificity {
	case 1:
		if vicinity == 1 {
			return tocsin.PlaceNear, nil
		}
		return tocsin.PlaceSettlement, nil
	case 2:
		return tocsin.PlaceSettlement, nil
	case 3:
		return tocsin.PlaceDistrict, nil
	case 4:
		return tocsin.PlaceProvince, nil
	case 5:
		return tocsin.PlaceCountry, nil
	}
	return "", fmt.Errorf("GTD specificity %d is not 1 to 5", specificity)
}

// ACLEDGeoPrecision returns the geo_precision of a place; ok is false for a country or an unknown
// place, which ACLED does not record.
func ACLEDGeoPrecision(w tocsin.Where) (code int, ok bool) {
	c := codesOfPlace[w.Precision]
	if w.Precision == tocsin.PlaceSettlement && w.Lat == nil {
		return 2, true // a town stands for the part of the region
	}
	return c.acled, c.acled != 0
}

// PlaceOfACLED returns the precision of a geo_precision. Code 2 is a town standing for its
// surroundings, code 3 a provincial capital standing for its province.
func PlaceOfACLED(code int) (tocsin.PlacePrecision, error) {
	switch code {
	case 1:
		return tocsin.PlaceSettlement, nil
	case 2:
		return tocsin.PlaceNear, nil
	case 3:
		return tocsin.PlaceProvince, nil
	}
	return "", fmt.Errorf("ACLED geo_precision %d is not 1 to 3", code)
}

// UCDPWherePrecision returns the where_prec of a place; ok is false for an unknown place.
func UCDPWherePrecision(w tocsin.Where) (code int, ok bool) {
	c := codesOfPlace[w.Precision]
	if w.Precision == tocsin.PlaceSettlement && w.Lat == nil {
		return 3, true // only the district has a point
	}
	return c.ucdp, c.ucdp != 0
}

// PlaceOfUCDP returns the precision of a where_prec.
func PlaceOfUCDP(code int) (tocsin.PlacePrecision, error) {
	switch code {
	case 1:
		return tocsin.PlaceSettlement, nil
	case 2:
		return tocsin.PlaceNear, nil
	case 3:
		return tocsin.PlaceDistrict, nil
	case 4:
		return tocsin.PlaceProvince, nil
	case 5:
		return tocsin.PlaceArea, nil
	case 6:
		return tocsin.PlaceCountry, nil
	case 7:
		return tocsin.PlaceSeaOrAir, nil
	}
	return "", fmt.Errorf("UCDP where_prec %d is not 1 to 7", code)
}

// ACLEDTimePrecision returns the time_precision of a date; ok is false for anything vaguer than a
// month, which ACLED does not record.
func ACLEDTimePrecision(p tocsin.DatePrecision) (code int, ok bool) {
	switch p {
	case tocsin.DateDay:
		return 1, true
	case tocsin.DateDays, tocsin.DateWeek:
		return 2, true
	case tocsin.DateMonth:
		return 3, true
	}
	return 0, false
}

// DateOfACLED returns the precision of a time_precision.
func DateOfACLED(code int) (tocsin.DatePrecision, error) {
	switch code {
	case 1:
		return tocsin.DateDay, nil
	case 2:
		return tocsin.DateWeek, nil
	case 3:
		return tocsin.DateMonth, nil
	}
	return "", fmt.Errorf("ACLED time_precision %d is not 1 to 3", code)
}

// UCDPDatePrecision returns the date_prec of a date; ok is false for an unknown one.
func UCDPDatePrecision(p tocsin.DatePrecision) (code int, ok bool) {
	switch p {
	case tocsin.DateDay:
		return 1, true
	case tocsin.DateDays:
		return 2, true
	case tocsin.DateWeek:
		return 3, true
	case tocsin.DateMonth:
		return 4, true
	case tocsin.DateYear:
		return 5, true
	}
	return 0, false
}

// DateOfUCDP returns the precision of a date_prec.
func DateOfUCDP(code int) (tocsin.DatePrecision, error) {
	switch code {
	case 1:
		return tocsin.DateDay, nil
	case 2:
		return tocsin.DateDays, nil
	case 3:
		return tocsin.DateWeek, nil
	case 4:
		return tocsin.DateMonth, nil
	case 5:
		return tocsin.DateYear, nil
	}
	return "", fmt.Errorf("UCDP date_prec %d is not 1 to 5", code)
}

// GTDDate returns the year, month and day that GTD writes for the days of an incident, 0 for what is
// not known, and the words for approxdate, "" for a day that is known. Of several days the first is
// written.
func GTDDate(w tocsin.When) (year, month, day int, approx string) {
	if w.Start.IsZero() {
		return 0, 0, 0, ""
	}
	between := w.Start.String() + " to " + w.End.String()
	year, month, day = w.Start.Year, int(w.Start.Month), w.Start.Day
	sameYear := w.End.Year == year
	switch {
	case w.Precision == tocsin.DateDay:
		return year, month, day, ""
	case w.Precision == tocsin.DateDays || w.Precision == tocsin.DateWeek:
		return year, month, day, between
	case w.Precision == tocsin.DateMonth && sameYear && w.End.Month == w.Start.Month:
		return year, month, 0, between
	case sameYear:
		return year, 0, 0, between
	}
	return 0, 0, 0, between
}

// DateOfGTD returns the days that a GTD date may mean, without evidence: a month where the day is 0,
// a year where the month is 0. A full date with an approxdate is the first of several days, of which
// the row does not tell the last: six are taken, the most that "days" may be. A year of 0 is unknown;
// a date that is not in the calendar is an error.
func DateOfGTD(year, month, day int, approx bool) (tocsin.When, error) {
	d := func(m, d int) tocsin.Date { return tocsin.Date{Year: year, Month: time.Month(m), Day: d} }
	switch {
	case year == 0 && month == 0 && day == 0:
		return tocsin.When{Precision: tocsin.DateUnknown}, nil
	case year < 1 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 31:
		return tocsin.When{}, fmt.Errorf("GTD date %d-%d-%d is not in the calendar", year, month, day)
	case month == 0:
		return tocsin.When{Start: d(1, 1), End: d(12, 31), Precision: tocsin.DateYear}, nil
	case day == 0:
		return tocsin.When{Start: d(month, 1), End: d(month+1, 0).Add(0), Precision: tocsin.DateMonth}, nil
	}
	start := d(month, day)
	if start != start.Add(0) {
		return tocsin.When{}, fmt.Errorf("GTD date %d-%d-%d is not in the calendar", year, month, day)
	}
	if approx {
		return tocsin.When{Start: start, End: start.Add(5), Precision: tocsin.DateDays}, nil
	}
	return tocsin.When{Start: start, End: start, Precision: tocsin.DateDay}, nil
}
