package routing

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// A table and a map are given the same work and must always agree, also where many
// share a home.
func TestTalksAgreeWithMap(t *testing.T) {
	for seed := range uint64(20) {
		var table talks
		want := map[desk.ConversationID]*item{}
		draw := seed
		for step := range 5000 {
			draw += 0x9e3779b97f4a7c15
			id := desk.ConversationID(fmt.Sprint("c", mix(draw)%300))
			switch it := want[id]; {
			case it == nil && step%3 != 0:
				want[id] = table.put(id)
			case it != nil:
				table.remove(it)
				delete(want, id)
			}
			probe := desk.ConversationID(fmt.Sprint("c", mix(draw+1)%300))
			if got := table.find(probe); got != want[probe] {
				t.Fatalf("seed %d step %d: found %v, want %v", seed, step, got, want[probe])
			}
		}
		table.each(func(it *item) {
			if want[it.id] != it {
				t.Errorf("seed %d: visited %v", seed, it.id)
			}
			delete(want, it.id)
		})
		if len(want) > 0 {
			t.Errorf("seed %d: did not visit %d", seed, len(want))
		}
	}
}
