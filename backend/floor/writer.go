package floor

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// maxGroup bounds what is committed together: more would make the first of them
// wait for the last.
const maxGroup = 512

// What arrives at a writer, besides Request and Signal.
type (
	arrival struct {
		who desk.Actor
		Joining
	}
	departure struct {
		who desk.Actor
		Joining
	}
	question func(*writer)
)

// writer is one project's writer. Everything below "owned" belongs to its
// goroutine.
type writer struct {
	opt    *Options
	hub    *hub
	recent *recent
	in     chan any
	tell   chan told

	quit, halted chan struct{}
	quitOnce     sync.Once
	running      sync.WaitGroup
	ready        atomic.Bool
	epochName    atomic.Pointer[string]
	// doubted are agents (desk.AgentID → nothing) whose line did not confirm a
	// contact. Only the writer changes it; whoever hears of a line looks into it.
	doubted sync.Map
	// published is the setup, for whoever asks from outside.
	published atomic.Pointer[Setup]

	// owned
	setup     Setup
	profiles  map[desk.AgentID]desk.Profile
	hours     opening
	standing  desk.Standing // its Open and Agents are moved into the maps
	convs     map[desk.ConversationID]desk.Conversation
	agents    map[desk.AgentID]desk.Agent
	customers map[desk.VisitorID]desk.Customer
	byVisitor map[desk.VisitorID]desk.ConversationID
	// pages is where visitors were last known to be, as far as this writer was
	// told: a copy that spares the log the same page twice.
	pages map[desk.ConversationID]string
	// held are the conversations of each holder.
	held     map[desk.AgentID]map[desk.ConversationID]bool
	covered  map[desk.ConversationID]int64 // by the stored row, up to this seq
	routing  *routing.State
	presence *presence
	timers   timers
	replies  replies
	waits    waits
	wakeAt   desk.Millis // when routing wants to be asked again, 0 for never
	alarm    alarm
	// unlogged: somebody may have come while the log could not be written.
	unlogged bool
	// untold: accounts and the library may have been changed meanwhile, too.
	untold bool
	// failures counts the steps in a row that could not be written; asked are
	// the questions that came meanwhile.
	failures int
	asked    []question
}

// told is a committed group on its way to the listeners.
type told struct {
	// hole says that something was committed before this that nobody was told.
	hole       bool
	records    []desk.Record
	deliveries []delivery
	// others is what is told besides news.
	others  []func()
	answers []func()
}

type delivery struct {
	to   desk.Actor
	news []News
}

func newWriter(opt *Options, s Setup) *writer {
	w := &writer{
		opt: opt, hub: newHub(), recent: newRecent(),
		in: make(chan any, 2*maxGroup), tell: make(chan told, 4),
		quit: make(chan struct{}), halted: make(chan struct{}),
		presence: newPresence(),
	}
	w.adopt(s)
	return w
}

func (w *writer) start(ctx context.Context) error {
	if err := w.takeOver(ctx); err != nil {
		close(w.halted)
		return err
	}
	w.running.Go(w.teller)
	w.running.Go(w.run)
	return nil
}

func (w *writer) halt() {
	w.quitOnce.Do(func() { close(w.quit) })
	w.running.Wait()
}

func (w *writer) epoch() string {
	if e := w.epochName.Load(); e != nil {
		return *e
	}
	return ""
}

// run collects, steps, and collects again.
func (w *writer) run() {
	defer close(w.tell)
	defer w.clear()
	defer close(w.halted)
	defer w.alarm.unset()
	group := make([]any, 0, maxGroup)
	for {
		group = group[:0]
		select {
		case in := <-w.in:
			group = append(group, in)
		case <-w.alarm.at(w.opt.Clock, w.nextMoment()):
			w.alarm.unset()
		case <-w.quit:
			w.drain(group)
			return
		}
		w.step(w.collect(group))
		if !w.ready.Load() {
			// It is to end, and could not take the project over again before.
			w.drain(group)
			return
		}
	}
}

// nextMoment is what comes first: somebody's grace, a conversation's timer, the
// hours, what visitors are to be told, or routing's wish; 0 for nothing.
func (w *writer) nextMoment() desk.Millis {
	var first desk.Millis
	for _, at := range [...]desk.Millis{w.presence.next(), w.timers.next(), w.hours.next(), w.waits.next(), w.wakeAt} {
		if at > 0 && (first == 0 || at < first) {
			first = at
		}
	}
	return first
}

// alarm is one timer that is set anew only when the moment changes: under load
// there is a step every fraction of a millisecond.
type alarm struct {
	moment desk.Millis
	rings  <-chan struct{}
	stop   func()
}

func (a *alarm) at(clock Clock, moment desk.Millis) <-chan struct{} {
	if moment != a.moment {
		a.unset()
		if moment > 0 {
			a.moment = moment
			a.rings, a.stop = clock.Wake(moment)
		}
	}
	return a.rings
}

func (a *alarm) unset() {
	if a.stop != nil {
		a.stop()
	}
	*a = alarm{}
}

func (w *writer) collect(group []any) []any {
	for len(group) < maxGroup {
		select {
		case in := <-w.in:
			group = append(group, in)
		default:
			return group
		}
	}
	return group
}

// drain answers what was accepted before the end. Without a hold on the project
// nothing more is decided: the live state may have run ahead of the log.
func (w *writer) drain(group []any) {
	for {
		group = w.collect(group[:0])
		if len(group) == 0 {
			return
		}
		if w.ready.Load() {
			w.step(group)
			continue
		}
		for _, in := range group {
			w.turnAway(in, stopping())
		}
	}
}

// clear refuses what came too late. The writer does so once it has said that it
// halted, and so does whoever hands something in and finds that said: one of the
// two comes after it. Whoever waits for anything but a Reply watches for the halt.
func (w *writer) clear() {
	for {
		select {
		case in := <-w.in:
			if r, ok := in.(Request); ok {
				r.Reply(Answer{Err: stopping()})
			}
		default:
			return
		}
	}
}

// teller tells the committed groups in their order: news first, so that a
// client has seen its own message when it reads that it is durable.
func (w *writer) teller() {
	for t := range w.tell {
		if t.hole {
			w.recent.clear()
			for _, l := range w.hub.all() {
				l.Resync()
			}
		}
		// Before anybody hears of it: who begins to listen now, and is told no
		// more of this, finds it there.
		w.recent.take(t.records)
		for _, d := range t.deliveries {
			for _, l := range w.hub.of(d.to) {
				l.Hear(d.news)
			}
		}
		for _, tell := range t.others {
			tell()
		}
		for _, answer := range t.answers {
			answer()
		}
	}
}
