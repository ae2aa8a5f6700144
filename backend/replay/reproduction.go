package replay

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// Fidelity says how many of the decisions that were really made come out the
// same when they are made again.
type Fidelity struct {
	// Versions are those of the settings that were in force.
	Versions []int64 `json:"versions"`
	// Assignments is how many the engine made, Same how many it makes again:
	// the same conversation to the same agent at the same moment.
	Assignments int `json:"assignments"`
	Same        int `json:"same"`
	// OtherAgent: to somebody else. NotThen: not at that moment.
	OtherAgent int `json:"otherAgent"`
	NotThen    int `json:"notThen"`
	// Drops and SameDrops are of visitors who could not wait.
	Drops     int `json:"drops"`
	SameDrops int `json:"sameDrops"`
	// Besides is what it would have decided that was not.
	Besides int `json:"besides"`
	// First are the first differences.
	First []Difference `json:"first,omitempty"`
}

// Difference is a decision that comes out otherwise.
type Difference struct {
	At           desk.Millis         `json:"at"`
	Conversation desk.ConversationID `json:"conversation"`
	// Was is the agent who had it, Is who would have it now; empty for nobody.
	Was desk.AgentID `json:"was,omitempty"`
	Is  desk.AgentID `json:"is,omitempty"`
	// WasWhy and IsWhy are the sentences of both decisions.
	WasWhy string `json:"wasWhy,omitempty"`
	IsWhy  string `json:"isWhy,omitempty"`
}

// shownDifferences is how many a report holds.
const shownDifferences = 10

// reproduction decides again what was decided, under the settings of the day.
type reproduction struct {
	*stage
	revisions []desk.Revision // those to come
	fidelity  Fidelity
}

func newReproduction(people []desk.Profile, revisions []desk.Revision) *reproduction {
	revisions = slices.Clone(revisions)
	slices.SortFunc(revisions, func(a, b desk.Revision) int { return cmp.Compare(a.Version, b.Version) })
	return &reproduction{stage: newStage(people), revisions: revisions}
}

// settle lets the settings and the hours of a moment hold.
func (r *reproduction) settle(now desk.Millis) error {
	// The first holds from the beginning: it was written while the desk was set
	// up, which the log may have begun before.
	for len(r.revisions) > 0 && (r.revisions[0].At <= now || len(r.fidelity.Versions) == 0) {
		if err := r.configure(r.revisions[0].Settings, now); err != nil {
			return err
		}
		r.fidelity.Versions = append(r.fidelity.Versions, r.revisions[0].Version)
		r.revisions = r.revisions[1:]
	}
	if r.changes > 0 && r.changes <= now {
		r.turn(now)
	}
	return nil
}

// lose takes an agent off the line before the log says so.
func (r *reproduction) lose(l lost) error {
	if err := r.settle(l.at); err != nil {
		return err
	}
	r.engine.Take(routing.LineChanged{Agent: l.agent, On: false}, l.at)
	return nil
}

// play takes the events of a moment: what happened, and what was decided upon
// it, as often as both follow one another.
func (r *reproduction) play(events []desk.Event, counts bool) error {
	if err := r.settle(events[0].At); err != nil {
		return err
	}
	for len(events) > 0 {
		n := 0
		for n < len(events) && !decided(events[n]) {
			r.take(events[n])
			n++
		}
		m := n
		for m < len(events) && decided(events[m]) {
			m++
		}
		at := events[0].At
		r.engine.Take(routing.Tick{}, at)
		r.compare(r.engine.Decide(at), events[n:m], at, counts)
		events = events[m:]
	}
	return nil
}

// decided tells the events that the engine caused.
func decided(e desk.Event) bool {
	if e.Actor != desk.System {
		return false
	}
	switch f := e.Fact.(type) {
	case desk.Assigned:
		return true
	case desk.Closed:
		return f.Reason == desk.NobodyFree
	}
	return false
}

// compare holds what was decided against what is decided now, and then believes
// the log.
func (r *reproduction) compare(out routing.Output, was []desk.Event, at desk.Millis, counts bool) {
	is := map[desk.ConversationID]routing.Assignment{}
	for _, a := range out.Assignments {
		is[a.Conversation] = a
	}
	dropped := map[desk.ConversationID]routing.Explanation{}
	for _, d := range out.Drops {
		dropped[d.Conversation] = d.Why
	}
	f := r.fidelity
	for _, e := range was {
		id, _ := e.Stream.Conversation()
		a, given := is[id]
		delete(is, id)
		if fact, ok := e.Fact.(desk.Assigned); ok {
			f.Assignments++
			switch {
			case given && a.Agent == fact.Agent:
				f.Same++
			case given:
				f.OtherAgent++
				f.differ(Difference{at, id, fact.Agent, a.Agent, fact.Why, a.Why.String()})
			default:
				f.NotThen++
				why, _ := r.engine.WhyWaiting(id)
				if d, ok := dropped[id]; ok {
					why = d
				}
				f.differ(Difference{at, id, fact.Agent, "", fact.Why, why.String()})
			}
		} else {
			f.Drops++
			if _, ok := dropped[id]; ok {
				f.SameDrops++
			} else {
				f.differ(Difference{at, id, "", a.Agent, e.Fact.(desk.Closed).Why, a.Why.String()})
			}
		}
		delete(dropped, id)
		if given && r.wrong(e, a) {
			r.engine.Take(routing.ContactClosed{Conversation: id, Agent: a.Agent}, at)
		}
		r.take(e)
	}
	for _, a := range out.Assignments {
		if _, left := is[a.Conversation]; left {
			f.Besides++
			f.differ(Difference{At: at, Conversation: a.Conversation, Is: a.Agent, IsWhy: a.Why.String()})
			r.engine.Take(routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent}, at)
			r.engine.Take(routing.Place(r.convs[a.Conversation]), at)
		}
	}
	for _, d := range out.Drops {
		if why, left := dropped[d.Conversation]; left {
			f.Besides++
			f.differ(Difference{At: at, Conversation: d.Conversation, IsWhy: why.String()})
			r.engine.Take(routing.Place(r.convs[d.Conversation]), at)
		}
	}
	if counts {
		r.fidelity = f
	}
}

// wrong tells whether what the engine gave has to be taken back before the log
// is believed.
func (r *reproduction) wrong(e desk.Event, a routing.Assignment) bool {
	f, ok := e.Fact.(desk.Assigned)
	return !ok || f.Agent != a.Agent
}

func (f *Fidelity) differ(d Difference) {
	if len(f.First) < shownDifferences {
		f.First = append(f.First, d)
	}
}
