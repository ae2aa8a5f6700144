package app

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// async is a conversation whose visitor may wait.
var async = desk.Opened{Channel: desk.Chat, Site: "shop.test", Async: true, TargetName: "Shop"}

func free(kind wire.TargetKind, id, name string) wire.TransferTarget {
	return wire.TransferTarget{Kind: kind, ID: id, Name: name, Skills: []string{}, Groups: []string{}, Free: true}
}

func (r *rig) message(err error) string {
	r.t.Helper()
	var f *Fault
	if !errors.As(err, &f) {
		r.t.Fatalf("got %v, want a fault", err)
	}
	return f.Message
}

func (r *rig) heardOf(s desk.Stream) []platform.Toast {
	r.toasts.mu.Lock()
	defer r.toasts.mu.Unlock()
	var out []platform.Toast
	for _, t := range r.toasts.shown {
		if t.ID == string(s) {
			out = append(out, t)
		}
	}
	return out
}

func TestEachContactIsConfirmedOnceTheWindowHasItsBox(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.peer.with(func() {
		if !r.peer.hellos[0].Confirms {
			t.Error("the hello does not say that contacts are confirmed")
		}
		r.peer.deaf = true
	})
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	// Nobody heard: the next line is told under the same id.
	r.peer.cut()
	r.peer.with(func() { r.peer.deaf = false })
	r.eventually("it is delivered", func(wire.Panel) bool { return len(r.peer.did(wire.DoConfirm)) == 1 })
	two := r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	r.eventually("so is the other", func(wire.Panel) bool { return len(r.peer.did(wire.DoConfirm)) == 2 })
	r.must(r.send(string(one), "Hello Lea"))
	r.eventually("it is sent", func(p wire.Panel) bool { return p.Line.Unsent == 0 && last(p).State == wire.Sent })
	r.restart()
	r.online()
	r.must(r.send(string(two), "Hello Max"))
	r.eventually("it arrives", func(wire.Panel) bool { return len(r.peer.texts(two)) == 1 })
	if n := len(r.peer.did(wire.DoConfirm)); n != 2 {
		t.Errorf("confirmed %d times", n)
	}
	r.peer.with(func() {
		if !r.peer.convs[one].Contact.Shown || !r.peer.convs[two].Contact.Shown {
			t.Error("the log does not say that they are shown")
		}
	})
}

func TestALostConfirmationKeepsItsID(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.peer.with(func() { r.peer.mute = true })
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.eventually("it was said", func(wire.Panel) bool { return len(r.peer.did(wire.DoConfirm)) == 1 })
	r.peer.with(func() { r.peer.mute = false })
	r.peer.cut()
	r.eventually("the line is lost", func(p wire.Panel) bool { return p.Line.State != wire.Online })
	r.back()
	r.boxes(one)
	for _, do := range r.peer.did(wire.DoConfirm) {
		if do.ID != r.peer.did(wire.DoConfirm)[0].ID {
			t.Error("a repeated confirmation has another id")
		}
	}
}

// A contact that was taken back, since the desktop stood still, is spoken of all the
// same: the server gives nothing more to whom it does not hear of.
func TestAContactThatWasTakenBackIsConfirmedLate(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.peer.with(func() { r.peer.deaf = true })
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.peer.with(func() { r.peer.deaf = false })
	no := r.peer.convs[one].Contact.No
	r.peer.happens(one, desk.System, desk.Bounce{Reason: desk.NotShown})
	// The first may have come after all, where this machine is slow.
	r.eventually("the server hears", func(wire.Panel) bool { return len(r.peer.did(wire.DoConfirm)) > 0 })
	if do := r.peer.did(wire.DoConfirm)[0]; do.Stream != one || string(do.Body) != fmt.Sprintf(`{"contact":%d}`, no) {
		t.Errorf("it heard of %s: %s", do.Stream, do.Body)
	}
}

