package replay

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// simulation lets the recorded demand arrive under some settings.
type simulation struct {
	*stage
	agenda
	to    desk.Millis
	tally *tally
	jobs  map[desk.ConversationID]*job
	usual desk.Millis
	no    desk.ContactNo
	wake  desk.Millis
}

// job is how far a conversation is in its course.
type job struct {
	*course
	next int
	// left is what is still to be done of the work in hand, since when it goes on.
	left, since desk.Millis
	begun       bool
}

func (r *Recording) simulate(settings desk.Settings) (Figures, error) {
	s := &simulation{
		stage: newStage(slices.Clone(r.people)), to: r.To, tally: newTally(r.From, r.To, r.people),
		jobs: map[desk.ConversationID]*job{}, usual: r.demand.usual(),
	}
	if err := s.configure(settings, r.From); err != nil {
		return Figures{}, err
	}
	s.begin(r)
	s.run(r.From)
	f := s.tally.sum(func(id desk.ConversationID) desk.Millis { return s.jobs[id].patience })
	return f, nil
}

// begin sets the stage as it stood, and puts down all that comes from outside.
func (s *simulation) begin(r *Recording) {
	for _, p := range r.people {
		s.tally.online(p.ID, r.before.agents[p.ID].Connected, r.From)
	}
	for _, c := range r.demand.inOrder() {
		j := &job{course: c}
		s.jobs[c.id] = j
		if !c.before {
			s.at(c.at, func(at desk.Millis) { s.arrive(j, at) })
		}
	}
	s.resume(r.before, r.From)
	for _, id := range sortedKeys(s.convs) {
		c, j := s.convs[id], s.jobs[id]
		if j == nil { // begun before the log that was read
			j = &job{course: &course{id: id, before: true, works: []work{{next: goesOn}}}}
			s.jobs[id] = j
		}
		switch c.State {
		case desk.Ongoing:
			s.tally.holds(id, c.Contact.Agent, r.From)
			s.work(j, r.From)
		case desk.Asleep:
			s.sleep(j, r.From)
		default:
			s.wait(j, r.From)
		}
	}
	grace := r.grace()
	for _, e := range r.demand.staff {
		s.at(e.At, func(desk.Millis) { s.staff(e) })
		if id, _ := e.Stream.Agent(); e.Kind == desk.AgentDisconnected {
			s.at(max(e.At-grace, r.From), func(at desk.Millis) {
				s.engine.Take(routing.LineChanged{Agent: id, On: false}, at)
			})
		}
	}
}

// run goes from moment to moment.
func (s *simulation) run(now desk.Millis) {
	for now < s.to {
		for s.next() > 0 && s.next() <= now {
			s.pop().do(now)
		}
		if s.changes > 0 && s.changes <= now {
			s.turn(now)
		}
		if s.wake > 0 && s.wake <= now {
			s.engine.Take(routing.Tick{}, now)
		}
		s.decide(now)
		next := s.to
		for _, at := range []desk.Millis{s.next(), s.wake, s.changes} {
			if at > now {
				next = min(next, at)
			}
		}
		now = next
	}
}

// happens records a fact, as if it had been in the log.
func (s *simulation) happens(stream desk.Stream, by desk.Actor, at desk.Millis, facts ...desk.Fact) {
	for _, f := range facts {
		e := desk.Event{Stream: stream, At: at, Kind: f.Kind(), Actor: by, Fact: f}
		s.take(e)
		s.tally.take(e)
	}
}

func (s *simulation) staff(e desk.Event) {
	s.take(e)
	s.tally.take(e)
	if e.Kind != desk.AgentDisconnected {
		return
	}
	id, _ := e.Stream.Agent()
	for _, c := range sortedKeys(s.convs) {
		if conv := s.convs[c]; conv.State == desk.Ongoing && conv.Contact.Agent == id {
			j := s.jobs[c]
			j.left = max(j.left-(e.At-j.since), 1)
			s.happens(c.Stream(), desk.System, e.At, desk.Unassigned{Contact: conv.Contact.No, Agent: id, Reason: desk.LineLost})
			s.wait(j, e.At)
		}
	}
}

// decide lets the engine give out what it can.
func (s *simulation) decide(now desk.Millis) {
	out := s.engine.Decide(now)
	s.wake = out.Wake
	for _, a := range out.Assignments {
		s.no++
		s.happens(a.Conversation.Stream(), desk.System, now,
			desk.Assigned{Contact: s.no, Agent: a.Agent, Group: a.Group, Why: a.Why.String()})
		s.work(s.jobs[a.Conversation], now)
	}
	for _, d := range out.Drops {
		s.happens(d.Conversation.Stream(), desk.System, now, desk.Closed{Reason: desk.NobodyFree, Why: d.Why.String()})
	}
}
