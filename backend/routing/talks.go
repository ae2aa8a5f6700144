package routing

import "github.com/parley-desk/parley/backend/desk"

// talks finds conversations by their ids. It is asked with each input about one, and
// where a hundred thousand wait the answer has left the cache: here it stands in one
// place, where a map of Go reads two or three. Its hash is the place on the ring of
// the draw, which a conversation has anyway.
type talks struct {
	slots []talk // a power of two of them, at most half of them taken
	size  int
}

// talk is an item with its hash; in a free slot there is none.
type talk struct {
	hash uint64
	item *item
}

// find is the conversation with an id, nil where there is none.
func (t *talks) find(id desk.ConversationID) *item {
	if t.size == 0 {
		return nil
	}
	hash := place(string(id))
	for i := t.home(hash); ; i = t.next(i) {
		at := &t.slots[i]
		if at.item == nil || at.hash == hash && at.item.id == id {
			return at.item
		}
	}
}

// put adds a conversation that is not there.
func (t *talks) put(it *item) {
	if t.size++; 2*t.size > len(t.slots) {
		old := t.slots
		t.slots = make([]talk, max(2*len(old), 16))
		for _, at := range old {
			if at.item != nil {
				t.add(at)
			}
		}
	}
	t.add(talk{it.drawn, it})
}

// add puts what it is given into the first free slot from its home on.
func (t *talks) add(new talk) {
	i := t.home(new.hash)
	for t.slots[i].item != nil {
		i = t.next(i)
	}
	t.slots[i] = new
}

// remove takes out a conversation that is there.
func (t *talks) remove(it *item) {
	i := t.home(it.drawn)
	for t.slots[i].item != it {
		i = t.next(i)
	}
	t.size--
	// Those behind move up, or else the search for them would end at the gap.
	for j := t.next(i); t.slots[j].item != nil; j = t.next(j) {
		mask := len(t.slots) - 1
		if home := t.home(t.slots[j].hash); (j-home)&mask >= (j-i)&mask {
			t.slots[i], i = t.slots[j], j
		}
	}
	t.slots[i] = talk{}
}

// home is where a hash is looked for first.
func (t *talks) home(hash uint64) int { return int(hash & uint64(len(t.slots)-1)) }

// next is the slot behind one, the first behind the last.
func (t *talks) next(i int) int { return (i + 1) & (len(t.slots) - 1) }

// each visits all, in an order that means nothing.
func (t *talks) each(do func(*item)) {
	for _, at := range t.slots {
		if at.item != nil {
			do(at.item)
		}
	}
}
