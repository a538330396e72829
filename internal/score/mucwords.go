package score

import "strings"

// mucCountries are the nine countries of MUC-4, by ISO code.
var mucCountries = map[string]string{"SV": "EL SALVADOR", "GT": "GUATEMALA", "HN": "HONDURAS", "AR": "ARGENTINA", "BO": "BOLIVIA",
	"CL": "CHILE", "CO": "COLOMBIA", "EC": "ECUADOR", "PE": "PERU"}

// The lists below say which set-list value of MUC-4 the head noun of a phrase stands for.

var mucObjectWords = headTable(map[string]string{
	"CIVILIAN RESIDENCE": "home homes house houses residence residences apartment apartments dwelling dwellings",
	"COMMERCIAL": `store stores hotel hotels restaurant restaurants shop shops supermarket supermarkets dealership dealerships market markets
		establishment establishments company companies business businesses drugstore drugstores agency agencies firm firms theater theaters mall cinema`,
	"COMMUNICATIONS":               "newspaper newspapers antenna antennas transmitter transmitters exchange exchanges telephones cables telecommunications",
	"DIPLOMAT OFFICE OR RESIDENCE": "embassy embassies consulate consulates",
	"ENERGY": `pylon pylons tower towers pipeline pipelines line lines poles pole substation substations transformer transformers refinery posts powerline
		powerlines plant plants dam oilfield wells electricity power`,
	"FINANCIAL":                      "bank banks branch branches",
	"LAW ENFORCEMENT FACILITY":       "jail jails prison prisons",
	"GOVERNMENT OFFICE OR RESIDENCE": "ministry ministries palace congress assembly courthouse court townhall hall senate registry installation installations",
	"ORGANIZATION OFFICE":            "headquarters institute institutes federation union",
	"TRANSPORT VEHICLE": `car cars vehicle vehicles bus buses truck trucks plane planes aircraft helicopter helicopters ambulance ambulances train trains
		boat boats ship ships jeep jeeps van vans pickup pickups automobile automobiles taxi taxis motorcycle tanker tankers dumptruck dumptrucks minibus microbus airplane airplanes`,
	"TRANSPORTATION FACILITY": "airport airports station terminal port garage",
	"TRANSPORTATION ROUTE":    "bridge bridges road roads highway highways street streets railroad tracks transportation",
	"WATER":                   "aqueduct aqueducts reservoir",
	"OTHER": `building buildings facility facilities center centers camp camps property church churches university universities school schools factory factories
		club farm farms airstrip booth booths pipes premises park site sites property clinics facility warehouse warehouses structure structures barracks garrison garrisons base bases post park cathedral chapel hospital hospitals clinic
		installation installations village villages community communities neighborhood monument statue plantation plantations crops temple seminary checkpoint
		office offices`,
})

// mucOwners are words beside the head of a phrase that tell the type of thing.
var mucOwners = headTable(map[string]string{
	"LAW ENFORCEMENT FACILITY":             "police das f-2 dijin detective",
	"DIPLOMAT OFFICE OR RESIDENCE":         "embassy ambassador consulate",
	"COMMUNICATIONS":                       "telephone television radio newspaper telecommunications channel antel espectador",
	"GOVERNMENT OFFICE OR RESIDENCE":       "minister president mayor ministry presidential government governor",
	"POLITICAL FIGURE OFFICE OR RESIDENCE": "senator candidate party",
	"ENERGY":                               "electric electrical electricity power oil energy",
	"COMMERCIAL":                           "gas gasoline",
	"FINANCIAL":                            "bank savings",
})

