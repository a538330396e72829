package language

import "strings"

// A short says how an abbreviation stands in a sentence, which decides whether its full stop is its
// own and whether it can also end the sentence.
type short uint8

const (
	notShort     short = iota
	plainShort         // may end a sentence: "Inc.", "etc."
	titleShort         // a name follows: "Gen.", "Mr."; never ends a sentence
	capitalShort       // short only when capitalised, else a word: "Miss.", "Wash.", "Co."
	beforeNumber       // short only before a number or a month: "No. 4", "Mon. Sept. 3"
	beforeName         // short only when capitalised before a capital: "St. John"
)

// abbreviations are the words, lower case and without their stop, that are written with one in
// English news: military and civil titles, months, states, companies and units.
var abbreviations = shorts(map[short]string{
	titleShort: `mr mrs ms dr prof rev hon messrs mme gen lt col maj capt cpt cmdr cdr adm brig sgt cpl
		pvt pfc spc msgt ssgt sfc supt insp asst gov sen rep reps sens pres amb atty msgr ing lic mt ft vs drs`,
	capitalShort: `co det dept ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn
		miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo dist fr ven`,
	beforeNumber: `no nos fig art sec pp p op vol ch mar jun jul mon tue tues wed thu thurs fri sat sun`,
	beforeName:   `st`,
	plainShort: `jan feb apr aug sept oct nov dec inc corp ltd bros jr sr etc viz cf univ ave blvd rd govt
		intl natl approx esq ext ps hrs`,
})

// shorts turns lists of words into a table.
func shorts(lists map[short]string) map[string]short {
	table := make(map[string]short)
	for kind, list := range lists {
		for _, w := range strings.Fields(list) {
			table[w] = kind
		}
	}
	return table
}

// starters are words with which a sentence often begins and a name hardly ever: when one stands
// capitalised after an abbreviation, the abbreviation has ended a sentence.
var starters = words(`the a an this that these those it its he she they we i you his her their our my
	in on at as by for from after before since during while when where although though if but and or so yet
	however meanwhile there here no not one two three some many several most both all each another other
	police officials authorities witnesses earlier later also according what who why how with under
	to of is was were are`)

// months are the first three letters of their names.
var months = words("jan feb mar apr may jun jul aug sep oct nov dec")

// dayParts follow the short name of a day: "Wed. night".
var dayParts = words("morning night evening afternoon")

// words makes a set of the words in a list.
func words(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