func TestAnImposedAbsenceSaysSoAndEndsByChoosing(t *testing.T) {
	r := newRig(t)
	r.peer.also = []desk.Channel{desk.InApp}
	r.signIn()
	r.peer.with(func() {
		s := ada.Stream()
		r.peer.add(
			r.peer.event(s, desk.System, desk.Missed{Conversation: "c_x", Contact: 1}, nil),
			r.peer.event(s, desk.System, desk.Imposed{Reason: desk.TooManyMissed}, nil),
		)
	})
	p := r.eventually("it says so", func(p wire.Panel) bool { return p.Imposed == desk.TooManyMissed })
	for _, l := range p.Channels {
		if l.Light != desk.Red {
			t.Errorf("%s is %s", l.Channel, l.Light)
		}
	}
	if p.Channels[0].Status != desk.Available {
		t.Error("what the agent chose is forgotten")
	}
	if got := r.toasts.wait(t, 1)[0]; got.Title != "You were set away" {
		t.Errorf("toast %+v", got)
	}
	r.restart()
	r.online()
	r.eventually("it is still so", func(p wire.Panel) bool { return p.Imposed != "" })
	r.must(r.App.SetStatus("chat", "available"))
	r.eventually("it is over", func(p wire.Panel) bool { return p.Imposed == "" && p.Channels[0].Light == desk.Green })
	r.peer.with(func() {
		if r.peer.agent.Imposed != "" {
			t.Error("the server was not told")
		}
	})
}

// row: P-006
func TestAChannelTakenAwayVanishesAtOnce(t *testing.T) {
	r := newRig(t)
	r.peer.also = []desk.Channel{desk.Call}
	r.signIn()
	channels := func(want ...desk.Channel) wire.Panel {
		return r.eventually("the lamps are those", func(p wire.Panel) bool {
			var have []desk.Channel
			for _, l := range p.Channels {
				have = append(have, l.Channel)
			}
			return slices.Equal(have, want)
		})
	}
	channels(desk.Chat, desk.Call)
	r.peer.account(func() { r.peer.also = nil })
	p := channels(desk.Chat)
	if len(p.Notices) != 1 || p.Notices[0].Text != "Your account was changed. Call was taken away." || p.Line.State != wire.Online {
		t.Errorf("notices %+v", p.Notices)
	}
	r.refused(r.App.SetStatus("call", "available"), desk.ChannelNotGranted)
	r.peer.account(func() { r.peer.slots, r.peer.name, r.peer.also = 1, "Ada Byron", []desk.Channel{desk.InApp} })
	p = channels(desk.Chat, desk.InApp)
	if p.Channels[0].Slots != 1 || p.Session.Name != "Ada Byron" ||
		len(p.Notices) != 1 || p.Notices[0].Text != "Your account was changed. Chat now has 1 slot. In-app chat was added. Your name is now Ada Byron." {
		t.Errorf("%+v", p)
	}
	r.peer.with(func() {
		if len(r.peer.hellos) != 1 {
			t.Error("the line was made anew")
		}
	})
	r.peer.account(func() { r.peer.ungrouped = true })
	r.eventually("no group has them", func(p wire.Panel) bool { return p.Ungrouped })
	// It is what the desktop begins with the next time.
	r.peer.with(func() { r.peer.away = true })
	r.restart()
	channels(desk.Chat, desk.InApp)
	r.eventually("nor has any now", func(p wire.Panel) bool { return p.Ungrouped })
}

// row: P-009
func TestGoingRedKeepsWhatIsOpen(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	r.must(r.App.SetStatus("chat", "unavailable"))
	p := r.eventually("the lamp is red", func(p wire.Panel) bool { return p.Channels[0].Light == desk.Red })
	if len(p.Boxes) != 2 || p.Channels[0].Used != 2 {
		t.Errorf("%+v", p)
	}
	for _, s := range []desk.Stream{one, two} {
		r.must(r.send(string(s), "Still with you"))
	}
	r.eventually("both arrive", func(wire.Panel) bool { return len(r.peer.texts(one)) == 1 && len(r.peer.texts(two)) == 1 })
}

