package app

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

func TestOnlyTheseMethodsAreTheWindows(t *testing.T) {
	want := []string{
		"Asking", "Attend", "BeginFile", "Block", "ChangeCustomer", "Close", "Closing", "CopyText", "Discard", "DismissNotice",
		"DismissSuggestions", "Draft", "Dragged", "Dropped", "FilePart", "Find", "Focus", "HandedOver", "InView", "Library", "OpenExternal", "OwnAnswers", "Past", "PastThread", "Pasted",
		"Picture", "PutAnswer", "PutAway", "PutCategory", "Quit", "Recall", "RemoveAnswer", "RemoveCategory", "Retry", "Save", "Send",
		"SendCard", "SendFile", "SendTranslated", "SetDoNotDisturb", "SetLanguage", "SetLayout", "SetStatus", "SetTranslation",
		"SetWriting", "SignIn", "SignOut", "Snapshot", "Snooze", "TakeSuggestion", "Targets", "Transfer", "Translate",
		"TranslateAgain", "Typing", "Undo", "Wake", "Withdraw",
	}
	var have []string
	for i := range reflect.TypeFor[*App]().NumMethod() {
		have = append(have, reflect.TypeFor[*App]().Method(i).Name)
	}
	if !slices.Equal(have, want) {
		t.Errorf("the window can call %v", have)
	}
}

// row: P-007, P-016, P-018, P-020
func TestAConversationComesAndIsAnswered(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello, is this in blue?")
	p := r.boxes(one)
	b := p.Boxes[0]
	if b.Label != "AC 4711" || b.Name != "Lea" || b.Channel != desk.Chat || !b.Online || b.LastText != "Hello, is this in blue?" ||
		b.OpenedAt == 0 || b.LastAgentAt == 0 || b.Tone != wire.ToneActive || !b.Mine {
		t.Errorf("box %+v", b)
	}
	if p.OnScreen() == nil || p.OnScreen().Stream != one {
		t.Fatal("the only conversation is not on screen")
	}
	// A second one appears as a box and leaves the screen alone.
	two := r.peer.begins("c_two", "", "Me too")
	p = r.boxes(one, two)
	if p.OnScreen().Stream != one || p.Boxes[1].Tone != wire.ToneMine || p.Boxes[1].Name != madeUpName("v_c_two") {
		t.Errorf("after the second: on screen %s, box %+v", p.OnScreen().Stream, p.Boxes[1])
	}
	r.must(r.App.Focus(string(two)))
	p = r.eventually("the second is on screen", func(p wire.Panel) bool { return p.OnScreen().Stream == two })
	if boxOf(p, one).Tone != wire.ToneMine || boxOf(p, two).Tone != wire.ToneActive {
		t.Errorf("tones %+v", p.Boxes)
	}
	r.must(r.send(string(two), "With pleasure"))
	r.eventually("it is sent", func(p wire.Panel) bool { return last(p).Text == "With pleasure" && last(p).State == wire.Sent })
	r.must(r.App.Focus(string(one)))
	r.eventually("what is answered and left is theirs", func(p wire.Panel) bool { return boxOf(p, two).Tone == wire.ToneTheirs })
	for _, patch := range r.patches {
		if patch.Focus && patch.Active == nil {
			t.Error("the caret was asked for without the agent choosing a conversation")
		}
	}
}

