package prove

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// written is the history of some messages with their outcome.
func written(outcomes map[string]Op, order ...string) []Entry {
	var all []Entry
	for _, text := range order {
		m, _ := parse(text)
		all = append(all, Entry{Op: Invoke, Client: m.client, Count: m.count})
		if op := outcomes[text]; op != "" {
			all = append(all, Entry{Op: op, Client: m.client, Count: m.count})
		}
	}
	return all
}

// The checker is only worth what it finds.
func TestTheCheckerFindsEveryFault(t *testing.T) {
	history := written(map[string]Op{"ann#1": OK, "ann#2": OK, "bob#1": OK, "bob#2": Fail}, "ann#1", "ann#2", "ann#3", "bob#1", "bob#2")
	for _, tt := range []struct {
		name  string
		final map[string][]string
		want  Report
	}{
		{"all there", map[string][]string{"c1": {"ann#1", "bob#1", "ann#2"}}, Report{}},
		{"the unknown one as well", map[string][]string{"c1": {"ann#1", "bob#1", "ann#2", "ann#3"}}, Report{}},
		{"lost", map[string][]string{"c1": {"ann#1", "bob#1"}}, Report{Lost: []string{"ann#2"}}},
		{"twice", map[string][]string{"c1": {"ann#1", "ann#1", "ann#2", "bob#1"}}, Report{Duplicated: []string{"ann#1 in c1"}}},
		{"twice in two places", map[string][]string{"c1": {"ann#1", "ann#2", "bob#1"}, "c2": {"ann#1"}}, Report{Duplicated: []string{"ann#1 in c2"}}},
		{"another order", map[string][]string{"c1": {"ann#2", "ann#1", "bob#1"}}, Report{Reordered: []string{"ann#1 after ann#2 in c1"}}},
		{"refused and there", map[string][]string{"c1": {"ann#1", "ann#2", "bob#1", "bob#2"}}, Report{Strange: []string{"bob#2 in c1"}}},
		{"never written", map[string][]string{"c1": {"ann#1", "ann#2", "bob#1", "eve#1"}}, Report{Strange: []string{"eve#1 in c1"}}},
	} {
		got := Check(history, tt.final)
		tt.want.Messages, tt.want.Acked, tt.want.Unknown = 5, 3, 1
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestAHistoryIsReadAsItWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.jsonl")
	h, err := NewHistory(path)
	if err != nil {
		t.Fatal(err)
	}
	h.Note(Invoke, "ann", 1, "")
	h.Note(OK, "ann", 1, "c1 2")
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadHistory(bytes.NewReader(raw))
	if err != nil || len(all) != 2 || all[1].Op != OK || all[1].Note != "c1 2" || all[1].At < all[0].At {
		t.Errorf("read %+v, %v", all, err)
	}
}
