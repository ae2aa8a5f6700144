package web_test

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/web"
)

// elsewhere is the files' host of a desk: the same machine by its other name.
func elsewhere(url string) string { return strings.Replace(url, "127.0.0.1", "localhost", 1) }

// parted is a conversation at a desk whose files have a host of their own, with a
// picture that Ann sent in it.
func parted(t *testing.T, dsn string) (d *rig.Desk, ada, ann *rig.Peer, f desk.File) {
	t.Helper()
	d = officeOf(t, dsn, rig.Tune{FilesHost: func(url string) *web.FilesHost {
		host, err := web.NewFilesHost(url, elsewhere(url))
		if err != nil {
			t.Fatal(err)
		}
		return host
	}})
	ada = d.Agent(rig.Ada).Available(rig.Ada)
	ann = d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	f = handedIn(guestOf(t, d, ann), "/files/"+rig.ID(), "boots.png", picture(t, 8))
	ann.Carry(sends(rig.ID(), ann.Stream, f.ID))
	return d, ada, ann, f
}

// there is somebody at the files' host.
func (a api) there() api { return api{a.t, elsewhere(a.url), a.token} }

// row: P-035, P-036, P-056
func TestFilesFromAHostOfTheirOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann, f := parted(t, dsn)
		for who, url := range map[string]string{"Ada": ada.Welcome.Agent.FilesURL, "Ann": ann.Welcome.Visitor.FilesURL} {
			if url != elsewhere(d.URL) {
				t.Errorf("%s is told %q", who, url)
			}
		}
		bob := d.Visitor("")
		bob.Say("Hello")
		soon(ada, "Bob", isWhole(bob.Stream))
		own, his := "/conversations/"+string(ann.Stream)+"/files/", "/conversations/"+string(bob.Stream)+"/files/"
		none := as(t, d, rig.Ada).there().send("GET", own+"f_nothing", nil).refused(404, desk.NotFound, "/file").Raw
		for _, more := range []string{"", "/preview"} {
			id := string(f.ID) + more
			for _, agent := range []desk.AgentID{rig.Ada, mia, dan} {
				as(t, d, agent).there().send("GET", own+id, nil).done(200, nil)
			}
			guestOf(t, d, ann).there().send("GET", "/files/"+id, nil).done(200, nil)
			for what, r := range map[string]reply{
				"the agent at the wrong host":     as(t, d, rig.Ada).send("GET", own+id, nil),
				"the visitor at the wrong host":   guestOf(t, d, ann).send("GET", "/files/"+id, nil),
				"nobody at the wrong host":        api{t, d.URL + "/api/v1", ""}.send("GET", own+id, nil),
				"another agent":                   as(t, d, rig.Ben).there().send("GET", own+id, nil),
				"another conversation":            as(t, d, rig.Ada).there().send("GET", his+id, nil),
				"another visitor":                 guestOf(t, d, bob).there().send("GET", "/files/"+id, nil),
				"another file":                    guestOf(t, d, ann).there().send("GET", "/files/x"+id, nil),
				"a visitor who comes as an agent": api{t, d.URL + "/api/v1", as(t, d, rig.Ada).token}.there().send("GET", his+id, nil),
			} {
				if r.refused(404, desk.NotFound, "/file"); r.Raw != none {
					t.Errorf("%s is told %s, of nothing %s", what, r.Raw, none)
				}
			}
			// Who they are is asked before what there is: the answer tells neither.
			for _, token := range []string{"", "made-up", ann.Hello.Token, as(t, d, rig.Ada).token[1:]} {
				stranger := api{t, d.URL + "/api/v1", token}.there()
				r, nothing := stranger.send("GET", own+id, nil), stranger.send("GET", own+"f_nothing"+more, nil)
				if r.refused(401, desk.TokenExpired, ""); r.Raw != nothing.Raw {
					t.Errorf("told %s, of nothing %s", r.Raw, nothing.Raw)
				}
			}
			// A token in the address is none.
			hers := as(t, d, rig.Ada)
			api{t, d.URL + "/api/v1", ""}.there().send("GET", own+id+"?token="+hers.token+"&access_token="+hers.token, nil).refused(401, desk.TokenExpired, "")
		}

		// A session that ends is over for files in the same moment.
		hers := as(t, d, rig.Ada)
		hers.there().send("GET", own+string(f.ID), nil).done(200, nil)
		hers.send("POST", "/sign-out", nil).done(204, nil)
		hers.there().send("GET", own+string(f.ID), nil).refused(401, desk.TokenExpired, "")

		// The agent's file goes the other way, and is handed in where all the rest is.
		agent := as(t, d, rig.Ada)
		agent.there().send("PUT", own+rig.ID(), paper, called("bill.pdf")...).refused(404, desk.NotFound, "/file")
		bill := handedIn(agent, own+rig.ID(), "bill.pdf", paper)
		ada.Carry(sends(rig.ID(), ann.Stream, bill.ID))
		if r := guestOf(t, d, ann).there().send("GET", "/files/"+string(bill.ID), nil).done(200, nil); r.Raw != paper {
			t.Errorf("the bill came as %q", r.Raw)
		}
	})
}

