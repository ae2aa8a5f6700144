package web_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// After every test its lines, its writers and its database are gone.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// onEach runs a test with a desk on SQLite and on PostgreSQL.
func onEach(t *testing.T, tune rig.Tune, test func(t *testing.T, d *rig.Desk)) {
	rig.OnEach(t, func(t *testing.T, dsn string) { test(t, rig.NewDesk(t, dsn, tune)) })
}

// closing is the command that ends a conversation.
func closing(stream desk.Stream) wire.Do { return rig.Do(rig.ID(), stream, wire.DoClose, nil) }

// texts are the messages among some events.
func texts(events []rig.Event) []string {
	list := []string{}
	for _, e := range events {
		if e.Message() {
			list = append(list, e.Text)
		}
	}
	return list
}

// isWhole tells the frame that brings a conversation.
func isWhole(stream desk.Stream) func(rig.Frame) bool {
	return func(f rig.Frame) bool { return f.Frame == wire.FrameWhole && f.Stream == stream }
}

func isGone(stream desk.Stream) func(rig.Frame) bool {
	return func(f rig.Frame) bool { return f.Frame == wire.FrameGone && f.Stream == stream }
}
