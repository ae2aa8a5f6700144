package floor_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// What is not written is neither answered nor told, however long it takes.
func TestNothingIsSaidBeforeItIsWritten(t *testing.T) {
	synctest.Test(t, nothingBeforeItIsWritten)
}

func nothingBeforeItIsWritten(t *testing.T) {
	s := newStage(t, 2)
	ann, leave := s.listen(desk.Visitor("v_ann"))
	defer leave()
	waiting, release := s.log.hold()
	answer := s.send(says("v_ann", "message-1", "", "Hello"))
	<-waiting
	// The next group collects meanwhile, and says nothing either.
	second := s.send(says("v_ann", "message-2", "", "Are you there?"))
	synctest.Wait() // until nobody has anything to do but to wait for the log
	select {
	case a := <-answer:
		t.Errorf("answered before it was written: %+v", a)
	case a := <-second:
		t.Errorf("answered before it was written: %+v", a)
	default:
	}
	if n := len(ann.kinds()); n > 0 {
		t.Errorf("told before it was written: %v", ann.kinds())
	}
	release()
	if a, b := s.carried(answer), s.carried(second); a.Stream != b.Stream || b.Seq != a.Seq+1 {
		t.Errorf("answered %+v, then %+v", a, b)
	}
	// News comes before the answer.
	if n := ann.kinds()[desk.MessagePosted]; n != 2 {
		t.Errorf("%d messages told when both were answered", n)
	}
}

// row: P-010, P-011
func TestSlotsAreNeverExceededAndNeverLost(t *testing.T) {
	s := newStage(t, 2)
	ada, leave := s.listen(desk.AgentActor(rig.Ada))
	defer leave()
	s.carried(s.send(available(rig.Ada)))
	var streams []desk.Stream
	for i := range 5 {
		v := desk.VisitorID(fmt.Sprint("v_", i))
		s.clock.Advance(1) // who came first is a matter of time
		streams = append(streams, s.carried(s.send(says(v, fmt.Sprint("message-", i), "", "Hello"))).Stream)
	}
	for i := range 5 {
		// Two have them, or as many as are left.
		load := s.Loads(context.Background())[rig.Project]
		if want := min(2, 5-i); load.Ongoing != want || load.Waiting != max(0, 3-i) {
			t.Fatalf("after %d closed: %+v", i, load)
		}
		if got := ada.kinds()[desk.ContactOpened]; got != min(5, i+2) {
			t.Errorf("after %d closed %d were given", i, got)
		}
		s.carried(s.send(closes(rig.Ada, streams[i])))
	}
}

// An agent who is not there, or does not want to, is given nothing.
func TestNobodyIsGivenToWhoIsNotThere(t *testing.T) {
	s := newStage(t, 2)
	s.carried(s.send(available(rig.Ada)))
	s.carried(s.send(says("v_ann", "message-1", "", "Hello")))
	ben, leave := s.listen(desk.AgentActor(rig.Ben))
	defer leave()
	if load := s.Loads(context.Background())[rig.Project]; load.Waiting != 1 {
		t.Fatalf("given to nobody there: %+v", load)
	}
	s.carried(s.send(available(rig.Ben)))
	if load := s.Loads(context.Background())[rig.Project]; load.Ongoing != 1 || ben.kinds()[desk.ContactOpened] != 1 {
		t.Errorf("not given to who is there: %+v, %v", load, ben.kinds())
	}
}

// A visitor never loses a line: what arrives together with the end of their
// conversation begins the next one.
func TestAMessageBesideTheEndBeginsAnew(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.listen(desk.AgentActor(rig.Ada))
	defer leave()
	s.carried(s.send(available(rig.Ada)))
	first := s.carried(s.send(says("v_ann", "message-1", "", "Hello")))
	// While one group is written, the end and the message collect in the next.
	waiting, release := s.log.hold()
	other := s.send(says("v_bob", "message-1", "", "Hello"))
	<-waiting
	end := s.send(closes(rig.Ada, first.Stream))
	unnamed := s.send(says("v_ann", "message-2", "", "One more thing"))
	named := s.send(says("v_ann", "message-3", first.Stream, "And another"))
	release()
	s.carried(other)
	s.carried(end)
	a, b := s.carried(unnamed), s.carried(named)
	if a.Stream == first.Stream || b.Stream != a.Stream {
		t.Errorf("they went to %s and %s, after %s had ended", a.Stream, b.Stream, first.Stream)
	}
}

