package app

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// place is where a message of the agents' stands: its number in the log, and its
// line.
type place struct {
	seq  int64
	line int
}

// reached follows what the visitor's page says of the agents' messages: up to a
// number they are there, or were seen.
func (v *conversation) reached(e wire.AgentEvent) {
	v.own()
	for _, at := range slices.Backward(v.ours) {
		if at.seq > e.Upto {
			continue
		}
		line := &v.lines[at.line]
		if line.SeenAt > 0 || e.Kind == desk.ThreadDelivered && line.DeliveredAt > 0 {
			return // so are all before it
		}
		if line.DeliveredAt == 0 {
			line.State, line.DeliveredAt = wire.Received, e.At
		}
		if e.Kind == desk.ThreadSeen {
			line.State, line.SeenAt = wire.Seen, e.At
		}
	}
}
