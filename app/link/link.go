package link

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

// Clock makes the waits, so that tests need not wait.
type Clock interface {
	// Timer sends once when d has passed; stop is for who no longer waits.
	Timer(d time.Duration) (c <-chan struct{}, stop func())
}

// Options say where the line goes and where it begins.
type Options struct {
	Server Address
	Token  string
	// Device is this installation's id, 8 to 64 characters.
	Device string
	// Epoch and Cursor are where the owner stands, empty and 0 at first. From
	// there on the link keeps count itself.
	Epoch  string
	Cursor int64
	Clock  Clock
	// Dice gives numbers in [0,1), from one goroutine at a time.
	Dice func() float64
}

const (
	// maxFrame bounds a frame down, in bytes: a long conversation comes whole.
	maxFrame = 16 << 20
	// maxQueue is how many frames up may wait to be written.
	maxQueue = 256

	pingEvery  = 15 * time.Second
	pongWithin = 8 * time.Second
	// answerWithin is after how long a line is asked after on which a command went
	// and nothing has come since.
	answerWithin = 4 * time.Second
	writeWithin  = 10 * time.Second
	// steady is how long a line must have lasted for its end to be no sign
	// that the next attempt will fail too.
	steady = 10 * time.Second
)

// Link is the line to the server, made again whenever it breaks.
type Link struct {
	o      Options
	out    chan Message
	cancel context.CancelFunc
	gone   chan struct{}
	resync atomic.Bool

	mu   sync.Mutex
	line *line // the present one, nil while there is none
}

// New makes a link that is still.
func New(o Options) *Link {
	return &Link{o: o, out: make(chan Message), gone: make(chan struct{})}
}

// Out is what comes from the line. It is closed when the link has stopped.
func (l *Link) Out() <-chan Message { return l.out }

// Start begins to make the line. It returns at once.
func (l *Link) Start(ctx context.Context) {
	ctx, l.cancel = context.WithCancel(ctx)
	go func() {
		defer close(l.gone)
		defer close(l.out)
		l.run(ctx)
	}()
}

// Stop ends the line and returns when it is gone. Nothing needs to be read from
// Out for that.
func (l *Link) Stop() {
	l.cancel()
	<-l.gone
}

// Do puts a command on the line, and says whether there is one. True is no
// promise: only Done is.
func (l *Link) Do(do wire.Do) bool {
	do.Frame = wire.FrameDo
	return l.put(do, true)
}

// Signal puts something fleeting on the line, where there is one.
func (l *Link) Signal(s wire.Signal) bool {
	s.Frame = wire.FrameSignal
	return l.put(s, false)
}

// Resync drops the line and says hello again from the beginning of the log: the
// owner has found a hole in what it was told. Until the next Welcome the owner
// passes over what still comes.
func (l *Link) Resync() {
	l.resync.Store(true)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.line != nil {
		l.line.cancel()
	}
}

// put puts a frame on the line; to what is asked an answer comes.
func (l *Link) put(frame any, asks bool) bool {
	raw, err := json.Marshal(frame)
	if err != nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.line == nil {
		return false
	}
	select {
	case l.line.queue <- raw:
		if asks {
			l.line.ask()
		}
		return true
	default:
		// Nothing has left for 256 frames; the ping will find out why.
		return false
	}
}

func (l *Link) run(ctx context.Context) {
	failed := 0
	for ctx.Err() == nil {
		if l.resync.Swap(false) {
			l.o.Epoch, l.o.Cursor = "", 0
		}
		if !l.tell(ctx, Connecting{}) {
			return
		}
		end := l.session(ctx)
		if ctx.Err() != nil {
			return
		}
		if end.bye != nil && !end.bye.Again {
			l.tell(ctx, Ended{*end.bye})
			return
		}
		if end.bye != nil && end.bye.Code == wire.Resync {
			l.resync.Store(true)
		}
		if end.steady {
			failed = 0
		}
		failed++
		wait := backoff(failed, l.o.Dice())
		if end.bye != nil && end.bye.After > 0 {
			asked := time.Duration(end.bye.After) * time.Millisecond
			// Spread as well, or all who were sent away come back at once.
			wait = max(wait, asked+time.Duration(l.o.Dice()*float64(asked)/4))
		}
		if !l.tell(ctx, Lost{Problem: end.problem(), Again: wait}) || !l.wait(ctx, wait) {
			return
		}
	}
}

// ending is why a line ended.
type ending struct {
	err    error
	bye    *wire.Bye
	steady bool
}

func (e ending) problem() Problem {
	var p *Problem
	switch {
	case e.bye != nil:
		return Problem{Code: string(e.bye.Code), Message: e.bye.Message}
	case errors.As(e.err, &p):
		return *p
	}
	return Problem{Code: "unavailable", Message: "The connection to the server broke."}
}

func (l *Link) tell(ctx context.Context, m Message) bool {
	select {
	case l.out <- m:
		return true
	case <-ctx.Done():
		return false
	}
}

func (l *Link) wait(ctx context.Context, d time.Duration) bool {
	c, stop := l.o.Clock.Timer(d)
	defer stop()
	select {
	case <-c:
		return true
	case <-ctx.Done():
		return false
	}
}
