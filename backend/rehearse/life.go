package rehearse

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	// typingAgain is how often the widget repeats that its visitor types.
	typingAgain = 4 * time.Second
	// longestTyping bounds how long one message takes to write.
	longestTyping = 20 * time.Second
	// mostTries is how often a message is sent again after "a little slower".
	mostTries = 20
	// mostLines is how often a visitor tries for a line before they give up.
	mostLines = 8
)

// Why a visit ended before its script did.
var (
	errGaveUp = errors.New("nobody answered in time")
	errClosed = errors.New("the agent closed the conversation")
	errAway   = errors.New("the server does not want this visitor back")
)

// life is one person's visit. Everything in it belongs to one goroutine; a
// second one reads the line as long as there is one.
type life struct {
	Person
	v     Visitor
	clock Clock
	tally *Tally

	frames chan Seen
	read   chan struct{} // closed when the reader has ended
	lines  int           // how many there have been
	// waiting is the id of the message that is not durable yet, and refused
	// what became of it otherwise.
	waiting string
	refused *Seen

	asked    time.Time // when the first message was durable
	answered bool      // an agent has spoken, ever
	heard    bool      // an agent has spoken since we did
	question bool      // and asked something
	closed   bool
	// looks: they wait for what the agent says, and do nothing else.
	looks bool
	marks marks
}

// run plays the script and counts how it went. It returns when the line is
// closed and its reader gone.
func (l *life) run(ctx context.Context) {
	l.tally.arrive()
	err := l.play(ctx)
	l.hangup()
	switch {
	case ctx.Err() != nil:
		l.tally.end(cutShort)
	case err == nil, errors.Is(err, errClosed):
		l.tally.end(finished)
	case errors.Is(err, errGaveUp):
		l.tally.end(gaveUp)
	default:
		l.tally.fail(err)
	}
}

func (l *life) play(ctx context.Context) error {
	for _, a := range l.Acts {
		if err := l.act(ctx, a); err != nil {
			return err
		}
	}
	// Who said goodbye looks at the answer for a moment, then closes.
	l.looks = true
	_, err := l.wait(ctx, 5*time.Second, func() bool { return l.heard })
	if err != nil {
		return err
	}
	return l.v.Leave(ctx)
}

func (l *life) act(ctx context.Context, a Act) error {
	if a.Await && a.Do != Silence && a.Do != Away {
		if err := l.await(ctx); err != nil {
			return err
		}
		// Whoever goes on has read what there was.
		l.mark(ctx, true)
	}
	switch a.Do {
	case Page:
		l.v.Page = desk.Page{URL: l.v.Server + a.Path, Title: a.Title}
		if err := l.again(ctx); err != nil {
			return err
		}
		return l.linger(ctx, a.For)
	case Silence:
		return l.linger(ctx, a.For)
	case Away:
		l.hangup()
		if err := l.sleep(ctx, a.For); err != nil {
			return err
		}
		l.tally.back()
		return l.again(ctx)
	case IfAsked:
		if !l.question {
			return nil
		}
	case IfNotAsked:
		if l.question {
			return nil
		}
	}
	return l.say(ctx, a.Text)
}

// await returns when an agent has spoken since this person did.
func (l *life) await(ctx context.Context) error {
	patience := l.Patience
	if l.answered {
		patience *= 2 // they know by now that somebody is there
	}
	l.looks = true
	ok, err := l.wait(ctx, patience, func() bool { return l.heard })
	l.looks = false
	if err == nil && !ok {
		return errGaveUp
	}
	return err
}

// say types a message and sends it, until it is durable or refused for good.
func (l *life) say(ctx context.Context, text string) error {
	typing := min(time.Duration(len([]rune(text)))*l.Pace, longestTyping)
	for left := typing; left > 0; left -= typingAgain {
		if l.frames != nil {
			_ = l.v.Typing(ctx, true) // a lost signal is no loss
		}
		if err := l.linger(ctx, min(left, typingAgain)); err != nil {
			return err
		}
	}
	l.heard, l.question = false, false
	l.waiting = NewID()
	id := l.waiting
	for range mostTries {
		l.refused = nil
		if l.frames == nil {
			if err := l.again(ctx); err != nil {
				return err
			}
		}
		line := l.lines
		if err := l.v.Post(ctx, id, text); err != nil {
			l.hangup()
			continue
		}
		// On another line than it went out on, it is sent again.
		if _, err := l.wait(ctx, time.Minute, func() bool {
			return l.waiting == "" || l.refused != nil || l.lines != line
		}); err != nil {
			return err
		}
		switch {
		case l.waiting == "":
			if l.asked.IsZero() {
				l.asked = l.clock.Now()
			}
			return nil
		case l.refused != nil && l.refused.RetryAfter == 0:
			// What cannot be said is given up, as a person would, and no answer
			// to it is waited for.
			l.tally.refuse(l.refused.Code)
			l.waiting, l.heard = "", true
			return nil
		case l.refused != nil:
			if err := l.sleep(ctx, time.Duration(l.refused.RetryAfter)*time.Millisecond); err != nil {
				return err
			}
		}
	}
	return errors.New("a message was never taken")
}

