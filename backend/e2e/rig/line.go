package rig

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// The paths of the two sockets.
const (
	AgentSocket   = "/api/v1/agent/socket"
	VisitorSocket = "/api/v1/visitor/socket"
)

// Patience is how long a frame that has to come may take.
const Patience = 10 * time.Second

// Event is one event as either side sees it.
type Event struct {
	Stream  desk.Stream    `json:"stream"`
	Seq     int64          `json:"seq"`
	Kind    string         `json:"kind"`
	Actor   desk.Actor     `json:"actor"`
	ID      string         `json:"id"`
	From    desk.Side      `json:"from"`
	Name    string         `json:"name"`
	Text    string         `json:"text"`
	Contact desk.ContactNo `json:"contact"`
	Agent   desk.AgentID   `json:"agent"`
	Why     string         `json:"why"`
	WhyFR   string         `json:"whyFR,omitempty"`
	Ended   bool           `json:"ended"`
	Page    *desk.Page     `json:"page"`
	Site    string         `json:"site"`
	Upto    int64          `json:"upto"`
	Form    desk.Form      `json:"form"`
	Rich    *desk.Rich     `json:"rich"`
}

// Message tells whether it is a message, in the words of either side.
func (e Event) Message() bool { return e.Kind == "message" || e.Kind == string(desk.MessagePosted) }

// Frame is any frame down.
type Frame struct {
	Frame      string               `json:"frame"`
	N          int64                `json:"n"`
	Proto      int                  `json:"proto"`
	Epoch      string               `json:"epoch"`
	Agent      *wire.AgentWelcome   `json:"agent"`
	Visitor    *wire.VisitorWelcome `json:"visitor"`
	Stream     desk.Stream          `json:"stream"`
	Events     []Event              `json:"events"`
	Cursor     int64                `json:"cursor"`
	List       []Event              `json:"list"`
	More       bool                 `json:"more"`
	ID         string               `json:"id"`
	Seq        int64                `json:"seq"`
	Code       desk.Code            `json:"code"`
	Field      string               `json:"field"`
	Message    string               `json:"message"`
	RetryAfter desk.Millis          `json:"retryAfter"`
	Again      bool                 `json:"again"`
	Kind       string               `json:"kind"`
	On         bool                 `json:"on"`
	// Raw is the frame as it came.
	Raw string `json:"-"`
}

// Line is one socket. It belongs to one goroutine, but may be closed by any.
type Line struct {
	conn *websocket.Conn
	n    int64
	// Welcome is the first frame; Opening what came up to the first frame of
	// events, which is in it.
	Welcome Frame
	Opening []Frame
}

// Dialing says how to open a socket.
type Dialing struct {
	Header http.Header
	Client *http.Client
	// Compress offers the compression of messages.
	Compress bool
}

// Open opens a socket and says nothing on it.
func Open(ctx context.Context, address string, d Dialing) (*Line, *http.Response, error) {
	o := &websocket.DialOptions{HTTPHeader: d.Header, HTTPClient: d.Client}
	if d.Compress {
		o.CompressionMode = websocket.CompressionNoContextTakeover
	}
	conn, resp, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(address, "http"), o)
	if err != nil {
		return nil, resp, err
	}
	conn.SetReadLimit(64 << 20)
	return &Line{conn: conn}, resp, nil
}

// Dial opens a socket, says hello and reads the opening. A bye in its place is
// returned as a [*Bye].
func Dial(ctx context.Context, address string, h wire.Hello) (*Line, error) {
	return DialWith(ctx, address, h, Dialing{})
}

// DialWith is [Dial] in a particular way.
func DialWith(ctx context.Context, address string, h wire.Hello, d Dialing) (*Line, error) {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	l, _, err := Open(ctx, address, d)
	if err != nil {
		return nil, err
	}
	if err := l.greet(ctx, h); err != nil {
		l.Drop()
		return nil, err
	}
	return l, nil
}

func (l *Line) greet(ctx context.Context, h wire.Hello) error {
	h.Frame = wire.FrameHello
	if h.Proto == 0 {
		h.Proto = wire.Proto
	}
	if err := l.Send(ctx, h); err != nil {
		return err
	}
	var err error
	if l.Welcome, err = l.Next(ctx); err != nil {
		return err
	}
	if l.Welcome.Frame != wire.FrameWelcome {
		return fmt.Errorf("the first frame is %s", l.Welcome.Raw)
	}
	for {
		f, err := l.Next(ctx)
		if err != nil {
			return err
		}
		l.Opening = append(l.Opening, f)
		if f.Frame == wire.FrameEvents && !f.More {
			return nil
		}
	}
}

// Bye is the server's goodbye as an error.
type Bye struct{ Frame Frame }

// Error implements error.
func (b *Bye) Error() string { return "bye: " + b.Frame.Raw }

// Next reads one frame. A number that is not the next is an error, a goodbye a
// [*Bye].
func (l *Line) Next(ctx context.Context) (Frame, error) {
	_, raw, err := l.conn.Read(ctx)
	if err != nil {
		return Frame{}, err
	}
	f := Frame{Raw: string(raw)}
	if err := json.Unmarshal(raw, &f); err != nil {
		return f, fmt.Errorf("frame %q: %w", raw, err)
	}
	if l.n++; f.N != l.n {
		return f, fmt.Errorf("frame %d where %d is next", f.N, l.n)
	}
	if f.Frame == wire.FrameBye {
		return f, &Bye{f}
	}
	return f, nil
}

// Send writes a frame.
func (l *Line) Send(ctx context.Context, frame any) error {
	raw, err := json.Marshal(frame)
	if err != nil {
		return err
	}
	return l.SendRaw(ctx, raw)
}

// SendRaw writes bytes as a text frame.
func (l *Line) SendRaw(ctx context.Context, raw []byte) error {
	return l.conn.Write(ctx, websocket.MessageText, raw)
}

// Drop ends the socket without a word.
func (l *Line) Drop() { _ = l.conn.CloseNow() }

// Close ends the socket in good manners.
func (l *Line) Close() { _ = l.conn.Close(websocket.StatusNormalClosure, "") }

// Conn is the socket underneath.
func (l *Line) Conn() *websocket.Conn { return l.conn }

// CloseCode is the code a socket was closed with, -1 where it was not.
func CloseCode(err error) websocket.StatusCode {
	var b *Bye
	if errors.As(err, &b) {
		return -1
	}
	return websocket.CloseStatus(err)
}

// Post is the frame of a message.
func Post(id string, stream desk.Stream, text string) wire.Do {
	body, _ := json.Marshal(wire.PostBody{Text: text}) // a struct of one text
	return wire.Do{Frame: wire.FrameDo, ID: id, Stream: stream, Kind: wire.DoPost, Body: body}
}

// Do is the frame of a command, with a body or nil.
func Do(id string, stream desk.Stream, kind wire.DoKind, body any) wire.Do {
	d := wire.Do{Frame: wire.FrameDo, ID: id, Stream: stream, Kind: kind}
	if body != nil {
		d.Body, _ = json.Marshal(body)
	}
	return d
}
