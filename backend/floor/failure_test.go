package floor_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// A commit whose answer was lost may have happened: then everybody is sent to
// the log, and the repeat of the command is answered as the first time.
func TestACommitOfUnknownOutcomeIsLookedUp(t *testing.T) {
	s := newStage(t, 2)
	ada, leave := s.listen(desk.AgentActor(rig.Ada))
	defer leave()
	s.carried(s.send(available(rig.Ada)))
	s.log.fail("append", errUnknown)
	if a := <-s.send(says("v_ann", "message-1", "", "Hello")); a.Err == nil {
		t.Fatal("acknowledged without knowing")
	}
	rig.Eventually(t, "Ada is sent to the log", ada.resynced)
	if a := s.carried(s.send(says("v_ann", "message-1", "", "Hello"))); a.Seq != 2 {
		t.Errorf("the repeat stands at %d", a.Seq)
	}
	if load := s.Loads(context.Background())[rig.Project]; load.Ongoing != 1 || load.Waiting != 0 {
		t.Errorf("%+v", load)
	}
}

// What is remembered of a conversation is all of it or nothing, also when something
// was committed between that nobody was told.
func TestWhatIsRememberedHasNoHole(t *testing.T) {
	s := newStage(t, 2)
	ada, leave := s.listen(desk.AgentActor(rig.Ada))
	defer leave()
	s.carried(s.send(available(rig.Ada)))
	stream := s.carried(s.send(says("v_ann", "message-1", "", "Hello"))).Stream
	id, _ := stream.Conversation()
	remembered, ok := s.Recent(rig.Project, id, 0, 0)
	if !ok || remembered[0].Seq != 1 {
		t.Fatalf("%d events are remembered of a conversation that has just begun", len(remembered))
	}
	s.log.fail("append", errUnknown)
	if a := <-s.send(says("v_ann", "message-2", stream, "Are you there?")); a.Err == nil {
		t.Fatal("acknowledged without knowing")
	}
	rig.Eventually(t, "Ada is sent to the log", ada.resynced)
	last := s.carried(s.send(says("v_ann", "message-3", stream, "Hello?"))).Seq
	if events, ok := s.Recent(rig.Project, id, 0, 0); ok {
		t.Errorf("%d events are given of %d, of which one was not told", len(events), last)
	}
	events, ok := s.Recent(rig.Project, id, last-1, 0)
	if !ok || len(events) != 1 || events[0].Content.Text != "Hello?" {
		t.Errorf("behind the one not told: %+v, %v", events, ok)
	}
}

// What the log refuses for ever takes nobody else with it.
func TestOnePoisonedRequestIsRefusedAlone(t *testing.T) {
	s := newStage(t, 2)
	first, good, release := s.five()
	bad := s.send(says("v_bad", "message-1", "", poison))
	release()
	s.carried(first)
	for _, answer := range good {
		s.carried(answer)
	}
	if a := <-bad; !errors.Is(a.Err, &desk.Error{Code: desk.Internal}) {
		t.Errorf("answered %+v", a)
	}
	s.carried(s.send(says("v_after", "message-1", "", "Hello")))
}

// five has five visitors come in one step: the log holds the first one's until it is
// released.
func (s *stage) five() (first <-chan floor.Answer, together []<-chan floor.Answer, release func()) {
	waiting, release := s.log.hold()
	first = s.send(says("v_first", "message-1", "", "Hello"))
	<-waiting
	for i := range 5 {
		together = append(together, s.send(says(desk.VisitorID(fmt.Sprint("v_", i)), "message-1", "", "Hello")))
	}
	return first, together, release
}

// A writer that has to end while it has lost its hold acknowledges nothing more;
// the stage's own end verifies the log.
func TestEndingWhileTheLogFails(t *testing.T) {
	s := newStage(t, 2)
	s.carried(s.send(says("v_ann", "message-1", "", "Hello")))
	s.log.failAll(errLog)
	var answers []<-chan floor.Answer
	for i := range 50 {
		answers = append(answers, s.send(says("v_ann", fmt.Sprint("message-x", i), "", "More")))
	}
	s.Stop()
	for _, answer := range answers {
		if a := <-answer; a.Err == nil {
			t.Fatalf("acknowledged %+v", a)
		}
	}
}

// Once a writer that was to end while it paused wrote down what it decided from a
// state the log had refused; the stage's own end verifies the log.
func TestEndingBetweenTwoAttempts(t *testing.T) {
	for range 5 {
		s := newStage(t, 2)
		s.carried(s.send(says("v_ann", "message-1", "", "Hello")))
		s.log.fail("append", errLog)
		_, leave := s.listen(desk.AgentActor(rig.Ada)) // each step has her to write down, and fails
		defer leave()
		var refused []<-chan floor.Answer
		rig.Eventually(t, "it pauses", func() bool {
			refused = append(refused, s.send(says("v_ann", fmt.Sprint("message-x", len(refused)), "", "More")))
			return s.Ready() != nil
		})
		s.log.fail("", nil)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for i := 0; ; i++ {
				if a := <-s.send(says("v_ann", fmt.Sprint("message-z", i), "", "More")); errors.Is(a.Err, &desk.Error{Code: desk.GoingAway}) {
					return
				}
			}
		}()
		s.Stop()
		for _, answer := range refused {
			<-answer
		}
		<-ended
	}
}

// Whoever asks while the writer ends is answered, at whatever moment it is.
func TestEverythingIsAnsweredAtTheEnd(t *testing.T) {
	for round := range 12 {
		s := newStage(t, 2)
		var asking sync.WaitGroup
		for n := range 8 {
			asking.Go(func() {
				visitor := desk.VisitorID(fmt.Sprint("v_", n))
				for i := 0; ; i++ {
					select {
					case a := <-s.send(says(visitor, fmt.Sprint("message-", i), "", "More")):
						if errors.Is(a.Err, &desk.Error{Code: desk.GoingAway}) {
							return
						}
					case <-time.After(20 * time.Second):
						t.Errorf("round %d: a request was never answered", round)
						return
					}
				}
			})
		}
		s.Stop()
		asking.Wait()
	}
}

// Somebody who comes while the log fails is said to be here afterwards.
func TestWhoComesDuringAnOutageIsWrittenDown(t *testing.T) {
	s := newStage(t, 2)
	s.log.failAll(errLog)
	<-s.send(says("v_ann", "message-1", "", "Hello"))
	_, leave := s.listen(desk.AgentActor(rig.Ada))
	defer leave()
	s.log.failAll(nil)
	rig.Eventually(t, "the log says that Ada is here", func() bool {
		a, err := s.Agent(context.Background(), rig.Project, rig.Ada)
		return err == nil && a.Connected
	})
}
