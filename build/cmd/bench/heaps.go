package main

import "container/heap"

// heaps is the least that gives chats out: for each pool the agents with room,
// the least busy on top, and a line of those who wait. It knows no rings and no
// levels, keeps no ids, and gives no reason.
type heaps struct {
	pools []heapPool
	staff []heapAgent
	clock int64
	given int
	// queued is how many wait.
	queued int
}

type heapAgent struct {
	used, room int
	last       int64 // when they were last given a chat
	pools      []int
	at         []int // in the heap of each pool, -1 where they have no room
}

// member is an agent in the heap of one of their pools.
type member struct {
	agent *heapAgent
	which int
}

type heapPool struct {
	members []member
	waiting []int64 // since when, the oldest at head
	head    int
}

func newHeaps(o *office) *heaps {
	h := &heaps{pools: make([]heapPool, poolCount), staff: make([]heapAgent, len(o.staff))}
	for i, c := range o.staff {
		a := &h.staff[i]
		*a = heapAgent{room: c.room, pools: c.kind.pools, at: make([]int, len(c.kind.pools))}
		for k := range a.at {
			a.at[k] = -1
		}
		h.place(a)
	}
	return h
}

// place brings an agent where they belong by now in each of their pools.
func (h *heaps) place(a *heapAgent) {
	for k, pool := range a.pools {
		p := &h.pools[pool]
		switch room := a.used < a.room; {
		case room && a.at[k] < 0:
			heap.Push(p, member{a, k})
		case room:
			heap.Fix(p, a.at[k])
		case a.at[k] >= 0:
			heap.Remove(p, a.at[k])
		}
	}
}

func (h *heaps) give(a *heapAgent) {
	h.clock++
	h.given++
	a.used++
	a.last = h.clock
	h.place(a)
}

func (h *heaps) arrive(pool int) error {
	p := &h.pools[pool]
	if len(p.members) > 0 {
		h.give(p.members[0].agent)
		return nil
	}
	h.clock++
	h.queued++
	p.waiting = append(p.waiting, h.clock)
	return nil
}

func (h *heaps) end(agent int) (bool, error) {
	a := &h.staff[agent]
	if a.used == 0 {
		return false, nil
	}
	a.used--
	var first *heapPool
	for _, pool := range a.pools {
		p := &h.pools[pool]
		if p.head < len(p.waiting) && (first == nil || p.waiting[p.head] < first.waiting[first.head]) {
			first = p
		}
	}
	if first == nil {
		h.place(a)
		return true, nil
	}
	h.queued--
	if first.head++; first.head > 4096 && first.head > len(first.waiting)/2 {
		first.waiting = append(first.waiting[:0], first.waiting[first.head:]...)
		first.head = 0
	}
	h.give(a)
	return true, nil
}

func (h *heaps) assigned() int { return h.given }

func (p *heapPool) Len() int { return len(p.members) }

// Less compares the parts of their room that are used, and then who had a chat
// longest ago.
func (p *heapPool) Less(i, j int) bool {
	a, b := p.members[i].agent, p.members[j].agent
	if x, y := a.used*b.room, b.used*a.room; x != y {
		return x < y
	}
	return a.last < b.last
}

func (p *heapPool) Swap(i, j int) {
	m := p.members
	m[i], m[j] = m[j], m[i]
	m[i].agent.at[m[i].which] = i
	m[j].agent.at[m[j].which] = j
}

// Push is the heap's.
func (p *heapPool) Push(x any) {
	m := x.(member)
	m.agent.at[m.which] = len(p.members)
	p.members = append(p.members, m)
}

// Pop is the heap's.
func (p *heapPool) Pop() any {
	last := len(p.members) - 1
	m := p.members[last]
	p.members = p.members[:last]
	m.agent.at[m.which] = -1
	return m
}
