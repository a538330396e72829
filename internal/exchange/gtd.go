package exchange

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// The Global Terrorism Database (START, University of Maryland): 135 columns as its releases to 2020 have them. Numbers
// of codes are facts of its codebook; the labels are our own words.
var gtdColumns = strings.Split("eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region,region_txt,provstate,city,latitude,longitude,specificity,vicinity,location,summary,crit1,crit2,crit3,doubtterr,alternative,alternative_txt,multiple,success,suicide,"+
	"attacktype1,attacktype1_txt,attacktype2,attacktype2_txt,attacktype3,attacktype3_txt,"+
	"targtype1,targtype1_txt,targsubtype1,targsubtype1_txt,corp1,target1,natlty1,natlty1_txt,targtype2,targtype2_txt,targsubtype2,targsubtype2_txt,corp2,target2,natlty2,natlty2_txt,targtype3,targtype3_txt,targsubtype3,targsubtype3_txt,corp3,target3,natlty3,natlty3_txt,"+
	"gname,gsubname,gname2,gsubname2,gname3,gsubname3,motive,guncertain1,guncertain2,guncertain3,individual,nperps,nperpcap,claimed,claimmode,claimmode_txt,claim2,claimmode2,claimmode2_txt,claim3,claimmode3,claimmode3_txt,compclaim,"+
	"weaptype1,weaptype1_txt,weapsubtype1,weapsubtype1_txt,weaptype2,weaptype2_txt,weapsubtype2,weapsubtype2_txt,weaptype3,weaptype3_txt,weapsubtype3,weapsubtype3_txt,weaptype4,weaptype4_txt,weapsubtype4,weapsubtype4_txt,weapdetail,"+
	"nkill,nkillus,nkillter,nwound,nwoundus,nwoundte,property,propextent,propextent_txt,propvalue,propcomment,ishostkid,nhostkid,nhostkidus,nhours,ndays,divert,kidhijcountry,ransom,ransomamt,ransomamtus,ransompaid,ransompaidus,ransomnote,hostkidoutcome,hostkidoutcome_txt,nreleased,"+
	"addnotes,scite1,scite2,scite3,dbsource,INT_LOG,INT_IDEO,INT_MISC,INT_ANY,related", ",")

// A code is a number of another system's codebook and a label.
type code struct {
	n     int
	label string
}

var gtdAttack = map[tocsin.Kind]code{
	tocsin.Bombing: {3, "Bombing/Explosion"}, tocsin.Shelling: {3, "Bombing/Explosion"}, tocsin.AirStrike: {3, "Bombing/Explosion"},
	tocsin.ArmedAttack: {2, "Armed Assault"}, tocsin.Clash: {2, "Armed Assault"},
	tocsin.Kidnapping: {6, "Hostage Taking (Kidnapping)"}, tocsin.Hijacking: {4, "Hijacking"},
	tocsin.Arson: {7, "Facility/Infrastructure Attack"}, tocsin.Sabotage: {7, "Facility/Infrastructure Attack"},
	tocsin.SexualViolence: {8, "Unarmed Assault"},
}

// gtdAttackOf returns the attack type. An assault with a blade is armed; with anything else that is neither firearm,
// explosive nor fire it is unarmed. A kind for which the GTD has no type is its 9, unknown.
func gtdAttackOf(inc *tocsin.Incident) code {
	if c, ok := gtdAttack[inc.Kind]; ok {
		return c
	}
	has := func(ws ...tocsin.WeaponClass) bool {
		return slices.ContainsFunc(inc.Weapons, func(w tocsin.WeaponClass) bool { return slices.Contains(ws, w) })
	}
	switch inc.Kind {
	case tocsin.Assault, tocsin.Execution:
		if has(tocsin.Blade, tocsin.Firearm) {
			return code{2, "Armed Assault"}
		}
		if has(tocsin.BluntOrHands, tocsin.Vehicle, tocsin.ChemicalOrBiological) {
			return code{8, "Unarmed Assault"}
		}
	}
	return code{9, "Unknown"}
}

var gtdWeapon = map[tocsin.WeaponClass]code{
	tocsin.Firearm: {5, "Firearms"},
	tocsin.Bomb:    {6, "Explosives"}, tocsin.VehicleBomb: {6, "Explosives"}, tocsin.SuicideBomb: {6, "Explosives"}, tocsin.MineOrRoadsideBomb: {6, "Explosives"},
	tocsin.Grenade: {6, "Explosives"}, tocsin.RocketOrMissile: {6, "Explosives"}, tocsin.MortarOrArtillery: {6, "Explosives"},
	tocsin.Incendiary: {8, "Incendiary"}, tocsin.Blade: {9, "Melee"}, tocsin.BluntOrHands: {9, "Melee"}, tocsin.Vehicle: {10, "Vehicle"},
	tocsin.Aircraft: {12, "Other"}, tocsin.Drone: {12, "Other"}, tocsin.OtherWeapon: {12, "Other"},
	tocsin.ChemicalOrBiological: {13, "Unknown"}, // 1 or 2: which of them the class does not tell
}

