package routing

import "github.com/parley-desk/parley/backend/desk"

// talks keeps the conversations and finds them by their ids. It is asked with each
// input about one, and where a hundred thousand wait the answer has left the cache:
// so the table is small, what is found stands in one place, and both are used again
// rather than left to the collector, which would read through all for the sake of few.
type talks struct {
	slots []talk // a power of two of them, at most half of them taken
	size  int
	// found is the slot where the last search ended: what is taken out was mostly
	// looked for just before.
	found int
	// rooms are where the items stand, spare the places of those that are over, and
	// begun says how many places have ever been taken.
	rooms []*[room]item
	spare []uint32
	begun uint32
}

// talk is a part of the hash of an id and the place of its item, counted from 1; a
// slot with place 0 is free.
type talk struct{ hash, place uint32 }

// room is how many items are made at a time: a whole number of pages.
const room = 1024

// at is the item at a place.
func (t *talks) at(place uint32) *item { return &t.rooms[(place-1)/room][(place-1)%room] }

// find is the conversation with an id, nil where there is none.
func (t *talks) find(id desk.ConversationID) *item {
	if t.size == 0 {
		return nil
	}
	hash := hashID(id)
	for i := t.home(hash); ; i = t.next(i) {
		slot := t.slots[i]
		if slot.place == 0 {
			return nil
		}
		if slot.hash == hash {
			if it := t.at(slot.place); it.id == id {
				t.found = i
				return it
			}
		}
	}
}

// put begins to know a conversation that is not there.
func (t *talks) put(id desk.ConversationID) *item {
	if t.size++; 2*t.size > len(t.slots) {
		old := t.slots
		t.slots = make([]talk, max(2*len(old), 16))
		for _, slot := range old {
			if slot.place > 0 {
				t.add(slot)
			}
		}
	}
	var place uint32
	if last := len(t.spare) - 1; last >= 0 {
		place, t.spare = t.spare[last], t.spare[:last]
	} else {
		if t.begun%room == 0 {
			t.rooms = append(t.rooms, new([room]item))
		}
		t.begun++
		place = t.begun
	}
	t.add(talk{hashID(id), place})
	it := t.at(place)
	it.id = id
	return it
}

// add puts what it is given into the first free slot from its home on.
func (t *talks) add(new talk) {
	i := t.home(new.hash)
	for t.slots[i].place != 0 {
		i = t.next(i)
	}
	t.slots[i] = new
}

// remove forgets a conversation that is there.
func (t *talks) remove(it *item) {
	i := t.found
	if i >= len(t.slots) || t.slots[i].place == 0 || t.at(t.slots[i].place) != it {
		for i = t.home(hashID(it.id)); t.at(t.slots[i].place) != it; {
			i = t.next(i)
		}
	}
	t.size--
	t.spare = append(t.spare, t.slots[i].place)
	*it = item{}
	// Those behind move up, or else the search for them would end at the gap.
	for j := t.next(i); t.slots[j].place != 0; j = t.next(j) {
		mask := len(t.slots) - 1
		if home := t.home(t.slots[j].hash); (j-home)&mask >= (j-i)&mask {
			t.slots[i], i = t.slots[j], j
		}
	}
	t.slots[i] = talk{}
}

// home is where a hash is looked for first.
func (t *talks) home(hash uint32) int { return int(hash) & (len(t.slots) - 1) }

// next is the slot behind one, the first behind the last.
func (t *talks) next(i int) int { return (i + 1) & (len(t.slots) - 1) }

// each visits all, in an order that means nothing.
func (t *talks) each(do func(*item)) {
	for _, slot := range t.slots {
		if slot.place > 0 {
			do(t.at(slot.place))
		}
	}
}

func hashID(id desk.ConversationID) uint32 { return uint32(hashOf(0, string(id)) >> 32) }
