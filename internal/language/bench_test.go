package language

import (
	"strings"
	"testing"
)

// newsText is a news report of our own, long enough for its words to vary.
const newsText = `KARETH, Ostrava (Newswire) - Gunmen on motorcycles attacked a police post outside the eastern town of Kareth
late on Monday, killing at least 11 officers and wounding two dozen more, officials said. The Dawn Front, which has fought
the government since 2011, claimed responsibility in a statement posted on its Telegram channel.

"They came from three sides and opened fire before we could reach our weapons," said Lt. Col. J. B. Marat, the district's
deputy police chief. Hospital staff told reporters that 14 of the wounded were in critical condition. A bomb that had been
planted by the road to the U.S.-run airfield did not explode and was defused by the army's engineers at about 5 a.m.

The interior ministry blamed the attack on "foreign-backed terrorists" but offered no evidence. Several villages around
al-Qasir have been shelled since Nov. 3, and hundreds of families have fled; aid workers, who weren't allowed to enter the
area, put the number of displaced people at 1,200. President Ilya Torvan's office said he would visit the region on Friday.
`

func BenchmarkAnalyze(b *testing.B) {
	text := strings.Repeat(newsText, 50)
	Analyze(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Analyze(text)
	}
}
