package app

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// Desktop is one running desktop: the owner of everything behind the panel.
type Desktop struct {
	// App is what the window can call.
	App *App

	o       Options
	asks    chan func()
	ctx     context.Context
	cancel  context.CancelFunc
	gone    chan struct{}
	errands sync.WaitGroup
	herald  *herald
	// panel is the view last given to the window.
	panel atomic.Pointer[picture]

	// What follows belongs to the owner's goroutine.
	s      state
	cache  *cache.Cache
	device string
	token  string
	link   *link.Link
	heard  <-chan link.Message
	clicks <-chan platform.Click
	// placed is what stood where on screen when that was last kept.
	placed placing
	// opened: the present line has told all that was missed.
	opened bool
	// deaf: what comes is passed over until the next welcome.
	deaf bool
	// former are the conversations as they were before all was asked for anew.
	former map[desk.Stream]*conversation
	// strayed are the conversations that were taken back while there was no line,
	// of which the agent is yet to be told.
	strayed []string
	// cold: this opening is the first of an empty cache; nothing in it is news.
	cold bool
	// forgetful: the disk failed, so the log is kept in memory only.
	forgetful bool
	// unsaved is what has to reach the disk soon, savedAt when something last did.
	unsaved  unsaved
	savedAt  desk.Millis
	typing   map[desk.Stream]desk.Millis // when we last said that we type
	lastEmit desk.Millis
	flushAt  desk.Millis
	focus    bool // the next patch asks for the caret
	// toastless: the agent was told that nothing pops up here.
	toastless bool
	badge     Badge
	prompter  *prompter
	// acquainting counts the customer records that are asked for.
	acquainting int
	// spelt is the language the window checks spelling in.
	spelt string
	// incoming are the files the window is handing over, uploading those on their
	// way to the server, by the names their bytes lie under.
	incoming  map[string]*incoming
	uploading map[string]context.CancelFunc
	server    link.Address

	// wording is held while the words of what is over are gathered.
	wording sync.Mutex

	// unasked is since when the window is to close and the page has not asked its agent,
	// in milliseconds, 0 for not. sure: they said that it closes all the same. leaves:
	// it closes. handed says that the page has handed over what it held.
	unasked      atomic.Int64
	sure, leaves atomic.Bool
	handed       chan struct{}
}

// unsaved waits for the disk so that a key pressed is not a write.
type unsaved struct {
	looked map[desk.Stream]int64
	drafts map[desk.Stream]string
	places string
	at     desk.Millis // when it is to be written, 0 for nothing to write
}

const (
	// frameEvery is the least time between two patches: sixty a second.
	frameEvery = 17 * desk.Millis(1)
	// saveWithin is how long it may be in memory only how far the agent has looked.
	saveWithin = desk.Second / 2
	// draftEvery is the least time between two writes of drafts. The window hands
	// them over as often (compose/drafts.ts), so each is written as it comes.
	draftEvery = desk.Second / 5
)

// New makes a desktop that is not running.
func New(o Options) *Desktop {
	d := &Desktop{o: o.complete(), asks: make(chan func()), gone: make(chan struct{}), typing: map[desk.Stream]desk.Millis{},
		prompter: &prompter{}, incoming: map[string]*incoming{}, uploading: map[string]context.CancelFunc{}, handed: make(chan struct{}, 1)}
	d.App = &App{d}
	d.s = newState(wire.Session{State: wire.SignedOut, Server: o.Server, Email: o.Email, Version: o.Version})
	d.publish(wire.Panel{})
	return d
}

// Start opens the data folder and begins. It returns when the desktop can be
// used, which is before anybody is signed in. The error is a sentence for
// people: most often another Parley has the folder.
func (d *Desktop) Start(ctx context.Context) error {
	kept, err := cache.Open(ctx, d.o.Data)
	if err != nil {
		return err
	}
	d.cache = kept
	d.ctx, d.cancel = context.WithCancel(ctx)
	if err := d.remember(); err != nil {
		d.cancel()
		kept.Close()
		return err
	}
	d.herald = newHerald(d.ctx, d.o.Notifier, d.o.Sounds, d.toastFailed)
	if d.o.Notifier != nil {
		d.clicks = d.o.Notifier.Clicks()
	}
	d.s.line.Since = d.o.Clock.Now()
	d.resume()
	d.flush()
	d.errands.Go(d.prune)
	go d.run()
	return nil
}

// Stop ends the desktop and returns when everything is on the disk. What is held is
// sent first, where the line is good: its author has sent it.
func (d *Desktop) Stop() {
	d.sendHeld()
	d.cancel()
	<-d.gone
	d.errands.Wait()
	d.herald.wait()
	if err := d.cache.Close(); err != nil {
		d.o.Log.Error("close the cache", "error", err)
	}
}

// remember reads what concerns no agent in particular.
func (d *Desktop) remember() error {
	device, err := d.cache.Device(d.ctx, func() string { return d.random(16) })
	if err != nil {
		return err
	}
	settings, err := d.cache.Settings(d.ctx)
	if err != nil {
		return err
	}
	d.device = device
	d.s.session.DoNotDisturb = settings[settingDoNotDisturb] == settingOn
	d.s.repeat = settings[settingRepeat] != settingOff
	if settings[settingLanguage] == string(french) {
		d.s.language = french
	}
	d.recallWriting(settings[settingWriting])
	if panes, err := strconv.Atoi(settings[settingPanes]); err == nil && slices.Contains(layouts, panes) {
		d.s.lay(panes)
	}
	return nil
}

