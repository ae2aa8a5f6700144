package desk

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func zones(name string) bool { return name == "Europe/Paris" || name == "UTC" }

// shop are settings that hold together, with something of everything.
func shop() Settings {
	return Settings{
		Skills: []Skill{{ID: "billing", Name: "Billing"}, {ID: "law", Name: "Law"}},
		Hours: []Hours{{
			ID: "office", Name: "Office hours", Zone: "Europe/Paris",
			Week:   []Span{{Days: []string{"mon", "fri"}, From: "09:00", To: "18:00"}, {Days: []string{"sat"}, From: "22:00", To: "02:00"}},
			Except: []Exception{{Date: "2026-12-25", Name: "Christmas Day"}, {Date: "2026-12-24", Open: []Span{{From: "00:00", To: "24:00"}}}},
		}},
		Groups: []Group{
			{ID: "sales", Name: "Sales", Roles: []Role{AgentRole, Manager}, Places: 20, Hours: "office"},
			{ID: "support", Name: "Support", Organisations: []OrganisationID{"care"}, Skills: []SkillID{"law"}},
		},
		Rules: []Rule{
			{
				ID: "shop", Name: "Shop", Method: Escalation, Order: LongestIdle, Sticky: 20, AnswerWithin: 90, Transfers: true,
				Rings: []Ring{
					{Groups: []Share{{Group: "sales"}}, Require: []Need{{Skill: "billing", Level: 3}, {Skill: "law", Level: 1}}},
					{After: 60, Groups: []Share{{Group: "support"}, {Group: "sales"}}, Require: []Need{{Skill: "billing", Level: 2}}, Language: LanguageSoft},
				},
				Then: "rest", ThenAfter: 120,
			},
			{ID: "rest", Name: "The rest", Method: Custom, Rings: []Ring{{Groups: []Share{{"sales", 70}, {"support", 30}}, Language: LanguageAny}}},
		},
		Targeting: []Targeting{
			{
				ID: "fr", Name: "French visitors", Active: true, Channel: Chat, Rule: "shop", Sites: []string{"www.acme.test"},
				Paths: []string{"/shop/"}, Languages: []string{"fr"}, Require: []Need{{Skill: "law", Level: 5}}, Priority: Urgent,
			},
			{ID: "draft", Name: "Not yet", Channel: Video},
		},
		Categories: []Topic{
			{ID: "money", Name: "Money", Targets: []TargetID{"fr"}, Groups: []GroupID{"support"}, Sites: []string{"www.acme.test"}},
			{ID: "rest", Name: "All else"},
		},
		Lifecycle: Lifecycle{CloseIdleAfter: 15, LostAfter: 60, ShownWithin: 3, PushGap: 3, Welcome: "Hello!", Tagging: TagsRequired, FixedTags: true},
		Team:      Team{Title: "The garden", Page: "https://team.acme.test/garden"},
	}
}

