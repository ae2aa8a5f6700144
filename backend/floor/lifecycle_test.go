package floor_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		c := s.conversation(stream)
		if is(c) {
			return c
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("not %s: %+v", what, c)
		}
	}
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

// row: P-084
func TestTransferToWhoIsFree(t *testing.T) {
	s := newStage(t, 1)
	ada, leaveAda := s.at(rig.Ada)
	defer leaveAda()
	stream := s.opens("ann")
	ben, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Agent: rig.Ben, Comment: "She wants a refund."})))
	c := s.conversation(stream)
	if c.State != desk.Ongoing || c.Contact.Agent != rig.Ben || c.Contacts != 2 {
		t.Fatalf("after the transfer: %+v", c)
	}
	if ben.kinds()[desk.ConversationTransferred] != 1 || ada.kinds()[desk.ConversationTransferred] != 1 {
		t.Errorf("told of: Ada %v, Ben %v", ada.kinds(), ben.kinds())
	}
	// Ada's slot is free: the next one comes to her.
	if next := s.conversation(s.opens("bob")); next.Contact.Agent != rig.Ada {
		t.Errorf("the sender's slot is not free: %+v", next)
	}
	s.refused(desk.NotOwner, does(rig.Ada, stream, desk.Post{Text: "One more thing"}))
}

// row: P-089, P-090
func TestTransferAnyway(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		cleo := setup.Agents[0]
		cleo.ID, cleo.Name, cleo.Username, cleo.Email = "10425", "Cleo Surname", "Cleo", "cleo@acme.test"
		setup.Agents = append(setup.Agents, cleo)
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	refusal := s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Agent: rig.Ben}))
	if refusal.Field != "agent" || !strings.Contains(refusal.Message, "Ben") {
		t.Errorf("refused with %+v", refusal)
	}
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada {
		t.Fatalf("a refused transfer moved it: %+v", c)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Agent: rig.Ben, Anyway: true})))
	if c := s.conversation(stream); c.State != desk.Reserved || c.Keeper != rig.Ben {
		t.Fatalf("not reserved for Ben: %+v", c)
	}
	why, err := s.Why(context.Background(), rig.Project, desk.ConversationID(stream))
	if err != nil || !strings.Contains(why.Sentence, "Ben") {
		t.Errorf("why it waits: %+v, %v", why, err)
	}
	// A day later, somebody else of the group has it.
	s.clock.Advance(24*desk.Hour + desk.Second)
	c := s.until(stream, "given to another", func(c desk.Conversation) bool { return c.State == desk.Ongoing })
	if c.Contact.Agent != rig.Ada {
		t.Errorf("given to %s", c.Contact.Agent)
	}

	// And who comes before that gets it.
	other := s.opens("bob")
	s.carried(s.send(does(rig.Ada, other, desk.Transfer{Agent: rig.Ben, Anyway: true})))
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	s.until(other, "Ben's", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ben })
}

// row: P-085, P-086
func TestTransferToAGroupThatShowsItself(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		cleo := setup.Agents[0]
		cleo.ID, cleo.Name, cleo.Username, cleo.Email = "10425", "Cleo Surname", "Cleo", "cleo@acme.test"
		cleo.Organisation = "support"
		setup.Agents = append(setup.Agents, cleo)
		set := &setup.Revision.Settings
		set.Groups = append(set.Groups, desk.Group{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}, Places: 5})
		set.Rules = append(set.Rules, desk.Rule{ID: "support", Name: "Support", Method: desk.Escalation,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "support"}}}}})
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	_, leaveCleo := s.at("10425")
	defer leaveCleo()
	stream := s.opens("ann")
	s.refused(desk.NotFound, does(rig.Ada, stream, desk.Transfer{Group: "support"}))
	err := s.Reconfigure(context.Background(), rig.Project, func(setup *floor.Setup) {
		rules := append([]desk.Rule(nil), setup.Revision.Settings.Rules...)
		rules[len(rules)-1].Transfers = true
		setup.Revision.Settings.Rules = rules
	})
	if err != nil {
		t.Fatal(err)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Group: "support"})))
	if c := s.conversation(stream); c.Contact.Agent != "10425" || c.Group != "support" {
		t.Fatalf("not Cleo's: %+v", c)
	}
}