// row: P-084, P-088
func TestATransferLeavesWithItsComment(t *testing.T) {
	r := newRig(t)
	r.peer.targets = []wire.TransferTarget{free(wire.ToAgent, string(ben), "Ben Osei"), free(wire.ToGroup, "support", "Support")}
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Hello")
	r.eventually("the lamp is orange", func(p wire.Panel) bool { return p.Channels[0].Light == desk.Orange })
	targets, err := r.App.Targets(string(one))
	r.must(err)
	if len(targets) != 2 || targets[0].Name != "Ben Osei" || targets[1].Kind != wire.ToGroup {
		t.Errorf("targets %+v", targets)
	}
	r.must(r.App.Transfer(string(one), "agent", string(ben), "She asks for the blue one.", false))
	p := r.boxes(two)
	if p.Channels[0].Light != desk.Green || p.OnScreen().Stream != two {
		t.Errorf("%+v", p)
	}
	r.must(r.App.Transfer(string(two), "group", "support", "", false))
	r.boxes()
	r.peer.with(func() {
		if c := r.peer.convs[one]; c.State != desk.Reserved || c.Keeper != ben {
			t.Errorf("it waits for %s, %s", c.Keeper, c.State)
		}
		if c := r.peer.convs[two]; c.State != desk.Waiting || c.Queue != "support" {
			t.Errorf("%+v", c)
		}
		for _, e := range r.peer.log {
			if e.Kind == desk.ConversationTransferred && e.Stream == one && e.Content.Note != "She asks for the blue one." {
				t.Errorf("comment %q", e.Content.Note)
			}
		}
	})
	if _, err := r.App.Targets(string(one)); err == nil {
		t.Error("the targets of somebody else's conversation were told")
	}
}

// row: P-089
func TestARefusedTransferStays(t *testing.T) {
	r := newRig(t)
	busy := free(wire.ToAgent, string(ben), "Ben Osei")
	busy.Free, busy.Why = false, "Ben Osei is not connected."
	r.peer.targets = []wire.TransferTarget{busy}
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	err := r.App.Transfer(string(one), "agent", string(ben), "", false)
	r.refused(err, desk.TargetUnavailable)
	if r.message(err) != "Ben Osei is not connected." {
		t.Errorf("it says %q", r.message(err))
	}
	// Who has left the company meanwhile cannot be insisted on.
	r.refused(r.App.Transfer(string(one), "agent", "99", "", true), desk.NotFound)
	r.refused(r.App.Transfer(string(one), "agent", string(ada), "", true), desk.Invalid)
	p := r.boxes(one)
	if len(p.Notices) != 0 || !p.OnScreen().Open {
		t.Errorf("%+v", p.Notices)
	}
	r.must(r.send(string(one), "I am still here"))
	r.eventually("it is sent", func(p wire.Panel) bool { return last(p).State == wire.Sent && p.Line.Unsent == 0 })
	r.must(r.App.Transfer(string(one), "agent", string(ben), "", true))
	r.boxes()
}

func TestAnOrderIsRepeatedUnderItsIDUntilItIsAnswered(t *testing.T) {
	r := newRig(t)
	r.peer.targets = []wire.TransferTarget{free(wire.ToAgent, string(ben), "Ben Osei")}
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.peer.with(func() { r.peer.deaf = true })
	said := make(chan error, 1)
	go func() { said <- r.App.Transfer(string(one), "agent", string(ben), "", false) }()
	r.underWay(one)
	r.refused(r.send(string(one), "x"), desk.WrongState)
	r.refused(r.App.Transfer(string(one), "agent", string(ben), "", false), desk.WrongState)
	r.peer.with(func() { r.peer.away = true })
	r.peer.cut()
	r.refused(<-said, desk.Unavailable)
	r.refused(r.App.Transfer(string(one), "agent", string(ben), "", false), desk.Unavailable)
	if _, err := r.App.Targets(string(one)); err == nil {
		t.Error("targets without a line")
	}
	r.peer.with(func() { r.peer.deaf, r.peer.away = false, false })
	r.back()
	r.boxes()
	if n := len(r.peer.did(wire.DoTransfer)); n != 1 {
		t.Errorf("carried out %d times", n)
	}
}