// at asks a desk as if it had another name.
func at(t *testing.T, d *rig.Desk, host, method, path string, header ...string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, d.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	for i := 0; i < len(header); i += 2 {
		req.Header.Add(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	r := reply{t: t, asked: method + " " + host + path, Status: resp.StatusCode, Header: resp.Header, Raw: string(raw)}
	_ = json.Unmarshal(raw, &r)
	return r
}

// routes are all there are, as method and path: those of the API by its document.
func routes(t *testing.T, ann *rig.Peer, f desk.File) [][2]string {
	t.Helper()
	raw, _, err := web.Document()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("{id}", string(ann.Stream), "{file}", string(f.ID), "{project}", string(rig.Project))
	all := [][2]string{
		{"GET", "/"}, {"GET", "/demo/"}, {"GET", "/widget.js"}, {"GET", "/widget/frame.html?project=acme"}, {"GET", "/widget/assets/frame.js"},
		{"GET", "/healthz"}, {"GET", "/readyz"}, {"GET", "/metrics"}, {"GET", "/api/v1/openapi.json"}, {"GET", "/api/v1/openapi.yaml"},
		{"GET", rig.AgentSocket}, {"GET", rig.VisitorSocket}, {"POST", "/dev/clock"}, {"GET", "/api/v1/nothing"},
		{"GET", "/api/v1/../../healthz"}, {"GET", "//healthz"}, {"GET", "/api//v1/openapi.json"},
		{"GET", "/api/v1/visitor/acme/files/" + string(f.ID) + "/"}, {"GET", "/api/v1/visitor/acme/../acme/files/" + string(f.ID)},
		{"OPTIONS", "/"}, {"OPTIONS", "/api/v1/sign-in"}, {"CONNECT", "/healthz"},
	}
	for path, methods := range doc.Paths {
		for method := range methods {
			all = append(all, [2]string{strings.ToUpper(method), fill.Replace(path)})
		}
	}
	return all
}

// The files' host answers four questions and no other, by whatever name of its own
// it is asked; every other name answers all but these four.
func TestWhichHostAnswersWhat(t *testing.T) {
	d, _, ann, f := parted(t, "")
	_, port, _ := strings.Cut(strings.TrimPrefix(d.URL, "http://"), ":")
	hers, anns := "Bearer "+as(t, d, dan).token, "Bearer "+ann.Hello.Token
	none := at(t, d, "localhost", "GET", "/").refused(404, desk.NotFound, "/file").Raw
	answered := 0
	for _, route := range routes(t, ann, f) {
		method, path := route[0], route[1]
		reads := method == "GET" && !strings.HasSuffix(path, "/") && !strings.Contains(path, "..") && strings.Contains(path, "/files/")
		token := hers
		if strings.HasPrefix(path, "/api/v1/visitor/") {
			token = anns
		}
		for _, host := range []string{"localhost", "localhost:" + port, "LOCALHOST:443", "localhost.", "localhost.:" + port} {
			r := at(t, d, host, method, path, "Authorization", token, "Cookie", "session=1")
			if len(r.Header.Values("Set-Cookie")) > 0 {
				t.Errorf("%s sets %v", r.asked, r.Header)
			}
			switch {
			case reads:
				answered++
				r.done(200, nil)
			case r.Status != 404 || r.Raw != none:
				t.Errorf("%s: %d %s", r.asked, r.Status, r.Raw)
			}
		}
		for _, host := range []string{"127.0.0.1:" + port, "desk.acme.test", "files.localhost", "localhost.evil.test", "evil.test", ""} {
			if !reads {
				continue
			}
			r := at(t, d, host, method, path, "Authorization", token, "X-Forwarded-Host", "localhost", "Forwarded", "host=localhost")
			if r.refused(404, desk.NotFound, "/file"); r.Raw != none || r.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s: %v %s", r.asked, r.Header, r.Raw)
			}
		}
	}
	if answered != 4*5 {
		t.Errorf("%d files came", answered)
	}
	for path, status := range map[string]int{"/healthz": 200, "/widget.js": 200, "/demo/": 200, "/api/v1/openapi.json": 200, "/": 302} {
		if r := at(t, d, "desk.acme.test", "GET", path); r.Status != status {
			t.Errorf("%s: %d", r.asked, r.Status)
		}
	}
	// The document says where, and the frame may ask there.
	doc := at(t, d, "desk.acme.test", "GET", "/api/v1/openapi.json").Raw
	if n := strings.Count(doc, `"url":"`+elsewhere(d.URL)+`"`); n != 4 {
		t.Errorf("the document tells %d times where files are", n)
	}
	frame := at(t, d, "desk.acme.test", "GET", "/widget/frame.html?project=acme")
	if policy := frame.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "connect-src 'self' "+elsewhere(d.URL)+";") {
		t.Errorf("the frame's policy is %s", policy)
	}
	whole := office(t, "")
	frame = at(t, whole, "localhost", "GET", "/widget/frame.html?project=acme")
	if policy := frame.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "connect-src 'self';") {
		t.Errorf("without such a host the frame's policy is %s", policy)
	}
}

