package web

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	// readAhead is the reading buffer of a line, for frames of a message's
	// length; longer ones are read past it. writeAhead holds the head of a
	// frame and nothing else, because socket collects.
	readAhead  = 512
	writeAhead = 128
	// mostHeld is how much collects before it leaves all the same.
	mostHeld = 64 << 10
)

// socket is the connection below a WebSocket. While it is held, frames collect
// and leave in one system call, which costs more than all else that is done for
// a message. What is written otherwise, a pong or a close, leaves at once.
type socket struct {
	net.Conn
	mu   sync.Mutex
	held bool
	out  *bytes.Buffer
}

// spare are buffers of lines that have nothing to write.
var spare = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Write implements io.Writer.
func (s *socket) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.held {
		return s.now(p)
	}
	if s.out == nil {
		s.out = spare.Get().(*bytes.Buffer)
	}
	s.out.Write(p)
	if s.out.Len() < mostHeld {
		return len(p), nil
	}
	return len(p), s.flush()
}

func (s *socket) now(p []byte) (int, error) {
	if err := s.SetWriteDeadline(time.Now().Add(writeWithin)); err != nil {
		return 0, err
	}
	return s.Conn.Write(p)
}

func (s *socket) flush() error {
	out := s.out
	if out == nil {
		return nil
	}
	s.out = nil
	_, err := s.now(out.Bytes())
	if out.Cap() <= 2*mostHeld {
		out.Reset()
		spare.Put(out)
	}
	return err
}

// hold lets frames collect until release.
func (s *socket) hold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = true
}

// release writes what has collected.
func (s *socket) release() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = false
	return s.flush()
}

// taker takes a connection over from net/http, for good: with buffers of our own,
// because its own are 4 KiB each and would live as long as the line.
type taker struct {
	http.ResponseWriter
	taken *socket
}

// Hijack implements http.Hijacker.
func (t *taker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, theirs, err := http.NewResponseController(t.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	t.taken = &socket{Conn: conn}
	early, err := theirs.Reader.Peek(theirs.Reader.Buffered())
	if err != nil {
		return nil, nil, err
	}
	early = bytes.Clone(early)
	in := bufio.NewReaderSize(io.MultiReader(bytes.NewReader(early), t.taken), max(readAhead, len(early)))
	if _, err := in.Peek(len(early)); err != nil { // they must stand in the buffer, or would be lost
		return nil, nil, err
	}
	return t.taken, bufio.NewReadWriter(in, bufio.NewWriterSize(t.taken, writeAhead)), nil
}