// row: P-020
func TestWhoComesBackFindsWhereTheyLeft(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.must(r.App.Attend(true))
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Me too")
	p := r.boxes(one, two)
	if p.OnScreen().Fresh != "" {
		t.Errorf("a conversation that nobody knows begins with %q", p.OnScreen().Fresh)
	}
	r.must(r.App.Focus(string(two)))
	r.eventually("the second is on screen", func(p wire.Panel) bool { return p.OnScreen().Stream == two })
	for _, text := range []string{"Is it in blue?", "Or in green?"} {
		r.peer.says(one, desk.Post{Text: text})
	}
	r.eventually("two are new", func(p wire.Panel) bool { return boxOf(p, one).New == 2 })
	r.must(r.App.Focus(string(one)))
	newFrom := func(text string) {
		t.Helper()
		r.eventually("new from "+text, func(p wire.Panel) bool {
			is := func(l wire.ThreadLine) bool { return l.Key == p.OnScreen().Fresh && l.Text == text }
			return p.OnScreen().Stream == one && slices.ContainsFunc(p.OnScreen().Lines, is)
		})
	}
	newFrom("Is it in blue?")
	// What comes under their eyes moves no mark, nor does a look elsewhere.
	r.peer.says(one, desk.Post{Text: "Or in red?"})
	r.eventually("the third", func(p wire.Panel) bool { return last(p).Text == "Or in red?" && boxOf(p, one).New == 0 })
	r.must(r.App.Attend(false))
	r.must(r.App.Attend(true))
	newFrom("Is it in blue?")
	r.must(r.send(string(one), "In all of them"))
	r.eventually("who has answered has read", func(p wire.Panel) bool { return p.OnScreen().Fresh == "" && last(p).State == wire.Sent })
	// Who was away from the window comes back to it likewise.
	r.must(r.App.Attend(false))
	r.peer.says(one, desk.Post{Text: "Then green."})
	r.eventually("the fourth", func(p wire.Panel) bool { return last(p).Text == "Then green." && boxOf(p, one).New == 1 })
	r.must(r.App.Attend(true))
	newFrom("Then green.")
	// Read is read.
	for _, stream := range []desk.Stream{two, one} {
		r.must(r.App.Focus(string(stream)))
		r.eventually("it is on screen", func(p wire.Panel) bool { return p.OnScreen().Stream == stream && p.OnScreen().Fresh == "" })
	}
}

// What was answered was read: it is not new on a machine, or to a cache, that knows
// nothing of it. What came since is.
func TestWhatWasAnsweredIsNotNewAgain(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Good day")
	r.boxes(one, two)
	r.must(r.App.Focus(string(two)))
	r.must(r.send(string(two), "It is"))
	r.eventually("it is in the log", func(p wire.Panel) bool { return !boxOf(p, two).Mine })
	r.peer.says(one, desk.Post{Text: "Are you there?"})
	r.must(r.App.SignOut(true))
	r.boxes()
	r.signIn()
	p := r.boxes(one, two)
	if a, b := boxOf(p, one).New, boxOf(p, two).New; a != 2 || b != 0 {
		t.Errorf("new are %d and %d", a, b)
	}
	r.peer.says(two, desk.Post{Text: "Thank you"})
	r.eventually("it is new", func(p wire.Panel) bool { return boxOf(p, two).New == 1 })
}

func last(p wire.Panel) wire.ThreadLine {
	if p.OnScreen() == nil || len(p.OnScreen().Lines) == 0 {
		return wire.ThreadLine{}
	}
	return p.OnScreen().Lines[len(p.OnScreen().Lines)-1]
}

// row: P-010, P-011, P-106, P-107
func TestTheLampFollowsTheSlots(t *testing.T) {
	r := newRig(t)
	r.signIn()
	lamp := func(want desk.Light, used int) {
		t.Helper()
		r.eventually("the lamp is "+string(want), func(p wire.Panel) bool {
			return len(p.Channels) == 1 && p.Channels[0].Light == want && p.Channels[0].Used == used
		})
	}
	lamp(desk.Green, 0)
	one := r.peer.begins("c_one", "Lea", "Hello")
	lamp(desk.Green, 1)
	two := r.peer.begins("c_two", "Max", "Hello")
	lamp(desk.Orange, 2)
	r.must(r.send(string(one), "Goodbye"))
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	p := r.boxes(two)
	if p.OnScreen() == nil || p.OnScreen().Stream != two {
		t.Error("the other one was not put on screen")
	}
	lamp(desk.Green, 1)
	if got := r.peer.texts(one); !slices.Equal(got, []string{"Goodbye"}) {
		t.Errorf("before the end was said %v", got)
	}
	// Red beats orange, and is shown before the server knows.
	r.peer.begins("c_three", "Ida", "Hello")
	lamp(desk.Orange, 2)
	r.peer.with(func() { r.peer.deaf = true })
	r.must(r.App.SetStatus("chat", "unavailable"))
	lamp(desk.Red, 2)
}