func TestAFailingLogIsOnlyAPause(t *testing.T) {
	for _, method := range []string{"append", "seen"} {
		t.Run(method, func(t *testing.T) {
			s := newStage(t, 2)
			s.carried(s.send(available(rig.Ada)))
			s.log.fail(method, errLog)
			// Ada comes while nothing can be written; it must not be forgotten.
			hello := s.send(says("v_ann", "message-1", "", "Hello"))
			_, leave := s.listen(desk.AgentActor(rig.Ada))
			defer leave()
			var refusal *desk.Error
			if a := <-hello; !errors.As(a.Err, &refusal) || refusal.Code != desk.Unavailable || refusal.RetryAfter == 0 {
				t.Fatalf("answered %+v", a)
			}
			s.log.fail("", nil)
			// The same id, until it is there.
			var done floor.Answer
			rig.Eventually(t, "the log works again", func() bool {
				done = <-s.send(says("v_ann", "message-1", "", "Hello"))
				return done.Err == nil
			})
			if a := s.carried(s.send(says("v_ann", "message-1", "", "Hello"))); a.Seq != done.Seq {
				t.Errorf("repeated at %d, was at %d", a.Seq, done.Seq)
			}
			rig.Eventually(t, "Ada is given the conversation", func() bool {
				return s.Loads(context.Background())[rig.Project].Ongoing == 1
			})
			if load := s.Loads(context.Background())[rig.Project]; load.AgentsConnected != 1 {
				t.Errorf("%+v", load)
			}
		})
	}
}

func TestTheSecondWriterIsHarmless(t *testing.T) {
	s := newStage(t, 2)
	s.carried(s.send(says("v_ann", "message-1", "", "Hello")))
	other := floor.New(rig.FloorOptions(s.log.Store, s.clock), []floor.Setup{s.setup})
	if err := other.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer other.Stop()
	// The first was replaced: it says so once and takes over again.
	if a := <-s.send(says("v_ann", "message-2", "", "Hello?")); a.Err == nil {
		t.Errorf("a replaced writer wrote: %+v", a)
	}
	rig.Eventually(t, "the first has it back", func() bool {
		return (<-s.send(says("v_ann", "message-2", "", "Hello?"))).Err == nil
	})
}

// After a restart the log decides who holds what, and who is still expected.
func TestARestartKeepsWhoHoldsWhat(t *testing.T) {
	s := newStage(t, 1)
	_, leave := s.listen(desk.AgentActor(rig.Ada))
	_, visitorLeft := s.listen(desk.Visitor("v_ann"))
	s.carried(s.send(available(rig.Ada)))
	first := s.carried(s.send(says("v_ann", "message-1", "", "Hello")))
	s.carried(s.send(says("v_bob", "message-1", "", "Hello")))
	leave()
	visitorLeft()
	next := s.again()
	ada, leave := next.listen(desk.AgentActor(rig.Ada))
	defer leave()
	if load := next.Loads(t.Context())[rig.Project]; load.Ongoing != 1 || load.Waiting != 1 {
		t.Fatalf("%+v", load)
	}
	// Ann's page never came back; after its grace that is said.
	s.clock.Advance(30 * desk.Second)
	rig.Eventually(t, "Ann left", func() bool { return ada.kinds()[desk.VisitorLeft] == 1 })
	next.carried(next.send(closes(rig.Ada, first.Stream)))
	if load := next.Loads(t.Context())[rig.Project]; load.Ongoing != 1 || load.Waiting != 0 {
		t.Errorf("after the slot was freed: %+v", load)
	}
}

// Whose turn it is outlives a restart: who rested longest is next, and the group that
// is behind its share, whatever was closed before.
//
// row: P-126, P-127, B-01
func TestARestartKeepsWhoseTurnItIs(t *testing.T) {
	s := newStage(t, 2, with(func(set *desk.Settings) {
		set.Rules[0].Order = desk.LongestIdle
	}))
	for _, id := range []desk.AgentID{rig.Ada, rig.Ben} {
		_, leave := s.at(id)
		defer leave()
	}
	// Each has had one, and who had the first has rested longest.
	var had []desk.AgentID
	for _, name := range []string{"ann", "bob"} {
		stream := s.opens(name)
		by := s.conversation(stream).Contact.Agent
		s.clock.Advance(desk.Second)
		s.carried(s.send(closes(by, stream)))
		had = append(had, by)
	}
	if had[0] == had[1] {
		t.Fatalf("both went to %s", had[0])
	}
	for _, name := range []string{"cleo", "dan"} {
		s = s.again()
		for _, id := range []desk.AgentID{rig.Ada, rig.Ben} {
			_, leave := s.listen(desk.AgentActor(id))
			defer leave()
		}
		stream := s.opens(name)
		c := s.conversation(stream)
		if c.Contact.Agent != had[0] {
			t.Errorf("given to %s, who had one later: %s", c.Contact.Agent, c.Why)
		}
		s.clock.Advance(desk.Second)
		s.carried(s.send(closes(c.Contact.Agent, stream)))
		had = append(had[1:], c.Contact.Agent)
	}
}

