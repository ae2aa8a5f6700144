package prove

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

var binary string

func TestMain(m *testing.M) {
	desktopMain()
	dir, err := os.MkdirTemp("", "parley-prove")
	if err == nil {
		binary, err = rig.Build(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// scale is how much more than usual is asked for.
func scale() int {
	if n, err := strconv.Atoi(os.Getenv("PARLEY_SCALE")); err == nil && n > 0 {
		return n
	}
	return 1
}

// crowd is everybody who writes in a test, and their history.
type crowd struct {
	t       *testing.T
	history *History
	path    string
	all     []*Client
	cancel  context.CancelFunc
	running sync.WaitGroup
}

func newCrowd(t *testing.T) *crowd {
	t.Helper()
	c := &crowd{t: t, path: filepath.Join(t.TempDir(), "history.jsonl")}
	var err error
	if c.history, err = NewHistory(c.path); err != nil {
		t.Fatal(err)
	}
	return c
}

// begin lets everybody write.
func (c *crowd) begin() {
	var ctx context.Context
	ctx, c.cancel = context.WithCancel(context.Background())
	for _, client := range c.all {
		c.running.Go(func() { client.Run(ctx) })
	}
	c.t.Cleanup(c.end)
}

func (c *crowd) acked() int64 {
	var n int64
	for _, client := range c.all {
		n += client.Acked.Load()
	}
	return n
}

// progress waits until so many more messages are acknowledged.
func (c *crowd) progress(more int64) {
	c.t.Helper()
	goal := c.acked() + more
	rig.Eventually(c.t, fmt.Sprint(more, " more messages are acknowledged"), func() bool { return c.acked() >= goal })
}

// finish lets everybody write to the end what they have begun.
func (c *crowd) finish() {
	c.t.Helper()
	for _, client := range c.all {
		client.Quiet()
	}
	rig.Eventually(c.t, "everything is answered", func() bool {
		return !slices.ContainsFunc(c.all, func(client *Client) bool { return !client.Idle() })
	})
	c.end()
	for _, client := range c.all {
		if err := client.Catch(context.Background()); err != nil {
			c.t.Errorf("%s: %v", client.name, err)
		}
		for _, f := range client.Faults {
			c.t.Error(f)
		}
	}
}

func (c *crowd) end() {
	c.cancel()
	c.running.Wait()
}

// judge has the checker compare the history with the log, and every client's
// view with it.
func (c *crowd) judge(s *store.Store) Report {
	c.t.Helper()
	if err := c.history.Close(); err != nil {
		c.t.Fatal(err)
	}
	f, err := os.Open(c.path)
	if err != nil {
		c.t.Fatal(err)
	}
	defer f.Close()
	history, err := ReadHistory(f)
	if err != nil {
		c.t.Fatal(err)
	}
	final := logged(c.t, s)
	report := Check(history, final)
	c.t.Log(report)
	if !report.Clean() {
		c.t.Error(report)
	}
	for _, client := range c.all {
		for _, stream := range slices.Sorted(maps.Keys(client.Views)) {
			if !client.agent && stream != client.Current() {
				continue // ended before the last one began
			}
			if got, want := client.Texts(stream), final[string(stream)]; !slices.Equal(got, want) {
				c.t.Errorf("%s has %d messages of %s, the log %d", client.name, len(got), stream, len(want))
			}
		}
	}
	return report
}

// logged is what stands in every conversation; a gap in its numbers is a fault.
func logged(t *testing.T, s *store.Store) map[string][]string {
	t.Helper()
	final := map[string][]string{}
	seq := map[desk.Stream]int64{}
	for after := int64(0); ; {
		events, err := s.Events(context.Background(), rig.Project, after, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			return final
		}
		for _, e := range events {
			if e.Offset != after+1 || e.Seq != seq[e.Stream]+1 {
				t.Errorf("the log goes from %d to %d, %s from %d to %d", after, e.Offset, e.Stream, seq[e.Stream], e.Seq)
			}
			after, seq[e.Stream] = e.Offset, e.Seq
			if e.Kind == desk.MessagePosted {
				final[string(e.Stream)] = append(final[string(e.Stream)], e.Content.Text)
			}
		}
	}
}

// openLog opens the data of a server that does not run.
func openLog(t *testing.T, server *rig.Server) *store.Store {
	t.Helper()
	o := sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(server.Data, "parley.db"), Shared: true}
	if server.DSN != "" {
		o = sqlkit.Options{Kind: sqlkit.Postgres, Driver: "pgx", DSN: server.DSN}
	}
	s, err := store.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
