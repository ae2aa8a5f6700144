package routing

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// maxMatch bounds what is matched at once: conversations, and free slots.
const maxMatch = 200

// match gives out what waits in several buckets to several free agents as a
// whole, where one after the other could waste a rare skill on the first. See
// doc.go for when it does. It claims in the order of the queue and leaves the
// rest to be decided one by one.
func (s *State) match(out *Output) {
	if s.oneFree() {
		return // as after nearly every contact that ends in a busy office
	}
	defer func() {
		clear(s.able)
		clear(s.doomed)
	}()
	if !s.sift() {
		return
	}
	for _, b := range s.able {
		if b.ch() != s.able[0].ch() || b.deals() {
			return
		}
	}
	slots := s.columns()
	if len(slots) < 2 || len(slots) > maxMatch || slots[0].seat == slots[len(slots)-1].seat {
		return
	}
	rows := s.rows()
	cost := make([][]int64, len(rows))
	for i, r := range rows {
		cost[i] = s.edges(r, slots)
	}
	agents := 1
	for i := 1; i < len(slots); i++ {
		if slots[i].seat != slots[i-1].seat {
			agents++
		}
	}
	for i, slot := range matched(cost, len(slots)) {
		r := rows[i]
		s.giveUp(out, r.item.turn())
		if slot >= 0 {
			s.claim(out, r, slots[slot].seat, len(rows), agents)
		} else if r.in.lost(s) {
			s.drop(out, r.item) // those before it have taken all who could
		}
	}
}

// sift finds the buckets from which somebody free may take the first, and those from
// which nobody may and that cannot wait, and tells whether there are several of the
// former. Whether one from which nobody may is among those to decide depends on what
// was touched since the last decision, and after a restart all are: so what is matched
// must not depend on it.
func (s *State) sift() bool {
	s.able, s.doomed = s.able[:0], s.doomed[:0]
	for _, b := range s.ready {
		if s.takeable(b) {
			s.able = append(s.able, b)
		} else if b.lost(s) {
			s.doomed = append(s.doomed, b)
		}
	}
	return len(s.able) > 1
}

// takeable tells whether one of those who are free may take what waits in a bucket.
func (s *State) takeable(b *bucket) bool {
	if b.seat != nil {
		return true
	}
	if len(b.leftOut(s)) > 0 {
		var p pick
		return s.choose(&p, b, b.first.item)
	}
	return slices.ContainsFunc(b.rings, func(r *ring) bool { return len(r.open) > 0 })
}

// giveUp drops what nobody can take and cannot wait, of all that stands in the queue
// before a turn. No match changes that: it takes from none but those who are free.
func (s *State) giveUp(out *Output, until turn) {
	for {
		var next *bucket
		for _, b := range s.doomed {
			if b.busy() && b.first.before(until) && (next == nil || b.first.before(next.first)) {
				next = b
			}
		}
		if next == nil {
			return
		}
		s.drop(out, next.first.item)
	}
}

// matched is the column each row is given, -1 for one that is given none: of all
// ways in which the rows are served that stand first in the queue, and then as
// many more as can be, the one whose costs sum up to least.
func matched(cost [][]int64, columns int) []int {
	found := matching{col: make([]int, columns)}
	for j := range found.col {
		found.col[j] = -1
	}
	given := make([]int, len(cost))
	var served [][]int64
	for i := range cost {
		given[i] = -1
		served = append(served, cost[i])
		if found.augment(served, len(served)-1, make([]bool, columns)) {
			given[i] = len(served) - 1 // for now
		} else {
			served = served[:len(served)-1]
		}
	}
	at := cheapest(served, columns)
	for i, row := range given {
		if row >= 0 {
			given[i] = at[row]
		}
	}
	return given
}

// ch is the channel of a bucket.
func (b *bucket) ch() desk.Channel {
	if b.seat != nil {
		return b.seat.channel
	}
	return b.plan.channel
}

// deals tells whether a bucket's groups take turns, which is decided one by one.
func (b *bucket) deals() bool {
	return b.seat == nil && slices.ContainsFunc(b.rings, func(r *ring) bool {
		return len(r.groups) > 1 && r.method != "" && r.method != desk.Escalation
	})
}

// oneFree tells whether but one free agent serves what there is to decide.
func (s *State) oneFree() bool {
	var one *class
	for _, b := range s.ready {
		if b.seat != nil {
			return false
		}
		for _, r := range b.rings {
			for _, l := range r.open {
				if one == nil {
					one = l.class
				}
				if l.class != one || one.at[free] > 1 {
					return false
				}
			}
		}
	}
	return true
}

// column is a free slot: the n-th of its seat, from 0.
type column struct {
	seat *seat
	n    int
}

// columns are the free slots of all who serve what is matched, by who has rested
// longest; nil where there are too many.
func (s *State) columns() (list []column) {
	var seats []*seat
	add := func(t *seat) bool {
		if !slices.Contains(seats, t) {
			seats = append(seats, t)
		}
		return len(seats) <= maxMatch
	}
	for _, b := range s.able {
		if b.seat != nil {
			if !add(b.seat) {
				return nil
			}
			continue
		}
		for _, r := range b.rings {
			for _, l := range r.open {
				all := true
				l.class.free(r.order).each(func(k rank) bool { all = add(k.seat); return all })
				if !all {
					return nil
				}
			}
		}
	}
	slices.SortFunc(seats, func(x, y *seat) int {
		return cmp.Or(cmp.Compare(x.values.last, y.values.last), cmp.Compare(x.values.share, y.values.share),
			cmp.Compare(x.agent.id, y.agent.id))
	})
	for _, t := range seats {
		n := int(t.slots - t.used)
		if s.gap > 0 {
			n = 1
		}
		for i := range min(n, maxMatch+1) {
			list = append(list, column{t, i})
		}
	}
	return list
}

