package routing

import "github.com/parley-desk/parley/backend/desk"

// rank is where a seat with a free slot stands among the others. Its fields are
// the reasons of doc.go in their order; hash is the place on the ring for the
// draw.
type rank struct {
	load  int
	last  desk.Millis
	share int64
	hash  uint64
	seat  *seat
}

// compare is negative when r comes first by the reasons that do not depend on
// the conversation, and 0 when only a draw can tell.
func (r rank) compare(o rank) int {
	switch {
	case r.load != o.load:
		return sign(r.load < o.load)
	case r.last != o.last:
		return sign(r.last < o.last)
	case r.share != o.share:
		return sign(r.share < o.share)
	}
	return 0
}

// before orders a class. Among equals it goes round the ring from 0; best finds
// from there who is next to a conversation.
func (r rank) before(o rank) bool {
	if c := r.compare(o); c != 0 {
		return c < 0
	}
	if r.hash != o.hash {
		return r.hash < o.hash
	}
	return r.id() < o.id()
}

// beats tells whether r is chosen rather than o for a conversation drawn at the
// given place of the ring.
func (r rank) beats(o rank, drawn uint64) bool {
	if c := r.compare(o); c != 0 {
		return c < 0
	}
	if r.hash != o.hash {
		return r.hash-drawn < o.hash-drawn // the way round from there, wrapping
	}
	return r.id() < o.id()
}

// id is empty for a rank that nobody holds, which is before all who share its
// place.
func (r rank) id() desk.AgentID {
	if r.seat == nil {
		return ""
	}
	return r.seat.agent.id
}

// reason is the first by which r comes before o.
func (r rank) reason(o rank) Reason {
	switch {
	case o.seat == nil:
		return OnlyOne
	case r.load != o.load:
		return ByLoad
	case r.last != o.last:
		return ByRest
	case r.share != o.share:
		return ByShare
	}
	return ByDraw
}

// best are the two of a class who come first for a conversation drawn at the
// given place. The class is not empty; a second there may not be.
func (c *class) best(drawn uint64) (first, second rank) {
	least := c.free.least
	first = c.along(least, drawn)
	second, ok := c.free.after(first)
	switch {
	case ok && second.compare(first) == 0:
	case first.seat != least.seat:
		second = least // round the ring's end, and not yet back at the first
	case ok:
		second = c.along(second, drawn) // the first had no equal
	}
	return first, second
}

// along is the next one along the ring from a place, of those who are equal to
// the least of them.
func (c *class) along(least rank, drawn uint64) rank {
	at := least
	at.hash, at.seat = drawn, nil
	if r, ok := c.free.from(at); ok && r.compare(least) == 0 {
		return r
	}
	return least
}

// choose are the two agents who come first for a waiting conversation. Of most
// classes it reads only the leader: whoever stands behind the second so far
// need not be looked at.
func (b *bucket) choose(drawn uint64) (first, second rank) {
	consider := func(r rank) {
		switch {
		case r.seat == nil:
		case first.seat == nil || r.beats(first, drawn):
			first, second = r, first
		case second.seat == nil || r.beats(second, drawn):
			second = r
		}
	}
	for _, c := range b.classes {
		if c.free.size == 0 || second.seat != nil && second.compare(c.free.least) < 0 {
			continue
		}
		one, two := c.best(drawn)
		consider(one)
		consider(two)
	}
	return first, second
}

func sign(less bool) int {
	if less {
		return -1
	}
	return 1
}

// place is where an id stands on the ring of the draw: FNV-1a, stirred, because
// ids that differ in one digit would otherwise stand side by side.
func place(id string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 1099511628211
	}
	return mix(h)
}

// mix is the last step of splitmix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
