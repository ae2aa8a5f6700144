package prove

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// Proxy stands between clients and the server and can cut, silence or delay what
// passes.
type Proxy struct {
	target  string
	mu      sync.Mutex
	pairs   map[*pair]bool
	delay   time.Duration
	refuses bool
	running sync.WaitGroup
	// URL is where clients find it.
	URL string
}

type pair struct {
	client, server net.Conn
	silent         chan struct{}
	once           sync.Once
}

// NewProxy puts a proxy in front of a server for the rest of the test: an http
// address, or the path of a socket file.
func NewProxy(t testing.TB, url string) *Proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{target: strings.TrimPrefix(url, "http://"), pairs: map[*pair]bool{}, URL: "http://" + l.Addr().String()}
	p.running.Go(func() { p.accept(l) })
	t.Cleanup(func() { l.Close(); p.Cut(); p.running.Wait() })
	return p
}

func (p *Proxy) accept(l net.Listener) {
	for {
		client, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		server, err := p.dial()
		if err != nil {
			client.Close()
			continue
		}
		c := &pair{client: client, server: server, silent: make(chan struct{})}
		p.mu.Lock()
		p.pairs[c] = true
		p.mu.Unlock()
		p.running.Go(func() {
			var both sync.WaitGroup
			both.Go(func() { p.copy(c, server, client) })
			both.Go(func() { p.copy(c, client, server) })
			both.Wait()
			p.mu.Lock()
			defer p.mu.Unlock()
			delete(p.pairs, c)
		})
	}
}

func (p *Proxy) dial() (net.Conn, error) {
	p.mu.Lock()
	refuses := p.refuses
	p.mu.Unlock()
	switch {
	case refuses:
		return nil, net.ErrClosed
	case strings.HasPrefix(p.target, "/"):
		return net.Dial("unix", p.target)
	}
	return net.Dial("tcp", p.target)
}

// Refuse lets nobody through any more, or again everybody.
func (p *Proxy) Refuse(on bool) {
	p.mu.Lock()
	p.refuses = on
	p.mu.Unlock()
	if on {
		p.Cut()
	}
}

func (p *Proxy) copy(c *pair, to, from net.Conn) {
	defer c.cut()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		p.mu.Lock()
		delay := p.delay
		p.mu.Unlock()
		if delay > 0 {
			time.Sleep(delay)
		}
		select {
		case <-c.silent:
			// Half open: it is swallowed, and nobody is told.
			_, _ = io.Copy(io.Discard, from)
			return
		default:
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (c *pair) cut() {
	c.client.Close()
	c.server.Close()
}

func (p *Proxy) each(do func(*pair)) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.pairs {
		do(c)
	}
	return len(p.pairs)
}

// Cut ends all connections and says how many there were.
func (p *Proxy) Cut() int { return p.each((*pair).cut) }

// Silence lets nothing pass any more on the connections there are: they stay
// open and dead.
func (p *Proxy) Silence() int {
	return p.each(func(c *pair) { c.once.Do(func() { close(c.silent) }) })
}

// Delay makes everything that passes take longer.
func (p *Proxy) Delay(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delay = d
}