// The settings kept on this machine.
const (
	settingDoNotDisturb = "do_not_disturb"
	settingRepeat       = "repeat_waiting"
	settingPanes        = "panes"
	settingLanguage     = "language"
	settingWriting      = "writing"
	settingTranslating  = "translating"
	settingPlaces       = "places"
	settingOn           = "on"
	settingOff          = "off"
)

// ownSetting is the name of a setting that is this agent's: another at this machine
// has their own.
func (d *Desktop) ownSetting(name string) string { return name + " " + d.cache.Owner() }

// run is the owner.
func (d *Desktop) run() {
	defer close(d.gone)
	defer d.save()
	defer d.hangUp()
	for {
		wake, stop := d.timer()
		select {
		case <-d.ctx.Done():
			stop()
			return
		case f := <-d.asks:
			f()
		case m, ok := <-d.heard:
			if !ok {
				d.heard = nil
			} else {
				d.hear(m)
			}
		case c, ok := <-d.clicks:
			if !ok {
				d.clicks = nil
			} else {
				d.clicked(c)
			}
		case <-wake:
		}
		stop()
		d.settle()
	}
}

// settle follows every change: what is due is done, and the window is told.
func (d *Desktop) settle() {
	now := d.o.Clock.Now()
	d.pump(now)
	d.prompt(now)
	d.translateDue()
	d.repeatAlerts(now)
	if d.unsaved.at > 0 && d.unsaved.at <= now {
		d.save()
	}
	if d.flushAt = d.lastEmit + frameEvery; d.flushAt <= now || d.lastEmit > now {
		d.flush()
	}
	d.keepPlaces()
	d.confirm(now)
}

// timer wakes the owner for the next thing that is due by itself.
func (d *Desktop) timer() (<-chan struct{}, func()) {
	now := d.o.Clock.Now()
	var next desk.Millis
	at := func(when desk.Millis) {
		if when > 0 && (next == 0 || when < next) {
			next = when
		}
	}
	at(d.flushAt)
	at(d.unsaved.at)
	at(d.pumpAt(now))
	at(d.s.outbox.letGo(now))
	at(d.prompter.wakes(now))
	at(d.repeatAt())
	for _, v := range d.s.convs {
		if v.typingUntil > now {
			at(v.typingUntil)
		}
	}
	if next == 0 {
		return nil, func() {}
	}
	return d.o.Clock.Timer(time.Duration(max(next-now, 1)) * time.Millisecond)
}

// flush gives the window what changed since the last time.
func (d *Desktop) flush() {
	d.flushAt = 0
	now := d.o.Clock.Now()
	d.s.arrange()
	after, before := view(&d.s, now), *d.panel.Load()
	for _, t := range after.Threads {
		v := d.s.convs[t.Stream]
		v.lent = true
	}
	d.acquaintAll(after.Threads)
	after.Rev = before.Rev
	if b := badge(after.Panel); b != d.badge {
		d.badge = b
		d.o.Badge(b)
	}
	d.spell()
	patch, changed := diff(before, after)
	if !changed && !d.focus {
		// A draft may have changed: the next snapshot has it.
		d.panel.Store(&after)
		return
	}
	after.Rev++
	patch.Rev, patch.Focus = after.Rev, d.focus
	d.focus, d.lastEmit = false, now
	d.panel.Store(&after)
	d.o.Emit(patch)
}

func (d *Desktop) publish(p wire.Panel) {
	v := view(&d.s, 0)
	v.Rev = p.Rev
	d.panel.Store(&v)
}

// do has the owner do something and waits until it is done.
func (d *Desktop) do(f func() error) error {
	done := make(chan error, 1)
	select {
	case d.asks <- func() { done <- f() }:
		return <-done
	case <-d.gone:
		return fault(desk.GoingAway, "Parley is closing.")
	}
}

// tell has the owner do something and does not wait for it.
func (d *Desktop) tell(f func()) {
	select {
	case d.asks <- f:
	case <-d.gone:
	}
}

// commandID names a command for ever. It begins with the time, so that the
// server finds those of one hour side by side; 80 random bits follow.
func (d *Desktop) commandID() string {
	b := binary.BigEndian.AppendUint64(nil, uint64(d.o.Clock.Now()))[2:]
	return hex.EncodeToString(b) + d.random(10)
}

// random is so many random bytes in text.
func (d *Desktop) random(n int) string {
	b := make([]byte, n)
	if _, err := io.ReadFull(d.o.Random, b); err != nil {
		panic("no random numbers: " + err.Error())
	}
	return hex.EncodeToString(b)
}

// dice gives a number in [0,1).
func (d *Desktop) dice() float64 {
	var b [2]byte
	if _, err := io.ReadFull(d.o.Random, b[:]); err != nil {
		return 0.5
	}
	return float64(uint(b[0])<<8|uint(b[1])) / (1 << 16)
}
