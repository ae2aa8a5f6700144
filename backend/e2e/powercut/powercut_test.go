//go:build linux

package powercut

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

const (
	writerEnv = "PARLEY_POWERCUT_DATABASE"
	syncEnv   = "PARLEY_POWERCUT_SYNCHRONOUS"
	project   = desk.ProjectID("acme")
	visitor   = desk.VisitorID("v1")
)

func TestMain(m *testing.M) {
	if file := os.Getenv(writerEnv); file != "" {
		// Another process, because one that reads its own file system through
		// mapped memory can wait for itself.
		if err := write(context.Background(), file, os.Getenv(syncEnv)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestNothingAcknowledgedIsLost(t *testing.T) {
	if lost, acked := cuts(t, "FULL"); lost != 0 {
		t.Fatalf("%d of %d acknowledged events were lost", lost, acked)
	}
}

func TestWeakerSettingLoses(t *testing.T) {
	if lost, acked := cuts(t, "NORMAL"); lost == 0 {
		t.Fatalf("none of %d acknowledged events was lost without synchronisation: the power cut cuts nothing", acked)
	}
}

// cuts pulls the plug as often as it is asked to, each time on what the last
// time left, and counts what was acknowledged and is not there.
func cuts(t *testing.T, synchronous string) (lost, acked int64) {
	scale := 20
	if n, err := strconv.Atoi(os.Getenv("PARLEY_SCALE")); err == nil && n > 0 {
		scale = n
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	folder := t.TempDir()
	var stood int64
	for i := range scale {
		var last int64
		left := t.TempDir()
		ok := t.Run(fmt.Sprintf("cut %d", i+1), func(t *testing.T) {
			last = once(t, folder, left, synchronous, fate(i)%fates, chance)
		})
		if !ok {
			t.FailNow()
		}
		if last == 0 {
			t.Skip("the first cut was skipped, and says why")
		}
		stands := examine(t, left)
		acked += max(last-stood, 0)
		lost += max(last-stands, 0)
		folder, stood = left, stands
	}
	t.Logf("%d cuts, %d acknowledged, %d lost", scale, acked, lost)
	return lost, acked
}

// once lets a process write until the power is cut, and returns the last offset
// it acknowledged.
func once(t *testing.T, folder, left, synchronous string, f fate, chance *rand.Rand) int64 {
	point, disk := mount(t, folder)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), writerEnv+"="+filepath.Join(point, "parley.db"), syncEnv+"="+synchronous)
	// It would wait for ever on a file system whose server is gone.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	said := new(tail)
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var last int64
	cutAfter := 1 + chance.IntN(60)
	for lines, n := bufio.NewScanner(out), 1; lines.Scan(); n++ {
		if last, err = strconv.ParseInt(lines.Text(), 10, 64); err != nil {
			t.Errorf("the writer said %q", lines.Text())
		}
		if n == cutAfter {
			time.Sleep(time.Duration(chance.IntN(3000)) * time.Microsecond)
			if err := disk.cut(f, chance, left); err != nil {
				t.Error(err)
			}
		}
	}
	_ = cmd.Wait() // it ends by an error, because its disk is gone
	if last == 0 {
		t.Fatalf("nothing was acknowledged: %s", said.text)
	}
	return last
}

type tail struct{ text []byte }

func (s *tail) Write(p []byte) (int, error) {
	s.text = append(s.text, p...)
	return len(p), nil
}

// examine opens what the disk holds and returns the last offset that is there.
func examine(t *testing.T, folder string) int64 {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(folder, "parley.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.DB().CheckIntegrity(ctx); err != nil {
		t.Error(err)
	}
	if err := s.Verify(ctx, project); err != nil {
		t.Error(err)
	}
	offset, err := s.Offset(ctx, project)
	if errors.Is(err, desk.ErrNone) {
		return 0 // not even the project is left
	}
	if err != nil {
		t.Fatal(err)
	}
	events, err := s.Events(ctx, project, max(offset-100, 1), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Content == nil || e.Content.Text != text(e.Offset) {
			t.Errorf("event %d holds %+v", e.Offset, e.Content)
		}
	}
	return offset
}

func text(offset int64) string { return fmt.Sprintf("message %d", offset) }

// write appends batch after batch and says the offset of each once it is
// acknowledged, until the disk fails.
func write(ctx context.Context, file, synchronous string) error {
	db, err := sqlkit.Open(ctx, sqlkit.Options{Kind: sqlkit.SQLite, DSN: file,
		// Written back often, so that cuts meet that too.
		Pragmas: map[string]string{"synchronous": synchronous, "wal_autocheckpoint": "60"}})
	if err != nil {
		return err
	}
	s, err := store.New(ctx, db)
	if err != nil {
		return err
	}
	if err := s.PutProject(ctx, desk.Project{ID: project, Name: "ACME"}); err != nil {
		return err
	}
	st, err := s.Claim(ctx, project, "writer", 1)
	if err != nil {
		return err
	}
	var c desk.Conversation
	if len(st.Open) > 0 {
		c = st.Open[0]
	}
	for size := 1; ; size = size%7 + 1 {
		b := desk.Batch{Project: project, Fence: st.Fence, Before: st.Offset}
		for range size {
			e := desk.Event{Stream: "c1", Seq: c.Seq + 1, At: desk.Millis(c.Seq), Kind: desk.MessagePosted,
				Actor: desk.Visitor(visitor), Cmd: desk.CommandID{Device: "d1", ID: fmt.Sprint(c.Seq)},
				Fact: desk.Posted{}, Content: &desk.Content{Text: text(b.Before + int64(len(b.Records)) + 1)}}
			if c.Seq == 0 {
				b.Visitors = []desk.NewVisitor{{ID: visitor, TokenHash: []byte("t"), At: 1}}
				e.Kind, e.Fact = desk.ConversationOpened, desk.Opened{Visitor: visitor, Channel: desk.Chat}
			}
			c = c.Apply(e)
			b.Records = append(b.Records, desk.Record{Event: e, Visitor: visitor, Digest: "d"})
		}
		b.Conversations = []desk.Conversation{c}
		if err := s.Append(ctx, b); err != nil {
			return err
		}
		st.Offset += int64(size)
		fmt.Println(st.Offset)
	}
}
