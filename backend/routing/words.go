package routing

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// words are the names a ring is spoken of by.
type words struct {
	all, asks string
	groups    []string
}

func (s *State) wordsOf(r *ring) *words {
	w := &r.words
	if w.groups != nil {
		return w
	}
	names := make([]string, len(r.groups))
	var open []string
	for i, g := range r.groups {
		names[i] = s.groupName(g.Group)
		if !s.shut[g.Group] {
			open = append(open, names[i])
		}
	}
	var asks []string
	if r.language != "" && r.hard {
		asks = append(asks, desk.CutText(r.language, desk.MaxNameRunes))
	}
	for _, n := range r.require {
		asks = append(asks, s.skillName(n.Skill)+" "+strconv.Itoa(n.Level)+"+")
	}
	*w = words{all: strings.Join(open, "\n"), asks: strings.Join(asks, ", "), groups: names}
	return w
}

func (s *State) groupName(id desk.GroupID) string {
	g, _ := s.settings.Group(id)
	return cmp.Or(desk.CutText(g.Name, desk.MaxNameRunes), string(id))
}

func (s *State) skillName(id desk.SkillID) string {
	for _, k := range s.settings.Skills {
		if k.ID == id {
			return cmp.Or(desk.CutText(k.Name, desk.MaxNameRunes), string(id))
		}
	}
	return string(id)
}
