package gazetteer

// ConflictPrior is how much likelier reports of political violence are to speak of a country than of a
// quiet one: 8 for those with wars and insurgencies of many years since 1989, 3 for those with shorter
// or smaller ones, else 1. It settles names that nothing else in a text settles.
func ConflictPrior(country string) float64 {
	if f := conflict[country]; f > 0 {
		return f
	}
	return 1
}

var conflict = conflictLevels(map[float64]string{
	8: "SY AF IQ PK IN YE SO NG SD SS CD ML BF NE CM CF ET UA CO PH IL PS LB LY EG MM MZ TR DZ LK TD",
	3: "RU MX SV PE GT BO TH BD KE UG BI RW ID SN TJ GE AZ AM IR SA VE HT NP ER HN NI LR SL CI AO BA RS XK TN JO KH EC BJ TG",
})

func conflictLevels(levels map[float64]string) map[string]float64 {
	m := map[string]float64{}
	for f, isos := range levels {
		for i := 0; i+2 <= len(isos); i += 3 {
			m[isos[i:i+2]] = f
		}
	}
	return m
}