// row is a conversation to be matched.
type row struct {
	item *item
	in   *bucket
}

// rows are the first of what waits in the buckets that are matched, in order.
func (s *State) rows() (list []row) {
	for _, b := range s.able {
		n := 0
		add := func(t turn) bool { list = append(list, row{t.item, b}); n++; return n < maxMatch }
		b.waiting.each(add)
		for _, l := range b.lines() {
			n = 0
			l.each(b.phase, add)
		}
	}
	slices.SortFunc(list, func(x, y row) int { return sign(x.item.turn().before(y.item.turn())) })
	return list[:min(len(list), maxMatch)]
}

// never is the cost of what may not be, above all that two hundred others can
// come to.
const never = int64(1) << 54

// edges are the costs of giving a conversation to each slot: the reasons in
// their order, each worth more than those after it.
func (s *State) edges(r row, slots []column) []int64 {
	cost := make([]int64, len(slots))
	b, it := r.in, r.item
	var out []desk.AgentID
	if b.seat == nil {
		out = b.leftOut(s)
	}
	for j, c := range slots {
		cost[j] = never
		if b.seat != nil {
			if b.seat == c.seat {
				cost[j] = 0
			}
			continue
		}
		if slices.Contains(out, c.seat.agent.id) {
			continue
		}
		leg, l := b.linkOf(c.seat.class)
		if l == nil {
			continue
		}
		n := int64(min(leg*64+l.groups[0], 511))
		if a := it.knows(); a != nil && a != c.seat.agent && b.phase == 0 {
			n += 512
		}
		n <<= 1
		if !l.speaks {
			n++
		}
		n = n<<7 + int64(127-min(l.fit, 127))
		n = n<<10 + int64(min(l.scarcity(), 1023))
		n = n<<4 + int64(15-min(max(c.seat.priority, 0), 15))
		load := (int(c.seat.used) + c.n) * 10 / int(c.seat.slots)
		if l.ring.order == byFill {
			load = 15 - min(load, 15)
		}
		cost[j] = (n<<4+int64(min(load, 15)))<<8 + int64(min(j, 255))
	}
	return cost
}

// linkOf is the first of the open rings that a class serves, and how.
func (b *bucket) linkOf(c *class) (int, *link) {
	for i, r := range b.rings {
		if l := r.of(c); l != nil {
			return i, l
		}
	}
	return 0, nil
}

// claim gives a conversation to the agent it was matched to. Where the rules
// alone would have chosen the same, they are what explains it.
func (s *State) claim(out *Output, r row, t *seat, rows, agents int) {
	p := pick{}
	if !s.choose(&p, r.in, r.item) || p.first.rank.seat != t {
		leg, l := r.in.linkOf(t.class)
		x := contender{link: l, fit: int(l.fit), scarcity: l.scarcity(), rank: t.rank(l.ring.order)}
		p = pick{
			first: x, ring: r.in.rings[leg], group: l.groups[0], election: election{elected: -1},
			rivals: agents, matched: rows,
		}
	}
	s.give(out, r.item, &p)
}

// matching finds out which conversations can be served together: col is the one
// each slot is given to so far, -1 for none.
type matching struct{ col []int }

// augment finds a slot for one more by moving those before it, none of whom
// loses theirs. So the first in the queue goes before all, and none is left that
// could be served as well.
func (m *matching) augment(cost [][]int64, i int, seen []bool) bool {
	for j := range m.col {
		if seen[j] || cost[i][j] == never {
			continue
		}
		seen[j] = true
		if m.col[j] < 0 || m.augment(cost, m.col[j], seen) {
			m.col[j] = i
			return true
		}
	}
	return false
}

// cheapest is the Hungarian method for rows that can all be served: the column
// of each row so that the sum is least.
func cheapest(cost [][]int64, columns int) []int {
	const far = int64(1) << 62
	u, v := make([]int64, len(cost)+1), make([]int64, columns+1)
	at, from := make([]int, columns+1), make([]int, columns+1) // 1-based, 0 for none
	for i := 1; i <= len(cost); i++ {
		at[0] = i
		least, used := make([]int64, columns+1), make([]bool, columns+1)
		for j := range least {
			least[j] = far
		}
		j0 := 0
		for at[j0] != 0 {
			used[j0] = true
			i0, delta, j1 := at[j0], far, 0
			for j := 1; j <= columns; j++ {
				if used[j] {
					continue
				}
				if c := cost[i0-1][j-1] - u[i0] - v[j]; c < least[j] {
					least[j], from[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[at[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
		}
		for j0 != 0 {
			at[j0] = at[from[j0]]
			j0 = from[j0]
		}
	}
	given := make([]int, len(cost))
	for j := 1; j <= columns; j++ {
		if at[j] > 0 {
			given[at[j]-1] = j - 1
		}
	}
	return given
}
