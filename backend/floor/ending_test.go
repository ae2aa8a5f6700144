package floor_test

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// row: P-122
func TestIdleVisitors(t *testing.T) {
	s := newStage(t, 2, with(func(set *desk.Settings) { set.Lifecycle.CloseIdleAfter = 10 }))
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.clock.Advance(20 * desk.Minute)
	if c := s.conversation(stream); c.State != desk.Ongoing {
		t.Fatalf("closed although it is the agent's turn: %+v", c)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Are you there?"})))
	s.clock.Advance(9 * desk.Minute)
	s.until(stream, "warned", func(c desk.Conversation) bool { return c.WarnedAt > 0 })
	s.carried(s.send(says("v_ann", "still-here", stream, "Yes")))
	s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Good."})))
	s.clock.Advance(9 * desk.Minute)
	s.until(stream, "warned again", func(c desk.Conversation) bool { return c.WarnedAt > 0 })
	s.clock.Advance(desk.Minute)
	s.until(stream, "closed", func(c desk.Conversation) bool { return c.State == desk.Ended })
}

// row: P-069, P-070
func TestBlocking(t *testing.T) {
	s := newStage(t, 1, func(setup *floor.Setup) {
		mia := setup.Agents[0]
		mia.ID, mia.Name, mia.Username, mia.Email, mia.Role, mia.Slots = "10426", "Mia Surname", "Mia", "mia@acme.test", desk.Manager, nil
		setup.Agents = append(setup.Agents, mia)
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.refused(desk.NotOwner, does(rig.Ben, stream, desk.Block{}))
	s.carried(s.send(does(rig.Ada, stream, desk.Block{})))
	if c := s.conversation(stream); c.State != desk.Ended {
		t.Fatalf("still open: %+v", c)
	}
	s.refused(desk.NotOffered, says("v_ann", "again", "", "Hello?"))
	offered, err := s.Offer(context.Background(), rig.Project, "v_ann", desk.Visit{Channel: desk.Chat})
	if err != nil || !offered.None {
		t.Errorf("offered %+v, %v", offered, err)
	}
	ann := desk.VisitorID("v_ann")
	s.refused(desk.Forbidden, does(rig.Ada, ann.Stream(), desk.UnblockCustomer{}))
	s.carried(s.send(does("10426", ann.Stream(), desk.UnblockCustomer{})))
	again := s.carried(s.send(says("v_ann", "once-more", "", "Hello?"))).Stream
	if c := s.conversation(again); c.Contact.Agent != rig.Ada {
		t.Errorf("the slot is not free: %+v", c)
	}
}
