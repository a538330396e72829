package timex

import "github.com/tocsin-org/tocsin/internal/language"

// A Dateline is how an agency report opens: the place it was filed from, the day, the agency.
type Dateline struct {
	PlaceStart, PlaceEnd int    // bytes of the place, half-open
	Place                string // the place as written
	Date                 Date   // zero where the dateline gives no day
	End                  int    // byte where the dateline ends and the story begins
}

// ReadDateline reads "MOGADISHU, March 3 (Reuters) —" or "BOGOTA, 15 FEB 89 (RADIO) --" at the head of
// the text. A day without a year takes the year of the publication date. The second result is false
// where the text has no dateline.
func ReadDateline(doc *language.Doc, published Date) (Dateline, bool) {
	return datelineOf(newScan(doc), published)
}

func datelineOf(s *scan, published Date) (Dateline, bool) {
	return Dateline{}, false
}
