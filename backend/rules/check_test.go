package rules_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

// row: B-03
func TestTheExamplePasses(t *testing.T) {
	if err := rules.Check(example(t), nil); err != nil {
		t.Fatal(err)
	}
}

// named is the test of that name, by its place.
func named(t *testing.T, d rules.Document, name string) int {
	t.Helper()
	for i, test := range d.Tests {
		if strings.Contains(test.Name, name) {
			return i
		}
	}
	t.Fatalf("no test %q", name)
	return 0
}

// A change that fails a test is refused, and the refusal says which test, what
// was expected, what came of it and why.
//
// row: B-03
func TestAChangeThatFailsATestIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*rules.Document)
		test   string
		says   string
	}{
		{"the night desk answers at once", func(d *rules.Document) {
			d.Rules[0].Rings = []desk.Ring{{Groups: d.Rules[0].Rings[2].Groups, Language: desk.LanguageAny}}
		}, "reaches ring 3", "expected ring 3, got ring 1: nils was the only free agent in "},
		{"the night desk needs a language", func(d *rules.Document) {
			d.Rules[0].Rings[2].Language = desk.LanguageSoft
			d.Rules[0].Rings[1].Language = desk.LanguageHard
			d.Tests[0].People[1].Status = rules.Unavailable
		}, "reaches ring 3", "expected assigned, got "},
		{"Sales opens late", func(d *rules.Document) { d.Hours[0].Week[0].From, d.Groups[2].Places = "10:00", 0 },
			"in the morning", "expected assigned, got waits: "},
		{"no places", func(d *rules.Document) { d.Groups[0].Places, d.Groups[2].Places = 0, 0 }, "still waits for Sales",
			"expected waits, got full: "},
		{"more places", func(d *rules.Document) { d.Groups[0].Places = 4 }, "no room", "expected full, got waits: "},
		{"the shop is everywhere", func(d *rules.Document) { d.Targeting[1].Sites = nil }, "elsewhere", "expected not offered, got "},
		{"no bills", func(d *rules.Document) { d.Targeting[0].Active = false }, "expert", "expected rule bills, got rule shop: "},
		{"nobody is known", func(d *rules.Document) { d.Rules[0].Sticky = 0 }, "agent they know", "expected agent bea, got agent ada: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := example(t)
			tt.change(&d)
			// Only the test in question: another may fail as well.
			d.Tests = d.Tests[named(t, d, tt.test):][:1]
			err := rules.Check(d, nil)
			var refusal *desk.Error
			if !errors.As(err, &refusal) || refusal.Code != desk.TestFailed || refusal.Field != "tests[0]" {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(refusal.Message, tt.says) {
				t.Errorf("got %q, want %q in it", refusal.Message, tt.says)
			}
		})
	}
}

// A test that is no sense is refused with its field, as a setting is.
func TestTestsAreCheckedThemselves(t *testing.T) {
	for _, tt := range []struct {
		field string
		spoil func(*rules.Test)
	}{
		{"name", func(t *rules.Test) { t.Name = "" }},
		{"at", func(t *rules.Test) { t.At = "tomorrow" }},
		{"at", func(t *rules.Test) { t.At = "2026-02-30T09:00" }},
		{"zone", func(t *rules.Test) { t.Zone = "Mars/Olympus" }},
		{"waited", func(t *rules.Test) { t.Waited = -1 }},
		{"visit.channel", func(t *rules.Test) { t.Visit.Channel = "pigeon" }},
		{"people[1].agent", func(t *rules.Test) { t.People[1].Agent = t.People[0].Agent }},
		{"people[0].agent", func(t *rules.Test) { t.People[0].Agent = "" }},
		{"people[0].like", func(t *rules.Test) { t.People[0].Like = "99999" }},
		{"people[0].role", func(t *rules.Test) { t.People[0].Role = "pirate" }},
		{"people[0].status", func(t *rules.Test) { t.People[0].Status = "asleep" }},
		{"people[0].skills", func(t *rules.Test) { t.People[0].Skills = map[desk.SkillID]int{"cooking": 1} }},
		{"people[0].skills", func(t *rules.Test) { t.People[0].Skills = map[desk.SkillID]int{"billing": 6} }},
		{"people[0].languages", func(t *rules.Test) { t.People[0].Languages = []string{"de", "xx-klingon"} }},
		{"people[0].slots", func(t *rules.Test) { t.People[0].Slots = map[desk.Channel]int{"pigeon": 1} }},
		{"people[0].used", func(t *rules.Test) { t.People[0].Used = map[desk.Channel]int{desk.Chat: -1} }},
		{"queued", func(t *rules.Test) { t.Queued = map[desk.GroupID]int{"care": 1} }},
		{"queued", func(t *rules.Test) { t.Queued = map[desk.GroupID]int{"sales": -1} }},
		{"expect", func(t *rules.Test) { t.Expect = rules.Expect{} }},
		{"expect.outcome", func(t *rules.Test) { t.Expect.Outcome = "happy" }},
		{"expect.target", func(t *rules.Test) { t.Expect.Target = "lost" }},
		{"expect.rule", func(t *rules.Test) { t.Expect.Rule = "lost" }},
		{"expect.ring", func(t *rules.Test) { t.Expect.Ring = 7 }},
		{"expect.group", func(t *rules.Test) { t.Expect.Group = "lost" }},
		{"expect.agent", func(t *rules.Test) { t.Expect.Agent = "nobody" }},
	} {
		d := example(t)
		d.Tests = d.Tests[:1]
		tt.spoil(&d.Tests[0])
		err := rules.Check(d, nil)
		if e := desk.AsError(err); err == nil || e.Code != desk.Invalid || e.Field != "tests[0]."+tt.field {
			t.Errorf("got %v of %q, want %s", err, e.Field, tt.field)
		} else if line, ok := rules.Line(rules.Print(d), e.Field); !ok {
			t.Errorf("%s is on line %d, %v", e.Field, line, ok)
		}
	}
}

