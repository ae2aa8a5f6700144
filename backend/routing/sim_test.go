package routing_test

import (
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
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
	for ; done < events; done++ {
		w.pass()
		w.happen()
		if w.d.in(4) {
			w.marks[grouped]++
			continue // the next event is decided together with this one
		}
		w.decide()
		if w.d.in(restartOneIn) {
			w.restart(!w.d.in(3))
			w.decide()
		}
	}
	return w, events, nil
}

func honest() engine { return routing.New() }

// number is a number from the environment, or what is usual.
func number(t *testing.T, name string, usual int) int {
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s: %q is not a number from 1 on", name, text)
	}
	return n
}

// A simulated floor lives through whatever can happen to it, and after each
// decision every promise is held against the log.
//
// row: P-010
func TestSimulation(t *testing.T) {
	seeds, events := simSeeds*number(t, "PARLEY_SCALE", 1), simEvents
	if testing.Short() || raceDetector {
		seeds, events = 4, 20_000
	}
	seeds, events = number(t, "PARLEY_SIM_SEEDS", seeds), number(t, "PARLEY_SIM_EVENTS", events)
	// A floor is small and what an event leaves behind is gone with it, so the collector
	// would come by thousands of times a second to find next to nothing.
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	marks := make(chan map[string]int, seeds)
	t.Run("seeds", func(t *testing.T) {
		for seed := range uint64(seeds) {
			t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
				t.Parallel()
				w, done, broke := live(seed, events, honest, "")
				if broke != nil {
					t.Errorf("seed %d, event %d: %v\nbefore:\n%s", seed, done, broke, strings.Join(w.trace.tail, "\n"))
				}
				marks <- w.reached()
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

// The same seed gives the same sentences, byte for byte.
func TestSimulationReplays(t *testing.T) {
	for seed := range uint64(3) {
		first, _, _ := live(seed, 10_000, honest, "")
		again, _, _ := live(seed, 10_000, honest, "")
		if first.trace.sum != again.trace.sum {
			t.Errorf("seed %d went two ways", seed)
		}
		if other, _, _ := live(seed+100, 10_000, honest, ""); other.trace.sum == first.trace.sum {
			t.Errorf("seeds %d and %d left the same trace, so the trace says nothing", seed, seed+100)
		}
	}
}
