package floor_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// row: P-093, P-103
func TestSynchronous(t *testing.T) {
	s := newStage(t, 1, with(func(set *desk.Settings) { set.Groups[0].Places = 0 }))
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.refused(desk.NotAsync, does(rig.Ada, stream, desk.Snooze{Until: s.clock.Now() + desk.Hour}))
	dropped := s.conversation(s.opens("bob"))
	if dropped.State != desk.Ended || dropped.Why == "" {
		t.Fatalf("not let go: %+v", dropped)
	}
	offered, err := s.Offer(context.Background(), rig.Project, "v_cid", desk.Visit{Channel: desk.Chat})
	if err != nil || offered.Free || offered.Async || offered.None {
		t.Errorf("offered %+v, %v", offered, err)
	}
}

// row: P-102
func TestPlaces(t *testing.T) {
	s := newStage(t, 1, with(func(set *desk.Settings) { set.Groups[0].Places = 2 }))
	_, leave := s.at(rig.Ada)
	defer leave()
	first := s.opens("ann")
	s.opens("bob")
	s.opens("cid")
	s.refused(desk.QueueFull, says("v_dot", "first-of-dot", "", "Hello"))
	// A reserved one takes no place.
	s.carried(s.send(does(rig.Ada, first, desk.Transfer{Agent: rig.Ben, Anyway: true})))
	if c := s.conversation(first); c.State != desk.Reserved {
		t.Fatalf("not reserved: %+v", c)
	}
	s.opens("dot")
}

// Once all who came in the same step were told of the same free agent, and those
// who then had to wait did so beyond the places.
func TestPlacesAreCountedWithinAStep(t *testing.T) {
	s := newStage(t, 2, with(func(set *desk.Settings) { set.Groups[0].Places = 2 }))
	_, leave := s.at(rig.Ada)
	defer leave()
	first, together, release := s.five()
	release()
	s.carried(first)
	full := 0
	for _, answer := range together {
		if a := <-answer; errors.Is(a.Err, &desk.Error{Code: desk.QueueFull}) {
			full++
		}
	}
	load := s.Loads(context.Background())[rig.Project]
	if full != 2 || load.Ongoing != 2 || load.Waiting != 2 {
		t.Errorf("%d were turned away, %+v", full, load)
	}
}

// row: P-104
func TestEstimates(t *testing.T) {
	s := newStage(t, 50, with(func(set *desk.Settings) { set.Groups[0].Places = 50 }))
	_, leave := s.at(rig.Ada)
	defer leave()
	for i := range floor.EnoughReplies {
		if i == floor.EnoughReplies-1 {
			break
		}
		stream := s.opens(fmt.Sprint(i))
		s.clock.Advance(4 * desk.Second)
		s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Hello"})))
	}
	last := s.opens("last")
	s.carried(s.send(does(rig.Ada, rig.Ada.Stream(), desk.SetStatus{Channel: desk.Chat, Status: desk.NotAvailable})))
	bob, leaveBob := s.listen(desk.Visitor("v_bob"))
	defer leaveBob()
	s.opens("bob")
	s.clock.Advance(3 * desk.Second)
	if w := s.wait(bob, func(w floor.Wait) bool { return w.Ahead == 0 }); w.Estimate != 0 {
		t.Errorf("told of too few: %+v", w)
	}
	s.carried(s.send(does(rig.Ada, last, desk.Post{Text: "Hello"})))
	s.clock.Advance(20 * desk.Second)
	w := s.wait(bob, func(w floor.Wait) bool { return w.Estimate > 0 && w.Exceeded })
	if w.Estimate < 3*desk.Second || w.Estimate > 5*desk.Second {
		t.Errorf("told of %+v", w)
	}
}

// Who waits for one agent is in no line: once they were told that they are next,
// for as long as that agent was away.
func TestWhatIsKeptForOneHasNoPlace(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	defer leave()
	ann, leaveAnn := s.listen(desk.Visitor("v_ann"))
	defer leaveAnn()
	stream := s.opens("ann")
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Agent: rig.Ben, Anyway: true})))
	s.clock.Advance(3 * desk.Second)
	if w := s.wait(ann, func(w floor.Wait) bool { return w.Stream == stream }); w != (floor.Wait{Stream: stream, Contacts: 1, Kept: true}) {
		t.Errorf("told of %+v", w)
	}
}

