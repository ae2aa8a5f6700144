package storetest

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"pgregory.net/rapid"
)

// step does something that is possible where things stand.
func (p *pen) step(r *rapid.T) {
	// with does it to one of the conversations that are fit for it, if any.
	with := func(fit func(desk.Conversation) bool, do func(desk.ConversationID)) {
		if ids := p.opened(fit); len(ids) > 0 {
			do(rapid.SampledFrom(ids).Draw(r, "conversation"))
		}
	}
	is := func(states ...desk.State) func(desk.Conversation) bool {
		return func(c desk.Conversation) bool {
			for _, s := range states {
				if c.State == s {
					return true
				}
			}
			return len(states) == 0
		}
	}
	text := rapid.StringMatching(`[a-zé-ü😀"'\\ ]{1,20}`).Draw(r, "text") + "."
	agent := rapid.SampledFrom(agents).Draw(r, "agent")
	yes := rapid.Bool().Draw(r, "yes")
	steps := []func(){
		func() {
			n := len(p.conversations)
			v := desk.VisitorID(fmt.Sprintf("v%d", rapid.IntRange(0, n).Draw(r, "visitor")))
			channel := rapid.SampledFrom([]desk.Channel{desk.Chat, desk.InApp}).Draw(r, "channel")
			p.openOn(desk.ConversationID(fmt.Sprintf("c%d", n)), v, true, channel)
		},
		func() { with(is(), func(id desk.ConversationID) { p.say(id, text) }) },
		func() { with(is(desk.Ongoing), func(id desk.ConversationID) { p.answer(id, text) }) },
		func() {
			with(is(desk.Waiting, desk.Reserved), func(id desk.ConversationID) {
				c := p.conversations[id]
				if c.State == desk.Reserved {
					agent = c.Keeper
				}
				if p.used[slot{agent, c.Channel}] < slots {
					p.assign(id, agent)
				}
			})
		},
		func() { with(is(desk.Ongoing), p.close) },
		func() {
			with(is(desk.Ongoing), func(id desk.ConversationID) {
				if p.holder(id) == desk.AgentActor(agent) {
					p.transfer(id, "", "sales")
				} else {
					p.transfer(id, agent, "")
				}
			})
		},
		func() { with(is(desk.Ongoing), func(id desk.ConversationID) { p.snooze(id, yes) }) },
		func() { with(is(desk.Asleep), p.wake) },
		func() { with(is(desk.Asleep), func(id desk.ConversationID) { p.do(id, desk.System, desk.Wake{}) }) },
		func() {
			with(is(desk.Reserved), func(id desk.ConversationID) {
				p.do(id, desk.System, desk.Release{Groups: []desk.GroupID{"sales"}})
			})
		},
		func() {
			with(is(desk.Ongoing), func(id desk.ConversationID) {
				why := rapid.SampledFrom([]desk.Reason{desk.NotAnswered, desk.LineLost}).Draw(r, "why")
				p.do(id, desk.System, desk.Bounce{Reason: why})
				// The engine often gives it out again in the same breath, and
				// may to the same agent.
				c := p.conversations[id]
				if yes && p.used[slot{agent, c.Channel}] < slots {
					p.now--
					p.assign(id, agent)
				}
			})
		},
		func() {
			with(is(desk.Waiting), func(id desk.ConversationID) {
				p.do(id, desk.System, desk.End{Reason: desk.NobodyFree, Why: "Nobody was there."})
			})
		},
		func() {
			with(is(), func(id desk.ConversationID) {
				p.do(id, desk.AgentActor(manager), desk.Close{As: desk.Manager, Comment: "enough"})
			})
		},
		func() { with(is(), func(id desk.ConversationID) { p.do(id, desk.System, desk.Leave{Ended: yes}) }) },
		func() {
			with(is(), func(id desk.ConversationID) {
				visitor := desk.Visitor(p.conversations[id].Visitor)
				p.do(id, visitor, desk.LeaveAddress{Email: fmt.Sprintf("zoe%d@acme.test", p.now)})
			})
		},
		func() {
			with(is(), func(id desk.ConversationID) {
				v := p.conversations[id].Visitor
				if p.customers[v].Blocked {
					p.customer(v, desk.UnblockCustomer{As: desk.Manager})
				} else {
					p.customer(v, desk.BlockCustomer{Conversation: id, As: desk.Manager})
				}
			})
		},
		func() {
			p.agent(agent, desk.Connect{})
			status := rapid.SampledFrom([]desk.Status{desk.Available, desk.NotAvailable}).Draw(r, "status")
			p.agent(agent, desk.SetStatus{Channel: desk.Chat, Status: status})
		},
	}
	// What begins, goes on and is given out comes up more often than the rest.
	n := rapid.IntRange(0, len(steps)+5).Draw(r, "step")
	if n >= len(steps) {
		n = []int{0, 0, 0, 3, 3, 3}[n-len(steps)]
	}
	steps[n]()
}
