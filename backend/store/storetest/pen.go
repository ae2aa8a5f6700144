package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

// pen writes a history as a project's writer does: it decides by the rules of
// the core, gathers a batch, and appends it. It keeps what it wrote, for the
// comparison with what is read.
type pen struct {
	t       testing.TB
	store   *store.Store
	project desk.ProjectID

	standing      desk.Standing
	conversations map[desk.ConversationID]desk.Conversation
	agents        map[desk.AgentID]desk.Agent
	customers     map[desk.VisitorID]desk.Customer
	used          map[slot]int
	written       []desk.Event
	// commands are the ends of the commands in written.
	commands  []int
	replies   []desk.Reply
	committed int

	batch   desk.Batch
	changed map[desk.ConversationID]bool
	moved   map[desk.AgentID]bool
	met     map[desk.VisitorID]bool
	// lazy leaves rows out, as a writer may that stores them less often.
	lazy bool
	now  desk.Millis
	made int
}

type slot struct {
	agent   desk.AgentID
	channel desk.Channel
}

func newPen(t testing.TB, s *store.Store, project desk.ProjectID) *pen {
	t.Helper()
	p := &pen{t: t, store: s, project: project, conversations: map[desk.ConversationID]desk.Conversation{},
		agents: map[desk.AgentID]desk.Agent{}, customers: map[desk.VisitorID]desk.Customer{},
		used: map[slot]int{}, now: 1_000_000}
	p.claim()
	return p
}

func (p *pen) claim() {
	p.t.Helper()
	var err error
	p.standing, err = p.store.Claim(context.Background(), p.project, "pen", p.now)
	must(p.t, err)
	p.begin()
}

func (p *pen) begin() {
	p.batch = desk.Batch{Project: p.project, Fence: p.standing.Fence, Before: p.standing.Offset}
	p.changed, p.moved, p.met = map[desk.ConversationID]bool{}, map[desk.AgentID]bool{}, map[desk.VisitorID]bool{}
}

// add takes the events of one decided command into the batch.
func (p *pen) add(visitor desk.VisitorID, events []desk.Event, err error) {
	p.t.Helper()
	must(p.t, err)
	for i, e := range events {
		e.Offset = p.batch.Before + int64(len(p.batch.Records)) + 1
		record := desk.Record{}
		if id, ok := e.Stream.Conversation(); ok {
			e.Seq = p.conversations[id].Seq + 1
			p.changed[id] = true
		} else if id, ok := e.Stream.Customer(); ok {
			e.Seq = p.customers[id].Seq + 1
			p.met[id] = true
		} else {
			agent, _ := e.Stream.Agent()
			e.Seq = p.agents[agent].Seq + 1
			p.moved[agent] = true
		}
		if i == len(events)-1 && e.Actor != desk.System {
			p.made++
			e.Cmd = desk.CommandID{Device: "d" + e.Actor.ID, ID: fmt.Sprintf("m%d", p.made)}
			record.Digest = "digest of " + e.Cmd.ID
		}
		if e.Content != nil {
			record.Visitor = visitor
		}
		record.Event = e
		p.batch.Records = append(p.batch.Records, record)
		p.written = append(p.written, e)
		p.fold(e)
	}
	for i := range events {
		r := &p.batch.Records[len(p.batch.Records)-1-i]
		if id, ok := r.Stream.Conversation(); ok {
			r.Holder = p.conversations[id].Holder()
		}
	}
	p.commands = append(p.commands, len(p.written))
}

func (p *pen) fold(e desk.Event) {
	id, ok := e.Stream.Conversation()
	before := p.conversations[id]
	if ok {
		p.conversations[id] = before.Apply(e)
	} else if id, ok := e.Stream.Customer(); ok {
		p.customers[id] = p.customers[id].Apply(e)
	} else {
		id, _ := e.Stream.Agent()
		p.agents[id] = p.agents[id].Apply(e)
	}
	switch f := e.Fact.(type) {
	case desk.Assigned:
		p.used[slot{f.Agent, before.Channel}]++
		p.standing.LastContact = f.Contact
	case desk.Unassigned:
		p.used[slot{f.Agent, before.Channel}]--
	case desk.Posted:
		if e.Actor.Kind == desk.ByAgent && before.LastAgentAt == 0 {
			reply := desk.Reply{Group: "sales", At: e.At, Took: e.At - before.OpenedAt}
			p.replies = append(p.replies, reply)
			p.batch.Replies = append(p.batch.Replies, reply)
		}
	}
}

// open begins a chat of a visitor, who may be new.
func (p *pen) open(id desk.ConversationID, v desk.VisitorID, fresh bool) {
	p.t.Helper()
	p.openOn(id, v, fresh, desk.Chat)
}