// Once the visitor saw the agent as there, with a green lamp, who had snoozed them.
func TestWhoIsSnoozedIsToldThatItIsKept(t *testing.T) {
	for _, keep := range []bool{false, true} {
		s := newStage(t, 2)
		_, leave := s.at(rig.Ada)
		ann, leaveAnn := s.listen(desk.Visitor("v_ann"))
		stream := s.opens("ann")
		s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Good day"})))
		s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: s.clock.Now() + desk.Hour, Keep: keep})))
		s.clock.Advance(3 * desk.Second)
		kept := floor.Wait{Stream: stream, Contacts: 1, Kept: true}
		s.wait(ann, func(w floor.Wait) bool { return w == kept })
		// As on a page that is loaded anew, with nobody at the desk.
		leaveAnn()
		leave()
		again, leaveAgain := s.listen(desk.Visitor("v_ann"))
		s.clock.Advance(3 * desk.Second)
		s.wait(again, func(w floor.Wait) bool { return w == kept })
		leaveAgain()
	}
}

// Once who was handed to a group where nobody is was told that they are next.
func TestWhoWaitsIsToldWhetherAnybodyIsThere(t *testing.T) {
	s := newStage(t, 1)
	_, leave := s.at(rig.Ada)
	defer leave()
	s.opens("bob") // takes her only slot
	ann, leaveAnn := s.listen(desk.Visitor("v_ann"))
	defer leaveAnn()
	stream := s.opens("ann")
	s.clock.Advance(3 * desk.Second)
	s.wait(ann, func(w floor.Wait) bool { return w == floor.Wait{Stream: stream} })
	s.carried(s.send(does(rig.Ada, rig.Ada.Stream(), desk.SetStatus{Channel: desk.Chat, Status: desk.NotAvailable})))
	s.clock.Advance(3 * desk.Second)
	s.wait(ann, func(w floor.Wait) bool { return w == floor.Wait{Stream: stream, Absent: true} })
}

// wait is the first thing a visitor is told of their wait that is so.
func (s *stage) wait(e *ear, is func(floor.Wait) bool) floor.Wait {
	s.t.Helper()
	var told floor.Wait
	rig.Eventually(s.t, "the visitor is told of their wait", func() bool {
		s.clock.Advance(desk.Second / 100) // who came only now is told when some of it has passed
		e.mu.Lock()
		defer e.mu.Unlock()
		i := slices.IndexFunc(e.waits, is)
		if i >= 0 {
			told = e.waits[i]
		}
		return i >= 0
	})
	return told
}

func (e *ear) all() []floor.News {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]floor.News(nil), e.heard...)
}

// Once visitors whose language nobody speaks were told nothing when the last place
// was taken, as there was somebody free for all others.
func TestOffersToWhoseLanguageNobodySpeaks(t *testing.T) {
	s := newStage(t, 1, func(setup *floor.Setup) {
		setup.Revision.Settings.Groups[0].Places = 1
		for i := range setup.Agents {
			setup.Agents[i].Languages = []string{"en"}
		}
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	german, leaveGerman := s.listen(desk.Visitor("v_german"))
	defer leaveGerman()
	told := func() int {
		german.mu.Lock()
		defer german.mu.Unlock()
		return german.offers
	}
	s.clock.Advance(3 * desk.Second)
	s.settle() // by now whoever is here was told of Ada
	before := told()
	other := says("v_other", "message-1", "", "Guten Tag")
	other.Opening.Opened.Language = "de"
	if c := s.conversation(s.carried(s.send(other)).Stream); c.State != desk.Waiting {
		t.Fatalf("not waiting: %+v", c)
	}
	s.clock.Advance(3 * desk.Second)
	rig.Eventually(t, "told that the place is taken", func() bool { s.settle(); return told() > before })
}
