package rehearse

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// Seen is a frame as a visitor gets it.
type Seen = Down[wire.VisitorEvent]

// Visitor is a client of the visitor's socket, as the widget is: it keeps its
// token, its conversation and its place in it from one line to the next. It
// belongs to one goroutine.
type Visitor struct {
	Server  string
	Project desk.ProjectID
	// Device is made once and kept.
	Device   string
	Name     string
	Language string
	Page     desk.Page

	// Token, Epoch, Stream and Cursor are where the visitor stands.
	Token  string
	Epoch  string
	Stream desk.Stream
	Cursor int64
	// Answerable is what the last welcome said.
	Answerable bool

	line *line
}

// Connect opens a line and says hello at the cursor. What comes is read with
// Next; the first events frame ends the opening.
func (v *Visitor) Connect(ctx context.Context) error {
	if v.Device == "" {
		v.Device = NewID()
	}
	l, err := dial(ctx, v.Server, "visitor", wire.Hello{
		Token: v.Token, Device: v.Device, Epoch: v.Epoch, Cursor: v.Cursor,
		Visitor: &wire.VisitorHello{
			Project: v.Project, Stream: v.Stream, Page: &v.Page, Language: v.Language, Name: v.Name,
		},
	})
	if err != nil {
		return err
	}
	v.line = l
	return nil
}

// Next reads a frame and follows it.
func (v *Visitor) Next(ctx context.Context) (Seen, error) {
	d, err := next[wire.VisitorEvent](ctx, v.line)
	if err == nil {
		v.follow(d)
	}
	return d, err
}

func (v *Visitor) follow(d Seen) {
	switch d.Frame {
	case wire.FrameWelcome:
		v.welcome(d)
	case wire.FrameWhole:
		v.Stream = d.Stream
	case wire.FrameEvents:
		v.Cursor = d.Cursor
	}
}

func (v *Visitor) welcome(d Seen) {
	if d.Epoch != v.Epoch || d.Visitor.Stream != v.Stream {
		v.Cursor = 0
	}
	v.Epoch, v.Stream, v.Answerable = d.Epoch, d.Visitor.Stream, d.Visitor.Answerable
	if d.Visitor.Token != "" {
		v.Token = d.Visitor.Token
	}
}

// Opened connects and reads up to the end of the opening.
func (v *Visitor) Opened(ctx context.Context) error {
	if err := v.Connect(ctx); err != nil {
		return err
	}
	for {
		d, err := v.Next(ctx)
		switch {
		case err != nil:
			return err
		case d.Frame == wire.FrameBye:
			return fmt.Errorf("turned away: %s", d.Message)
		case d.Frame == wire.FrameEvents && !d.More:
			return nil
		}
	}
}

// Raw reads a frame and does not look into it: for loads, where looking would
// cost more than the server does. Next must not be used on this line any more.
func (v *Visitor) Raw(ctx context.Context) ([]byte, error) { return v.line.raw(ctx) }

// Post writes a message. Under the id of an earlier one it repeats it.
func (v *Visitor) Post(ctx context.Context, id, text string) error {
	return post(ctx, v.line, id, v.Stream, text)
}

// Typing tells that the visitor writes, or has stopped.
func (v *Visitor) Typing(ctx context.Context, on bool) error {
	return v.line.send(ctx, wire.Signal{Frame: wire.FrameSignal, Stream: v.Stream, Kind: wire.Typing, On: on})
}

// Mark says how far the agent's words have come: kind is that of delivered or of
// seen.
func (v *Visitor) Mark(ctx context.Context, kind wire.DoKind, stream desk.Stream, upto int64) error {
	body, err := json.Marshal(wire.MarkBody{Upto: upto})
	if err != nil {
		return err
	}
	return v.line.send(ctx, wire.Do{Frame: wire.FrameDo, ID: NewID(), Stream: stream, Kind: kind, Body: body})
}

// Leave closes the conversation's window on purpose.
func (v *Visitor) Leave(ctx context.Context) error {
	return v.line.send(ctx, wire.Do{Frame: wire.FrameDo, ID: NewID(), Stream: v.Stream, Kind: wire.DoLeave})
}

// Hangup ends the line at once, as a closed page does.
func (v *Visitor) Hangup() {
	if v.line != nil {
		v.line.conn.CloseNow()
	}
}

func post(ctx context.Context, l *line, id string, stream desk.Stream, text string) error {
	body, err := json.Marshal(wire.PostBody{Text: text})
	if err != nil {
		return err
	}
	return l.send(ctx, wire.Do{Frame: wire.FrameDo, ID: id, Stream: stream, Kind: wire.DoPost, Body: body})
}

// Send writes a frame that is ready made, for loads.
func (v *Visitor) Send(ctx context.Context, frame []byte) error {
	return v.line.conn.Write(ctx, websocket.MessageText, frame)
}