func TestARefusalNobodyWaitsForBecomesANotice(t *testing.T) {
	r := newRig(t)
	r.peer.targets = []wire.TransferTarget{free(wire.ToAgent, string(ben), "Ben Osei")}
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.peer.with(func() { r.peer.deaf = true })
	said := make(chan error, 1)
	go func() { said <- r.App.Transfer(string(one), "agent", string(ben), "", false) }()
	r.eventually("it is under way", func(wire.Panel) bool { return r.send(string(one), "x") != nil })
	r.peer.cut()
	r.refused(<-said, desk.Unavailable)
	r.peer.with(func() { r.peer.deaf, r.peer.targets = false, nil })
	r.back()
	p := r.eventually("it says so", func(p wire.Panel) bool { return len(p.Notices) == 1 })
	if p.Notices[0].Code != desk.NotFound || len(p.Boxes) != 1 {
		t.Errorf("%+v", p)
	}
	r.must(r.send(string(one), "So I stay"))
	r.eventually("it is sent", func(p wire.Panel) bool { return last(p).State == wire.Sent && p.Line.Unsent == 0 })
}

// row: P-093, P-094
func TestASnoozeIsRefusedWhereItCannotBe(t *testing.T) {
	r := newRig(t)
	r.signIn()
	sync := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(sync)
	now := int64(1_000_000)
	r.refused(r.App.Snooze(string(sync), now+int64(3*desk.Hour), false), desk.NotAsync)
	two := r.peer.opens("c_two", async, "Max", "Hello", ada)
	p := r.boxes(sync, two)
	if p.OnScreen().Async || p.Boxes[0].Async || !p.Boxes[1].Async {
		t.Errorf("async: %+v", p.Boxes)
	}
	for _, until := range []int64{0, now - int64(desk.Minute)} {
		err := r.App.Snooze(string(two), until, false)
		r.refused(err, desk.InThePast)
		var f *Fault
		if errors.As(err, &f); f.Field != "until" {
			t.Errorf("field %q", f.Field)
		}
	}
	r.refused(r.App.Snooze(string(two), now+int64(desk.LongestSnooze)*2, false), desk.Invalid)
	r.refused(r.App.Wake(string(two)), desk.WrongState)
	if n := len(r.peer.did(wire.DoSnooze)); n != 0 {
		t.Errorf("the server was asked %d times", n)
	}
	r.must(r.App.Snooze(string(two), now+int64(24*desk.Hour), true))
	r.boxes(sync)
}

