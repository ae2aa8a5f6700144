package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

// row: B-03
func TestDiff(t *testing.T) {
	before, after := example(t).Settings, example(t).Settings
	after.Skills = append(after.Skills, desk.Skill{ID: "fr-law", Name: "French law"})
	after.Hours[0].Week[0].To = "19:00"
	after.Hours[0].Except = after.Hours[0].Except[:1]
	after.Groups = append(after.Groups[:1:1], after.Groups[2:]...)
	after.Groups[0].Name = "Sales & more"
	after.Groups[0].Hours = ""
	after.Rules[0].Rings[1].After = 45
	after.Rules[0].Rings[2].Require = []desk.Need{{Skill: "billing", Level: 1}}
	after.Targeting[0], after.Targeting[1] = after.Targeting[1], after.Targeting[0]
	after.Targeting[1].Active = false
	after.Lifecycle.PushGap = 3
	after.Lifecycle.Welcome = ""
	after.Team.Title = ""
	var got []string
	for _, c := range rules.Diff(before, after) {
		got = append(got, c.String())
	}
	want := []string{
		`Skill "French law" is new.`,
		`Opening hours "Office hours": week[0].to is now "19:00"; it was "18:00".`,
		`Opening hours "Office hours": except[1] was { date = "2026-12-25", name = "Christmas Day" } and is no longer set.`,
		`Group "Sales & more": name is now "Sales & more"; it was "Sales".`,
		`Group "Sales & more": hours was "office" and is no longer set.`,
		`Group "Support" is gone.`,
		`Rule "Shop": rings[1].after is now 45; it was 30.`,
		`Rule "Shop": rings[2].require[0] is now { skill = "billing", level = 1 }.`,
		`Targeting rule "Bills and payments": active is now false; it was true.`,
		`The order of targeting is shop, bills, calls, old; it was bills, shop, calls, old.`,
		`Lifecycle: pushGap is now 3.`,
		`Lifecycle: welcome was "Hello!\nSomebody will be with you in a moment." and is no longer set.`,
		`Team: title was "The garden" and is no longer set.`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Nothing differs from itself, and whatever is printed otherwise is a change.
func TestDiffMissesNothing(t *testing.T) {
	unique := func(s desk.Settings) bool {
		ids := func(list []string) bool {
			slices.Sort(list)
			return len(slices.Compact(slices.Clone(list))) == len(list)
		}
		var k, h, g, r, a []string
		for _, x := range s.Skills {
			k = append(k, string(x.ID))
		}
		for _, x := range s.Hours {
			h = append(h, string(x.ID))
		}
		for _, x := range s.Groups {
			g = append(g, string(x.ID))
		}
		for _, x := range s.Rules {
			r = append(r, string(x.ID))
		}
		for _, x := range s.Targeting {
			a = append(a, string(x.ID))
		}
		return ids(k) && ids(h) && ids(g) && ids(r) && ids(a)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSettings(t), drawSettings(t)
		if rapid.Bool().Draw(t, "alike") {
			b = a
			b.Rules = slices.Clone(a.Rules)
			if len(b.Rules) > 0 {
				b.Rules[0].Sticky = drawInt(t)
			}
			b.Targeting = slices.Clone(a.Targeting)
			slices.Reverse(b.Targeting)
		}
		if !unique(a) || !unique(b) {
			t.Skip("two with one id")
		}
		if changes := rules.Diff(a, a); len(changes) > 0 {
			t.Fatalf("from itself: %v", changes)
		}
		same := rules.Print(rules.Document{Settings: a}) == rules.Print(rules.Document{Settings: b})
		changes := rules.Diff(a, b)
		if same != (len(changes) == 0) {
			t.Fatalf("the texts are the same: %v, and the changes %v", same, changes)
		}
		for _, c := range changes {
			if s := c.String(); !strings.HasSuffix(s, ".") || c.Was == c.Is {
				t.Fatalf("%+v says %q", c, s)
			}
		}
	})
}
