package link

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAFileComesWholeOrNotAtAll(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", "attachment; filename=a.png")
		_, _ = w.Write([]byte("12345"))
	}))
	defer s.Close()
	name, body, err := File(t.Context(), Address(s.URL), "secret", "c/one", "f", false, 5)
	if err != nil || name != "a.png" || string(body) != "12345" {
		t.Errorf("%q is %q, %v", name, body, err)
	}
	_, _, err = File(t.Context(), Address(s.URL), "secret", "c/one", "f", false, 4)
	var p *Problem
	if !errors.As(err, &p) || p.Code != "unavailable" {
		t.Errorf("of one that is larger came %v", err)
	}
}
