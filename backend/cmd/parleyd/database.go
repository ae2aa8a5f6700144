package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	_ "github.com/jackc/pgx/v5/stdlib" // the door of PostgreSQL

	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// database is where the log is.
type database struct {
	Data     string `default:"${data}" type:"path" help:"Data folder."`
	Database string `help:"PostgreSQL DSN; without one, SQLite in the data folder."`
}

func (d database) open(ctx context.Context) (*store.Store, error) {
	if d.Database == "" {
		if err := os.MkdirAll(d.Data, 0o700); err != nil {
			return nil, fmt.Errorf("make the data folder: %w", err)
		}
	}
	return store.Open(ctx, d.options())
}

// look opens it to be read alone, be it while a server runs on it.
func (d database) look(ctx context.Context) (*store.Store, error) {
	db, err := store.Look(ctx, d.options())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no database in %s", d.Data)
	}
	return db, err
}

func (d database) options() sqlkit.Options {
	if d.Database != "" {
		return sqlkit.Options{Kind: sqlkit.Postgres, Driver: "pgx", DSN: d.Database}
	}
	return sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(d.Data, "parley.db")}
}

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

// setups are the projects with their settings and their people.
func setups(ctx context.Context, db *store.Store) ([]floor.Setup, error) {
	projects, err := db.Projects(ctx)
	if err != nil {
		return nil, err
	}
	var all []floor.Setup
	for _, project := range projects {
		s := floor.Setup{Project: project}
		s.Revision, err = settled(ctx, db, project.ID, firstSettings(), "What a project begins with.")
		if err != nil {
			return nil, err
		}
		if s.Library, err = db.LatestLibrary(ctx, project.ID); err != nil {
			return nil, err
		}
		if s.Agents, err = db.Profiles(ctx, project.ID); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}