func TestARefusedStatusIsPutRight(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.peer.with(func() {
		r.peer.refuse = func(wire.Do) *wire.Refused {
			return &wire.Refused{Code: desk.Forbidden, Message: "Not now."}
		}
	})
	r.must(r.App.SetStatus("chat", "unavailable"))
	p := r.eventually("it says why", func(p wire.Panel) bool { return len(p.Notices) == 1 })
	if p.Channels[0].Status != desk.Available || p.Notices[0].Text != "Not now." {
		t.Errorf("%+v %+v", p.Channels, p.Notices)
	}
	r.must(r.App.DismissNotice(p.Notices[0].ID))
	r.eventually("the notice is gone", func(p wire.Panel) bool { return len(p.Notices) == 0 })
	r.refused(r.App.SetStatus("video", "available"), desk.ChannelNotGranted)
}

// row: P-021
func TestTheDotFollowsTheVisitor(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.peer.says(one, desk.Leave{})
	r.eventually("the dot is red", func(p wire.Panel) bool { return !p.Boxes[0].Online && !p.OnScreen().Online })
	r.peer.says(one, desk.Return{})
	r.eventually("the dot is green", func(p wire.Panel) bool { return p.Boxes[0].Online && p.OnScreen().Online })
	if p := r.App.Snapshot(); p.Boxes[0].Ended || p.OnScreen().Ended {
		t.Error("who left the site has ended nothing")
	}
	r.peer.says(one, desk.Leave{Ended: true})
	r.eventually("it says that they ended the chat", func(p wire.Panel) bool {
		return !p.Boxes[0].Online && p.Boxes[0].Ended && !p.OnScreen().Online && p.OnScreen().Ended
	})
	r.peer.says(one, desk.Return{})
	r.eventually("they are back", func(p wire.Panel) bool {
		return p.Boxes[0].Online && !p.Boxes[0].Ended && p.OnScreen().Online && !p.OnScreen().Ended
	})
}

// row: P-024, D-04, D-05
func TestAToastLeadsToItsConversation(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello, is this in blue?")
	two := r.peer.begins("c_two", "Max", "Where is my parcel?")
	r.boxes(one, two)
	shown := r.toasts.wait(t, 2)
	if shown[0].Title != "Lea" || shown[0].Body != "Hello, is this in blue?" || shown[1].ID != string(two) {
		t.Errorf("toasts %+v", shown)
	}
	r.toasts.clicks <- platform.Click{ID: string(two)}
	r.eventually("it is on screen", func(p wire.Panel) bool { return p.OnScreen() != nil && p.OnScreen().Stream == two })
	r.mu.Lock()
	raised, badge := r.raised, r.badge
	r.mu.Unlock()
	if raised != 1 || badge.Waiting != 2 || badge.Title != "(2) Parley · ID 10423" {
		t.Errorf("raised %d, badge %+v", raised, badge)
	}
	// Who is looking is not disturbed by what they look at.
	r.must(r.App.Attend(true))
	before := len(r.toasts.wait(t, 2))
	r.peer.says(two, desk.Post{Text: "Hello?"})
	r.eventually("it is there", func(p wire.Panel) bool { return last(p).Text == "Hello?" })
	r.peer.says(one, desk.Post{Text: "And green?"})
	shown = r.toasts.wait(t, before+1)
	if shown[before].ID != string(one) {
		t.Errorf("disturbed for %+v", shown[before:])
	}
	// Nobody looked: it is said again.
	r.clock.advance(16 * time.Second)
	shown = r.toasts.wait(t, before+2)
	if shown[before+1].ID != string(one) {
		t.Errorf("said again: %+v", shown[before+1:])
	}
	r.must(r.App.SetDoNotDisturb(true))
	r.peer.begins("c_three", "Ida", "Hello")
	r.eventually("it is there", func(p wire.Panel) bool { return len(p.Boxes) == 3 })
	time.Sleep(20 * time.Millisecond)
	if n := len(r.toasts.wait(t, before+2)); n != before+2 {
		t.Errorf("%d toasts while nobody was to be disturbed", n-before-2)
	}
}

