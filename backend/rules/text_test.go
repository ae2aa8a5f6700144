package rules_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

var update = flag.Bool("update", false, "write the printed text anew")

func example(t *testing.T) rules.Document {
	t.Helper()
	raw, err := os.ReadFile("testdata/example.toml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := rules.Parse(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// row: B-03
func TestWhatIsPrintedIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		text := rules.Print(d)
		read, err := rules.Parse(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(d, read); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
		if again := rules.Print(read); again != text {
			t.Fatalf("printed again it differs:\n%s", cmp.Diff(text, again))
		}
	})
}

func TestParseNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rules.Print(drawDocument(t))
		if len(text) > 0 && rapid.Bool().Draw(t, "cut") {
			from := rapid.IntRange(0, len(text)-1).Draw(t, "from")
			to := rapid.IntRange(from, min(len(text), from+20)).Draw(t, "to")
			text = text[:from] + rapid.SampledFrom([]string{"", "[", "]", "{", "=", "\"", "3", "[[rules]]", "\n", "x = 1\n"}).Draw(t, "with") + text[to:]
		}
		if _, err := rules.Parse(text); err != nil && desk.AsError(err).Code != desk.Invalid {
			t.Fatal(err)
		}
		rules.Line(text, "rules[0].rings[0].after")
	})
}

// The example is what a newcomer reads first, so it stays as it is on purpose.
func TestPrintedAsItWas(t *testing.T) {
	const file = "testdata/example.toml"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := example(t)
	text := rules.Print(d)
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != string(raw) {
		t.Errorf("%s is printed otherwise (go test ./backend/rules -update):\n%s", file, cmp.Diff(string(raw), text))
	}
}

// row: B-03
func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, field, says string }{
		{"an unknown key", "[[rules]]\nid = 'a'\nfoo = 3", "rules[0].foo", `Line 3, column 1: "foo" is nothing that can be set here.`},
		{"an unknown key far inside", "[[rules]]\n[[rules]]\nrings = [\n  { after = 0 },\n  { aftre = 3 },\n]", "rules[1].rings[1].aftre",
			`Line 5, column 5: "aftre" is nothing that can be set here.`},
		{"an unknown table", "[[rule]]\nid = 'a'", "rule", `Line 1, column 3: "rule" is nothing that can be set here.`},
		{"a capital", "[[rules]]\nName = 'a'", "rules[0].Name", `Line 2, column 1: "Name" is nothing that can be set here.`},
		{"a text for a number", "[[rules]]\nsticky = 3\n[[rules]]\nsticky = 'x'", "rules[1].sticky", `Line 4, column 1: "sticky" is a whole number.`},
		{"half a share", "[[rules]]\nrings = [{ groups = [{ group = 'a', share = 1.5 }] }]", "rules[0].rings[0].groups[0].share",
			`Line 2, column 37: "share" is a whole number.`},
		{"a number for a text", "[[groups]]\nskills = ['a', 3]", "groups[0].skills[1]", `Line 2, column 16: "skills[1]" is a text, in quotation marks.`},
		{"a date without marks", "[[hours]]\nexcept = [{ date = 2026-12-25 }]", "hours[0].except[0].date",
			`Line 2, column 13: "date" is a text, in quotation marks.`},
		{"a number for yes", "[lifecycle]\nvisitorStays = 1", "lifecycle.visitorStays", `Line 2, column 1: "visitorStays" is true or false.`},
		{"a table for a list", "[rules]\nid = 'a'", "rules", `Line 1, column 2: "rules" is a list, written with two pairs of brackets.`},
		{"a list for a table", "[[lifecycle]]\npushGap = 3", "lifecycle", `Line 1, column 3: "lifecycle" is written once, with one pair of brackets.`},
		{"a number for a list", "rules = 3", "rules", `Line 1, column 1: "rules" is a list.`},
		{"a list for a table inside", "[[tests]]\nvisit = []", "tests[0].visit", `Line 2, column 1: "visit" is a table, in braces.`},
		{"rings before their rule", "[[rules.rings]]\nafter = 3", "rules", `Line 1, column 3: "rules" is a list, written with two pairs of brackets.`},
		{"a key that comes twice", "[[rules]]\nid = 'a'\nid = 'b'", "", "Line 3, column 1: key id is already defined."},
		{"no end of a text", "[[rules]]\nid = 'a", "", "Line 2, column 7: unterminated literal string."},
		{"a number beyond all bounds", "[lifecycle]\npushGap = 99999999999999999999", "", "Line 2, column 11: decimal number is too large to fit in a 64-bit signed integer."},
		{"broken UTF-8", "[[rules]]\nid = \"\xff\"", "", "Line 2, column 7: invalid UTF-8 character in basic string."},
		{"a book", strings.Repeat("#", rules.MaxBytes+1), "", "A text of settings has at most 4,194,304 bytes."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rules.Parse(tt.text)
			var refusal *desk.Error
			if !errors.As(err, &refusal) {
				t.Fatalf("got %v", err)
			}
			if refusal.Field != tt.field || refusal.Message != tt.says {
				t.Errorf("got %s: %s\nwant %s: %s", refusal.Field, refusal.Message, tt.field, tt.says)
			}
		})
	}
}

func TestTablesMayBeWrittenOut(t *testing.T) {
	d, err := rules.Parse("# mine\n[[rules]]\nid = 'a'\n[[rules.rings]]\nafter = 0\n[[rules.rings.groups]]\ngroup = 'x'\n" +
		"[[rules.rings]]\nafter = 5 # later\nlifecycle.pushGap = 3\n")
	if err == nil {
		t.Fatalf("got %+v, want lifecycle to be refused within a ring", d)
	}
	d, err = rules.Parse("lifecycle.pushGap = 3\n[[rules]]\nid = 'a'\n[[rules.rings]]\nafter = 0\n[[rules.rings.groups]]\ngroup = 'x'\n" +
		"[[rules.rings]]\nafter = 5 # later\n[[rules]]\nid = 'b'\n[[tests]]\n[tests.visit]\nchannel = 'chat'\n[tests.queued]\nx = 3")
	if err != nil {
		t.Fatal(err)
	}
	want := rules.Document{
		Settings: desk.Settings{
			Rules: []desk.Rule{
				{ID: "a", Rings: []desk.Ring{{Groups: []desk.Share{{Group: "x"}}}, {After: 5}}},
				{ID: "b"},
			},
			Lifecycle: desk.Lifecycle{PushGap: 3},
		},
		Tests: []rules.Test{{Visit: rules.Visit{Channel: desk.Chat}, Queued: map[desk.GroupID]int{"x": 3}}},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}

func TestLine(t *testing.T) {
	const text = "[[groups]]\nid = 'a'\n\n[[rules]]\nid = 'b'\nrings = [\n  { after = 0 },\n  { after = 3,\n    groups = [] },\n]\n"
	for field, want := range map[string]int{
		"groups[0].id": 2, "rules[0].rings[1].after": 8, "rules[0].rings[1].groups": 9, "rules[0].rings[1].require[0]": 8,
		"rules[0].rings[0]": 7, "groups[0].hours": 1, "rules[0]": 4, "skills[0].id": 0, "": 0,
	} {
		if line, ok := rules.Line(text, field); line != want || ok != (want > 0) {
			t.Errorf("%s is on line %d, %v, want %d", field, line, ok, want)
		}
	}
}
