package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

func testLastAgent(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := newPen(t, s, newProject(t, s))
	last := func(v desk.VisitorID, since desk.Millis) desk.AgentID {
		t.Helper()
		agent, err := s.LastAgent(ctx, p.project, v, since)
		must(t, err)
		return agent
	}
	p.open("c1", "v1", true)
	p.open("c2", "v2", true)
	p.assign("c1", agents[0])
	p.flush()
	same(t, desk.AgentID(""), last("v1", 0)) // it is still open
	p.close("c1")
	p.flush()
	ended := p.now
	p.open("c3", "v1", false)
	p.flush()
	same(t, agents[0], last("v1", ended))
	same(t, desk.AgentID(""), last("v1", ended+1))
	same(t, desk.AgentID(""), last("v2", 0))
	same(t, desk.AgentID(""), last("nobody", 0))
	p.lazy = true // then the contact's visitor is looked up
	p.assign("c3", agents[1])
	p.close("c3")
	p.flush()
	same(t, agents[1], last("v1", ended))
	// Before the newest, where that agent is there no more.
	must(t, s.RemoveAgent(ctx, p.project, agents[1], p.now))
	same(t, agents[0], last("v1", ended))
	must(t, s.Verify(ctx, p.project))
}

func testCustomers(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	_, found, err := s.Customer(ctx, p.project, "v1")
	must(t, err)
	if found {
		t.Fatal("a customer of whom nothing was written is there")
	}
	known := func(v desk.VisitorID) bool {
		t.Helper()
		is, err := s.VisitorKnown(ctx, p.project, v)
		must(t, err)
		return is
	}
	same(t, []bool{true, false}, []bool{known("v1"), known("nobody")})
	p.customer("v1", desk.BlockCustomer{As: desk.Manager})
	p.customer("v2", desk.BlockCustomer{As: desk.Manager})
	p.flush()
	p.lazy = true // then the row lags behind
	p.customer("v2", desk.UnblockCustomer{As: desk.Manager})
	p.flush()
	for _, v := range []desk.VisitorID{"v1", "v2"} {
		c, found, err := s.Customer(ctx, p.project, v)
		must(t, err)
		same(t, true, found)
		same(t, p.customers[v], c)
	}
	p.claim()
	same(t, []desk.Customer{p.customers["v1"]}, p.standing.Customers)
	// Erasing a visitor lets nobody in: the row names nothing personal.
	must(t, s.EraseVisitor(ctx, p.project, "v1"))
	same(t, true, known("v1"))
	must(t, s.Verify(ctx, p.project))
	p.claim()
	same(t, []desk.Customer{p.customers["v1"]}, p.standing.Customers)
}

func testAddress(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	_, err := s.Address(ctx, p.project, "c1")
	refused(t, desk.ErrNone, err)
	_, err = s.Address(ctx, p.project, "none")
	refused(t, desk.ErrNone, err)
	for _, email := range []string{"zoe@old.test", "zoë@new.test"} {
		p.do("c1", desk.Visitor("v1"), desk.LeaveAddress{Email: email})
	}
	p.say("c1", "write to me there")
	p.flush()
	email, err := s.Address(ctx, p.project, "c1")
	must(t, err)
	same(t, "zoë@new.test", email)
	must(t, s.EraseVisitor(ctx, p.project, "v1"))
	_, err = s.Address(ctx, p.project, "c1")
	refused(t, desk.ErrNone, err)
	events, _, err := s.EventsAfter(ctx, p.project, 0, []desk.Kind{desk.VisitorAddressLeft}, 10)
	must(t, err)
	for _, e := range events {
		if e.Content != nil {
			t.Errorf("an erased visitor's address is read as %+v", e.Content)
		}
	}
}

func testReplies(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	p.answer("c2", "good day")
	p.assign("c1", agents[1])
	p.answer("c1", "good day to you")
	p.answer("c1", "is no first answer")
	// Two that are equal are two.
	p.batch.Replies = append(p.batch.Replies, p.replies[1])
	p.flush()
	all := append(p.replies[:2:2], p.replies[1])
	replies := func(since desk.Millis) []desk.Reply {
		t.Helper()
		list, err := s.Replies(ctx, p.project, since)
		must(t, err)
		return list
	}
	same(t, all, replies(0))
	same(t, all[1:], replies(all[1].At))
	same(t, []desk.Reply(nil), replies(all[1].At+1))

	b := p.with()
	b.Replies = p.replies[:1]
	p.unchanged(store.ErrMalformed, b)
	same(t, all, replies(0))
	// A writer who takes over forgets what is older than four weeks.
	p.now = all[1].At + 28*desk.Day
	p.claim()
	same(t, all[1:], replies(0))
}
