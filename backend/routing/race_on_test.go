//go:build race

package routing_test

// The engine has no goroutine for the race detector to look at, and under it
// the simulation takes ten times as long. So it runs shorter there.
const raceDetector = true
