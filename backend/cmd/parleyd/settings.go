package main

import (
	"context"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// settled is the revision a project goes by. One that has none, because it is new
// or comes from a program that knew no settings, is given the first.
func settled(ctx context.Context, db *store.Store, project desk.ProjectID, first desk.Settings, comment string) (desk.Revision, error) {
	latest, err := db.LatestRevision(ctx, project)
	if !errors.Is(err, desk.ErrNone) {
		return latest, err
	}
	r := desk.Revision{Version: 1, At: floor.SystemClock{}.Now(), Comment: comment, Settings: first}
	err = db.PutRevision(ctx, project, r)
	if errors.Is(err, sqlkit.ErrConflict) {
		// Another node that starts at the same time was quicker.
		return db.LatestRevision(ctx, project)
	}
	return r, err
}

// firstSettings let every agent answer everybody.
func firstSettings() desk.Settings {
	return desk.Settings{
		Groups: []desk.Group{{ID: "everybody", Name: "Everybody", Roles: []desk.Role{desk.AgentRole}, Places: 20}},
		Rules:  []desk.Rule{onlyGroup("everybody", "Everybody")},
		Targeting: []desk.Targeting{
			{ID: "site", Name: "Site", Active: true, Channel: desk.Chat, Rule: "everybody"},
			{ID: "app", Name: "App", Active: true, Channel: desk.InApp, Rule: "everybody"},
		},
	}
}

// onlyGroup is the rule by which one group answers, and conversations can be
// handed on to it.
func onlyGroup(id desk.GroupID, name string) desk.Rule {
	return desk.Rule{
		ID: desk.RuleID(id), Name: name, Method: desk.Escalation, Transfers: true,
		Rings: []desk.Ring{{Groups: []desk.Share{{Group: id}}}},
	}
}
