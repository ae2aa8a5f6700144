package replay

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// arrive lets a visitor begin a conversation, if the settings offer one.
func (s *simulation) arrive(j *job, at desk.Millis) {
	o := j.opened
	target, fits := s.target(o)
	if !fits {
		s.tally.figures.NotOffered++
		return
	}
	o.Target, o.TargetName, o.Rule, o.Groups = target.ID, target.Name, target.Rule, nil
	o.Require, o.Priority, o.Async = target.Require, target.Priority, s.settings.Async(target.Rule)
	offered := s.engine.Offer(routing.Asked{Channel: o.Channel, Rule: o.Rule, Language: o.Language, Require: o.Require})
	o.Queue = offered.Queue
	switch {
	case offered.Free:
		o.Queue = s.settings.FirstGroup(o.Rule)
	case !offered.Async && o.Async:
		s.tally.figures.Full++
		return
	}
	s.happens(j.id.Stream(), desk.Visitor(o.Visitor), at, o)
	s.wait(j, at)
}

// target is the targeting rule that fits. The page is not in what is recorded:
// where the rule of that day is still active it is taken to fit again.
func (s *simulation) target(o desk.Opened) (desk.Targeting, bool) {
	i := slices.IndexFunc(s.settings.Targeting, func(t desk.Targeting) bool { return t.ID == o.Target && t.Active && t.Channel == o.Channel })
	if i >= 0 {
		return s.settings.Targeting[i], true
	}
	return s.settings.Target(desk.Visit{Channel: o.Channel, Site: o.Site, Language: o.Language})
}

// wait ends a wait that somebody ended, and one for a single agent in time.
func (s *simulation) wait(j *job, at desk.Millis) {
	still := func() bool {
		c := s.convs[j.id]
		return (c.State == desk.Waiting || c.State == desk.Reserved) && c.WaitingSince == at
	}
	if gives := j.works[min(j.next, len(j.works)-1)].gives; gives > 0 {
		s.at(at+gives, func(now desk.Millis) {
			if still() {
				s.happens(j.id.Stream(), desk.System, now, desk.Closed{Reason: desk.ClosedByAdmin})
			}
		})
	}
	if s.convs[j.id].State == desk.Reserved {
		s.at(at+desk.ReservedFor, func(now desk.Millis) {
			if keeper := s.convs[j.id].Keeper; still() && keeper != "" {
				s.happens(j.id.Stream(), desk.System, now, desk.Released{Agent: keeper, Groups: s.groupsOf(keeper)})
			}
		})
	}
}

func (s *simulation) groupsOf(id desk.AgentID) []desk.GroupID {
	for _, p := range s.people {
		if p.ID == id {
			return p.Groups
		}
	}
	return nil
}

// work begins or goes on with the work in hand, and puts its end down.
func (s *simulation) work(j *job, at desk.Millis) {
	w := s.workOf(j)
	if w.next == goesOn {
		return
	}
	if !j.begun {
		j.begun, j.left = true, max(w.took, 1)
		if w.next == unknown {
			j.left = s.usual
			s.tally.figures.Assumed++
		}
	}
	j.since = at
	no := s.convs[j.id].Contact.No
	s.at(at+j.left, func(now desk.Millis) {
		if c := s.convs[j.id]; c.Contact.No == no && c.State == desk.Ongoing && j.since == at {
			s.done(j, w, c, now)
		}
	})
}

func (s *simulation) workOf(j *job) work {
	if j.next < len(j.works) {
		return j.works[j.next]
	}
	return work{next: unknown}
}

// done ends a work and leads on to the next.
func (s *simulation) done(j *job, w work, c desk.Conversation, at desk.Millis) {
	j.next, j.begun = j.next+1, false
	agent := c.Contact.Agent
	ends := func(why desk.Reason) desk.Unassigned {
		return desk.Unassigned{Contact: c.Contact.No, Agent: agent, Reason: why}
	}
	switch w.next {
	case handsOn:
		to := w.to
		to.From = agent
		if to.Agent == agent { // they have it already: somebody else is meant
			to.Agent, to.Group = "", cmp.Or(c.Group, s.settings.FirstGroup(c.RulePromised()))
		}
		if _, known := s.settings.Group(to.Group); to.Agent == "" && !known {
			to.Group = s.settings.FirstGroup(c.RulePromised())
		}
		s.happens(j.id.Stream(), desk.AgentActor(agent), at, ends(desk.HandedOn), to)
		s.wait(j, at)
	case sleeps:
		until := s.to
		if w.sleeps > 0 {
			until = at + w.sleeps
		}
		s.happens(j.id.Stream(), desk.AgentActor(agent), at, ends(desk.SetAside), desk.Snoozed{Agent: agent, Until: until, Keep: w.keep})
		s.sleepFor(j, w, at)
	default:
		s.happens(j.id.Stream(), desk.AgentActor(agent), at, ends(desk.ClosedByAgent), desk.Closed{Reason: desk.ClosedByAgent})
	}
}

// sleep goes on with a snooze that began before the stretch.
func (s *simulation) sleep(j *job, at desk.Millis) {
	w := s.workOf(j)
	j.next++
	s.sleepFor(j, w, at)
}

func (s *simulation) sleepFor(j *job, w work, at desk.Millis) {
	if w.sleeps == 0 {
		return
	}
	s.at(at+w.sleeps, func(now desk.Millis) {
		keeper := s.convs[j.id].Keeper
		s.happens(j.id.Stream(), desk.System, now, desk.Woken{Reason: w.waking})
		if w.waking == desk.WokenByHand {
			s.no++
			s.happens(j.id.Stream(), desk.AgentActor(keeper), now, desk.Assigned{Contact: s.no, Agent: keeper})
			s.work(j, now)
			return
		}
		s.wait(j, now)
	})
}
