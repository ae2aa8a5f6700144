package cache

import (
	"fmt"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

func TestWhatIsOverIsKeptForAWhile(t *testing.T) {
	c := open(t, t.TempDir())
	defer c.Close()
	ctx := t.Context()
	keep := func(stream desk.Stream, began int, ended desk.Millis) {
		t.Helper()
		change := Change{}
		for seq := range int64(3) {
			change.Events = append(change.Events, Event{Stream: stream, Seq: seq + 1, Body: fmt.Appendf(nil, `{"at":%d,"seq":%d}`, began, seq+1)})
		}
		if ended > 0 {
			change.Over = map[desk.Stream]desk.Millis{stream: ended}
		}
		must(t, c.Keep(ctx, change))
	}
	// It goes by their ends, and not by when they began.
	keep("c_one", 90, 100)
	keep("c_three", 10, 300)
	keep("c_open", 50, 0)
	keep("c_two", 20, 200)
	past := func(most int) []desk.Stream {
		t.Helper()
		streams, err := c.Past(ctx, nil, "", most)
		must(t, err)
		return streams
	}
	if got := past(10); !slices.Equal(got, []desk.Stream{"c_three", "c_two", "c_one"}) {
		t.Errorf("past %v", got)
	}
	if got := past(1); !slices.Equal(got, []desk.Stream{"c_three"}) {
		t.Errorf("the newest is %v", got)
	}
	whole, err := c.Conversation(ctx, "c_two")
	must(t, err)
	if len(whole) != 3 || whole[0].Seq != 1 || string(whole[2].Body) != `{"at":20,"seq":3}` {
		t.Errorf("whole %+v", whole)
	}
	pruned(t, c, 150, 10)
	if got := past(10); !slices.Equal(got, []desk.Stream{"c_three", "c_two"}) {
		t.Errorf("after pruning by age %v", got)
	}
	pruned(t, c, 0, 1)
	if got := past(10); !slices.Equal(got, []desk.Stream{"c_three"}) {
		t.Errorf("after pruning by number %v", got)
	}
	if whole, err := c.Conversation(ctx, "c_two"); err != nil || len(whole) != 0 {
		t.Errorf("left over %v, %v", whole, err)
	}
	// What has come back is not over, nor is what is open: they are nobody's to prune.
	must(t, c.Keep(ctx, Change{Departed: map[desk.Stream]string{"c_three": "closed"}}))
	pruned(t, c, 1000, 0)
	for _, stream := range []desk.Stream{"c_open", "c_three"} {
		if whole, err := c.Conversation(ctx, stream); err != nil || len(whole) != 3 {
			t.Errorf("of %s there is %v, %v", stream, whole, err)
		}
	}
}

// What was over before it was noted when it ended is kept from its last event on.
func TestWhatWasOverBeforeIsKeptByItsLastEvent(t *testing.T) {
	folder := t.TempDir()
	c := open(t, folder)
	ctx := t.Context()
	must(t, c.Keep(ctx, Change{Events: []Event{
		{"c_one", 1, []byte(`{"at":10}`)}, {"c_one", 2, []byte(`{"at":150}`)}, {"c_two", 1, []byte(`{"at":90}`)}, {"c_open", 1, []byte(`{"at":5}`)},
	}}))
	must(t, c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for _, text := range []string{
			`DELETE FROM shown WHERE stream <> 'c_open'`, `DROP TABLE past`, `DELETE FROM schema_migration WHERE version >= 8`,
			`CREATE INDEX opening ON event (json_extract(body, '$.at')) WHERE seq = 1`,
		} {
			if _, err := t.Exec(text); err != nil {
				return err
			}
		}
		return nil
	}))
	must(t, c.Close())
	c = open(t, folder)
	defer c.Close()
	pruned(t, c, 100, 10)
	list, err := c.Past(ctx, nil, "", 10)
	must(t, err)
	if !slices.Equal(list, []desk.Stream{"c_one"}) {
		t.Errorf("past %v", list)
	}
}

// Words are found that begin alike, all of them, and go where the conversation goes on.
func TestWhatIsOverIsFoundByItsWords(t *testing.T) {
	c := open(t, t.TempDir())
	defer c.Close()
	ctx := t.Context()
	end := func(stream desk.Stream, at desk.Millis) {
		t.Helper()
		must(t, c.Keep(ctx, Change{Events: []Event{{stream, 1, []byte(`{}`)}}, Over: map[desk.Stream]desk.Millis{stream: at}}))
	}
	found := func(want []desk.Stream, words ...string) {
		t.Helper()
		if have, err := c.Past(ctx, words, "", 10); err != nil || !slices.Equal(have, want) {
			t.Errorf("of %v there is %v, %v", words, have, err)
		}
	}
	end("c_one", 100)
	end("c_two", 200)
	all, err := c.Unworded(ctx, 10)
	must(t, err)
	if len(all) != 2 || all["c_one"] != 100 {
		t.Errorf("without words %v", all)
	}
	must(t, c.Word(ctx, Worded{Stream: "c_one", Ended: 100, Words: []string{"blue", "saw"}}))
	must(t, c.Word(ctx, Worded{Stream: "c_two", Ended: 200, Words: []string{"blue", "jigsaw"}}))
	found([]desk.Stream{"c_two", "c_one"}, "bl")
	found([]desk.Stream{"c_one"}, "blue", "saw")
	found(nil, "lue")
	if have, err := c.Past(ctx, []string{"blue"}, "saw", 1); err != nil || !slices.Equal(have, []desk.Stream{"c_two"}) {
		t.Errorf("the last that ends so is %v, %v", have, err)
	}
	if have, err := c.Past(ctx, []string{"blue"}, " saw", 1); err != nil || !slices.Equal(have, []desk.Stream{"c_one"}) {
		t.Errorf("first is %v, %v", have, err)
	}
	// It went on and ended again: what is known of it is of before.
	end("c_one", 300)
	must(t, c.Word(ctx, Worded{Stream: "c_one", Ended: 100, Words: []string{"old"}}))
	found(nil, "old")
	if all, err = c.Unworded(ctx, 10); err != nil || len(all) != 1 || all["c_one"] != 300 {
		t.Errorf("without words %v, %v", all, err)
	}
}

// pruned drops what is too old or too many, until there is no more of it.
func pruned(t *testing.T, c *Cache, before desk.Millis, most int) {
	t.Helper()
	for more := true; more; {
		var err error
		if more, err = c.Prune(t.Context(), before, most); err != nil {
			t.Fatal(err)
		}
	}
}
