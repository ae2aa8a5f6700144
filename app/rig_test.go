package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// The keep-alive connections of the HTTP client that all lines share.
		goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"),
		goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
}

// rig is a desktop with everything around it noted down.
type rig struct {
	*Desktop
	t        *testing.T
	peer     *peer
	keychain *memoryKeychain
	data     string
	clock    *clock
	toasts   *toasts

	mu      sync.Mutex
	window  wire.Panel // what a window makes of the patches
	patches []wire.PanelPatch
	badge   Badge
	raised  int
	quits   int
	rings   []platform.Sound
}

func newRig(t *testing.T) *rig {
	r := &rig{t: t, peer: newPeer(t), keychain: &memoryKeychain{}, data: t.TempDir(), clock: &clock{}, toasts: newToasts()}
	r.start()
	t.Cleanup(func() { r.Stop(); close(r.toasts.clicks) })
	return r
}

func (r *rig) start() {
	r.t.Helper()
	r.Desktop = New(Options{
		Data: r.data, Server: r.peer.http.URL, Version: "test", Keychain: r.keychain, Clock: r.clock,
		Notifier: r.toasts, Sounds: r, Emit: r.emit,
		Badge: func(b Badge) { r.mu.Lock(); r.badge = b; r.mu.Unlock() },
		Raise: func() { r.mu.Lock(); r.raised++; r.mu.Unlock() },
		Quit:  func() { r.mu.Lock(); r.quits++; r.mu.Unlock() },
	})
	r.window = r.App.Snapshot()
	if err := r.Start(context.Background()); err != nil {
		r.t.Fatal(err)
	}
}

// restart is the next start of the program.
func (r *rig) restart() {
	r.t.Helper()
	r.Stop()
	r.start()
}

func (r *rig) emit(p wire.PanelPatch) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.Rev != r.window.Rev+1 {
		r.t.Errorf("patch %d follows %d", p.Rev, r.window.Rev)
	}
	r.window = apply(r.window, p)
	r.patches = append(r.patches, p)
}

func (r *rig) Play(s platform.Sound) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rings = append(r.rings, s)
}

func (r *rig) signIn() {
	r.t.Helper()
	if err := r.App.SignIn(r.peer.http.URL, "ada@acme.test", "right"); err != nil {
		r.t.Fatal(err)
	}
	r.online()
}

// offline takes the line away, and lets no other be opened.
func (r *rig) offline() {
	r.t.Helper()
	r.peer.with(func() { r.peer.away = true })
	r.peer.cut()
	r.eventually("the line is lost", func(p wire.Panel) bool { return p.Line.State != wire.Online })
}

// back lets a lost line be opened again. A pause between two attempts may begin
// after time was moved, so it is moved until the line is there, yet not so fast
// that an attempt has no time to succeed.
func (r *rig) back() {
	r.t.Helper()
	r.peer.with(func() { r.peer.away = false })
	looks := 0
	r.eventually("the line is open again", func(wire.Panel) bool {
		if r.App.Snapshot().Line.State == wire.Online {
			return true
		}
		if looks%250 == 0 {
			r.clock.advance(time.Minute)
		}
		looks++
		return false
	})
	r.online()
}

func (r *rig) online() {
	r.t.Helper()
	r.eventually("the line is open", func(p wire.Panel) bool { return p.Line.State == wire.Online })
}

