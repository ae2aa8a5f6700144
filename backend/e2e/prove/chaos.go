package prove

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// Chaos stands between clients and the server and knows frames: of every hundred
// it doubles ten, swaps ten with the next, drops five, tears one in two, and puts
// five of an earlier line in between. What is amiss on a line is followed by its
// end, as on a real one, at the latest after a moment.
//
// A frame of an earlier line with the very number that is next cannot be told
// from the right one by anybody; TCP and TLS keep those out, and so it is not
// sent.
type Chaos struct {
	target string
	mu     sync.Mutex
	dice   *rand.Rand
	old    map[string][][]byte // what went down earlier, by path
	calm   bool
	// Mangled counts what was done to frames.
	mangled int
}

// moment is how long a line lives on after something was amiss on it.
const moment = 200 * time.Millisecond

// NewChaos puts it in front of a server and gives the address for clients.
func NewChaos(t testing.TB, url string, seed uint64) (*Chaos, string) {
	c := &Chaos{target: url, dice: rand.New(rand.NewPCG(seed, seed)), old: map[string][][]byte{}}
	front := httptest.NewServer(c)
	t.Cleanup(front.Close)
	return c, front.URL
}

// Calm lets everything pass as it is from now on.
func (c *Chaos) Calm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calm = true
}

// Mangled is how many frames were tampered with.
func (c *Chaos) Mangled() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mangled
}

// ServeHTTP implements http.Handler: it passes requests on as they are, and
// sockets frame by frame.
func (c *Chaos) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/socket") {
		c.pass(w, r)
		return
	}
	client, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer client.CloseNow()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	server, _, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(c.target, "http")+r.URL.Path, nil)
	if err != nil {
		return
	}
	defer server.CloseNow()
	client.SetReadLimit(64 << 20)
	server.SetReadLimit(64 << 20)
	var both sync.WaitGroup
	both.Go(func() { defer cancel(); c.pump(ctx, cancel, client, server, r.URL.Path) })
	both.Go(func() { defer cancel(); c.pump(ctx, cancel, server, client, "") })
	both.Wait()
}

func (c *Chaos) pass(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(r.Context(), r.Method, c.target+r.URL.Path, r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	req.Header = r.Header
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	var body bytes.Buffer
	_, _ = body.ReadFrom(resp.Body)
	w.WriteHeader(resp.StatusCode)
	_, _ = w.Write(body.Bytes())
}

// pump hands frames on in one direction; path is empty for those that go up.
func (c *Chaos) pump(ctx context.Context, end func(), to, from *websocket.Conn, path string) {
	var held []byte
	for {
		_, raw, err := from.Read(ctx)
		if err != nil {
			return
		}
		frames, amiss := c.mangle(raw, path)
		if amiss == swapped && held == nil {
			held = raw
			time.AfterFunc(moment, end)
			continue
		}
		if held != nil {
			frames, held = append(frames, held), nil
		}
		for _, frame := range frames {
			if to.Write(ctx, websocket.MessageText, frame) != nil {
				return
			}
		}
		if amiss != nothing {
			time.AfterFunc(moment, end)
		}
	}
}

type tampering int

const (
	nothing tampering = iota
	swapped
	other
)

// mangle is what becomes of one frame. The first of a line is let alone: without
// a hello there is no line to break.
func (c *Chaos) mangle(raw []byte, path string) ([][]byte, tampering) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.calm || bytes.Contains(raw, []byte(`"frame":"hello"`)) || bytes.Contains(raw, []byte(`"frame":"welcome"`)) {
		return [][]byte{raw}, nothing
	}
	before := c.old[path]
	if path != "" && len(before) < 1000 {
		c.old[path] = append(before, raw)
	}
	roll := c.dice.IntN(100)
	if roll < 31 {
		c.mangled++
	}
	switch {
	case roll < 10:
		return [][]byte{raw, raw}, other
	case roll < 20:
		return [][]byte{raw}, swapped
	case roll < 25:
		return nil, other
	case roll < 26:
		return [][]byte{raw[:len(raw)/2]}, other
	case roll < 31 && len(before) > 0:
		stale := before[c.dice.IntN(len(before))]
		if number(stale) == number(raw) || number(stale) == number(raw)+1 {
			return [][]byte{raw}, nothing
		}
		return [][]byte{raw, stale}, other
	}
	return [][]byte{raw}, nothing
}

func number(raw []byte) int64 {
	var f struct {
		N int64 `json:"n"`
	}
	_ = json.Unmarshal(raw, &f) // 0 where there is none
	return f.N
}
