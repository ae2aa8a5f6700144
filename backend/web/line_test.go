package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// byeOf is the goodbye an error carries.
func byeOf(t *testing.T, err error) rig.Frame {
	t.Helper()
	var b *rig.Bye
	if !errors.As(err, &b) {
		t.Fatalf("no goodbye but %v", err)
	}
	return b.Frame
}

// row: P-021, P-107
func TestAVisitorLeavesAfterTheGraceAndReturns(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		ann := d.Visitor("")
		ann.Say("Hello")
		ada.Await("the conversation", isWhole(ann.Stream))
		ann.Close()
		// The page was turned: within the grace nobody is told.
		rig.Eventually(t, "the grace begins", func() bool { return d.Clock.Waited(rig.Began + 15*desk.Second) })
		back := again(t, d, rig.VisitorSocket, ann)
		d.Clock.Advance(14 * desk.Second)
		ada.Settle()
		for _, f := range ada.Heard {
			if strings.Contains(f.Raw, string(desk.VisitorLeft)) {
				t.Fatalf("said to have left while there: %s", f.Raw)
			}
		}
		back.Close()
		rig.Eventually(t, "the grace begins", func() bool { return d.Clock.Waited(d.Clock.Now() + 15*desk.Second) })
		d.Clock.Advance(15 * desk.Second)
		left := ada.AwaitEvent("left", func(e rig.Event) bool { return e.Kind == string(desk.VisitorLeft) })
		if left.Ended {
			t.Error("said to have ended it on purpose")
		}
		again(t, d, rig.VisitorSocket, back)
		ada.AwaitEvent("returned", func(e rig.Event) bool { return e.Kind == string(desk.VisitorReturned) })
	})
}

func TestAVisitorLeavesOnPurpose(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ann.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoLeave, nil))
	ada.AwaitEvent("left", func(e rig.Event) bool { return e.Kind == string(desk.VisitorLeft) && e.Ended })
}

func TestTypingReachesTheOtherSideAndNobodyElse(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann, bob := d.Visitor(""), d.Visitor("")
	ann.Say("Hello")
	bob.Say("Hello")
	ada.Await("the second", isWhole(bob.Stream))
	// A stranger's signal about it goes nowhere; Ann's own arrives.
	bob.Put(wire.Signal{Frame: wire.FrameSignal, Stream: ann.Stream, Kind: wire.Typing, On: false})
	bob.Settle()
	ann.Put(wire.Signal{Frame: wire.FrameSignal, Stream: ann.Stream, Kind: wire.Typing, On: true})
	if f := ada.AwaitFrame(wire.FrameSignal); !f.On || f.Stream != ann.Stream {
		t.Errorf("the agent hears %s", f.Raw)
	}
	ada.Put(wire.Signal{Frame: wire.FrameSignal, Stream: ann.Stream, Kind: wire.Typing, On: true})
	ann.AwaitFrame(wire.FrameSignal)
}

// A flood of signals costs nobody a seat.
func TestAFloodOfSignalsIsDropped(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	for range 2000 {
		ann.Put(wire.Signal{Frame: wire.FrameSignal, Stream: ann.Stream, Kind: wire.Typing, On: true})
	}
	ann.Say("And now?")
	ada.AwaitText("And now?")
	signals := 0
	for _, f := range ada.Heard {
		if f.Frame == wire.FrameSignal {
			signals++
		}
	}
	if signals == 0 || signals > 100 {
		t.Errorf("%d of 2,000 signals arrived", signals)
	}
}