// eventually waits for what a window shows.
func (r *rig) eventually(what string, is func(wire.Panel) bool) wire.Panel {
	r.t.Helper()
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		r.mu.Lock()
		p := r.window
		r.mu.Unlock()
		if is(p) {
			return p
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.t.Fatalf("it never came to be that %s; the window shows %+v", what, r.window)
	return wire.Panel{}
}

func (r *rig) boxes(streams ...desk.Stream) wire.Panel {
	r.t.Helper()
	return r.eventually("the boxes are those", func(p wire.Panel) bool {
		var have []desk.Stream
		for _, b := range p.Boxes {
			have = append(have, b.Stream)
		}
		return slices.Equal(have, streams)
	})
}

// underWay waits until an order about a conversation was given and is not answered.
func (r *rig) underWay(stream desk.Stream) {
	r.t.Helper()
	r.eventually("it is under way", func(wire.Panel) (is bool) {
		r.must(r.do(func() error { is = r.s.leaving[stream] != nil; return nil }))
		return is
	})
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) refused(err error, code desk.Code) {
	r.t.Helper()
	var f *Fault
	if !errors.As(err, &f) || f.Code != string(code) {
		r.t.Fatalf("got %v, want %s", err, code)
	}
}

func boxOf(p wire.Panel, s desk.Stream) wire.StateBox {
	for _, b := range p.Boxes {
		if b.Stream == s {
			return b
		}
	}
	return wire.StateBox{}
}

// send writes a message.
func (r *rig) send(stream, text string) error {
	_, err := r.App.Send(stream, text)
	return err
}

// sendTranslated writes one in two languages.
func (r *rig) sendTranslated(stream, text string, shown wire.Translated) error {
	_, err := r.App.SendTranslated(stream, text, shown)
	return err
}

// apply is what the window does with a patch: the panel's store has its own, in
// TypeScript.
func apply(p wire.Panel, patch wire.PanelPatch) wire.Panel {
	p.Rev = patch.Rev
	if patch.Session != nil {
		p.Session = *patch.Session
	}
	if patch.Line != nil {
		p.Line = *patch.Line
	}
	if patch.Channels != nil {
		p.Channels = *patch.Channels
	}
	if patch.Imposed != nil {
		p.Imposed = *patch.Imposed
	}
	if patch.Ungrouped != nil {
		p.Ungrouped = *patch.Ungrouped
	}
	if patch.Shelf != nil {
		p.Shelf = *patch.Shelf
	}
	if patch.Boxes != nil {
		p.Boxes = *patch.Boxes
	}
	if patch.Notices != nil {
		p.Notices = *patch.Notices
	}
	if patch.Panes != nil {
		p.Panes = *patch.Panes
	}
	if patch.Active != nil {
		p.Active = *patch.Active
	}
	before := append(slices.Clone(patch.Threads), p.Threads...) // the new ones are found first
	p.Threads = []wire.Thread{}
	for _, stream := range p.Panes {
		i := slices.IndexFunc(before, func(t wire.Thread) bool { return t.Stream == stream })
		if i < 0 {
			continue
		}
		t := before[i]
		for _, c := range patch.ThreadPatches {
			if c.Stream == stream {
				t = changed(t, c)
			}
		}
		p.Threads = append(p.Threads, t)
	}
	return p
}

func changed(t wire.Thread, c wire.ThreadPatch) wire.Thread {
	if c.Online != nil {
		t.Online = *c.Online
	}
	if c.Ended != nil {
		t.Ended = *c.Ended
	}
	if c.Typing != nil {
		t.Typing = *c.Typing
	}
	if c.Page != nil {
		t.Page = c.Page
	}
	if c.Fresh != nil {
		t.Fresh = *c.Fresh
	}
	if c.Suggestions != nil {
		t.Suggestions = *c.Suggestions
		if len(t.Suggestions) == 0 {
			t.Suggestions = nil // as one that has none is told whole
		}
	}
	t.Lines = slices.Clone(t.Lines)
	for _, l := range c.Lines {
		if i := slices.IndexFunc(t.Lines, func(o wire.ThreadLine) bool { return o.Key == l.Key }); i >= 0 {
			t.Lines[i] = l
		} else {
			t.Lines = append(t.Lines, l)
		}
	}
	if c.Order != nil {
		lines := make([]wire.ThreadLine, 0, len(c.Order))
		for _, key := range c.Order {
			if i := slices.IndexFunc(t.Lines, func(o wire.ThreadLine) bool { return o.Key == key }); i >= 0 {
				lines = append(lines, t.Lines[i])
			}
		}
		t.Lines = lines
	}
	return t
}
