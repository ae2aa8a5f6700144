package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/hours"
)

// MaxTests bounds the tests of a text, MaxPeople the people of one, MaxHeld what
// one of them has or may have at once, and MaxQueued what waits for a group, so
// that checking a change takes a moment.
const (
	MaxTests  = 500
	MaxPeople = 100
	MaxHeld   = 100
	MaxQueued = 1000
)

// Check says what is wrong with a document, as the first refusal met with the
// path of its field: settings that do not hold together, a test that says
// nothing sensible, or one that fails ([desk.TestFailed]). people are the
// accounts that tests may name as like.
func Check(d Document, people []desk.Profile) error {
	if err := d.Settings.Check(hours.Zone); err != nil {
		return err
	}
	if len(d.Tests) > MaxTests {
		return desk.Refuse(desk.Invalid, "There can be %s tests.", desk.Thousands(MaxTests)).At("tests")
	}
	for i, t := range d.Tests {
		if err := try(d.Settings, t, people); err != nil {
			return err.At(strings.TrimSuffix(fmt.Sprintf("tests[%d].%s", i, err.Field), "."))
		}
	}
	return nil
}

// CheckChange is [Check] of what a document becomes. Both passed their tests when they
// were written: one that fails the document as it was too fails because of an account
// it takes somebody from, and whoever changes something else has to be told so.
func CheckChange(before, after Document, people []desk.Profile) error {
	err := Check(after, people)
	var i int
	if _, no := fmt.Sscanf(desk.AsError(err).Field, "tests[%d]", &i); err == nil || no != nil {
		return err
	}
	t := after.Tests[i]
	likes := likesOf(t, people)
	was := slices.IndexFunc(before.Tests, func(o Test) bool { return reflect.DeepEqual(o, t) })
	if was < 0 || likes == "" || try(before.Settings, t, people) == nil {
		return err
	}
	e := desk.AsError(err)
	return desk.Refuse(desk.TestFailed, "The test %q has failed since an account was changed that it takes somebody from (%s); "+
		"change the test in the settings file, or the account. %s", desk.CutText(t.Name, desk.MaxSettingsName), likes, e.Message).At(e.Field)
}

// likesOf names the accounts that a test takes somebody from, as in "Ada Surname,
// 10423"; one that is there no more has but its number.
func likesOf(t Test, people []desk.Profile) string {
	var likes []string
	for _, p := range t.People {
		if p.Like == "" {
			continue
		}
		name := string(p.Like)
		if i := slices.IndexFunc(people, func(o desk.Profile) bool { return o.ID == p.Like }); i >= 0 {
			name = desk.CutText(people[i].Name, desk.MaxNameRunes) + ", " + name
		}
		if !slices.Contains(likes, name) {
			likes = append(likes, name)
		}
	}
	return strings.Join(likes, "; ")
}

// try runs one test.
func try(s desk.Settings, t Test, people []desk.Profile) *desk.Error {
	got, err := run(s, t, people)
	if err != nil {
		return err
	}
	if wrong := t.Expect.differs(got.Expect); wrong != "" {
		return desk.Refuse(desk.TestFailed, "The test %q fails: expected %s: %s", desk.CutText(t.Name, desk.MaxSettingsName), wrong, got.why)
	}
	return nil
}

// differs is what was expected and what came of it, of the first thing that is
// otherwise, as in "ring 3, got ring 1".
func (e Expect) differs(got Expect) string {
	ring := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("ring %d", n)
	}
	named := func(what, name string) string {
		if name == "" {
			return ""
		}
		return what + " " + name
	}
	for _, pair := range [][2]string{
		{named("targeting rule", string(e.Target)), named("targeting rule", string(got.Target))},
		{named("rule", string(e.Rule)), named("rule", string(got.Rule))},
		{strings.ReplaceAll(string(e.Outcome), "_", " "), strings.ReplaceAll(string(got.Outcome), "_", " ")},
		{ring(e.Ring), ring(got.Ring)},
		{named("group", string(e.Group)), named("group", string(got.Group))},
		{named("agent", string(e.Agent)), named("agent", string(got.Agent))},
	} {
		if want, is := pair[0], pair[1]; want != "" && want != is {
			if is == "" {
				what, _, _ := strings.Cut(want, " ")
				is = "no " + what
				if want == named("targeting rule", string(e.Target)) {
					is = "no targeting rule"
				}
			}
			return want + ", got " + is
		}
	}
	return ""
}

