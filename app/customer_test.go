package app

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// customer tells what is known of a visitor, and changes it.
func (p *peer) customer(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.unread > 0 {
		p.unread--
		http.Error(w, `{"detail":"Too busy.","code":"unavailable"}`, http.StatusServiceUnavailable)
		return
	}
	if r.Method == http.MethodPatch {
		var c desk.RecordChange
		_ = json.NewDecoder(r.Body).Decode(&c)
		record, _, err := p.record.Changing(c)
		if err != nil {
			http.Error(w, `{"detail":"No.","code":"invalid"}`, http.StatusUnprocessableEntity)
			return
		}
		p.record = record
		if p.changed != nil {
			p.changed()
		}
		_ = json.NewEncoder(w).Encode(record)
		return
	}
	_ = json.NewEncoder(w).Encode(p.record)
}

// known tells all lines what is known of the visitor of a conversation.
func (p *peer) known(stream desk.Stream) {
	for l := range p.lines {
		p.put(l, wire.Customer{Frame: wire.FrameCustomer, N: l.number(), Customer: p.convs[stream].Visitor, Record: p.record})
	}
}

// row: P-068
func TestWhatIsKnownOfAVisitorIsShownAndChanged(t *testing.T) {
	r := newRig(t)
	r.peer.with(func() { r.peer.record.LastName = "Martin" })
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	shown := func(what string, is func(desk.CustomerRecord) bool) {
		t.Helper()
		r.eventually(what, func(p wire.Panel) bool {
			return len(p.Threads) == 1 && p.Threads[0].Customer != nil && is(*p.Threads[0].Customer)
		})
	}
	shown("what was known", func(c desk.CustomerRecord) bool { return c.LastName == "Martin" })
	phone := "555 01 23"
	r.must(r.App.ChangeCustomer(string(one), desk.RecordChange{Phone: &phone}))
	shown("the number", func(c desk.CustomerRecord) bool { return c.Phone == phone && c.LastName == "Martin" })
	// Somebody else changes it: it is seen at once.
	r.peer.with(func() { r.peer.record.Phone = "555 99"; r.peer.known(one) })
	shown("the other number", func(c desk.CustomerRecord) bool { return c.Phone == "555 99" })
	// What is no number is refused before it is sent, and names the field.
	wrong := "call me"
	err := r.App.ChangeCustomer(string(one), desk.RecordChange{Phone: &wrong})
	if f := (*Fault)(nil); codeOf(err) != desk.Invalid || !errors.As(asFault(err), &f) || f.Field != "phone" {
		t.Errorf("refused with %v", err)
	}
	if err := r.App.ChangeCustomer("c_none", desk.RecordChange{}); err == nil {
		t.Error("of a conversation that is not here")
	}
	// What changed while there was no line is asked for when it is back.
	r.peer.with(func() { r.peer.record.Phone = "555 00" })
	r.peer.cut()
	shown("what changed meanwhile", func(c desk.CustomerRecord) bool { return c.Phone == "555 00" })
}

// A visitor without a name is called what their record calls them, also in a conversation
// that is not on screen; one who gave a name is called that.
//
// row: P-068
func TestARecordNamesItsVisitor(t *testing.T) {
	r := newRig(t)
	r.peer.with(func() { r.peer.record.FirstName, r.peer.record.LastName = "Zoe", "Marchand" })
	r.signIn()
	one := r.peer.begins("c_one", "", "Hello")
	two := r.peer.begins("c_two", "", "Hello, too")
	lea := r.peer.begins("c_lea", "Lea", "Hello, I am Lea")
	r.eventually("they have their names", func(p wire.Panel) bool {
		names := map[desk.Stream]string{}
		for _, b := range p.Boxes {
			names[b.Stream] = b.Name
		}
		return names[one] == "Zoe Marchand" && names[two] == "Zoe Marchand" && names[lea] == "Lea"
	})
	rigEventually(t, "each is found by it", func() bool {
		all, err := r.App.Find("marchand")
		return err == nil && len(all) == 3 // who gave a name as well, as the record is theirs
	})
}

// A question that failed is asked again, though the line did not break.
func TestWhatCouldNotBeReadOfAVisitorIsAskedAgain(t *testing.T) {
	r := newRig(t)
	r.peer.with(func() { r.peer.record.LastName, r.peer.unread = "Martin", 2 })
	r.signIn()
	r.boxes(r.peer.begins("c_one", "Lea", "Hello"))
	r.eventually("what is known", func(p wire.Panel) bool {
		r.clock.advance(acquaintPause)
		return p.OnScreen().Customer != nil
	})
}

// The answer to one's own change is older than what a colleague's change told
// while it was on its way.
func TestAnOlderAnswerDoesNotWin(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	noted := func(p wire.Panel) bool { return p.OnScreen().Customer != nil && p.OnScreen().Customer.Notes != "" }
	r.peer.with(func() {
		r.peer.changed = func() {
			r.peer.record.Notes = "Call her back"
			r.peer.known(one)
			r.peer.mu.Unlock()
			r.eventually("the note", noted)
			r.peer.mu.Lock()
		}
	})
	phone := "555 01 23"
	r.must(r.App.ChangeCustomer(string(one), desk.RecordChange{Phone: &phone}))
	if !noted(r.App.Snapshot()) {
		t.Error("the colleague's note is gone")
	}
}
