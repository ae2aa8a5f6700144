package app

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// pastPage tells of the conversations of the same visitor that are over.
func (p *peer) pastPage(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.convs[desk.Stream(r.PathValue("id"))]
	if c.Holder() != ada {
		http.Error(w, `{"detail":"No such conversation.","code":"not_found"}`, http.StatusNotFound)
		return
	}
	page := wire.PastPage{Past: []wire.PastConversation{}}
	for _, o := range p.convs {
		if o.Visitor == c.Visitor && o.ID != c.ID {
			page.Count++
			page.Past = append(page.Past, wire.PastConversation{Stream: o.ID.Stream(), Channel: o.Channel, OpenedAt: o.OpenedAt, Agents: []string{"Ada"}})
		}
	}
	_ = json.NewEncoder(w).Encode(page)
}

// codeOf is what an order was refused with, empty where it was not.
func codeOf(err error) desk.Code {
	var f *Fault
	if err == nil || !errors.As(asFault(err), &f) {
		return ""
	}
	return desk.Code(f.Code)
}

// pastPart tells two events at a time.
func (p *peer) pastPart(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	after, _ := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	part := wire.PastEvents{Events: []wire.AgentEvent{}}
	for _, e := range p.log {
		if e.Stream != desk.Stream(r.PathValue("past")) || e.Seq <= after {
			continue
		}
		if part.More = len(part.Events) == 2; part.More {
			break
		}
		part.Events = append(part.Events, wire.ForAgent(e, named{}))
	}
	_ = json.NewEncoder(w).Encode(part)
}

// row: P-065, P-067
func TestWhatTheVisitorSaidBefore(t *testing.T) {
	r := newRig(t)
	r.signIn()
	old := r.peer.begins("c_old", "Lea", "An old word")
	r.boxes(old)
	r.must(r.send(string(old), "An old answer"))
	r.eventually("it is sent", func(p wire.Panel) bool { return p.Line.Unsent == 0 })
	r.must(r.App.Close(string(old), wire.CloseBody{}))
	r.boxes()
	now := r.peer.begins("c_now", "Lea", "Me again")
	r.boxes(now)
	r.peer.with(func() {
		c := r.peer.convs[now]
		c.Visitor = r.peer.convs[old].Visitor
		r.peer.convs[now] = c
	})
	page, err := r.App.Past(string(now), "")
	if err != nil || page.Count != 1 || page.Past[0].Stream != old {
		t.Fatalf("the past is %+v, %v", page, err)
	}
	thread, err := r.App.PastThread(string(now), string(old))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, l := range thread.Lines {
		if l.Kind != wire.LineSystem {
			words = append(words, l.Name+": "+l.Text)
		}
	}
	if !reflect.DeepEqual(words, []string{"Lea: An old word", "Ada: An old answer"}) {
		t.Errorf("read as %q", words)
	}
	if end := thread.Lines[len(thread.Lines)-1]; end.System != wire.SysClosed {
		t.Errorf("it ends with %+v", end)
	}
	// It is for reading: nothing of it came to the desk.
	if p := r.App.Snapshot(); len(p.Boxes) != 1 || slices.ContainsFunc(p.Boxes, func(b wire.StateBox) bool { return b.Stream == old }) {
		t.Errorf("the desk has %+v", p.Boxes)
	}
	for _, stream := range []string{"c_none", string(old), ""} {
		if _, err := r.App.Past(stream, ""); codeOf(err) != desk.NotFound {
			t.Errorf("of %q: %v", stream, err)
		}
	}
	r.offline()
	if _, err := r.App.PastThread(string(now), string(old)); codeOf(err) != desk.Unavailable {
		t.Errorf("without a line: %v", err)
	}
}
