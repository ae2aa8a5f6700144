package link

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"github.com/parley-desk/parley/backend/wire"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// The keep-alive connections of the HTTP client that all lines share.
		goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"),
		goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
}

// clock lets every wait from and up to what the test says pass at once, and no
// other ever.
type clock struct{ from, pass time.Duration }

func (c *clock) Timer(d time.Duration) (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	if d >= c.from && d <= c.pass {
		ch <- struct{}{}
	}
	return ch, func() {}
}

// server runs script on each socket, in turn; the last one again and again.
func server(t *testing.T, scripts ...func(*peer)) Address {
	t.Helper()
	var mu sync.Mutex
	turn := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" || r.Header.Get("Authorization") != "" {
			t.Errorf("the handshake says more than it must: %s %v", r.URL, r.Header)
		}
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		mu.Lock()
		script := scripts[min(turn, len(scripts)-1)]
		turn++
		mu.Unlock()
		script(&peer{t: t, conn: conn})
	}))
	t.Cleanup(s.Close)
	a, err := ParseAddress(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

type peer struct {
	t    *testing.T
	conn *websocket.Conn
}

func (p *peer) hello(epoch string, cursor int64) {
	_, raw, err := p.conn.Read(p.t.Context())
	var h wire.Hello
	if err != nil || json.Unmarshal(raw, &h) != nil || h.Token != "secret" || h.Device != "device-1" || h.Epoch != epoch || h.Cursor != cursor || h.Proto != wire.Proto || !h.Confirms {
		p.t.Errorf("hello %s, %v; want epoch %q cursor %d", raw, err, epoch, cursor)
	}
}

func (p *peer) say(frames ...string) {
	for _, f := range frames {
		_ = p.conn.Write(p.t.Context(), websocket.MessageText, []byte(f))
	}
}

// stay reads until the client goes.
func (p *peer) stay() {
	for {
		if _, _, err := p.conn.Read(p.t.Context()); err != nil {
			return
		}
	}
}

const (
	welcome = `{"frame":"welcome","n":1,"proto":1,"epoch":"E","at":5,"agent":{"id":"10423"}}`
	opening = `{"frame":"events","n":2,"cursor":7,"list":[]}`
)

func start(t *testing.T, at Address, c *clock) *Link {
	t.Helper()
	l := New(Options{Server: at, Token: "secret", Device: "device-1", Clock: c, Dice: func() float64 { return 0 }})
	l.Start(context.Background())
	t.Cleanup(l.Stop)
	return l
}

// next is the next message of a type; others are passed over.
func next[M Message](t *testing.T, l *Link) M {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case m, ok := <-l.Out():
			if !ok {
				t.Fatal("the link has ended")
			}
			if m, ok := m.(M); ok {
				return m
			}
		case <-late:
			t.Fatalf("no %T came", *new(M))
		}
	}
}

func TestHelloAtTheCursor(t *testing.T) {
	at := server(t,
		func(p *peer) {
			p.hello("", 0)
			p.say(welcome, opening, `{"frame":"events","n":3,"cursor":9,"list":[{"stream":"c","seq":1}]}`)
			p.conn.CloseNow()
		},
		func(p *peer) { p.hello("E", 9); p.say(welcome, opening); p.stay() })
	l := start(t, at, &clock{pass: time.Second})
	if w := next[Welcome](t, l); !w.Anew || w.Agent.ID != "10423" {
		t.Errorf("%+v", w)
	}
	if e := next[Events](t, l); !e.Opened || e.Cursor != 7 {
		t.Errorf("%+v", e)
	}
	if e := next[Events](t, l); e.Opened || len(e.List) != 1 {
		t.Errorf("%+v", e)
	}
	next[Lost](t, l)
	if w := next[Welcome](t, l); w.Anew {
		t.Error("the same log is not another")
	}
}

