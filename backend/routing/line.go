package routing

import (
	"math"

	"github.com/parley-desk/parley/backend/desk"
)

// line is those who wait by a plan, ask for nobody in particular, give way for the
// same while and count in the same queue. Of these, who came first is first in the
// queue and also the first to whom each ring opens. So their order alone says in
// which phase they are, and a phase is what stands between two cuts: when time passes
// the cuts move on, and nobody is looked at, of whom a hundred thousand have left the
// cache.
type line struct {
	plan     *plan
	patience desk.Millis
	queue    *places // nil for none
	waiting  ranked[turn]
	// cuts are for each moment of the plan, as of the moment passed.
	cuts   []cut
	passed desk.Millis
	at     int // in the State's lines
}

// cut is the first for whom a moment has yet to come, of no item where it has come
// for all.
type cut struct {
	turn
	near spot // where it stands
}

// forever is a moment that does not come.
const forever = desk.Millis(math.MaxInt64)

// lineOf is the line of those who ask for something.
func (s *State) lineOf(a *ask) *line {
	for _, l := range a.plan.lines {
		if l.patience == a.patience && l.queue == a.queue {
			return l
		}
	}
	l := &line{plan: a.plan, patience: a.patience, queue: a.queue, cuts: make([]cut, len(a.plan.moments))}
	a.plan.lines = append(a.plan.lines, l)
	s.lines.add(l)
	if q := a.queue; q != nil {
		q.lines = append(q.lines, l)
	}
	return l
}

// phase is that of a place in the line.
func (l *line) phase(t turn) int { return l.plan.phase(l.passed - (t.due - l.patience)) }

// first is the first of those in a phase, of no item where there is none.
func (l *line) first(phase int) (t turn) {
	if phase < len(l.cuts) {
		t = l.cuts[phase].turn
	} else {
		t = l.waiting.least
	}
	if phase > 0 && t == l.cuts[phase-1].turn {
		return turn{}
	}
	return t
}

// each visits those in a phase in order until do returns false.
func (l *line) each(phase int, do func(turn) bool) {
	t := l.first(phase)
	if t.item == nil {
		return
	}
	l.waiting.eachFrom(t, func(t turn) bool {
		return (phase == 0 || t != l.cuts[phase-1].turn) && do(t)
	})
}

// put adds an item at the end, or where else it belongs.
func (l *line) put(s *State, t turn) {
	l.pass(s)
	phase := l.phase(t)
	l.waiting.put(t)
	for i := phase; i < len(l.cuts); i++ {
		if c := &l.cuts[i]; c.item == nil || t.before(c.turn) {
			c.turn = t
		}
	}
	if phase < len(l.cuts) {
		if due := l.moment(phase, t); due < s.lines.of(l) {
			s.lines.set(l, due)
		}
	}
	for _, k := range l.plan.phases[phase].talents {
		k.waiting++
	}
	l.plan.plain(phase).joined(s, t)
}

// remove takes an item out.
func (l *line) remove(s *State, t turn) {
	phase := l.phase(t)
	i := phase
	for ; i < len(l.cuts) && l.cuts[i].turn == t; i++ {
		l.cuts[i].turn = l.waiting.next(t, &l.cuts[i].near)
	}
	if i > phase {
		s.lines.set(l, l.comesDue())
	}
	l.waiting.remove(t)
	for _, k := range l.plan.phases[phase].talents {
		k.waiting--
	}
	l.plan.plain(phase).left(s, t)
}

// moment is when a place comes to the phase after the given one.
func (l *line) moment(phase int, t turn) desk.Millis {
	return t.due - l.patience + l.plan.moments[phase]
}

// pass moves on the cuts, as far as their moments have come.
func (l *line) pass(s *State) {
	l.passed = s.now
	if s.lines.of(l) > s.now {
		return
	}
	for i := range l.cuts {
		c := &l.cuts[i]
		if c.item == nil || l.moment(i, c.turn) > s.now {
			continue
		}
		from, to := l.plan.plain(i), l.plan.plain(i+1)
		for c.item != nil && l.moment(i, c.turn) <= s.now {
			t := c.turn
			c.turn = l.waiting.next(t, &c.near)
			from.left(s, t)
			to.joined(s, t)
			for _, k := range l.plan.phases[i+1].further {
				k.waiting++
			}
		}
	}
	s.lines.set(l, l.comesDue())
}

// comesDue is when the first of the line comes to its next phase.
func (l *line) comesDue() desk.Millis {
	due := forever
	for i := range l.cuts {
		if t := l.cuts[i].turn; t.item != nil {
			due = min(due, l.moment(i, t))
		}
	}
	return due
}
