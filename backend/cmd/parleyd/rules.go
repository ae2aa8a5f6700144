package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/rules"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

type rulesCmd struct {
	Check  rulesCheckCmd  `cmd:"" help:"Say whether a text of routing settings holds together and passes its tests."`
	Export rulesExportCmd `cmd:"" help:"Write a project's routing settings as a text."`
	Import rulesImportCmd `cmd:"" help:"Make a text a project's routing settings, if it passes its tests."`
}

// project is a project of a database.
type project struct {
	database
	Project string `help:"The project's id; not needed where there is one."`
}

// open finds the project.
func (p project) open(ctx context.Context) (*store.Store, desk.ProjectID, error) {
	db, err := p.database.open(ctx)
	return p.in(ctx, db, err)
}

// look finds it to be read alone, be it while a server runs.
func (p project) look(ctx context.Context) (*store.Store, desk.ProjectID, error) {
	db, err := p.database.look(ctx)
	return p.in(ctx, db, err)
}

func (p project) in(ctx context.Context, db *store.Store, err error) (*store.Store, desk.ProjectID, error) {
	if err != nil {
		return nil, "", err
	}
	all, err := db.Projects(ctx)
	if err == nil {
		i := slices.IndexFunc(all, func(x desk.Project) bool { return p.Project == "" && len(all) == 1 || string(x.ID) == p.Project })
		if i >= 0 {
			return db, all[i].ID, nil
		}
		err = fmt.Errorf("there is no project %q", p.Project)
		if p.Project == "" {
			err = fmt.Errorf("there are %d projects: name one with --project", len(all))
		}
	}
	return nil, "", errors.Join(err, db.Close())
}

type rulesCheckCmd struct {
	File   string `arg:"" type:"existingfile" help:"The text."`
	People bool   `help:"Take the people that tests name with like from the database."`
	project
}

// Run reads the text and runs its tests.
func (c *rulesCheckCmd) Run() error {
	var people []desk.Profile
	if c.People {
		ctx := context.Background()
		db, id, err := c.look(ctx)
		if err != nil {
			return err
		}
		people, err = db.Profiles(ctx, id)
		if err := errors.Join(err, db.Close()); err != nil {
			return err
		}
	}
	d, _, err := readRules(c.File, people)
	if err != nil {
		return err
	}
	fmt.Printf("%s: the settings hold together, and %s of %s tests pass\n", c.File, desk.Thousands(len(d.Tests)), desk.Thousands(len(d.Tests)))
	return nil
}

// readRules reads a text and checks it; what is wrong is said with its line.
func readRules(file string, people []desk.Profile) (rules.Document, string, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return rules.Document{}, "", err
	}
	text := string(raw)
	d, err := rules.Parse(text)
	if err != nil {
		return rules.Document{}, "", fmt.Errorf("%s: %s", file, desk.AsError(err).Message)
	}
	if err := rules.Check(d, people); err != nil {
		refusal := desk.AsError(err)
		at := file
		if line, ok := rules.Line(text, refusal.Field); ok {
			at = fmt.Sprintf("%s:%d", file, line)
		}
		return rules.Document{}, "", fmt.Errorf("%s: %s: %s", at, refusal.Field, refusal.Message)
	}
	return d, text, nil
}

type rulesExportCmd struct {
	project
	Out string `help:"Where to write; standard output, where empty." placeholder:"FILE"`
}

// Run writes the latest revision.
func (c *rulesExportCmd) Run() error {
	ctx := context.Background()
	db, id, err := c.look(ctx)
	if err != nil {
		return err
	}
	latest, err := db.LatestRevision(ctx, id)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	text := latest.Text
	if text == "" {
		text = rules.Print(rules.Document{Settings: latest.Settings})
	}
	if c.Out == "" {
		_, err = os.Stdout.WriteString(text)
		return err
	}
	return os.WriteFile(c.Out, []byte(text), 0o644)
}

type rulesImportCmd struct {
	File string `arg:"" type:"existingfile" help:"The text."`
	project
	Comment string `help:"Why, for the history."`
}

// Run writes the next revision.
func (c *rulesImportCmd) Run() error {
	ctx := context.Background()
	db, id, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.into(ctx, db, id), db.Close())
}

func (c *rulesImportCmd) into(ctx context.Context, db *store.Store, id desk.ProjectID) error {
	people, err := db.Profiles(ctx, id)
	if err != nil {
		return err
	}
	d, text, err := readRules(c.File, people)
	if err != nil {
		return err
	}
	latest, err := db.LatestRevision(ctx, id)
	if err != nil && !errors.Is(err, desk.ErrNone) {
		return err
	}
	next := desk.Revision{
		Version: latest.Version + 1, At: floor.SystemClock{}.Now(), Comment: c.Comment, Text: text, Settings: d.Settings,
	}
	changes := rules.Diff(latest.Settings, next.Settings)
	if len(changes) == 0 && text == latest.Text {
		fmt.Printf("project %s: these are its settings already, version %d\n", id, latest.Version)
		return nil
	}
	if err := db.PutRevision(ctx, id, next); errors.Is(err, sqlkit.ErrConflict) {
		return fmt.Errorf("somebody else changed the settings meanwhile: export them, and try again")
	} else if err != nil {
		return err
	}
	for _, change := range changes {
		fmt.Println(change)
	}
	fmt.Printf("project %s: version %d; a server that runs goes by it when it is started again\n", id, next.Version)
	return nil
}