func TestWhatIsMissingOrUnreadableEndsTheLine(t *testing.T) {
	for name, frame := range map[string]string{
		"an account of nobody": `{"frame":"me","n":3,"agent":{}}`,
		"a gap":                `{"frame":"gone","n":4,"stream":"c"}`,
		"a repetition":         `{"frame":"gone","n":2,"stream":"c"}`,
		"no JSON":              `{`,
		"a wrong type":         `{"frame":"events","n":3,"cursor":"x"}`,
		"a late hello":         `{"frame":"welcome","n":3,"epoch":"E","agent":{"id":"1"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			at := server(t,
				func(p *peer) { p.hello("", 0); p.say(welcome, opening, frame); p.stay() },
				func(p *peer) { p.hello("E", 7); p.say(welcome, opening); p.stay() })
			l := start(t, at, &clock{pass: time.Second})
			next[Lost](t, l)
			next[Events](t, l)
		})
	}
}

func TestAnUnknownFrameIsPassedOver(t *testing.T) {
	at := server(t, func(p *peer) {
		p.hello("", 0)
		p.say(welcome, opening, `{"frame":"fireworks","n":3}`, `{"frame":"gone","n":4,"stream":"c"}`)
		p.stay()
	})
	if g := next[Gone](t, start(t, at, &clock{})); g.Stream != "c" {
		t.Errorf("%+v", g)
	}
}

func TestBye(t *testing.T) {
	at := server(t,
		func(p *peer) {
			p.hello("", 0)
			p.say(`{"frame":"bye","n":1,"code":"going_away","again":true,"after":40000,"message":"Back in a moment."}`)
			p.stay()
		},
		func(p *peer) {
			p.hello("", 0)
			p.say(welcome, opening, `{"frame":"bye","n":3,"code":"token_expired","again":false,"message":"Please sign in again."}`)
			p.stay()
		})
	l := start(t, at, &clock{from: 30 * time.Second, pass: time.Minute})
	if m := next[Lost](t, l); m.Again != 40*time.Second || m.Problem.Message != "Back in a moment." {
		t.Errorf("%+v", m)
	}
	if m := next[Ended](t, l); m.Bye.Code != "token_expired" {
		t.Errorf("%+v", m)
	}
	if _, ok := <-l.Out(); ok {
		t.Error("the link goes on after it was sent away")
	}
}

func TestAClientThatStandsNowhereBeginsAnew(t *testing.T) {
	at := server(t,
		func(p *peer) { p.hello("", 0); p.say(welcome, opening); p.conn.CloseNow() },
		func(p *peer) {
			p.hello("E", 7)
			p.say(welcome, `{"frame":"bye","n":2,"code":"resync_required","again":true,"message":"The server's history changed."}`)
			p.stay()
		},
		func(p *peer) { p.hello("", 0); p.say(welcome, opening); p.stay() })
	l := start(t, at, &clock{pass: time.Second})
	next[Events](t, l)
	next[Lost](t, l)
	next[Lost](t, l)
	next[Events](t, l)
}

func TestADeadLineIsFoundOut(t *testing.T) {
	at := server(t,
		// Nobody reads, so nobody answers a ping.
		func(p *peer) { p.say(welcome, opening); <-p.t.Context().Done() })
	// Every wait is over at once: the ping is due, and its answer is late.
	next[Lost](t, start(t, at, &clock{pass: time.Minute}))
}

// Once an agent wrote for twenty-five seconds to a server that stood still before
// anything was said of it.
func TestALineOnWhichACommandIsNotAnsweredIsAskedAfterSoon(t *testing.T) {
	at := server(t, func(p *peer) { p.say(welcome, opening); <-p.t.Context().Done() })
	// Without a command nothing is due here: the clock never comes to the next ping.
	l := start(t, at, &clock{from: answerWithin, pass: pongWithin})
	next[Events](t, l)
	if !l.Do(wire.Do{ID: "1", Kind: wire.DoClose}) {
		t.Fatal("there is a line")
	}
	next[Lost](t, l)
}

func TestCommandsGoOutInOrderAndOnlyOnALine(t *testing.T) {
	heard := make(chan string, 3)
	at := server(t, func(p *peer) {
		p.hello("", 0)
		p.say(welcome, opening)
		for range 3 {
			_, raw, err := p.conn.Read(p.t.Context())
			if err != nil {
				return
			}
			heard <- string(raw)
		}
		p.stay()
	})
	l := New(Options{Server: at, Token: "secret", Device: "device-1", Clock: &clock{}, Dice: func() float64 { return 0 }})
	if l.Do(wire.Do{ID: "1"}) {
		t.Error("put on a line that is not there")
	}
	l.Start(context.Background())
	defer l.Stop()
	next[Events](t, l)
	if !l.Do(wire.Do{ID: "1", Kind: wire.DoClose}) || !l.Do(wire.Do{ID: "2"}) || !l.Signal(wire.Signal{Kind: wire.Typing, On: true}) {
		t.Fatal("there is a line")
	}
	for _, want := range []string{`"id":"1"`, `"id":"2"`, `"frame":"signal"`} {
		if got := <-heard; !strings.Contains(got, want) {
			t.Errorf("heard %s, want %s", got, want)
		}
	}
}

func TestResyncBeginsAnew(t *testing.T) {
	at := server(t,
		func(p *peer) { p.hello("", 0); p.say(welcome, opening); p.stay() },
		func(p *peer) { p.hello("", 0); p.say(welcome, opening); p.stay() })
	l := start(t, at, &clock{pass: time.Second})
	next[Events](t, l)
	l.Resync()
	next[Lost](t, l)
	if w := next[Welcome](t, l); !w.Anew {
		t.Error("not anew")
	}
}

func TestStopNeedsNoReader(t *testing.T) {
	at := server(t, func(p *peer) { p.hello("", 0); p.say(welcome, opening); p.stay() })
	l := New(Options{Server: at, Token: "secret", Device: "device-1", Clock: &clock{}, Dice: func() float64 { return 0 }})
	l.Start(context.Background())
	time.Sleep(10 * time.Millisecond)
	l.Stop()
}
