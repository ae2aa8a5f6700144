package link

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestTargets(t *testing.T) {
	var status int
	var body string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.EscapedPath() != "/api/v1/conversations/c%2Fone/targets" || r.Method != http.MethodGet || r.Header.Get("Authorization") != "Bearer secret" {
			t.Errorf("asked %s %s, %v", r.Method, r.URL, r.Header)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	defer s.Close()
	ask := func(code int, answer string) (int, *Problem) {
		status, body = code, answer
		list, err := Targets(t.Context(), Address(s.URL), "secret", "c/one")
		var p *Problem
		if errors.As(err, &p); err != nil && p == nil {
			t.Fatal(err)
		}
		return len(list), p
	}
	if n, p := ask(200, `{"targets":[{"kind":"agent","id":"1","name":"Ben","skills":["french"],"groups":[],"free":true,"used":1,"slots":3}]}`); n != 1 || p != nil {
		t.Errorf("%d targets, %v", n, p)
	}
	if n, p := ask(200, `{"targets":[]}`); n != 0 || p != nil {
		t.Errorf("%d targets, %v", n, p)
	}
	if _, p := ask(404, `{"title":"Not Found","status":404,"detail":"No such conversation.","code":"not_found"}`); p == nil || p.Code != "not_found" {
		t.Errorf("%v", p)
	}
	for _, not := range []string{`<html>`, `{}`, `{"targets":7}`} {
		if _, p := ask(200, not); p == nil || p.Code != "unavailable" {
			t.Errorf("%s: %v", not, p)
		}
	}
}
