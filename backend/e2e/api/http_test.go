package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

type answer struct {
	Status int
	Code   desk.Code
	Detail string
	Type   string
}

func ask(t *testing.T, req *http.Request) answer {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	a := answer{Status: resp.StatusCode}
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Errorf("%s %s: %v", req.URL.Path, resp.Status, err)
	}
	a.Type = resp.Header.Get("Content-Type")
	return a
}

func TestBadRequests(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		s := started(t, dsn, rig.Demo(1)...)
		good := `{"email":"ada@acme.test","password":"wrong","device":"device-1"}`
		for _, tt := range []struct {
			number, name, path, body string
			header                   map[string]string
			status                   int
			code                     desk.Code
		}{
			{"5", "2 MB", "/api/v1/sign-in", `{"email":"` + strings.Repeat("a", 2<<20) + `"}`, nil, 413, desk.PayloadTooLarge},
			{"–", "no JSON", "/api/v1/sign-in", `{`, nil, 400, desk.Invalid},
			{"–", "no password", "/api/v1/sign-in", `{"email":"a@b.c","device":"device-1"}`, nil, 422, desk.Invalid},
			{"39", "a field nobody knows", "/api/v1/sign-in", `{"email":"a@b.c","password":"x","device":"device-1","is_admin":true}`, nil, 400, desk.UnknownField},
			{"–", "a wrong password", "/api/v1/sign-in", good, nil, 401, desk.SignInFailed},
			{"–", "an unknown address", "/api/v1/sign-in", strings.Replace(good, "ada", "eve", 1), nil, 401, desk.SignInFailed},
			{"–", "an address with a NUL", "/api/v1/sign-in", strings.Replace(good, "ada", `a\u0000`, 1), nil, 401, desk.SignInFailed},
			{"19", "signing out without a token", "/api/v1/sign-out", "", nil, 401, desk.TokenExpired},
			{"19", "signing out with a made-up one", "/api/v1/sign-out", "", map[string]string{"Authorization": "Bearer nonsense"}, 401, desk.TokenExpired},
		} {
			req, err := http.NewRequest(http.MethodPost, s.URL+tt.path, strings.NewReader(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			for k, v := range tt.header {
				req.Header.Set(k, v)
			}
			a := ask(t, req)
			if a.Status != tt.status || a.Code != tt.code || a.Detail == "" || a.Type != "application/problem+json" {
				t.Errorf("%s %s: %+v", tt.number, tt.name, a)
			}
		}
		for _, socket := range []string{rig.AgentSocket, rig.VisitorSocket} {
			for _, tt := range []struct {
				number, query, origin string
				status                int
				code                  desk.Code
			}{
				{"20", "?token=secret", "", 400, desk.TokenInURL},
				{"21", "", "https://evil.test", 403, desk.OriginNotAllowed},
				{"21", "", "null", 403, desk.OriginNotAllowed},
			} {
				req, err := http.NewRequest(http.MethodGet, s.URL+socket+tt.query, nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Origin", tt.origin)
				if tt.origin == "" {
					req.Header.Del("Origin")
				}
				if a := ask(t, req); a.Status != tt.status || a.Code != tt.code || a.Detail == "" || strings.Contains(fmt.Sprint(a), "secret") {
					t.Errorf("%s at %s: %+v", tt.number, socket, a)
				}
			}
		}
	})
}

// 19: a session ends with its time, on the very socket and at the next hello.
func TestASessionThatHasExpired(t *testing.T) {
	s := started(t, "", rig.Demo(1)...)
	token := s.SignIn("ada")
	s.Advance(31 * 24 * time.Hour)
	_, err := rig.Dial(t.Context(), s.URL+rig.AgentSocket, wire.Hello{Token: token, Device: "device-1"})
	var b *rig.Bye
	if !errors.As(err, &b) || b.Frame.Code != desk.TokenExpired || b.Frame.Again {
		t.Errorf("told %v", err)
	}
}

// 44: more than ten at once is asked to wait, and what was asked to wait is not
// stored.
func TestTooManyMessages(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		s := started(t, dsn, "--dev")
		ann := visitor(t, s, "")
		ann.Say("message")
		for range 14 {
			ann.Put(rig.Post(rig.ID(), ann.Stream, "message"))
		}
		done, limited := 1, 0
		for range 14 {
			f := ann.Await("an answer", func(f rig.Frame) bool { return f.Frame == wire.FrameDone || f.Frame == wire.FrameRefused })
			switch {
			case f.Frame == wire.FrameDone:
				done++
			case f.Code == desk.RateLimited && f.Message == "A little slower, please." && f.RetryAfter > 0:
				limited++
			default:
				t.Errorf("told %s", f.Raw)
			}
		}
		if done < 10 || done > 11 || limited < 4 {
			t.Errorf("%d taken, %d asked to wait", done, limited)
		}
		stored := 0
		for _, e := range visitor(t, s, ann.Hello.Token).Opening[0].Events {
			if e.Message() {
				stored++
			}
		}
		if stored != done {
			t.Errorf("%d stored of %d taken", stored, done)
		}
	})
}

// 45: a frame beyond the limit ends its line, whether it says it is compressed
// or not, and nobody else's.
func TestAFrameBeyondTheLimit(t *testing.T) {
	s := started(t, "", rig.Demo(1)...)
	bystander := visitor(t, s, "")
	for _, compress := range []bool{false, true} {
		ann := rig.Join(t, s.URL+rig.VisitorSocket, rig.VisitorHello(""), rig.Dialing{Compress: compress})
		_ = ann.SendRaw(t.Context(), []byte(`{"frame":"do","id":"`+strings.Repeat("a", 8<<20)+`"}`))
		if err := ann.AwaitEnd(); rig.CloseCode(err) != 1009 && !strings.Contains(err.Error(), "reset") && !strings.Contains(err.Error(), "broken pipe") {
			t.Errorf("compressed %v: ended with %v", compress, err)
		}
	}
	bystander.Say("still here")
}
