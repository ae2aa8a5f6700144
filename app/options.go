package app

import (
	"crypto/rand"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// PatchEvent is the name under which the window hears each [wire.PanelPatch].
const PatchEvent = "panel"

// ClosingEvent tells the page that its window is about to close, AskingEvent that it
// is to ask first: see [Desktop.Leave].
const (
	ClosingEvent = "closing"
	AskingEvent  = "asking"
)

// Options are what a desktop needs of the program around it. Only Data is
// required: what is absent is not available, and said to be so where it matters.
type Options struct {
	// Data is the folder of this desktop's own data; it is made if missing.
	Data string
	// Server is the address proposed for signing in, as in
	// "https://desk.example.com".
	Server string
	// Email and Password sign in by themselves where no session is kept; for
	// development.
	Email, Password string
	// Version is this program's, as shown.
	Version string

	// Emit hands a change to the window. It is called from one goroutine, at
	// most sixty times a second, and must not block.
	Emit func(wire.PanelPatch)
	// Notifier shows toasts; the desktop listens to its clicks, and whoever
	// made it stops it after the desktop has stopped.
	Notifier platform.Notifier
	// Sounds plays the rings; whoever made it stops it.
	Sounds Sounds
	// Clipboard takes a text the agent copies.
	Clipboard func(text string) error
	// Pasted is what lies in the clipboard beside text, where the window's engine does
	// not tell its page of it; of what is larger than limit, in bytes, without its body.
	Pasted func(limit int64) []platform.Pasted
	// Dragged tells whether there are files in what is dragged over the window, for an
	// engine that does not tell its page; Dropped is what was let go there.
	Dragged func() bool
	Dropped func(limit int64) []platform.Pasted
	// OpenURL opens an address that has passed [platform.CheckLink]; nil is
	// the system's own way.
	OpenURL func(url string) error
	// SaveFile asks the agent where to save a file and does so; that they want it
	// nowhere is no error.
	SaveFile func(name string, body []byte) error
	// Raise shows the window and brings it to the front.
	Raise func()
	// Quit has the window closed.
	Quit func()
	// Spell says in which language the agent writes, as in "fr-BE", whenever that
	// changes.
	Spell func(language string)
	// Badge shows how many visitors await an answer; called on each change.
	Badge func(Badge)

	// Keychain keeps the token; nil is the system's.
	Keychain Keychain
	// Clock is the time; nil is the machine's.
	Clock Clock
	// Random makes ids and jitter; nil is the system's.
	Random io.Reader
	// Log is for diagnosis; nil is silence. No text of a conversation and no
	// secret goes there.
	Log *slog.Logger
}

// Sounds plays a short sound and returns at once.
type Sounds interface{ Play(platform.Sound) }

// Clock is the time, which tests can move.
type Clock interface {
	Now() desk.Millis
	// Timer sends once when d has passed; stop is for who no longer waits.
	Timer(d time.Duration) (c <-chan struct{}, stop func())
}

type systemClock struct{}

func (systemClock) Now() desk.Millis { return desk.Millis(time.Now().UnixMilli()) }

func (systemClock) Timer(d time.Duration) (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	t := time.AfterFunc(d, func() { c <- struct{}{} })
	return c, func() { t.Stop() }
}

// complete fills in what may be absent.
func (o Options) complete() Options {
	if o.Emit == nil {
		o.Emit = func(wire.PanelPatch) {}
	}
	if o.OpenURL == nil {
		o.OpenURL = platform.OpenExternal
	}
	none := func(int64) []platform.Pasted { return nil }
	if o.Pasted == nil {
		o.Pasted = none
	}
	if o.Dragged == nil {
		o.Dragged = func() bool { return false }
	}
	if o.Dropped == nil {
		o.Dropped = none
	}
	if o.Raise == nil {
		o.Raise = func() {}
	}
	if o.Quit == nil {
		o.Quit = func() {}
	}
	if o.Spell == nil {
		o.Spell = func(string) {}
	}
	if o.Badge == nil {
		o.Badge = func(Badge) {}
	}
	if o.Clock == nil {
		o.Clock = systemClock{}
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	o.Random = &turns{r: o.Random}
	if o.Keychain == nil {
		o.Keychain = systemKeychain{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// turns lets several goroutines read from one source.
type turns struct {
	mu sync.Mutex
	r  io.Reader
}

func (t *turns) Read(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.r.Read(p)
}
