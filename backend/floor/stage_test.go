package floor_test

import (
	"context"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// does is a command of an agent on a conversation.
func does(id desk.AgentID, stream desk.Stream, cmd desk.Command) floor.Request {
	return floor.Request{
		By: desk.AgentActor(id), Stream: stream, Command: cmd,
		Cmd: desk.CommandID{Device: "desktop-of-an-agent", ID: rig.ID()}, Digest: "x",
	}
}

// refused waits for an answer that must be a refusal of this code.
func (s *stage) refused(code desk.Code, r floor.Request) *desk.Error {
	s.t.Helper()
	a := <-s.send(r)
	if !errors.Is(a.Err, &desk.Error{Code: code}) {
		s.t.Fatalf("%T: got %v, want %s", r.Command, a.Err, code)
	}
	return desk.AsError(a.Err)
}

// conversation is where a stream stands by the log.
func (s *stage) conversation(stream desk.Stream) desk.Conversation {
	s.t.Helper()
	id, _ := stream.Conversation()
	c, found, err := s.log.Conversation(context.Background(), rig.Project, id)
	if err != nil || !found {
		s.t.Fatalf("%s: %v, %v", stream, found, err)
	}
	return c
}

// until waits for a conversation to come to be as is says.
func (s *stage) until(stream desk.Stream, what string, is func(desk.Conversation) bool) desk.Conversation {
	s.t.Helper()
	var c desk.Conversation
	defer func() {
		if !is(c) {
			s.t.Logf("it is %+v", c)
		}
	}()
	rig.Eventually(s.t, what, func() bool { c = s.conversation(stream); return is(c) })
	return c
}

// with changes the settings a stage begins with.
func with(change func(*desk.Settings)) func(*floor.Setup) {
	return func(s *floor.Setup) { change(&s.Revision.Settings) }
}

// settle waits until the writer has dealt with all that was sent before.
func (s *stage) settle() { s.Loads(context.Background()) }

// at brings an agent on the line, available.
func (s *stage) at(id desk.AgentID) (*ear, func()) {
	s.t.Helper()
	e, leave := s.listen(desk.AgentActor(id))
	s.carried(s.send(available(id)))
	return e, leave
}

// opens begins a conversation of a visitor of that name.
func (s *stage) opens(name string) desk.Stream {
	s.t.Helper()
	s.clock.Advance(1)
	return s.carried(s.send(says(desk.VisitorID("v_"+name), "first-of-"+name, "", "Hello"))).Stream
}
