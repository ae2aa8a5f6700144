package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/store"
)

// demoPassword is that of every demo account. It exists with --dev only.
const demoPassword = "parley-demo"

var (
	demoProject = desk.Project{
		ID: "acme", Name: "ACME", Letters: "AC",
		Sites: []string{"http://127.0.0.1:*", "http://localhost:*"},
	}
	demoSettings = desk.Settings{
		Skills: []desk.Skill{{ID: "returns", Name: "Returns"}, {ID: "billing", Name: "Billing"}},
		Groups: []desk.Group{
			{ID: "sales", Name: "Sales", Roles: []desk.Role{desk.AgentRole}, Organisations: []desk.OrganisationID{"sales"}, Places: 20},
			{ID: "support", Name: "Support", Roles: []desk.Role{desk.AgentRole}, Organisations: []desk.OrganisationID{"support"}, Places: 20},
		},
		Rules: []desk.Rule{onlyGroup("sales", "Sales"), onlyGroup("support", "Support")},
		Targeting: []desk.Targeting{
			{ID: "shop", Name: "Shop", Active: true, Channel: desk.Chat, Rule: "sales"},
			{ID: "app", Name: "App", Active: true, Channel: desk.InApp, Rule: "sales"},
		},
		Categories: []desk.Topic{
			{ID: "buying", Name: "Buying", Groups: []desk.GroupID{"sales"}}, {ID: "after-sales", Name: "After sales", Groups: []desk.GroupID{"support"}},
		},
		Files: desk.Files{Kinds: desk.FileKinds}, // whoever tries it out tries them all
	}
	demoTags = []desk.Tag{
		{ID: "advice", Name: "Advice", Categories: []desk.TopicID{"buying"}}, {ID: "sizes", Name: "Sizes", Categories: []desk.TopicID{"buying"}},
		{ID: "delivery", Name: "Delivery"}, {ID: "payment", Name: "Payment"},
		{ID: "refund", Name: "Refund", Categories: []desk.TopicID{"after-sales"}}, {ID: "repair", Name: "Repair", Categories: []desk.TopicID{"after-sales"}},
	}
	// Nobody names a language, so that visitors of any find somebody.
	demoPeople = []desk.Profile{
		{ID: "10423", Role: desk.AgentRole, Name: "Ada Lindqvist", Username: "Ada", Email: "ada@acme.test", Organisation: "sales",
			Skills: map[desk.SkillID]int{"returns": 3}},
		{ID: "10424", Role: desk.AgentRole, Name: "Ben Okafor", Username: "Ben", Email: "ben@acme.test", Organisation: "sales",
			Skills: map[desk.SkillID]int{"returns": 2, "billing": 2}},
		{ID: "10425", Role: desk.AgentRole, Name: "Cleo Marchetti", Username: "Cleo", Email: "cleo@acme.test", Organisation: "support",
			Skills: map[desk.SkillID]int{"billing": 4}},
		{ID: "10426", Role: desk.Manager, Name: "Mia Duval", Username: "Mia", Email: "mia@acme.test", Organisation: "sales"},
		{ID: "10427", Role: desk.Admin, Name: "Dan Hale", Username: "Dan", Email: "dan@acme.test"},
	}
)

// seedDemo sets the demo project up, with the shop for its agents to look around
// in. What is there already is left alone: somebody may have changed it.
func seedDemo(ctx context.Context, db *store.Store, shop string, slots, more int) error {
	if slots < 1 || slots > 50 {
		return fmt.Errorf("--demo-slots: between 1 and 50")
	}
	if err := db.PutProject(ctx, demoProject); err != nil {
		return err
	}
	settings := demoSettings
	settings.Team = desk.Team{Title: "Our shop", Page: shop}
	if _, err := settled(ctx, db, demoProject.ID, settings, "The demonstration's settings."); err != nil {
		return err
	}
	there, err := db.Profiles(ctx, demoProject.ID)
	if err != nil {
		return err
	}
	if len(there) == 0 {
		for _, tag := range demoTags {
			if err := db.PutTag(ctx, demoProject.ID, tag); err != nil {
				return err
			}
		}
	}
	hash := auth.HashPassword(demoPassword)
	for _, p := range slices.Concat(demoPeople, loadAgents(more)) {
		if slices.ContainsFunc(there, func(o desk.Profile) bool { return o.ID == p.ID }) {
			continue
		}
		if p.Role == desk.AgentRole {
			p.Slots = map[desk.Channel]int{desk.Chat: slots, desk.InApp: slots}
		}
		if err := db.PutAgent(ctx, demoProject.ID, p, hash); err != nil && !errors.Is(err, desk.ErrNone) {
			return err
		}
	}
	return nil
}

// loadAgents are n more agents of Sales, who answer loads and not people.
func loadAgents(n int) []desk.Profile {
	agents := make([]desk.Profile, n)
	for i := range agents {
		name := fmt.Sprintf("load-%d", i+1)
		agents[i] = desk.Profile{
			ID: desk.AgentID(fmt.Sprint(20001 + i)), Role: desk.AgentRole, Name: name, Username: name,
			Email: name + "@acme.test", Organisation: "sales",
		}
	}
	return agents
}

// demoAgentsAvailable lets those who have never chosen a status begin available,
// so that a newcomer's first visitor finds somebody.
func demoAgentsAvailable(ctx context.Context, f *floor.Floor, setups []floor.Setup) {
	for _, s := range setups {
		for _, p := range s.Agents {
			state, err := f.Agent(ctx, s.Project.ID, p.ID)
			if err != nil || state.Seq > 0 {
				continue
			}
			for ch := range p.Slots {
				done := make(chan struct{})
				f.Do(ctx, s.Project.ID, floor.Request{
					By: desk.AgentActor(p.ID), Stream: p.ID.Stream(),
					Command: desk.SetStatus{Channel: ch, Status: desk.Available},
					Reply:   func(floor.Answer) { close(done) },
				})
				<-done
			}
		}
	}
}
