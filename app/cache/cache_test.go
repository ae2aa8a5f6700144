package cache

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv("PARLEY_TEST_WRITES_IN"); folder != "" {
		writeUntilKilled(folder)
	}
	goleak.VerifyTestMain(m)
}

// writeUntilKilled writes messages and says of each that it is on the disk, once
// it is.
func writeUntilKilled(folder string) {
	ctx := context.Background()
	c, err := Open(ctx, folder)
	if err == nil {
		err = c.Own(ctx, "s|1")
	}
	for n := 1; err == nil; n++ {
		i := Item{ID: fmt.Sprint("id", n), Stream: "c_one", Text: "text", State: Queued}
		if err = c.AddItem(ctx, &i, nil); err == nil {
			err = c.Keep(ctx, Change{Cursor: int64(n), Events: []Event{{Stream: "c_one", Seq: int64(n), Body: []byte("{}")}}})
		}
		fmt.Println(i.ID)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func open(t *testing.T, folder string) *Cache {
	t.Helper()
	c, err := Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Own(t.Context(), "s|1"); err != nil {
		t.Fatal(err)
	}
	return c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// row: D-02
func TestWhatWasSaidToBeOnTheDiskSurvivesAKill(t *testing.T) {
	folder := t.TempDir()
	for round := 1; round <= 3; round++ {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "PARLEY_TEST_WRITES_IN="+filepath.Join(folder, fmt.Sprint(round)))
		out, err := child.StdoutPipe()
		must(t, err)
		must(t, child.Start())
		lines := bufio.NewScanner(out)
		said := 0
		for said < 7*round && lines.Scan() {
			said++
		}
		must(t, child.Process.Kill())
		for lines.Scan() {
			said++
		}
		_ = child.Wait()
		c := open(t, filepath.Join(folder, fmt.Sprint(round)))
		items, err := c.Outbox(t.Context())
		must(t, err)
		_, cursor, err := c.Position(t.Context())
		must(t, err)
		events := int64(0)
		must(t, c.Events(t.Context(), func(Event) error { events++; return nil }))
		if len(items) < said || cursor < int64(said) || events != cursor {
			t.Errorf("said %d, kept %d messages, %d events, cursor %d", said, len(items), events, cursor)
		}
		for n, i := range items {
			if i.ID != fmt.Sprint("id", n+1) {
				t.Fatalf("message %d is %s", n+1, i.ID)
			}
		}
		must(t, c.Close())
	}
}

func TestASecondProcessIsRefusedWithASentence(t *testing.T) {
	folder := t.TempDir()
	c := open(t, folder)
	defer c.Close()
	_, err := Open(t.Context(), folder)
	var refusal *sqlkit.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Errorf("got %v", err)
	}
}

func TestOutboxKeepsItsOrder(t *testing.T) {
	ctx := t.Context()
	c := open(t, t.TempDir())
	defer c.Close()
	must(t, c.SaveLooked(ctx, map[desk.Stream]int64{"c_one": 3}, map[desk.Stream]string{"c_one": "a", "c_two": "half"}))
	a, b := Item{ID: "a", Stream: "c_one", Text: "a", At: 1, State: Queued}, Item{ID: "b", Stream: "c_one", Text: "b", At: 2, State: Queued}
	must(t, c.AddItem(ctx, &a, nil))
	must(t, c.AddItem(ctx, &b, nil))
	a.State, a.Reason = Refused, "Not sent: no."
	must(t, c.MarkItems(ctx, []Item{a}))
	a.ID, a.State, a.Reason, a.At = "a2", Queued, "", 3
	must(t, c.RequeueItem(ctx, &a))
	items, err := c.Outbox(ctx)
	must(t, err)
	if !reflect.DeepEqual(items, []Item{b, a}) {
		t.Errorf("%+v", items)
	}
	// A message takes the draft it was made of with it.
	drafts, err := c.Drafts(ctx)
	must(t, err)
	if !reflect.DeepEqual(drafts, map[desk.Stream]string{"c_two": "half"}) {
		t.Errorf("%v", drafts)
	}
	must(t, c.RemoveItem(ctx, "b"))
	must(t, c.Keep(ctx, Change{Settled: []string{"a2"}}))
	if items, err = c.Outbox(ctx); err != nil || len(items) > 0 {
		t.Errorf("%v, %v", items, err)
	}
}

func TestWhatTheServerToldGoesWithItsLogAndItsAgent(t *testing.T) {
	ctx := t.Context()
	folder := t.TempDir()
	c := open(t, folder)
	write := func(epoch string) {
		must(t, c.Keep(ctx, Change{Anew: epoch, Cursor: 5, Events: []Event{{"c_one", 1, []byte(`{}`)}, {"c_two", 1, []byte(`{}`)}}}))
		must(t, c.Keep(ctx, Change{Forget: []desk.Stream{"c_two"}, Departed: map[desk.Stream]string{"c_one": "closed"}}))
	}
	count := func() (n int) {
		must(t, c.Events(ctx, func(Event) error { n++; return nil }))
		return n
	}
	write("E")
	must(t, c.AddItem(ctx, &Item{ID: "a", Stream: "c_one", Text: "a", State: Queued}, nil))
	must(t, c.SaveLooked(ctx, nil, map[desk.Stream]string{"c_one": "dear"}))
	must(t, c.Close())

	c = open(t, folder)
	defer func() { must(t, c.Close()) }()
	epoch, cursor, err := c.Position(ctx)
	departed, _ := c.Departed(ctx)
	if err != nil || epoch != "E" || cursor != 5 || count() != 1 || departed["c_one"] != "closed" {
		t.Errorf("epoch %s cursor %d, %d events, %v", epoch, cursor, count(), err)
	}
	must(t, c.Keep(ctx, Change{Anew: "F"}))
	items, _ := c.Outbox(ctx)
	drafts, _ := c.Drafts(ctx)
	epoch, cursor, _ = c.Position(ctx)
	if count() != 0 || epoch != "F" || cursor != 0 || len(items) != 1 || drafts["c_one"] != "dear" {
		t.Errorf("another log: %d events, %s %d, %v, %v", count(), epoch, cursor, items, drafts)
	}
	// Another agent finds nothing, and leaves what is not theirs.
	write("F")
	must(t, c.Own(ctx, "s|2"))
	items, _ = c.Outbox(ctx)
	drafts, _ = c.Drafts(ctx)
	if count() != 0 || len(items) > 0 || len(drafts) > 0 {
		t.Errorf("another agent: %d events, %v, %v", count(), items, drafts)
	}
	must(t, c.Own(ctx, "s|1"))
	if items, _ = c.Outbox(ctx); len(items) != 1 {
		t.Errorf("back again: %v", items)
	}
	must(t, c.Wipe(ctx))
	items, _ = c.Outbox(ctx)
	drafts, _ = c.Drafts(ctx)
	if len(items) > 0 || len(drafts) > 0 {
		t.Errorf("signed out: %v, %v", items, drafts)
	}
}

// A start must not grow slower with each conversation there ever was.
func TestAStartReadsOnlyWhatIsNotOver(t *testing.T) {
	ctx := t.Context()
	c := open(t, t.TempDir())
	defer c.Close()
	one, two := desk.Stream("c_one"), desk.Stream("c_two")
	read := func(want ...Event) {
		t.Helper()
		var got []Event
		must(t, c.Events(ctx, func(e Event) error { got = append(got, e); return nil }))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("read %v, want %v", got, want)
		}
	}
	first, second := Event{one, 1, []byte(`{}`)}, Event{two, 1, []byte(`{}`)}
	must(t, c.Keep(ctx, Change{Events: []Event{first, second}}))
	read(first, second)
	must(t, c.Keep(ctx, Change{Events: []Event{{two, 2, []byte(`{}`)}}, Over: map[desk.Stream]desk.Millis{two: 1}}))
	read(first)
	// One that stays for what is unsent in it is read with all that is known of it.
	must(t, c.Keep(ctx, Change{Departed: map[desk.Stream]string{two: "closed"}}))
	read(first, second, Event{two, 2, []byte(`{}`)})
	must(t, c.Keep(ctx, Change{Forget: []desk.Stream{two}}))
	read(first)
	must(t, c.Keep(ctx, Change{Over: map[desk.Stream]desk.Millis{one: 1}}))
	must(t, c.Keep(ctx, Change{Forget: []desk.Stream{one}, Events: []Event{first}}))
	read(first)
}

