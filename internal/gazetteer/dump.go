package gazetteer

// An overlay is what a dump added to the embedded places.
type overlay struct {
	places []Place
	names  map[string][]Hit
	first  firstTokens
}
