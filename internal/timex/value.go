package timex

import "strconv"

// value is the TIMEX3 value of the unit that begins on a day.
func value(from Date, u unit) string {
	if from.IsZero() {
		return ""
	}
	y := fourDigitYear(from.Year)
	switch u {
	case week, weekend:
		wy, w := from.Time().ISOWeek()
		v := fourDigitYear(wy) + "-W" + string(appendPadded(nil, w, 2))
		if u == weekend {
			v += "-WE"
		}
		return v
	case month:
		return y + "-" + string(appendPadded(nil, int(from.Month), 2))
	case quarter:
		return y + "-Q" + strconv.Itoa((int(from.Month)-1)/3+1)
	case year:
		return y
	case decade:
		return y[:3]
	case century, millennium:
		return y[:2]
	}
	return from.String()
}

func fourDigitYear(y int) string { return string(appendPadded(nil, y, 4)) }

// clock writes a time of day, "09:05".
func clock(h, m int) string {
	return string(appendPadded(append(appendPadded(nil, h, 2), ':'), m, 2))
}

// setValue is the value of a recurrence: "P1D", "XXXX-WXX-2TNI", "XXXX-07".
func setValue(sn *sense) string {
	switch {
	case sn.weekday != 0:
		v := "XXXX-WXX-" + strconv.Itoa(sn.weekday)
		if sn.part != 0 {
			v += partValue(sn.part)
		}
		return v
	case sn.month != 0:
		return "XXXX-" + string(appendPadded(nil, sn.month, 2))
	case sn.ordinal != 0:
		return "XXXX-" + seasonName[sn.ordinal]
	case sn.part != 0:
		return "XXXX-XX-XX" + partValue(sn.part)
	}
	return period(sn.n, false, sn.unit)
}
