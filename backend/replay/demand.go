package replay

import (
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// demand is what visitors wanted and what it took, whoever answered them.
type demand struct {
	courses map[desk.ConversationID]*course
	// staff is who was there during the stretch, in the log's order.
	staff   []desk.Event
	started bool
}

// course is what a conversation asks for in its life.
type course struct {
	id     desk.ConversationID
	opened desk.Opened
	at     desk.Millis
	// before: it was open when the stretch began, and works are from there.
	before bool
	// patience is after how long the visitor left without having been
	// answered, 0 where they did not.
	patience desk.Millis
	works    []work
	// What follows is where the reading of the log stands.
	began, carried, since, left desk.Millis
	answered                    bool
}

// work is one agent's part, and what it leads to.
type work struct {
	took desk.Millis
	next outcome
	// to is where it is handed on.
	to desk.Transferred
	// sleeps is how long it is snoozed, 0 for the rest of the stretch.
	sleeps desk.Millis
	keep   bool
	waking desk.Waking
	// gives is after how long the wait for this work was ended by somebody, 0
	// where it was not.
	gives desk.Millis
}

// outcome is what a work leads to.
type outcome int

const (
	// unknown: nobody did it.
	unknown outcome = iota
	// goesOn for the rest of the stretch.
	goesOn
	closes
	handsOn
	sleeps
)

func newDemand() *demand { return &demand{courses: map[desk.ConversationID]*course{}} }

// begin begins the stretch: of what is open only what is still to come matters.
func (d *demand) begin(open map[desk.ConversationID]desk.Conversation, at desk.Millis) {
	d.started = true
	for id, c := range d.courses {
		now, is := open[id]
		if !is {
			delete(d.courses, id)
			continue
		}
		c.before, c.carried, c.since = true, 0, at
		switch now.State {
		case desk.Ongoing:
			c.began, c.works = at, []work{{}}
		case desk.Asleep:
			c.works = []work{{next: sleeps, keep: now.Kept, sleeps: -at}, {}}
		default:
			c.works = []work{{}}
		}
	}
}

// finish ends the stretch.
func (d *demand) finish() {
	for _, c := range d.courses {
		for i := range c.works {
			c.works[i].sleeps = max(c.works[i].sleeps, 0)
		}
		if c.began > 0 {
			c.now().next = goesOn
		}
		c.answer() // or who still waits would never have left
	}
}

func (d *demand) take(e desk.Event) {
	if _, ok := e.Stream.Agent(); ok {
		if d.started {
			d.staff = append(d.staff, e)
		}
		return
	}
	id, ok := e.Stream.Conversation()
	if !ok {
		return
	}
	if f, opened := e.Fact.(desk.Opened); opened {
		d.courses[id] = &course{id: id, opened: f, at: e.At, since: e.At, works: []work{{}}}
	} else if c := d.courses[id]; c != nil { // else it began before the log that was read
		c.take(e)
	}
}

// now is the work that is being done or waited for, past the one before it.
func (c *course) now() *work { return &c.works[len(c.works)-1] }

func (c *course) past() *work { return &c.works[max(len(c.works)-2, 0)] }

// done ends the work in hand.
func (c *course) done(at desk.Millis, next outcome) {
	w := c.now()
	w.took, w.next = c.carried+at-c.began, next
	c.carried, c.began = 0, 0
	if next != closes {
		c.works = append(c.works, work{})
	}
}

func (c *course) take(e desk.Event) {
	switch f := e.Fact.(type) {
	case desk.Assigned:
		c.began = e.At
	case desk.Posted:
		if e.Actor.Kind == desk.ByAgent {
			c.answer()
		}
	case desk.Left:
		if c.left == 0 {
			c.left = e.At
		}
	case desk.Returned:
		c.left = 0
	case desk.Unassigned:
		c.since = e.At
		switch f.Reason {
		case desk.NotShown, desk.NotAnswered:
			c.began = 0 // nothing was done
		case desk.LineLost, desk.AgentRemoved:
			c.carried, c.began = c.carried+e.At-c.began, 0
		case desk.HandedOn:
			c.done(e.At, handsOn)
		case desk.SetAside:
			c.done(e.At, sleeps)
		default:
			c.done(e.At, closes)
		}
	case desk.Transferred:
		c.past().to = f
	case desk.Snoozed:
		c.past().keep, c.past().sleeps = f.Keep, -e.At // until it is known how long
	case desk.Woken:
		c.since = e.At
		c.past().waking = f.Reason
		c.past().sleeps += e.At
	case desk.Closed:
		c.answer()
		if w := c.now(); w.next == unknown && f.Reason != desk.NobodyFree {
			w.gives = max(e.At-c.since, 1) // while nobody had it
		}
	}
}

// answer settles whether the visitor was still there for it.
func (c *course) answer() {
	if !c.answered && c.left > 0 {
		c.patience = c.left - c.at
	}
	c.answered = true
}

// inOrder are the courses by when they began.
func (d *demand) inOrder() []*course {
	list := make([]*course, 0, len(d.courses))
	for _, c := range d.courses {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *course) int {
		if a.at != b.at {
			return int(a.at - b.at)
		}
		return strings.Compare(string(a.id), string(b.id))
	})
	return list
}

// usual is the median of the work that was done, for work of which it is not
// known how long it takes.
func (d *demand) usual() desk.Millis {
	var took []desk.Millis
	for _, c := range d.courses {
		for _, w := range c.works {
			if w.next > goesOn && w.took > 0 {
				took = append(took, w.took)
			}
		}
	}
	if len(took) == 0 {
		return 5 * desk.Minute
	}
	slices.Sort(took)
	return took[len(took)/2]
}
