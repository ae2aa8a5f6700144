package link

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/wire"
)

// closeAuth is the close code that stands for a bye with token_expired.
const closeAuth websocket.StatusCode = 4001

// line is one socket, from its hello to its end.
type line struct {
	conn   *websocket.Conn
	queue  chan []byte
	cancel context.CancelFunc
	// asked says that a command has gone, heard counts the frames that came.
	asked chan struct{}
	heard atomic.Int64
}

func (s *line) ask() {
	select {
	case s.asked <- struct{}{}:
	default:
	}
}

// session makes one line and reads it until it ends.
func (l *Link) session(ctx context.Context) ending {
	conn, err := l.dial(ctx)
	if err != nil {
		return ending{err: err}
	}
	defer conn.CloseNow()
	ctx, cancel := context.WithCancel(ctx)
	s := &line{conn: conn, queue: make(chan []byte, maxQueue), cancel: cancel, asked: make(chan struct{}, 1)}
	lasted, forget := l.o.Clock.Timer(steady)
	defer forget()

	var others sync.WaitGroup
	others.Go(func() { s.write(ctx) })
	others.Go(func() { l.watch(ctx, s) })
	l.setLine(s)
	err = l.read(ctx, s)
	l.setLine(nil)
	cancel()
	others.Wait()

	e := ending{err: err}
	var said *byeError
	if errors.As(err, &said) {
		e.bye = &said.Bye
	} else if websocket.CloseStatus(err) == closeAuth {
		e.bye = &wire.Bye{Code: "token_expired", Message: "You have been signed out. Please sign in again."}
	}
	select {
	case <-lasted:
		e.steady = true
	default:
	}
	return e
}

func (l *Link) setLine(s *line) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.line = s
}

// dial opens the socket and says hello.
func (l *Link) dial(ctx context.Context) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, resp, err := websocket.Dial(ctx, l.o.Server.socket(), &websocket.DialOptions{
		HTTPClient: client, CompressionMode: websocket.CompressionDisabled,
	})
	if resp != nil && resp.Body != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		return nil, unreachable(err)
	}
	conn.SetReadLimit(maxFrame)
	hello, err := json.Marshal(wire.Hello{
		Frame: wire.FrameHello, Proto: wire.Proto, Token: l.o.Token, Device: l.o.Device,
		Epoch: l.o.Epoch, Cursor: l.o.Cursor, Confirms: true,
	})
	if err == nil {
		err = conn.Write(ctx, websocket.MessageText, hello)
	}
	if err != nil {
		conn.CloseNow()
		return nil, unreachable(err)
	}
	return conn, nil
}

// read hands on what comes, and keeps the position.
func (l *Link) read(ctx context.Context, s *line) error {
	opened := false
	for n := int64(1); ; n++ {
		raw, err := s.next(ctx, n == 1)
		if err != nil {
			return err
		}
		m, err := Decode(raw, n)
		if err != nil {
			return err
		}
		switch f := m.(type) {
		case bye:
			return &byeError{f.Bye}
		case Unknown:
			continue
		case Welcome:
			// From the beginning of the log nothing is taken back: what is not
			// told again is not there any more.
			f.Anew = f.Epoch != l.o.Epoch || l.o.Cursor == 0
			m = f
		case Events:
			f.Opened = !opened && !f.More
			opened, m = opened || f.Opened, f
		}
		if !l.tell(ctx, m) {
			return ctx.Err()
		}
		// Only what was handed on is behind us.
		switch f := m.(type) {
		case Welcome:
			if f.Anew {
				l.o.Epoch, l.o.Cursor = f.Epoch, 0
			}
		case Events:
			l.o.Cursor = f.Cursor
		}
	}
}

// next reads one frame; the first has to come soon.
func (s *line) next(ctx context.Context, first bool) ([]byte, error) {
	if first {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	kind, raw, err := s.conn.Read(ctx)
	s.heard.Add(1)
	if err == nil && kind != websocket.MessageText {
		err = errors.New("a frame that is not text")
	}
	return raw, err
}

func (s *line) write(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case raw := <-s.queue:
			if err := s.writeOne(ctx, raw); err != nil {
				s.cancel()
				return
			}
		}
	}
}

func (s *line) writeOne(ctx context.Context, raw []byte) error {
	ctx, cancel := context.WithTimeout(ctx, writeWithin)
	defer cancel()
	return s.conn.Write(ctx, websocket.MessageText, raw)
}

// watch asks again and again whether anybody is there, and ends a line on which
// nobody answers: a cable pulled out says nothing by itself.
func (l *Link) watch(ctx context.Context, s *line) {
	for l.due(ctx, s) {
		answered := make(chan error, 1)
		asking, cancel := context.WithCancel(ctx)
		go func() { answered <- s.conn.Ping(asking) }()
		late, stop := l.o.Clock.Timer(pongWithin)
		var err error
		select {
		case err = <-answered:
			stop()
			cancel()
		case <-late:
			cancel()
			err = errors.Join(<-answered, context.DeadlineExceeded)
		}
		if err != nil {
			s.cancel()
			return
		}
	}
}

// due waits until it is to be asked whether anybody is there: now and then, and
// soon after a command to which nothing has come.
func (l *Link) due(ctx context.Context, s *line) bool {
	idle, stop := l.o.Clock.Timer(pingEvery)
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-idle:
			return true
		case <-s.asked:
			before := s.heard.Load()
			if !l.wait(ctx, answerWithin) {
				return false
			}
			if s.heard.Load() == before {
				return true
			}
		}
	}
}

// byeError carries the server's goodbye out of the reading loop.
type byeError struct{ wire.Bye }

func (b *byeError) Error() string { return string(b.Code) + ": " + b.Message }
