package store_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

const project = desk.ProjectID("acme")

// crowd is a number of conversations that write in turn.
type crowd struct {
	standing desk.Standing
	seqs     []int64
	next     int
	cmds     int64
}

func newCrowd(b *testing.B, s *store.Store, size int) *crowd {
	b.Helper()
	ctx := context.Background()
	if err := s.PutProject(ctx, desk.Project{ID: project, Name: "ACME"}); err != nil {
		b.Fatal(err)
	}
	standing, err := s.Claim(ctx, project, "bench", 1)
	if err != nil {
		b.Fatal(err)
	}
	c := &crowd{standing: standing, seqs: make([]int64, size)}
	batch := desk.Batch{Project: project, Fence: standing.Fence}
	for i := range c.seqs {
		v := desk.VisitorID(fmt.Sprintf("v%026d", i))
		batch.Visitors = append(batch.Visitors, desk.NewVisitor{ID: v, TokenHash: []byte(v), At: 1})
		batch.Records = append(batch.Records, desk.Record{Visitor: v, Event: desk.Event{
			Stream: c.stream(i), Seq: 1, At: 1, Kind: desk.ConversationOpened, Actor: desk.Visitor(v),
			Fact: desk.Opened{Visitor: v, Channel: desk.Chat, Groups: []desk.GroupID{"sales"}},
		}})
		c.seqs[i] = 1
	}
	if err := s.Append(ctx, batch); err != nil {
		b.Fatal(err)
	}
	c.standing.Offset = int64(size)
	return c
}

func (c *crowd) stream(i int) desk.Stream { return desk.Stream(fmt.Sprintf("c%026d", i)) }

// batch is the next n messages, each of another conversation.
func (c *crowd) batch(n int) desk.Batch {
	b := desk.Batch{Project: project, Fence: c.standing.Fence, Before: c.standing.Offset}
	for range n {
		i := c.next % len(c.seqs)
		c.next++
		c.seqs[i]++
		c.cmds++
		v := desk.VisitorID(fmt.Sprintf("v%026d", i))
		b.Records = append(b.Records, desk.Record{
			Visitor: v, Digest: "0123456789abcdef0123456789abcdef",
			Event: desk.Event{
				Stream: c.stream(i), Seq: c.seqs[i], At: desk.Millis(c.cmds), Kind: desk.MessagePosted,
				Actor: desk.Visitor(v), Cmd: desk.CommandID{Device: "d" + string(v[1:]), ID: fmt.Sprintf("%013x", 0x19a00000000+c.cmds) + rand.Text()[:16]},
				Fact:    desk.Posted{},
				Content: &desk.Content{Text: "Good morning, I have a question about the order of last week."},
			},
		})
	}
	c.standing.Offset += int64(n)
	return b
}

func benchStore(b *testing.B) *store.Store {
	b.Helper()
	s, err := store.Open(context.Background(), sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(b.TempDir(), "parley.db")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := benchStore(b)
			c := newCrowd(b, s, 1000)
			done := 0
			for b.Loop() {
				if err := s.Append(context.Background(), c.batch(n)); err != nil {
					b.Fatal(err)
				}
				done += n
			}
			b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}
