package api

import (
	"database/sql"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/prove"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// refusesToStart holds a server to ending with code 78 and one line.
func refusesToStart(t *testing.T, s *rig.Server, says string) {
	t.Helper()
	code, out := s.Run("serve", "--dev", "--listen", "127.0.0.1:0")
	if code != 78 || !strings.Contains(out, says) || strings.Count(strings.TrimSpace(out), "\n") > 0 {
		t.Errorf("ended with %d and said %q", code, out)
	}
}

// 46
func TestANewerSchema(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		s := started(t, dsn, "--dev")
		s.End(syscall.SIGTERM)
		driver, source := "sqlite", filepath.Join(s.Data, "parley.db")
		if dsn != "" {
			driver, source = "pgx", dsn
		}
		db, err := sql.Open(driver, source)
		if err == nil {
			_, err = db.Exec(`INSERT INTO schema_migration (version, name) VALUES (999, 'of tomorrow')`)
		}
		if err != nil {
			t.Fatal(err)
		}
		db.Close()
		refusesToStart(t, s, "schema version is 999")
	})
}

// 47
func TestADatabaseThatForgets(t *testing.T) {
	dsn := rig.Postgres(t)
	s := rig.NewServer(t, binary, dsn+"&synchronous_commit=off", "--dev")
	refusesToStart(t, s, "synchronous_commit is off; it must be on")
}

// 48
func TestASecondServerOnTheSameData(t *testing.T) {
	first := started(t, "", "--dev")
	second := rig.NewServer(t, binary, "", "--dev")
	second.Data = first.Data
	refusesToStart(t, second, fmt.Sprintf("Data folder is in use by process %d.", first.Pid()))
}

// until sends a message under one id again and again, until its answer is what
// is waited for.
func until(t *testing.T, p *rig.Peer, text, what string, is func(rig.Frame) bool) rig.Frame {
	t.Helper()
	post := rig.Post(rig.ID(), p.Stream, text)
	var f rig.Frame
	rig.Eventually(t, what, func() bool { f = p.Answer(post); return is(f) })
	return f
}

func carriedOut(f rig.Frame) bool { return f.Frame == wire.FrameDone }

// 42: on a full disk nothing is acknowledged, what was is there, and when there
// is room again it goes on by itself.
func TestAFullDisk(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("a disk this small is mounted by root alone")
	}
	s := rig.NewServer(t, binary, "", rig.Demo(1)...)
	if err := syscall.Mount("tmpfs", s.Data, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("no small disk to be had: %v", err)
	}
	t.Cleanup(func() {
		s.End(syscall.SIGTERM)
		if err := syscall.Unmount(s.Data, 0); err != nil {
			t.Error(err)
		}
	})
	s.Start()
	ann := visitor(t, s, "")
	ann.Say("0")
	acked, full := 1, rig.Frame{}
	for full.Frame == "" {
		if f := ann.Answer(rig.Post(rig.ID(), ann.Stream, fmt.Sprint(acked, strings.Repeat("é", 7000)))); carriedOut(f) {
			acked++
		} else {
			full = f
		}
	}
	if full.Code != desk.StorageFull || full.RetryAfter == 0 || full.Message != "The server cannot store messages now; yours is kept on this computer." {
		t.Errorf("told %s", full.Raw)
	}
	if f := ann.Answer(rig.Post(rig.ID(), ann.Stream, strings.Repeat("é", 7000))); f.Code != desk.StorageFull {
		t.Errorf("told %s the second time", f.Raw)
	}
	if err := syscall.Mount("tmpfs", s.Data, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	until(t, ann, "there is room again", "there is room again", carriedOut)
	stored := 0
	for _, f := range visitor(t, s, ann.Hello.Token).Opening {
		for _, e := range append(f.Events, f.List...) {
			if e.Message() {
				stored++
			}
		}
	}
	if stored != acked+1 {
		t.Errorf("%d stored of %d acknowledged", stored, acked+1)
	}
	s.End(syscall.SIGTERM)
	s.Verify()
}

// 43: while the database is away sends are answered, lines stay, and afterwards
// the same ids are carried out once.
func TestADatabaseThatIsAway(t *testing.T) {
	u, err := url.Parse(rig.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	target := "http://" + u.Host
	if socket := q.Get("host"); strings.HasPrefix(socket, "/") {
		target = filepath.Join(socket, ".s.PGSQL.5432")
	}
	between := prove.NewProxy(t, target)
	host, port, err := net.SplitHostPort(strings.TrimPrefix(between.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	q.Set("host", host)
	q.Set("port", port)
	q.Set("sslmode", "disable")
	u.RawQuery, u.Host = q.Encode(), ""
	s := started(t, u.String(), rig.Demo(1)...)
	ada, ann := agent(t, s, "ada"), visitor(t, s, "")
	ann.Say("before")
	held(ada, ann.Stream)
	between.Refuse(true)
	lost := rig.Post(rig.ID(), ann.Stream, "meanwhile")
	for range 3 {
		if f := ann.Answer(lost); f.Code != desk.Unavailable || f.RetryAfter == 0 || f.Message == "" {
			t.Errorf("told %s", f.Raw)
		}
	}
	between.Refuse(false)
	rig.Eventually(t, "the database is back", func() bool { return carriedOut(ann.Answer(lost)) })
	if ann.Answer(lost).Frame != wire.FrameDone {
		t.Error("the same id again is refused")
	}
	ada.AwaitText("meanwhile")
	var back *rig.Line
	rig.Eventually(t, "who comes is let in", func() bool {
		back, err = rig.Dial(t.Context(), s.URL+rig.VisitorSocket, rig.VisitorHello(ann.Hello.Token))
		return err == nil
	})
	defer back.Drop()
	seen := 0
	for _, e := range back.Opening[0].Events {
		if e.Text == "meanwhile" {
			seen++
		}
	}
	if seen != 1 {
		t.Errorf("there %d times", seen)
	}
}
