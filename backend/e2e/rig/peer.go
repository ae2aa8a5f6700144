package rig

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// Peer is a line in a test: what has to come comes, or the test fails.
type Peer struct {
	*Line
	t testing.TB
	// Stream is the conversation at hand, Hello what was said.
	Stream desk.Stream
	Hello  wire.Hello
	// Heard are all frames so far, the opening included.
	Heard []Frame
}

// ID makes an id of 128 random bits.
func ID() string { return rand.Text() }

// Join opens a line with a hello; the test fails where it is refused.
func Join(t testing.TB, address string, h wire.Hello, d Dialing) *Peer {
	t.Helper()
	l, err := DialWith(context.Background(), address, h, d)
	if err != nil {
		t.Fatalf("no line: %v", err)
	}
	t.Cleanup(l.Drop)
	p := &Peer{Line: l, t: t, Hello: h}
	p.Heard = append([]Frame{l.Welcome}, l.Opening...)
	if v := l.Welcome.Visitor; v != nil {
		p.Stream = v.Stream
		if v.Token != "" {
			p.Hello.Token = v.Token
		}
	}
	return p
}

// VisitorHello is what a visitor's browser says.
func VisitorHello(token string) wire.Hello {
	return wire.Hello{Token: token, Device: ID(), Visitor: &wire.VisitorHello{
		Project: Project, Language: "fr-BE", Name: "Ann",
		Page: &desk.Page{URL: "https://www.acme.test/boots?size=43", Title: "Boots"},
	}}
}

// Await reads until a frame is what is waited for.
func (p *Peer) Await(what string, is func(Frame) bool) Frame {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	for {
		f, err := p.Next(ctx)
		if err != nil {
			p.t.Fatalf("waiting for %s: %v; heard %s", what, err, p.last())
		}
		p.Heard = append(p.Heard, f)
		if is(f) {
			return f
		}
	}
}

func (p *Peer) last() []string {
	var raw []string
	for _, f := range p.Heard[max(0, len(p.Heard)-5):] {
		raw = append(raw, f.Raw)
	}
	return raw
}

// AwaitFrame waits for a frame by its name.
func (p *Peer) AwaitFrame(name string) Frame {
	p.t.Helper()
	return p.Await("frame "+name, func(f Frame) bool { return f.Frame == name })
}

// AwaitEvent waits for an event, in a whole conversation or after; it may have
// come already.
func (p *Peer) AwaitEvent(what string, is func(Event) bool) Event {
	p.t.Helper()
	var found Event
	in := func(f Frame) bool {
		all := slices.Concat(f.Events, f.List)
		i := slices.IndexFunc(all, is)
		if i >= 0 {
			found = all[i]
		}
		return i >= 0
	}
	if !slices.ContainsFunc(p.Heard, in) {
		p.Await(what, in)
	}
	return found
}

// AwaitText waits for a message.
func (p *Peer) AwaitText(text string) Event {
	p.t.Helper()
	return p.AwaitEvent("the message "+text, func(e Event) bool { return e.Message() && e.Text == text })
}

// Put sends a frame.
func (p *Peer) Put(frame any) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	if err := p.Send(ctx, frame); err != nil {
		p.t.Fatal(err)
	}
}

// Answer sends a command and waits for what became of it.
func (p *Peer) Answer(do wire.Do) Frame {
	p.t.Helper()
	p.Put(do)
	return p.Await("an answer to "+do.ID, func(f Frame) bool {
		return (f.Frame == wire.FrameDone || f.Frame == wire.FrameRefused) && f.ID == do.ID
	})
}

// Carry sends a command that has to be carried out.
func (p *Peer) Carry(do wire.Do) Frame {
	p.t.Helper()
	f := p.Answer(do)
	if f.Frame != wire.FrameDone {
		p.t.Fatalf("%s: %s", do.Kind, f.Raw)
	}
	return f
}

// Say writes a message into the conversation at hand, which may begin with it.
func (p *Peer) Say(text string) Frame {
	p.t.Helper()
	f := p.Carry(Post(ID(), p.Stream, text))
	p.Stream = f.Stream
	return f
}

// AwaitEnd reads until the line ends and returns why.
func (p *Peer) AwaitEnd() error {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*Patience)
	defer cancel()
	for {
		f, err := p.Next(ctx)
		if errors.Is(err, context.DeadlineExceeded) {
			p.t.Fatal("the line does not end")
		}
		if err != nil {
			return err
		}
		p.Heard = append(p.Heard, f)
	}
}

// Settle exchanges a ping, so that all the server had written by then has come;
// what came is in Heard. It needs the line to be read meanwhile.
func (p *Peer) Settle() {
	p.t.Helper()
	// An unknown frame is refused in its turn.
	id := ID()
	p.Put(map[string]string{"frame": "settle", "id": id})
	p.Await("the refusal of a strange frame", func(f Frame) bool { return f.Frame == wire.FrameRefused && f.ID == id })
}

// Visitor joins a visitor; an empty token is a new one.
func (d *Desk) Visitor(token string) *Peer {
	d.t.Helper()
	return Join(d.t, d.URL+VisitorSocket, VisitorHello(token), Dialing{})
}

// Agent joins an agent and waits until routing knows they are there.
func (d *Desk) Agent(id desk.AgentID) *Peer {
	d.t.Helper()
	return Join(d.t, d.URL+AgentSocket, wire.Hello{Token: d.Token(id), Device: ID()}, Dialing{})
}

// Available makes an agent green on chat.
func (p *Peer) Available(id desk.AgentID) *Peer {
	p.t.Helper()
	p.Status(id, desk.Available)
	return p
}

// Status sets an agent's status on chat.
func (p *Peer) Status(id desk.AgentID, s desk.Status) {
	p.t.Helper()
	p.Carry(Do(ID(), id.Stream(), wire.DoStatus, wire.StatusBody{Channel: desk.Chat, Status: s}))
}

// Eventually waits for a condition that nothing announces.
func Eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(2 * Patience)
	for !is() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("not within %s: %s", 2*Patience, what)
		}
	}
}

// ClosedWith tells whether a line ended with a close code.
func ClosedWith(err error, code websocket.StatusCode) bool { return CloseCode(err) == code }