// The agent's own devices: a line that is not read loses its seat with a code
// that says to come back, and nobody waits for it.
func TestASlowReaderLosesItsSeatAlone(t *testing.T) {
	small := func(s *httptest.Server) {
		s.Config.ConnState = func(c net.Conn, state http.ConnState) {
			if tcp, ok := c.(*net.TCPConn); ok && state == http.StateNew {
				_ = tcp.SetWriteBuffer(64 << 10)
			}
		}
	}
	d := rig.NewDesk(t, "", rig.Tune{HTTP: small})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))

	dialer := &net.Dialer{}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dialer.DialContext(ctx, network, address)
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetReadBuffer(64 << 10)
		}
		return c, err
	}}
	t.Cleanup(transport.CloseIdleConnections)
	slow := rig.Join(t, d.URL+rig.AgentSocket, wire.Hello{Token: ada.Hello.Token, Device: rig.ID()},
		rig.Dialing{Client: &http.Client{Transport: transport}})

	for i := 0; !slowReader(t, d); i++ {
		if i > 1000 {
			t.Fatal("a reader that does not read keeps its seat")
		}
		text := fmt.Sprint("message ", i)
		if i < 50 { // enough to fill what the system buffers
			text += strings.Repeat("é", 7000)
		}
		ann.Say(text)
		ada.AwaitText(text)
	}
	if err := slow.AwaitEnd(); !rig.ClosedWith(err, 4008) {
		t.Errorf("the slow reader ended with %v", err)
	}
	ann.Say("still here")
	ada.AwaitText("still here")
	again(t, d, rig.AgentSocket, ada)
}

// slowReader tells whether somebody has lost their seat.
func slowReader(t *testing.T, d *rig.Desk) bool {
	t.Helper()
	resp, err := http.Get(d.URL + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(all), "parley_slow_readers_total 1")
}

func TestAStoppingServerSaysByeToAll(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	lines := []*rig.Peer{d.Agent(rig.Ada), d.Agent(rig.Ben), d.Visitor(""), d.Visitor("")}
	ends := make(chan error, len(lines))
	for _, l := range lines {
		go func() {
			var err error
			for err == nil {
				_, err = l.Next(context.Background())
			}
			ends <- err
		}()
	}
	d.Web.Stop()
	for range lines {
		var b *rig.Bye
		if err := <-ends; !errors.As(err, &b) || b.Frame.Code != desk.GoingAway || !b.Frame.Again {
			t.Errorf("ended with %v", err)
		}
	}
	resp, err := http.Get(d.URL + rig.AgentSocket)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
		t.Errorf("who comes now is told %s", resp.Status)
	}
}

func TestAnExpiredSessionIsOver(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada)
	d.Clock.Advance(31 * desk.Day)
	for name, token := range map[string]string{"expired": ada.Hello.Token, "made up": rig.ID(), "none": ""} {
		l, _, err := rig.Open(t.Context(), d.URL+rig.AgentSocket, rig.Dialing{})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Drop()
		if err := l.Send(t.Context(), wire.Hello{Frame: wire.FrameHello, Proto: 1, Token: token, Device: rig.ID()}); err != nil {
			t.Fatal(err)
		}
		_, err = l.Next(t.Context())
		if f := byeOf(t, err); f.Code != desk.TokenExpired || f.Again {
			t.Errorf("%s: %s", name, f.Raw)
		}
		if _, err := l.Next(t.Context()); !rig.ClosedWith(err, 4001) {
			t.Errorf("%s: closed with %v", name, err)
		}
	}
}

func TestSocketsAreRefusedBeforeTheyOpen(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	for _, tt := range []struct {
		name, query, origin string
		status              int
		code                desk.Code
	}{
		{"a foreign page", "", "https://evil.test", 403, desk.OriginNotAllowed},
		{"a page without an origin", "", "null", 403, desk.OriginNotAllowed},
		{"the same host, another scheme", "", strings.Replace(d.URL, "http:", "https:", 1), 403, desk.OriginNotAllowed},
		{"a token in the address", "?token=secret", "", 400, desk.TokenInURL},
	} {
		for _, socket := range []string{rig.AgentSocket, rig.VisitorSocket} {
			h := http.Header{}
			if tt.origin != "" {
				h.Set("Origin", tt.origin)
			}
			_, resp, err := rig.Open(t.Context(), d.URL+socket+tt.query, rig.Dialing{Header: h})
			if err == nil {
				t.Errorf("%s: %s opens", tt.name, socket)
				continue
			}
			var p struct {
				Code   desk.Code
				Detail string
			}
			if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			if resp.StatusCode != tt.status || p.Code != tt.code || p.Detail == "" || strings.Contains(p.Detail, "secret") {
				t.Errorf("%s: %s %+v", tt.name, resp.Status, p)
			}
		}
	}
	// The page of this very server may.
	l, _, err := rig.Open(t.Context(), d.URL+rig.VisitorSocket, rig.Dialing{Header: http.Header{"Origin": {d.URL}}})
	if err != nil {
		t.Fatal(err)
	}
	l.Drop()
}
