package routing_test

import (
	"fmt"
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

// life is what a simulated floor goes through.
type life struct {
	seed   uint64
	events int
	make   func() engine
	// about is the one promise it is about, empty for all.
	about string
	// every is after how many decisions all is asked.
	every int
}

// askEvery is usual.
const askEvery = 4

// live goes through a life and says which promise broke, and after how many
// events.
func (l life) live() (w *world, done int, broke *violation) {
	w = newWorld(l)
	defer func() {
		if r := recover(); r != nil {
			v, ok := r.(*violation)
			if !ok {
				if l.about != "" && l.about != neverFalls {
					panic(r)
				}
				// Named like any other, or nobody could tell which seed it was.
				v = &violation{neverFalls, fmt.Sprintf("%v\n%s", r, debug.Stack())}
			}
			broke = v
		}
	}()
	for ; done < l.events; done++ {
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
	return w, l.events, nil
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
// PARLEY_SIM_FIRST the seed of the first. Whatever there is to go through must have
// happened once in a million events.
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
	defer debug.SetGCPercent(debug.SetGCPercent(1600))
	all := gathered{marks: map[string]int{}}
	whole := t.Run("seeds", func(sub *testing.T) {
		for seed := range seeds {
			sub.Run(strconv.Itoa(first+seed), func(sub *testing.T) {
				sub.Parallel()
				l := life{seed: uint64(first + seed), events: events, make: honest, every: askEvery}
				w, done, broke := l.live()
				if broke != nil {
					l.every = 1
					if w1, done1, broke1 := l.live(); broke1 != nil {
						w, done, broke = w1, done1, broke1
					}
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
		wanted := max(1, seeds*events/1_000_000)
		for _, name := range wantedMarks() {
			if n := all.marks[name]; n < wanted {
				t.Errorf("happened %d times and not %d: %s", n, wanted, name)
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

// Two floors on which a restart once changed who got a conversation: what nobody free
// might take counted among what was matched after it, and not before.
func TestARestartChangesNoMatch(t *testing.T) {
	for _, l := range []life{{seed: 16, events: 314_282}, {seed: 836, events: 218_202}} {
		t.Run(strconv.FormatUint(l.seed, 10), func(t *testing.T) {
			t.Parallel()
			l.make, l.every = honest, askEvery
			if _, done, broke := l.live(); broke != nil {
				t.Errorf("event %d: %v", done, broke)
			}
		})
	}
}

// The same seed gives the same sentences, byte for byte, however often the engine
// is asked in between.
func TestSimulationReplays(t *testing.T) {
	trace := func(seed uint64, every int) uint64 {
		w, _, _ := life{seed: seed, events: 10_000, make: honest, every: every}.live()
		return w.trace.sum
	}
	for seed := range uint64(3) {
		first := trace(seed, askEvery)
		if again := trace(seed, askEvery); first != again {
			t.Errorf("seed %d went two ways", seed)
		}
		if asked := trace(seed, 1); first != asked {
			t.Errorf("seed %d goes another way when the engine is asked more often", seed)
		}
		if other := trace(seed+100, askEvery); first == other {
			t.Errorf("seeds %d and %d left the same trace, so the trace says nothing", seed, seed+100)
		}
	}
}
