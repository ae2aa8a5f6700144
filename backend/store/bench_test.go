package store_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"testing"
	"time"

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
				// Ids of commands rise with time, as a client should make them:
				// then their index grows at one end.
				Actor: desk.Visitor(v), Cmd: desk.CommandID{Device: "d" + string(v[1:]), ID: fmt.Sprintf("%013x", 0x19a00000000+c.cmds) + rand.Text()[:16]},
				Fact:    desk.Posted{},
				Content: &desk.Content{Text: "Good morning, I have a question about the order of last week."},
			},
		})
	}
	c.standing.Offset += int64(n)
	return b
}

// BenchmarkAppend appends batches of messages, each message of another of 1,000
// conversations, and beside it writes as many bare rows: one table, one index,
// one commit for each batch, nothing sealed, checked or derived. The figure
// that counts is the ratio of the two.
func BenchmarkAppend(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		benchAppend(b, func(b *testing.B) sqlkit.Options {
			return sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(b.TempDir(), "parley.db")}
		})
	})
	b.Run("postgres", func(b *testing.B) {
		benchAppend(b, func(b *testing.B) sqlkit.Options { return postgres(b) })
	})
}

func benchAppend(b *testing.B, options func(*testing.B) sqlkit.Options) {
	for _, n := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := open(b, options(b))
			c := newCrowd(b, s, 1000)
			bare(b, s.DB(), `CREATE TABLE bare (conversation TEXT, seq BIGINT, at BIGINT, author TEXT, id TEXT, body TEXT,
				PRIMARY KEY (conversation, seq))`)
			var appending, baring time.Duration
			messages := 0
			for b.Loop() {
				batch := c.batch(n)
				t0 := time.Now()
				if err := s.Append(context.Background(), batch); err != nil {
					b.Fatal(err)
				}
				t1 := time.Now()
				bareRows(b, s.DB(), batch)
				appending, baring = appending+t1.Sub(t0), baring+time.Since(t1)
				messages += n
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(messages)/appending.Seconds(), "messages/s")
			b.ReportMetric(float64(messages)/baring.Seconds(), "bare/s")
			b.ReportMetric(baring.Seconds()/appending.Seconds(), "ratio")
		})
	}
}

func bare(b *testing.B, db *sqlkit.DB, text string) {
	b.Helper()
	err := db.Write(context.Background(), func(t *sqlkit.Tx) error {
		_, err := t.Exec(text)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func bareRows(b *testing.B, db *sqlkit.DB, batch desk.Batch) {
	err := db.Write(context.Background(), func(t *sqlkit.Tx) error {
		rows := sqlkit.Rows{Head: `INSERT INTO bare (conversation, seq, at, author, id, body) VALUES`, Columns: 6}
		for _, r := range batch.Records {
			rows.Add(string(r.Stream), r.Seq, int64(r.At), r.Actor.ID, r.Cmd.ID, r.Content.Text)
		}
		return t.Insert(&rows)
	})
	if err != nil {
		b.Fatal(err)
	}
}
