package cache

import (
	"fmt"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

func TestWhatIsOverIsKeptForAWhile(t *testing.T) {
	c := open(t, t.TempDir())
	defer c.Close()
	ctx := t.Context()
	keep := func(stream desk.Stream, at int, over bool) {
		t.Helper()
		change := Change{}
		for seq := range int64(3) {
			change.Events = append(change.Events, Event{Stream: stream, Seq: seq + 1, Body: fmt.Appendf(nil, `{"at":%d,"seq":%d}`, at, seq+1)})
		}
		if over {
			change.Over = []desk.Stream{stream}
		}
		must(t, c.Keep(ctx, change))
	}
	keep("c_one", 100, true)
	keep("c_three", 300, true)
	keep("c_open", 250, false)
	keep("c_two", 200, true)
	past := func(most int) (streams []desk.Stream) {
		t.Helper()
		list, err := c.Past(ctx, most)
		must(t, err)
		for _, e := range list {
			streams = append(streams, e.Stream)
		}
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
	if len(whole) != 3 || whole[0].Seq != 1 || string(whole[2].Body) != `{"at":200,"seq":3}` {
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
	// What is open is nobody's to prune.
	pruned(t, c, 1000, 0)
	if whole, err := c.Conversation(ctx, "c_open"); err != nil || len(whole) != 3 {
		t.Errorf("of what is open there is %v, %v", whole, err)
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
