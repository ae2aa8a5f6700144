package routing_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// desks is a project at work with everything on: agents with one to three of
// twenty skills at some level, one or two of eight languages and room for one
// to five chats; conversations that ask for one skill and one language, under a
// rule whose second ring asks for the language no longer. It is the world of
// the bare heaps that the figures are held against, with rings and levels
// besides.
type desks struct {
	s      *routing.State
	d      dice
	now    desk.Millis
	next   int
	agents int
	// open holds each agent's contacts, so that a freed slot is drawn by agent
	// as in the bare heaps.
	open map[desk.AgentID][]routing.ContactClosed
	ids  []desk.AgentID
}

var benchSettings = desk.Settings{
	Groups: []desk.Group{{ID: "all", Name: "Everybody", Places: 1 << 30}},
	Rules: []desk.Rule{{ID: "r", Name: "Questions", Method: desk.Escalation, Rings: []desk.Ring{
		{Groups: []desk.Share{{Group: "all"}}},
		{After: 3600, Groups: []desk.Share{{Group: "all"}}, Language: desk.LanguageAny},
	}}},
}

func newDesks(agents, profiles int) *desks {
	w := &desks{s: routing.New(), d: 1, now: 1_700_000_000_000, agents: agents, open: map[desk.AgentID][]routing.ContactClosed{}}
	w.s.Take(routing.SettingsSet{Settings: benchSettings}, w.now)
	kinds := make([]desk.Profile, profiles)
	for i := range kinds {
		p := &kinds[i]
		p.Groups, p.Skills = []desk.GroupID{"all"}, map[desk.SkillID]int{}
		for range 1 + w.d.n(3) {
			p.Skills[w.skill()] = 1 + w.d.n(5)
		}
		for range 1 + w.d.n(2) {
			p.Languages = append(p.Languages, w.language())
		}
	}
	for i := range agents {
		p := kinds[w.d.n(profiles)]
		p.ID, p.Name = desk.AgentID(fmt.Sprint(10000+i)), fmt.Sprint("Agent ", i)
		p.Slots = map[desk.Channel]int{desk.Chat: 1 + w.d.n(5)}
		w.ids = append(w.ids, p.ID)
		w.s.Take(routing.AgentSet{Profile: p}, w.now)
		w.s.Take(routing.LineChanged{Agent: p.ID, On: true}, w.now)
		w.s.Take(routing.StatusChanged{Agent: p.ID, Channel: desk.Chat, Status: desk.Available}, w.now)
	}
	return w
}

func (w *desks) skill() desk.SkillID { return desk.SkillID(fmt.Sprint("s", w.d.n(20))) }
func (w *desks) language() string    { return string([]byte{'a' + byte(w.d.n(8)), 'x'}) }

func (w *desks) asks() routing.Waiting {
	w.now++
	w.next++
	return routing.Waiting{
		Conversation: desk.ConversationID(fmt.Sprint("c", w.next)), Channel: desk.Chat, Rule: "r", Language: w.language(),
		Require: []desk.Need{{Skill: w.skill(), Level: 1}}, Since: w.now, Patience: routing.Normal, Queue: "all",
	}
}

func (w *desks) gave(out routing.Output) int {
	for _, a := range out.Assignments {
		w.open[a.Agent] = append(w.open[a.Agent], routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent})
	}
	return len(out.Assignments)
}

// end draws an agent's contact that ends now, and is false for one without.
func (w *desks) end() (routing.ContactClosed, bool) {
	id := w.ids[w.d.n(len(w.ids))]
	list := w.open[id]
	if len(list) == 0 {
		return routing.ContactClosed{}, false
	}
	w.open[id] = list[:len(list)-1]
	return list[len(list)-1], true
}

// run draws what happens before the clock is started, as the words of an input
// are not the engine's work. Besides the mean it reports the pace of the
// quickest fifth of short stretches, which is what a machine that others use as
// well lets one compare.
func (w *desks) run(b *testing.B, happens func() (routing.Input, bool)) {
	b.ReportAllocs()
	b.ResetTimer()
	const stretch = 64
	given, paces := 0, []time.Duration{}
	var total time.Duration
	batch := make([]routing.Input, 0, stretch)
	for events := 0; events < b.N; events += len(batch) {
		batch = batch[:0]
		for len(batch) < min(stretch, b.N-events) {
			if in, ok := happens(); ok {
				batch = append(batch, in)
			}
		}
		w.now += stretch
		start := time.Now()
		outs := [stretch]routing.Output{}
		for i, in := range batch {
			outs[i] = w.s.Step(in, w.now)
		}
		took := time.Since(start)
		total += took
		paces = append(paces, took/time.Duration(len(batch)))
		for _, out := range outs {
			given += w.gave(out)
		}
	}
	slices.Sort(paces)
	quick := paces[len(paces)/5]
	b.ReportMetric(float64(given)/total.Seconds(), "assignments/s")
	b.ReportMetric(float64(quick), "quick-ns/event")
	b.ReportMetric(float64(given)/float64(b.N)/quick.Seconds(), "quick-assignments/s")
}

// eachSize runs a benchmark on small and large desks, with teams as a company
// has them and with hardly two agents alike.
func eachSize(b *testing.B, run func(b *testing.B, agents, profiles int)) {
	for _, agents := range []int{100, 1000, 10_000} {
		for _, profiles := range []int{60, 10_000} {
			b.Run(fmt.Sprintf("agents=%d/profiles=%d", agents, profiles), func(b *testing.B) { run(b, agents, profiles) })
		}
	}
}

// BenchmarkBusy is a desk with 100,000 waiting: half of what happens is that a
// conversation joins the queue, half that a contact ends and the first in the
// queue that the agent can take follows.
func BenchmarkBusy(b *testing.B) {
	eachSize(b, func(b *testing.B, agents, profiles int) {
		w := newDesks(agents, profiles)
		for range 100_000 {
			w.gave(w.s.Step(w.asks(), w.now))
		}
		w.run(b, func() (routing.Input, bool) {
			if w.d.in(2) {
				return w.asks(), true
			}
			in, ok := w.end()
			return in, ok
		})
	})
}

// BenchmarkQuiet is a desk with agents to spare: a conversation arrives and is
// given at once, and another ends.
func BenchmarkQuiet(b *testing.B) {
	eachSize(b, func(b *testing.B, agents, profiles int) {
		w := newDesks(agents, profiles)
		for range agents {
			w.gave(w.s.Step(w.asks(), w.now))
		}
		turn := false
		w.run(b, func() (routing.Input, bool) {
			if turn = !turn; turn {
				return w.asks(), true
			}
			in, ok := w.end()
			turn = ok
			return in, ok
		})
	})
}

// BenchmarkStart is a writer that takes over 10,000 agents and a queue of
// 100,000: one operation is the whole State, and its first decision.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := newDesks(10_000, 60)
		waiting := make([]routing.Waiting, 100_000)
		for i := range waiting {
			waiting[i] = w.asks()
		}
		b.StartTimer()
		for _, in := range waiting {
			w.s.Take(in, w.now)
		}
		w.s.Decide(w.now)
	}
}
