package rules_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

// row: B-03 — once it stood nowhere how a test is written.
func TestTheGuideToTests(t *testing.T) {
	text := rules.Print(rules.Document{})
	for line := range strings.Lines(rules.Guide) {
		if !strings.Contains(text, strings.TrimRight("# "+line, " \n")+"\n") {
			t.Errorf("an exported text does not say %q", line)
		}
	}
	// The example is one that holds.
	var example strings.Builder
	for line := range strings.Lines(rules.Guide) {
		if own, ok := strings.CutPrefix(line, "    "); ok {
			example.WriteString(own)
		}
	}
	d, err := rules.Parse(`
[[groups]]
id = "sales"
name = "Sales"
places = 20
roles = ["agent"]

[[rules]]
id = "all"
name = "All"
method = "escalation"
rings = [ { after = 0, groups = [ { group = "sales" } ] } ]

[[targeting]]
id = "all"
name = "All"
active = true
channel = "chat"
rule = "all"
` + example.String())
	if err != nil {
		t.Fatal(err)
	}
	ben := desk.Profile{ID: "10424", Name: "Ben", Role: desk.AgentRole, Slots: map[desk.Channel]int{desk.Call: 1}}
	if err := rules.Check(d, []desk.Profile{ben}); err != nil {
		t.Error(err)
	}
	// It names each key and value there is.
	words := map[string]bool{}
	for _, word := range regexp.MustCompile(`\w+`).FindAllString(rules.Guide, -1) {
		words[word] = true
	}
	for _, of := range []reflect.Type{
		reflect.TypeFor[rules.Test](), reflect.TypeFor[rules.Visit](), reflect.TypeFor[rules.Person](), reflect.TypeFor[rules.Expect](),
	} {
		for i := range of.NumField() {
			if key := of.Field(i).Tag.Get("toml"); !words[key] {
				t.Errorf("%s: %s is not named", of.Name(), key)
			}
		}
	}
	for _, value := range []string{
		string(rules.Assigned), string(rules.Waits), string(rules.Dropped), string(rules.NotOffered), string(rules.Full),
		string(rules.Available), string(rules.Unavailable), string(rules.Away), string(rules.Offline),
	} {
		if !words[value] {
			t.Errorf("%s is not named", value)
		}
	}
}
