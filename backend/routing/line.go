package routing

import (
	"math"

	"github.com/parley-desk/parley/backend/desk"
)

// line is those who wait by a plan, ask for nobody in particular, give way for the
// same while and count in the same queue. Of these, who came first is first in the
// queue and also the first to whom each ring opens. So their order alone says in
// which phase they are: when time passes they are moved from run to run without a
// look at one of them, of which a hundred thousand have left the cache.
type line struct {
	plan     *plan
	patience desk.Millis
	queue    *places // nil for none
	// runs are those of each phase, as of the moment passed.
	runs   []ranked[turn]
	passed desk.Millis
	at     int // in the State's lines
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
	l := &line{plan: a.plan, patience: a.patience, queue: a.queue, runs: make([]ranked[turn], len(a.plan.phases))}
	a.plan.lines = append(a.plan.lines, l)
	s.lines.add(l)
	if q := a.queue; q != nil {
		q.lines = append(q.lines, l)
	}
	return l
}

// phase is that of a place in the line.
func (l *line) phase(t turn) int { return l.plan.phase(l.passed - (t.due - l.patience)) }

// put adds an item at the end, or where else it belongs.
func (l *line) put(s *State, t turn) {
	l.pass(s)
	i := l.phase(t)
	l.runs[i].put(t)
	if i < len(l.plan.moments) {
		if due := l.moment(i, t); due < s.lines.of(l) {
			s.lines.set(l, due)
		}
	}
	for _, k := range l.plan.phases[i].talents {
		k.waiting++
	}
	l.plan.plain(i).joined(s, t)
}

// remove takes an item out.
func (l *line) remove(s *State, t turn) {
	i := l.phase(t)
	first := t == l.runs[i].least
	if l.runs[i].remove(t); first && i < len(l.plan.moments) {
		s.lines.set(l, l.comesDue())
	}
	for _, k := range l.plan.phases[i].talents {
		k.waiting--
	}
	l.plan.plain(i).left(s, t)
}

// moment is when a place comes to the phase after the given one.
func (l *line) moment(phase int, t turn) desk.Millis {
	return t.due - l.patience + l.plan.moments[phase]
}

// pass moves those whose time has come.
func (l *line) pass(s *State) {
	l.passed = s.now
	if s.lines.of(l) > s.now {
		return
	}
	for i := range l.plan.moments {
		run, next := &l.runs[i], &l.runs[i+1]
		if run.size == 0 || l.moment(i, run.least) > s.now {
			continue
		}
		from, to := l.plan.plain(i), l.plan.plain(i+1)
		for run.size > 0 && l.moment(i, run.least) <= s.now {
			t := run.least
			run.remove(t)
			from.left(s, t)
			next.put(t)
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
	for i := range l.plan.moments {
		if run := &l.runs[i]; run.size > 0 {
			due = min(due, l.moment(i, run.least))
		}
	}
	return due
}