func TestHeadersOfTheFilesHost(t *testing.T) {
	d, _, ann, f := parted(t, "")
	file := "/api/v1/visitor/acme/files/" + string(f.ID)
	always := map[string]string{
		"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'",
		"Cross-Origin-Resource-Policy": "same-site", "Referrer-Policy": "no-referrer", "Vary": "Origin",
		"Access-Control-Allow-Origin": d.URL, "Access-Control-Allow-Credentials": "", "Set-Cookie": "",
	}
	for _, c := range []struct {
		method, path, token string
		status              int
		more                map[string]string
	}{
		{"GET", file, ann.Hello.Token, 200, map[string]string{
			"Content-Disposition": "attachment; filename*=UTF-8''boots.png", "Content-Type": "image/png", "Cache-Control": "private, no-store"}},
		{"HEAD", file, ann.Hello.Token, 200, map[string]string{"Content-Disposition": "attachment; filename*=UTF-8''boots.png"}},
		{"GET", file + "/preview", ann.Hello.Token, 200, map[string]string{
			"Content-Disposition": "attachment; filename*=UTF-8''boots.png", "Cache-Control": "private, no-store"}},
		{"GET", file, "made-up", 401, map[string]string{"Content-Type": "application/problem+json", "Cache-Control": "no-store", "WWW-Authenticate": "Bearer"}},
		{"GET", file + "x", ann.Hello.Token, 404, map[string]string{"Content-Type": "application/problem+json", "Cache-Control": "no-store"}},
		{"GET", "/healthz", "", 404, map[string]string{"Content-Type": "application/problem+json", "Cache-Control": "no-store"}},
		{"OPTIONS", file, "", 204, map[string]string{
			"Access-Control-Allow-Methods": "GET", "Access-Control-Allow-Headers": "Authorization", "Access-Control-Max-Age": "7200"}},
	} {
		r := at(t, d, "localhost", c.method, c.path, "Origin", d.URL, "Authorization", "Bearer "+c.token)
		if r.Status != c.status {
			t.Errorf("%s: %d", r.asked, r.Status)
		}
		for _, want := range []map[string]string{always, c.more} {
			for name, value := range want {
				if got := slices.Compact(r.Header.Values(name)); strings.Join(got, "|") != value {
					t.Errorf("%s: %s is %q, want %q", r.asked, name, got, value)
				}
			}
		}
	}
}

// origins are thirty that are not the page's, however like it they look.
func origins(page string) []string {
	scheme, host, _ := strings.Cut(page, "://")
	name, port, _ := strings.Cut(host, ":")
	return []string{
		"null", "", "*", "about:blank", "file://", "data:", "https://evil.test", "http://evil.test:" + port, "https://" + host,
		scheme + "://" + name, scheme + "://" + name + ":1" + port, scheme + "://" + host + "0", page + "/", page + "/demo/", page + ".evil.test", page + "@evil.test",
		scheme + "://evil.test/" + host, scheme + "://evil.test#" + host, scheme + "://x" + host, scheme + "://x." + host, scheme + "://user@" + host, strings.ToUpper(page), " " + page + " x",
		page + " " + page, page + "," + page, page + "%00", "chrome-extension://abcdef", "//" + host, host, name,
	}
}

