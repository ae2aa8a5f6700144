package app

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// translateText answers what a text comes to; p.untranslated is why it does not.
func (p *peer) translateText(w http.ResponseWriter, r *http.Request) {
	var q wire.Translated
	_ = json.NewDecoder(r.Body).Decode(&q)
	if p.translationFails(w) {
		return
	}
	p.about(w, r, func() any { return wire.Translated{Text: "[" + q.To + "] " + q.Text, From: q.From, To: q.To} })
}

// translateMessage puts the translation of a message into the log.
func (p *peer) translateMessage(w http.ResponseWriter, r *http.Request) {
	seq, _ := strconv.ParseInt(r.PathValue("seq"), 10, 64)
	var q struct{ To string }
	_ = json.NewDecoder(r.Body).Decode(&q)
	p.with(func() { p.asked = append(p.asked, seq) })
	if p.translationFails(w) {
		return
	}
	p.about(w, r, func() any {
		stream := desk.Stream(r.PathValue("id"))
		for _, e := range p.log {
			if e.Stream == stream && e.Seq == seq {
				p.add(p.event(stream, desk.AgentActor(ada), desk.Translated{Of: seq, From: "fr", To: q.To}, &desk.Content{Text: "[" + q.To + "] " + e.Content.Text}))
				break
			}
		}
		return map[string]int64{"seq": int64(len(p.log))}
	})
}

func (p *peer) translationFails(w http.ResponseWriter) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.untranslated == "" {
		return false
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(http.StatusBadGateway)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": 502, "code": desk.TranslationFailed, "detail": p.untranslated})
	return true
}
