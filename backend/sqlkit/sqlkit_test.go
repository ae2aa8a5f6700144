package sqlkit_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parley-desk/parley/backend/sqlkit"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if path := os.Getenv("SQLKIT_TEST_HOLD"); path != "" {
		hold(path)
	}
	goleak.VerifyTestMain(m)
}

// hold opens a database, says so, and keeps it until its input ends.
func hold(path string) {
	db, err := sqlkit.Open(context.Background(), sqlkit.Options{Kind: sqlkit.SQLite, DSN: path})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	db.Close()
	os.Exit(0)
}

func open(t *testing.T, pragmas map[string]string) *sqlkit.DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "test.db"), pragmas)
}

func openAt(t *testing.T, path string, pragmas map[string]string) *sqlkit.DB {
	t.Helper()
	db, err := sqlkit.Open(context.Background(), sqlkit.Options{Kind: sqlkit.SQLite, DSN: path, Pragmas: pragmas})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func refusal(t *testing.T, err error, sentence string) {
	t.Helper()
	var r *sqlkit.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%v is no refusal", err)
	}
	if r.Error() != sentence {
		t.Fatalf("the refusal is %q, not %q", r, sentence)
	}
}

func TestSelfCheckAcceptsWhatOpenMakes(t *testing.T) {
	if err := open(t, nil).SelfCheck(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestSelfCheckRefusesWeakerSettings(t *testing.T) {
	for pragma, sentence := range map[[2]string]string{
		{"journal_mode", "DELETE"}:  "The database's journal_mode is delete; it must be wal.",
		{"synchronous", "NORMAL"}:   "The database's synchronous is 1; it must be 2 (FULL) or more.",
		{"foreign_keys", "0"}:       "The database's foreign_keys is 0; it must be 1.",
		{"busy_timeout", "4999"}:    "The database's busy_timeout is 4999; it must be 5000 or more.",
		{"synchronous", "OFF"}:      "The database's synchronous is 0; it must be 2 (FULL) or more.",
		{"journal_mode", "MEMORY"}:  "The database's journal_mode is memory; it must be wal.",
		{"journal_mode", "PERSIST"}: "The database's journal_mode is persist; it must be wal.",
	} {
		db := open(t, map[string]string{pragma[0]: pragma[1]})
		refusal(t, db.SelfCheck(context.Background()), sentence)
	}
}

func TestPathsOfAnyName(t *testing.T) {
	for _, name := range []string{"a b.db", "what?.db", "100%25.db", "#1.db", "é.db", "a;b&c=d.db"} {
		path := filepath.Join(t.TempDir(), name)
		db := openAt(t, path, nil)
		if err := db.SelfCheck(context.Background()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SQLKIT_TEST_HOLD="+path)
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 5)
	if _, err := io.ReadFull(out, said); err != nil || string(said) != "held\n" {
		t.Fatalf("%q %v", said, err)
	}
	o := sqlkit.Options{Kind: sqlkit.SQLite, DSN: path}
	_, err := sqlkit.Open(context.Background(), o)
	refusal(t, err, fmt.Sprintf("Data folder is in use by process %d.", cmd.Process.Pid))
	o.Shared = true // to look into it is possible
	shared, err := sqlkit.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	shared.Close()
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	openAt(t, path, nil)
}

func TestMigrate(t *testing.T) {
	ctx := context.Background()
	db := open(t, nil)
	one := fstest.MapFS{"0001_one.sql": {Data: []byte(`CREATE TABLE a (id TEXT PRIMARY KEY) /*sqlite WITHOUT ROWID*/ /*postgres TABLESPACE none*/;
		CREATE TABLE b (id TEXT);`)}}
	for range 2 {
		if err := db.Migrate(ctx, one); err != nil {
			t.Fatal(err)
		}
	}
	broken := fstest.MapFS{"0001_one.sql": one["0001_one.sql"],
		"0002_two.sql": {Data: []byte(`CREATE TABLE c (id TEXT); CREATE TABLE a (id TEXT);`)}}
	if err := db.Migrate(ctx, broken); err == nil || !strings.Contains(err.Error(), "0002_two.sql") {
		t.Fatalf("a broken migration: %v", err)
	}
	two := fstest.MapFS{"0001_one.sql": one["0001_one.sql"], "0002_two.sql": {Data: []byte(`CREATE TABLE c (id TEXT)`)}}
	if err := db.Migrate(ctx, two); err != nil {
		t.Fatalf("after a broken one, of which nothing may be left: %v", err)
	}
	refusal(t, db.Migrate(ctx, one), "The database's schema version is 2; this program knows versions up to 1. Use a newer program.")
	if err := db.Migrate(ctx, fstest.MapFS{"0002_two.sql": {}}); err == nil {
		t.Fatal("a gap in the numbers was accepted")
	}
}

func TestErrorsOfSQLite(t *testing.T) {
	ctx := context.Background()
	db := open(t, map[string]string{"max_page_count": "40"})
	exec := func(text string, args ...any) error {
		return db.Write(ctx, func(tx *sqlkit.Tx) error {
			_, err := tx.Exec(text, args...)
			return err
		})
	}
	if err := exec(`CREATE TABLE a (id TEXT PRIMARY KEY, body TEXT CHECK (body <> ''))`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want       error
		text, body string
	}{
		{nil, `INSERT INTO a VALUES ('1', $1)`, "x"},
		{sqlkit.ErrConflict, `INSERT INTO a VALUES ('1', $1)`, "x"},
		{sqlkit.ErrConflict, `INSERT INTO a VALUES ('2', $1)`, ""},
		{sqlkit.ErrFull, `INSERT INTO a VALUES ('3', $1)`, strings.Repeat("x", 200_000)},
		{nil, `INSERT INTO a VALUES ('4', $1)`, "after it was full"},
	} {
		if err := exec(c.text, c.body); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, not %v", c.text, err, c.want)
		}
	}
	err := db.Read(ctx, func(tx *sqlkit.Tx) error {
		var body string
		if err := tx.Row([]any{&body}, `SELECT body FROM a WHERE id = 'none'`); !errors.Is(err, sqlkit.ErrNoRow) {
			t.Errorf("no row: %v", err)
		}
		_, err := tx.Exec(`DELETE FROM a`)
		return err
	})
	if err == nil {
		t.Error("a reading transaction wrote")
	}
}

func TestDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := sqlkit.Open(context.Background(), sqlkit.Options{Kind: sqlkit.SQLite, DSN: path})
	if !errors.Is(err, sqlkit.ErrBroken) {
		t.Fatal(err)
	}
	openAt(t, filepath.Join(filepath.Dir(path), "other.db"), nil) // the lock was given back
}

type state string

func (s state) Error() string    { return "state " + string(s) }
func (s state) SQLState() string { return string(s) }

func TestErrorsOfPostgres(t *testing.T) {
	ctx := context.Background()
	db := open(t, nil)
	for err, want := range map[error]error{
		state("23505"): sqlkit.ErrConflict, state("23514"): sqlkit.ErrConflict,
		state("53100"): sqlkit.ErrFull, state("53300"): sqlkit.ErrUnavailable,
		state("57P01"): sqlkit.ErrUnavailable, state("08006"): sqlkit.ErrUnavailable,
		state("25006"): sqlkit.ErrUnavailable, state("XX001"): sqlkit.ErrBroken,
		io.ErrUnexpectedEOF: sqlkit.ErrUnavailable, &net.OpError{Op: "dial", Err: io.EOF}: sqlkit.ErrUnavailable,
	} {
		if got := db.Write(ctx, func(*sqlkit.Tx) error { return err }); !errors.Is(got, want) || !errors.Is(got, err) {
			t.Errorf("%v became %v", err, got)
		}
	}
	plain := errors.New("plain")
	if got := db.Write(ctx, func(*sqlkit.Tx) error { return plain }); !errors.Is(got, plain) || got.Error() != "plain" {
		t.Errorf("an error of the caller became %v", got)
	}
}

func TestListsOfAnyLength(t *testing.T) {
	ctx := context.Background()
	db := open(t, nil)
	err := db.Write(ctx, func(tx *sqlkit.Tx) error {
		if _, err := tx.Exec(`CREATE TABLE a (id TEXT PRIMARY KEY)`); err != nil {
			return err
		}
		rows := sqlkit.Rows{Head: `INSERT INTO a (id) VALUES`, Columns: 1}
		var keys []string
		for i := range 300 {
			rows.Add(fmt.Sprint(i))
			keys = append(keys, fmt.Sprint(i))
		}
		if err := tx.Insert(&rows); err != nil {
			return err
		}
		for _, n := range []int{0, 1, 2, 4, 5, 63, 64, 65, 300} {
			found := 0
			err := tx.EachIn(func(func(...any) error) error { found++; return nil },
				`WITH want(id) AS (@list) SELECT a.id FROM want JOIN a ON a.id = want.id WHERE a.id <> $1`, []any{"none"}, 1, keys[:n])
			if err != nil || found != n {
				return fmt.Errorf("%d of %d found: %w", found, n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
