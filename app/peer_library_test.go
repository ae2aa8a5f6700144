package app

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// shelved is the library that the peer's project has when it has one.
func shelved() desk.Library {
	return desk.Library{
		Canned: desk.Canned{
			Categories: []desk.Category{{ID: "hello", Name: "Greetings"}, {ID: "empty", Name: "Nothing yet"}},
			Answers: []desk.CannedAnswer{
				{ID: "hi", Category: "hello", Title: "First words", Text: "Good day {visitor_name}, this is {OP_pseudo} of {project} ({contact_id})."},
				{ID: "more", Category: "hello", Text: "Anything else?"},
			},
		},
		Links:  []desk.LinkEntry{{ID: "manual", Title: "The manual", URL: "https://shop.test/manual"}},
		Offers: []desk.OfferEntry{{ID: "pairs", Title: "Two pairs", Text: "Half the price.", Picture: "https://shop.test/p.jpg", URL: "https://shop.test/pairs"}},
	}
}

// stock changes the project's library and tells every line.
func (p *peer) stock(l desk.Library) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.library = l
	p.stocked++
	for line := range p.lines {
		p.tellShelves(line)
	}
}

// tellShelves follows a welcome; p.mu is held.
func (p *peer) tellShelves(l *peerLine) {
	if p.stocked > 0 {
		p.put(l, wire.SharedLibrary{Frame: wire.FrameLibrary, N: l.number(), Version: p.stocked, Library: p.library})
	}
	if p.own.Version > 0 {
		p.put(l, wire.OwnAnswers{Frame: wire.FrameOwn, N: l.number(), Version: p.own.Version, Answers: p.own.Canned})
	}
}

// answers is what the server keeps for the agent: it answers and takes changes.
func (p *peer) answers(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	id, before := r.PathValue("id"), p.own.Canned
	p.own.Categories, p.own.Answers = slices.Clone(before.Categories), slices.Clone(before.Answers)
	switch r.Method + r.PathValue("list") {
	case "PUTcategories":
		var c desk.Category
		_ = json.NewDecoder(r.Body).Decode(&c)
		p.own.Categories = append(slices.DeleteFunc(p.own.Categories, func(o desk.Category) bool { return o.ID == id }), c)
	case "PUTanswers":
		var a desk.CannedAnswer
		_ = json.NewDecoder(r.Body).Decode(&a)
		p.own.Answers = append(slices.DeleteFunc(p.own.Answers, func(o desk.CannedAnswer) bool { return o.ID == id }), a)
	case "DELETEcategories":
		p.own.Canned = p.own.WithoutCategory(id)
	case "DELETEanswers":
		p.own.Answers = slices.DeleteFunc(p.own.Answers, func(o desk.CannedAnswer) bool { return o.ID == id })
	}
	w.Header().Set("Content-Type", "application/json")
	if r.Method == http.MethodGet {
		_ = json.NewEncoder(w).Encode(map[string]any{"version": p.own.Version, "answers": listed(p.own.Canned)})
		return
	}
	if err := p.own.Check(); err != nil {
		e := desk.AsError(err)
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		_ = json.NewEncoder(w).Encode(map[string]any{"code": e.Code, "detail": e.Message, "status": 422,
			"errors": []map[string]string{{"pointer": "/name", "detail": e.Message}}})
		p.own.Canned = before
		return
	}
	p.own.Version++
	for line := range p.lines {
		p.tellShelves(line)
	}
}

func ready(t *testing.T, r *rig, stream desk.Stream) wire.ReadyMade {
	t.Helper()
	all, err := r.App.Library(string(stream))
	r.must(err)
	return all
}
