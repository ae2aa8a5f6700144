package prove

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// fold takes in one frame.
func (c *Client) fold(f rig.Frame) {
	switch f.Frame {
	case wire.FrameWhole:
		c.Views[f.Stream] = nil
		c.current, c.ended = f.Stream, false
		for _, e := range f.Events {
			c.apply(f.Stream, e)
		}
	case wire.FrameEvents:
		for _, e := range f.List {
			stream := e.Stream
			if !c.agent {
				stream = c.current
			}
			_, own := stream.Agent()
			// The end of what went is told again where the opening broke that told it.
			_, held := c.Views[stream]
			if again := c.agent && f.More && !held; !own && !again {
				c.apply(stream, e)
			}
		}
		if f.Cursor < c.hello.Cursor && c.agent {
			c.fault("the cursor goes back from %d to %d", c.hello.Cursor, f.Cursor)
		}
		c.hello.Cursor = f.Cursor
	case wire.FrameGone:
		delete(c.Views, f.Stream)
	case wire.FrameDone, wire.FrameRefused:
		c.answered(f)
	}
}

// apply appends an event: an agent sees every number, a visitor some of them.
func (c *Client) apply(stream desk.Stream, e rig.Event) {
	view := c.Views[stream]
	last := int64(0)
	if n := len(view); n > 0 {
		last = view[n-1].Seq
	}
	switch {
	case e.Seq <= last:
		return
	case c.agent && e.Seq != last+1:
		c.fault("a hole in %s: %d after %d", stream, e.Seq, last)
	}
	c.Views[stream] = append(view, e)
	if e.Kind == string(wire.VisitorClosed) {
		c.ended = true
	}
}

func (c *Client) answered(f rig.Frame) {
	for key, flying := range c.flying {
		if flying.do.ID != f.ID {
			continue
		}
		delete(c.flying, key)
		c.open.Add(-1)
		if flying.count == 0 {
			return
		}
		if f.Frame == wire.FrameDone {
			c.Acked.Add(1)
			c.history.Note(OK, flying.client, flying.count, fmt.Sprint(f.Stream, " ", f.Seq))
			return
		}
		c.history.Note(Fail, flying.client, flying.count, string(f.Code))
		// An agent's conversation may be closed by another of their devices.
		if !c.agent || f.Code != desk.WrongState {
			c.fault("%s is refused: %s", flying.do.Kind, f.Raw)
		}
		return
	}
}

// Texts are the messages of a conversation as the client has it.
func (c *Client) Texts(stream desk.Stream) []string {
	list := []string{}
	for _, e := range c.Views[stream] {
		if e.Message() {
			list = append(list, e.Text)
		}
	}
	return list
}

// Current is the visitor's conversation.
func (c *Client) Current() desk.Stream { return c.current }