// What is over may be ten thousand conversations: a start does not walk through them.
func TestAStartSeeksWhatIsShown(t *testing.T) {
	c := open(t, t.TempDir())
	defer c.Close()
	var plan []string
	must(t, c.db.Read(t.Context(), func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var id, parent, unused int
			var step string
			err := scan(&id, &parent, &unused, &step)
			plan = append(plan, step)
			return err
		}, `EXPLAIN QUERY PLAN `+selectShown)
	}))
	if !strings.Contains(strings.Join(plan, "; "), "SEARCH e USING PRIMARY KEY (stream=?)") {
		t.Errorf("the plan is %q", plan)
	}
}

func TestNotes(t *testing.T) {
	ctx := t.Context()
	c := open(t, t.TempDir())
	defer c.Close()
	first, err := c.Device(ctx, func() string { return "made" })
	again, _ := c.Device(ctx, func() string { return "other" })
	if err != nil || first != "made" || again != "made" {
		t.Errorf("%s, %s, %v", first, again, err)
	}
	s := Session{Server: "https://desk.test", Email: "ada@acme.test", Agent: []byte(`{"id":"1"}`)}
	must(t, c.SaveSession(ctx, s))
	must(t, c.SaveSetting(ctx, "do_not_disturb", "on"))
	if got, err := c.Session(ctx); err != nil || !reflect.DeepEqual(got, s) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := c.Settings(ctx); err != nil || !reflect.DeepEqual(got, map[string]string{"do_not_disturb": "on"}) {
		t.Errorf("%v, %v", got, err)
	}
}