var gtdTarget = map[tocsin.TargetClass]code{
	tocsin.TargetBusiness: {1, "Business"}, tocsin.TargetMedical: {1, "Business"},
	tocsin.TargetGovernment: {2, "Government (General)"}, tocsin.TargetPolitician: {2, "Government (General)"}, tocsin.TargetJudiciary: {2, "Government (General)"},
	tocsin.TargetPolice: {3, "Police"}, tocsin.TargetMilitary: {4, "Military"}, tocsin.TargetDiplomatic: {7, "Government (Diplomatic)"},
	tocsin.TargetEducation: {8, "Educational Institution"}, tocsin.TargetJournalists: {10, "Journalists & Media"}, tocsin.TargetAidWorkers: {12, "NGO"},
	tocsin.TargetOther: {13, "Other"}, tocsin.TargetOtherSecurity: {13, "Other"}, tocsin.TargetCivilians: {14, "Private Citizens & Property"},
	tocsin.TargetReligious: {15, "Religious Figures/Institutions"}, tocsin.TargetMilitants: {17, "Non-State Militia"}, tocsin.TargetMilitia: {17, "Non-State Militia"},
	tocsin.TargetTransport: {19, "Transportation"}, tocsin.TargetInfrastructure: {21, "Utilities"},
}

// gtdModes tell how a claim was made from the channels that the report names; the first that fits.
var gtdModes = []struct {
	code
	words *regexp.Regexp
}{
	{code{6, "Video"}, regexp.MustCompile(`(?i)\bvideo`)},
	{code{4, "E-mail"}, regexp.MustCompile(`(?i)\be-?mail`)},
	{code{1, "Letter"}, regexp.MustCompile(`(?i)\b(letter|fax)\b`)},
	{code{5, "Note left at scene"}, regexp.MustCompile(`(?i)\b(note|leaflets?|pamphlets?)\b`)},
	{code{2, "Call (post-incident)"}, regexp.MustCompile(`(?i)\b(phone|telephone|phoned|telephoned|caller|phone call)\b`)},
	{code{7, "Posted to website, blog, etc."}, regexp.MustCompile(`(?i)\b(website|web site|site|online|internet|blog|telegram|twitter|facebook|whatsapp|social media|posted|tweet(ed)?)\b`)},
	{code{9, "Other"}, regexp.MustCompile(`(?i)\b(audio|radio|statement|communiqu[eé]|press release|television)\b`)},
}

// gtdMode returns how a claim was made: by the channels named, then by the words of the statement.
func gtdMode(s *tocsin.Said) code {
	texts := slices.Clone(s.Voice.Via)
	for _, e := range s.Evidence {
		texts = append(texts, e.Quote)
	}
	for _, t := range texts {
		for _, m := range gtdModes {
			if m.words.MatchString(t) {
				return m.code
			}
		}
	}
	return code{10, "Unknown"}
}

// gtdRow returns the function that fills rows. It numbers them: an eventid is the day and four digits, and two
// incidents of a day must differ.
func (a About) gtdRow() func(*tocsin.Incident, row) (string, error) {
	taken := map[string]bool{}
	return func(inc *tocsin.Incident, r row) (string, error) {
		if inc.Stage == tocsin.Foiled || inc.Stage == tocsin.Threatened {
			return "foiled or threatened: GTD holds what was carried out or tried", nil
		}
		year, month, day, approx := GTDDate(inc.When)
		if year == 0 {
			return "no year is known", nil
		}
		id, err := gtdID(fmt.Sprintf("%04d%02d%02d", year, month, day), inc.ID, taken)
		if err != nil {
			return "", err
		}
		r.set("eventid", id)
		r.number("iyear", year)
		r.number("imonth", month)
		r.number("iday", day)
		r.set("approxdate", approx)
		gtdPlace(inc.Where, r)
		r.text("summary", headline(inc))
		r.set("doubtterr", "-9") // we do not judge it
		if inc.Stage != "" {
			r.flag("success", inc.Stage == tocsin.Accomplished)
		}
		if inc.Suicide != tocsin.SuicideApparent { // hedged or disputed: neither 1 nor 0
			r.flag("suicide", inc.Suicide == tocsin.SuicideYes)
		}
		c := gtdAttackOf(inc)
		r.number("attacktype1", c.n)
		r.set("attacktype1_txt", c.label)
		gtdCodes(r, "targtype", inc.Targets, gtdTarget, 3, code{20, "Unknown"})
		gtdCodes(r, "weaptype", inc.Weapons, gtdWeapon, 4, code{13, "Unknown"})
		a.gtdGroups(inc, r)
		gtdNumbers(inc, r)
		r.text("addnotes", "tocsin "+inc.ID+" ("+string(inc.Review)+"). "+joined(statements(inc), " | "))
		for i, rep := range reportsOf(inc) {
			if i == 3 {
				break
			}
			r.text(fmt.Sprintf("scite%d", i+1), cite(rep))
		}
		r.text("dbsource", a.Line())
		for _, c := range []string{"INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY"} {
			r.set(c, "-9")
		}
		return "", nil
	}
}

