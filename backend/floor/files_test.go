package floor_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// handsIn keeps a file of a visitor's conversation, as its agent handed it in.
func (s *stage) handsIn(id desk.FileID, by desk.Actor, visitor desk.VisitorID) {
	s.t.Helper()
	f := desk.StoredFile{
		File: desk.File{ID: id, Name: "a.pdf", Kind: desk.PDF, Size: 3}, Visitor: visitor, By: by, At: s.clock.Now(), Digest: []byte(id),
	}
	if err := s.log.PutFile(s.t.Context(), rig.Project, f, desk.FileQuota{}, nil, []byte("abc"), nil); err != nil {
		s.t.Fatal(err)
	}
}

// talk begins a conversation with Ada.
func (s *stage) talk() (ada desk.Actor, stream desk.Stream) {
	s.t.Helper()
	ada = desk.AgentActor(rig.Ada)
	s.listen(ada)
	s.carried(s.send(available(rig.Ada)))
	stream = s.carried(s.send(says("v1", "m1", "", "Hello"))).Stream
	s.settle()
	return ada, stream
}

// sends is a message of Ada's that sends a file.
func sends(stream desk.Stream, id desk.FileID) floor.Request {
	return floor.Request{
		By: desk.AgentActor(rig.Ada), Stream: stream, Command: desk.Post{File: id},
		Cmd: desk.CommandID{Device: "desktop-of-an-agent", ID: rig.ID()},
	}
}

// meanwhile does something to a message that is decided and not written yet, and
// waits for both.
func (s *stage) meanwhile(message floor.Request, what string, do func()) {
	s.t.Helper()
	waiting, release := s.log.hold()
	sent := s.send(message)
	<-waiting
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	rig.Eventually(s.t, what, func() bool {
		select {
		case <-done:
			return true
		default:
			return s.Queued(rig.Project) > 0
		}
	})
	release()
	if a := <-sent; a.Err != nil {
		s.t.Fatal(a.Err)
	}
	<-done
}

// isSent wants a file to be a message's.
func (s *stage) isSent(id desk.FileID) {
	s.t.Helper()
	if f, err := s.log.File(s.t.Context(), rig.Project, id); err != nil || f.Conversation == "" {
		s.t.Errorf("the message's file is %+v, %v", f, err)
	}
}

// A file is taken back in the instant in which a message names it: either the
// message has it, or there is no message.
func TestAFileIsTakenBackWhileItIsSent(t *testing.T) {
	s := newStage(t, 2)
	ada, stream := s.talk()
	s.handsIn("f_1", ada, "v1")
	s.handsIn("f_2", ada, "v1")
	s.meanwhile(sends(stream, "f_1"), "the file is being taken back", func() {
		if gone, err := s.DropFile(context.Background(), rig.Project, "f_1"); gone || err != nil {
			t.Errorf("a file that a message sends was thrown away: %v, %v", gone, err)
		}
	})
	s.isSent("f_1")

	if gone, err := s.DropFile(t.Context(), rig.Project, "f_2"); err != nil || !gone {
		t.Errorf("what nobody sends stays: %v, %v", gone, err)
	}
	s.refused(desk.NotFound, sends(stream, "f_2"))
	if _, err := s.DropFile(t.Context(), "nobody's", "f_2"); err == nil {
		t.Error("of an unknown project")
	}
}

// What is thrown away because nobody sent it is not what a message is about to send,
// though the clock jumped: that message has its file, and the others go.
func TestUnsentFilesGoBetweenTwoSteps(t *testing.T) {
	s := newStage(t, 2)
	ada, stream := s.talk()
	for i := range 12 {
		s.handsIn(desk.FileID(fmt.Sprint("f_", i)), ada, "v1")
	}
	s.meanwhile(sends(stream, "f_0"), "they are being thrown away", func() {
		n, err := s.DropUnsent(context.Background(), rig.Project, s.clock.Now()+desk.Day)
		if n != 11 || err != nil {
			t.Errorf("%d were thrown away: %v", n, err)
		}
	})
	s.isSent("f_0")
}
