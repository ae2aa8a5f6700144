package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	// maxQueue is how much may wait for a client that does not read before it
	// loses its seat.
	maxQueue = 256
	// pingEvery finds out that a line is dead, pongWithin how soon.
	pingEvery  = 15 * time.Second
	pongWithin = 10 * time.Second
	// writeWithin is how long what is written at once may take to leave.
	writeWithin = 10 * time.Second
	// helloWithin is how long a client may stay silent at first.
	helloWithin = 5 * time.Second
)

// Close codes of the WebSocket, beside the bye that says the same in words.
const (
	closeBye  websocket.StatusCode = 4000
	closeAuth websocket.StatusCode = 4001
	closeSlow websocket.StatusCode = 4008
	closeMany websocket.StatusCode = 4009
)

// line is one socket. What is to be written collects in a bounded queue; a
// goroutine writes only while there is something to write, so that an idle
// line costs one reading goroutine.
type line struct {
	srv  *Server
	conn *websocket.Conn
	sock *socket // below conn
	slot uint32  // in which the line is pinged
	// place is where it comes from, empty for this machine.
	place string
	// session is the digest of an agent's token, expires when it ends.
	session string
	expires desk.Millis
	ctx     context.Context
	stop    context.CancelFunc
	// put turns what was queued into frames; it runs in the writing goroutine,
	// which owns all that it touches.
	put func([]any) error

	mu      sync.Mutex
	queue   []any
	writing bool
	ended   bool
	writers sync.WaitGroup

	// alive is called when the client has answered a ping, nil where nobody asks.
	alive func()

	n int64 // the last frame's number; owned by the writing goroutine
}

// goodbye in the queue ends the line after what stands before it.
type goodbye struct {
	bye  wire.Bye
	code websocket.StatusCode
}

// newLine makes a line that says nothing before its owner lets it begin: news
// that comes first must not be written before the welcome.
func (s *Server) newLine(conn *websocket.Conn, sock *socket) *line {
	l := &line{srv: s, conn: conn, writing: true}
	l.sock, l.slot = sock, s.begun.Add(1)%pingSlots
	l.ctx, l.stop = context.WithCancel(s.ctx)
	return l
}

// push queues something to be written and never blocks.
func (l *line) push(items ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return
	}
	if len(l.queue)+len(items) > maxQueue {
		l.ended = true
		l.queue = nil
		l.srv.metrics.slow.Inc()
		// The queue is full because nothing can be written: no bye would
		// arrive. The close code says to come back.
		l.writers.Go(func() { _ = l.conn.Close(closeSlow, string(desk.TooSlow)); l.stop() })
		return
	}
	l.queue = append(l.queue, items...)
	if !l.writing {
		l.writing = true
		l.writers.Go(l.write)
	}
}

// begin writes the opening and then what was queued meanwhile.
func (l *line) begin(opening any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.ended {
		l.queue = append([]any{opening}, l.queue...)
		l.writers.Go(l.write)
	}
}

func (l *line) write() {
	for {
		l.mu.Lock()
		items := l.queue
		l.queue = nil
		if len(items) == 0 {
			l.writing = false
			l.mu.Unlock()
			return
		}
		l.mu.Unlock()
		l.sock.hold()
		err := l.put(items)
		if gone := l.sock.release(); err == nil {
			err = gone
		}
		if err != nil {
			l.mu.Lock()
			l.ended = true
			l.mu.Unlock()
			if errors.Is(err, os.ErrDeadlineExceeded) {
				l.srv.metrics.slow.Inc()
			}
			if !errors.Is(err, errLineEnded) {
				_ = l.conn.CloseNow()
			}
			l.stop()
			return
		}
	}
}

// end closes the line and returns when nothing is written to it any more.
func (l *line) end() {
	l.mu.Lock()
	l.ended = true
	l.mu.Unlock()
	_ = l.conn.CloseNow()
	l.stop()
	l.writers.Wait()
}

// errLineEnded is what put returns after a bye: there is nothing left to write.
var errLineEnded = errors.New("line ended")

// Resync implements [floor.Listener]: the client comes back at its cursor, which
// is before what it missed.
func (l *line) Resync() {
	l.bye(closeBye, desk.Refuse(desk.Unavailable, "The server had to look into its log again; this reconnects by itself.").After(100), true)
}

// astray sends a client away that stands where the log never was: it comes back
// without a cursor. An empty answer would leave it with a hole for ever.
func (l *line) astray() error {
	e := desk.Refuse(desk.ResyncRequired, "The server's history changed; reload the conversation.").After(1)
	_, err := l.common(farewell(closeBye, e, true))
	return err
}

// common writes the items every line knows; false for any other.
func (l *line) common(item any) (bool, error) {
	switch item := item.(type) {
	case goodbye:
		item.bye.Frame, item.bye.N = wire.FrameBye, l.next()
		if err := errors.Join(l.frame(item.bye), l.sock.release()); err != nil {
			return true, err
		}
		_ = l.conn.Close(item.code, string(item.bye.Code))
		return true, errLineEnded
	case wire.Done:
		item.Frame, item.N = wire.FrameDone, l.next()
		return true, l.frame(item)
	case wire.Refused:
		item.Frame, item.N = wire.FrameRefused, l.next()
		return true, l.frame(item)
	case wire.Signal:
		item.Frame, item.N = wire.FrameSignal, l.next()
		return true, l.frame(item)
	}
	return false, nil
}

func (l *line) next() int64 {
	l.n++
	return l.n
}

// pageBytes is about how much goes into one frame, or one answer.
const pageBytes = 256 << 10

