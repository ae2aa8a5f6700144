package routing_test

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/parley-desk/parley/backend/routing"
)

const (
	simSeeds  = 20
	simEvents = 50_000
)

// live runs a seed and says which promise broke, and after how many events. It
// is about one promise alone if one is named.
func live(seed uint64, events int, make func() engine, about string) (w *world, done int, broke *violation) {
	w = newWorld(seed, make)
	w.about = about
	defer func() {
		if r := recover(); r != nil {
			v, ok := r.(*violation)
			if !ok {
				panic(r)
			}
			broke = v
		}
	}()
	for done = range events {
		w.pass()
		w.happen()
		if w.d.in(4) {
			w.marks["grouped"]++
			continue // the next event is decided together with this one
		}
		w.decide()
		if w.d.in(restartOneIn) {
			w.restart(w.d.in(2))
			w.decide()
		}
	}
	return w, events, nil
}

func honest() engine { return routing.New() }

// scale is how many times the usual number of seeds to run.
func scale(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("PARLEY_SCALE"))
	if err != nil && os.Getenv("PARLEY_SCALE") != "" {
		t.Fatalf("PARLEY_SCALE: %v", err)
	}
	return max(n, 1)
}

// A simulated floor lives through whatever can happen to it, and after each
// decision every promise is held against the log.
//
// row: P-010
func TestSimulation(t *testing.T) {
	seeds, events := simSeeds*scale(t), simEvents
	if testing.Short() || raceDetector {
		seeds, events = 4, 20_000
	}
	marks := make(chan map[string]int, seeds)
	t.Run("seeds", func(t *testing.T) {
		for seed := range uint64(seeds) {
			t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
				t.Parallel()
				w, done, broke := live(seed, events, honest, "")
				if broke != nil {
					t.Errorf("seed %d, event %d: %v", seed, done, broke)
				}
				marks <- w.marks
			})
		}
	})
	close(marks)
	reached := map[string]int{}
	for m := range marks {
		for name, n := range m {
			reached[name] += n
		}
	}
	for _, name := range wantedMarks() {
		if reached[name] == 0 {
			t.Errorf("never happened: %s", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(reached)) {
		t.Logf("%9d  %s", reached[name], name)
	}
}

// wantedMarks is what a run must have been through to say anything.
func wantedMarks() []string {
	marks := []string{
		"grouped", "doubled", "reordered", "lowered below the load", "late close of what another has",
		"restart with turns", "restart without turns",
		"waits: no group", "waits: nobody granted", "waits: nobody on the line", "waits: nobody available", "waits: all full",
	}
	for _, h := range happenings {
		marks = append(marks, h.name)
	}
	for _, r := range []routing.Reason{
		routing.OnlyOne, routing.ByLoad, routing.ByRest, routing.ByShare, routing.ByDraw,
	} {
		marks = append(marks, "reason "+string(r))
	}
	return marks
}

// The same seed gives the same sentences, byte for byte.
func TestSimulationReplays(t *testing.T) {
	for seed := range uint64(3) {
		first, _, _ := live(seed, 10_000, honest, "")
		again, _, _ := live(seed, 10_000, honest, "")
		if first.trace.Sum64() != again.trace.Sum64() {
			t.Errorf("seed %d went two ways", seed)
		}
		if other, _, _ := live(seed+100, 10_000, honest, ""); other.trace.Sum64() == first.trace.Sum64() {
			t.Errorf("seeds %d and %d left the same trace, so the trace says nothing", seed, seed+100)
		}
	}
}
