package web

import (
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// names says what the people and groups of a project are called today.
type names struct {
	srv     *Server
	project desk.ProjectID
}

func (n names) profile(id desk.AgentID) desk.Profile {
	setup, _ := n.srv.opt.Floor.Setup(n.project)
	if p, known := setup.Profile(id); known {
		return p
	}
	return n.srv.former.profile(n.srv, n.project, id)
}

// Agent implements [wire.Names].
func (n names) Agent(id desk.AgentID) string { return n.profile(id).Name }

// Username implements [wire.Names].
func (n names) Username(id desk.AgentID) string { return n.profile(id).Username }

// Group implements [wire.Names].
func (n names) Group(id desk.GroupID) string {
	setup, _ := n.srv.opt.Floor.Setup(n.project)
	g, ok := setup.Revision.Settings.Group(id)
	if !ok {
		return string(id)
	}
	return g.Name
}

// former remembers those who were removed, whom old conversations name. They are
// read when somebody unknown is met, and not again for the same one: a removed
// agent never comes back.
type former struct {
	mu     sync.Mutex
	people map[desk.ProjectID]map[desk.AgentID]desk.Profile
}

func (f *former) profile(s *Server, project desk.ProjectID, id desk.AgentID) desk.Profile {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p, met := f.people[project][id]; met {
		return p
	}
	found, err := s.opt.Store.Removed(s.ctx, project)
	if err != nil {
		return desk.Profile{} // without a name for now
	}
	people := map[desk.AgentID]desk.Profile{id: {}} // also where there is none
	for _, p := range found {
		people[p.ID] = p
	}
	if f.people == nil {
		f.people = map[desk.ProjectID]map[desk.AgentID]desk.Profile{}
	}
	f.people[project] = people
	return people[id]
}
