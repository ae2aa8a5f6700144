package floor

import (
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

const (
	// rememberedBytes bounds what is remembered, about, of each project by itself:
	// that is of some ten thousand conversations of the usual length.
	rememberedBytes = 32 << 20
	// rememberedEach bounds what is remembered of one conversation.
	rememberedEach = 64 << 10
)

// recent remembers the events of conversations under way as they are told, so
// that a visitor who turns a page, or comes out of a tunnel with everybody else,
// and an agent who is given a conversation, are not read to from the log. It is a
// copy and may forget anything; it never has a hole.
type recent struct {
	mu    sync.Mutex
	of    map[desk.Stream]*remembered
	bytes int
	// upto is the newest offset that was taken note of.
	upto int64
}

// remembered is the newest of a conversation, without a gap.
type remembered struct {
	events []desk.Event
	bytes  int
}

func newRecent() *recent { return &recent{of: map[desk.Stream]*remembered{}} }

// take notes what was committed, in the log's order.
func (r *recent) take(records []desk.Record) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range records {
		e := &records[i].Event
		r.upto = e.Offset
		if _, ok := e.Stream.Conversation(); ok {
			r.note(e)
		}
	}
	for stream, c := range r.of { // whichever comes first
		if r.bytes <= rememberedBytes {
			return
		}
		r.forget(stream, c)
	}
}

func (r *recent) note(e *desk.Event) {
	c := r.of[e.Stream]
	switch {
	case e.Kind == desk.ConversationClosed:
		if c != nil {
			r.forget(e.Stream, c)
		}
		return
	case c == nil && (e.Kind == desk.ThreadDelivered || e.Kind == desk.ThreadSeen):
		return // it may be of one that is over
	case c != nil && c.events[len(c.events)-1].Seq != e.Seq-1:
		r.forget(e.Stream, c)
		c = nil
	}
	if c == nil {
		c = &remembered{}
		r.of[e.Stream] = c
	}
	c.events = append(c.events, *e)
	c.bytes += sizeOf(e)
	r.bytes += sizeOf(e)
	if c.bytes > rememberedEach {
		// Half of it at once: a long conversation is not moved at every message.
		half := len(c.events) / 2
		for i := range c.events[:half] {
			c.bytes -= sizeOf(&c.events[i])
			r.bytes -= sizeOf(&c.events[i])
		}
		c.events = append([]desk.Event(nil), c.events[half:]...)
	}
}

func (r *recent) forget(stream desk.Stream, c *remembered) {
	r.bytes -= c.bytes
	delete(r.of, stream)
}

// after gives the events of a conversation behind a number, if there are any, all
// of them are remembered, and everything up to an offset was taken note of.
func (r *recent) after(stream desk.Stream, seq, upto int64) ([]desk.Event, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.of[stream]
	if c == nil || r.upto < upto {
		return nil, false
	}
	from := seq + 1 - c.events[0].Seq
	if from < 0 || from >= int64(len(c.events)) { // the log may be ahead of this
		return nil, false
	}
	// What is behind them in memory is written by take and seen by nobody.
	return c.events[from:len(c.events):len(c.events)], true
}

// clear forgets everything: something was committed that was not told.
func (r *recent) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of, r.bytes = map[desk.Stream]*remembered{}, 0
}

// sizeOf is about what an event takes: its own fields, and its words.
func sizeOf(e *desk.Event) int {
	n := 400
	if e.Content != nil {
		n += len(e.Content.Text) + len(e.Content.Note) + len(e.Content.Name) + len(e.Content.Email)
		if page := e.Content.Page; page != nil {
			n += len(page.URL) + len(page.Title)
		}
	}
	return n
}
