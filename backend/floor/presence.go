package floor

import (
	"container/heap"

	"github.com/parley-desk/parley/backend/desk"
)

// restartGrace is how long visitors may be off the line after the server came
// back, before it is said of them that they left. Agents have what the settings
// say, before as after.
const restartGrace = 20 * desk.Second

// presence counts who is on the line, and knows of whom it is to be said that
// they left, and when.
type presence struct {
	lines map[desk.Actor]int
	// confirming counts the lines of those whose client confirms what it shows.
	confirming map[desk.Actor]int
	leaving    map[desk.Actor]desk.Millis
	// order holds the moments of leaving, the first on top. An entry that
	// leaving no longer confirms is passed over: its person came back.
	order departures
}

func newPresence() *presence {
	return &presence{lines: map[desk.Actor]int{}, confirming: map[desk.Actor]int{}, leaving: map[desk.Actor]desk.Millis{}}
}

// come counts one line more and says whether it is the first.
func (p *presence) come(who desk.Actor, confirms bool) bool {
	p.lines[who]++
	if confirms {
		p.confirming[who]++
	}
	delete(p.leaving, who)
	return p.lines[who] == 1
}

// leave counts one line less and says whether it was the last.
func (p *presence) leave(who desk.Actor, confirms bool) bool {
	p.lines[who]--
	if confirms {
		if p.confirming[who]--; p.confirming[who] <= 0 {
			delete(p.confirming, who)
		}
	}
	if p.lines[who] > 0 {
		return false
	}
	delete(p.lines, who)
	return true
}

func (p *presence) here(who desk.Actor) bool { return p.lines[who] > 0 }

// expect sets the moment at which somebody has left unless they come back.
func (p *presence) expect(who desk.Actor, at desk.Millis) {
	p.leaving[who] = at
	heap.Push(&p.order, moment{at, who})
}

// next is the first such moment, 0 for none.
func (p *presence) next() desk.Millis {
	for len(p.order) > 0 {
		if first := p.order[0]; p.leaving[first.who] == first.at {
			return first.at
		}
		heap.Pop(&p.order)
	}
	return 0
}

// gone takes out those whose moment has come, in the order of their moments.
func (p *presence) gone(now desk.Millis) []desk.Actor {
	var who []desk.Actor
	for at := p.next(); at != 0 && at <= now; at = p.next() {
		first := heap.Pop(&p.order).(moment).who
		delete(p.leaving, first)
		who = append(who, first)
	}
	return who
}

// moment is when somebody has left.
type moment struct {
	at  desk.Millis
	who desk.Actor
}

type departures []moment

func (d departures) Len() int { return len(d) }
func (d departures) Less(i, j int) bool {
	return d[i].at < d[j].at || d[i].at == d[j].at && d[i].who.ID < d[j].who.ID
}
func (d departures) Swap(i, j int) { d[i], d[j] = d[j], d[i] }
func (d *departures) Push(x any)   { *d = append(*d, x.(moment)) }
func (d *departures) Pop() any {
	last := len(*d) - 1
	m := (*d)[last]
	*d = (*d)[:last]
	return m
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
			w.presence.expect(who, now+w.setup.Revision.Settings.Lifecycle.Grace())
		}
	}
}
