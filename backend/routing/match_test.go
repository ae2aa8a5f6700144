package routing

import (
	"slices"
	"testing"
)

// TestAMatchIsTheCheapest tries every way to give some slots to some who wait,
// and holds the match against the best of them: it serves whom the queue puts
// first, as many as can be, and of those ways it is the cheapest.
func TestAMatchIsTheCheapest(t *testing.T) {
	drawn := uint64(0)
	draw := func(below int64) int64 {
		drawn++
		return int64(mix(drawn*0x9e3779b97f4a7c15) % uint64(below))
	}
	serving, passing := 0, 0
	for range 20_000 {
		rows, columns := 1+int(draw(5)), 1+int(draw(5))
		cost := make([][]int64, rows)
		share, most := draw(100), int64(1)<<draw(40)
		for i := range cost {
			cost[i] = make([]int64, columns)
			for j := range cost[i] {
				cost[i][j] = never
				if draw(100) < share {
					cost[i][j] = draw(most)
				}
			}
		}
		got := matched(cost, columns)
		served, sum := make([]bool, rows), int64(0)
		taken := map[int]bool{}
		for i, j := range got {
			if j < 0 {
				passing++
				continue
			}
			serving++
			if taken[j] || cost[i][j] == never {
				t.Fatalf("costs %v: given %v", cost, got)
			}
			taken[j], served[i] = true, true
			sum += cost[i][j]
		}
		best := everyWay(cost, 0, make([]bool, columns))
		if !slices.Equal(served, best.served) || sum != best.sum {
			t.Fatalf("costs %v: given %v at %d, the best way serves %v at %d", cost, got, sum, best.served, best.sum)
		}
	}
	if serving < 10_000 || passing < 10_000 {
		t.Errorf("%d were served and %d were not: one of the two was hardly tried", serving, passing)
	}
}

// way is who is served, and at what cost.
type way struct {
	served []bool
	sum    int64
}

// before tells whether a way is better than another: the first in the queue who
// is served in one of them alone decides, and then the cost.
func (w way) before(o way) bool {
	for i := range w.served {
		if w.served[i] != o.served[i] {
			return w.served[i]
		}
	}
	return w.sum < o.sum
}

// everyWay is the best of all ways to serve the rows from one on.
func everyWay(cost [][]int64, from int, taken []bool) way {
	if from == len(cost) {
		return way{}
	}
	rest := everyWay(cost, from+1, taken)
	best := way{append([]bool{false}, rest.served...), rest.sum}
	for j, c := range cost[from] {
		if taken[j] || c == never {
			continue
		}
		taken[j] = true
		rest := everyWay(cost, from+1, taken)
		taken[j] = false
		if w := (way{append([]bool{true}, rest.served...), c + rest.sum}); w.before(best) {
			best = w
		}
	}
	return best
}
