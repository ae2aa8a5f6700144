package replay

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// Recording is what the log tells of a stretch of time, and of how things stood
// before it.
type Recording struct {
	// From and To bound the stretch: From ≤ t < To.
	From, To desk.Millis

	people []desk.Profile
	// real is the engine that decides again what was decided then.
	real *reproduction
	// pending are events that are held back until it is known whose line had
	// been lost by then, which the log says a grace later.
	pending []desk.Event
	lost    []lost
	started bool
	before  standing
	demand  *demand
	tally   *tally
	err     error
}

// lost is when an agent's line was really lost.
type lost struct {
	at    desk.Millis
	agent desk.AgentID
}

// NewRecording begins a recording. people are the accounts as they are today,
// revisions the versions of the settings there have been.
func NewRecording(from, to desk.Millis, people []desk.Profile, revisions []desk.Revision) *Recording {
	people = slices.Clone(people)
	slices.SortFunc(people, func(a, b desk.Profile) int { return cmp.Compare(a.ID, b.ID) })
	return &Recording{
		From: from, To: to, people: people, real: newReproduction(slices.Clone(people), revisions),
		demand: newDemand(), tally: newTally(from, to, people),
	}
}

// Take records the next event of the log.
func (r *Recording) Take(e desk.Event) {
	if e.At >= r.To {
		return
	}
	grace := r.grace()
	if _, off := e.Fact.(desk.Disconnected); off {
		if id, ok := e.Stream.Agent(); ok {
			r.lost = append(r.lost, lost{e.At - grace, id})
		}
	}
	r.pending = append(r.pending, e)
	r.play(e.At - grace)
}

// grace is how much later than it happened the log says that a line was lost.
func (r *Recording) grace() desk.Millis { return r.real.settings.Lifecycle.Grace() }

// play carries out what is held back up to a moment.
func (r *Recording) play(until desk.Millis) {
	for len(r.pending) > 0 && r.pending[0].At < until {
		at := r.pending[0].At
		if i := slices.IndexFunc(r.lost, func(l lost) bool { return l.at <= at }); i >= 0 {
			l := r.lost[i]
			r.lost = slices.Delete(r.lost, i, i+1)
			r.keep(r.real.lose(l))
			continue
		}
		n := 1
		for n < len(r.pending) && r.pending[n].At == at {
			n++
		}
		r.begin(at)
		for _, e := range r.pending[:n] {
			r.demand.take(e)
			if r.started {
				r.tally.take(e)
			}
		}
		r.keep(r.real.play(r.pending[:n], r.started))
		r.pending = r.pending[n:]
	}
}

// begin notes how things stand when the stretch begins.
func (r *Recording) begin(at desk.Millis) {
	if r.started || at < r.From {
		return
	}
	r.started = true
	r.keep(r.real.settle(r.From))
	if versions := r.real.fidelity.Versions; len(versions) > 0 {
		r.real.fidelity.Versions = versions[len(versions)-1:]
	}
	r.before = r.real.standing()
	for _, p := range r.people {
		r.tally.online(p.ID, r.before.agents[p.ID].Connected, r.From)
	}
	for _, id := range sortedKeys(r.before.convs) {
		if c := r.before.convs[id]; c.State == desk.Ongoing {
			r.tally.holds(id, c.Contact.Agent, r.From)
		}
	}
	r.demand.begin(r.before.convs, r.From)
}

func (r *Recording) keep(err error) {
	if r.err == nil {
		r.err = err
	}
}

// finish plays what is still held back.
func (r *Recording) finish() error {
	r.play(r.To + 1)
	r.begin(r.From) // where nothing happened in it
	r.demand.finish()
	return r.err
}
