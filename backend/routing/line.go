package routing

import (
	"container/heap"
	"math"

	"github.com/parley-desk/parley/backend/desk"
)

// line is those who wait by a plan, ask for nobody in particular and give way for
// the same while. Of these, who came first is first in the queue and also the first
// to whom each ring opens. So their order alone says in which phase they are: when
// time passes they are moved from run to run without a look at one of them, of which
// a hundred thousand have left the cache.
type line struct {
	plan     *plan
	patience desk.Millis
	// runs are those of each phase, as of the moment passed.
	runs   []ranked[turn]
	passed desk.Millis
	at     int // in the State's lines
}

// forever is a moment that does not come.
const forever = desk.Millis(math.MaxInt64)

// lineOf is the line of a plan for a patience.
func (s *State) lineOf(p *plan, patience desk.Millis) *line {
	for _, l := range p.lines {
		if l.patience == patience {
			return l
		}
	}
	l := &line{plan: p, patience: patience, runs: make([]ranked[turn], len(p.phases))}
	p.lines = append(p.lines, l)
	heap.Push(&s.lines, coming{due: forever, line: l})
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
		s.lines.put(l, l.moment(i, t))
	}
	for _, k := range l.plan.phases[i].talents {
		k.waiting++
	}
	l.plan.plain(i).joined(s, t)
}

// remove takes an item out.
func (l *line) remove(s *State, t turn) {
	i := l.phase(t)
	if t == l.runs[i].least && i < len(l.plan.moments) {
		s.lines[l.at].stale = true
	}
	l.runs[i].remove(t)
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
	if s.lines[l.at].due > s.now {
		return
	}
	s.lines[l.at].stale = true
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

// coming is when the first of a line comes to its next phase. It is stale where
// that one has gone, and what comes after it comes later.
type coming struct {
	due   desk.Millis
	stale bool
	line  *line
}

// lines are those of all plans, the one that comes due first on top. A stale place
// is brought up to date when it gets to the top, and only then.
type lines []coming

// put sees to it that a line does not come due later than at a moment.
func (h *lines) put(l *line, due desk.Millis) {
	if at := &(*h)[l.at]; due < at.due {
		at.due = due
		heap.Fix(h, l.at)
	}
}

// due is when the first of all comes due.
func (h *lines) due() desk.Millis {
	for len(*h) > 0 {
		first := &(*h)[0]
		if !first.stale {
			return first.due
		}
		first.due, first.stale = first.line.comesDue(), false
		heap.Fix(h, 0)
	}
	return forever
}

func (h lines) Len() int           { return len(h) }
func (h lines) Less(i, j int) bool { return h[i].due < h[j].due }
func (h lines) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].line.at, h[j].line.at = i, j
}

// Push is the heap's.
func (h *lines) Push(x any) {
	c := x.(coming)
	c.line.at = len(*h)
	*h = append(*h, c)
}

// Pop is the heap's.
func (h *lines) Pop() any {
	last := len(*h) - 1
	c := (*h)[last]
	(*h)[last] = coming{}
	*h = (*h)[:last]
	return c
}
