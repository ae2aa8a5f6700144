package floor_test

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// changes reconfigures the project of a stage.
func (s *stage) changes(change func(*floor.Setup)) {
	s.t.Helper()
	if err := s.Reconfigure(context.Background(), rig.Project, change); err != nil {
		s.t.Fatal(err)
	}
}

// late are opening hours that have not begun when a stage does, at 22:13 UTC.
func late(set *desk.Settings) {
	set.Hours = []desk.Hours{{ID: "late", Name: "Late", Zone: "UTC", Week: []desk.Span{{Days: desk.Weekdays, From: "23:00", To: "24:00"}}}}
	set.Groups[0].Hours = "late"
}

// Once the hours stood still for ever from the first account that was changed.
func TestTheHoursGoOnAfterAnAccountWasChanged(t *testing.T) {
	s := newStage(t, 2, with(late))
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.changes(func(setup *floor.Setup) { setup.Agents[1].Name = "Ben Another" })
	if c := s.conversation(stream); c.State != desk.Waiting {
		t.Fatalf("given out of hours: %+v", c)
	}
	s.clock.Advance(desk.Hour)
	s.until(stream, "given", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ada })
}

// Once a group whose hours were taken away at night stayed shut for ever.
func TestAGroupThatHasNoHoursAnyMoreIsAtWork(t *testing.T) {
	s := newStage(t, 2, with(late))
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	s.changes(func(setup *floor.Setup) {
		groups := append([]desk.Group(nil), setup.Revision.Settings.Groups...)
		groups[0].Hours = ""
		setup.Revision.Settings.Groups = groups
	})
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada {
		t.Errorf("still waiting: %+v", c)
	}
}

// Once an account that was deleted while the log failed kept what it held.
func TestAnAccountDeletedDuringAnOutageGivesBack(t *testing.T) {
	s := newStage(t, 3)
	ada, leave := s.at(rig.Ada)
	defer leave()
	open, asleep := s.opens("ann"), s.opens("bob")
	s.carried(s.send(does(rig.Ada, asleep, desk.Snooze{Until: s.clock.Now() + desk.Day, Keep: true})))
	s.log.failAll(errLog)
	s.changes(func(setup *floor.Setup) { setup.Agents = setup.Agents[1:] })
	s.log.failAll(nil)
	for _, stream := range []desk.Stream{open, asleep} {
		s.until(stream, "given back", func(c desk.Conversation) bool { return c.State == desk.Waiting })
	}
	rig.Eventually(t, "her line is told that there is no account", func() bool {
		ada.mu.Lock()
		defer ada.mu.Unlock()
		return ada.accounts > 0
	})
}

// Once a conversation whose rule was taken away waited for nobody, for ever.
func TestWhatWaitsByARuleThatIsGone(t *testing.T) {
	s := newStage(t, 2)
	stream := s.opens("ann")
	renamed := func(group desk.GroupID, rule desk.RuleID) func(*floor.Setup) {
		return func(setup *floor.Setup) {
			set := &setup.Revision.Settings
			set.Groups = []desk.Group{{ID: group, Name: "Sellers", Organisations: []desk.OrganisationID{"sales"}, Places: 20}}
			set.Rules = []desk.Rule{{ID: rule, Name: "Selling", Method: desk.Escalation, Rings: []desk.Ring{{Groups: []desk.Share{{Group: group}}}}}}
			set.Targeting = []desk.Targeting{{ID: "shop", Name: "Shop", Active: true, Channel: desk.Chat, Rule: rule}}
		}
	}
	// Its groups are those the rule named.
	s.changes(renamed("sales", "selling"))
	_, leave := s.at(rig.Ada)
	s.until(stream, "given", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ada })
	// These gone too, it is for whoever there is.
	s.changes(renamed("sellers", "selling"))
	defer s.goesToBen(stream, leave)()
}

// Who is on the line is told that the library was changed, also when that was
// while the log could not be written.
func TestAChangedLibraryIsTold(t *testing.T) {
	s := newStage(t, 3)
	ada, leave := s.at(rig.Ada)
	defer leave()
	told := func() int {
		ada.mu.Lock()
		defer ada.mu.Unlock()
		return ada.libraries
	}
	s.changes(func(setup *floor.Setup) { setup.Agents[1].Name = "Ben Another" })
	if told() != 0 {
		t.Error("told of no change")
	}
	s.changes(func(setup *floor.Setup) { setup.Library.Version = 1 })
	rig.Eventually(t, "it is told", func() bool { return told() == 1 })
	// With her account goes what she holds, which cannot be written.
	s.opens("ann")
	s.log.failAll(errLog)
	s.changes(func(setup *floor.Setup) { setup.Agents, setup.Library.Version = setup.Agents[1:], 2 })
	s.log.failAll(nil)
	rig.Eventually(t, "it is told after the outage", func() bool { return told() >= 2 })
}
