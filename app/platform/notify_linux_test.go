package platform

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-desk/parley/app/platform/platformtest"
)

func click(t *testing.T, n Notifier) Click {
	t.Helper()
	select {
	case c := <-n.Clicks():
		return c
	case <-time.After(5 * time.Second):
		t.Fatal("no click came")
		return Click{}
	}
}

func silent(t *testing.T, n Notifier) {
	t.Helper()
	select {
	case c, open := <-n.Clicks():
		if open {
			t.Fatalf("a click came: %+v", c)
		}
	case <-time.After(100 * time.Millisecond):
	}
}

func neverFallback() *system {
	s := newSystem()
	s.show = func(string, string) error { return fmt.Errorf("no other door") }
	return s
}

func TestAClickOpensExactlyThatConversation(t *testing.T) {
	address := platformtest.Bus(t)
	service := platformtest.Serve(t, address)
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	n := newDesktopBus(address, neverFallback())
	defer n.Stop()
	ctx := context.Background()
	for _, id := range []string{"c1", "c2", "c3"} {
		if r := n.Notify(ctx, Toast{ID: id, Title: "Zoe " + id, Body: "Hello"}); r != (Report{Outcome: Shown, Clickable: true, Through: "dbus"}) {
			t.Fatalf("%s: %+v", id, r)
		}
	}
	shown := service.Shown()
	if len(shown) != 3 || shown[1].Title != "Zoe c2" || shown[1].App != "Parley" {
		t.Fatalf("shown: %+v", shown)
	}
	service.Click(shown[1].ID, "default")
	if c := click(t, n); c != (Click{ID: "c2"}) {
		t.Fatalf("clicked: %+v", c)
	}
	// The same number again, and a stranger's: neither is ours any more.
	service.Click(shown[1].ID, "default")
	service.Click(999, "default")
	silent(t, n)
}

func TestAnAction(t *testing.T) {
	address := platformtest.Bus(t)
	service := platformtest.Serve(t, address)
	n := newDesktopBus(address, neverFallback())
	defer n.Stop()
	n.Notify(context.Background(), Toast{ID: "c1", Title: "Zoe", Actions: []Action{{"take", "Take"}, {"default", "never twice"}}})
	got := service.Shown()[0]
	if want := []string{"default", "", "take", "Take"}; strings.Join(got.Actions, "|") != strings.Join(want, "|") {
		t.Fatalf("actions %q", got.Actions)
	}
	service.Click(got.ID, "take")
	if c := click(t, n); c != (Click{"c1", "take"}) {
		t.Fatalf("clicked %+v", c)
	}
}

func TestASecondToastTakesThePlaceOfTheFirst(t *testing.T) {
	address := platformtest.Bus(t)
	service := platformtest.Serve(t, address)
	n := newDesktopBus(address, neverFallback())
	defer n.Stop()
	ctx := context.Background()
	n.Notify(ctx, Toast{ID: "c1", Title: "one"})
	n.Notify(ctx, Toast{ID: "c1", Title: "two", Urgent: true})
	shown := service.Shown()
	if len(shown) != 2 || shown[0].Replaces != 0 || shown[1].Replaces != shown[0].ID || shown[1].Expire != 0 {
		t.Fatalf("shown: %+v", shown)
	}
	n.Close("c1")
	n.Close("c1")
	n.Close("never shown")
	wait(t, "the close", func() bool { return len(service.Closed()) > 0 })
	n.Notify(ctx, Toast{ID: "c1", Title: "three"})
	if closed := service.Closed(); len(closed) != 1 || closed[0] != shown[1].ID {
		t.Fatalf("closed: %v", closed)
	}
	if last := service.Shown()[2]; last.Replaces != 0 {
		t.Fatalf("a closed toast was replaced: %+v", last)
	}
	// A person waved it away: the next one is new.
	service.Dismiss(service.Shown()[2].ID)
	time.Sleep(50 * time.Millisecond)
	n.Notify(ctx, Toast{ID: "c1", Title: "four"})
	if last := service.Shown()[3]; last.Replaces != 0 {
		t.Fatalf("a dismissed toast was replaced: %+v", last)
	}
}

