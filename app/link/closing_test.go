package link

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestClosing(t *testing.T) {
	var body string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.EscapedPath() != "/api/v1/conversations/c%2Fone/closing" || r.Header.Get("Authorization") != "Bearer secret" {
			t.Errorf("asked %s, %v", r.URL, r.Header)
		}
		_, _ = w.Write([]byte(body))
	}))
	defer s.Close()
	body = `{"tagging":"required","fixed":true,"mail":true,"recommended":[],"others":[{"id":"refund","name":"Refund"}]}`
	form, err := Closing(t.Context(), Address(s.URL), "secret", "c/one")
	if err != nil || form.Tagging != "required" || !form.Fixed || !form.Mail || len(form.Others) != 1 {
		t.Errorf("%+v, %v", form, err)
	}
	for _, body = range []string{`<html>`, `{}`, `{"recommended":7}`} {
		_, err := Closing(t.Context(), Address(s.URL), "secret", "c/one")
		var p *Problem
		if !errors.As(err, &p) || p.Code != "unavailable" {
			t.Errorf("%s: %v", body, err)
		}
	}
}