// Who hands a conversation to their own group while nobody else of it is free
// would have it back at once: they are told, before and not after.
// row: P-085
func TestHandedToOnesOwnGroup(t *testing.T) {
	s := newStage(t, 1)
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	group := s.conversation(stream).Group
	own := func() floor.Target {
		t.Helper()
		list, err := s.Targets(context.Background(), rig.Project, rig.Ada, desk.ConversationID(stream))
		i := slices.IndexFunc(list, func(t floor.Target) bool { return t.Group == group })
		if err != nil || i < 0 {
			t.Fatalf("whom it can be handed to: %+v, %v", list, err)
		}
		return list[i]
	}
	if g := own(); g.Free || !strings.HasPrefix(g.Why, "Nobody else in") || !strings.HasPrefix(g.WhyFR, "Personne d’autre") {
		t.Errorf("alone: %+v", g)
	}
	s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Group: group}))
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	if g := own(); !g.Free {
		t.Errorf("with Ben: %+v", g)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Group: group})))
	if c := s.conversation(stream); c.Contact.Agent != rig.Ben {
		t.Errorf("not Ben's: %+v", c)
	}
}

// Once a group was said to be free of whom nobody speaks the visitor's language,
// and what was handed to it waited there for nobody.
func TestAGroupIsFreeForThisConversation(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		setup.Agents[1].Organisation, setup.Agents[1].Languages = "support", []string{"en"}
		set := &setup.Revision.Settings
		set.Groups = append(set.Groups, desk.Group{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}})
		set.Rules = append(set.Rules, desk.Rule{ID: "support", Name: "Support", Method: desk.Escalation, Transfers: true,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "support"}}}}})
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	french := says("v_ann", "first-of-ann", "", "Bonjour")
	french.Opening.Opened.Language = "fr-BE"
	stream := s.carried(s.send(french)).Stream
	if e := s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Group: "support"})); !strings.Contains(e.Message, "language") {
		t.Errorf("refused with %q", e.Message)
	}
	s.carried(s.send(does(rig.Ada, s.opens("bob"), desk.Transfer{Group: "support"})))
}

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

// wait is the first thing a visitor is told of their wait that is so.
func (s *stage) wait(e *ear, is func(floor.Wait) bool) floor.Wait {
	s.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		e.mu.Lock()
		waits := append([]floor.Wait(nil), e.waits...)
		e.mu.Unlock()
		for _, w := range waits {
			if is(w) {
				return w
			}
		}
	}
	s.t.Fatalf("was never told: %+v", e.waits)
	return floor.Wait{}
}

func (e *ear) all() []floor.News {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]floor.News(nil), e.heard...)
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

// Handed to a group nobody of which speaks the visitor's language, a conversation
// is answered all the same: somebody chose so.
func TestHandedToAGroupThatDoesNotSpeakTheLanguage(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		cleo := setup.Agents[0]
		cleo.ID, cleo.Name, cleo.Username, cleo.Email = "10425", "Cleo Surname", "Cleo", "cleo@acme.test"
		cleo.Organisation, cleo.Languages = "support", []string{"en"}
		setup.Agents = append(setup.Agents, cleo)
		set := &setup.Revision.Settings
		set.Groups = append(set.Groups, desk.Group{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}, Places: 5})
		set.Rules = append(set.Rules, desk.Rule{ID: "support", Name: "Support", Method: desk.Escalation, Transfers: true,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "support"}}}}})
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	_, leaveCleo := s.at("10425")
	defer leaveCleo()
	french := says("v_ann", "first-of-ann", "", "Bonjour")
	french.Opening.Opened.Language = "fr-BE"
	stream := s.carried(s.send(french)).Stream
	list, err := s.Targets(context.Background(), rig.Project, rig.Ada, desk.ConversationID(stream))
	support := slices.IndexFunc(list, func(t floor.Target) bool { return t.Group == "support" })
	if err != nil || support < 0 || !strings.HasPrefix(list[support].Why, "Nobody who is free in Support has the language") ||
		!strings.HasPrefix(list[support].WhyFR, "Personne de libre dans Support n’a la langue") {
		t.Errorf("whom it can be handed to: %+v, %v", list, err)
	}
	s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Group: "support"}))
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Group: "support", Anyway: true})))
	if c := s.conversation(stream); c.Contact.Agent != "10425" {
		t.Errorf("waits for nobody: %+v", c)
	}
}
