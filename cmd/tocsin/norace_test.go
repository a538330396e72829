//go:build !race

package main

// raceDetector says that tests run without it.
const raceDetector = false
