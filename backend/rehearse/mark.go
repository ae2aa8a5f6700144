package rehearse

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// marks is how far a person's page, and their eyes, have come in a conversation,
// and what of that was said to the server.
type marks struct {
	stream desk.Stream
	// answer is the number of the agent's last message.
	answer, delivered, seen int64
}

// has notes an agent's message. Another conversation's numbers begin anew.
func (m *marks) has(stream desk.Stream, seq int64) {
	if m.stream != stream {
		*m = marks{stream: stream}
	}
	m.answer = max(m.answer, seq)
}

// mark says how far the agent's words have come, as the widget does: on the page,
// or before the eyes of who looks at it. One that is lost is made up for by the
// next.
func (l *life) mark(ctx context.Context, looks bool) {
	m := &l.marks
	switch {
	case l.frames == nil || m.stream == "":
	case looks && m.answer > m.seen:
		if l.v.Mark(ctx, wire.DoSee, m.stream, m.answer) == nil {
			m.seen, m.delivered = m.answer, m.answer
		}
	case !looks && m.answer > m.delivered:
		if l.v.Mark(ctx, wire.DoDeliver, m.stream, m.answer) == nil {
			m.delivered = m.answer
		}
	}
}
