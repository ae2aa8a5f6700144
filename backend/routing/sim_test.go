package routing_test

import (
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
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

// number is a number from the environment, from 0 on where that is usual and
// otherwise from 1 on, or what is usual.
func number(t *testing.T, name string, usual int) int {
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if least := min(usual, 1); err != nil || n < least {
		t.Fatalf("%s: %q is not a number from %d on", name, text, least)
	}
	return n
}

// A simulated floor lives through whatever can happen to it, and after each
// decision every promise is held against the log. PARLEY_SIM_SEEDS and
// PARLEY_SIM_EVENTS say how many floors there are and how long each lives,
// PARLEY_SIM_FIRST the seed of the first.
//
// row: P-010
func TestSimulation(t *testing.T) {
	seeds, events := simSeeds*number(t, "PARLEY_SCALE", 1), simEvents
	if testing.Short() || raceDetector {
		seeds, events = 4, 20_000
	}
	seeds, events = number(t, "PARLEY_SIM_SEEDS", seeds), number(t, "PARLEY_SIM_EVENTS", events)
	first := number(t, "PARLEY_SIM_FIRST", 0)
	// A floor is small and what an event leaves behind is gone with it, so the collector
	// would come by thousands of times a second to find next to nothing.
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	all := gathered{marks: map[string]int{}}
	whole := t.Run("seeds", func(sub *testing.T) {
		for seed := range seeds {
			sub.Run(strconv.Itoa(first+seed), func(sub *testing.T) {
				sub.Parallel()
				w, done, broke := live(uint64(first+seed), events, honest, "")
				if broke != nil {
					sub.Errorf("event %d: %v", done, broke)
					sub.Errorf("again: PARLEY_SIM_FIRST=%d PARLEY_SIM_SEEDS=1 PARLEY_SIM_EVENTS=%d go test -count=1 -run '^TestSimulation$' ./backend/routing", first+seed, done+1)
					sub.Logf("before:\n%s", strings.Join(w.trace.tail, "\n"))
				}
				if n := all.add(w); n%50 == 0 && n < seeds {
					t.Logf("%d of %d seeds", n, seeds)
				}
			})
		}
	})
	t.Logf("%d seeds from %d on, of %d events each, left the trace %016x", seeds, first, events, all.trace)
	if whole && seeds*events >= 80_000 { // fewer cannot have been through everything
		for _, name := range wantedMarks() {
			if all.marks[name] == 0 {
				t.Errorf("never happened: %s", name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all.marks)) {
		t.Logf("%9d  %s", all.marks[name], name)
	}
}

// gathered is what all floors of a run were through.
type gathered struct {
	sync.Mutex
	worlds int
	marks  map[string]int
	trace  uint64 // in whatever order they were gathered
}

// add gathers another floor, and tells how many there are.
func (g *gathered) add(w *world) int {
	g.Lock()
	defer g.Unlock()
	for name, n := range w.reached() {
		g.marks[name] += n
	}
	g.trace += stir(w.trace.sum)
	g.worlds++
	return g.worlds
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
