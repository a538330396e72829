package main

import (
	"slices"
	"strings"
)

// arabic are the countries whose names come to the news from Arabic.
var arabic = map[string]bool{"SY": true, "IQ": true, "YE": true, "LB": true, "JO": true, "PS": true, "EG": true, "LY": true, "SD": true, "SA": true, "AE": true, "OM": true, "KW": true, "QA": true, "BH": true, "DZ": true, "TN": true, "MA": true, "MR": true, "IL": true, "TD": true}

// articles are the Arabic article and the forms it takes before some letters.
var articles = map[string]bool{"al": true, "ad": true, "adh": true, "an": true, "ar": true, "as": true, "ash": true, "at": true, "ath": true, "az": true, "el": true, "ed": true, "es": true, "esh": true, "et": true, "er": true, "ez": true, "en": true}

// variants are first words of Arabic names as maps and as the news write them.
var variants = [][]string{
	{"tall", "tal", "tell", "tel"}, {"dayr", "deir", "dair", "deyr"}, {"ayn", "ain", "ein"}, {"umm", "um", "om"},
	{"bayt", "beit", "bait"}, {"kafr", "kafar", "kafer", "kfar"}, {"jabal", "jebel", "jabel"}, {"bir", "bi'r", "beer"},
	{"khan"}, {"abu", "abou"}, {"shaykh", "sheikh", "shaikh", "cheikh"}, {"qasr", "kasr"}, {"qal at", "qalat"}, {"bani", "beni"},
}

// spellings gives other forms of a folded Arabic name that reports use: without its article or with
// the plain one, with the first word as another hand writes it, with the silent h left out.
func spellings(cc, key string) []string {
	if !arabic[cc] || key == "" || key[0] < 'a' || key[0] > 'z' {
		return nil
	}
	words := strings.Fields(key)
	var out []string
	add := func(ws []string) {
		k := strings.Join(ws, " ")
		if len(k) < 4 {
			return
		}
		out = append(out, k)
		if s, ok := strings.CutSuffix(k, "ah"); ok && len(s) > 3 {
			out = append(out, s+"a")
		}
	}
	add(words)
	if len(words) > 1 && articles[words[0]] {
		add(words[1:])
		add(append([]string{"al"}, words[1:]...))
	}
	for _, v := range variants {
		if !slices.Contains(v, words[0]) || len(words) < 2 {
			continue
		}
		for _, w := range v {
			add(append([]string{w}, words[1:]...))
			if len(words) > 2 && articles[words[1]] {
				add(append([]string{w, "al"}, words[2:]...))
				add(append([]string{w, "el"}, words[2:]...))
			}
		}
	}
	return out
}
