package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

func testErasure(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	p.say("c2", "my number is 0123")
	p.answer("c2", "thank you")
	p.say("c1", "of somebody else")
	p.flush()
	must(t, s.EraseVisitor(ctx, p.project, "v2"))
	// What comes after, in a conversation still open, is not kept either, not
	// even if the visitor is announced as new.
	p.batch.Visitors = append(p.batch.Visitors, desk.NewVisitor{ID: "v2", TokenHash: []byte("token of v2"), At: p.now})
	p.say("c2", "and my name is Zoë")
	p.flush()

	digests := map[desk.CommandID]bool{}
	for i := range p.written {
		e := &p.written[i]
		if e.Stream == "c2" {
			e.Content = nil
			digests[e.Cmd] = true
		}
	}
	read, err := s.Events(ctx, p.project, 0, 100)
	must(t, err)
	same(t, p.written, read)
	must(t, s.Verify(ctx, p.project))
	_, err = s.VisitorByToken(ctx, p.project, []byte("token of v2"))
	refused(t, desk.ErrNone, err)
	var cmds []desk.CommandID
	for _, e := range p.written {
		cmds = append(cmds, e.Cmd)
	}
	seen, err := s.Seen(ctx, p.project, cmds)
	must(t, err)
	for cmd, r := range seen {
		if (r.Digest == "") != digests[cmd] {
			t.Errorf("the digest of %v is %q", cmd, r.Digest)
		}
	}
	must(t, s.EraseVisitor(ctx, p.project, "v2")) // once more changes nothing
}

// testReaders reads while it is written: a batch is seen whole or not at all,
// and no offset is missed.
func testReaders(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := newPen(t, s, newProject(t, s))
	for i := range 5 {
		p.open(desk.ConversationID(fmt.Sprintf("c%d", i)), "v1", i == 0)
	}
	p.flush()
	const size, batches = 5, 60
	done := make(chan struct{})
	var wg sync.WaitGroup
	fail := make(chan error, 8)
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := follow(ctx, s, p.project, size, done); err != nil {
				fail <- err
			}
		}()
	}
	for range batches {
		for i := range size {
			p.say(desk.ConversationID(fmt.Sprintf("c%d", i)), "word")
		}
		p.flush()
	}
	close(done)
	wg.Wait()
	select {
	case err := <-fail:
		t.Fatal(err)
	default:
	}
	p.compare(t)
}

// follow reads by a cursor until the writer is done and all is read.
func follow(ctx context.Context, s *store.Store, project desk.ProjectID, size int64, done <-chan struct{}) error {
	var cursor int64
	for last := false; ; {
		events, err := s.Events(ctx, project, cursor, 1000)
		if err != nil {
			return err
		}
		for _, e := range events {
			if e.Offset != cursor+1 {
				return fmt.Errorf("offset %d follows %d", e.Offset, cursor)
			}
			cursor = e.Offset
		}
		if cursor%size != 0 {
			return fmt.Errorf("a part of a batch was seen: up to %d", cursor)
		}
		v, err := s.Visible(ctx, project, agents[0], 0)
		if err != nil {
			return err
		}
		if v.Offset < cursor {
			return fmt.Errorf("offset %d was read, and then the log ended at %d", cursor, v.Offset)
		}
		if last {
			return nil
		}
		select {
		case <-done:
			last = true
		default:
		}
	}
}