func TestSessions(t *testing.T) {
	r := newRig(t)
	r.refused(r.App.SignIn(r.peer.http.URL, "ada@acme.test", "wrong"), desk.SignInFailed)
	r.refused(r.App.SignIn("http://desk.example.com", "ada@acme.test", "right"), desk.Invalid)
	r.refused(r.send("c_one", "x"), desk.TokenExpired)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	// A restart goes on where it was, by the token in the keychain.
	r.restart()
	r.online()
	r.refused(r.App.SignOut(false), desk.WrongState)
	// A token that is worth nothing any more.
	r.peer.with(func() { r.peer.expired = true })
	r.must(r.App.Draft(string(one), "dear"))
	r.peer.cut()
	p := r.eventually("nobody is signed in", func(p wire.Panel) bool { return p.Session.State == wire.SignedOut })
	if p.Session.Error == "" || len(p.Boxes) > 0 || p.OnScreen() != nil || p.Session.Email != "ada@acme.test" {
		t.Errorf("%+v", p)
	}
	r.signIn()
	p = r.boxes(one)
	if !p.Boxes[0].Draft {
		t.Error("the draft is gone")
	}
	r.must(r.App.SignOut(true))
	r.eventually("nobody is signed in", func(p wire.Panel) bool { return p.Session.State == wire.SignedOut && p.Session.Error == "" })
	if r.keychain.secret != "" {
		t.Error("the token is still in the keychain")
	}
	r.restart()
	if p := r.App.Snapshot(); p.Session.State != wire.SignedOut {
		t.Errorf("signed in again: %+v", p.Session)
	}
	r.keychain.mu.Lock()
	r.keychain.broken = true
	r.keychain.mu.Unlock()
	r.signIn()
	r.eventually("it says so", func(p wire.Panel) bool {
		return len(p.Notices) == 1 && strings.HasPrefix(p.Notices[0].Text, "No system keychain")
	})
	// What was said stands there in the language that is spoken now.
	for _, said := range []struct{ language, text string }{{"fr", "Pas de trousseau"}, {"en", "No system keychain"}} {
		r.must(r.App.SetLanguage(said.language))
		r.eventually(said.text, func(p wire.Panel) bool { return strings.HasPrefix(p.Notices[0].Text, said.text) })
	}
	r.restart()
	r.eventually("nobody is signed in", func(p wire.Panel) bool { return p.Session.State == wire.SignedOut })
}

func TestASecondProcessIsRefused(t *testing.T) {
	r := newRig(t)
	err := New(Options{Data: r.data}).Start(t.Context())
	if err == nil || !strings.HasPrefix(err.Error(), "Data folder is in use by process ") {
		t.Errorf("got %v", err)
	}
}

func TestLinksAndClipboard(t *testing.T) {
	r := newRig(t)
	var opened []string
	r.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	r.must(r.App.OpenExternal("https://shop.test/blue"))
	if err := r.App.OpenExternal("javascript:alert(1)"); err == nil || !strings.Contains(err.Error(), `"code":"link_scheme"`) {
		t.Errorf("got %v", err)
	}
	if !slices.Equal(opened, []string{"https://shop.test/blue"}) {
		t.Errorf("opened %v", opened)
	}
	r.refused(r.App.CopyText("10423"), desk.Unavailable)
}

func TestADesktopThatSignsInByItselfSaysWhatItWaitsFor(t *testing.T) {
	r := &rig{t: t, data: t.TempDir(), clock: &clock{}}
	r.Desktop = New(Options{
		Data: r.data, Server: "http://127.0.0.1:1", Email: "ada@acme.test", Password: "right", Version: "test",
		Keychain: &memoryKeychain{}, Clock: r.clock, Emit: r.emit,
	})
	r.window = r.App.Snapshot()
	r.must(r.Start(t.Context()))
	defer r.Stop()
	r.eventually("it says that the server cannot be reached, and goes on", func(p wire.Panel) bool {
		return p.Session.State == wire.SigningIn && p.Session.Error != ""
	})
}
