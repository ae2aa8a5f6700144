package routing

import "github.com/parley-desk/parley/backend/desk"

// order says in which order load, rest and fair share are compared.
type order int

const (
	byLoad  order = iota // balanced, best_skill
	byRest               // longest_idle
	byShare              // fair_share
	byFill               // fill_first
	orders
)

func orderOf(o desk.Order) order {
	switch o {
	case desk.LongestIdle:
		return byRest
	case desk.FairShare:
		return byShare
	case desk.FillFirst:
		return byFill
	}
	return byLoad
}

// reasons names what an order compares, in turn.
var reasons = [orders][3]Reason{
	byLoad:  {ByLoad, ByRest, ByShare},
	byRest:  {ByRest, ByLoad, ByShare},
	byShare: {ByShare, ByLoad, ByRest},
	byFill:  {ByFill, ByRest, ByShare},
}

// values are what an agent with a free slot is compared by.
type values struct {
	last     desk.Millis
	share    int64
	load     int32 // in tenths
	priority int32
}

// rank is where a seat with a free slot stands among the others: its values so
// that the smaller comes first, and its place on the ring for the draw.
type rank struct {
	keys [4]int64
	hash uint64
	seat *seat
}

func (t *seat) rank(o order) rank {
	v := t.values
	load, last, behind := int64(v.load), int64(v.last), v.share
	r := rank{hash: t.hash, seat: t}
	switch o {
	case byLoad:
		r.keys = [4]int64{0, load, last, behind}
	case byRest:
		r.keys = [4]int64{0, last, load, behind}
	case byShare:
		r.keys = [4]int64{0, behind, load, last}
	case byFill:
		r.keys = [4]int64{0, -load, last, behind}
	}
	r.keys[0] = -int64(v.priority)
	return r
}

// compare is negative when r comes first by the reasons that do not depend on
// the conversation, and 0 when only a draw can tell.
func (r *rank) compare(o *rank) int {
	for i := range r.keys {
		if r.keys[i] != o.keys[i] {
			return sign(r.keys[i] < o.keys[i])
		}
	}
	return 0
}

// before orders a class. Among equals it goes round the ring from 0; best finds
// from there who is next to a conversation.
func (r rank) before(o rank) bool {
	if c := r.compare(&o); c != 0 {
		return c < 0
	}
	if r.hash != o.hash {
		return r.hash < o.hash
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

// best are the two of a class who come first for a conversation drawn at the
// given place. The class has somebody free; a second there may not be.
func (c *class) best(o order, drawn *draw) (first, second rank) {
	in := c.free(o)
	least := in.least
	if in.size == 1 {
		return least, rank{}
	}
	first = along(in, least, drawn)
	second, ok := in.after(first)
	switch {
	case ok && second.compare(&first) == 0:
	case first.seat != least.seat:
		second = least // round the ring's end, and not yet back at the first
	case ok:
		second = along(in, second, drawn) // the first had no equal
	}
	return first, second
}

// along is the next one along the ring from a place, of those who are equal to
// the least of them.
func along(in *ranked[rank], least rank, drawn *draw) rank {
	at := least
	at.hash, at.seat = drawn.place(), nil
	if r, ok := in.from(at); ok && r.compare(&least) == 0 {
		return r
	}
	return least
}

func sign(less bool) int {
	if less {
		return -1
	}
	return 1
}

// draw is a conversation's place on the ring of the draw, reckoned when it is first
// asked for: where one agent is free nobody asks.
type draw struct {
	id    desk.ConversationID
	at    uint64
	known bool
}

func (d *draw) place() uint64 {
	if !d.known {
		d.at, d.known = place(string(d.id)), true
	}
	return d.at
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
