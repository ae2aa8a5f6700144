package link

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestBackoff(t *testing.T) {
	for _, c := range []struct {
		failed int
		dice   float64
		want   time.Duration
	}{
		{1, 0, 250 * time.Millisecond}, {1, 1, 500 * time.Millisecond}, {2, 1, time.Second}, {5, 0.5, 6 * time.Second},
		{7, 1, 30 * time.Second}, {8, 0, 15 * time.Second}, {1000, 1, 30 * time.Second},
	} {
		if got := backoff(c.failed, c.dice); got != c.want {
			t.Errorf("after %d failures, dice %v: %v, want %v", c.failed, c.dice, got, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for typed, want := range map[string]string{
		"desk.example.com":           "https://desk.example.com",
		" https://Desk.Example.com/": "https://desk.example.com",
		"http://127.0.0.1:8420":      "http://127.0.0.1:8420",
		"http://localhost:8420":      "http://localhost:8420",
		"http://[::1]:8420":          "http://[::1]:8420",
		"http://desk.example.com":    "", "ftp://desk.example.com": "", "": "", "https://a@b.test": "", "https://b.test/?token=x": "", "https://b.test/desk": "",
	} {
		got, err := ParseAddress(typed)
		var p *Problem
		if string(got) != want || (want == "") != errors.As(err, &p) {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	if a := Address("https://desk.example.com"); a.socket() != "wss://desk.example.com/api/v1/agent/socket" {
		t.Error(a.socket())
	}
}

func TestSignInProblems(t *testing.T) {
	for name, c := range map[string]struct {
		status  int
		body    string
		problem Problem
	}{
		"refused":        {401, `{"title":"Unauthorized","status":401,"detail":"Not right.","code":"sign_in_failed"}`, Problem{Code: "sign_in_failed", Message: "Not right.", Field: ""}},
		"a field":        {422, `{"title":"x","detail":"Validation failed.","code":"invalid","errors":[{"pointer":"/email","detail":"Too long."}]}`, Problem{Code: "invalid", Message: "Too long.", Field: "email"}},
		"another server": {404, `<html>`, Problem{Code: "unavailable", Message: "What answers at this address is not a Parley server.", Field: "server"}},
		"a broken one":   {502, `<html>`, Problem{Code: "unavailable", Message: "The server cannot answer at the moment.", Field: ""}},
		"no token":       {200, `{}`, Problem{Code: "unavailable", Message: "What answers at this address is not a Parley server.", Field: "server"}},
		"elsewhere":      {307, ``, Problem{Code: "unavailable", Message: "What answers at this address is not a Parley server.", Field: "server"}},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if c.status == 307 {
				w.Header().Set("Location", "http://127.0.0.1:1/")
			}
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		}))
		_, err := SignIn{Email: "a", Password: "b", Device: "device-1"}.Do(t.Context(), Address(s.URL))
		var p *Problem
		if !errors.As(err, &p) || *p != c.problem {
			t.Errorf("%s: %v", name, err)
		}
		s.Close()
	}
	// A certificate nobody vouches for is not trusted, here or anywhere.
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	_, err := SignIn{}.Do(t.Context(), Address(s.URL))
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("got %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		welcome, opening, `{"frame":"whole","n":2,"stream":"c","events":[{"stream":"d"}]}`, `{"frame":"bye","n":1}`, `null`, `[]`,
		`{"frame":"refused","n":2,"id":"x","code":"y","retryAfter":-1}`, `{"frame":"done","n":2}`, `{"frame":"signal","n":2}`, `{"frame":"gone","n":2}`,
	} {
		f.Add([]byte(s), int64(2))
	}
	f.Fuzz(func(t *testing.T, raw []byte, n int64) {
		m, err := Decode(raw, n)
		if (m == nil) == (err == nil) {
			t.Errorf("%v and %v", m, err)
		}
	})
}
