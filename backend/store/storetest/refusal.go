package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// unchanged appends a batch that must be refused, and checks that nothing of it
// is there and that the next good batch goes in.
func (p *pen) unchanged(want error, b desk.Batch) {
	p.t.Helper()
	before, err := p.store.Offset(context.Background(), p.project)
	must(p.t, err)
	refused(p.t, want, p.store.Append(context.Background(), b))
	after, err := p.store.Offset(context.Background(), p.project)
	must(p.t, err)
	if before != after {
		p.t.Fatalf("a refused batch moved the offset from %d to %d", before, after)
	}
	must(p.t, p.store.Verify(context.Background(), p.project))
}

// begun is a project with a conversation that waits and one that goes on.
func begun(t *testing.T, s *store.Store) *pen {
	p := newPen(t, s, newProject(t, s))
	p.open("c1", "v1", true)
	p.open("c2", "v2", true)
	p.assign("c2", agents[0])
	p.flush()
	return p
}

// record is the next event of a stream, not by the rules but as it is given.
func (p *pen) record(stream desk.Stream, seq int64, by desk.Actor, f desk.Fact) desk.Record {
	return desk.Record{Event: desk.Event{Stream: stream, Seq: seq, At: p.now, Kind: f.Kind(), Actor: by, Fact: f}}
}

func (p *pen) with(records ...desk.Record) desk.Batch {
	b := p.batch
	b.LastContact = p.standing.LastContact
	b.Records = records
	return b
}

func testMalformed(t *testing.T, s *store.Store) {
	p := begun(t, s)
	good := p.record("c1", 2, desk.Visitor("v1"), desk.Posted{})
	for name, spoil := range map[string]func(*desk.Record){
		"no stream":         func(r *desk.Record) { r.Stream = "" },
		"no number":         func(r *desk.Record) { r.Seq = 0 },
		"no fact":           func(r *desk.Record) { r.Fact = nil },
		"another offset":    func(r *desk.Record) { r.Offset = 99 },
		"content of nobody": func(r *desk.Record) { r.Content = &desk.Content{Text: "x"} },
		"half a command":    func(r *desk.Record) { r.Cmd.ID = "m" },
		"a zero byte":       func(r *desk.Record) { r.Cmd = desk.CommandID{Device: "d", ID: "m\x00"} },
		"no UTF-8":          func(r *desk.Record) { r.Cmd = desk.CommandID{Device: "d\xff", ID: "m"} },
	} {
		t.Run(name, func(t *testing.T) {
			r := good
			spoil(&r)
			p.unchanged(store.ErrMalformed, p.with(r))
		})
	}
	found, err := s.Seen(context.Background(), p.project, []desk.CommandID{{Device: "d\xff", ID: "m\x00"}, {}})
	must(t, err)
	same(t, map[desk.CommandID]desk.Receipt{}, found)
	p.say("c1", "still here")
	p.flush()
	p.compare(t)
}

func testFence(t *testing.T, s *store.Store) {
	old := begun(t, s)
	successor := newPen(t, s, old.project)
	old.unchanged(store.ErrFenced, old.with(old.record("c1", 2, desk.Visitor("v1"), desk.Posted{})))
	successor.conversations, successor.written, successor.used = old.conversations, old.written, old.used
	successor.commands = old.commands
	successor.made = old.made
	successor.say("c1", "to the new one")
	successor.flush()
	successor.compare(t)
}

func testStaleOffset(t *testing.T, s *store.Store) {
	p := begun(t, s)
	for _, before := range []int64{0, p.standing.Offset - 1, p.standing.Offset + 1} {
		b := p.with(p.record("c1", 2, desk.Visitor("v1"), desk.Posted{}))
		b.Before = before
		p.unchanged(store.ErrFenced, b)
	}
}

func testCommands(t *testing.T, s *store.Store) {
	p := begun(t, s)
	cmd := desk.CommandID{Device: "d1", ID: "m1"}
	p.say("c1", "once")
	last := len(p.batch.Records) - 1
	p.batch.Records[last].Cmd, p.written[len(p.written)-1].Cmd = cmd, cmd
	p.batch.Records[last].Digest = "digest of m1"
	p.flush()
	again := p.record("c2", 3, desk.Visitor("v2"), desk.Posted{})
	again.Cmd = cmd
	p.unchanged(sqlkit.ErrConflict, p.with(again))
	p.close("c2")
	p.flush()
	p.unchanged(sqlkit.ErrConflict, p.with(again))
	p.compare(t)

	// The same id of another device, or in another project, is another command.
	p.say("c1", "of another device")
	other := desk.CommandID{Device: "d2", ID: "m1"}
	p.batch.Records[0].Cmd, p.written[len(p.written)-1].Cmd = other, other
	p.batch.Records[0].Digest = "digest of m1"
	p.flush()
	p.compare(t)
	q := begun(t, s)
	found, err := s.Seen(context.Background(), q.project, []desk.CommandID{cmd, other})
	must(t, err)
	same(t, map[desk.CommandID]desk.Receipt{}, found)
}

func testConflicts(t *testing.T, s *store.Store) {
	p := begun(t, s)
	assigned := desk.Assigned{Contact: 2, Agent: agents[1], Why: "By mistake."}
	for name, r := range map[string]desk.Record{
		"a number of the stream twice":    p.record("c1", 1, desk.Visitor("v1"), desk.Posted{}),
		"a second open contact":           p.record("c2", 3, desk.System, assigned),
		"a contact's number twice":        p.record("c1", 2, desk.System, desk.Assigned{Contact: 1, Agent: agents[1]}),
		"an end of what is not open":      p.record("c1", 2, desk.System, desk.Unassigned{Contact: 1, Agent: agents[0]}),
		"an end of another contact":       p.record("c2", 3, desk.System, desk.Unassigned{Contact: 7, Agent: agents[0]}),
		"an agent nobody knows":           p.record("c1", 2, desk.System, desk.Assigned{Contact: 2, Agent: "99"}),
		"a conversation that never began": p.record("c9", 2, desk.System, assigned),
	} {
		t.Run(name, func(t *testing.T) { p.unchanged(sqlkit.ErrConflict, p.with(r)) })
	}
	// What is good in the same batch does not stay either.
	p.unchanged(sqlkit.ErrConflict, p.with(
		p.record("c1", 2, desk.Visitor("v1"), desk.Posted{}), p.record("c2", 3, desk.System, assigned)))
	p.compare(t)
}
