package mail

import (
	"io"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
)

// sink is a mail server that keeps what it is given, and refuses what it is told
// to.
type sink struct {
	listener net.Listener
	lines    sync.WaitGroup

	mu      sync.Mutex
	open    map[net.Conn]bool
	letters []received
	// answers are what it says to a command instead of yes, as in
	// "RCPT TO:<ann@home.test>" or "MAIL", each time or as often as it is there.
	answers map[string][]string
	tries   int
}

// received is a letter as it came.
type received struct {
	from, to, raw string
}

func newSink(t *testing.T) *sink {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &sink{listener: l, open: map[net.Conn]bool{}, answers: map[string][]string{}}
	s.lines.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.open[conn] = true
			s.mu.Unlock()
			s.lines.Go(func() { s.serve(conn) })
		}
	})
	t.Cleanup(s.close)
	return s
}

func (s *sink) close() {
	_ = s.listener.Close()
	s.mu.Lock()
	for conn := range s.open {
		_ = conn.Close()
	}
	s.mu.Unlock()
	s.lines.Wait()
}

func (s *sink) url() string { return "smtp://" + s.listener.Addr().String() }

// answer makes it say something else to a command, in turn and then yes again.
func (s *sink) answer(command string, says ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[command] = says
}

func (s *sink) says(command, otherwise string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, says := range s.answers {
		if strings.HasPrefix(strings.ToUpper(command), strings.ToUpper(name)) && len(says) > 0 {
			s.answers[name] = says[1:]
			return says[0]
		}
	}
	return otherwise
}

func (s *sink) serve(conn net.Conn) {
	c := textproto.NewConn(conn)
	defer func() {
		_ = c.Close()
		s.mu.Lock()
		delete(s.open, conn)
		s.mu.Unlock()
	}()
	say := func(line string) bool { return c.PrintfLine("%s", line) == nil }
	say("220 sink")
	var letter received
	for {
		line, err := c.ReadLine()
		if err != nil {
			return
		}
		reply := s.says(line, "250 yes")
		switch upper := strings.ToUpper(line); {
		case strings.HasPrefix(upper, "EHLO"):
			reply = "250-sink\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES"
		case strings.HasPrefix(upper, "MAIL"):
			letter = received{from: line}
			s.mu.Lock()
			s.tries++
			s.mu.Unlock()
		case strings.HasPrefix(upper, "RCPT"):
			letter.to += line
		case upper == "DATA" && strings.HasPrefix(reply, "2"):
			say("354 go on")
			raw, err := io.ReadAll(c.DotReader())
			if err != nil {
				return
			}
			letter.raw = string(raw)
			if reply = s.says("END", "250 taken"); strings.HasPrefix(reply, "2") {
				s.mu.Lock()
				s.letters = append(s.letters, letter)
				s.mu.Unlock()
			}
		case upper == "QUIT":
			say("221 bye")
			return
		}
		if reply == "hang up" || !say(reply) {
			return
		}
	}
}

func (s *sink) all() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.letters...)
}
