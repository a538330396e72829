//go:build race

package main

// raceDetector says that tests run with it, about ten times slower.
const raceDetector = true
