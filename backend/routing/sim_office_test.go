package routing_test

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// A simulated office is small and its people, channels, groups, skills, languages
// and rules are numbered, by their places in these lists: a promise is held against
// numbers and sets of them, and only what the engine says and hears is in words.
const (
	people    = 8
	channels  = 3
	groups    = 4
	skills    = 2
	languages = 4
	rules     = 4

	chat, call, inApp = 0, 1, 2
	// none is the number of what is not there.
	none = -1
)

var (
	simChannels  = []desk.Channel{desk.Chat, desk.Call, desk.InApp}
	simGroups    = []desk.GroupID{"sales", "support", "care", "vip"} // nobody is in the last
	simSkills    = []desk.SkillID{"billing", "repair"}
	simLanguages = []string{"fr", "de", "en"} // that somebody may have learnt
	asked        = []string{"fr", "de", "en", "pl"}
	simRules     = []desk.RuleID{"a", "b", "c", "d"}

	// groupNames are what the groups are called; one has no name but its id.
	groupNames = []string{"Sales", "Support", "", "Important people"}
	skillNames = []string{"Billing", "repair"}
)

var ids = func() (ids []desk.AgentID) {
	for i := range people {
		ids = append(ids, desk.AgentID(fmt.Sprint(10420+i)))
	}
	return ids
}()

func agentID(i int) desk.AgentID { return ids[i] }

// numberOf is a thing's place in its list, or none.
func numberOf[T comparable](list []T, x T) int {
	for i := range list {
		if list[i] == x {
			return i
		}
	}
	return none
}

// set is a set of numbers.
type set uint16

func just(i int) set {
	if i < 0 {
		return 0
	}
	return 1 << i
}

func (s set) has(i int) bool { return s&just(i) != 0 }
func (s set) size() int      { return bits.OnesCount16(uint16(s)) }

// first is the least of a set that is not empty.
func (s set) first() int { return bits.TrailingZeros16(uint16(s)) }

// all goes through a set, the least first.
func (s set) all(yield func(int) bool) {
	for ; s != 0; s &= s - 1 {
		if !yield(s.first()) {
			return
		}
	}
}

func setOf[T comparable](list, of []T) (s set) {
	for _, x := range of {
		s |= just(numberOf(list, x))
	}
	return s
}

// levels are what is asked or had of each skill, 0 for nothing.
type levels [skills]int

func levelsOf(needs []desk.Need) (l levels) {
	for _, n := range needs {
		k := numberOf(simSkills, n.Skill)
		l[k] = max(l[k], n.Level)
	}
	return l
}

// most are the higher of two.
func (l levels) most(m levels) levels {
	for k := range l {
		l[k] = max(l[k], m[k])
	}
	return l
}

// person is an agent as the simulated floor knows them.
type person struct {
	profile          desk.Profile
	known            bool
	line             bool
	imposed, doubted bool
	status           [channels]desk.Status
	chosen           [channels]desk.Millis

	// What counts of the profile; nothing of who is not known.
	granted         [channels]bool
	slots, priority [channels]int
	levels          levels
	languages       set
}

// staff is who could answer what, whatever they are doing: all of it empty of
// those who are not known.
type staff struct {
	in      [groups]set
	granted [channels]set
	skilled [skills][desk.MaxLevel + 1]set
	speak   [languages]set
}

// enrol writes down what counts of a person's profile, and looks anew at who
// could answer what.
func (w *world) enrol(i int) {
	p := &w.people[i]
	p.languages = setOf(simLanguages, p.profile.Languages)
	for ch, id := range simChannels {
		p.slots[ch], p.granted[ch] = p.profile.Slots[id]
		p.priority[ch] = p.profile.Priority[id]
	}
	for k, id := range simSkills {
		p.levels[k] = p.profile.Skills[id]
	}
	w.staff = staff{}
	for i := range w.people {
		p, who := &w.people[i], just(i)
		if !p.known {
			continue
		}
		for g := range setOf(simGroups, p.profile.Groups).all {
			w.in[g] |= who
		}
		for ch, granted := range p.granted {
			if granted {
				w.granted[ch] |= who
			}
		}
		for k, level := range p.levels {
			for l := range level + 1 {
				w.skilled[k][l] |= who
			}
		}
		for l := range languages {
			if p.languages == 0 || p.languages.has(l) {
				w.speak[l] |= who
			}
		}
	}
}

