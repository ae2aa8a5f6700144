package routing_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// happening is a kind of event. It returns false when it could not happen now.
type happening struct {
	name   string
	weight int
	happen func(*world) bool
}

var happenings = []happening{
	{"visitor opens", 40, (*world).visitorOpens},
	{"agent closes", 22, (*world).agentCloses},
	{"visitor leaves", 12, (*world).visitorLeaves},
	{"hurried", 2, (*world).hurried},
	{"handed back", 2, (*world).handedBack},
	{"missed by the agent", 5, (*world).missed},
	{"transferred to an agent", 3, (*world).transferredToAgent},
	{"transferred to a group", 3, (*world).transferredToGroup},
	{"snoozed", 4, (*world).snoozes},
	{"woken", 4, (*world).woken},
	{"reserved for too long", 1, (*world).reservedTooLong},
	{"taken by hand", 2, (*world).takenByHand},
	{"on the line", 14, func(w *world) bool { w.line(w.anyone(), true); return true }},
	{"off the line", 3, func(w *world) bool { w.line(w.anyone(), false); return true }},
	{"status", 12, (*world).status},
	{"flapping", 2, (*world).flapping},
	{"imposed", 2, (*world).imposed},
	{"doubted", 2, (*world).doubted},
	{"capacity changed", 3, (*world).capacityChanged},
	{"set up anew", 3, func(w *world) bool { w.setUp(w.anyone()); return true }},
	{"removed", 1, (*world).removed},
	{"settings changed", 1, func(w *world) bool { w.settingsChanged(); return true }},
	{"hours", 2, (*world).hours},
	{"repeated", 4, (*world).repeated},
	{"tick", 2, func(w *world) bool { w.tell(routing.Tick{}); return true }},
}

// restartOneIn is how often the engine is restarted; the world never is.
const restartOneIn = 400

var crowds = []int{2, 4, 8, 8, 16, 25}

var totalWeight = func() (total int) {
	for _, h := range happenings {
		total += h.weight
	}
	return total
}()

func (w *world) happen() {
	for {
		roll := w.d.n(totalWeight)
		for _, h := range happenings {
			if roll -= h.weight; roll < 0 {
				if h.happen(w) {
					w.marks[h.name]++
					return
				}
				break
			}
		}
	}
}

// pass lets time pass, mostly by seconds; now and then the clock jumps.
func (w *world) pass() {
	if w.d.in(200) {
		w.crowd, w.still = one(w, crowds), w.d.in(4)
	}
	switch {
	case w.still:
	case w.d.in(400):
		w.now += 20 * desk.Minute
		w.marks["clock jumped ahead"]++
	case w.d.in(400):
		w.now -= desk.Millis(w.d.n(60_000))
		w.marks["clock jumped back"]++
	case w.d.in(8) && w.wake > w.now && w.wake < w.now+desk.Minute:
		w.now = w.wake
		w.marks["woken in time"]++
	case !w.d.in(3):
		w.now += desk.Millis(w.d.n(4000))
	}
}

func (w *world) visitorOpens() bool {
	if len(w.open) >= w.crowd {
		return false
	}
	w.opened++
	c := &conv{Waiting: routing.Waiting{
		Conversation: desk.ConversationID(fmt.Sprintf("c%x", stir(uint64(w.opened)))),
		Channel:      simChannels[[]int{0, 0, 0, 0, 1, 2}[w.d.n(6)]], Since: w.now, Patience: w.drawPatience(),
		Sync: w.d.in(4), Language: one(w, []string{"", "fr", "fr-BE", "de", "en", "pl"}),
	}}
	if w.d.in(5) {
		c.Groups = slices.Clone([][]desk.GroupID{{"sales"}, {"support", "sales"}, {"sales", "care"}, {"vip"}, {}}[w.d.n(5)])
	} else {
		c.Rule = one(w, simRules)
		c.Groups = []desk.GroupID{"support"}
	}
	if w.d.in(4) {
		c.Require = []desk.Need{{Skill: one(w, simSkills), Level: 1 + w.d.n(3)}}
	}
	if w.d.in(4) {
		c.Sticky = w.anyone()
	}
	if !w.d.in(3) {
		c.Queue = one(w, simGroups)
	}
	w.convs[c.Conversation] = c
	w.open = append(w.open, c.Conversation)
	w.queue(c)
	return true
}

// with draws a conversation of a state.
func (w *world) with(is state, do func(*conv)) bool {
	list := w.in(is)
	if len(list) == 0 {
		return false
	}
	do(one(w, list))
	return true
}

func (w *world) agentCloses() bool {
	return w.with(isOngoing, func(c *conv) {
		w.gone(c)
		w.ends(c)
		w.tell(routing.NotWaiting{Conversation: c.Conversation})
	})
}

func (w *world) visitorLeaves() bool {
	return w.with(waits, func(c *conv) {
		w.gone(c)
		w.tell(routing.NotWaiting{Conversation: c.Conversation})
	})
}

// hurried gives a waiting conversation another priority.
func (w *world) hurried() bool {
	return w.with(waits, func(c *conv) { c.Patience = w.drawPatience(); w.queue(c) })
}

func (w *world) drawPatience() desk.Millis {
	return []desk.Millis{routing.Normal, routing.Normal, routing.Urgent, routing.High, routing.Low}[w.d.n(5)]
}

