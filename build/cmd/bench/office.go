package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
)

// What the people of an office can do.
const (
	skillCount = 20
	teamCount  = 5
	maxRoom    = 5
)

var tongues = []string{"en", "fr", "de", "es", "it", "pt", "nl", "pl"}

// office is the people of a large company and what is asked of them, the same
// for every way to give chats out: agents with one to three skills at some
// level, one or two languages and room for one to five chats; a chat asks for
// one skill and one language, which together are its pool.
type office struct {
	staff []clerk
	dice  *rand.Rand
}

// clerk is an agent of the office.
type clerk struct {
	kind *kind
	room int
}

// kind is what is the same of those with equal profiles.
type kind struct {
	team      int
	skills    map[int]int // with their levels
	languages []int
	pools     []int
}

// newOffice makes one. There are as many different profiles as kinds says, or
// one for each agent where it says 0.
func newOffice(agents, kinds int) *office {
	o := &office{staff: make([]clerk, agents), dice: rand.New(rand.NewPCG(1, 2))}
	profiles := make([]*kind, kinds)
	for i := range profiles {
		profiles[i] = o.kind()
	}
	for i := range o.staff {
		if kinds == 0 {
			o.staff[i].kind = o.kind()
		} else {
			o.staff[i].kind = profiles[i%kinds]
		}
		o.staff[i].room = 1 + o.dice.IntN(maxRoom)
	}
	return o
}

func (o *office) kind() *kind {
	k := &kind{
		team: o.dice.IntN(teamCount), skills: map[int]int{},
		languages: o.dice.Perm(len(tongues))[:1+o.dice.IntN(2)],
	}
	for _, s := range o.dice.Perm(skillCount)[:1+o.dice.IntN(3)] {
		k.skills[s] = 1 + o.dice.IntN(desk.MaxLevel)
		for _, l := range k.languages {
			k.pools = append(k.pools, pool(s, l))
		}
	}
	return k
}

// poolCount is how many pools there are.
var poolCount = skillCount * len(tongues)

func pool(skill, language int) int { return skill*len(tongues) + language }

// ask is the pool of the next chat: one that somebody can answer, and as often
// as there are people who can.
func (o *office) ask() int {
	pools := o.staff[o.anybody()].kind.pools
	return pools[o.dice.IntN(len(pools))]
}

// anybody is one of the staff.
func (o *office) anybody() int { return o.dice.IntN(len(o.staff)) }

// again begins the office's chance anew, so that each way meets the same.
func (o *office) again(turn int) { o.dice = rand.New(rand.NewPCG(3, uint64(turn))) }

func teamOf(i int) desk.OrganisationID { return desk.OrganisationID(fmt.Sprint("team-", i)) }
func agentID(i int) desk.AgentID       { return desk.AgentID(fmt.Sprint(100_000 + i)) }

// agentNumber is which of the staff an id is. The bare heaps know their agents by
// their places, so neither way is charged with looking for them.
func agentNumber(id desk.AgentID) int {
	n, _ := strconv.Atoi(string(id)) // we made it
	return n - 100_000
}

func teamID(i int) desk.GroupID       { return desk.GroupID(fmt.Sprint("team-", i)) }
func skillID(i int) desk.SkillID      { return desk.SkillID(fmt.Sprint("skill-", i)) }
func skillRule(skill int) desk.RuleID { return desk.RuleID(fmt.Sprint("rule-", skill)) }

// settings are the office's rules: for each skill three rings, that begin with
// the good of one team and end with everybody who has the skill at all. The
// language must always be spoken.
func (o *office) settings() desk.Settings {
	var s desk.Settings
	everybody := make([]desk.Share, teamCount)
	for i := range teamCount {
		s.Groups = append(s.Groups, desk.Group{
			ID: teamID(i), Name: string(teamID(i)), Organisations: []desk.OrganisationID{teamOf(i)}, Places: desk.MaxPlaces,
		})
		everybody[i] = desk.Share{Group: teamID(i)}
	}
	for i := range skillCount {
		s.Skills = append(s.Skills, desk.Skill{ID: skillID(i), Name: string(skillID(i))})
		own, next := desk.Share{Group: teamID(i % teamCount)}, desk.Share{Group: teamID((i + 1) % teamCount)}
		at := func(after, level int, groups ...desk.Share) desk.Ring {
			return desk.Ring{After: after, Groups: groups, Require: []desk.Need{{Skill: skillID(i), Level: level}}}
		}
		s.Rules = append(s.Rules, desk.Rule{
			ID: skillRule(i), Name: string(skillRule(i)), Method: desk.Escalation,
			Rings: []desk.Ring{at(0, 3, own), at(30, 2, own, next), at(90, 1, everybody...)},
		})
	}
	return s
}

// profile is how the desk knows one of the staff.
func (o *office) profile(i int) desk.Profile {
	c := o.staff[i]
	p := desk.Profile{
		ID: agentID(i), Role: desk.AgentRole, Name: fmt.Sprint("Agent ", i),
		Organisation: teamOf(c.kind.team), Groups: []desk.GroupID{teamID(c.kind.team)},
		Skills: map[desk.SkillID]int{}, Slots: map[desk.Channel]int{desk.Chat: c.room},
	}
	for s, level := range c.kind.skills {
		p.Skills[skillID(s)] = level
	}
	for _, l := range c.kind.languages {
		p.Languages = append(p.Languages, tongues[l])
	}
	return p
}