func (p *pen) openOn(id desk.ConversationID, v desk.VisitorID, fresh bool, channel desk.Channel) {
	p.t.Helper()
	p.now++
	if fresh {
		p.batch.Visitors = append(p.batch.Visitors, desk.NewVisitor{ID: v, TokenHash: []byte("token of " + string(v)), At: p.now})
	}
	events, err := desk.Decide(desk.Conversation{}, desk.Open{ID: id,
		Opened: desk.Opened{Visitor: v, Channel: channel, Groups: []desk.GroupID{"sales"}, Site: "www.acme.test",
			Rule: "sales", Async: true, Queue: "sales"},
		Content: &desk.Content{Name: "Zoë", Page: &desk.Page{URL: "https://www.acme.test/shop", Title: "Shop"}}},
		desk.Visitor(v), p.now)
	p.add(v, events, err)
}

// do has somebody do something to a conversation.
func (p *pen) do(id desk.ConversationID, by desk.Actor, cmd desk.Command) {
	p.t.Helper()
	p.now++
	c := p.conversations[id]
	events, err := desk.Decide(c, cmd, by, p.now)
	p.add(c.Visitor, events, err)
}

func (p *pen) say(id desk.ConversationID, text string) {
	p.t.Helper()
	p.do(id, desk.Visitor(p.conversations[id].Visitor), desk.Post{Text: text})
}

func (p *pen) answer(id desk.ConversationID, text string) {
	p.t.Helper()
	p.do(id, desk.AgentActor(p.conversations[id].Contact.Agent), desk.Post{Text: text})
}

func (p *pen) assign(id desk.ConversationID, agent desk.AgentID) {
	p.t.Helper()
	p.do(id, desk.System, desk.Assign{Agent: agent, Contact: p.standing.LastContact + 1, Why: "The only one free."})
}

func (p *pen) close(id desk.ConversationID) {
	p.t.Helper()
	p.do(id, desk.AgentActor(p.conversations[id].Contact.Agent), desk.Close{Found: []desk.TagRef{{ID: "lamps", Name: "Lamps"}}})
}

func (p *pen) agent(id desk.AgentID, cmd desk.Command) {
	p.t.Helper()
	p.now++
	events, err := desk.DecideAgent(p.agents[id], desk.Profile{ID: id, Slots: map[desk.Channel]int{desk.Chat: slots}},
		cmd, desk.AgentActor(id), p.now)
	p.add("", events, err)
}

// customer has a manager decide about a visitor.
func (p *pen) customer(id desk.VisitorID, cmd desk.Command) {
	p.t.Helper()
	p.now++
	c := p.customers[id]
	c.ID = id
	events, err := desk.DecideCustomer(c, cmd, desk.AgentActor(manager), p.now)
	p.add("", events, err)
}

// holder is who has a conversation open.
func (p *pen) holder(id desk.ConversationID) desk.Actor {
	return desk.AgentActor(p.conversations[id].Contact.Agent)
}

func (p *pen) transfer(id desk.ConversationID, to desk.AgentID, group desk.GroupID) {
	p.t.Helper()
	p.do(id, p.holder(id), desk.Transfer{Agent: to, Group: group, Comment: "knows about lamps", Target: desk.Target{Known: true, Free: true}})
}

func (p *pen) snooze(id desk.ConversationID, keep bool) {
	p.t.Helper()
	p.do(id, p.holder(id), desk.Snooze{Until: p.now + desk.Hour, Keep: keep})
}

// wake has who snoozed a conversation take it back.
func (p *pen) wake(id desk.ConversationID) {
	p.t.Helper()
	p.do(id, desk.AgentActor(p.conversations[id].Keeper), desk.Wake{Contact: p.standing.LastContact + 1})
}

// flush appends what was gathered.
func (p *pen) flush() {
	p.t.Helper()
	p.complete()
	must(p.t, p.store.Append(context.Background(), p.batch))
	p.standing.Offset += int64(len(p.batch.Records))
	p.committed = len(p.written)
	p.begin()
}

// complete gives the batch its rows.
func (p *pen) complete() {
	p.batch.LastContact = p.standing.LastContact
	if p.lazy {
		return
	}
	for _, id := range keys(p.changed) {
		p.batch.Conversations = append(p.batch.Conversations, p.conversations[id])
	}
	for _, id := range keys(p.moved) {
		p.batch.Agents = append(p.batch.Agents, p.agents[id])
	}
	for _, id := range keys(p.met) {
		p.batch.Customers = append(p.batch.Customers, p.customers[id])
	}
}

// opened lists the conversations that are not closed, in the order of their ids.
func (p *pen) opened(want func(desk.Conversation) bool) []desk.ConversationID {
	ids := map[desk.ConversationID]bool{}
	for id, c := range p.conversations {
		if c.State != desk.Ended && want(c) {
			ids[id] = true
		}
	}
	return keys(ids)
}

// keys are the keys of a map in order.
func keys[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
