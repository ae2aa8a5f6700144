package routing

import (
	"slices"
	"testing"
)

type number int

func (n number) before(o number) bool { return n < o }

// Ranked keys and a sorted list are given the same work and must always agree.
func TestRankedAgreesWithSortedList(t *testing.T) {
	for seed := range uint64(20) {
		var tr ranked[number]
		var list []number
		var near spot
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
			if found {
				checkNext(t, &tr, list, i, probe, &near)
			}
		}
	}
}

// checkNext goes from a key that is there to the end, from wherever the last one was seen.
func checkNext(t *testing.T, tr *ranked[number], list []number, want int, probe number, near *spot) {
	t.Helper()
	var rest []number
	tr.eachFrom(probe, func(n number) bool { rest = append(rest, n); return true })
	if !slices.Equal(rest, list[want-1:]) {
		t.Fatalf("from %d in %v: visited %v", probe, list, rest)
	}
	for ; want < len(list); want++ {
		if probe = tr.next(probe, near); probe != list[want] {
			t.Fatalf("next in %v: got %d, want %d", list, probe, list[want])
		}
	}
	if got := tr.next(probe, near); got != 0 {
		t.Fatalf("behind all of %v: got %d", list, got)
	}
}

func checkKey(t *testing.T, list []number, want int, look func(number) (number, bool), probe number) {
	t.Helper()
	got, ok := look(probe)
	if ok != (want < len(list)) || ok && got != list[want] {
		t.Fatalf("looking at %d in %v: got %d, %v", probe, list, got, ok)
	}
}

// The directory must stay short whatever comes and goes: a queue that is served
// from its front, one from which people leave anywhere, one that fills anywhere.
func TestRankedStaysShort(t *testing.T) {
	var r ranked[number]
	short := func(after string) {
		t.Helper()
		if most := r.size/(full/4) + 2; len(r.blocks) > most {
			t.Errorf("%s: %d keys stand in %d blocks", after, r.size, len(r.blocks))
		}
	}
	for k := range number(100_000) {
		r.put(k)
	}
	if want := 100_000/full + 1; len(r.blocks) > want {
		t.Errorf("ascending keys stand in %d blocks, want %d", len(r.blocks), want)
	}
	for k := range number(50_000) {
		r.remove(k)
	}
	short("served from the front")
	for k := number(50_000); k < 100_000; k++ {
		if mix(uint64(k))%20 > 0 {
			r.remove(k)
		}
	}
	short("left anywhere")
	for k := number(200_000); k > 100_000; k-- {
		r.put(k)
	}
	short("descending")
	if r.size != r.rank(1<<40) {
		t.Errorf("%d keys, %d before the end", r.size, r.rank(1<<40))
	}
}
