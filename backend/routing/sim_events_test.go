package routing_test

import (
	"maps"
	"slices"
	"strconv"

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
	{"on the line", 14, (*world).comes},
	{"off the line", 3, func(w *world) bool { w.onLine(w.anyone(), false); return true }},
	{"a shift ends", 1, (*world).shiftEnds},
	{"a shift begins", 8, (*world).shiftBegins},
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

// twinDecisions is for how many decisions an engine that was restarted is compared
// with itself as it would be.
const twinDecisions = 200

var (
	crowds     = []int{2, 4, 8, 8, 16, 25}
	mostlyChat = []desk.Channel{desk.Chat, desk.Chat, desk.Chat, desk.Chat, desk.Call, desk.InApp}
	tags       = []string{"", "fr", "fr-BE", "de", "en", "pl"}
	patiences  = []desk.Millis{routing.Normal, routing.Normal, routing.Urgent, routing.High, routing.Low}
	// reachable are the groups that a visitor without a rule asks for.
	reachable = [][]desk.GroupID{{"sales"}, {"support", "sales"}, {"sales", "care"}, {"vip"}, {}}
)

var totalWeight = func() (total int) {
	for _, h := range happenings {
		total += h.weight
	}
	return total
}()

func (w *world) happen() {
	for {
		roll := w.d.n(totalWeight)
		for i, h := range happenings {
			if roll -= h.weight; roll < 0 {
				if h.happen(w) {
					w.marks[firstHappening+i]++
					w.seldom = w.seldom || h.weight < 3
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
		w.marks[jumpedAhead]++
	case w.d.in(400):
		w.now -= desk.Millis(w.d.n(60_000))
		w.marks[jumpedBack]++
	case w.d.in(8) && w.wake > w.now && w.wake < w.now+desk.Minute:
		w.now = w.wake
		w.marks[wokeInTime]++
	case !w.d.in(3):
		w.now += desk.Millis(w.d.n(4000))
	}
}

func (w *world) visitorOpens() bool {
	if len(w.there) >= w.crowd {
		return false
	}
	w.opens++
	c := &conv{Waiting: w.drawNeeds()}
	c.Conversation = desk.ConversationID("c" + strconv.FormatUint(stir(uint64(w.opens)), 16))
	c.Since, c.Patience, c.Sync = w.now, w.drawPatience(), w.d.in(4)
	if w.d.in(4) {
		c.Sticky = ids[w.anyone()]
	}
	if !w.d.in(3) {
		c.Queue = one(w, simGroups)
	}
	w.convs[c.Conversation] = c
	w.there = append(w.there, c)
	c.draw = hashOf(string(c.Conversation))
	w.queue(c)
	return true
}

// drawNeeds draws what a visitor asks for: what another does, or anything.
func (w *world) drawNeeds() routing.Waiting {
	if len(w.there) > 0 && w.d.in(3) {
		c := one(w, w.there)
		return routing.Waiting{Channel: c.Channel, Rule: c.Rule, Groups: c.Groups, Language: c.Language, Require: c.Require}
	}
	needs := routing.Waiting{Channel: one(w, mostlyChat), Language: one(w, tags)}
	if w.even {
		needs.Channel = desk.Chat
	}
	if w.d.in(5) {
		needs.Groups = one(w, reachable)
	} else {
		needs.Rule, needs.Groups = one(w, simRules), []desk.GroupID{"support"}
	}
	if w.d.in(4) {
		needs.Require = []desk.Need{{Skill: one(w, simSkills), Level: 1 + w.d.n(3)}}
	}
	return needs
}

// with draws a conversation of a state.
func (w *world) with(is state, do func(*conv)) bool {
	list := w.those(is)
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
	return one(w, patiences)
}

func (w *world) handedBack() bool {
	return w.with(isOngoing, func(c *conv) { w.ends(c); c.From = w.now; w.queue(c) })
}

// missed goes to another, as the agent did not answer.
func (w *world) missed() bool {
	return w.with(isOngoing, func(c *conv) {
		c.Tried = append(slices.Clone(c.Tried), ids[c.agent])
		w.ends(c)
		c.From, c.For = w.now, ""
		w.queue(c)
	})
}

func (w *world) transferredToAgent() bool {
	return w.with(isOngoing, func(c *conv) {
		c.HandedBy = ids[c.agent]
		w.ends(c)
		c.For, c.From, c.Patience, c.Sync, c.Queue = ids[w.anyone()], w.now, 0, false, ""
		w.queue(c)
	})
}

func (w *world) transferredToGroup() bool {
	return w.with(isOngoing, func(c *conv) {
		c.Tried, c.Gave, c.HandedBy = []desk.AgentID{ids[c.agent]}, ids[c.agent], ids[c.agent]
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
			c.For, c.HandedBy = ids[c.agent], ""
		}
		w.ends(c)
	})
}

func (w *world) woken() bool {
	return w.with(snoozed, func(c *conv) {
		c.Since, c.From, c.Sync = w.now, 0, false
		w.sees("woken, kept", strconv.FormatBool(c.keep), "")
		w.queue(c)
	})
}

// reservedTooLong gives what waited for one agent to their group.
func (w *world) reservedTooLong() bool {
	return w.with(waits, func(c *conv) {
		if c.For != "" {
			c.For, c.From = "", w.now
			w.marks[noLongerReserved]++
			w.queue(c)
		}
	})
}

// takenByHand gives a conversation to anybody, full or away, as a person may.
func (w *world) takenByHand() bool {
	return w.with(waits, func(c *conv) {
		c.state, c.agent, c.began = isOngoing, w.anyone(), w.now
		w.recount()
		w.tell(routing.ContactOpened{Conversation: c.Conversation, Agent: ids[c.agent], Channel: c.Channel})
	})
}

// comes brings somebody on the line, unless the next shift is waited for.
func (w *world) comes() bool {
	if w.closed {
		return false
	}
	w.onLine(w.anyone(), true)
	return true
}

// shiftEnds takes everybody off the line, so that a queue forms until all are
// there at once.
func (w *world) shiftEnds() bool {
	if w.closed || !w.d.in(3) {
		return false
	}
	w.everybody(false)
	return true
}

func (w *world) shiftBegins() bool {
	if !w.closed {
		return false
	}
	w.everybody(true)
	return true
}

func (w *world) everybody(on bool) {
	w.closed = !on
	for i := range people {
		w.onLine(i, on)
	}
}

func (w *world) status() bool {
	to := desk.Available
	if w.d.in(4) {
		to = desk.NotAvailable
	}
	w.choose(w.anyone(), w.d.n(channels), to)
	return true
}

// flapping is a bad line and a hand that cannot make up its mind.
func (w *world) flapping() bool {
	who := w.anyone()
	for i := range 2 + w.d.n(4) {
		w.onLine(who, i%2 == 1)
		w.choose(who, chat, []desk.Status{desk.NotAvailable, desk.Available}[i%2])
	}
	return true
}

func (w *world) imposed() bool {
	i := w.anyone()
	w.people[i].imposed = w.d.in(5)
	w.tell(routing.Imposed{Agent: ids[i], On: w.people[i].imposed})
	return true
}

func (w *world) doubted() bool {
	i := w.anyone()
	w.people[i].doubted = w.d.in(5)
	w.tell(routing.Doubted{Agent: ids[i], On: w.people[i].doubted})
	return true
}

func (w *world) capacityChanged() bool {
	i := w.anyone()
	if !w.people[i].known {
		return false
	}
	p := w.people[i].profile
	p.Slots = maps.Clone(p.Slots)
	for ch, id := range simChannels {
		if _, granted := p.Slots[id]; granted && w.d.in(2) {
			p.Slots[id] = w.d.n(5)
			w.marks[loweredBelow] += count(p.Slots[id] < w.load[i][ch])
		}
	}
	w.profile(i, p, true)
	w.tell(routing.AgentSet{Profile: p})
	return true
}

func (w *world) removed() bool {
	i := w.anyone()
	if !w.people[i].known {
		return false
	}
	w.profile(i, desk.Profile{}, false)
	w.tell(routing.AgentRemoved{Agent: ids[i]})
	return true
}

func (w *world) hours() bool {
	g := w.d.n(groups)
	if w.shut &^= just(g); w.d.in(5) {
		w.shut |= just(g)
	}
	w.tell(routing.GroupOpen{Group: simGroups[g], Open: !w.shut.has(g)})
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
			w.tell(routing.ContactOpened{Conversation: c.Conversation, Agent: ids[c.agent], Channel: c.Channel})
		})
	case 3:
		if len(w.past) == 0 {
			return false
		}
		past := w.past[len(w.past)-1-w.d.n(min(len(w.past), 5))]
		if c := w.convs[past.Conversation]; c != nil && c.state == isOngoing {
			if ids[c.agent] == past.Agent {
				return false // it is theirs again
			}
			w.marks[lateClose]++
		}
		w.tell(past)
	case 4:
		return w.with(isOngoing, func(c *conv) { w.tell(c.Waiting) })
	}
	return true
}
