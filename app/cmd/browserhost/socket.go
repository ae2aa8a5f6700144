package main

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// noTime is for answers that are never cached.
var noTime time.Time

const (
	// maxWaiting is how many frames may wait for a page that does not read.
	maxWaiting = 1024
	// maxCall bounds one call, in bytes.
	maxCall     = 1 << 20
	writeWithin = 10 * time.Second
)

// socket is one open page.
type socket struct {
	conn   *websocket.Conn
	queue  chan []byte
	cancel context.CancelFunc
}

// socket serves one page until it goes.
func (h *host) socket(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return
	}
	defer conn.CloseNow()
	conn.SetReadLimit(maxCall)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := &socket{conn: conn, queue: make(chan []byte, maxWaiting), cancel: cancel}
	h.mu.Lock()
	if h.stopped {
		h.mu.Unlock()
		return
	}
	h.sockets[s] = true
	h.ended.Add(1)
	h.mu.Unlock()
	defer h.ended.Done()
	writer := make(chan struct{})
	go func() {
		defer close(writer)
		s.write(ctx)
	}()
	h.read(ctx, s)
	cancel()
	<-writer
	h.mu.Lock()
	delete(h.sockets, s)
	h.mu.Unlock()
}

type call struct {
	ID     int64             `json:"id"`
	Method string            `json:"method"`
	Args   []json.RawMessage `json:"args"`
}

// read carries out calls, each beside the others and in no order, as the window's own
// host does: the page keeps their order where it matters.
func (h *host) read(ctx context.Context, s *socket) {
	for {
		_, raw, err := s.conn.Read(ctx)
		if err != nil {
			return
		}
		var c call
		if json.Unmarshal(raw, &c) != nil {
			return
		}
		h.ended.Go(func() { h.answer(s, c) })
	}
}

func (h *host) answer(s *socket, c call) {
	result, err := h.bridge.call(c.Method, c.Args)
	frame := map[string]any{"id": c.ID, "result": result}
	if err != nil {
		frame = map[string]any{"id": c.ID, "error": err.Error()}
	}
	if raw, err := json.Marshal(frame); err == nil {
		s.push(raw)
	}
}

// push never waits: a page that does not read loses its line and reloads.
func (s *socket) push(raw []byte) {
	select {
	case s.queue <- raw:
	default:
		s.cancel()
	}
}

func (s *socket) write(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case raw := <-s.queue:
			within, done := context.WithTimeout(ctx, writeWithin)
			err := s.conn.Write(within, websocket.MessageText, raw)
			done()
			if err != nil {
				s.cancel()
				return
			}
		}
	}
}

// tell hands an event to every open page.
func (h *host) tell(event string, data any) {
	raw, err := json.Marshal(map[string]any{"event": event, "data": data})
	if err != nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.sockets {
		s.push(raw)
	}
}

// stop ends every page's line and returns when they are gone.
func (h *host) stop() {
	h.mu.Lock()
	h.stopped = true
	for s := range h.sockets {
		s.cancel()
	}
	h.mu.Unlock()
	h.ended.Wait()
}
