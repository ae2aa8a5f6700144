package floor_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
)

// The timers are in the log, not in the process.
func TestTimersOutliveTheWriter(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: s.clock.Now() + desk.Hour})))
	s.log.failAll(errLog)
	<-s.send(says("v_bob", "first-of-bob", "", "Hello"))
	s.clock.Advance(2 * desk.Hour)
	s.log.failAll(nil)
	c := s.until(stream, "awake", func(c desk.Conversation) bool { return c.State == desk.Ongoing })
	if c.Contacts != 2 {
		t.Errorf("woken, and then: %+v", c)
	}
}

// A timer whose reason is gone does not ring, although its moment comes.
func TestATimerThatIsMootDoesNotRing(t *testing.T) {
	s := newStage(t, 2, with(func(set *desk.Settings) { set.Rules[0].AnswerWithin = 30 }))
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.clock.Advance(20 * desk.Second)
	s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Good day"})))
	s.carried(s.send(says("v_ann", "second-of-ann", stream, "A question")))
	s.clock.Advance(11 * desk.Second)
	s.settle()
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada || c.Contacts != 1 {
		t.Errorf("it went on: %+v", c)
	}
}

// Once the second firing at one moment had the id of the first, and the project
// could write down nothing more.
func TestAClockThatIsPutBackComesToTheSameMomentAgain(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	until := s.clock.Now() + desk.Hour
	for contacts := 2; contacts <= 3; contacts++ {
		s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: until})))
		s.clock.Advance(desk.Hour)
		s.until(stream, "awake", func(c desk.Conversation) bool { return c.State == desk.Ongoing && c.Contacts == contacts })
		s.clock.Advance(-desk.Hour)
	}
}