// gtdID returns an eventid that does not change as long as the day and the incidents of the day do not.
func gtdID(day, id string, taken map[string]bool) (string, error) {
	h := fnv.New32a()
	h.Write([]byte(id))
	for n := range uint32(10000) {
		e := fmt.Sprintf("%s%04d", day, (h.Sum32()%10000+n)%10000)
		if !taken[e] {
			taken[e] = true
			return e, nil
		}
	}
	return "", fmt.Errorf("more than 10,000 incidents on %s", day)
}

func gtdPlace(w tocsin.Where, r row) {
	if w.Country != "" {
		r.text("country_txt", wording.Country(w.Country))
		if region := regionOf(w.Country, gtdRegions); region != "" {
			r.set("region", region)
			r.set("region_txt", gtdRegionNames[region])
		}
	}
	r.text("provstate", w.Adm1)
	city := w.Settlement
	if city == "" {
		city = w.Adm2
	}
	if city == "" {
		city = "Unknown"
	}
	r.text("city", city)
	r.degrees("latitude", w.Lat)
	r.degrees("longitude", w.Lon)
	specificity, vicinity := GTDSpecificity(w)
	r.number("specificity", specificity)
	r.number("vicinity", vicinity)
	r.text("location", w.Text)
}

// gtdCodes writes the codes of a list, each once, and what stands for none.
func gtdCodes[T ~string](r row, column string, values []T, table map[T]code, most int, none code) {
	var codes []code
	for _, v := range values {
		if c, ok := table[v]; ok && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	if len(codes) == 0 {
		codes = []code{none}
	}
	for i, c := range codes[:min(most, len(codes))] {
		name := fmt.Sprintf("%s%d", column, i+1)
		r.number(name, c.n)
		r.set(name+"_txt", c.label)
	}
}

// gtdGroups writes who is said to have done it. The fields of claims rest on statements alone.
func (a About) gtdGroups(inc *tocsin.Incident, r row) {
	ps := slices.DeleteFunc(parties(inc), func(p *party) bool { return suspects.MatchString(p.actor) })
	claims := 0
	names, uncertain := []string{"gname", "gname2", "gname3"}, []string{"guncertain1", "guncertain2", "guncertain3"}
	claimed, modes := []string{"claimed", "claim2", "claim3"}, []string{"claimmode", "claimmode2", "claimmode3"}
	for i, p := range ps[:min(3, len(ps))] {
		r.text(names[i], quoted(p.actor))
		r.flag(uncertain[i], p.uncertain())
		switch {
		case p.claim != nil:
			m := gtdMode(p.claim)
			r.set(claimed[i], "1")
			r.number(modes[i], m.n)
			r.set(modes[i]+"_txt", m.label)
		case p.takenBack || p.unclaimed || nobodyClaims(inc):
			r.set(claimed[i], "0")
		default:
			r.set(claimed[i], "-9")
		}
	}
	for _, p := range ps {
		if p.claim != nil {
			claims++
		}
	}
	if len(ps) == 0 {
		r.set("gname", "Unknown")
		r.set("claimed", "-9")
		if nobodyClaims(inc) {
			r.set("claimed", "0")
		}
	}
	r.set("compclaim", "-9")
	if claims > 0 {
		r.flag("compclaim", a.competing(inc, ps))
	}
	r.set("nperps", "-99")
	r.set("nperpcap", "-99")
	if n := best(inc, tocsin.Arrested, tocsin.GroupAttackers); n != nil {
		r.number("nperpcap", *n)
	}
}

// suspects are people accused, not a group: the GTD has no name for them.
var suspects = regexp.MustCompile(`(?i)^(a |the |two |three |several )?suspects?$`)

// quoted puts a speaker's word that is not ours between quotation marks.
func quoted(actor string) string {
	if strings.Contains(strings.ToLower(actor), "terror") {
		return "“" + actor + "”"
	}
	return actor
}

func gtdNumbers(inc *tocsin.Incident, r row) {
	r.count("nkill", withAttackers(inc, tocsin.Killed))
	r.count("nkillter", best(inc, tocsin.Killed, tocsin.GroupAttackers))
	r.count("nwound", withAttackers(inc, tocsin.Injured))
	r.count("nwoundte", best(inc, tocsin.Injured, tocsin.GroupAttackers))
	r.set("property", "-9")
	r.set("ransom", "-9")
	held := best(inc, tocsin.Abducted, tocsin.GroupAll)
	switch {
	case inc.Kind == tocsin.Kidnapping || inc.Kind == tocsin.Hijacking || held != nil && *held > 0:
		r.set("ishostkid", "1")
		r.set("nhostkid", "-99")
		r.count("nhostkid", held)
		r.set("nreleased", "-99")
		r.count("nreleased", best(inc, tocsin.Released, tocsin.GroupAll))
	default:
		r.set("ishostkid", "-9")
	}
}

// cite names a report.
func cite(a tocsin.LinkedAccount) string {
	var parts []string
	for _, s := range []string{a.Outlet, a.Title, a.Published.String(), a.URL} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}