// A wrong setting is refused before any test is run.
func TestSettingsAreCheckedFirst(t *testing.T) {
	d := example(t)
	d.Rules[0].Rings[1].Groups[0].Group = "lost"
	if e := desk.AsError(rules.Check(d, nil)); e.Field != "rules[0].rings[1].groups[0].group" {
		t.Errorf("got %s of %q", e, e.Field)
	}
}

func TestPeopleLikeReal(t *testing.T) {
	d := example(t)
	d.Tests = []rules.Test{{
		Name: "somebody like Sam", At: "2026-03-03T12:00",
		Visit:  rules.Visit{Channel: desk.Chat, Site: "www.acme.test", Path: "/account/bills", Language: "de"},
		People: []rules.Person{{Agent: "sam", Like: "10425"}},
		Expect: rules.Expect{Outcome: rules.Assigned, Ring: 1, Agent: "sam"},
	}}
	sam := desk.Profile{
		ID: "10425", Role: desk.AgentRole, Organisation: "support", Skills: map[desk.SkillID]int{"billing": 3},
		Languages: []string{"de"}, Slots: map[desk.Channel]int{desk.Chat: 1},
	}
	if err := rules.Check(d, []desk.Profile{sam}); err != nil {
		t.Error(err)
	}
	sam.Languages = []string{"fr"}
	if err := rules.Check(d, []desk.Profile{sam}); desk.AsError(err).Code != desk.TestFailed {
		t.Errorf("got %v", err)
	}
	d.Tests[0].People[0].Languages = []string{"de"}
	if err := rules.Check(d, []desk.Profile{sam}); err != nil {
		t.Errorf("what is said in the test goes first: %v", err)
	}
}

// Whatever is written, Check answers.
func TestCheckNeverPanics(t *testing.T) {
	base := example(t)
	rapid.Check(t, func(t *rapid.T) {
		d := base
		d.Tests = nil
		if rapid.Bool().Draw(t, "any settings") {
			d = drawDocument(t)
		}
		d.Tests = append(d.Tests, rules.Test{
			Name: "T", At: "2026-03-03T12:00", Waited: rapid.SampledFrom([]int{0, 1, 3600, 7 * 24 * 3600}).Draw(t, "waited"),
			Visit: rules.Visit{Channel: desk.Chat, Site: "www.acme.test", Knows: "a", Offered: drawBool(t)},
			People: []rules.Person{
				{Agent: "a", Organisation: "sales", Used: map[desk.Channel]int{desk.Chat: rapid.IntRange(0, 3).Draw(t, "used")}},
				{Agent: "b", Organisation: "night", Status: rules.Presence(rapid.SampledFrom([]string{"", "offline", "away"}).Draw(t, "status"))},
			},
			Queued: map[desk.GroupID]int{"sales": rapid.IntRange(0, 4).Draw(t, "queued")},
			Expect: rules.Expect{Outcome: rules.Assigned},
		})
		if err := rules.Check(d, nil); err != nil && desk.AsError(err).Field == "" {
			t.Fatalf("refused without a field: %v", err)
		}
	})
}