// rule is a routing rule as a promise reads it.
type rule struct {
	number    int
	name      string
	method    desk.Method
	order     desk.Order
	sticky    desk.Millis
	rings     []simRing
	then      *rule
	thenAfter desk.Millis
	// legs are the rule and those that join in after it, none of them twice.
	legs []leg
	// moments are when something opens in a wait by the rule, in order.
	moments []desk.Millis
}

// leg is a rule that joins in so long after the beginning of a wait.
type leg struct {
	*rule
	begin desk.Millis
}

// simRing is a ring of a rule, or the groups of a conversation that has none.
type simRing struct {
	rule     *rule
	number   int
	after    desk.Millis
	groups   []int
	shares   []int
	of       set
	language desk.LanguageRule
	need     levels
}

func (r *simRing) method() desk.Method {
	if r.rule == nil {
		return ""
	}
	return r.rule.method
}

func (r *simRing) order() desk.Order {
	if r.rule == nil {
		return ""
	}
	return r.rule.order
}

// part is the share that a group of the ring has, by its place there.
func (r *simRing) part(i int) int {
	if r.rule.method == desk.Fair {
		return 1
	}
	return r.shares[i]
}

// plain are the rings of conversations without a rule, by the groups they name.
var plain = func() (list [1 << groups]simRing) {
	byID := []int{0, 1, 2, 3}
	slices.SortFunc(byID, func(x, y int) int { return cmp.Compare(simGroups[x], simGroups[y]) })
	for of := range list {
		r := simRing{number: 1, of: set(of)}
		for _, g := range byID {
			if r.of.has(g) {
				r.groups = append(r.groups, g)
			}
		}
		list[of] = r
	}
	return list
}()

// setRules reads the rules of new settings.
func (w *world) setRules(s desk.Settings) {
	w.rules, w.places = [rules]*rule{}, [groups]int{}
	for i, g := range s.Groups {
		w.places[i] = g.Places
	}
	for _, in := range s.Rules {
		r := &rule{
			number: numberOf(simRules, in.ID), name: in.Name, method: in.Method, order: in.Order,
			sticky: desk.Millis(in.Sticky) * 1000, thenAfter: desk.Millis(in.ThenAfter) * 1000,
		}
		for n, in := range in.Rings {
			to := simRing{rule: r, number: n + 1, after: desk.Millis(in.After) * 1000, language: in.Language, need: levelsOf(in.Require)}
			for _, share := range in.Groups {
				g := numberOf(simGroups, share.Group)
				to.groups, to.shares, to.of = append(to.groups, g), append(to.shares, share.Share), to.of|just(g)
			}
			r.rings = append(r.rings, to)
		}
		w.rules[r.number] = r
	}
	for _, in := range s.Rules {
		if to := numberOf(simRules, in.Then); to != none {
			w.rules[numberOf(simRules, in.ID)].then = w.rules[to]
		}
	}
	for _, r := range w.rules {
		if r == nil {
			continue
		}
		seen, begin := set(0), desk.Millis(0)
		for to := r; to != nil && !seen.has(to.number); to = to.then {
			r.legs = append(r.legs, leg{to, begin})
			r.moments = append(r.moments, begin)
			for i := range to.rings {
				r.moments = append(r.moments, begin+to.rings[i].after)
			}
			seen |= just(to.number)
			begin += to.thenAfter
		}
		slices.Sort(r.moments)
		r.moments = slices.DeleteFunc(slices.Compact(r.moments), func(m desk.Millis) bool { return m <= 0 })
	}
}

func groupName(g int) string { return cmp.Or(groupNames[g], string(simGroups[g])) }

// listed are lists of names that were put into words already: there are few, and
// one is asked for after each event.
type listed map[uint64]string

// names are groups by name, one a line.
func (l listed) names(list []int) string {
	key := uint64(1)
	for _, g := range list {
		key = key<<3 | uint64(g)
	}
	text, ok := l[key]
	if !ok {
		var names []string
		for _, g := range list {
			names = append(names, groupName(g))
		}
		text = strings.Join(names, "\n")
		l[key] = text
	}
	return text
}
