package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"github.com/parley-desk/parley/backend/wire"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"),
		goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
}

type bound struct{}

func (bound) Add(a, b int) int     { return a + b }
func (bound) Snapshot() wire.Panel { return wire.Panel{Rev: 7} }
func (bound) Refuse(field string) error {
	return errors.New(`{"code":"invalid","field":"` + field + `"}`)
}
func (bound) Both(s string) (int, error) { return len(s), nil }

// page is a host with a panel and a client that keeps cookies by hand.
type page struct {
	*host
	t    *testing.T
	http *httptest.Server
}

func newPage(t *testing.T, reusable bool) *page {
	p := &page{t: t}
	p.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.ServeHTTP(w, r) }))
	p.host = newHost(fstest.MapFS{
		"index.html": {Data: []byte("<!doctype html><html><head><script type=\"module\" src=\"/a.js\"></script></head></html>")},
		"a.js":       {Data: []byte("1")},
	}, p.http.Listener.Addr().String(), reusable)
	p.bind(bound{})
	t.Cleanup(func() { p.stop(); p.http.Close() })
	return p
}

func (p *page) get(path, host, origin, cookie string) *http.Response {
	p.t.Helper()
	req, err := http.NewRequest(http.MethodGet, p.http.URL+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if host != "" {
		req.Host = host
	}
	if origin != "" {
		req.Header.Set("Origin", origin)
	}
	if cookie != "" {
		req.AddCookie(&http.Cookie{Name: p.cookie(), Value: cookie})
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func TestWhoGetsIn(t *testing.T) {
	p := newPage(t, false)
	for name, c := range map[string]struct {
		path, host, origin, cookie string
		want                       int
	}{
		"without anything":      {"/", "", "", "", 403},
		"with a wrong token":    {"/?token=x", "", "", "", 403},
		"with a wrong cookie":   {"/", "", "", "x", 403},
		"a file without":        {"/a.js", "", "", "", 403},
		"by another name":       {"/", "evil.test", "", p.pass, 403},
		"from another origin":   {"/", "", "http://evil.test", p.pass, 403},
		"the socket, no origin": {"/host", "", "", p.pass, 403},
		"with the cookie":       {"/", "", "", p.pass, 200},
		"a file":                {"/a.js", "", "", p.pass, 200},
		"no such file":          {"/b.js", "", "", p.pass, 404},
	} {
		resp := p.get(c.path, c.host, c.origin, c.cookie)
		if resp.StatusCode != c.want {
			t.Errorf("%s: %d", name, resp.StatusCode)
		}
		csp := resp.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "connect-src 'self';") || !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", name, csp)
		}
	}
}

func TestTheTokenWorksOnce(t *testing.T) {
	p := newPage(t, false)
	resp := p.get("/?token="+p.token, "", "", "")
	set := resp.Header.Get("Set-Cookie")
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/" ||
		!strings.Contains(set, "HttpOnly") || !strings.Contains(set, "SameSite=Strict") || strings.Contains(set, p.token) {
		t.Errorf("%d %v", resp.StatusCode, resp.Header)
	}
	if resp := p.get("/?token="+p.token, "", "", ""); resp.StatusCode != http.StatusForbidden {
		t.Errorf("the second time: %d", resp.StatusCode)
	}
	if resp := p.get("/?token="+p.token, "", "", p.pass); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("with the cookie: %d", resp.StatusCode)
	}
	p = newPage(t, true)
	for range 2 {
		if resp := p.get("/?token="+p.token, "", "", ""); resp.StatusCode != http.StatusSeeOther {
			t.Errorf("reusable: %d", resp.StatusCode)
		}
	}
}

func TestTheScriptStandsBeforeThePages(t *testing.T) {
	p := newPage(t, false)
	body, _ := io.ReadAll(p.get("/", "", "", p.pass).Body)
	if !strings.Contains(string(body), `<head><script src="/host.js"></script><script type="module"`) {
		t.Errorf("page %s", body)
	}
	body, _ = io.ReadAll(p.get("/host.js", "", "", p.pass).Body)
	if !strings.Contains(string(body), `const methods = ["Add","Both","Refuse","Snapshot"];`) {
		t.Errorf("script %s", body)
	}
}

func TestCallsAndEvents(t *testing.T) {
	p := newPage(t, false)
	dial := func(origin string) (*websocket.Conn, error) {
		conn, resp, err := websocket.Dial(t.Context(), p.http.URL+"/host", &websocket.DialOptions{HTTPHeader: http.Header{
			"Cookie": {p.cookie() + "=" + p.pass}, "Origin": {origin},
		}})
		if resp != nil && resp.Body != nil {
			resp.Body.Close()
		}
		return conn, err
	}
	if _, err := dial("http://evil.test"); err == nil {
		t.Error("a foreign page has a line")
	}
	conn, err := dial(p.http.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	for call, want := range map[string]string{
		`{"id":1,"method":"Add","args":[2,3]}`:       `{"id":1,"result":5}`,
		`{"id":2,"method":"Refuse","args":["text"]}`: `{"error":"{\"code\":\"invalid\",\"field\":\"text\"}","id":2}`,
		`{"id":3,"method":"Both","args":["four"]}`:   `{"id":3,"result":4}`,
		`{"id":4,"method":"stop","args":[]}`:         `{"error":"there is no \"stop\"","id":4}`,
		`{"id":5,"method":"Add","args":["x",3]}`:     `{"error":"Add: value 1 is no int","id":5}`,
		`{"id":6,"method":"Add","args":[3]}`:         `{"error":"Add takes 2 values, not 1","id":6}`,
	} {
		if err := conn.Write(t.Context(), websocket.MessageText, []byte(call)); err != nil {
			t.Fatal(err)
		}
		_, raw, err := conn.Read(t.Context())
		if err != nil || string(raw) != want {
			t.Errorf("%s: %s, %v", call, raw, err)
		}
	}
	p.emit(wire.PanelPatch{Rev: 8})
	_, raw, err := conn.Read(t.Context())
	var event struct {
		Event string
		Data  wire.PanelPatch
	}
	if err != nil || json.Unmarshal(raw, &event) != nil || event.Event != "panel" || event.Data.Rev != 8 {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestItServesThisMachineAlone(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "desk.test:0"} {
		if err := serve(t.Context(), settings{listen: address, data: t.TempDir()}, io.Discard, io.Discard); err == nil {
			t.Errorf("%s is served", address)
		}
	}
}

func TestItPrintsItsAddressAndEnds(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan int)
	go func() { ended <- run(ctx, []string{"--data", t.TempDir()}, w, io.Discard) }()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "Parley's panel: http://127.0.0.1:") || !strings.Contains(line, "/?token=") {
		t.Errorf("%q, %v", line, err)
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("ended with %d", code)
	}
}