// S05: a page of another origin opens no line and reads no file, even where it has a
// token.
func TestForeignOrigins(t *testing.T) {
	d, _, ann, f := parted(t, "")
	file := "/api/v1/visitor/acme/files/" + string(f.ID)
	foreign := origins(d.URL)
	if len(foreign) != 30 {
		t.Fatalf("there are %d", len(foreign))
	}
	for _, origin := range foreign {
		for _, method := range []string{"GET", "OPTIONS"} {
			r := at(t, d, "localhost", method, file, "Origin", origin, "Authorization", "Bearer "+ann.Hello.Token)
			if r.refused(403, desk.OriginNotAllowed, ""); r.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%q is told %v", origin, r.Header)
			}
		}
		if origin == "" {
			continue // what is no browser says none
		}
		for _, socket := range []string{rig.AgentSocket, rig.VisitorSocket} {
			conn, resp, err := websocket.Dial(t.Context(), d.URL+socket, &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {origin}}})
			if err == nil {
				_ = conn.CloseNow()
				t.Errorf("%q opened %s", origin, socket)
			} else if resp == nil || resp.StatusCode != http.StatusForbidden {
				t.Errorf("%q at %s: %v", origin, socket, err)
			}
		}
	}
	at(t, d, "localhost", "GET", file, "Origin", elsewhere(d.URL), "Authorization", "Bearer "+ann.Hello.Token).refused(403, desk.OriginNotAllowed, "")
	at(t, d, "localhost", "GET", file, "Origin", d.URL, "Origin", d.URL, "Authorization", "Bearer "+ann.Hello.Token).refused(403, desk.OriginNotAllowed, "")
	// What is no browser says none.
	if r := at(t, d, "localhost", "GET", file, "Authorization", "Bearer "+ann.Hello.Token).done(200, nil); slices.Contains(r.Header.Values("Access-Control-Allow-Origin"), "*") {
		t.Errorf("told %v", r.Header)
	}
}

func TestWhereFilesCanBe(t *testing.T) {
	const page = "https://desk.acme.example"
	for _, good := range [][2]string{
		{page, ""}, {"", ""}, {page, "https://files.acme.example"}, {page + ":8443", "https://FILES.acme.example:8443/"}, {page, "https://files.desk.acme.example"},
		{"http://127.0.0.1:8420", "http://localhost:8420"}, {"http://localhost:8420", "http://[::1]:8421"}, {page, "https://203.0.113.7"},
	} {
		if host, err := web.NewFilesHost(good[0], good[1]); err != nil || (host == nil) != (good[1] == "") {
			t.Errorf("%q: %v, %v", good, host, err)
		}
	}
	for _, bad := range []struct{ public, files, field string }{
		{page, page, "files-url"}, {page, page + ":8443", "files-url"}, {page, "https://DESK.acme.example./", "files-url"}, {"http://127.0.0.1:8420", "http://127.0.0.1:8421", "files-url"},
		{page, "https://files.acme.example/files", "files-url"}, {page, "https://files.acme.example?a=b", "files-url"}, {page, "https://files.acme.example?", "files-url"},
		{page, "https://files.acme.example#a", "files-url"}, {page, "https://ada:secret@files.acme.example", "files-url"}, {page, "ftp://files.acme.example", "files-url"},
		{page, "files.acme.example", "files-url"}, {page, "//files.acme.example", "files-url"}, {page, "https:files.acme.example", "files-url"}, {page, "https://", "files-url"},
		{page, "https://files.münchen.example", "files-url"}, {page, "https://files_of;acme", "files-url"}, {page, "https://%zz", "files-url"}, {page, "https://ada:secret@%zz", "files-url"},
		{page, "http://files.acme.example", "files-url"}, {"http://desk.acme.example", "https://files.acme.example", "public-url"}, {"", "https://files.acme.example", "public-url"},
		{page + "/parley", "https://files.acme.example", "public-url"}, {"https://ada@desk.acme.example", "", "public-url"},
	} {
		host, err := web.NewFilesHost(bad.public, bad.files)
		e := desk.AsError(err)
		if host != nil || err == nil || e.Field != bad.field || e.Message == "" || strings.Contains(e.Message, "secret") {
			t.Errorf("%q and %q: %v, %+v", bad.public, bad.files, host, e)
		}
	}
}