// row: P-094, P-095, P-100, P-026
func TestASnoozedConversationLiesOnTheShelf(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.opens("c_one", async, "Lea", "Hello", ada), r.peer.opens("c_two", async, "Max", "Good day", ada)
	r.eventually("the lamp is orange", func(p wire.Panel) bool { return len(p.Boxes) == 2 && p.Channels[0].Light == desk.Orange })
	r.must(r.App.Draft(string(one), "dear L"))
	until := 1_000_000 + 3*desk.Hour
	r.must(r.App.Snooze(string(one), int64(until), false))
	p := r.boxes(two)
	if p.Channels[0].Light != desk.Green || p.Channels[0].Used != 1 || p.OnScreen().Stream != two {
		t.Errorf("%+v", p)
	}
	want := wire.ShelfItem{
		Stream: one, Channel: desk.Chat, Label: "AC 4711", Name: "Lea", State: desk.Asleep, Until: until, Online: true, LastText: "Hello",
		Draft: true,
	}
	if !slices.Equal(p.Shelf, []wire.ShelfItem{want}) {
		t.Errorf("shelf %+v", p.Shelf)
	}
	r.refused(r.send(string(one), "x"), desk.WrongState)
	// Killed and opened again, without a line: all is as it was.
	r.peer.with(func() { r.peer.away = true })
	r.restart()
	p = r.boxes(two)
	if !slices.Equal(p.Shelf, []wire.ShelfItem{want}) || p.Channels[0].Used != 1 {
		t.Errorf("after the restart %+v", p)
	}
	r.must(r.App.Focus(string(one)))
	p = r.eventually("its words are on screen", func(p wire.Panel) bool { return p.OnScreen() != nil && p.OnScreen().Stream == one })
	if p.OnScreen().Open || p.OnScreen().Draft != "dear L" || len(p.Boxes) != 1 || last(p).System != wire.SysSnoozed || last(p).Until != until {
		t.Errorf("thread %+v", p.OnScreen())
	}
	r.refused(r.App.Wake(string(one)), desk.Unavailable)
	r.back()
	before := len(r.heardOf(one))
	r.must(r.App.Attend(true))
	r.must(r.App.Wake(string(one)))
	p = r.eventually("it is open again", func(p wire.Panel) bool { return len(p.Boxes) == 2 && len(p.Shelf) == 0 })
	if !p.OnScreen().Open || p.OnScreen().Stream != one || p.OnScreen().Draft != "dear L" {
		t.Errorf("thread %+v", p.OnScreen())
	}
	time.Sleep(20 * time.Millisecond)
	if n := len(r.heardOf(one)); n != before {
		t.Error("a conversation the agent took back themselves was announced")
	}
}

func TestAConversationBackFromSnoozeIsAnnounced(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.opens("c_one", async, "Lea", "Hello", ada)
	r.boxes(one)
	r.must(r.App.Snooze(string(one), int64(1_000_000+3*desk.Hour), true))
	r.boxes()
	r.peer.with(func() { r.peer.slots = 0 })
	r.peer.account(func() {})
	r.peer.happens(one, desk.System, desk.Wake{})
	p := r.eventually("it is reserved", func(p wire.Panel) bool { return len(p.Shelf) == 1 && p.Shelf[0].State == desk.Reserved })
	if i := p.Shelf[0]; !i.Keep || i.From != "" || i.Waits != wire.WaitsFull || p.Channels[0].Used != 0 {
		t.Errorf("%+v", i)
	}
	announced := func(times int, body string) {
		t.Helper()
		r.eventually("it is announced", func(wire.Panel) bool { return len(r.heardOf(one)) == times })
		if got := r.heardOf(one)[times-1]; got.Body != body {
			t.Errorf("toast %+v", got)
		}
	}
	announced(2, "Back from snooze. It waits for you. Hello")
	r.peer.happens(one, desk.System, desk.Assign{Agent: ada, Why: "It was kept for Ada Lindqvist."})
	r.boxes(one)
	announced(3, "Back from snooze. Hello")
	// Not kept: it goes to whoever is free.
	r.must(r.App.Snooze(string(one), int64(1_000_000+3*desk.Hour), false))
	r.eventually("it is on the shelf", func(p wire.Panel) bool { return len(p.Shelf) == 1 })
	r.must(r.App.Focus(string(one)))
	r.peer.happens(one, desk.Visitor("v_c_one"), desk.Post{Text: "Are you there?"})
	p = r.eventually("it is gone", func(p wire.Panel) bool { return len(p.Shelf) == 0 && len(p.Boxes) == 0 })
	if p.OnScreen() != nil {
		t.Error("it is still on screen")
	}
}

