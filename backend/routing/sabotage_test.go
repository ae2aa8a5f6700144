package routing_test

import (
	"maps"
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
	// anybody has the engine forget who asks for a colleague.
	anybody bool
	// tried is whom each conversation has tried, as far as was heard.
	tried map[desk.ConversationID][]desk.AgentID
}

func (f *faulty) Take(in routing.Input, at desk.Millis) {
	if w, ok := in.(routing.Waiting); ok {
		if f.tried == nil {
			f.tried = map[desk.ConversationID][]desk.AgentID{}
		}
		f.tried[w.Conversation] = w.Tried
	}
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

func (f *faulty) GroupStands(g desk.GroupID, asked routing.Asked, by desk.AgentID) routing.Standing {
	if f.anybody {
		by = ""
	}
	return f.State.GroupStands(g, asked, by)
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

// changing makes an engine that hears inputs of a kind changed.
func changing[T routing.Input](how func(T) routing.Input) func() *faulty {
	return func() *faulty {
		return &faulty{take: func(s *routing.State, in routing.Input, at desk.Millis) {
			if t, ok := in.(T); ok {
				in = how(t)
			}
			s.Take(in, at)
		}}
	}
}

func waiting(how func(*routing.Waiting)) func() *faulty {
	return changing(func(w routing.Waiting) routing.Input { how(&w); return w })
}

func settings(how func(*desk.Settings)) func() *faulty {
	return changing(func(in routing.SettingsSet) routing.Input {
		in.Settings.Rules = slices.Clone(in.Settings.Rules)
		how(&in.Settings)
		return in
	})
}

func rings(s *desk.Settings, how func(*desk.Ring)) {
	for i := range s.Rules {
		s.Rules[i].Rings = slices.Clone(s.Rules[i].Rings)
		for j := range s.Rules[i].Rings {
			how(&s.Rules[i].Rings[j])
		}
	}
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
	{"matches fewer than it could", bestMatch, func() *faulty {
		return &faulty{decide: func(s *routing.State, now desk.Millis) routing.Output {
			out := s.Decide(now)
			for _, a := range out.Assignments {
				if a.Why.Reason == routing.ByMatch {
					out.Assignments = out.Assignments[:len(out.Assignments)-1]
					break
				}
			}
			return out
		}}
	}},
	{"says it was matched when it was not", trueReason, spoiling(func(a *routing.Assignment) {
		if a.Why.Reason == routing.ByLoad {
			a.Why = routing.Explanation{Channel: a.Why.Channel, Ring: a.Why.Ring, Rule: a.Why.Rule, Reason: routing.ByMatch, Matched: 2, Rivals: 2, Winner: a.Why.Winner}
		}
	})},
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
	{"counts one too many", trueReason, spoiling(func(a *routing.Assignment) { a.Why.Rivals++ })},
	{"always says the load decided", trueReason, spoiling(func(a *routing.Assignment) { a.Why.Reason = routing.ByLoad })},
	{"does not hear of a close", oneContact, deaf(is[routing.NotWaiting])},
	{"tells the widget too much", widgetKnows, deaf(is[routing.AgentRemoved])},
	{"lets chats come during a call", onlyEligible, changing(func(in routing.AgentSet) routing.Input {
		in.Profile.CallAndChat = true
		return in
	})},
	{"takes app conversations for chats", slotsAreTrue, changing(func(in routing.ContactOpened) routing.Input {
		if in.Channel == desk.InApp {
			in.Channel = desk.Chat
		}
		return in
	})},
	{"gives above a lowered limit", onlyEligible, changing(func(in routing.AgentSet) routing.Input {
		in.Profile.Slots = maps.Clone(in.Profile.Slots)
		for ch := range in.Profile.Slots {
			in.Profile.Slots[ch]++
		}
		return in
	})},
	{"opens every ring at once", onlyEligible, settings(func(s *desk.Settings) {
		rings(s, func(r *desk.Ring) { r.After = 0 })
	})},
	{"never opens a second ring", noIdleWait, settings(func(s *desk.Settings) {
		rings(s, func(r *desk.Ring) { r.After *= 1000 })
	})},
	{"asks to be woken too late", wokenInTime, func() *faulty {
		return &faulty{decide: func(s *routing.State, now desk.Millis) routing.Output {
			out := s.Decide(now)
			out.Wake += 100
			return out
		}}
	}},
	{"lets no other rule join in", noIdleWait, settings(func(s *desk.Settings) {
		for i := range s.Rules {
			s.Rules[i].Then = ""
		}
	})},
	{"takes hard for soft", onlyEligible, settings(func(s *desk.Settings) {
		rings(s, func(r *desk.Ring) { r.Language = desk.LanguageSoft })
	})},
	{"does not prefer who speaks the language", rightAgent, settings(func(s *desk.Settings) {
		rings(s, func(r *desk.Ring) {
			if r.Language == desk.LanguageSoft {
				r.Language = desk.LanguageAny
			}
		})
	})},
	{"asks no skill of a ring", onlyEligible, settings(func(s *desk.Settings) {
		rings(s, func(r *desk.Ring) { r.Require = nil })
	})},
	{"takes any level of a skill for enough", onlyEligible, changing(func(in routing.AgentSet) routing.Input {
		in.Profile.Skills = maps.Clone(in.Profile.Skills)
		for k := range in.Profile.Skills {
			in.Profile.Skills[k] = desk.MaxLevel
		}
		return in
	})},
	{"forgets who was tried", onlyEligible, waiting(func(w *routing.Waiting) { w.Tried = nil })},
	{"gives back at once what was handed on", onlyEligible, waiting(func(w *routing.Waiting) { w.Gave = "" })},
	{"forgets who handed it on", trueReason, waiting(func(w *routing.Waiting) { w.HandedBy = "" })},
	{"never asks those tried again", noIdleWait, func() *faulty {
		f := deaf(func(routing.Input) bool { return false })()
		f.decide = func(s *routing.State, now desk.Millis) routing.Output {
			out := s.Decide(now)
			out.Assignments = slices.DeleteFunc(out.Assignments, func(a routing.Assignment) bool {
				return slices.Contains(f.tried[a.Conversation], a.Agent)
			})
			return out
		}
		return f
	}},
	{"lets others have what is reserved", onlyEligible, waiting(func(w *routing.Waiting) { w.For = "" })},
	{"keeps reserved what is so no more", noIdleWait, func() *faulty {
		kept := map[desk.ConversationID]desk.AgentID{}
		return &faulty{take: func(s *routing.State, in routing.Input, at desk.Millis) {
			if w, ok := in.(routing.Waiting); ok {
				if w.For != "" {
					kept[w.Conversation] = w.For
				}
				w.For = kept[w.Conversation]
				in = w
			}
			s.Take(in, at)
		}}
	}},
	{"does not wait for the agent the visitor knows", onlyEligible, waiting(func(w *routing.Waiting) { w.Sticky = "" })},
	{"deals every rule equally", rightGroup, settings(func(s *desk.Settings) {
		for i := range s.Rules {
			if s.Rules[i].Method == desk.Custom {
				s.Rules[i].Method = desk.Fair
			}
		}
	})},
	{"forgets which group lags", rightGroup, func() *faulty {
		return &faulty{decide: func(s *routing.State, now desk.Millis) routing.Output {
			for _, t := range s.Turns() {
				if t.Rule != "" {
					t.Share = 0
					s.Take(t, now)
				}
			}
			return s.Decide(now)
		}}
	}},
	{"takes the first group for the freest", rightGroup, settings(func(s *desk.Settings) {
		for i := range s.Rules {
			if s.Rules[i].Method == desk.Reactive {
				s.Rules[i].Method = desk.Escalation
			}
		}
	})},
	{"compares load before all else", rightAgent, settings(func(s *desk.Settings) {
		for i := range s.Rules {
			s.Rules[i].Order = desk.Balanced
		}
	})},
	{"forgets the priority of agents", rightAgent, changing(func(in routing.AgentSet) routing.Input {
		in.Profile.Priority = nil
		return in
	})},
	{"flattens the fair share", rightAgent, func() *faulty {
		return &faulty{decide: func(s *routing.State, now desk.Millis) routing.Output {
			for _, t := range s.Turns() {
				if t.Rule == "" {
					t.Share = 0
					s.Take(t, now)
				}
			}
			return s.Decide(now)
		}}
	}},
	{"lets them wait who cannot", rightDrop, waiting(func(w *routing.Waiting) { w.Sync = false })},
	{"gives up who can wait", rightDrop, waiting(func(w *routing.Waiting) { w.Sync = true })},
	{"gives up at once what a later ring could take", rightDrop, settings(func(s *desk.Settings) {
		rings(s, func(r *desk.Ring) { r.After = 0 })
	})},
	{"minds no gap", onlyEligible, settings(func(s *desk.Settings) { s.Lifecycle.PushGap = 0 })},
	{"minds a gap for ever", noIdleWait, settings(func(s *desk.Settings) { s.Lifecycle.PushGap *= 1000 })},
	{"is always open", onlyEligible, deaf(is[routing.GroupOpen])},
	{"does not hear of new settings", rightGroup, func() *faulty {
		heard := false
		f := deaf(func(in routing.Input) bool {
			if _, ok := in.(routing.SettingsSet); ok {
				defer func() { heard = true }()
				return heard
			}
			return false
		})
		return f()
	}},
	{"overlooks an absence that was imposed", onlyEligible, deaf(is[routing.Imposed])},
	{"trusts a line in doubt", onlyEligible, deaf(is[routing.Doubted])},
	{"counts the reserved in the queue", placeKnown, waiting(func(w *routing.Waiting) {
		if w.Queue == "" {
			w.Queue = "sales"
		}
	})},
	{"offers a place that is taken", widgetKnows, waiting(func(w *routing.Waiting) { w.Queue = "" })},
	{"lists the removed for transfers", targetsKnown, deaf(is[routing.AgentRemoved])},
	{"hands on to a group of which only the one who asks is free", targetsKnown, func() *faulty { return &faulty{anybody: true} }},
	{"explains a wait that is over", waitExplained, deaf(is[routing.NotWaiting])},
	{"loses whose turn it is with a restart", rightAgent, deaf(is[routing.Turn])},
	{"goes on differently after a restart", restarted, deaf(is[routing.Turn])},
	{"divides by what can be nothing", neverFalls, waiting(func(w *routing.Waiting) { w.Patience /= w.Patience })},
}

// Each mistake is put into the engine on purpose, and the simulator must find
// it: what it cannot find it cannot promise either. Each run is
// about one promise, so that none hides behind another that is broken as well.
func TestSimulationFindsMistakes(t *testing.T) {
	for _, m := range sabotage {
		t.Run(m.mistake, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(20) {
				_, _, broke := life{seed: seed, events: 10_000, about: m.breaks, every: askEvery, make: func() engine {
					f := m.make()
					f.State = routing.New()
					return f
				}}.live()
				if broke != nil {
					return
				}
			}
			t.Errorf("nobody noticed that this breaks %q", m.breaks)
		})
	}
}
