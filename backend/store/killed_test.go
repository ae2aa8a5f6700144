package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/store/storetest"
)

// TestKilled kills a process in the middle of its writing, again and again.
// Everything derived stays what the log comes to, above all who holds what, and
// what was acknowledged is there.
func TestKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		testKilled(t, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(t.TempDir(), "parley.db")})
	})
	t.Run("postgres", func(t *testing.T) { testKilled(t, postgres(t)) })
}

const (
	victimKind = "PARLEY_TEST_VICTIM_KIND"
	victimDSN  = "PARLEY_TEST_VICTIM_DSN"
)

func testKilled(t *testing.T, o sqlkit.Options) {
	ctx := context.Background()
	dice := rand.New(rand.NewPCG(1, 2))
	var acknowledged int64
	for range 6 {
		acknowledged = max(acknowledged, live(t, o, time.Duration(dice.IntN(300))*time.Millisecond))
		s, err := store.Open(ctx, o)
		check(t, err)
		check(t, s.Verify(ctx, storetest.ScribbledProject))
		offset, err := s.Offset(ctx, storetest.ScribbledProject)
		check(t, err)
		check(t, s.Close())
		if offset < acknowledged {
			t.Fatalf("the log ends at %d; %d was acknowledged", offset, acknowledged)
		}
	}
	if acknowledged < 50 {
		t.Fatalf("no more than %d events were acknowledged: the kills came too early to prove anything", acknowledged)
	}
}

// live starts a victim, kills it some time after its first word, and returns the
// last offset it said was acknowledged.
func live(t *testing.T, o sqlkit.Options, lifetime time.Duration) (acknowledged int64) {
	t.Helper()
	victim := exec.Command(os.Args[0], "-test.run=^TestVictim$")
	victim.Env = append(os.Environ(), victimKind+"="+string(o.Kind), victimDSN+"="+o.DSN)
	said, err := victim.StdoutPipe()
	check(t, err)
	check(t, victim.Start())
	var killer *time.Timer
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		offset, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			continue // the test's own words
		}
		if acknowledged = offset; killer == nil {
			killer = time.AfterFunc(lifetime, func() { _ = victim.Process.Kill() })
		}
	}
	_ = victim.Wait() // it was killed
	if killer == nil {
		t.Fatal("the victim said nothing")
	}
	killer.Stop()
	return acknowledged
}

// TestVictim is the process that TestKilled kills; nothing where nobody does.
func TestVictim(t *testing.T) {
	dsn := os.Getenv(victimDSN)
	if dsn == "" {
		return
	}
	kind := sqlkit.Kind(os.Getenv(victimKind))
	s := open(t, sqlkit.Options{Kind: kind, Driver: "pgx", DSN: dsn})
	storetest.Scribble(t, s, func(offset int64) { fmt.Println(offset) })
}
