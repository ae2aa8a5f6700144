package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/hours"
	"github.com/parley-desk/parley/backend/replay"
	"github.com/parley-desk/parley/backend/store"
)

type replayCmd struct {
	Day   string `required:"" help:"The day, as in 2026-11-24."`
	Zone  string `default:"UTC" help:"The time zone whose day it is."`
	Rules string `required:"" type:"existingfile" help:"The text of the settings to compare with those in force."`
	JSON  bool   `name:"json" help:"Print the report as JSON."`
	project
}

// Help is what is said of it besides its flags.
func (*replayCmd) Help() string { return replay.Accounts }

// Run replays a day of the log, which it only reads.
func (c *replayCmd) Run() error {
	ctx := context.Background()
	db, id, err := c.look(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.from(ctx, db, id), db.Close())
}

func (c *replayCmd) from(ctx context.Context, db *store.Store, id desk.ProjectID) error {
	from, to, err := dayOf(c.Zone, c.Day)
	if err != nil {
		return err
	}
	now, err := lived(ctx, db, id)
	if err != nil {
		return err
	}
	if from >= now {
		return fmt.Errorf("--day: %s has not begun in %s", c.Day, c.Zone)
	}
	to = min(to, now) // of today, what has passed of it
	people, err := everybody(ctx, db, id)
	if err != nil {
		return err
	}
	d, _, err := readRules(c.Rules, people)
	if err != nil {
		return err
	}
	revisions, err := allRevisions(ctx, db, id)
	if err != nil {
		return err
	}
	r := replay.NewRecording(from, to, people, revisions)
	if err := record(ctx, db, id, r); err != nil {
		return err
	}
	inForce := revisions[0]
	for _, revision := range revisions {
		if revision.At <= from {
			inForce = revision
		}
	}
	report, err := r.Compare(
		replay.Scenario{Name: fmt.Sprintf("version %d", inForce.Version), Settings: inForce.Settings},
		replay.Scenario{Name: c.Rules, Settings: d.Settings})
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(report)
	}
	fmt.Print(report)
	return nil
}

// lived is until when there has been a project: now, or later where the clock of its
// server was moved.
func lived(ctx context.Context, db *store.Store, id desk.ProjectID) (desk.Millis, error) {
	now := floor.SystemClock{}.Now()
	next, err := db.OffsetAt(ctx, id, now)
	for err == nil {
		var later []desk.Event
		if later, err = db.EventsFrom(ctx, id, next, page); len(later) == 0 {
			break
		}
		for _, e := range later {
			now, next = max(now, e.At+1), e.Offset+1
		}
	}
	return now, err
}

// page is how many events are read at once.
const page = 5000

// dayOf is a day of a zone: from its midnight to the next.
func dayOf(zone, day string) (from, to desk.Millis, err error) {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, 0, fmt.Errorf("--day: a date is as in 2026-11-24")
	}
	if from, err = hours.Moment(zone, day+"T00:00"); err == nil {
		to, err = hours.Moment(zone, date.AddDate(0, 0, 1).Format(time.DateOnly)+"T00:00")
	}
	return from, to, err
}

// everybody is who works for a project or once did.
func everybody(ctx context.Context, db *store.Store, id desk.ProjectID) ([]desk.Profile, error) {
	people, err := db.Profiles(ctx, id)
	if err != nil {
		return nil, err
	}
	removed, err := db.Removed(ctx, id)
	return append(people, removed...), err
}

// allRevisions are the settings there have been, the first first.
func allRevisions(ctx context.Context, db *store.Store, id desk.ProjectID) ([]desk.Revision, error) {
	latest, err := db.LatestRevision(ctx, id)
	if err != nil {
		return nil, err
	}
	var all []desk.Revision
	for version := int64(1); version < latest.Version; version++ {
		r, err := db.Revision(ctx, id, version)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return append(all, latest), nil
}

// record gives a recording the log from its beginning.
func record(ctx context.Context, db *store.Store, id desk.ProjectID, r *replay.Recording) error {
	for next := int64(1); ; {
		events, err := db.EventsFrom(ctx, id, next, page)
		if err != nil {
			return err
		}
		for _, e := range events {
			if e.At >= r.To {
				return nil
			}
			r.Take(e)
			next = e.Offset + 1
		}
		if len(events) < page {
			return nil
		}
	}
}
