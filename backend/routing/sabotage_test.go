package routing_test

import (
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// faulty is the engine with one mistake put around it.
type faulty struct {
	*routing.State
	take   func(*routing.State, routing.Input, desk.Millis)
	decide func(*routing.State, desk.Millis) routing.Output
	spoil  func(*routing.Assignment)
}

func (f *faulty) Take(in routing.Input, at desk.Millis) {
	if f.take != nil {
		f.take(f.State, in, at)
		return
	}
	f.State.Take(in, at)
}

func (f *faulty) Decide(now desk.Millis) routing.Output {
	if f.decide != nil {
		return f.decide(f.State, now)
	}
	out := f.State.Decide(now)
	if f.spoil != nil {
		for i := range out.Assignments {
			f.spoil(&out.Assignments[i])
		}
	}
	return out
}

// deaf makes an engine that does not hear some inputs.
func deaf(to func(routing.Input) bool) func() *faulty {
	return func() *faulty {
		return &faulty{take: func(s *routing.State, in routing.Input, at desk.Millis) {
			if !to(in) {
				s.Take(in, at)
			}
		}}
	}
}

func spoiling(how func(*routing.Assignment)) func() *faulty {
	return func() *faulty { return &faulty{spoil: how} }
}

func is[T routing.Input](in routing.Input) bool { _, ok := in.(T); return ok }

// sabotage is the mistakes that desks make, and the promise each breaks.
var sabotage = []struct {
	mistake string
	breaks  string
	make    func() *faulty
}{
	{"counts, assigns, and forgets to take the slot", onlyEligible, func() *faulty {
		return &faulty{decide: func(s *routing.State, now desk.Millis) routing.Output {
			out := s.Decide(now)
			for _, a := range out.Assignments {
				s.Take(routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent}, now)
			}
			return out
		}}
	}},
	{"frees the slot twice", slotsAreTrue, func() *faulty {
		held := map[desk.AgentID][]desk.ConversationID{}
		return &faulty{take: func(s *routing.State, in routing.Input, at desk.Millis) {
			s.Take(in, at)
			switch in := in.(type) {
			case routing.ContactOpened:
				held[in.Agent] = append(held[in.Agent], in.Conversation)
			case routing.ContactClosed:
				for _, other := range held[in.Agent] {
					s.Take(routing.ContactClosed{Conversation: other, Agent: in.Agent}, at)
				}
			}
		}}
	}},
	{"never frees a slot", slotsAreTrue, deaf(is[routing.ContactClosed])},
	{"does not count what others gave", slotsAreTrue, deaf(is[routing.ContactOpened])},
	{"serves the newest first", inOrder, func() *faulty {
		return &faulty{take: func(s *routing.State, in routing.Input, at desk.Millis) {
			if w, ok := in.(routing.Waiting); ok {
				w.Since = -w.Since
				in = w
			}
			s.Take(in, at)
		}}
	}},
	{"forgets patience", inOrder, func() *faulty {
		return &faulty{take: func(s *routing.State, in routing.Input, at desk.Millis) {
			if w, ok := in.(routing.Waiting); ok {
				w.Patience = 0
				in = w
			}
			s.Take(in, at)
		}}
	}},
	{"does not hear that somebody went red", onlyEligible, deaf(func(in routing.Input) bool {
		s, ok := in.(routing.StatusChanged)
		return ok && s.Status != desk.Available
	})},
	{"does not hear that somebody left the line", onlyEligible, deaf(func(in routing.Input) bool {
		l, ok := in.(routing.LineChanged)
		return ok && !l.On
	})},
	{"keeps those who were removed", onlyEligible, deaf(is[routing.AgentRemoved])},
	{"looks only when a visitor arrives", noIdleWait, func() *faulty {
		arrived := false
		return &faulty{
			take: func(s *routing.State, in routing.Input, at desk.Millis) {
				arrived = arrived || is[routing.Waiting](in)
				s.Take(in, at)
			},
			decide: func(s *routing.State, now desk.Millis) (out routing.Output) {
				if arrived {
					out = s.Decide(now)
				}
				arrived = false
				return out
			},
		}
	}},
	{"gives one conversation a decision", noIdleWait, func() *faulty {
		return &faulty{decide: func(s *routing.State, now desk.Millis) routing.Output {
			out := s.Decide(now)
			out.Assignments = out.Assignments[:min(len(out.Assignments), 1)]
			return out
		}}
	}},
	{"gives a conversation twice", oneContact, func() *faulty {
		return &faulty{decide: func(s *routing.State, now desk.Millis) routing.Output {
			out := s.Decide(now)
			out.Assignments = append(out.Assignments, slices.Clone(out.Assignments)...)
			return out
		}}
	}},
	{"gives it to the second", rightAgent, spoiling(func(a *routing.Assignment) {
		if second := a.Why.RunnerUp; second.Agent != "" {
			a.Agent, a.Why.Winner = second.Agent, second
		}
	})},
	{"counts one too many", trueReason, spoiling(func(a *routing.Assignment) { a.Why.Counts.Free++ })},
	{"always says the load decided", trueReason, spoiling(func(a *routing.Assignment) { a.Why.Reason = routing.ByLoad })},
	{"does not hear of a close", oneContact, deaf(is[routing.NotWaiting])},
	{"tells the widget too much", widgetKnows, deaf(is[routing.AgentRemoved])},
	{"explains a wait that is over", waitExplained, deaf(is[routing.NotWaiting])},
	{"loses whose turn it is with a restart", rightAgent, deaf(is[routing.Turn])},
	{"goes on differently after a restart", restarted, deaf(is[routing.Turn])},
}

// Each mistake is put into the engine on purpose, and the simulator must find
// it: what it cannot find it cannot promise either. Each run is
// about one promise, so that none hides behind another that is broken as well.
func TestSimulationFindsMistakes(t *testing.T) {
	for _, m := range sabotage {
		t.Run(m.mistake, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(10) {
				_, _, broke := live(seed, 20_000, func() engine {
					f := m.make()
					f.State = routing.New()
					return f
				}, m.breaks)
				if broke != nil {
					return
				}
			}
			t.Errorf("nobody noticed that this breaks %q", m.breaks)
		})
	}
}
