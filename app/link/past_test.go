package link

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestPast(t *testing.T) {
	var body string
	var asked string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.RequestURI()
		_, _ = w.Write([]byte(body))
	}))
	defer s.Close()
	body = `{"count":3,"past":[{"stream":"c_old","channel":"chat","openedAt":5,"agents":["Ada"]}],"more":true}`
	page, err := Past(t.Context(), Address(s.URL), "secret", "c/one", "c&two")
	if err != nil || page.Count != 3 || !page.More || page.Past[0].Agents[0] != "Ada" {
		t.Errorf("%+v, %v", page, err)
	}
	if asked != "/api/v1/conversations/c%2Fone/past?before=c%26two" {
		t.Errorf("asked %s", asked)
	}
	// A server that says there is more and tells nothing is not asked for ever.
	body = `{"events":[],"more":true}`
	if list, err := PastEvents(t.Context(), Address(s.URL), "secret", "c_one", "c?two"); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if asked != "/api/v1/conversations/c_one/past/c%3Ftwo?after=0" {
		t.Errorf("asked %s", asked)
	}
	for _, not := range []string{`<html>`, `{}`, `{"past":7}`, `{"events":7}`} {
		body = not
		var p *Problem
		if _, err := Past(t.Context(), Address(s.URL), "secret", "c_one", ""); !errors.As(err, &p) || p.Code != "unavailable" {
			t.Errorf("%s: %v", not, err)
		}
		if _, err := PastEvents(t.Context(), Address(s.URL), "secret", "c_one", "c_two"); !errors.As(err, &p) || p.Code != "unavailable" {
			t.Errorf("%s: %v", not, err)
		}
	}
}
