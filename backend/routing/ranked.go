package routing

import "slices"

// ordered is a key that knows its place. Two keys of which neither is before
// the other are the same.
type ordered[K any] interface {
	comparable
	before(K) bool
}

// full is how many keys stand side by side in memory.
const full = 64

// ranked keeps keys in order, in blocks of neighbours: a change moves some of one
// block, and a look-up reads the directory of the blocks and then one of them.
// Of the sizes there are here that is several times as fast as a search tree,
// whose every step is another place in memory; only rank grows with the number
// of the blocks, and adding up is quick.
type ranked[K ordered[K]] struct {
	// least is the first key while size > 0: every decision asks for it. A single
	// key stands here and in no block: most queues of a busy desk have one or none
	// of those who are free, and are not worth two more places in memory.
	least  K
	size   int
	blocks []block[K]
	// spare is the room of a block that has gone, for the next one.
	spare []K
}

// block is some neighbours, at least one unless it is the only block. The last of
// them is kept beside, so that finding a block reads no other.
type block[K any] struct {
	last K
	keys []K
	// room is what the keys stand in, empty: those that went from the front have
	// left some of it before them.
	room []K
}

// insert adds a key at a place of the block, in what room it has.
func (b *block[K]) insert(i int, k K) {
	if n := len(b.keys); n == cap(b.keys) && n < cap(b.room) {
		b.keys = append(b.room, b.keys...)
	}
	b.keys = slices.Insert(b.keys, i, k)
	if cap(b.keys) > cap(b.room) {
		b.room = b.keys[:0]
	}
	b.last = b.keys[len(b.keys)-1]
}

// put adds a key that is not there.
func (r *ranked[K]) put(k K) {
	r.size++
	switch r.size {
	case 1:
		r.least = k
		return
	case 2:
		if len(r.blocks) == 0 {
			r.open(0)
		}
		r.blocks[0].insert(0, r.least)
	}
	if k.before(r.least) {
		r.least = k
	}
	b := r.blockOf(k)
	if b == len(r.blocks) { // behind all others
		if len(r.blocks[b-1].keys) >= full {
			r.open(b)
		} else {
			b--
		}
		r.blocks[b].insert(len(r.blocks[b].keys), k)
		return
	}
	if len(r.blocks[b].keys) >= full {
		r.open(b)
		half, rest := &r.blocks[b], &r.blocks[b+1]
		half.keys = append(half.keys, rest.keys[:full/2]...)
		half.last = half.keys[full/2-1]
		half.room = half.keys[:0]
		rest.keys = slices.Delete(rest.keys, 0, full/2)
		if !k.before(half.last) {
			b++
		}
	}
	at := &r.blocks[b]
	at.insert(first(at.keys, k), k)
}

// open makes an empty block at a place.
func (r *ranked[K]) open(b int) {
	r.blocks = slices.Insert(r.blocks, b, block[K]{keys: r.spare, room: r.spare})
	r.spare = nil
}

// shut takes out a block of which nothing is needed any more.
func (r *ranked[K]) shut(b int) {
	r.spare = r.blocks[b].room
	r.blocks = slices.Delete(r.blocks, b, b+1)
}

// remove takes a key out; one that is not there is no matter.
func (r *ranked[K]) remove(k K) {
	var none K
	if r.size < 2 {
		if r.size == 1 && k == r.least {
			r.size, r.least = 0, none
		}
		return
	}
	b, i := 0, 0
	if k != r.least { // most that go are the first, and need not be looked for
		if b = r.blockOf(k); b == len(r.blocks) {
			return
		}
		if i = first(r.blocks[b].keys, k); k.before(r.blocks[b].keys[i]) {
			return
		}
	}
	at := &r.blocks[b]
	r.size--
	if i == 0 { // who waits longest goes first, and nobody has to move up
		at.keys[0] = none
		at.keys = at.keys[1:]
	} else {
		at.keys = slices.Delete(at.keys, i, i+1)
	}
	if n := len(at.keys); n == 0 {
		r.shut(b)
	} else if at.last = at.keys[n-1]; n <= full/2 {
		r.join(b)
		r.join(b - 1)
	}
	at = &r.blocks[0]
	if r.least = at.keys[0]; r.size == 1 { // the only block stays for the next keys, empty
		at.keys[0] = none
		at.keys, at.last = at.room, none
	}
}

