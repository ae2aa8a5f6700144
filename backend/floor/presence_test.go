package floor_test

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// row: P-026
func TestALostLineGivesBack(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	stream := s.opens("ann")
	leave()
	s.settle()
	s.clock.Advance(30 * desk.Second)
	_, leave = s.at(rig.Ada)
	s.clock.Advance(desk.Minute)
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada || c.Contacts != 1 {
		t.Fatalf("lost within the grace: %+v", c)
	}
	defer s.goesToBen(stream, leave)()
}

// goesToBen takes whoever has a conversation off the line for longer than the grace,
// and brings Ben, who has it then; what it returns takes him off again.
func (s *stage) goesToBen(stream desk.Stream, leave func()) (leaveBen func()) {
	s.t.Helper()
	leave()
	s.settle()
	s.clock.Advance(desk.Minute)
	s.until(stream, "back in the queue", func(c desk.Conversation) bool { return c.State == desk.Waiting })
	_, leaveBen = s.at(rig.Ben)
	s.until(stream, "Ben's", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ben })
	return leaveBen
}

// Who has it after a lost line has their own time to answer, from when there is
// something to answer.
func TestWhoTakesOverFromALostLineHasToAnswer(t *testing.T) {
	const within = 20 * desk.Second
	for _, asked := range []string{"before", "while it waits", "afterwards"} {
		t.Run(asked, func(t *testing.T) {
			s := newStage(t, 2, with(func(set *desk.Settings) { set.Rules[0].AnswerWithin = 20 }))
			_, leave := s.at(rig.Ada)
			stream := s.opens("ann")
			s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Good day"})))
			asks := func(when string) {
				if when == asked {
					s.carried(s.send(says("v_ann", "second-of-ann", stream, "And another thing")))
				}
			}
			asks("before")
			leave()
			s.settle()
			s.clock.Advance(desk.Minute)
			s.until(stream, "back in the queue", func(c desk.Conversation) bool { return c.State == desk.Waiting })
			asks("while it waits")
			s.clock.Advance(desk.Minute)
			_, leaveBen := s.at(rig.Ben)
			defer leaveBen()
			s.until(stream, "Ben's", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ben })
			if asked == "afterwards" {
				s.clock.Advance(10 * within)
				s.settle()
				asks(asked)
			}
			s.clock.Advance(within - desk.Second)
			s.settle()
			if c := s.conversation(stream); c.State != desk.Ongoing || c.Contact.Agent != rig.Ben || c.Contacts != 2 {
				t.Fatalf("taken from Ben before his time was over: %+v", c)
			}
			s.clock.Advance(desk.Second)
			s.until(stream, "taken from Ben", func(c desk.Conversation) bool { return c.Contact.Agent != rig.Ben || c.Contacts > 2 })
		})
	}
}

func TestAMissedContactGoesOnAndTwoMakeAway(t *testing.T) {
	s := newStage(t, 3, with(func(set *desk.Settings) { set.Rules[0].AnswerWithin = 30 }))
	ada, leave := s.at(rig.Ada)
	defer leave()
	one := s.opens("ann")
	_, leaveBen := s.at(rig.Ben)
	// Ben has more to do than she: but for her miss it would be hers again.
	s.carried(s.send(does(rig.Ben, s.opens("dot"), desk.Post{Text: "Hello"})))
	s.clock.Advance(30 * desk.Second)
	c := s.until(one, "Ben's", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ben })
	if c.QueuedSince != c.OpenedAt {
		t.Errorf("it lost its place: %+v", c)
	}
	s.carried(s.send(does(rig.Ben, one, desk.Post{Text: "Hello"})))
	s.carried(s.send(does(rig.Ben, rig.Ben.Stream(), desk.SetStatus{Channel: desk.Chat, Status: desk.NotAvailable})))
	two := s.opens("bob")
	s.clock.Advance(30 * desk.Second)
	s.until(two, "waiting", func(c desk.Conversation) bool { return c.State == desk.Waiting })
	rig.Eventually(t, "she is told that she is away", func() bool { return ada.kinds()[desk.StatusImposed] > 0 })
	if n := ada.kinds()[desk.StatusImposed]; n != 1 {
		t.Errorf("told %d times that she is away", n)
	}
	s.carried(s.send(available(rig.Ada)))
	leaveBen()
	// Nobody else is there, so it may come to her again.
	s.until(two, "Ada's again", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ada })
}

