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

// A file is taken back in the instant in which a message names it: either the
// message has it, or there is no message.
func TestAFileIsTakenBackWhileItIsSent(t *testing.T) {
	s := newStage(t, 2)
	ada := desk.AgentActor(rig.Ada)
	s.listen(ada)
	s.carried(s.send(available(rig.Ada)))
	stream := s.carried(s.send(says("v1", "m1", "", "Hello"))).Stream
	s.settle()
	s.handsIn("f_1", ada, "v1")
	s.handsIn("f_2", ada, "v1")
	sends := func(id desk.FileID) floor.Request {
		return floor.Request{By: ada, Stream: stream, Command: desk.Post{File: id}, Cmd: desk.CommandID{Device: "desktop-of-an-agent", ID: rig.ID()}}
	}

	waiting, release := s.log.hold()
	sent := s.send(sends("f_1"))
	<-waiting // it is decided, and not written yet
	dropped := make(chan bool, 1)
	go func() {
		gone, err := s.DropFile(context.Background(), rig.Project, "f_1")
		if err != nil {
			t.Error(err)
		}
		dropped <- gone
	}()
	rig.Eventually(t, "the file is being taken back", func() bool { return s.Queued(rig.Project) > 0 || len(dropped) > 0 })
	release()
	if a := <-sent; a.Err != nil {
		t.Fatal(a.Err)
	}
	if <-dropped {
		t.Error("a file that a message sends was thrown away")
	}
	if f, err := s.log.File(t.Context(), rig.Project, "f_1"); err != nil || f.Conversation == "" {
		t.Errorf("the message's file is %+v, %v", f, err)
	}

	if gone, err := s.DropFile(t.Context(), rig.Project, "f_2"); err != nil || !gone {
		t.Errorf("what nobody sends stays: %v, %v", gone, err)
	}
	s.refused(desk.NotFound, sends("f_2"))
	if _, err := s.DropFile(t.Context(), "nobody's", "f_2"); err == nil {
		t.Error("of an unknown project")
	}
}

// What is thrown away because nobody sent it is not what a message is about to send,
// though the clock jumped: that message has its file, and the others go.
func TestUnsentFilesGoBetweenTwoSteps(t *testing.T) {
	s := newStage(t, 2)
	ada := desk.AgentActor(rig.Ada)
	s.listen(ada)
	s.carried(s.send(available(rig.Ada)))
	stream := s.carried(s.send(says("v1", "m1", "", "Hello"))).Stream
	s.settle()
	for i := range 12 {
		s.handsIn(desk.FileID(fmt.Sprint("f_", i)), ada, "v1")
	}
	waiting, release := s.log.hold()
	sent := s.send(floor.Request{By: ada, Stream: stream, Command: desk.Post{File: "f_0"}, Cmd: desk.CommandID{Device: "desktop-of-an-agent", ID: rig.ID()}})
	<-waiting // it is decided, and not written yet
	dropped := make(chan int, 1)
	go func() {
		n, err := s.DropUnsent(context.Background(), rig.Project, s.clock.Now()+desk.Day)
		if err != nil {
			t.Error(err)
		}
		dropped <- n
	}()
	rig.Eventually(t, "they are being thrown away", func() bool { return s.Queued(rig.Project) > 0 || len(dropped) > 0 })
	release()
	if a := <-sent; a.Err != nil {
		t.Fatal(a.Err)
	}
	if n := <-dropped; n != 11 {
		t.Errorf("%d were thrown away", n)
	}
	if f, err := s.log.File(t.Context(), rig.Project, "f_0"); err != nil || f.Conversation == "" {
		t.Errorf("the message's file is %+v, %v", f, err)
	}
}
