package routing_test

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// model keeps what the engine remembers of the past, the slow way, from the
// same inputs and with none of the engine's code.
type model struct {
	known   set
	slots   [people][channels]int
	line    set
	present set
	rested  [people]desk.Millis
	pushed  [people]desk.Millis
	share   [people]int64
	holder  map[desk.ConversationID]int
	// divides is how each rule divides contacts among groups, "" where it is gone.
	divides [rules]string
	// behind is how far a group lags behind its share under a rule.
	behind [rules][groups]int64
}

func newModel() *model { return &model{holder: map[desk.ConversationID]int{}} }

func (m *model) hear(in routing.Input, at desk.Millis) {
	switch in := in.(type) {
	case routing.SettingsSet:
		var divides [rules]string
		for _, r := range in.Settings.Rules {
			said := string(r.Method)
			for _, ring := range r.Rings {
				said += fmt.Sprint("; ", ring.Groups)
			}
			divides[numberOf(simRules, r.ID)] = said
		}
		for r := range m.behind {
			if divides[r] == "" || divides[r] != m.divides[r] {
				m.behind[r] = [groups]int64{}
			}
		}
		m.divides = divides
	case routing.AgentSet:
		a := numberOf(ids, in.Profile.ID)
		for ch, id := range simChannels {
			m.slots[a][ch] = in.Profile.Slots[id]
		}
		m.known |= just(a)
		m.level(a)
	case routing.AgentRemoved:
		a := numberOf(ids, in.Agent)
		m.slots[a] = [channels]int{}
		m.known &^= just(a)
		m.level(a)
	case routing.LineChanged:
		a := numberOf(ids, in.Agent)
		if m.line &^= just(a); in.On {
			m.line |= just(a)
		}
		m.level(a)
	case routing.ContactOpened:
		m.begins(in.Conversation, numberOf(ids, in.Agent), numberOf(simChannels, in.Channel), at)
	case routing.ContactClosed:
		a := numberOf(ids, in.Agent)
		if holder, ok := m.holder[in.Conversation]; ok && holder == a {
			delete(m.holder, in.Conversation)
			m.rested[a] = max(m.rested[a], at)
		}
	}
}

func (m *model) begins(id desk.ConversationID, a, ch int, at desk.Millis) {
	if other, ok := m.holder[id]; ok {
		if other == a {
			return
		}
		m.rested[other] = max(m.rested[other], at)
	}
	m.holder[id] = a
	m.rested[a], m.pushed[a] = max(m.rested[a], at), max(m.pushed[a], at)
	m.share[a] += int64(1_000_000 / max(m.slots[a][ch], 1))
}

// level brings who comes on the line up to the least share of those present.
func (m *model) level(a int) {
	here := m.known.has(a) && m.line.has(a)
	if here == m.present.has(a) {
		return
	}
	if here {
		least := int64(-1)
		for other := range m.present.all {
			if least < 0 || m.share[other] < least {
				least = m.share[other]
			}
		}
		m.share[a] = max(m.share[a], least)
	}
	m.present ^= just(a)
}

// deals counts a contact for the shares of the groups of an open ring.
func (m *model) deals(w *world, r *simRing, to int) {
	if r == nil || len(r.groups) < 2 || r.method() != desk.Fair && r.method() != desk.Custom {
		return
	}
	total := 0
	for i, g := range r.groups {
		if !w.shut.has(g) {
			total += r.part(i)
		}
	}
	behind := &m.behind[r.rule.number]
	for i, g := range r.groups {
		if !w.shut.has(g) && total > 0 {
			behind[g] += int64(1_000_000 * r.part(i) / total)
		}
		if g == to {
			behind[g] -= 1_000_000
		}
		behind[g] = max(min(behind[g], 50_000_000), -50_000_000)
	}
}
