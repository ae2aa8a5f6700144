package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// perConversation is how many messages a conversation of a filled log has.
const perConversation = 20

// fill makes a log of the demo project with closed conversations in it, until
// it holds so many messages or is so large; 0 for either means no bound.
func fill(ctx context.Context, dir string, messages int, bytes int64) (int, error) {
	f, err := newFiller(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer f.s.Close()
	written := 0
	for (messages == 0 || written < messages) && (bytes == 0 || size(dir) < bytes) {
		n := 20
		if messages > 0 {
			n = min(n, (messages-written+perConversation-1)/perConversation)
		}
		if err := f.conversations(ctx, n); err != nil {
			return 0, err
		}
		written += n * perConversation
	}
	return written, nil
}

// newFiller makes a log that nothing is in yet. The caller closes its store.
func newFiller(ctx context.Context, dir string) (*filler, error) {
	// Nothing of this would be missed after a crash.
	o := sqliteFile(dir)
	o.Pragmas = map[string]string{"synchronous": "OFF"}
	db, err := sqlkit.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	s, err := store.New(ctx, db)
	if err != nil {
		return nil, err
	}
	f := &filler{s: s}
	if err := f.begin(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return f, nil
}

func size(dir string) int64 {
	var total int64
	files, _ := filepath.Glob(filepath.Join(dir, "parley.db*"))
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			total += info.Size()
		}
	}
	return total
}

type filler struct {
	s        *store.Store
	standing desk.Standing
	contact  desk.ContactNo
	at       desk.Millis
}

const hand = desk.AgentID("30001")

// roomy are the demo's settings, with places to wait for as many as a load has.
// A server that finds settings leaves them as they are.
var roomy = desk.Settings{
	Groups: []desk.Group{{
		ID: "sales", Name: "Sales", Roles: []desk.Role{desk.AgentRole}, Organisations: []desk.OrganisationID{"sales"}, Places: desk.MaxPlaces,
	}},
	Rules: []desk.Rule{{
		ID: "sales", Name: "Sales", Method: desk.Escalation, Rings: []desk.Ring{{Groups: []desk.Share{{Group: "sales"}}}},
	}},
	Targeting: []desk.Targeting{{ID: "shop", Name: "Shop", Active: true, Channel: desk.Chat, Rule: "sales"}},
}

func (f *filler) begin(ctx context.Context) error {
	project := desk.ProjectID("acme")
	if err := f.s.PutProject(ctx, desk.Project{ID: project, Name: "ACME", Letters: "AC"}); err != nil {
		return err
	}
	err := f.s.PutRevision(ctx, project, desk.Revision{Version: 1, Comment: "Room for everybody.", Settings: roomy})
	if err != nil {
		return err
	}
	err = f.s.PutAgent(ctx, project, desk.Profile{
		ID: hand, Role: desk.AgentRole, Name: "Hand", Username: "Hand", Email: "hand@acme.test",
		Slots: map[desk.Channel]int{desk.Chat: 1},
	}, "nobody signs in with this")
	if err != nil {
		return err
	}
	f.at = 1_700_000_000_000
	f.standing, err = f.s.Claim(ctx, project, "bench", f.at)
	return err
}

// conversations writes n of them from their opening to their end.
func (f *filler) conversations(ctx context.Context, n int) error {
	return f.write(ctx, n, func(v desk.VisitorID, put putter) {
		f.contact++
		put(desk.Visitor(v), desk.Opened{Visitor: v, Channel: desk.Chat, Rule: "sales", Async: true, Queue: "sales", Site: "www.acme.test", Language: "en"}, page)
		put(desk.System, desk.Assigned{Contact: f.contact, Agent: hand, Why: "has the fewest chats", Waited: 900}, nil)
		for i := range perConversation {
			by := desk.Visitor(v)
			if i%2 == 1 {
				by = desk.AgentActor(hand)
			}
			put(by, desk.Posted{Contact: f.contact}, &desk.Content{Text: fmt.Sprintf("%d: %s", i, filling)})
		}
		put(desk.AgentActor(hand), desk.Unassigned{Contact: f.contact, Agent: hand, Reason: desk.ClosedByAgent}, nil)
		put(desk.AgentActor(hand), desk.Closed{Reason: desk.ClosedByAgent}, nil)
	})
}

// queue writes n conversations that wait for somebody, as opened says.
func (f *filler) queue(ctx context.Context, n int, opened func() desk.Opened) error {
	return f.write(ctx, n, func(v desk.VisitorID, put putter) {
		o := opened()
		o.Visitor = v
		put(desk.Visitor(v), o, page)
		put(desk.Visitor(v), desk.Posted{}, &desk.Content{Text: filling})
	})
}

var page = &desk.Content{Name: "Ravi", Page: &desk.Page{URL: "https://www.acme.test/demo/", Title: "Brook & Hill"}}

// putter writes the next event of a conversation.
type putter func(by desk.Actor, fact desk.Fact, content *desk.Content)

// write writes n conversations in one batch, each of a new visitor.
func (f *filler) write(ctx context.Context, n int, conversation func(desk.VisitorID, putter)) error {
	b := desk.Batch{Project: "acme", Fence: f.standing.Fence, Before: f.standing.Offset}
	rows := map[desk.ConversationID]desk.Conversation{}
	for range n {
		v := desk.VisitorID("v_" + rand.Text())
		id := desk.ConversationID("c_" + rand.Text())
		b.Visitors = append(b.Visitors, desk.NewVisitor{ID: v, TokenHash: []byte(rand.Text()), At: f.at})
		conversation(v, func(by desk.Actor, fact desk.Fact, content *desk.Content) {
			f.at += 900
			c := rows[id]
			r := desk.Record{Visitor: v, Event: desk.Event{
				Offset: b.Before + int64(len(b.Records)) + 1, Seq: c.Seq + 1,
				Stream: id.Stream(), At: f.at, Kind: fact.Kind(), Actor: by, Fact: fact, Content: content,
			}}
			if content != nil && by.Kind != desk.BySystem {
				r.Cmd, r.Digest = desk.CommandID{Device: rand.Text(), ID: rand.Text()}, digest
			}
			rows[id] = c.Apply(r.Event)
			r.Holder = rows[id].Holder()
			b.Records = append(b.Records, r)
		})
	}
	for c := range maps.Values(rows) {
		b.Conversations = append(b.Conversations, c)
	}
	b.LastContact = f.contact
	if err := f.s.Append(ctx, b); err != nil {
		return err
	}
	f.standing.Offset += int64(len(b.Records))
	return nil
}