// row: P-126
func TestARestartKeepsWhichGroupIsBehind(t *testing.T) {
	s := newStage(t, 9, inThreeGroups)
	given := []desk.GroupID{s.givenTo("visitor0")}
	for i := range 5 {
		s = s.again()
		given = append(given, s.givenTo(fmt.Sprint("visitor", i+1)))
	}
	if want := []desk.GroupID{"one", "two", "three", "one", "two", "three"}; !slices.Equal(given, want) {
		t.Errorf("given to %v, want %v", given, want)
	}
}

// What a group was behind under other settings says nothing of its share: they may have
// been changed while nobody was there to see it.
//
// row: P-126
func TestSharesOfOtherSettingsEndWithARestart(t *testing.T) {
	s := newStage(t, 9, inThreeGroups)
	if first := s.givenTo("ann"); first != "one" {
		t.Fatalf("given to %s", first)
	}
	s.setup.Revision.Version++
	s = s.again()
	if next := s.givenTo("bob"); next != "one" {
		t.Errorf("given to %s, by shares of other settings", next)
	}
}

// inThreeGroups are three agents in as many groups, which a rule deals to fairly.
func inThreeGroups(setup *floor.Setup) {
	set := &setup.Revision.Settings
	set.Groups = nil
	var shares []desk.Share
	for i, id := range []desk.GroupID{"one", "two", "three"} {
		a := setup.Agents[0]
		a.ID, a.Email = desk.AgentID(fmt.Sprint(20001+i)), fmt.Sprintf("a%d@acme.test", i)
		a.Name, a.Username, a.Organisation = a.Email, a.Email, desk.OrganisationID(id)
		setup.Agents = append(setup.Agents, a)
		set.Groups = append(set.Groups, desk.Group{ID: id, Name: string(id), Organisations: []desk.OrganisationID{a.Organisation}, Places: 5})
		shares = append(shares, desk.Share{Group: id})
	}
	set.Rules[0].Method, set.Rules[0].Rings = desk.Fair, []desk.Ring{{Groups: shares}}
}

// givenTo is the group a visitor is given to, with the three agents there; they are
// closed again.
func (s *stage) givenTo(visitor string) desk.GroupID {
	s.t.Helper()
	for i := range 3 {
		_, leave := s.at(desk.AgentID(fmt.Sprint(20001 + i)))
		s.t.Cleanup(leave)
	}
	stream := s.opens(visitor)
	c := s.conversation(stream)
	s.carried(s.send(closes(c.Contact.Agent, stream)))
	return c.Group
}

// Who comes while the log is away comes to those who were there: they are not given all
// that they missed.
//
// row: P-127
func TestWhoComesWhileTheLogIsAwayCatchesUpOnNothing(t *testing.T) {
	s := newStage(t, 9, with(func(set *desk.Settings) { set.Rules[0].Order = desk.FairShare }))
	_, leave := s.at(rig.Ada)
	defer leave()
	given := map[desk.AgentID]int{}
	give := func(name string) {
		stream := s.opens(name)
		by := s.conversation(stream).Contact.Agent
		given[by]++
		s.carried(s.send(closes(by, stream)))
	}
	for i := range 4 {
		give(fmt.Sprint("before", i))
	}
	s.log.failAll(errLog)
	<-s.send(says("v_cid", "message-1", "", "Hello"))
	_, leaveBen := s.listen(desk.AgentActor(rig.Ben))
	defer leaveBen()
	s.log.failAll(nil)
	rig.Eventually(t, "Ben is available", func() bool { return (<-s.send(available(rig.Ben))).Err == nil })
	for i := range 4 {
		give(fmt.Sprint("after", i))
	}
	if given[rig.Ben] != 2 {
		t.Errorf("of four, Ben was given %d", given[rig.Ben])
	}
}

// again stops the floor and begins it anew upon the same log.
func (s *stage) again() *stage {
	s.t.Helper()
	s.Stop()
	next := &stage{t: s.t, log: s.log, clock: s.clock, setup: s.setup,
		Floor: floor.New(rig.FloorOptions(s.log, s.clock), []floor.Setup{s.setup})}
	if err := next.Start(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(next.Stop)
	return next
}
