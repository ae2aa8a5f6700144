package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	_ "github.com/jackc/pgx/v5/stdlib" // the door of PostgreSQL

	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// database is where the log is.
type database struct {
	Data     string `default:"${data}" type:"path" help:"Data folder."`
	Database string `help:"PostgreSQL DSN; without one, SQLite in the data folder."`
}

func (d database) open(ctx context.Context) (port, error) {
	if d.Database != "" {
		return opened(store.Open(ctx, sqlkit.Options{Kind: sqlkit.Postgres, Driver: "pgx", DSN: d.Database}))
	}
	if err := os.MkdirAll(d.Data, 0o700); err != nil {
		return port{}, fmt.Errorf("make the data folder: %w", err)
	}
	return opened(store.Open(ctx, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(d.Data, "parley.db")}))
}

func opened(s *store.Store, err error) (port, error) { return port{s}, err }

// defaultData is the data folder unless one is named.
func defaultData() string {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "parleyd")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "parleyd-data"
	}
	return filepath.Join(home, ".local", "share", "parleyd")
}
