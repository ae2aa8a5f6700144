package app

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// form is a project's that wants a tag.
var form = wire.ClosingForm{
	Tagging: desk.TagsRequired, Fixed: true, Mail: true,
	Recommended: []desk.TagRef{}, Others: []desk.TagRef{{ID: "refund", Name: "Refund"}},
}

// row: P-109, P-110, P-112
func TestAClosingCarriesWhatWasSaid(t *testing.T) {
	r := newRig(t)
	r.peer.form = form
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	got, err := r.App.Closing(string(one))
	if err != nil || got.Tagging != desk.TagsRequired || len(got.Others) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	// What can be seen here is not asked for; the rest the server refuses.
	r.refused(r.App.Close(string(one), wire.CloseBody{Email: "nobody"}), desk.InvalidEmail)
	r.refused(r.App.Close(string(one), wire.CloseBody{Rating: 6}), desk.Invalid)
	if n := len(r.peer.did(wire.DoClose)); n != 0 {
		t.Errorf("asked %d times", n)
	}
	r.refused(r.App.Close(string(one), wire.CloseBody{Comment: "Likes boots."}), desk.TagsMissing)
	r.boxes(one)
	said := wire.CloseBody{Tags: []desk.TagID{"refund"}, Comment: "Likes boots.", Rating: 4, Email: "boss@acme.test", WithNote: true}
	r.must(r.App.Close(string(one), said))
	r.boxes()
	heard := r.peer.did(wire.DoClose)
	var last wire.CloseBody
	if err := json.Unmarshal(heard[len(heard)-1].Body, &last); err != nil || last.Comment != said.Comment || last.Email != said.Email ||
		len(last.Tags) != 1 || last.Rating != 4 || !last.WithNote {
		t.Errorf("heard %+v, %v", last, err)
	}
	if _, err := r.App.Closing(string(one)); err == nil {
		t.Error("what is over can be closed")
	}
}

func TestAClosingWhoseAnswerIsLostIsDoneOnce(t *testing.T) {
	r := newRig(t)
	r.peer.form = form
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.peer.with(func() { r.peer.deaf = true })
	said := make(chan error, 1)
	go func() { said <- r.App.Close(string(one), wire.CloseBody{Tags: []desk.TagID{"refund"}}) }()
	r.eventually("it is under way", func(wire.Panel) bool { return r.App.Send(string(one), "x") != nil })
	r.refused(r.App.Close(string(one), wire.CloseBody{}), desk.WrongState)
	r.peer.cut()
	r.refused(<-said, desk.Unavailable)
	r.peer.with(func() { r.peer.deaf = false })
	r.clock.advance(time.Minute)
	r.boxes()
	if n := len(r.peer.did(wire.DoClose)); n != 1 {
		t.Errorf("carried out %d times", n)
	}
}
