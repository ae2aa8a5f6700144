package floor

import (
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// How long somebody may be off the line before it is said of them.
const (
	// visitorGrace lets a visitor turn a page without having left.
	visitorGrace = 8 * desk.Second
	// agentGrace lets an agent's line blink; routing passes them over at once.
	agentGrace = 20 * desk.Second
	// restartGrace is what both have after the server came back.
	restartGrace = 20 * desk.Second
)

// presence counts who is on the line, and knows of whom it is to be said that
// they left, and when.
type presence struct {
	lines   map[desk.Actor]int
	leaving map[desk.Actor]desk.Millis
}

func newPresence() presence {
	return presence{lines: map[desk.Actor]int{}, leaving: map[desk.Actor]desk.Millis{}}
}

// come counts one line more and says whether it is the first.
func (p presence) come(who desk.Actor) bool {
	p.lines[who]++
	delete(p.leaving, who)
	return p.lines[who] == 1
}

// leave counts one line less and says whether it was the last.
func (p presence) leave(who desk.Actor) bool {
	p.lines[who]--
	if p.lines[who] > 0 {
		return false
	}
	delete(p.lines, who)
	return true
}

func (p presence) here(who desk.Actor) bool { return p.lines[who] > 0 }

// expect sets the moment at which somebody has left unless they come back.
func (p presence) expect(who desk.Actor, at desk.Millis) { p.leaving[who] = at }

// next is the first such moment, 0 for none.
func (p presence) next() desk.Millis {
	var first desk.Millis
	for _, at := range p.leaving {
		if first == 0 || at < first {
			first = at
		}
	}
	return first
}

// gone takes out those whose moment has come.
func (p presence) gone(now desk.Millis) []desk.Actor {
	var who []desk.Actor
	for actor, at := range p.leaving {
		if at <= now {
			who = append(who, actor)
			delete(p.leaving, actor)
		}
	}
	slices.SortFunc(who, func(a, b desk.Actor) int { return strings.Compare(a.ID, b.ID) })
	return who
}

// seedPresence follows a take-over: the log may say of people that they are
// here whose lines ended with the process before.
func (w *writer) seedPresence(now desk.Millis) {
	for _, c := range w.convs {
		if who := desk.Visitor(c.Visitor); c.Online && !w.presence.here(who) {
			w.presence.expect(who, now+restartGrace)
		}
	}
	for _, a := range w.agents {
		if who := desk.AgentActor(a.ID); a.Connected && !w.presence.here(who) {
			w.presence.expect(who, now+restartGrace)
		}
	}
}
