package floor_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
)

// row: P-094, P-095, P-096, P-097, P-100
func TestSnooze(t *testing.T) {
	s := newStage(t, 1)
	ada, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	next := s.opens("bob")
	now := s.clock.Now()
	if e := s.refused(desk.InThePast, does(rig.Ada, stream, desk.Snooze{Until: now})); e.Field != "until" {
		t.Errorf("the field at fault: %+v", e)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: now + 3*desk.Hour, Keep: true})))
	if c := s.conversation(stream); c.State != desk.Asleep || c.Holder() != rig.Ada {
		t.Fatalf("not snoozed: %+v", c)
	}
	if c := s.conversation(next); c.Contact.Agent != rig.Ada {
		t.Fatalf("the slot was not freed: %+v", c)
	}
	for _, news := range ada.all() {
		if news.Event.Stream == stream && news.Went {
			t.Error("who snoozed it does not see it any more")
		}
	}
	// Due, it waits for her alone, until she has a slot.
	s.clock.Advance(3 * desk.Hour)
	s.until(stream, "reserved", func(c desk.Conversation) bool { return c.State == desk.Reserved && c.Keeper == rig.Ada })
	s.carried(s.send(closes(rig.Ada, next)))
	s.until(stream, "back", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ada })

	// The visitor's word wakes it; without keeping, anybody may have it.
	s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: s.clock.Now() + desk.Hour})))
	s.carried(s.send(says("v_ann", "second-of-ann", stream, "Are you there?")))
	s.until(stream, "awake", func(c desk.Conversation) bool { return c.State == desk.Ongoing })

	// By hand, above the limit too: it is her own choice.
	s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: s.clock.Now() + desk.Hour})))
	full := s.opens("cid")
	if c := s.conversation(full); c.Contact.Agent != rig.Ada {
		t.Fatalf("not Ada's: %+v", c)
	}
	s.refused(desk.NotOwner, does(rig.Ben, stream, desk.Wake{}))
	s.carried(s.send(does(rig.Ada, stream, desk.Wake{})))
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada || c.State != desk.Ongoing {
		t.Errorf("not taken back: %+v", c)
	}
}

// row: P-098, P-099
func TestKeptForWhoIsAway(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	stream := s.opens("ann")
	other := s.opens("bob")
	until := s.clock.Now() + desk.Hour
	s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: until, Keep: true})))
	s.carried(s.send(does(rig.Ada, other, desk.Snooze{Until: until})))
	leave()
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	s.clock.Advance(desk.Hour)
	if c := s.until(other, "given", func(c desk.Conversation) bool { return c.State == desk.Ongoing }); c.Contact.Agent != rig.Ben {
		t.Errorf("not kept, and not Ben's: %+v", c)
	}
	s.until(stream, "kept", func(c desk.Conversation) bool { return c.State == desk.Reserved })
	s.clock.Advance(23 * desk.Hour)
	if c := s.conversation(stream); c.State != desk.Reserved {
		t.Errorf("given away before its day was over: %+v", c)
	}
	s.clock.Advance(desk.Hour)
	if c := s.until(stream, "given", func(c desk.Conversation) bool { return c.State == desk.Ongoing }); c.Contact.Agent != rig.Ben {
		t.Errorf("not Ben's: %+v", c)
	}
}

// The day of whoever it is kept for begins when the snooze was over, be it that nobody
// was there to end it: the server was off until then.
//
// row: P-099
func TestTheDayOfWhoItIsKeptForBeginsWhenItIsDue(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	stream := s.opens("ann")
	due := s.clock.Now() + desk.Hour
	s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: due, Keep: true})))
	leave()
	s.Stop()
	s.clock.Advance(24 * desk.Hour)
	s = s.again()
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	c := s.until(stream, "kept", func(c desk.Conversation) bool { return c.State == desk.Reserved })
	if c.WaitingSince != due {
		t.Errorf("it waits since %d, and was due at %d", c.WaitingSince, due)
	}
	s.clock.Advance(desk.Hour - 1)
	s.settle()
	if c := s.conversation(stream); c.State != desk.Reserved {
		t.Errorf("given away before its day was over: %+v", c)
	}
	s.clock.Advance(1)
	if c := s.until(stream, "given", func(c desk.Conversation) bool { return c.State == desk.Ongoing }); c.Contact.Agent != rig.Ben {
		t.Errorf("not Ben's: %+v", c)
	}
}

// Who takes it back in the moment in which the visitor's word has ended the snooze takes
// it all the same, be they away.
//
// row: P-096, P-100
func TestWhatIsKeptIsTakenByHandOnceItIsDue(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.carried(s.send(does(rig.Ada, stream, desk.Snooze{Until: s.clock.Now() + desk.Hour, Keep: true})))
	red := available(rig.Ada)
	red.Command = desk.SetStatus{Channel: desk.Chat, Status: desk.NotAvailable}
	s.carried(s.send(red))
	s.carried(s.send(says("v_ann", "second-of-ann", stream, "Are you there?")))
	s.until(stream, "kept", func(c desk.Conversation) bool { return c.State == desk.Reserved })
	s.refused(desk.NotOwner, does(rig.Ben, stream, desk.Wake{}))
	s.carried(s.send(does(rig.Ada, stream, desk.Wake{})))
	if c := s.conversation(stream); c.State != desk.Ongoing || c.Contact.Agent != rig.Ada {
		t.Errorf("not taken back: %+v", c)
	}
}
