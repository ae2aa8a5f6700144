package replay

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// tally follows what happens and makes figures of it, the same of what was
// recorded and of what is simulated.
type tally struct {
	from, to desk.Millis
	figures  Figures
	arrivals map[desk.ConversationID]desk.Millis
	// waited is how long those who were assigned had waited.
	waited map[desk.ConversationID]desk.Millis
	// gone are those that ended, true where they were dropped.
	gone   map[desk.ConversationID]bool
	groups map[desk.GroupID]int
	people map[desk.AgentID]*shift
	holder map[desk.ConversationID]desk.AgentID
}

// shift is an agent's time. A moment is 0 while it does not run.
type shift struct {
	load               AgentLoad
	open               int
	onSince, busySince desk.Millis
}

func newTally(from, to desk.Millis, people []desk.Profile) *tally {
	t := &tally{
		from: from, to: to, arrivals: map[desk.ConversationID]desk.Millis{}, waited: map[desk.ConversationID]desk.Millis{},
		gone: map[desk.ConversationID]bool{}, groups: map[desk.GroupID]int{}, people: map[desk.AgentID]*shift{},
		holder: map[desk.ConversationID]desk.AgentID{},
	}
	for _, p := range people {
		t.shift(p.ID).load.Name = p.Name
	}
	return t
}

func (t *tally) shift(id desk.AgentID) *shift {
	s := t.people[id]
	if s == nil {
		s = &shift{load: AgentLoad{Agent: id, Name: string(id)}}
		t.people[id] = s
	}
	return s
}

func (t *tally) online(id desk.AgentID, on bool, at desk.Millis) {
	s := t.shift(id)
	switch {
	case on && s.onSince == 0:
		s.onSince = max(at, 1)
	case !on && s.onSince > 0:
		s.load.Online += at - s.onSince
		s.onSince = 0
	}
}

func (t *tally) holds(c desk.ConversationID, id desk.AgentID, at desk.Millis) {
	t.frees(c, at)
	t.holder[c] = id
	s := t.shift(id)
	if s.open++; s.open == 1 {
		s.busySince = max(at, 1)
	}
}

func (t *tally) frees(c desk.ConversationID, at desk.Millis) {
	id, held := t.holder[c]
	if !held {
		return
	}
	delete(t.holder, c)
	s := t.shift(id)
	if s.open--; s.open == 0 {
		s.load.Busy += at - s.busySince
		s.busySince = 0
	}
}

// take follows an event.
func (t *tally) take(e desk.Event) {
	if id, ok := e.Stream.Agent(); ok {
		switch e.Kind {
		case desk.AgentConnected:
			t.online(id, true, e.At)
		case desk.AgentDisconnected:
			t.online(id, false, e.At)
		}
		return
	}
	id, ok := e.Stream.Conversation()
	if !ok {
		return
	}
	switch f := e.Fact.(type) {
	case desk.Opened:
		t.arrivals[id] = e.At
	case desk.Assigned:
		t.holds(id, f.Agent, e.At)
		t.figures.Contacts++
		t.shift(f.Agent).load.Contacts++
		t.groups[f.Group]++
		if opened, arrived := t.arrivals[id]; arrived {
			if _, before := t.waited[id]; !before {
				t.waited[id] = e.At - opened
			}
		}
	case desk.Unassigned:
		t.frees(id, e.At)
	case desk.Closed:
		t.frees(id, e.At)
		t.gone[id] = f.Reason == desk.NobodyFree
		if _, arrived := t.arrivals[id]; arrived && t.gone[id] {
			t.figures.Dropped++
		}
	}
}

// sum ends the stretch. patience is after how long a visitor had left, 0 where
// they had not.
func (t *tally) sum(patience func(desk.ConversationID) desk.Millis) Figures {
	f := t.figures
	f.Arrivals = len(t.arrivals) + f.NotOffered + f.Full
	f.Assigned = len(t.waited)
	waits := make([]desk.Millis, 0, len(t.waited))
	for id, opened := range t.arrivals {
		waited, assigned := t.waited[id]
		dropped, ended := t.gone[id]
		p := patience(id)
		switch {
		case assigned:
			waits = append(waits, waited)
			if p > 0 && waited > p {
				f.Left++
			}
		case dropped:
		case p > 0 && t.to-opened > p:
			f.Left++
		case !ended:
			f.Waiting++
		}
	}
	f.Wait = quantiles(waits)
	for _, c := range sortedKeys(t.holder) {
		t.frees(c, t.to)
	}
	var counts []int
	for _, id := range sortedKeys(t.people) {
		t.online(id, false, t.to)
		load := t.people[id].load
		if load.Online == 0 && load.Contacts == 0 {
			continue
		}
		if load.Online > 0 {
			load.BusyShare = min(float64(load.Busy)/float64(load.Online), 1)
		}
		f.Agents = append(f.Agents, load)
		counts = append(counts, load.Contacts)
	}
	if len(counts) > 0 {
		f.Spread = slices.Max(counts) - slices.Min(counts)
		f.Gini = gini(counts)
	}
	for _, g := range sortedKeys(t.groups) {
		f.Groups = append(f.Groups, GroupLoad{g, t.groups[g], float64(t.groups[g]) / float64(f.Contacts)})
	}
	return f
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
