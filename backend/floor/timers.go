package floor

import (
	"container/heap"

	"github.com/parley-desk/parley/backend/desk"
)

// timers knows when something is to happen to a conversation by itself. What is
// in it is read off the conversations (see [desk.Timer]) and is set anew with
// each of their events, so it can be thrown away at any time.
type timers struct {
	at map[desk.ConversationID]desk.Millis
	// order holds the moments, the first on top. An entry that at no longer
	// confirms is passed over.
	order due
}

func (t *timers) clear() {
	t.at, t.order = map[desk.ConversationID]desk.Millis{}, nil
}

// set takes a conversation's next timer in place of the one before.
func (t *timers) set(c desk.Conversation, l desk.Lifecycle) {
	next, ok := c.Timer(l)
	if !ok {
		delete(t.at, c.ID)
		return
	}
	t.put(c.ID, next.At)
}

func (t *timers) put(id desk.ConversationID, at desk.Millis) {
	if t.at[id] != at {
		t.at[id] = at
		heap.Push(&t.order, timed{at, id})
		t.tidy()
	}
}

// tidy drops the entries that are passed over, once they are the most: each
// message may move a moment that is days ahead, and would leave one behind.
func (t *timers) tidy() {
	if len(t.order) < 64 || len(t.order) < 4*len(t.at) {
		return
	}
	t.order = t.order[:0]
	for id, at := range t.at {
		t.order = append(t.order, timed{at, id})
	}
	heap.Init(&t.order)
}

// next is the first moment, 0 for none.
func (t *timers) next() desk.Millis {
	for len(t.order) > 0 {
		if first := t.order[0]; t.at[first.id] == first.at {
			return first.at
		}
		heap.Pop(&t.order)
	}
	return 0
}

// pop takes out the first whose moment has come.
func (t *timers) pop(now desk.Millis) (desk.ConversationID, bool) {
	if at := t.next(); at == 0 || at > now {
		return "", false
	}
	id := heap.Pop(&t.order).(timed).id
	delete(t.at, id)
	return id, true
}

type timed struct {
	at desk.Millis
	id desk.ConversationID
}

type due []timed

func (d due) Len() int           { return len(d) }
func (d due) Less(i, j int) bool { return d[i].at < d[j].at || d[i].at == d[j].at && d[i].id < d[j].id }
func (d due) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *due) Push(x any)        { *d = append(*d, x.(timed)) }
func (d *due) Pop() any {
	last := len(*d) - 1
	t := (*d)[last]
	*d = (*d)[:last]
	return t
}

// maxDue bounds how many timers one step carries out, so that a server that was
// down for a night answers people while it catches up.
const maxDue = maxGroup

// stuckFor is how long a timer that changed nothing is left alone.
const stuckFor = desk.Minute

// ring carries out the timers whose moment has come, in their order.
func (s *step) ring() {
	w := s.w
	for range maxDue {
		id, ok := w.timers.pop(s.now)
		if !ok {
			return
		}
		c := w.convs[id]
		t, ok := c.Timer(w.setup.Revision.Settings.Lifecycle)
		if !ok || t.At > s.now {
			w.timers.set(c, w.setup.Revision.Settings.Lifecycle)
			continue
		}
		s.fire(c, t)
		if _, set := w.timers.at[id]; !set {
			if again, ok := w.convs[id].Timer(w.setup.Revision.Settings.Lifecycle); ok && again.At <= s.now {
				// Every timer's command changes what it was read off; one that
				// does not must not keep the writer busy for ever.
				w.opt.Logger.Error("a timer changed nothing", "timer", t.Name, "conversation", id)
				w.timers.put(id, s.now+stuckFor)
			}
		}
	}
}

// fire carries one timer out. Its id stands in the log for ever, so that the log
// itself refuses to carry it out twice.
func (s *step) fire(c desk.Conversation, t desk.Timer) {
	agent := c.Contact.Agent
	a := s.decide(Request{By: desk.System, Stream: c.ID.Stream(), Command: t.Command, Cmd: t.ID(c.ID.Stream())})
	if a.Err != nil {
		s.w.opt.Logger.Error("a timer was refused", "timer", t.Name, "conversation", c.ID, "error", a.Err)
		return
	}
	bounce, ok := t.Command.(desk.Bounce)
	if !ok {
		return
	}
	switch bounce.Reason {
	case desk.NotShown:
		s.doubt(agent, true)
	case desk.NotAnswered:
		s.internal(agent.Stream(), desk.Miss{Conversation: c.ID, Contact: c.Contact.No}, desk.System)
	}
}
