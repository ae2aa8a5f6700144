package routing

import (
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// The heap of lines and a list of moments are given the same work and must agree.
func TestLinesComeDueInOrder(t *testing.T) {
	for seed := range uint64(20) {
		var h lines
		var all []*line
		draw := seed
		n := func(below int) int {
			draw += 0x9e3779b97f4a7c15
			return int(mix(draw) % uint64(below))
		}
		for step := range 3000 {
			switch {
			case len(all) < 3 || n(5) == 0:
				l := &line{plan: &plan{}}
				h.add(l)
				all = append(all, l)
			case n(5) == 0:
				i := n(len(all))
				h.remove(all[i])
				all = slices.Delete(all, i, i+1)
			default:
				h.put(all[n(len(all))], desk.Millis(n(1_000_000)-step))
			}
			least := forever
			for _, l := range all {
				if h[l.at].line != l {
					t.Fatalf("seed %d step %d: a line is not where it thinks", seed, step)
				}
				if !h[l.at].stale { // nobody stands in these lines, so that one of them comes due no more
					least = min(least, h[l.at].due)
				}
			}
			if got := h.due(); got != least {
				t.Fatalf("seed %d step %d: due at %d, want %d", seed, step, got, least)
			}
			if n(3) == 0 { // whoever came due has gone
				h[0].stale = true
			}
		}
	}
}
