package storetest

import (
	"context"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// What is in this file folds the log by hand, the slow and certain way.

// compareVisible reads who holds what off the conversations before and after
// each command.
func (p *pen) compareVisible(r interface{ Fatalf(string, ...any) }, agent desk.AgentID, after int64) {
	got, err := p.store.Visible(context.Background(), p.project, agent, after)
	must(p.t, err)
	want := desk.View{Offset: int64(p.committed)}
	states := map[desk.ConversationID]desk.Conversation{}
	first := map[desk.ConversationID]int64{} // since when it was held that was lost after
	begin := 0
	for _, end := range p.commands {
		command := p.written[begin:min(end, p.committed)]
		begin = end
		if len(command) == 0 {
			continue
		}
		id, ok := command[0].Stream.Conversation()
		if !ok {
			continue
		}
		before := states[id].Holder()
		moved := int64(0)
		for _, e := range command {
			states[id] = states[id].Apply(e)
			if moved == 0 && states[id].Holder() != before {
				moved = e.Offset
			}
		}
		now := states[id].Holder()
		if before == now {
			continue
		}
		if before == agent {
			n := slices.IndexFunc(want.Open, func(o desk.Held) bool { return o.ID == id })
			if since, had := first[id]; had {
				want.Lost = append(want.Lost, desk.Lost{ID: id, Since: since, Until: moved})
			} else if moved > after {
				first[id] = want.Open[n].Since
				want.Lost = append(want.Lost, desk.Lost{ID: id, Since: first[id], Until: moved})
			}
			want.Open = slices.Delete(want.Open, n, n+1)
		}
		if now == agent {
			want.Open = append(want.Open, desk.Held{ID: id, Since: moved})
			want.Lost = slices.DeleteFunc(want.Lost, func(l desk.Lost) bool { return l.ID == id })
		}
	}
	same(r, want, got)
}

// compareVisitors looks each visitor up, with what they would come back to, who
// they last talked to and where they want to be told.
func (p *pen) compareVisitors(r interface{ Fatalf(string, ...any) }) {
	ctx := context.Background()
	latest := map[desk.VisitorID]desk.Known{}
	agent := map[desk.VisitorID]desk.AgentID{}
	newest := map[desk.VisitorID]desk.ContactNo{}
	address := map[desk.ConversationID]string{}
	half := p.now / 2
	if p.committed > 0 {
		half = p.written[p.committed/2].At
	}
	for _, e := range p.written[:p.committed] {
		id, ok := e.Stream.Conversation()
		if !ok {
			continue
		}
		v := p.conversations[id].Visitor
		switch f := e.Fact.(type) {
		case desk.Opened:
			if !p.dropped(id) {
				latest[v] = desk.Known{Visitor: v, Latest: id, Open: p.conversations[id].State != desk.Ended}
			} else if latest[v].Visitor == "" {
				latest[v] = desk.Known{Visitor: v}
			}
		case desk.Unassigned:
			if e.At >= half && f.Contact > newest[v] {
				agent[v], newest[v] = f.Agent, f.Contact
			}
		case desk.AddressLeft:
			address[id] = e.Content.Email
		}
	}
	for _, v := range keys(latest) {
		known, err := p.store.VisitorByToken(ctx, p.project, []byte("token of "+string(v)))
		must(p.t, err)
		same(r, latest[v], known)
		last, err := p.store.LastAgent(ctx, p.project, v, half)
		must(p.t, err)
		same(r, agent[v], last)
		c, found, err := p.store.Customer(ctx, p.project, v)
		must(p.t, err)
		if _, met := p.customers[v]; found != met {
			r.Fatalf("customer %s: found is %v", v, found)
		}
		same(r, p.customers[v], c)
	}
	for _, id := range keys(address) {
		email, err := p.store.Address(ctx, p.project, id)
		must(p.t, err)
		same(r, address[id], email)
	}
}

func (p *pen) dropped(id desk.ConversationID) bool {
	return slices.ContainsFunc(p.written[:p.committed], func(e desk.Event) bool {
		f, ok := e.Fact.(desk.Closed)
		return ok && e.Stream == id.Stream() && f.Reason == desk.NobodyFree
	})
}

// compareReaders reads the log in the ways of those who follow it.
func (p *pen) compareReaders(r interface{ Fatalf(string, ...any) }) {
	ctx := context.Background()
	kinds := []desk.Kind{desk.MessagePosted, desk.VisitorAddressLeft, desk.CustomerBlocked}
	var got []desk.Event
	for pos := int64(0); ; {
		events, next, err := p.store.EventsAfter(ctx, p.project, pos, kinds, 3)
		must(p.t, err)
		if next == pos {
			break
		}
		got, pos = append(got, events...), next
	}
	same(r, p.of(func(e desk.Event) bool { return slices.Contains(kinds, e.Kind) }), got)

	from := int64(p.committed/2) + 1
	tail := p.of(func(e desk.Event) bool { return e.Offset >= from })
	for i := range tail {
		tail[i].Content = nil
	}
	bare, err := p.store.EventsFrom(ctx, p.project, from, p.committed+1)
	must(p.t, err)
	same(r, tail, bare)
}
