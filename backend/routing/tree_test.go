package routing

import (
	"slices"
	"testing"
)

type number int

func (n number) before(o number) bool { return n < o }

// A tree and a sorted list are given the same work and must always agree.
func TestTreeAgreesWithSortedList(t *testing.T) {
	for seed := range uint64(20) {
		var tr tree[number]
		var list []number
		draw := seed
		for step := range 5000 {
			draw += 0x9e3779b97f4a7c15
			k := number(mix(draw) % 300)
			i, found := slices.BinarySearch(list, k)
			switch {
			case !found && step%3 != 0:
				tr.put(k)
				list = slices.Insert(list, i, k)
			case found:
				tr.remove(k)
				list = slices.Delete(list, i, i+1)
			default:
				tr.remove(k) // it is not there, which is no matter
			}
			if tr.size != len(list) {
				t.Fatalf("seed %d step %d: %d keys, want %d", seed, step, tr.size, len(list))
			}
			if len(list) > 0 && tr.least != list[0] {
				t.Fatalf("seed %d step %d: least is %d, want %d", seed, step, tr.least, list[0])
			}
			probe := number(mix(draw+1) % 300)
			i, found = slices.BinarySearch(list, probe)
			if got := tr.rank(probe); got != i {
				t.Fatalf("seed %d step %d: %d are before %d, want %d", seed, step, got, probe, i)
			}
			checkKey(t, list, i, tr.from, probe)
			if found {
				i++
			}
			checkKey(t, list, i, tr.after, probe)
		}
	}
}

func checkKey(t *testing.T, list []number, want int, look func(number) (number, bool), probe number) {
	t.Helper()
	got, ok := look(probe)
	if ok != (want < len(list)) || ok && got != list[want] {
		t.Fatalf("looking at %d in %v: got %d, %v", probe, list, got, ok)
	}
}

// The shape must not depend on the keys: ascending ones are what a queue gets.
func TestTreeStaysShallow(t *testing.T) {
	var tr tree[number]
	for k := range number(100_000) {
		tr.put(k)
	}
	var depth func(n *node[number]) int
	depth = func(n *node[number]) int {
		if n == nil {
			return 0
		}
		return 1 + max(depth(n.left), depth(n.right))
	}
	if d := depth(tr.root); d > 60 {
		t.Errorf("100,000 ascending keys stand %d deep", d)
	}
}
