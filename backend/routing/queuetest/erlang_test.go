package queuetest

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, want, got, by float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > by*math.Abs(want) {
		t.Errorf("%s is %.9g; it must be %.9g", what, got, want)
	}
}

// chain is the birth and death of a queue with impatience, summed up state by
// state until nothing is left.
func chain(servers int, load, patience float64) Theory {
	in, p, sum, waits, queue := load*float64(servers), 1.0, 1.0, 0.0, 0.0
	if servers == 0 {
		waits = 1
	}
	for n := 1; n <= servers || p > sum*1e-40; n++ {
		out := math.Min(float64(n), float64(servers))
		if n > servers && patience > 0 {
			out += float64(n-servers) / patience
		}
		p *= in / out
		sum += p
		if n >= servers {
			waits += p
			queue += p * float64(n-servers)
		}
	}
	t := Theory{Waits: waits / sum, Wait: queue / sum / in}
	if patience > 0 {
		t.Leaves = t.Wait / patience
	}
	return t
}

// The formulas agree with the chains they are the solutions of, and with a
// value from the tables.
func TestFormulas(t *testing.T) {
	near(t, "Erlang B of 10 servers and 8 erlangs", 0.121661, erlangB(10, 8), 1e-5)
	near(t, "Erlang C of 10 servers at 0.8", 0.409180, ErlangC(10, 0.8).Waits, 1e-5)
	for _, servers := range []int{1, 3, 10, 40} {
		for _, load := range []float64{0.3, 0.7, 0.95} {
			c, want := ErlangC(servers, load), chain(servers, load, 0)
			near(t, "waits", want.Waits, c.Waits, 1e-9)
			near(t, "wait", want.Wait, c.Wait, 1e-9)
		}
		for _, load := range []float64{0.3, 0.95, 1, 1.5} {
			for _, patience := range []float64{0.1, 1, 5} {
				a, want := ErlangA(servers, load, patience), chain(servers, load, patience)
				near(t, "waits", want.Waits, a.Waits, 1e-9)
				near(t, "leaves", want.Leaves, a.Leaves, 1e-9)
				near(t, "wait", want.Wait, a.Wait, 1e-9)
			}
		}
	}
}

// Nobody helps out where nobody is; a first group that is hardly ever full does
// all the work; and what the first of two lines cannot take is Erlang B's.
func TestOverflow(t *testing.T) {
	_, share := Overflow(30, 10, 0.2)
	near(t, "the part of a group with room", 1, share, 1e-6)
	// With so many helpers that nobody waits, the first group is a line that
	// loses what it cannot take.
	_, share = Overflow(5, 60, 4.0/65)
	near(t, "the part of a full group", 1-erlangB(5, 4), share, 1e-6)
	together, _ := Overflow(6, 4, 0.8)
	near(t, "waits", ErlangC(10, 0.8).Waits, together.Waits, 1e-12)
}