// What was begun in one that was set aside is there to be copied when a colleague has it.
//
// row: P-095
func TestWhatWasBegunIsKeptWhenASnoozedConversationGoes(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.opens("c_one", async, "Lea", "Hello", ada)
	r.boxes(one)
	r.must(r.App.Snooze(string(one), int64(1_000_000+3*desk.Hour), false))
	r.boxes()
	r.must(r.App.Draft(string(one), "The blue one is"))
	r.peer.happens(one, desk.Visitor("v_c_one"), desk.Post{Text: "Are you there?"})
	r.peer.happens(one, desk.System, desk.Assign{Agent: ben})
	p := r.eventually("it is somebody else's", func(p wire.Panel) bool { return len(p.Boxes) == 1 && p.Boxes[0].Gone })
	if got := goneOf(p); !slices.Equal(got, []string{"The conversation with Lea (AC 4711) is no longer yours. What you had written is still there."}) {
		t.Errorf("said %q", got)
	}
	r.must(r.App.Focus(string(one)))
	p = r.eventually("it is on screen", func(p wire.Panel) bool { return p.OnScreen() != nil })
	if th := p.OnScreen(); th.Draft != "The blue one is" || !th.Stays {
		t.Errorf("%+v", th)
	}
	// Should it come back, what was begun goes on, and nothing says that it went.
	r.peer.happens(one, desk.AgentActor(ben), desk.Transfer{Agent: ada, Target: desk.Target{Known: true, Free: true}})
	r.peer.happens(one, desk.System, desk.Assign{Agent: ada})
	p = r.eventually("it is back", func(p wire.Panel) bool { return len(p.Boxes) == 1 && !p.Boxes[0].Gone })
	if th := p.OnScreen(); th == nil || th.Draft != "The blue one is" || len(goneOf(p)) != 0 {
		t.Errorf("%+v", p)
	}
}

// row: P-084, P-088, P-089
func TestATransferToAnAgentWhoIsAwayWaitsOnTheirShelf(t *testing.T) {
	r := newRig(t)
	r.peer.agent.Status = map[desk.Channel]desk.Status{desk.Chat: desk.NotAvailable}
	r.signIn()
	one := r.peer.opens("c_one", async, "Lea", "Hello", ben)
	r.peer.happens(one, desk.AgentActor(ben), desk.Transfer{
		Agent: ada, Anyway: true, Comment: "She likes blue.", Target: desk.Target{Known: true, Why: "away"},
	})
	p := r.eventually("it is on the shelf", func(p wire.Panel) bool { return len(p.Shelf) == 1 })
	i := p.Shelf[0]
	if i.State != desk.Reserved || i.From != "Ben Osei" || i.Comment != "She likes blue." || i.Waits != wire.WaitsAway || i.Since == 0 {
		t.Errorf("%+v", i)
	}
	if len(p.Boxes) != 0 || p.OnScreen() != nil || p.Channels[0].Used != 0 {
		t.Errorf("%+v", p)
	}
	if got := r.toasts.wait(t, 1)[0]; got.Body != "Transferred by Ben Osei: “She likes blue.” It waits for you. Hello" {
		t.Errorf("toast %+v", got)
	}
	if len(r.peer.did(wire.DoConfirm)) != 0 {
		t.Error("a contact was confirmed where there is none")
	}
	r.must(r.App.SetStatus("chat", "available"))
	r.eventually("nothing stands in its way", func(p wire.Panel) bool { return p.Shelf[0].Waits == "" })
	r.peer.happens(one, desk.System, desk.Assign{Agent: ada, Why: "Transferred to Ada Lindqvist."})
	p = r.boxes(one)
	if len(p.Shelf) != 0 || p.OnScreen() == nil || !p.OnScreen().Open {
		t.Errorf("%+v", p)
	}
	if got := r.toasts.wait(t, 2)[1]; got.Body != "Transferred by Ben Osei: “She likes blue.” Hello" {
		t.Errorf("toast %+v", got)
	}
}

// row: P-069
func TestBlockingEndsTheConversation(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "You fool")
	r.boxes(one)
	r.must(r.App.Block(string(one)))
	r.boxes()
	r.peer.with(func() {
		if r.peer.convs[one].State != desk.Ended {
			t.Error("the conversation goes on")
		}
	})
}