func TestAVisitorsWordsAreWords(t *testing.T) {
	toast := Toast{ID: "c1", Title: "<b>Eve</b>\n\u202Egnp.exe", Body: `<a href="http://x">R&D</a>` + "\x1b[31m\u0000" + strings.Repeat("é", 400)}
	for _, c := range []struct {
		capabilities []string
		title, body  string
	}{
		{[]string{"body", "body-markup"}, "<b>Eve</b> gnp.exe", `&lt;a href="http://x"&gt;R&amp;D&lt;/a&gt;[31m`},
		{[]string{"body"}, "<b>Eve</b> gnp.exe", `<a href="http://x">R&D</a>[31m`},
		{[]string{"actions"}, `<b>Eve</b> gnp.exe: <a href="http://x">R&D</a>[31m`, ""},
	} {
		address := platformtest.Bus(t)
		service := platformtest.Serve(t, address, c.capabilities...)
		n := newDesktopBus(address, neverFallback())
		r := n.Notify(context.Background(), toast)
		n.Stop()
		got := service.Shown()[0]
		if !strings.HasPrefix(got.Title, c.title) || !strings.HasPrefix(got.Body, c.body) {
			t.Errorf("%v: %q / %q", c.capabilities, got.Title, got.Body)
		}
		if runes := len([]rune(got.Body)); runes > bodyRunes+60 {
			t.Errorf("%d runes", runes)
		}
		if clickable := c.capabilities[0] == "actions"; r.Clickable != clickable || (len(got.Actions) > 0) != clickable {
			t.Errorf("%v: clickable %v, actions %q", c.capabilities, r.Clickable, got.Actions)
		}
	}
}

func TestWithoutAService(t *testing.T) {
	ctx := context.Background()
	// No bus at all.
	n := newDesktopBus("", neverFallback())
	if r := n.Notify(ctx, Toast{ID: "c1"}); r.Outcome != NotAvailable || r.Reason == "" {
		t.Errorf("no bus: %+v", r)
	}
	n.Close("c1")
	n.Stop()
	n.Stop()
	if r := n.Notify(ctx, Toast{ID: "c1"}); r.Outcome != NotAvailable {
		t.Errorf("stopped: %+v", r)
	}
	// A bus that has gone.
	n = newDesktopBus("unix:path=/nonexistent/bus", neverFallback())
	if r := n.Notify(ctx, Toast{ID: "c1"}); r.Outcome != NotAvailable {
		t.Errorf("dead bus: %+v", r)
	}
	n.Stop()

	// A bus with nobody on it: the plain door is tried.
	address := platformtest.Bus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	var said []string
	plainDoor := newSystem()
	plainDoor.show = func(title, body string) error { said = append(said, title+"/"+body); return nil }
	n = newDesktopBus(address, plainDoor)
	defer n.Stop()
	if r := n.Notify(ctx, Toast{ID: "c1", Title: `-x "$(id)"`, Body: "<b>"}); r.Outcome != Shown || r.Through != "system" || r.Clickable {
		t.Errorf("plain door: %+v", r)
	}
	if len(said) != 1 || said[0] != "–x ”＄(id)”/&lt;b&gt;" {
		t.Errorf("said %q", said)
	}
	// Then a service comes, refuses, leaves, and another comes: each is noticed without a restart.
	service := platformtest.Serve(t, address)
	if r := n.Notify(ctx, Toast{ID: "c1", Title: "a"}); r.Through != "dbus" || r.Outcome != Shown {
		t.Errorf("service came: %+v", r)
	}
	service.Refuse("do not disturb")
	if r := n.Notify(ctx, Toast{ID: "c1", Title: "b"}); r.Outcome != Failed || !strings.Contains(r.Reason, "do not disturb") {
		t.Errorf("refused: %+v", r)
	}
	service.Leave()
	wait(t, "the plain door again", func() bool {
		return n.Notify(ctx, Toast{ID: "c1", Title: "c"}).Through == "system"
	})
	second := platformtest.Serve(t, address)
	if r := n.Notify(ctx, Toast{ID: "c1", Title: "d"}); r.Through != "dbus" || r.Outcome != Shown {
		t.Errorf("second service: %+v", r)
	}
	if got := second.Shown()[0]; got.Replaces != 0 {
		t.Errorf("the second service was told a number of the first: %+v", got)
	}
	second.Click(second.Shown()[0].ID, "default")
	if c := click(t, n); c.ID != "c1" {
		t.Errorf("clicked %+v", c)
	}
}

func TestASlowServiceHoldsNobodyForLong(t *testing.T) {
	address := platformtest.Bus(t)
	service := platformtest.Serve(t, address)
	n := newDesktopBus(address, neverFallback())
	defer n.Stop()
	if r := n.Notify(context.Background(), Toast{ID: "warm"}); r.Outcome != Shown {
		t.Fatalf("%+v", r)
	}
	service.Slow(time.Second)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	if r := n.Notify(ctx, Toast{ID: "c1"}); r.Outcome != Failed {
		t.Errorf("%+v", r)
	}
	if took := time.Since(began); took > 500*time.Millisecond {
		t.Errorf("held for %v", took)
	}
}
