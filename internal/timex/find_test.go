package timex_test

import (
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/timex"
)

// A findCase is a sentence and what must be found in it, one expression a line: the words, the type, the
// value, and the days where they are known.
type findCase struct {
	published string
	text      string
	want      string
}

// Published is a Thursday unless a case says otherwise.
const published = "2016-03-31"

var cases = []findCase{
	// Days of the week.
	{"", "Two guards were killed on Tuesday.", `Tuesday DATE 2016-03-29 2016-03-29`},
	{"", "Two guards were killed on Thursday.", `Thursday DATE 2016-03-31 2016-03-31`},
	{"", "The council will meet on Tuesday.", `Tuesday DATE 2016-04-05 2016-04-05 future`},
	{"", "The ministers are scheduled to meet on Friday.", `Friday DATE 2016-04-01 2016-04-01 future`},
	{"", "The gunmen gave them until Saturday.", `Saturday DATE 2016-04-02 2016-04-02 future`},
	{"", "He was shot last Thursday.", `last Thursday DATE 2016-03-24 2016-03-24`},
	{"", "Talks resume next Monday.", `next Monday DATE 2016-04-04 2016-04-04`},
	{"", "Monday's attack left six dead.", `Monday DATE 2016-03-28 2016-03-28`},
	{"", "The bomb went off late Sunday.", `late Sunday DATE 2016-03-27 2016-03-27`},
	{"", "A patrol was ambushed early on Wednesday.", `early on Wednesday DATE 2016-03-30 2016-03-30`},
	{"", "Rallies are held on Fridays.", `Fridays SET XXXX-WXX-5`},
	{"", "They met on Wednesday of last week.", `Wednesday of last week DATE 2016-03-23 2016-03-23`},
	{"", "GUNMEN KILLED TWO OFFICERS ON TUESDAY.", `TUESDAY DATE 2016-03-29 2016-03-29`},
	{"", "The sun rose over the town and the soldiers sat down.", ``},
	{"", "The fighting began on Sun. and went on.", `Sun. DATE 2016-03-27 2016-03-27`},

	// Parts of days.
	{"", "The column was hit on Tuesday night.", `Tuesday night TIME 2016-03-29TNI 2016-03-29`},
	{"", "The village was raided on Saturday morning.", `Saturday morning TIME 2016-03-26TMO 2016-03-26`},
	{"", "It happened in the early hours of Sunday.", `the early hours of Sunday DATE 2016-03-27 2016-03-27`},
	{"", "It happened in the early hours of Sunday morning.", `the early hours of Sunday morning TIME 2016-03-27TMO 2016-03-27`},
	{"", "A grenade was thrown last night.", `last night TIME 2016-03-30TNI 2016-03-30`},
	{"", "THIS MORNING THE POLICE DEFUSED A BOMB.", `THIS MORNING TIME 2016-03-31TMO 2016-03-31`},
	{"", "They fled yesterday afternoon.", `yesterday afternoon TIME 2016-03-30TAF 2016-03-30`},
	{"", "The curfew starts tonight.", `tonight TIME 2016-03-31TNI 2016-03-31`},
	{"", "The town was shelled overnight.", `overnight TIME 2016-03-30TNI 2016-03-30 2016-03-31`},
	{"", "The town was shelled overnight Tuesday to Wednesday.", `overnight Tuesday to Wednesday TIME 2016-03-29TNI 2016-03-29 2016-03-30`},
	{"", "The town was shelled overnight into Tuesday.", `overnight into Tuesday TIME 2016-03-28TNI 2016-03-28 2016-03-29`},
	{"", "They were taken on the night of March 3-4.", `the night of March 3-4 TIME 2016-03-03/2016-03-04 2016-03-03 2016-03-04`},
	{"", "They were taken on the night of February 29 to March 1.", `the night of February 29 to March 1 TIME 2016-02-29/2016-03-01 2016-02-29 2016-03-01`},
	{"", "They were taken on the night of 3 to 4 March.", `the night of 3 to 4 March TIME 2016-03-03/2016-03-04 2016-03-03 2016-03-04`},
	{"", "He died on the evening of 27 February.", `the evening of 27 February TIME 2016-02-27TEV 2016-02-27`},
	{"", "He was taken away on Monday and died that night.", `Monday DATE 2016-03-28 2016-03-28
		that night TIME 2016-03-28TNI 2016-03-28`},
	{"", "They attacked on Monday and left the next morning.", `Monday DATE 2016-03-28 2016-03-28
		the next morning TIME 2016-03-29TMO 2016-03-29`},

	// Clock times.
	{"", "The blast came at 10:30 p.m. on Wednesday.", `10:30 p.m. on Wednesday TIME 2016-03-30T22:30 2016-03-30`},
	{"", "The blast came at noon on Wednesday.", `noon on Wednesday TIME 2016-03-30T12:00 2016-03-30`},
	{"", "The blast came on Wednesday at about 2 p.m. local time.", `Wednesday at about 2 p.m. local time TIME 2016-03-30T14:00 2016-03-30`},
	{"", "THE BOMB EXPLODED AT 1915 TODAY.", `1915 TODAY TIME 2016-03-31T19:15 2016-03-31`},
	{"", "THE BOMB EXPLODED AT 0150.", `0150 TIME 2016-03-31T01:50 2016-03-31`},
	{"", "The siege ended at 0500 GMT.", `0500 GMT TIME 2016-03-31T05:00 2016-03-31`},
	{"", "He will leave at 4 in the morning.", `4 in the morning TIME 2016-03-31T04:00 2016-03-31 future`},
	{"", "About 1500 people fled.", ``},
	{"", "Firing began at 6:45am and went on until 11am.", `6:45am TIME 2016-03-31T06:45 2016-03-31
		11am TIME 2016-03-31T11:00 2016-03-31 future`},

	// Today and its neighbours.
	{"", "The mayor was killed today.", `today DATE 2016-03-31 2016-03-31`},
	{"", "THE MAYOR WAS KILLED YESTERDAY.", `YESTERDAY DATE 2016-03-30 2016-03-30`},
	{"", "The vote is due tomorrow.", `tomorrow DATE 2016-04-01 2016-04-01`},
	{"", "He vanished the day before yesterday.", `the day before yesterday DATE 2016-03-29 2016-03-29`},
	{"", "Earlier today, a mine went off.", `Earlier today DATE 2016-03-31 2016-03-31`},
	{"", "He spoke of yesterday's bombing.", `yesterday DATE 2016-03-30 2016-03-30`},

	// Dates with and without a year.
	{"", "On March 29, 2016, a bomb exploded.", `March 29, 2016 DATE 2016-03-29 2016-03-29`},
	{"", "On 29 March 2016 a bomb exploded.", `29 March 2016 DATE 2016-03-29 2016-03-29`},
	{"", "The mayor was shot on 29 December.", `29 December DATE 2015-12-29 2015-12-29`},
	{"", "The mayor was shot on Dec. 29.", `Dec. 29 DATE 2015-12-29 2015-12-29`},
	{"", "The mayor was shot on Tuesday, March 29.", `Tuesday, March 29 DATE 2016-03-29 2016-03-29`},
	{"", "The mayor was shot on the 29th of March.", `the 29th of March DATE 2016-03-29 2016-03-29`},
	{"", "The vote will be held on April 24.", `April 24 DATE 2016-04-24 2016-04-24 future`},
	{"", "The attack on December 27th killed five.", `December 27th DATE 2015-12-27 2015-12-27`},
	{"", "KIDNAPPED ON 25 JANUARY 1988, HE IS STILL MISSING.", `25 JANUARY 1988 DATE 1988-01-25 1988-01-25`},
	{"1989-03-30", "HE WAS HELD ON 29 MAR 89.", `29 MAR 89 DATE 1989-03-29 1989-03-29`},
	{"", "The log of 2016-03-29 shows it.", `2016-03-29 DATE 2016-03-29 2016-03-29`},
	{"", "It is dated 03/29/2016.", `03/29/2016 DATE 2016-03-29 2016-03-29`},
	{"", "It is dated 29.03.2016.", `29.03.2016 DATE 2016-03-29 2016-03-29`},
	{"", "It is dated 05-03-2016.", `05-03-2016 DATE 2016-03-05 2016-03-05`},
	{"", "They march 20 miles a day and may 3 times rest.", `a day SET P1D`},
	{"", "THEY MARCH 20 KILOMETRES TO WATER.", ``},
	{"", "Clashes broke out on Mon State's border.", ``},
	{"", "It is dated 29/03/2016.", `29/03/2016 DATE 2016-03-29 2016-03-29`},
	{"", "Clashes went on from 3 to 5 March.", `3 to 5 March DATE 2016-03-03/2016-03-05 2016-03-03 2016-03-05`},
	{"", "Clashes were reported on March 3-5.", `March 3-5 DATE 2016-03-03/2016-03-05 2016-03-03 2016-03-05`},
	{"", "Clashes were reported on 3-5 March 2015.", `3-5 March 2015 DATE 2015-03-03/2015-03-05 2015-03-03 2015-03-05`},
	{"", "Attacks were reported on 12 and 13 February.", `12 DATE 2016-02-12 2016-02-12
		13 February DATE 2016-02-13 2016-02-13`},
	{"", "Attacks were reported on February 12 and 13.", `February 12 DATE 2016-02-12 2016-02-12
		13 DATE 2016-02-13 2016-02-13`},
	{"", "It lasted from 28 April to 3 May 1989.", `28 April DATE 1989-04-28 1989-04-28
		3 May 1989 DATE 1989-05-03 1989-05-03`},
	{"", "They came on the 14th and left.", `the 14th DATE 2016-03-14 2016-03-14`},
	{"", "He was the 14th victim.", ``},
	{"", "It was the worst since 9/11.", `9/11 DATE 2001-09-11 2001-09-11`},
	{"", "He was arrested in the week of March 7.", `the week of March 7 DATE 2016-W10 2016-03-07 2016-03-13`},

	// Months.
	{"", "The town fell last December.", `last December DATE 2015-12 2015-12-01 2015-12-31`},
	{"", "The town fell last February.", `last February DATE 2016-02 2016-02-01 2016-02-29`},
	{"", "The town fell in November.", `November DATE 2015-11 2015-11-01 2015-11-30`},
	{"", "The town fell in February 2014.", `February 2014 DATE 2014-02 2014-02-01 2014-02-28`},
	{"", "The town fell in early March.", `early March DATE 2016-03 2016-03-01 2016-03-10`},
	{"", "The town fell in mid-March.", `mid-March DATE 2016-03 2016-03-11 2016-03-20`},
	{"", "The town fell in late February.", `late February DATE 2016-02 2016-02-21 2016-02-29`},
	{"", "The town fell at the end of January.", `the end of January DATE 2016-01 2016-01-21 2016-01-31`},
	{"", "Elections will be held in June.", `June DATE 2016-06 2016-06-01 2016-06-30 future`},
	{"", "Elections were promised by May.", `May DATE 2016-05 2016-05-01 2016-05-31 future`},
	{"", "The town fell in October last year.", `October DATE 2015-10 2015-10-01 2015-10-31
		last year DATE 2015 2015-01-01 2015-12-31`},
	{"", "The rebels may march on the capital.", ``},
	{"", "REBELS MAY ATTACK AGAIN.", ``},
	{"", "THE REBELS ATTACKED IN MAY.", `MAY DATE 2015-05 2015-05-01 2015-05-31`},

	{"", "It began in the last week of February.", `the last week of February DATE 2016-02 2016-02-23 2016-02-29`},
	{"", "It began in the first week of March 2015.", `the first week of March 2015 DATE 2015-03 2015-03-01 2015-03-07`},
	{"", "It began in the first days of March.", `the first days of March DATE 2016-03 2016-03-01 2016-03-10`},
	{"", "It began in the second half of February.", `the second half of February DATE 2016-02 2016-02-16 2016-02-29`},
	{"", "Fighters of the 23 March Movement withdrew.", ``},
	{"", "Black September claimed it.", ``},
	{"", "The Sunday Times reported it.", ``},

	{"", "Beginning in February, patrols were doubled.", `February DATE 2016-02 2016-02-01 2016-02-29`},

	// Years, decades, centuries.
	{"", "He has led the group since 2013.", `2013 DATE 2013 2013-01-01 2013-12-31`},
	{"", "It began in the early 1990s.", `the early 1990s DATE 199 1990-01-01 1993-12-31`},
	{"", "It began in the 1980s.", `the 1980s DATE 198 1980-01-01 1989-12-31`},
	{"", "The fort dates from the 19th century.", `the 19th century DATE 18 1800-01-01 1899-12-31`},
	{"", "The war of '48 is not forgotten.", `'48 DATE 1948 1948-01-01 1948-12-31`},
	{"", "It was founded in nineteen ninety-six.", `nineteen ninety-six DATE 1996 1996-01-01 1996-12-31`},
	{"", "Some 2000 soldiers were sent.", ``},
	{"", "The ransom was $1999.", ``},
	{"", "The city was sacked in 480 BC.", `480 BC DATE BC0480`},
	{"", "It was built in early 2015.", `early 2015 DATE 2015 2015-01-01 2015-04-30`},
	{"", "She is in her fifties.", ``},
	{"", "The 2014 Winter Olympics were guarded.", `The 2014 DATE 2014 2014-01-01 2014-12-31`},

	// Weeks, months and years from here.
	{"", "A teacher was killed last week.", `last week DATE 2016-W12 2016-03-21 2016-03-27`},
	{"", "A teacher was killed this week.", `this week DATE 2016-W13 2016-03-28 2016-04-03`},
	{"", "They will return next week.", `next week DATE 2016-W14 2016-04-04 2016-04-10 future`},
	{"", "A teacher was killed last month.", `last month DATE 2016-02 2016-02-01 2016-02-29`},
	{"", "A teacher was killed earlier this month.", `earlier this month DATE 2016-03 2016-03-01 2016-03-31`},
	{"", "Earlier in the week a teacher was killed.", `Earlier in the week DATE 2016-W13 2016-03-28 2016-03-30`},
	{"", "A teacher was killed last year.", `last year DATE 2015 2015-01-01 2015-12-31`},
	{"", "The ban ends early next year.", `early next year DATE 2017 2017-01-01 2017-04-30`},
	{"", "Shots were heard over the weekend.", `the weekend DATE 2016-W12-WE 2016-03-26 2016-03-27`},
	{"", "Late last week he fled.", `Late last week DATE 2016-W12 2016-03-26 2016-03-27`},
	{"", "They will vote by the end of the year.", `the end of the year DATE 2016 2016-09-01 2016-12-31 future`},

	// Counted from here.
	{"", "He was taken three days ago.", `three days ago DATE 2016-03-28 2016-03-28`},
	{"", "He was taken two weeks ago.", `two weeks ago DATE 2016-W11 2016-03-14 2016-03-20`},
	{"", "He was taken nearly two years ago.", `nearly two years ago DATE 2014 2014-01-01 2014-12-31`},
	{"", "He was taken a decade ago.", `a decade ago DATE 2006 2006-01-01 2006-12-31`},
	{"", "He was taken several years ago.", `several years ago DATE PAST_REF`},
	{"", "He will be tried two months from now.", `two months from now DATE 2016-05 2016-05-01 2016-05-31 future`},

	// Counted from what the text names.
	{"", "He died on Sunday, a day after he was shot.", `Sunday DATE 2016-03-27 2016-03-27
		a day DURATION P1D`},
	{"", "The bomb went off on Sunday. A day earlier, two men had been seen.", `Sunday DATE 2016-03-27 2016-03-27
		A day earlier DATE 2016-03-26 2016-03-26`},
	{"", "The bomb was found a day earlier.", `a day earlier DATE 2016-03-30 2016-03-30`},
	{"", "He was shot on March 3 and died two days later.", `March 3 DATE 2016-03-03 2016-03-03
		two days later DATE 2016-03-05 2016-03-05`},
	{"", "He was shot on March 3 and buried the following day.", `March 3 DATE 2016-03-03 2016-03-03
		the following day DATE 2016-03-04 2016-03-04`},
	{"", "The truce of February 12 broke the following week.", `February 12 DATE 2016-02-12 2016-02-12
		the following week DATE 2016-W07 2016-02-15 2016-02-21`},
	{"", "He was elected in 2009 and killed the same year.", `2009 DATE 2009 2009-01-01 2009-12-31
		the same year DATE 2009 2009-01-01 2009-12-31`},
	{"", "He was elected in 2009 and killed two years later.", `2009 DATE 2009 2009-01-01 2009-12-31
		two years later DATE 2011 2011-01-01 2011-12-31`},
	{"", "On March 3 the camp was hit; that day 20 had died.", `March 3 DATE 2016-03-03 2016-03-03
		that day DATE 2016-03-03 2016-03-03`},
	{"", "A car blew up on March 3. Hours later, a second followed.", `March 3 DATE 2016-03-03 2016-03-03
		Hours later TIME 2016-03-03 2016-03-03`},
	{"", "A car blew up. Days later, a second followed.", `Days later DATE FUTURE_REF`},
	{"", "They struck on the eve of March 3.", `the eve of March 3 DATE 2016-03-02 2016-03-02`},
	{"", "They struck two days before Monday.", `two days before Monday DATE 2016-03-26 2016-03-26`},

	// Seasons, quarters, halves.
	{"", "The offensive began last summer.", `last summer DATE 2015-SU 2015-06-01 2015-08-31`},
	{"", "The offensive began in the spring of 2014.", `the spring of 2014 DATE 2014-SP 2014-03-01 2014-05-31`},
	{"", "It ended in the autumn.", `the autumn DATE 2015-FA 2015-09-01 2015-11-30`},
	{"", "Losses grew in the third quarter of 2015.", `the third quarter of 2015 DATE 2015-Q3 2015-07-01 2015-09-30`},
	{"", "Attacks fell in the first half of 2015.", `the first half of 2015 DATE 2015-H1 2015-01-01 2015-06-30`},
	{"", "The walls fall and the wells spring up.", ``},

	// Feasts.
	{"", "The church was burnt at Christmas.", `Christmas DATE 2015-12-25 2015-12-25`},
	{"", "The church was burnt on Easter Sunday.", `Easter Sunday DATE 2016-03-27 2016-03-27`},
	{"", "The church was burnt on Good Friday.", `Good Friday DATE 2016-03-25 2016-03-25`},
	{"", "Attacks rose during Ramadan last year.", `Ramadan DATE 2015-06-18 2015-06-18 2015-07-17
		last year DATE 2015 2015-01-01 2015-12-31`},
	{"2016-07-09", "They were killed while shopping for Eid al-Fitr.", `Eid al-Fitr DATE 2016-07-06 2016-07-06 2016-07-08`},
	{"2016-09-20", "They were killed while shopping for Eid.", `Eid DATE 2016-09-11 2016-09-11 2016-09-14`},
	{"2013-11-20", "Pilgrims were killed on Ashura.", `Ashura DATE 2013-11-13 2013-11-13`},
	{"", "Shots were fired on New Year's Eve.", `New Year's Eve DATE 2015-12-31 2015-12-31`},

	// Durations.
	{"", "The siege lasted three days.", `three days DURATION P3D`},
	{"", "Both fell within 24 hours of each other.", `within 24 hours DURATION PT24H`},
	{"", "A two-year war ended.", `two-year DURATION P2Y`},
	{"", "Fighting lasted 2 1/2 hours.", `2 1/2 hours DURATION PT2H30M`},
	{"", "Ten died in the past 24 hours.", `the past 24 hours DURATION PT24H 2016-03-30 2016-03-31`},
	{"", "Forty died in the past three months.", `the past three months DURATION P3M 2016-01-01 2016-03-31`},
	{"", "They held out for weeks.", `weeks DURATION PXW`},
	{"", "A 35-year-old man was held.", ``},
	{"", "They talked for half an hour.", `half an hour DURATION PT30M`},
	{"", "More than four decades of rule ended.", `More than four decades DURATION P40Y`},

	// Again and again.
	{"", "Mortars fall every night.", `every night SET XXXX-XX-XXTNI`},
	{"", "They march every Friday.", `every Friday SET XXXX-WXX-5`},
	{"", "There are daily clashes.", `daily SET P1D`},
	{"", "They are paid each month.", `each month SET P1M`},

	// Words that fix nothing.
	{"", "The group is now split.", `now DATE PRESENT_REF`},
	{"", "The group recently split.", `recently DATE PAST_REF`},
	{"", "More attacks are likely in the near future.", `the near future DATE FUTURE_REF`},

	// One more for every rule that the sentences above do not reach.
	{"", "They came on Monday the 28th and left.", `Monday the 28th DATE 2016-03-28 2016-03-28`},
	{"", "They came on the night of March 3.", `the night of March 3 TIME 2016-03-03TNI 2016-03-03`},
	{"", "The March 3 night raid failed.", `March 3 night TIME 2016-03-03TNI 2016-03-03`},
	{"", "The 3 March night raid failed.", `3 March night TIME 2016-03-03TNI 2016-03-03`},
	{"", "He was shot on 3 October last year.", `3 October DATE 2015-10-03 2015-10-03
		last year DATE 2015 2015-01-01 2015-12-31`},
	{"", "He was shot last Oct. 23.", `Oct. 23 DATE 2015-10-23 2015-10-23`},
	{"", "It will open this Friday, April 1.", `this Friday, April 1 DATE 2016-04-01 2016-04-01 future`},
	{"", "Workers will march on May Day.", `May Day DATE 2016-05-01 2016-05-01 future`},
	{"", "The 2014 summer offensive failed.", `The 2014 summer DATE 2014-SU 2014-06-01 2014-08-31`},
	{"", "It began in the summer of last year.", `the summer of last year DATE 2015-SU 2015-06-01 2015-08-31`},
	{"", "Third-quarter losses were high.", `Third-quarter DATE 2015-Q3 2015-07-01 2015-09-30`},
	{"", "They rose in last year's third quarter.", `last year's third quarter DATE 2015-Q3 2015-07-01 2015-09-30`},
	{"", "They rose from the year-ago third quarter.", `the year-ago third quarter DATE 2015-Q3 2015-07-01 2015-09-30`},
	{"", "They rose in the latest quarter.", `the latest quarter DATE 2015-Q4 2015-10-01 2015-12-31`},
	{"", "They rose in last year's quarter.", `last year's quarter DATE 2014-Q4 2014-10-01 2014-12-31`},
	{"", "They rose in the third quarter and, for the quarter, beat hopes.", `the third quarter DATE 2015-Q3 2015-07-01 2015-09-30
		the quarter DATE 2015-Q3 2015-07-01 2015-09-30`},
	{"", "They beat year-ago results.", `year-ago DATE 2014-Q4 2014-10-01 2014-12-31`},
	{"", "He was shot on Easter Sunday 2015.", `Easter Sunday 2015 DATE 2015-04-05 2015-04-05`},
	{"", "The 2014 Ramadan was calm.", `2014 Ramadan DATE 2014-06-28 2014-06-28 2014-07-27`},
	{"", "IT EXPLODED AT 1915 [2115 GMT].", `1915 [2115 GMT] TIME 2016-03-31T19:15 2016-03-31`},
	{"1990-01-15", "IT EXPLODED AT 2335 [0335 GMT ON 12 JANUARY].", `2335 [0335 GMT ON 12 JANUARY] TIME 1990-01-11T23:35 1990-01-11`},
	{"", "It exploded at 10:35 a.m. (0735 GMT) on Friday.", `10:35 a.m. (0735 GMT) on Friday TIME 2016-03-25T10:35 2016-03-25`},
	{"", "IT EXPLODED AT 2100 LOCAL TIME (0300 GMT ON SUNDAY).", `2100 LOCAL TIME (0300 GMT ON SUNDAY) TIME 2016-03-26T21:00 2016-03-26`},
	{"", "The trial opens on April 5. At about 1:40 p.m. yesterday two men fired; by that evening both were held.", `April 5 DATE 2016-04-05 2016-04-05
		about 1:40 p.m. yesterday TIME 2016-03-30T13:40 2016-03-30
		that evening TIME 2016-03-30TEV 2016-03-30`},
	{"", "It was one of three that week. A day later it burnt.", `that week DATE 2016-W13 2016-03-28 2016-04-03
		A day later DATE 2016-W13 2016-03-28 2016-04-03`},
	{"", "It exploded at 7:15 p.m. on March 3.", `7:15 p.m. on March 3 TIME 2016-03-03T19:15 2016-03-03`},
	{"", "It exploded at 7:15 p.m. yesterday.", `7:15 p.m. yesterday TIME 2016-03-30T19:15 2016-03-30`},
	{"", "IT EXPLODED AT 1915 ON MONDAY.", `1915 ON MONDAY TIME 2016-03-28T19:15 2016-03-28`},
	{"", "It exploded on March 3 at 7:15 p.m. and burnt.", `March 3 at 7:15 p.m. TIME 2016-03-03T19:15 2016-03-03`},
	{"", "It exploded yesterday at 7:15 p.m. and burnt.", `yesterday at 7:15 p.m. TIME 2016-03-30T19:15 2016-03-30`},
	{"", "It exploded just after midnight.", `midnight TIME 2016-03-31T24:00 2016-03-31`},
	{"", "He died on the evening of last Monday.", `the evening of last Monday TIME 2016-03-28TEV 2016-03-28`},
	{"", "They fired in the early hours of this morning.", `the early hours of this morning TIME 2016-03-31TMO 2016-03-31`},
	{"", "He came on Monday and left in the evening.", `Monday DATE 2016-03-28 2016-03-28
		the evening TIME 2016-03-28TEV 2016-03-28`},
	{"", "He came on Monday and died late in the evening.", `Monday DATE 2016-03-28 2016-03-28
		late in the evening TIME 2016-03-28TEV 2016-03-28`},
	{"", "He left two or three years ago.", `two or three years ago DATE 2014 2014-01-01 2014-12-31`},
	{"", "He left years ago.", `years ago DATE PAST_REF`},
	{"", "He left a week ago Monday.", `a week ago Monday DATE 2016-03-21 2016-03-21`},
	{"", "He came on Monday but had left the day before.", `Monday DATE 2016-03-28 2016-03-28
		the day before DATE 2016-03-27 2016-03-27`},
	{"", "Last three days were calm.", `Last three days DURATION P3D 2016-03-29 2016-03-31`},
	{"", "Three-quarters of the town is in ruins.", ``},
	{"", "The 8-month-old truce held.", `8-month-old DURATION P8M`},
	{"", "It fell in the first nine months.", `the first nine months DURATION P9M`},
	{"", "It will take two to three weeks.", `two to three weeks DURATION P2W future`},
	{"", "A month-long siege ended.", `month-long DURATION P1M`},
	{"", "Losses for the year ended June 30 were high.", `the year DURATION P1Y
		June 30 DATE 2015-06-30 2015-06-30`},
	{"", "He was seen in the days before the vote.", `days DURATION PXD`},
	{"", "They meet every two weeks.", `every two weeks SET P2W`},
	{"", "Four die per day.", `per day SET P1D`},
	{"", "The current truce holds.", `current DATE PRESENT_REF`},
	{"", "It has grown in recent weeks.", `recent weeks DURATION PXW`},
	{"", "They fear future attacks.", `future DATE FUTURE_REF`},
	{"", "More is likely in coming weeks.", `coming weeks DURATION PXW`},
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			day := c.published
			if day == "" {
				day = published
			}
			got := describe(c.text, timex.Find(language.Analyze(c.text), date(t, day)))
			var want []string
			for line := range strings.SplitSeq(c.want, "\n") {
				if line = strings.TrimSpace(line); line != "" {
					want = append(want, line)
				}
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%s\ngot  %s\nwant %s", c.text, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
			}
		})
	}
}

// describe writes expressions as the cases do: a single day once, unknown days not at all.
func describe(text string, exprs []timex.Expr) []string {
	var out []string
	for _, e := range exprs {
		line := text[e.Start:e.End] + " " + e.Type.String() + " " + e.Value
		if e.Known() {
			line += " " + e.From.String()
			if e.To != e.From {
				line += " " + e.To.String()
			}
		}
		if e.Future {
			line += " future"
		}
		out = append(out, line)
	}
	return out
}

func date(t testing.TB, s string) tocsin.Date {
	t.Helper()
	d, err := tocsin.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestEveryRuleHasACase keeps the table of cases as wide as the tables of rules. Rules that only pass
// over words ("35-year-old") leave nothing to see.
func TestEveryRuleHasACase(t *testing.T) {
	seen := map[string]bool{"age": true, "fraction": true}
	for _, c := range cases {
		day := c.published
		if day == "" {
			day = published
		}
		for _, e := range timex.Find(language.Analyze(c.text), date(t, day)) {
			seen[e.Rule] = true
		}
	}
	for _, r := range timex.Rules() {
		if !seen[r] {
			t.Errorf("no case for rule %s", r)
		}
	}
}