var mucPersonWords = headTable(map[string]string{
	"CIVILIAN": `civilian civilians people person persons priest priests jesuit jesuits peasant peasants woman women man men child children student students driver
		drivers daughter daughters son sons wife husband brother brothers sister employee employees citizen citizens girl girls boy boys resident residents
		journalist journalists reporter reporters population populations maid maids worker workers missionary missionaries seaman seamen bishop archbishop nun nuns
		doctor doctors lawyer lawyers professor professors rector teacher teachers passenger passengers villager villagers businessman businessmen engineer engineers
		farmer farmers rancher ranchers family families relative relatives cook housekeeper tourist tourists activist activists unionist unionists leader
		member members victim victims bystander bystanders youth youths minor minors inhabitant inhabitants pedestrian pedestrians newsmen newsman photographer
		photographers nurse nurses technician technicians indians settlers secretary adviser advisers militants director manager editor father mother parents
		baby infant guest guests patient patients hostage hostages pilot industrialist refugee refugees father religious nationals foreigners others body bodies corpse corpses`,
	"DIPLOMAT":            "ambassador ambassadors diplomat diplomats consul consuls attache",
	"POLITICAL FIGURE":    "politician politicians candidate candidates hopeful leaders congressman senator legislator deputy deputies councilman councilmen",
	"GOVERNMENT OFFICIAL": "minister president mayor mayors official officials governor governors vice-president authorities councilor prefect commissioner",
	"LEGAL OR JUDICIAL":   "judge judges magistrate magistrates prosecutor justice attorney",
	"ACTIVE MILITARY": `soldier soldiers officer officers colonel general lieutenant captain sergeant corporal major troops marine marines admiral cadet cadets
		recruits patrol battalion soldier guardsmen guardsman servicemen unit units`,
	"LAW ENFORCEMENT": "policeman policemen police detective detectives agent agents patrolman policewoman inspector",
	"SECURITY GUARD":  "bodyguard bodyguards guard guards watchman watchmen escort escorts",
})

var mucPerpetratorWords = wordSet(`guerrilla guerrillas terrorist terrorists member members individual individuals men man rebels rebel persons group groups commando
	commandos soldiers soldier traffickers trafficker gunmen gunman troops units unit squads squad officers criminals column columns sappers assassins assassin
	assailants attackers subversives subversive suspects murderers extremists militants hitmen killers kidnappers hoodlums mercenaries paramilitary insurgents
	people youths policemen elements personnel forces snipers bands band saboteurs delinquents mafia patrol gang gangs combatants`)

// mucStateWords mark an organisation that belongs to a state.
var mucStateWords = wordSet(`army military police armed forces force navy government battalion brigade guard treasury carabineros marines marine troops soldiers
	soldier security air paramilitary regime junta civil-defense policemen intelligence`)

var mucInstrumentWords = headTable(map[string]string{
	"BOMB":             "bomb bombs tnt",
	"VEHICLE BOMB":     "car-bomb carbomb",
	"DYNAMITE":         "dynamite sticks",
	"EXPLOSIVE":        "explosive explosives device devices charge charges",
	"MINE":             "mine mines",
	"GRENADE":          "grenade grenades",
	"MOLOTOV COCKTAIL": "cocktail cocktails molotov",
	"MORTAR":           "mortar mortars",
	"ROCKET":           "rocket rockets",
	"MISSILE":          "missile missiles",
	"MACHINE GUN":      "machinegun machineguns submachinegun submachineguns ak-47 ak-47s uzi machine-gun machine-guns",
	"RIFLE":            "rifle rifles m-16 m-16s galil",
	"HANDGUN":          "pistol pistols revolver revolvers handgun",
	"GUN":              "gun guns weapon weapons bullet bullets firearms shotgun firearm arms gunfire shots",
	"CUTTING DEVICE":   "knife knives machete machetes axe axes bayonet bayonets",
	"STONE":            "stone stones rocks",
	"FIRE":             "fire gasoline",
	"TORTURE":          "torture",
})

// headTable inverts a table of value → words.
func headTable(table map[string]string) map[string]string {
	out := map[string]string{}
	for value, words := range table {
		for _, w := range strings.Fields(words) {
			if old, ok := out[w]; !ok || value < old { // a word in two lists: the same choice every time
				out[w] = value
			}
		}
	}
	return out
}

// MUCWordClass tells what a noun in lower case names by the lists for MUC-4 slots: "person", "object" or "instrument" and,
// after a colon, its type, "perpetrator" for words that only name who attacks, "" for a word of no list.
func MUCWordClass(noun string) string {
	switch {
	case mucInstrumentWords[noun] != "":
		return "instrument:" + mucInstrumentWords[noun]
	case mucStrongWords[noun]:
		return "perpetrator"
	case mucPersonWords[noun] != "":
		return "person:" + mucPersonWords[noun]
	case mucObjectWords[noun] != "":
		return "object:" + mucObjectWords[noun]
	}
	return ""
}
