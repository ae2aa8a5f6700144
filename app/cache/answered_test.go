package cache

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// row: B-08
func TestWhatWasAnsweredIsKeptForItsOwnerWithinBounds(t *testing.T) {
	ctx := t.Context()
	c := open(t, t.TempDir())
	defer c.Close()
	var many []Answered
	for n := range mostAnswered + 5 {
		many = append(many, Answered{Key: fmt.Sprintf("past %04d", n), Text: "text", Asked: "word", At: desk.Millis(n)})
	}
	must(t, c.KeepAnswered(ctx, many))
	must(t, c.KeepAnswered(ctx, []Answered{{Key: "past 0010", Text: "text", Asked: "other words", At: mostAnswered + 10}}))
	must(t, c.KeepFavours(ctx, []Favour{{"shared a", 1, 5}, {"past 0010", -0.5, 5}}))
	must(t, c.KeepFavours(ctx, []Favour{{"shared a", 2, 6}}))
	answers, favours, err := c.Learnt(ctx, c.Owner())
	if err != nil || len(answers) != mostAnswered || answers[0].Asked != "other words" || answers[len(answers)-1].Key != "past 0005" {
		t.Errorf("%d answers, first %+v, %v", len(answers), answers[0], err)
	}
	if len(favours) != 2 {
		t.Errorf("%+v", favours)
	}
	// What is not given again for long is forgotten.
	must(t, c.KeepAnswered(ctx, []Answered{{Key: "past new", Text: "text", At: keptFor + mostAnswered + 10}}))
	if answers, _, _ = c.Learnt(ctx, c.Owner()); len(answers) != 2 {
		t.Errorf("%d answers", len(answers))
	}
	// Another agent sees none of it, and who signs out leaves only how prepared answers did.
	must(t, c.Own(ctx, "s|2"))
	if answers, favours, _ = c.Learnt(ctx, c.Owner()); len(answers)+len(favours) > 0 {
		t.Errorf("another agent: %v, %v", answers, favours)
	}
	must(t, c.Own(ctx, "s|1"))
	must(t, c.Wipe(ctx))
	answers, favours, _ = c.Learnt(ctx, c.Owner())
	if len(answers) > 0 || len(favours) != 1 || favours[0] != (Favour{"shared a", 2, 6}) {
		t.Errorf("signed out: %v, %v", answers, favours)
	}
}

// row: D-02
func TestAMessageTakenBackIsADraftAtOnce(t *testing.T) {
	ctx := t.Context()
	folder := t.TempDir()
	c := open(t, folder)
	i := Item{ID: "a", Stream: "c_one", Text: "a", At: 1, NotBefore: 3001, Known: 7, State: Queued}
	must(t, c.AddItem(ctx, &i, nil))
	if items, err := c.Outbox(ctx); err != nil || len(items) != 1 || items[0] != i {
		t.Errorf("%+v, %v", items, err)
	}
	must(t, c.TakeBack(ctx, []Item{i}, i.Stream, "a\nand more"))
	must(t, c.Close())
	c = open(t, folder)
	defer c.Close()
	items, _ := c.Outbox(ctx)
	drafts, err := c.Drafts(ctx)
	if err != nil || len(items) > 0 || drafts["c_one"] != "a\nand more" {
		t.Errorf("%v, %v, %v", items, drafts, err)
	}
}
