package rehearse

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	// maxFrame is the most that is read of one frame down.
	maxFrame = 64 << 20
	// answerWithin is how long a server may take to accept a line.
	answerWithin = 30 * time.Second
)

// Down is any frame from the server, with the fields of all of them; Frame says
// which are set.
type Down[E wire.AgentEvent | wire.VisitorEvent] struct {
	Frame   string               `json:"frame"`
	N       int64                `json:"n"`
	Epoch   string               `json:"epoch"`
	Visitor *wire.VisitorWelcome `json:"visitor"`
	Agent   *wire.AgentWelcome   `json:"agent"`
	Stream  desk.Stream          `json:"stream"`
	Events  []E                  `json:"events"`
	Cursor  int64                `json:"cursor"`
	List    []E                  `json:"list"`
	More    bool                 `json:"more"`
	ID      string               `json:"id"`
	Seq     int64                `json:"seq"`
	Code    desk.Code            `json:"code"`
	Message string               `json:"message"`
	On      bool                 `json:"on"`
	// Again and After are of a bye, RetryAfter of a refusal.
	Again      bool        `json:"again"`
	After      desk.Millis `json:"after"`
	RetryAfter desk.Millis `json:"retryAfter"`
}

// ErrGap is what reading returns when a frame is missing: the line is of no more
// use, and saying hello again is the repair.
var ErrGap = errors.New("a frame is missing")

// line is one socket. One goroutine reads it; any may write.
type line struct {
	conn *websocket.Conn
	n    int64 // of the last frame read
}

// dial opens the socket of an audience, "visitor" or "agent", and says hello.
func dial(ctx context.Context, server, audience string, hello wire.Hello) (*line, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	address := "ws" + strings.TrimPrefix(strings.TrimSuffix(server, "/"), "http") + "/api/v1/" + audience + "/socket"
	conn, resp, err := websocket.Dial(ctx, address, &websocket.DialOptions{CompressionMode: websocket.CompressionDisabled})
	if resp != nil && resp.Body != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("reach %s: %w", server, err)
	}
	conn.SetReadLimit(maxFrame)
	l := &line{conn: conn}
	hello.Frame, hello.Proto = wire.FrameHello, wire.Proto
	if err := l.send(ctx, hello); err != nil {
		conn.CloseNow()
		return nil, err
	}
	return l, nil
}

func (l *line) send(ctx context.Context, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return l.conn.Write(ctx, websocket.MessageText, raw)
}

// raw reads one frame and does not look into it.
func (l *line) raw(ctx context.Context) ([]byte, error) {
	_, raw, err := l.conn.Read(ctx)
	return raw, err
}

// next reads one frame and checks that none is missing before it.
func next[E wire.AgentEvent | wire.VisitorEvent](ctx context.Context, l *line) (Down[E], error) {
	var d Down[E]
	raw, err := l.raw(ctx)
	if err != nil {
		return d, err
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return d, fmt.Errorf("a frame that is none: %w", err)
	}
	l.n++
	if d.N != l.n {
		return d, fmt.Errorf("%w: number %d came where %d was due", ErrGap, d.N, l.n)
	}
	return d, nil
}

// NewID is the id of a device or a command: 128 random bits in text.
func NewID() string { return rand.Text() }
