// Package translatetest is a translation service for tests: a machine that is not
// ours, over real HTTP, speaking LibreTranslate's protocol and DeepL's.
package translatetest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Service knows a few sentences, and says of any other which language it is in
// now.
type Service struct {
	// URL is where it listens.
	URL string

	mu    sync.Mutex
	known map[string]string
	asked []Question
	down  func(http.ResponseWriter, *http.Request) bool
}

// Question is one it was asked.
type Question struct {
	Path, Key, Text, From, To string
}

// Start starts a service that ends with the test. In known stand translations by
// what they are of.
func Start(t testing.TB, known map[string]string) *Service {
	s := &Service{known: known}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /translate", s.libreTranslate)
	mux.HandleFunc("POST /v2/translate", s.deepL)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Break has something else answer from now on, where it says so; nil mends it.
func (s *Service) Break(answer func(http.ResponseWriter, *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = answer
}

// Asked are the questions so far.
func (s *Service) Asked() []Question {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Question(nil), s.asked...)
}

func (s *Service) take(w http.ResponseWriter, r *http.Request, body any) bool {
	s.mu.Lock()
	down := s.down
	s.mu.Unlock()
	return (down == nil || !down(w, r)) && json.NewDecoder(r.Body).Decode(body) == nil
}

func (s *Service) answer(q Question) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, q)
	if text, ok := s.known[q.Text]; ok {
		return text
	}
	return "[" + strings.ToLower(q.To) + "] " + q.Text
}

// libreTranslate answers as the original does, and refuses languages it has not.
func (s *Service) libreTranslate(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Q, Source, Target, Format string
		Key                       string `json:"api_key"`
	}
	if !s.take(w, r, &q) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if q.Source == "xx" || q.Target == "xx" || q.Format != "text" {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"xx is not supported"}`))
		return
	}
	text := s.answer(Question{Path: r.URL.String(), Key: q.Key, Text: q.Q, From: q.Source, To: q.Target})
	_ = json.NewEncoder(w).Encode(map[string]string{"translatedText": text})
}

func (s *Service) deepL(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Text []string
		From string `json:"source_lang"`
		To   string `json:"target_lang"`
	}
	if !s.take(w, r, &q) {
		return
	}
	key, right := strings.CutPrefix(r.Header.Get("Authorization"), "DeepL-Auth-Key ")
	if !right || len(q.Text) != 1 {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	text := s.answer(Question{Path: r.URL.String(), Key: key, Text: q.Text[0], From: q.From, To: q.To})
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"translations": []map[string]string{{"detected_source_language": q.From, "text": text}}})
}
