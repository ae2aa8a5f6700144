package rehearse

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// Figures are what became of the visitors of a while.
type Figures struct {
	Arrived, Answered, Finished, GaveUp, CutShort int
	// Returned came back after having been away; Lost lost their line.
	Returned, Lost int
	// Turned had nowhere to go: as many were here as are allowed at once.
	Turned int
	// Refused counts messages that were refused for good, by code.
	Refused map[desk.Code]int
	// Failed could not go on, and First says why the first of them could not.
	Failed int
	First  error
	// Waits are from a first message to the first answer.
	Waits []time.Duration
}

// Wait is the quantile q of the waits, 0 where nobody was answered.
func (f Figures) Wait(q float64) time.Duration {
	if len(f.Waits) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(f.Waits))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// String is the line that a minute of a rehearsal prints.
func (f Figures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "arrived %d, answered %d", f.Arrived, f.Answered)
	if f.Answered > 0 {
		fmt.Fprintf(&b, " (median wait %s)", short(f.Wait(0.5)))
	}
	fmt.Fprintf(&b, ", finished %d, gave up %d", f.Finished, f.GaveUp)
	for _, c := range []struct {
		what string
		n    int
	}{
		{"came back", f.Returned}, {"lost the line", f.Lost}, {"found no room", f.Turned}, {"failed", f.Failed},
	} {
		if c.n > 0 {
			fmt.Fprintf(&b, ", %s %d", c.what, c.n)
		}
	}
	codes := make([]desk.Code, 0, len(f.Refused))
	for code := range f.Refused {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		fmt.Fprintf(&b, ", refused as %s %d", code, f.Refused[code])
	}
	if f.First != nil {
		fmt.Fprintf(&b, " (%v)", f.First)
	}
	return b.String()
}

func short(d time.Duration) time.Duration {
	if d >= 10*time.Second {
		return d.Round(time.Second)
	}
	return d.Round(10 * time.Millisecond)
}

type ending int

const (
	finished ending = iota
	gaveUp
	cutShort
)

// Tally counts for the whole rehearsal and for the minute.
type Tally struct {
	mu     sync.Mutex
	all    Figures
	minute Figures
}

func (t *Tally) count(add func(*Figures)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	add(&t.all)
	add(&t.minute)
}

func (t *Tally) arrive() { t.count(func(f *Figures) { f.Arrived++ }) }
func (t *Tally) back()   { t.count(func(f *Figures) { f.Returned++ }) }
func (t *Tally) lose()   { t.count(func(f *Figures) { f.Lost++ }) }
func (t *Tally) turn()   { t.count(func(f *Figures) { f.Turned++ }) }

func (t *Tally) answer(wait time.Duration) {
	t.count(func(f *Figures) { f.Answered++; f.Waits = append(f.Waits, wait) })
}

func (t *Tally) refuse(code desk.Code) {
	t.count(func(f *Figures) {
		if f.Refused == nil {
			f.Refused = map[desk.Code]int{}
		}
		f.Refused[code]++
	})
}

func (t *Tally) fail(err error) {
	t.count(func(f *Figures) {
		f.Failed++
		if f.First == nil {
			f.First = err
		}
	})
}

func (t *Tally) end(how ending) {
	t.count(func(f *Figures) {
		switch how {
		case finished:
			f.Finished++
		case gaveUp:
			f.GaveUp++
		case cutShort:
			f.CutShort++
		}
	})
}

// Minute gives the figures since it was last asked.
func (t *Tally) Minute() Figures {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.minute
	t.minute = Figures{}
	return f
}

// All gives the figures since the beginning.
func (t *Tally) All() Figures {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.all
	f.Waits = slices.Clone(f.Waits)
	return f
}
