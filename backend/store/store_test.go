package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/store/storetest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestSQLite(t *testing.T) { storetest.Exercise(t, openSQLite) }

func openSQLite(t *testing.T) *store.Store {
	return open(t, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(t.TempDir(), "parley.db")})
}

func TestPostgres(t *testing.T) {
	storetest.Exercise(t, openPostgres)
}

func openPostgres(t *testing.T) *store.Store { return open(t, postgres(t)) }

func open(t testing.TB, o sqlkit.Options) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

var schemas atomic.Int64

// postgres makes a fresh schema on the server that PARLEY_TEST_POSTGRES names,
// and removes it when the test ends.
func postgres(t testing.TB) sqlkit.Options {
	t.Helper()
	dsn := os.Getenv("PARLEY_TEST_POSTGRES")
	if dsn == "" {
		t.Skip("PARLEY_TEST_POSTGRES names no PostgreSQL server")
	}
	admin, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("parley_test_%d_%d", os.Getpid(), schemas.Add(1))
	if _, err := admin.Exec(`CREATE SCHEMA ` + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec(`DROP SCHEMA ` + name + ` CASCADE`); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	return sqlkit.Options{Kind: sqlkit.Postgres, Driver: "pgx", DSN: withSearchPath(dsn, name)}
}

// withSearchPath adds a setting to a connection string of either shape.
func withSearchPath(dsn, schema string) string {
	if u, err := url.Parse(dsn); err == nil && strings.HasPrefix(u.Scheme, "postgres") {
		q := u.Query()
		q.Set("search_path", schema)
		u.RawQuery = q.Encode()
		return u.String()
	}
	return dsn + " search_path=" + schema
}