func (w *world) handedBack() bool {
	return w.with(isOngoing, func(c *conv) { w.ends(c); c.From = w.now; w.queue(c) })
}

// missed goes to another, as the agent did not answer.
func (w *world) missed() bool {
	return w.with(isOngoing, func(c *conv) {
		c.Tried = append(slices.Clone(c.Tried), c.agent)
		w.ends(c)
		c.From, c.For = w.now, ""
		w.queue(c)
	})
}

func (w *world) transferredToAgent() bool {
	return w.with(isOngoing, func(c *conv) {
		w.ends(c)
		c.For, c.From, c.Patience, c.Sync, c.Queue = w.anyone(), w.now, 0, false, ""
		w.queue(c)
	})
}

func (w *world) transferredToGroup() bool {
	return w.with(isOngoing, func(c *conv) {
		c.Tried, c.Gave = []desk.AgentID{c.agent}, c.agent
		w.ends(c)
		g := one(w, simGroups)
		c.Rule, c.Groups, c.Queue = "", []desk.GroupID{g}, g
		c.For, c.Sticky, c.From, c.Patience, c.Sync = "", "", w.now, 0, false
		w.queue(c)
	})
}

func (w *world) snoozes() bool {
	return w.with(isOngoing, func(c *conv) {
		c.keep, c.state = w.d.in(2), snoozed
		if c.For = ""; c.keep {
			c.For = c.agent
		}
		w.ends(c)
	})
}

func (w *world) woken() bool {
	return w.with(snoozed, func(c *conv) {
		c.Since, c.From, c.Sync = w.now, 0, false
		w.marks[fmt.Sprintf("woken, kept %v", c.keep)]++
		w.queue(c)
	})
}

// reservedTooLong gives what waited for one agent to their group.
func (w *world) reservedTooLong() bool {
	return w.with(waits, func(c *conv) {
		if c.For != "" {
			c.For, c.From = "", w.now
			w.marks["reserved no more"]++
			w.queue(c)
		}
	})
}

// takenByHand gives a conversation to anybody, full or away, as a person may.
func (w *world) takenByHand() bool {
	return w.with(waits, func(c *conv) {
		c.state, c.agent, c.began = isOngoing, w.anyone(), w.now
		w.recount()
		w.tell(routing.ContactOpened{Conversation: c.Conversation, Agent: c.agent, Channel: c.Channel})
	})
}

func (w *world) status() bool {
	to := desk.Available
	if w.d.in(4) {
		to = desk.NotAvailable
	}
	w.choose(w.anyone(), one(w, simChannels), to)
	return true
}

// flapping is a bad line and a hand that cannot make up its mind.
func (w *world) flapping() bool {
	id := w.anyone()
	for i := range 2 + w.d.n(4) {
		w.line(id, i%2 == 1)
		w.choose(id, desk.Chat, []desk.Status{desk.NotAvailable, desk.Available}[i%2])
	}
	return true
}

func (w *world) imposed() bool {
	id := w.anyone()
	w.people[id].imposed = w.d.in(5)
	w.tell(routing.Imposed{Agent: id, On: w.people[id].imposed})
	return true
}

func (w *world) doubted() bool {
	id := w.anyone()
	w.people[id].doubted = w.d.in(5)
	w.tell(routing.Doubted{Agent: id, On: w.people[id].doubted})
	return true
}

func (w *world) capacityChanged() bool {
	id := w.anyone()
	p := w.people[id].profile
	if !w.people[id].known {
		return false
	}
	p.Slots = maps.Clone(p.Slots)
	for _, ch := range simChannels {
		if _, granted := p.Slots[ch]; granted && w.d.in(2) {
			if p.Slots[ch] = w.d.n(5); p.Slots[ch] < w.load[onChannel{id, ch}] {
				w.marks["lowered below the load"]++
			}
		}
	}
	w.people[id].profile = p
	w.tell(routing.AgentSet{Profile: p})
	return true
}

func (w *world) removed() bool {
	id := w.anyone()
	if !w.people[id].known {
		return false
	}
	w.people[id].known, w.people[id].profile = false, desk.Profile{}
	w.tell(routing.AgentRemoved{Agent: id})
	return true
}

func (w *world) hours() bool {
	g := one(w, simGroups)
	w.shut[g] = w.d.in(5)
	w.tell(routing.GroupOpen{Group: g, Open: !w.shut[g]})
	return true
}

// repeated says again what is true, or is past, as a writer that starts or
// makes sure may.
func (w *world) repeated() bool {
	switch w.d.n(5) {
	case 0:
		all := w.everything()
		w.tell(one(w, all).in)
	case 1:
		return w.with(waits, func(c *conv) { w.tell(c.Waiting) })
	case 2:
		return w.with(isOngoing, func(c *conv) {
			w.tell(routing.ContactOpened{Conversation: c.Conversation, Agent: c.agent, Channel: c.Channel})
		})
	case 3:
		if len(w.past) == 0 {
			return false
		}
		past := w.past[len(w.past)-1-w.d.n(min(len(w.past), 5))]
		if c := w.convs[past.Conversation]; c != nil && c.state == isOngoing {
			if c.agent == past.Agent {
				return false // it is theirs again
			}
			w.marks["late close of what another has"]++
		}
		w.tell(past)
	case 4:
		return w.with(isOngoing, func(c *conv) { w.tell(c.Waiting) })
	}
	return true
}
