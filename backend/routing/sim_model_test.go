package routing_test

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// model keeps rest and fair share the slow way, from the same inputs and with
// none of the engine's code.
type model struct {
	slots   map[desk.AgentID]map[desk.Channel]int
	line    map[desk.AgentID]bool
	present map[desk.AgentID]bool
	rested  map[desk.AgentID]desk.Millis
	share   map[desk.AgentID]int64
	holder  map[desk.ConversationID]desk.AgentID
}

func newModel() *model {
	return &model{
		slots: map[desk.AgentID]map[desk.Channel]int{}, line: map[desk.AgentID]bool{},
		present: map[desk.AgentID]bool{}, rested: map[desk.AgentID]desk.Millis{},
		share: map[desk.AgentID]int64{}, holder: map[desk.ConversationID]desk.AgentID{},
	}
}

func (m *model) hear(in routing.Input, at desk.Millis) {
	switch in := in.(type) {
	case routing.AgentSet:
		m.slots[in.Profile.ID] = in.Profile.Slots
		m.level(in.Profile.ID)
	case routing.AgentRemoved:
		delete(m.slots, in.Agent)
		m.level(in.Agent)
	case routing.LineChanged:
		m.line[in.Agent] = in.On
		m.level(in.Agent)
	case routing.ContactOpened:
		m.begins(in.Conversation, in.Agent, in.Channel, at)
	case routing.ContactClosed:
		if m.holder[in.Conversation] == in.Agent {
			delete(m.holder, in.Conversation)
			m.rested[in.Agent] = max(m.rested[in.Agent], at)
		}
	}
}

func (m *model) begins(id desk.ConversationID, a desk.AgentID, ch desk.Channel, at desk.Millis) {
	if m.holder[id] == a {
		return
	}
	m.holder[id] = a
	m.rested[a] = max(m.rested[a], at)
	m.share[a] += int64(1_000_000 / max(m.slots[a][ch], 1))
}

// level brings who comes on the line up to the least share of those present.
func (m *model) level(a desk.AgentID) {
	_, known := m.slots[a]
	here := known && m.line[a]
	if here == m.present[a] {
		return
	}
	if here {
		least := int64(-1)
		for other, p := range m.present {
			if p && (least < 0 || m.share[other] < least) {
				least = m.share[other]
			}
		}
		m.share[a] = max(m.share[a], least)
	}
	m.present[a] = here
}

// used is how many contacts an agent has open on a channel, in the log.
func (w *world) used(id desk.AgentID, ch desk.Channel) int { return w.load[onChannel{id, ch}] }

// hurdle is what keeps an agent from a conversation, empty for nothing.
func (w *world) hurdle(id desk.AgentID, c desk.Conversation) string {
	p, known := w.profiles[id]
	slots, granted := p.Slots[c.Channel]
	shared := slices.ContainsFunc(p.Groups, func(g desk.GroupID) bool { return slices.Contains(c.Groups, g) })
	switch {
	case !known:
		return "not set up"
	case !shared || !granted:
		return "outside the groups"
	case !w.agents[id].Connected:
		return "off the line"
	case w.agents[id].StatusOf(c.Channel) != desk.Available:
		return "not available"
	case w.used(id, c.Channel) >= slots:
		return "full"
	}
	return ""
}

// candidate is an agent and the reasons compared, in order.
type candidate struct {
	routing.Candidate
	tenths int
	draw   uint64
}

// ring is FNV-1a, then stirred: the written rule of the draw.
func ring(id string) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range []byte(id) {
		h ^= uint64(b)
		h *= 1099511628211
	}
	return stir(h)
}

// expect is what the rules say of a conversation, found by looking at everybody.
func (w *world) expect(c desk.Conversation) (e routing.Explanation) {
	e.Channel, e.Where = c.Channel, w.where(c.Groups)
	var free []candidate
	for i := range people {
		id := agentID(i)
		hurdle := w.hurdle(id, c)
		passed := slices.Index([]string{"off the line", "not available", "full", ""}, hurdle)
		e.Counts.InGroup += count(passed >= 0)
		e.Counts.OnLine += count(passed >= 1)
		e.Counts.Available += count(passed >= 2)
		e.Counts.Free += count(passed >= 3)
		if hurdle == "" {
			used, slots := w.used(id, c.Channel), w.profiles[id].Slots[c.Channel]
			free = append(free, candidate{routing.Candidate{
				Agent: id, Name: w.profiles[id].Name, Used: used, Slots: slots, Rested: w.m.rested[id], Share: w.m.share[id],
			}, 10 * used / slots, ring(string(id)) - ring(string(c.ID))})
		}
	}
	if len(free) == 0 {
		return e
	}
	slices.SortFunc(free, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.tenths, y.tenths), cmp.Compare(x.Rested, y.Rested),
			cmp.Compare(x.Share, y.Share), cmp.Compare(x.draw, y.draw))
	})
	e.Winner, e.Reason = free[0].Candidate, routing.OnlyOne
	if len(free) > 1 {
		x, y := free[0], free[1]
		e.RunnerUp = y.Candidate
		switch {
		case x.tenths != y.tenths:
			e.Reason = routing.ByLoad
		case x.Rested != y.Rested:
			e.Reason = routing.ByRest
		case x.Share != y.Share:
			e.Reason = routing.ByShare
		default:
			e.Reason = routing.ByDraw
		}
	}
	return e
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (w *world) where(groups []desk.GroupID) string {
	var names []string
	for _, g := range slices.Sorted(slices.Values(groups)) {
		names = append(names, cmp.Or(w.names[g], string(g)))
	}
	return strings.Join(names, " or ") // nobody asks for more than two
}

// line is the waiting conversations in the order of the queue.
func (w *world) line() []*desk.Conversation {
	line := w.in(desk.Waiting)
	slices.SortFunc(line, func(x, y *desk.Conversation) int {
		return cmp.Or(cmp.Compare(x.WaitingSince+w.patience[x.ID], y.WaitingSince+w.patience[y.ID]), cmp.Compare(x.ID, y.ID))
	})
	return line
}