// wait listens until done says so or d has passed; ok tells which.
func (l *life) wait(ctx context.Context, d time.Duration, done func() bool) (ok bool, err error) {
	timer, stop := l.clock.After(d)
	defer stop()
	for !done() {
		if l.closed && l.waiting == "" {
			return false, errClosed
		}
		if l.frames == nil {
			if err := l.again(ctx); err != nil {
				return false, err
			}
		}
		select {
		case f, open := <-l.frames:
			if !open {
				l.hangup()
				l.tally.lose()
				continue
			}
			if err := l.hear(ctx, f); err != nil {
				return false, err
			}
		case <-timer:
			return done(), nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
	return true, nil
}

// linger listens for as long as d, whatever is said.
func (l *life) linger(ctx context.Context, d time.Duration) error {
	_, err := l.wait(ctx, d, func() bool { return false })
	return err
}

// hear follows a frame.
func (l *life) hear(ctx context.Context, f Seen) error {
	l.v.follow(f)
	switch f.Frame {
	case wire.FrameWhole:
		l.see(f.Events)
		l.mark(ctx, l.looks)
	case wire.FrameEvents:
		l.see(f.List)
		l.mark(ctx, l.looks)
	case wire.FrameDone:
		if f.ID == l.waiting {
			l.waiting = ""
		}
	case wire.FrameRefused:
		if f.ID == l.waiting {
			l.refused = &f
		}
	case wire.FrameBye:
		l.hangup()
		if !f.Again {
			return errAway
		}
		return l.sleep(ctx, time.Duration(f.After)*time.Millisecond)
	}
	return nil
}

func (l *life) see(list []wire.VisitorEvent) {
	for _, e := range list {
		switch {
		case e.Kind == wire.VisitorClosed:
			l.closed = true
		case e.Kind == wire.VisitorMessage && e.From == desk.VisitorSide:
			if e.ID == l.waiting && e.ID != "" {
				l.waiting = "" // durable, whatever became of the answer
			}
			// A conversation goes on in the next one after it was closed.
			l.closed = false
		case e.Kind == wire.VisitorMessage:
			l.heard = true
			l.marks.has(l.v.Stream, e.Seq)
			l.question = strings.Contains(e.Text, "?")
			if !l.answered {
				l.answered = true
				l.tally.answer(l.clock.Now().Sub(l.asked))
			}
		}
	}
}

// again makes a line where there is none, and turns the page where there is one.
// What was not durable is sent again under its id.
func (l *life) again(ctx context.Context) error {
	l.hangup()
	pause := 500 * time.Millisecond
	for range mostLines {
		if err := l.v.Connect(ctx); err == nil {
			l.listen(ctx)
			return nil
		} else if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := l.sleep(ctx, pause); err != nil {
			return err
		}
		pause *= 2
	}
	return errors.New("the server cannot be reached")
}

// listen reads the line in a goroutine of its own, which hangup waits for.
func (l *life) listen(ctx context.Context) {
	frames, read, line := make(chan Seen, 64), make(chan struct{}), l.v.line
	l.frames, l.read = frames, read
	l.lines++
	go func() {
		defer close(read)
		defer close(frames)
		for {
			f, err := next[wire.VisitorEvent](ctx, line)
			if err != nil {
				return
			}
			select {
			case frames <- f:
			case <-ctx.Done():
				return
			}
		}
	}()
}

// hangup ends the line and returns when nothing reads it any more.
func (l *life) hangup() {
	l.v.Hangup()
	if l.frames == nil {
		return
	}
	for range l.frames {
		// What was not followed comes again after the next hello.
	}
	<-l.read
	l.frames, l.read = nil, nil
}

func (l *life) sleep(ctx context.Context, d time.Duration) error {
	timer, stop := l.clock.After(d)
	defer stop()
	select {
	case <-timer:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