// join puts a block together with the one behind it where both have become small,
// or else the directory would grow long with all that ever went.
func (r *ranked[K]) join(b int) {
	if b < 0 || b+1 == len(r.blocks) || len(r.blocks[b].keys)+len(r.blocks[b+1].keys) > full/2 {
		return
	}
	at := &r.blocks[b]
	for _, k := range r.blocks[b+1].keys {
		at.insert(len(at.keys), k)
	}
	clear(r.blocks[b+1].keys)
	r.shut(b + 1)
}

// blockOf is the first block that does not end before k, or how many there are.
// Most come last and go first, so those places are looked at before all others.
func (r *ranked[K]) blockOf(k K) int {
	low, high := 0, len(r.blocks)
	if r.blocks[high-1].last.before(k) {
		return high
	}
	if !r.blocks[0].last.before(k) {
		return 0
	}
	for low < high {
		middle := int(uint(low+high) / 2)
		if r.blocks[middle].last.before(k) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// first is the place of the first key that is not before k, or how many there are.
func first[K ordered[K]](keys []K, k K) int {
	low, high := 0, len(keys)
	if high == 0 || !keys[0].before(k) {
		return 0
	}
	for low < high {
		middle := int(uint(low+high) / 2)
		if keys[middle].before(k) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// last is the last key where there is one.
func (r *ranked[K]) last() K {
	if r.size == 1 {
		return r.least
	}
	return r.blocks[len(r.blocks)-1].last
}

// from is the first key that is not before k.
func (r *ranked[K]) from(k K) (found K, ok bool) {
	if r.size < 2 {
		return r.least, r.size == 1 && !r.least.before(k)
	}
	b := r.blockOf(k)
	if b == len(r.blocks) {
		return found, false
	}
	keys := r.blocks[b].keys
	return keys[first(keys, k)], true
}

// after is the first key that k is before.
func (r *ranked[K]) after(k K) (found K, ok bool) {
	if r.size < 2 {
		return r.least, r.size == 1 && k.before(r.least)
	}
	b := r.blockOf(k)
	if b == len(r.blocks) {
		return found, false
	}
	keys := r.blocks[b].keys
	i := first(keys, k)
	if k.before(keys[i]) {
		return keys[i], true
	}
	if i+1 < len(keys) {
		return keys[i+1], true
	}
	if b+1 == len(r.blocks) {
		return found, false
	}
	return r.blocks[b+1].keys[0], true
}

// spot is where a key was seen: it is looked for there first.
type spot struct{ block, i int }

// next is the key behind k, which is there; none where k is the last. It begins where k
// was seen and says where the next one is.
func (r *ranked[K]) next(k K, near *spot) (found K) {
	if r.size < 2 {
		return found
	}
	b, i := near.block, near.i
	if b >= len(r.blocks) || i >= len(r.blocks[b].keys) || r.blocks[b].keys[i] != k {
		b = r.blockOf(k)
		i = first(r.blocks[b].keys, k)
	}
	if i++; i == len(r.blocks[b].keys) {
		b, i = b+1, 0
	}
	if *near = (spot{b, i}); b < len(r.blocks) {
		found = r.blocks[b].keys[i]
	}
	return found
}

// rank is how many keys are before k.
func (r *ranked[K]) rank(k K) (less int) {
	if r.size < 2 {
		if r.size == 1 && r.least.before(k) {
			return 1
		}
		return 0
	}
	b := r.blockOf(k)
	for _, before := range r.blocks[:b] {
		less += len(before.keys)
	}
	if b < len(r.blocks) {
		less += first(r.blocks[b].keys, k)
	}
	return less
}

// each visits the keys in order until do returns false. It must change nothing.
func (r *ranked[K]) each(do func(K) bool) {
	if r.size > 0 {
		r.eachFrom(r.least, do)
	}
}

// eachFrom visits the keys from one that is there on, as each does.
func (r *ranked[K]) eachFrom(k K, do func(K) bool) {
	if r.size == 1 {
		do(k)
		return
	}
	b := r.blockOf(k)
	keys := r.blocks[b].keys[first(r.blocks[b].keys, k):]
	for {
		for _, k := range keys {
			if !do(k) {
				return
			}
		}
		if b++; b == len(r.blocks) {
			return
		}
		keys = r.blocks[b].keys
	}
}
