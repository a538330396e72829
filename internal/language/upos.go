package language

var tagNames = [...]string{
	ADJ: "ADJ", ADP: "ADP", ADV: "ADV", AUX: "AUX", CCONJ: "CCONJ", DET: "DET", INTJ: "INTJ", NOUN: "NOUN", NUM: "NUM",
	PART: "PART", PRON: "PRON", PROPN: "PROPN", PUNCT: "PUNCT", SCONJ: "SCONJ", SYM: "SYM", VERB: "VERB", X: "X",
}

// String returns the name of the tag as Universal Dependencies has it, "NOUN".
func (t Tag) String() string { return tagNames[t] }