// checkTest says what in a test is no sense, whatever the engine would do.
func checkTest(s desk.Settings, t Test, people []desk.Profile) *desk.Error {
	refuse := func(field, format string, args ...any) *desk.Error {
		return desk.Refuse(desk.Invalid, format, args...).At(field)
	}
	switch {
	case t.Name == "" || desk.CutText(t.Name, desk.MaxSettingsName) != t.Name:
		return refuse("name", "A name has 1 to %d characters on one line.", desk.MaxSettingsName)
	case t.Waited < 0 || t.Waited > 7*24*3600:
		return refuse("waited", "A test waits for 0 to %s seconds.", desk.Thousands(7*24*3600))
	case !slices.Contains(desk.Channels, t.Visit.Channel):
		return refuse("visit.channel", "There is no channel %q.", desk.CutText(string(t.Visit.Channel), 40))
	case len(t.People) > MaxPeople:
		return refuse("people", "A test has up to %d people.", MaxPeople)
	}
	seen := map[desk.AgentID]bool{}
	for i, p := range t.People {
		if err := checkPerson(s, p, people); err != nil {
			return err.At(fmt.Sprintf("people[%d].%s", i, err.Field))
		}
		if seen[p.Agent] {
			return refuse(fmt.Sprintf("people[%d].agent", i), "There are two agents %q.", p.Agent)
		}
		seen[p.Agent] = true
	}
	for _, g := range sortedKeys(t.Queued) {
		if _, ok := s.Group(g); !ok {
			return refuse("queued", "There is no group %q.", desk.CutText(string(g), 40))
		}
		if n := t.Queued[g]; n < 0 || n > MaxQueued {
			return refuse("queued", "0 to %s conversations can wait for a group.", desk.Thousands(MaxQueued))
		}
	}
	return checkExpect(s, t)
}

func checkPerson(s desk.Settings, p Person, people []desk.Profile) *desk.Error {
	refuse := func(field, format string, args ...any) *desk.Error {
		return desk.Refuse(desk.Invalid, format, args...).At(field)
	}
	switch {
	case p.Agent == "" || desk.CutText(string(p.Agent), 40) != string(p.Agent):
		return refuse("agent", "An agent of a test has a name of 1 to 40 characters.")
	case p.Like != "" && !slices.ContainsFunc(people, func(o desk.Profile) bool { return o.ID == p.Like }):
		return refuse("like", "There is no account %q.", desk.CutText(string(p.Like), 40))
	case !slices.Contains([]desk.Role{"", desk.AgentRole, desk.Manager, desk.Admin}, p.Role):
		return refuse("role", "There is no role %q.", desk.CutText(string(p.Role), 40))
	case !slices.Contains([]Presence{"", Available, Unavailable, Away, Offline}, p.Status):
		return refuse("status", "A status is available, unavailable, away or offline.")
	}
	for _, k := range sortedKeys(p.Skills) {
		if !slices.ContainsFunc(s.Skills, func(o desk.Skill) bool { return o.ID == k }) {
			return refuse("skills", "There is no skill %q.", desk.CutText(string(k), 40))
		}
		if n := p.Skills[k]; n < 1 || n > desk.MaxLevel {
			return refuse("skills", "A level is from 1 to %d.", desk.MaxLevel)
		}
	}
	for _, l := range p.Languages {
		if err := desk.CheckLanguage(l); err != nil {
			return desk.AsError(err).At("languages")
		}
	}
	for _, m := range []struct {
		field string
		of    map[desk.Channel]int
	}{{"slots", p.Slots}, {"used", p.Used}, {"priority", p.Priority}} {
		for _, ch := range sortedKeys(m.of) {
			if !slices.Contains(desk.Channels, ch) {
				return refuse(m.field, "There is no channel %q.", desk.CutText(string(ch), 40))
			}
			if n := m.of[ch]; n < 0 || n > MaxHeld {
				return refuse(m.field, "This is a number from 0 to %d.", MaxHeld)
			}
		}
	}
	return nil
}

func checkExpect(s desk.Settings, t Test) *desk.Error {
	refuse := func(field, format string, args ...any) *desk.Error {
		return desk.Refuse(desk.Invalid, format, args...).At("expect" + field)
	}
	e := t.Expect
	_, rule := s.Rule(e.Rule)
	_, group := s.Group(e.Group)
	switch {
	case e == Expect{}:
		return refuse("", "A test says what it expects.")
	case !slices.Contains([]Outcome{"", Assigned, Waits, Dropped, NotOffered, Full}, e.Outcome):
		return refuse(".outcome", "An outcome is assigned, waits, dropped, not_offered or full.")
	case e.Target != "" && !slices.ContainsFunc(s.Targeting, func(o desk.Targeting) bool { return o.ID == e.Target }):
		return refuse(".target", "There is no targeting rule %q.", desk.CutText(string(e.Target), 40))
	case e.Rule != "" && !rule:
		return refuse(".rule", "There is no routing rule %q.", desk.CutText(string(e.Rule), 40))
	case e.Ring < 0 || e.Ring > desk.MaxRings:
		return refuse(".ring", "A ring is from 1 to %d.", desk.MaxRings)
	case e.Group != "" && !group:
		return refuse(".group", "There is no group %q.", desk.CutText(string(e.Group), 40))
	case e.Agent != "" && !slices.ContainsFunc(t.People, func(p Person) bool { return p.Agent == e.Agent }):
		return refuse(".agent", "There is no agent %q in this test.", desk.CutText(string(e.Agent), 40))
	}
	return nil
}
