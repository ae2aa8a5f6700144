package routing

import (
	"container/heap"

	"github.com/parley-desk/parley/backend/desk"
)

// timers are the moments at which items are placed again, in lanes: a lane has
// those that are as long after the beginning of their wait. Waits begin one after
// the other, so what is put into a lane is nearly always its last, and what comes
// due its first.
type timers struct {
	after map[desk.Millis]*lane
	// lanes are all of them, the one that comes due first on top, those that are
	// empty at the end.
	lanes []*lane
}

// lane is the timers that are so long after the beginning.
type lane struct {
	waits ranked[timer]
	at    int // in lanes
}

// timer is a moment at which an item has to be placed again.
type timer struct {
	at   desk.Millis
	item *item
}

func (t timer) before(o timer) bool {
	if t.at != o.at {
		return t.at < o.at
	}
	return t.item.id < o.item.id
}

// put sets the timer of an item to its next moment.
func (t *timers) put(it *item) {
	l := t.after[it.next-it.from]
	if l == nil {
		if t.after == nil {
			t.after = map[desk.Millis]*lane{}
		}
		l = &lane{}
		t.after[it.next-it.from] = l
		heap.Push(t, l)
	}
	it.lane = l
	l.waits.put(timer{it.next, it})
	if l.waits.least.item == it {
		heap.Fix(t, l.at)
	}
}

// remove stops the timer of an item.
func (t *timers) remove(it *item) {
	l := it.lane
	first := l.waits.least.item == it
	l.waits.remove(timer{it.next, it})
	it.lane, it.next = nil, 0
	if first {
		heap.Fix(t, l.at)
	}
}

// next is the timer that comes due first, without an item where there is none. It
// is asked again and again, so it tells the moment without a look at the item.
func (t *timers) next() timer {
	if len(t.lanes) == 0 {
		return timer{}
	}
	return t.lanes[0].waits.least
}

func (t *timers) Len() int { return len(t.lanes) }
func (t *timers) Less(i, j int) bool {
	x, y := &t.lanes[i].waits, &t.lanes[j].waits
	if x.size == 0 || y.size == 0 {
		return x.size > 0
	}
	return x.least.at < y.least.at // which of two in one moment goes first changes nothing
}
func (t *timers) Swap(i, j int) {
	t.lanes[i], t.lanes[j] = t.lanes[j], t.lanes[i]
	t.lanes[i].at, t.lanes[j].at = i, j
}

// Push is the heap's.
func (t *timers) Push(x any) {
	l := x.(*lane)
	l.at = len(t.lanes)
	t.lanes = append(t.lanes, l)
}

// Pop is the heap's; no lane is ever taken out.
func (t *timers) Pop() any { panic("routing: a lane was taken out") }
