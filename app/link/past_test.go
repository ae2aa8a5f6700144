package link

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/parley-desk/parley/backend/wire"
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
	if list, cut, err := PastEvents(t.Context(), Address(s.URL), "secret", "c_one", "c?two"); err != nil || cut || len(list) != 0 {
		t.Errorf("%v, %v, %v", list, cut, err)
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
		if _, _, err := PastEvents(t.Context(), Address(s.URL), "secret", "c_one", "c_two"); !errors.As(err, &p) || p.Code != "unavailable" {
			t.Errorf("%s: %v", not, err)
		}
	}
}

// A conversation that is too long to be read is cut, and whoever asked is told so.
func TestAPastThatIsTooLong(t *testing.T) {
	most := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		after, _ := strconv.Atoi(r.URL.Query().Get("after"))
		part := wire.PastEvents{Events: []wire.AgentEvent{}, More: true}
		for seq := after + 1; seq <= after+2500; seq++ {
			if seq > most {
				part.More = false
				break
			}
			part.Events = append(part.Events, wire.AgentEvent{Seq: int64(seq)})
		}
		_ = json.NewEncoder(w).Encode(part)
	}))
	defer s.Close()
	for of, cut := range map[int]bool{mostPast - 1: false, mostPast + 1: true} {
		most = of
		list, is, err := PastEvents(t.Context(), Address(s.URL), "secret", "c_one", "c_two")
		if err != nil || is != cut || len(list) != min(of, mostPast) || list[len(list)-1].Seq != int64(len(list)) {
			t.Errorf("of %d events %d were read, cut: %v, %v", of, len(list), is, err)
		}
	}
}