func TestAContactThatIsNotShownGoesOn(t *testing.T) {
	s := newStage(t, 3)
	e := &ear{}
	leave, err := s.Listen(context.Background(), rig.Project, desk.AgentActor(rig.Ada), e, floor.Joining{Confirms: true})
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	s.carried(s.send(available(rig.Ada)))
	stream := s.opens("ann")
	c := s.conversation(stream)
	s.carried(s.send(does(rig.Ada, stream, desk.Confirm{Contact: c.Contact.No})))
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	s.clock.Advance(desk.Minute)
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada {
		t.Fatalf("shown, and taken away: %+v", c)
	}
	other := s.opens("bob")
	if c := s.conversation(other); c.Contact.Agent == rig.Ben {
		other = s.opens("cid")
	}
	s.clock.Advance(3 * desk.Second)
	s.until(other, "Ben's", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ben })
	if n := e.kinds()[desk.ContactMissed]; n != 0 {
		t.Errorf("%d misses of an agent who was never shown it", n)
	}
}

// row: P-006
func TestAChangedAccountAppliesAtOnce(t *testing.T) {
	s := newStage(t, 2)
	ada, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	err := s.Reconfigure(context.Background(), rig.Project, func(setup *floor.Setup) {
		setup.Agents[0].Slots = map[desk.Channel]int{desk.Messaging: 1}
	})
	if err != nil {
		t.Fatal(err)
	}
	if ada.accounts != 1 {
		t.Errorf("told %d times", ada.accounts)
	}
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada {
		t.Errorf("what was open was taken away: %+v", c)
	}
	if c := s.conversation(s.opens("bob")); c.State != desk.Waiting {
		t.Errorf("given on a channel that is not granted: %+v", c)
	}
	s.refused(desk.ChannelNotGranted, available(rig.Ada))

	// An account that is deleted gives back what it held.
	err = s.Reconfigure(context.Background(), rig.Project, func(setup *floor.Setup) { setup.Agents = setup.Agents[1:] })
	if err != nil {
		t.Fatal(err)
	}
	if c := s.conversation(stream); c.State != desk.Waiting {
		t.Errorf("held by nobody: %+v", c)
	}
}

// Whatever is heard of a line ends the doubt about it, be it about a contact that is
// over: who is green must not be passed over for good.
func TestADoubtEndsWithTheFirstSignOfLife(t *testing.T) {
	for name, heard := range map[string]func(*stage, desk.Stream, desk.ContactNo){
		"a late confirmation": func(s *stage, stream desk.Stream, no desk.ContactNo) {
			s.refused(desk.NotOwner, does(rig.Ada, stream, desk.Confirm{Contact: no}))
		},
		"a line that answers": func(s *stage, _ desk.Stream, _ desk.ContactNo) { s.Alive(rig.Project, rig.Ada) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 3)
			leave, err := s.Listen(t.Context(), rig.Project, desk.AgentActor(rig.Ada), &ear{}, floor.Joining{Confirms: true})
			if err != nil {
				t.Fatal(err)
			}
			defer leave()
			s.carried(s.send(available(rig.Ada)))
			stream := s.opens("ann")
			no := s.conversation(stream).Contact.No
			s.clock.Advance(desk.ShownWithin)
			s.until(stream, "waiting", func(c desk.Conversation) bool { return c.State == desk.Waiting })
			if c := s.conversation(s.opens("bob")); c.State != desk.Waiting {
				t.Fatalf("given to a line in doubt: %+v", c)
			}
			heard(s, stream, no)
			s.until(stream, "Ada's again", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ada })
		})
	}
}