// page is how many of the events fit into one frame: at least one.
func page[E any](list []E, weight func(E) int) int {
	size := 0
	for i, e := range list {
		if size += 200 + weight(e); size > pageBytes && i > 0 {
			return i
		}
	}
	return len(list)
}

func (l *line) frame(v any) error {
	raw, err := encode(v)
	if err != nil {
		return err
	}
	// The socket below knows how long it may take.
	return l.conn.Write(context.Background(), websocket.MessageText, raw)
}

// encode is json.Marshal without its escapes for HTML, which would make six
// bytes of a "<".
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// bye ends the line with a reason.
func (l *line) bye(code websocket.StatusCode, e *desk.Error, again bool) {
	l.push(farewell(code, e, again))
}

func farewell(code websocket.StatusCode, e *desk.Error, again bool) goodbye {
	return goodbye{wire.Bye{Code: e.Code, Again: again, After: e.RetryAfter, Message: e.Message}, code}
}

// answer tells a client what became of its command.
func (l *line) answer(id string, a floor.Answer) {
	if a.Err == nil {
		l.push(wire.Done{ID: id, Stream: a.Stream, Seq: a.Seq})
		return
	}
	e := desk.AsError(a.Err)
	l.push(wire.Refused{ID: id, Code: e.Code, Field: e.Field, Message: e.Message, RetryAfter: e.RetryAfter})
}

// HearSignal implements [floor.Listener]. A signal never costs a seat: it is
// dropped where much waits already.
func (l *line) HearSignal(s floor.Signal) {
	l.mu.Lock()
	waiting := len(l.queue)
	l.mu.Unlock()
	if waiting > maxQueue/8 {
		return
	}
	l.push(wire.Signal{Stream: s.Stream, Kind: wire.SignalKind(s.Kind), On: s.On})
}

// HearWait, HearOffers, HearLifecycle, HearAccount, HearLibrary and HearPersonal implement
// [floor.Listener] for the side they do not concern.

// HearWait is a visitor's.
func (l *line) HearWait(floor.Wait) {}

// HearOffers is a visitor's.
func (l *line) HearOffers() {}

// HearLifecycle is a visitor's.
func (l *line) HearLifecycle() {}

// HearAccount is an agent's.
func (l *line) HearAccount() {}

// HearLibrary is an agent's.
func (l *line) HearLibrary() {}

// HearPersonal is an agent's.
func (l *line) HearPersonal() {}

// accept makes a line of a request. Compression is off: it costs more
// memory for each line than it saves on short texts, and opens the door to
// frames that grow.
func (s *Server) accept(w http.ResponseWriter, r *http.Request, limit int64) (*line, error) {
	if r.URL.RawQuery != "" {
		err := desk.Refuse(desk.TokenInURL, "Send the token in the first frame, not in the address.")
		problem(w, http.StatusBadRequest, err)
		return nil, err
	}
	if !s.sameOrigin(r) {
		err := desk.Refuse(desk.OriginNotAllowed, "This site is not allowed to open a line here.")
		problem(w, http.StatusForbidden, err)
		return nil, err
	}
	t := &taker{ResponseWriter: w}
	conn, err := websocket.Accept(t, r, &websocket.AcceptOptions{
		CompressionMode: websocket.CompressionDisabled, InsecureSkipVerify: true, // checked above
	})
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(limit)
	l := s.newLine(conn, t.taken)
	l.place = placeOf(r)
	return l, nil
}

// sameOrigin tells whether a page of this very server asks, or a program that
// is no browser and so sends no Origin.
func (s *Server) sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	scheme := "http://"
	if r.TLS != nil || s.opt.BehindTLS {
		scheme = "https://"
	}
	return origin == scheme+r.Host
}

// hello reads the first frame.
func (l *line) hello() (wire.Hello, error) {
	ctx, cancel := context.WithTimeout(l.ctx, helloWithin)
	defer cancel()
	var h wire.Hello
	_, raw, err := l.conn.Read(ctx)
	if err != nil {
		return h, err
	}
	if err := unmarshal(raw, &h); err != nil {
		return h, err
	}
	if h.Frame != wire.FrameHello {
		return h, desk.Refuse(desk.UnknownType, "The first frame is hello.").At("frame")
	}
	if h.Proto < wire.ProtoMin || h.Proto > wire.Proto {
		return h, desk.Refuse(desk.ProtocolUnsupported, "This app speaks protocol %d; the server needs %d to %d. Please update.",
			h.Proto, wire.ProtoMin, wire.Proto).At("proto")
	}
	return h, checkDevice(h.Device)
}

// refuseHello says why a hello was not taken, where there is somebody to hear.
func (l *line) refuseHello(err error) {
	var e *desk.Error
	if !errors.As(err, &e) {
		_ = l.conn.CloseNow()
		return
	}
	code := closeBye
	switch e.Code {
	case desk.TokenExpired:
		code = closeAuth
	case desk.TooManyLines:
		code = closeMany
	}
	l.put = func(items []any) error {
		for _, item := range items {
			if _, err := l.common(item); err != nil {
				return err
			}
		}
		return nil
	}
	l.begin(farewell(code, e, e.RetryAfter > 0))
	l.writers.Wait()
}

// read hands each frame to take until the line ends, and says why it ended.
func (l *line) read(take func(raw []byte) error) error {
	for {
		_, raw, err := l.conn.Read(l.ctx)
		if err != nil {
			return err
		}
		if err := take(raw); err != nil {
			return err
		}
	}
}

// up is a frame as it is read before its name is known.
type up struct {
	wire.Do
	On bool `json:"on"`
}
