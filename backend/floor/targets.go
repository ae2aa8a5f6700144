package floor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// target is what is known of whom an agent wants to hand a conversation to. Who
// is not in their list is not known to them.
func (w *writer) target(by desk.AgentID, c desk.Conversation, cmd desk.Transfer) desk.Target {
	for _, t := range w.targets(by, c) {
		if cmd.Agent != "" && t.Agent == cmd.Agent || cmd.Group != "" && t.Group == cmd.Group {
			return desk.Target{Known: true, Name: t.Name, Free: t.Free, Why: t.Why}
		}
	}
	return desk.Target{}
}

// targets lists whom an agent can hand a conversation to: the
// groups they are in and those of rules that show themselves, and the people of
// these; an administrator sees every rule. Free people come first, then groups,
// then people who are not free, each by name.
func (w *writer) targets(by desk.AgentID, c desk.Conversation) []Target {
	ch := c.Channel
	settings := w.setup.Revision.Settings
	me := w.profiles[by]
	visible := map[desk.GroupID]bool{}
	for _, g := range me.Groups {
		visible[g] = true
	}
	for _, r := range settings.Rules {
		for _, ring := range r.Rings {
			for _, share := range ring.Groups {
				visible[share.Group] = visible[share.Group] || r.Transfers || me.Role == desk.Admin
			}
		}
	}
	var list []Target
	for _, g := range settings.Groups {
		if !visible[g.ID] && me.Role != desk.Admin {
			continue
		}
		list = append(list, w.groupTarget(by, g, c))
	}
	for _, p := range w.setup.Agents {
		slots, granted := p.Slots[ch]
		if !granted || p.ID == by || me.Role != desk.Admin && !slices.ContainsFunc(p.Groups, func(g desk.GroupID) bool { return visible[g] }) {
			continue
		}
		list = append(list, w.agentTarget(p, ch, slots))
	}
	slices.SortStableFunc(list, func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.place(), b.place()), strings.Compare(a.Name, b.Name))
	})
	return list
}

// groupTarget is a group as it could have a conversation, which keeps asking for
// its language and skills whoever it is handed to.
func (w *writer) groupTarget(by desk.AgentID, g desk.Group, c desk.Conversation) Target {
	is := w.routing.GroupStands(g.ID, routing.Asked{Channel: c.Channel, Language: c.Language, Require: c.Require}, by)
	return Target{Group: g.ID, Name: g.Name}.standing(is)
}

// standing is the target with what is known of it.
func (t Target) standing(is routing.Standing) Target {
	if t.Free = is.Free; !t.Free {
		t.Why, t.WhyFR = is.Why, is.WhyFR
	}
	return t
}

func (w *writer) agentTarget(p desk.Profile, ch desk.Channel, slots int) Target {
	t := Target{Agent: p.ID, Name: p.Name, Slots: slots, Used: w.routing.Used(p.ID, ch)}
	t = t.standing(w.routing.AgentStands(p.ID, ch))
	t.Light = w.agents[p.ID].Light(ch, t.Used, slots)
	if !w.presence.here(desk.AgentActor(p.ID)) {
		t.Light = desk.Red
	}
	settings := w.setup.Revision.Settings
	for _, k := range settings.Skills {
		if p.Skills[k.ID] > 0 {
			t.Skills = append(t.Skills, k.Name)
		}
	}
	for _, g := range p.Groups {
		group, _ := settings.Group(g)
		t.Groups = append(t.Groups, group.Name)
	}
	return t
}

// place is a target's part of the list.
func (t Target) place() int {
	switch {
	case t.Group != "":
		return 1
	case t.Free:
		return 0
	}
	return 2
}
