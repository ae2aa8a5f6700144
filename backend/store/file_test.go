package store_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// A visitor who is erased while their file comes in leaves nothing of it behind.
func TestErasedWhileAFileComesIn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parley.db")
	t.Run("sqlite", func(t *testing.T) {
		testErasedWhileAFileComesIn(t, sqlkit.Options{Kind: sqlkit.SQLite, DSN: path}, "sqlite", "file:"+path)
	})
	t.Run("postgres", func(t *testing.T) {
		o := postgres(t)
		testErasedWhileAFileComesIn(t, o, o.Driver, o.DSN)
	})
}

func testErasedWhileAFileComesIn(t *testing.T, o sqlkit.Options, driver, dsn string) {
	s := open(t, o)
	db, err := sql.Open(driver, dsn)
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	parts := func() (n int) {
		_ = db.QueryRow(`SELECT count(*) FROM file_part`).Scan(&n) // which may be locked for a moment
		return n
	}
	fresh := desk.NewVisitor{ID: "v9", TokenHash: []byte("token"), At: 100}
	f := desk.StoredFile{
		File:    desk.File{ID: "f_1", Name: "a.pdf", Kind: desk.PDF, Size: 20 << 20},
		Visitor: "v9", By: desk.Visitor("v9"), At: 100, Digest: []byte("d"),
	}
	put := make(chan error, 1)
	go func() { put <- s.PutFile(t.Context(), "acme", f, desk.FileQuota{}, &fresh, make([]byte, f.Size), nil) }()
	for parts() == 0 {
		select {
		case err := <-put:
			t.Fatalf("it was over at once: %v", err)
		default:
		}
	}
	check(t, s.EraseVisitor(t.Context(), "acme", "v9"))
	if err := <-put; !errors.Is(err, desk.ErrNone) {
		t.Errorf("handing it in came to %v", err)
	}
	if n := parts(); n != 0 {
		t.Errorf("%d parts stay for ever", n)
	}
}

// What somebody has sent is not forgotten when the server begins anew.
func TestTheRoomForFilesOutlivesAnEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parley.db")
	t.Run("sqlite", func(t *testing.T) {
		testTheRoomForFilesOutlivesAnEnd(t, sqlkit.Options{Kind: sqlkit.SQLite, DSN: path})
	})
	t.Run("postgres", func(t *testing.T) { testTheRoomForFilesOutlivesAnEnd(t, postgres(t)) })
}

func testTheRoomForFilesOutlivesAnEnd(t *testing.T, o sqlkit.Options) {
	fresh := desk.NewVisitor{ID: "v9", TokenHash: []byte("token"), At: 100}
	f := desk.StoredFile{File: desk.File{ID: "f_1", Name: "a.pdf", Kind: desk.PDF}, Visitor: "v9", By: desk.Visitor("v9"), At: 100, Digest: []byte("d")}
	quota := desk.FileQuota{Day: 1000, Project: 2000}
	first, err := store.Open(t.Context(), o)
	check(t, err)
	check(t, first.PutFile(t.Context(), "acme", f, quota, &fresh, make([]byte, 900), nil))
	check(t, first.Close())
	again := open(t, o)
	for _, c := range []struct {
		by    desk.VisitorID
		bytes int64
		full  bool
	}{{"v9", 100, false}, {"v9", 101, true}, {"v8", 1000, false}, {"v8", 1101, true}} {
		err := again.FileRoom(t.Context(), "acme", desk.Visitor(c.by), 100+desk.Hour, c.bytes, quota)
		if errors.Is(err, desk.Refuse(desk.QuotaExceeded, "")) != c.full {
			t.Errorf("%d bytes more of %s: %v", c.bytes, c.by, err)
		}
	}
}
