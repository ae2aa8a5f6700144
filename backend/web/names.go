package web

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
)

// names says what the people and groups of a project are called today.
type names struct {
	floor   *floor.Floor
	project desk.ProjectID
}

func (n names) profile(id desk.AgentID) desk.Profile {
	setup, _ := n.floor.Setup(n.project)
	i := slices.IndexFunc(setup.Agents, func(p desk.Profile) bool { return p.ID == id })
	if i < 0 {
		return desk.Profile{}
	}
	return setup.Agents[i]
}

// Agent implements [wire.Names].
func (n names) Agent(id desk.AgentID) string { return n.profile(id).Name }

// Username implements [wire.Names].
func (n names) Username(id desk.AgentID) string { return n.profile(id).Username }

// Group implements [wire.Names].
func (n names) Group(id desk.GroupID) string {
	setup, _ := n.floor.Setup(n.project)
	i := slices.IndexFunc(setup.Groups, func(g desk.Group) bool { return g.ID == id })
	if i < 0 {
		return string(id)
	}
	return setup.Groups[i].Name
}
