package routing

import (
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// The tree of lines and a list of moments are given the same work and must agree.
func TestLinesComeDueInOrder(t *testing.T) {
	for seed := range uint64(20) {
		var h lines
		dues := map[*line]desk.Millis{}
		var all []*line
		draw := seed
		n := func(below int) int {
			draw += 0x9e3779b97f4a7c15
			return int(mix(draw) % uint64(below))
		}
		for step := range 3000 {
			switch {
			case len(all) < 3 || n(5) == 0:
				l := &line{}
				h.add(l)
				all, dues[l] = append(all, l), forever
			case n(5) == 0:
				i := n(len(all))
				h.remove(all[i])
				delete(dues, all[i])
				all = slices.Delete(all, i, i+1)
			default:
				l := all[n(len(all))]
				dues[l] = desk.Millis(n(1_000_000) - step)
				h.set(l, dues[l])
			}
			least := forever
			for l, due := range dues {
				if h.all[l.at] != l || h.of(l) != due {
					t.Fatalf("seed %d step %d: a line is not where it thinks, or comes due at %d, want %d", seed, step, h.of(l), due)
				}
				least = min(least, due)
			}
			if got := h.due(); got != least {
				t.Fatalf("seed %d step %d: due at %d, want %d", seed, step, got, least)
			}
			if least < forever && dues[h.first()] != least {
				t.Fatalf("seed %d step %d: the first comes due at %d, want %d", seed, step, dues[h.first()], least)
			}
		}
	}
}