func TestGoodSettings(t *testing.T) {
	for name, s := range map[string]Settings{"none": {}, "a shop's": shop()} {
		if err := s.Check(zones); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every wrong setting is refused with its field named.
func TestWrongSettings(t *testing.T) {
	long := strings.Repeat("x", MaxSettingsName+1)
	for _, tt := range []struct {
		name  string
		field string
		spoil func(*Settings)
	}{
		{"no id", "skills[0].id", func(s *Settings) { s.Skills[0].ID = "" }},
		{"a capital in an id", "groups[1].id", func(s *Settings) { s.Groups[1].ID = "Support" }},
		{"an id that breaks out", "hours[0].id", func(s *Settings) { s.Hours[0].ID = "a/../b" }},
		{"a long id", "rules[0].id", func(s *Settings) { s.Rules[0].ID = RuleID(strings.Repeat("x", 41)) }},
		{"two skills of one id", "skills[1].id", func(s *Settings) { s.Skills[1].ID = "billing" }},
		{"two groups of one id", "groups[1].id", func(s *Settings) { s.Groups[1].ID = "sales" }},
		{"two targeting rules of one id", "targeting[1].id", func(s *Settings) { s.Targeting[1].ID = "fr" }},
		{"no name", "skills[1].name", func(s *Settings) { s.Skills[1].Name = "" }},
		{"a long name", "rules[1].name", func(s *Settings) { s.Rules[1].Name = long }},
		{"a name of two lines", "targeting[0].name", func(s *Settings) { s.Targeting[0].Name = "a\nb" }},
		{"a name that is not UTF-8", "groups[0].name", func(s *Settings) { s.Groups[0].Name = "\xff" }},

		{"a zone that does not exist", "hours[0].zone", func(s *Settings) { s.Hours[0].Zone = "Europe/Atlantis" }},
		{"no zone", "hours[0].zone", func(s *Settings) { s.Hours[0].Zone = "" }},
		{"a day nobody knows", "hours[0].week[0].days", func(s *Settings) { s.Hours[0].Week[0].Days = []string{"mon", "lundi"} }},
		{"hours on no day", "hours[0].week[1].days", func(s *Settings) { s.Hours[0].Week[1].Days = nil }},
		{"a time out of the day", "hours[0].week[0].from", func(s *Settings) { s.Hours[0].Week[0].From = "25:00" }},
		{"hours that begin at the end", "hours[0].week[0].from", func(s *Settings) { s.Hours[0].Week[0].From = "24:00" }},
		{"a time without its zero", "hours[0].week[0].from", func(s *Settings) { s.Hours[0].Week[0].From = "9:00" }},
		{"a minute too many", "hours[0].week[0].to", func(s *Settings) { s.Hours[0].Week[0].To = "24:01" }},
		{"hours of no length", "hours[0].week[0].to", func(s *Settings) { s.Hours[0].Week[0].To = "09:00" }},
		{"a day that is not in the calendar", "hours[0].except[0].date", func(s *Settings) { s.Hours[0].Except[0].Date = "2026-02-29" }},
		{"a date the other way round", "hours[0].except[0].date", func(s *Settings) { s.Hours[0].Except[0].Date = "25-12-2026" }},
		{"two exceptions for a day", "hours[0].except[1].date", func(s *Settings) { s.Hours[0].Except[1].Date = "2026-12-25" }},
		{"an exception that names a weekday", "hours[0].except[1].open[0].days", func(s *Settings) { s.Hours[0].Except[1].Open[0].Days = []string{"mon"} }},
		{"a wrong time on a special day", "hours[0].except[1].open[0].to", func(s *Settings) { s.Hours[0].Except[1].Open[0].To = "noon" }},

		{"two categories of one id", "categories[1].id", func(s *Settings) { s.Categories[1].ID = "money" }},
		{"a category of a targeting rule that is none", "categories[0].targets", func(s *Settings) { s.Categories[0].Targets = []TargetID{"de"} }},
		{"a category of a group that is none", "categories[0].groups", func(s *Settings) { s.Categories[0].Groups = []GroupID{"care"} }},
		{"a category of a page", "categories[0].sites", func(s *Settings) { s.Categories[0].Sites = []string{"https://a.test/b"} }},
		{"a tagging that is none", "lifecycle.tagging", func(s *Settings) { s.Lifecycle.Tagging = "perhaps" }},

		{"less than no places", "groups[0].places", func(s *Settings) { s.Groups[0].Places = -1 }},
		{"too many places", "groups[0].places", func(s *Settings) { s.Groups[0].Places = MaxPlaces + 1 }},
		{"a group of nobody in particular", "groups[1]", func(s *Settings) { s.Groups[1].Organisations, s.Groups[1].Skills = nil, nil }},
		{"a role that is none", "groups[0].roles", func(s *Settings) { s.Groups[0].Roles = []Role{"pirate"} }},
		{"a group's skill that is none", "groups[1].skills", func(s *Settings) { s.Groups[1].Skills = []SkillID{"cooking"} }},
		{"a group's hours that are none", "groups[0].hours", func(s *Settings) { s.Groups[0].Hours = "night" }},

		{"no method", "rules[0].method", func(s *Settings) { s.Rules[0].Method = "" }},
		{"an order that is none", "rules[0].order", func(s *Settings) { s.Rules[0].Order = "alphabetic" }},
		{"no ring", "rules[1].rings", func(s *Settings) { s.Rules[1].Rings = nil }},
		{"seven rings", "rules[1].rings", func(s *Settings) {
			ring := s.Rules[1].Rings[0]
			for i := range 6 {
				ring.After = i + 1
				s.Rules[1].Rings = append(s.Rules[1].Rings, ring)
			}
		}},
		{"a rule without a group", "rules[1].rings[0].groups", func(s *Settings) { s.Rules[1].Rings[0].Groups = nil }},
		{"a group that is none", "rules[0].rings[1].groups[0].group", func(s *Settings) { s.Rules[0].Rings[1].Groups[0].Group = "care" }},
		{"a group named twice", "rules[0].rings[1].groups[1].group", func(s *Settings) { s.Rules[0].Rings[1].Groups[1].Group = "support" }},
		{"a first ring that comes late", "rules[0].rings[0].after", func(s *Settings) { s.Rules[0].Rings[0].After = 10 }},
		{"a ring before its time", "rules[0].rings[1].after", func(s *Settings) { s.Rules[0].Rings[1].After = -1 }},
		{"a ring in two days", "rules[0].rings[1].after", func(s *Settings) { s.Rules[0].Rings[1].After = 2 * 24 * 3600 }},
		{"no share", "rules[1].rings[0].groups[1].share", func(s *Settings) { s.Rules[1].Rings[0].Groups[1].Share = 0 }},
		{"less than no share", "rules[1].rings[0].groups[0].share", func(s *Settings) { s.Rules[1].Rings[0].Groups[0].Share = -70 }},
		{"a share nobody asked for", "rules[0].rings[0].groups[0].share", func(s *Settings) { s.Rules[0].Rings[0].Groups[0].Share = 50 }},
		{"a language rule that is none", "rules[0].rings[1].language", func(s *Settings) { s.Rules[0].Rings[1].Language = "rude" }},
		{"a skill that is none", "rules[0].rings[0].require[1].skill", func(s *Settings) { s.Rules[0].Rings[0].Require[1].Skill = "cooking" }},
		{"a level of nought", "rules[0].rings[0].require[0].level", func(s *Settings) { s.Rules[0].Rings[0].Require[0].Level = 0 }},
		{"a level of six", "rules[0].rings[0].require[0].level", func(s *Settings) { s.Rules[0].Rings[0].Require[0].Level = 6 }},
		{"a skill asked for twice", "rules[0].rings[0].require[1].skill", func(s *Settings) { s.Rules[0].Rings[0].Require[1].Skill = "billing" }},

		{"a ring that narrows in groups", "rules[0].rings[1].groups", func(s *Settings) { s.Rules[0].Rings[1].Groups = []Share{{Group: "support"}} }},
		{"a ring that narrows in a level", "rules[0].rings[1].require[0]", func(s *Settings) { s.Rules[0].Rings[1].Require[0].Level = 4 }},
		{"a ring that narrows in a skill", "rules[0].rings[1].require[0]", func(s *Settings) { s.Rules[0].Rings[0].Require = nil }},
		{"a ring that narrows in language", "rules[0].rings[1].language", func(s *Settings) { s.Rules[0].Rings[0].Language = LanguageAny }},
		{"a ring that narrows in time", "rules[0].rings[1].after", func(s *Settings) { s.Rules[0].Rings[1].After = 0 }},

		{"a visitor who waits backwards", "rules[0].sticky", func(s *Settings) { s.Rules[0].Sticky = -1 }},
		{"a visitor who waits for ever", "rules[0].sticky", func(s *Settings) { s.Rules[0].Sticky = 3601 }},
		{"an answer before it is asked", "rules[0].answerWithin", func(s *Settings) { s.Rules[0].AnswerWithin = -1 }},
		{"a rule that leads to itself", "rules[0].then", func(s *Settings) { s.Rules[0].Then = "shop" }},
		{"two that lead to each other", "rules[0].then", func(s *Settings) { s.Rules[1].Then = "shop" }},
		{"a third that leads back", "rules[0].then", func(s *Settings) {
			third := s.Rules[1]
			third.ID, third.Then = "third", "shop"
			s.Rules[1].Then = "third"
			s.Rules = append(s.Rules, third)
		}},
		{"a way into a circle", "rules[0].then", func(s *Settings) {
			third := s.Rules[1]
			third.ID, third.Then = "third", "rest"
			s.Rules[1].Then = "third"
			s.Rules = append(s.Rules, third)
		}},
		{"a rule that leads nowhere", "rules[0].then", func(s *Settings) { s.Rules[0].Then = "lost" }},
		{"a moment for no rule", "rules[0].then", func(s *Settings) { s.Rules[0].Then = "" }},
		{"a rule that joins in before", "rules[0].thenAfter", func(s *Settings) { s.Rules[0].ThenAfter = -1 }},
		{"a rule that joins in before the last ring", "rules[0].thenAfter", func(s *Settings) { s.Rules[0].ThenAfter = 59 }},

		{"a channel that is none", "targeting[1].channel", func(s *Settings) { s.Targeting[1].Channel = "pigeon" }},
		{"active without a routing rule", "targeting[0].rule", func(s *Settings) { s.Targeting[0].Rule = "" }},
		{"a routing rule that is none", "targeting[1].rule", func(s *Settings) { s.Targeting[1].Rule = "lost" }},
		{"a priority that is none", "targeting[0].priority", func(s *Settings) { s.Targeting[0].Priority = "asap" }},
		{"a site with its scheme", "targeting[0].sites", func(s *Settings) { s.Targeting[0].Sites = []string{"https://www.acme.test"} }},
		{"no site", "targeting[0].sites", func(s *Settings) { s.Targeting[0].Sites = []string{"www.acme.test", ""} }},
		{"a path from nowhere", "targeting[0].paths", func(s *Settings) { s.Targeting[0].Paths = []string{"shop"} }},
		{"a path that is not UTF-8", "targeting[0].paths", func(s *Settings) { s.Targeting[0].Paths = []string{"/\xff"} }},
		{"a language without a name", "targeting[0].languages", func(s *Settings) { s.Targeting[0].Languages = []string{"-BE"} }},
		{"a language that there is not", "targeting[0].languages", func(s *Settings) { s.Targeting[0].Languages = []string{"fe"} }},
		{"a language that has signs", "targeting[0].languages", func(s *Settings) { s.Targeting[0].Languages = []string{"fr-!!"} }},
		{"a skill it asks for that is none", "targeting[0].require[0].skill", func(s *Settings) { s.Targeting[0].Require[0].Skill = "cooking" }},

		{"an idle time below nought", "lifecycle.closeIdleAfter", func(s *Settings) { s.Lifecycle.CloseIdleAfter = -1 }},
		{"a grace of two days", "lifecycle.lostAfter", func(s *Settings) { s.Lifecycle.LostAfter = 2 * 24 * 3600 }},
		{"a contact never shown", "lifecycle.shownWithin", func(s *Settings) { s.Lifecycle.ShownWithin = 3601 }},
		{"a gap below nought", "lifecycle.pushGap", func(s *Settings) { s.Lifecycle.PushGap = -3 }},
		{"a team's page that is a script", "team.page", func(s *Settings) { s.Team.Page = "javascript:alert(1)" }},
		{"a team's page that is a file", "team.page", func(s *Settings) { s.Team.Page = "file:///etc/passwd" }},
		{"a team's title without a page", "team.page", func(s *Settings) { s.Team.Page = "" }},
		{"a team's title of two lines", "team.title", func(s *Settings) { s.Team.Title = "The\ngarden" }},
		{"a welcome that cannot be said", "lifecycle.welcome", func(s *Settings) { s.Lifecycle.Welcome = "a\x00b" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := shop()
			tt.spoil(&s)
			err := s.Check(zones)
			var refusal *Error
			if !errors.As(err, &refusal) {
				t.Fatalf("got %v", err)
			}
			if refusal.Code != Invalid || refusal.Field != tt.field || !strings.HasSuffix(refusal.Message, ".") {
				t.Errorf("got %s of %s: %q, want %s", refusal.Code, refusal.Field, refusal.Message, tt.field)
			}
		})
	}
}

// Whatever is written, Check answers; and what it accepts names nothing that is
// not there.
func TestAcceptedSettingsHoldTogether(t *testing.T) {
	anyID, anyN := rapid.SampledFrom([]string{"a", "b", "c", ""}), rapid.SampledFrom([]int{0, 0, 1, 2, 3, 60, -1})
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		id, n := anyID, anyN
		tame := rapid.Bool().Draw(t, "tame") // or hardly any are accepted
		if tame {
			id, n = rapid.Just(""), rapid.Just(0)
		}
		pick := func(t *rapid.T, of ...string) string {
			if tame {
				return of[0]
			}
			return rapid.SampledFrom(of).Draw(t, "of")
		}
		some := func(label string, most int) int { return rapid.IntRange(0, most).Draw(t, label) }
		needs := func() (list []Need) {
			if tame {
				return nil
			}
			for range some("needs", 1) {
				list = append(list, Need{SkillID(id.Draw(t, "skill")), n.Draw(t, "level")})
			}
			return list
		}
		var s Settings
		for i := range some("skills", 2) {
			s.Skills = append(s.Skills, Skill{ID: SkillID("abc"[i : i+1]), Name: "Skill"})
		}
		for i := range some("hours", 1) {
			s.Hours = append(s.Hours, Hours{ID: HoursID("abc"[i : i+1]), Name: "Hours", Zone: pick(t, "UTC", "UTC", "Nowhere")})
		}
		for i := range some("groups", 3) {
			s.Groups = append(s.Groups, Group{
				ID: GroupID("abc"[i : i+1]), Name: "Group", Roles: []Role{AgentRole}, Places: n.Draw(t, "places"),
				Hours: HoursID(pick(t, "", "", "a")), Skills: []SkillID{"a", "b"}[:some("skilled", 1)],
			})
		}
		for i := range some("rules", 3) {
			r := Rule{
				ID: RuleID("abc"[i : i+1]), Name: "Rule", Method: Method(pick(t, "fair", "fair", "custom")),
				Then: RuleID(id.Draw(t, "then")), ThenAfter: n.Draw(t, "thenAfter"),
			}
			for j := range some("rings", 2) + 1 {
				ring := Ring{After: j * n.Draw(t, "after"), Require: needs(), Language: LanguageRule(pick(t, "", "any", "soft"))}
				for k := range some("shares", 2) + 1 {
					ring.Groups = append(ring.Groups, Share{Group: GroupID("abc"[k : k+1]), Share: n.Draw(t, "share") * some("shared", 1)})
				}
				r.Rings = append(r.Rings, ring)
			}
			s.Rules = append(s.Rules, r)
		}
		for i := range some("targeting", 2) {
			s.Targeting = append(s.Targeting, Targeting{
				ID: TargetID("abc"[i : i+1]), Name: "Target", Active: rapid.Bool().Draw(t, "active"), Channel: Chat,
				Rule: RuleID(id.Draw(t, "rule")), Require: needs(),
			})
		}
		if err := s.Check(zones); err != nil {
			if AsError(err).Field == "" {
				t.Fatalf("refused without a field: %v", err)
			}
			return
		}
		accepted++
		dangling(t, s)
	})
	if accepted == 0 {
		t.Error("nothing was accepted")
	}
}

