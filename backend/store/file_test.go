package store_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
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
	go func() { put <- s.PutFile(t.Context(), "acme", f, &fresh, make([]byte, f.Size), nil) }()
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