// dangling fails on a name of something that is not there.
func dangling(t *rapid.T, s Settings) {
	needs := func(list []Need) {
		for _, need := range list {
			if _, ok := find(s.Skills, func(k Skill) bool { return k.ID == need.Skill }); !ok {
				t.Fatalf("no skill %q", need.Skill)
			}
		}
	}
	for _, g := range s.Groups {
		if _, ok := find(s.Hours, func(h Hours) bool { return h.ID == g.Hours }); !ok && g.Hours != "" {
			t.Fatalf("no hours %q", g.Hours)
		}
	}
	for _, r := range s.Rules {
		for i, ring := range r.Rings {
			if len(ring.Groups) == 0 {
				t.Fatalf("a ring of nobody in %+v", r)
			}
			for _, share := range ring.Groups {
				if _, ok := s.Group(share.Group); !ok {
					t.Fatalf("no group %q", share.Group)
				}
			}
			needs(ring.Require)
			if i > 0 && ring.After <= r.Rings[i-1].After {
				t.Fatalf("rings out of order in %+v", r)
			}
		}
		steps := 0
		for next := r.Then; next != ""; steps++ {
			after, ok := s.Rule(next)
			if !ok || steps > len(s.Rules) {
				t.Fatalf("from %q it leads to %q", r.ID, next)
			}
			next = after.Then
		}
	}
	for _, target := range s.Targeting {
		needs(target.Require)
		if _, ok := s.Rule(target.Rule); !ok && (target.Active || target.Rule != "") {
			t.Fatalf("no rule %q", target.Rule)
		}
	}
}
