package web_test

import (
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-068
func TestWhatIsKnownOfAVisitor(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		me, path := as(t, d, rig.Ada), "/conversations/"+string(ann.Stream)+"/customer"
		var p desk.CustomerRecord
		me.send("GET", path, nil).done(200, &p)
		if p != (desk.CustomerRecord{}) {
			t.Errorf("of somebody new: %+v", p)
		}
		me.send("PATCH", path, `{"phone":"  +32 2 555 01 23 ","lastName":"Martin","notes":"Boots, 43.\nEvenings."}`).done(200, &p)
		if want := (desk.CustomerRecord{Phone: "+32 2 555 01 23", LastName: "Martin", Notes: "Boots, 43.\nEvenings."}); p != want {
			t.Errorf("changed to %+v", p)
		}
		told := soon(ada, "what is known", func(f rig.Frame) bool { return f.Frame == wire.FrameCustomer })
		if !strings.Contains(told.Raw, "555 01 23") {
			t.Errorf("told %s", told.Raw)
		}
		// A manager corrects the number, and Ada sees it at once; the rest stays.
		as(t, d, mia).send("PATCH", path, `{"phone":"555-0199","lastName":"Martin"}`).done(200, nil)
		ada.Await("the other number", func(f rig.Frame) bool {
			return f.Frame == wire.FrameCustomer && strings.Contains(f.Raw, "555-0199") && strings.Contains(f.Raw, "Evenings")
		})
		me.send("PATCH", path, `{"notes":""}`).done(200, &p)
		me.send("PATCH", path, `{}`).done(200, &p)
		p = desk.CustomerRecord{}
		me.send("GET", path, nil).done(200, &p)
		if want := (desk.CustomerRecord{Phone: "555-0199", LastName: "Martin"}); p != want {
			t.Errorf("in the end %+v", p)
		}

		// Whom it is handed on to knows it, and who handed it on no more.
		ben := d.Agent(rig.Ben).Available(rig.Ben)
		ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoTransfer, wire.TransferBody{Agent: rig.Ben}))
		soon(ben, "the conversation", isWhole(ann.Stream))
		as(t, d, rig.Ben).send("GET", path, nil).done(200, &p)
		me.send("GET", path, nil).refused(404, desk.NotFound, "/id")
		me.send("PATCH", path, `{"phone":"1"}`).refused(404, desk.NotFound, "/id")
		if p.Phone != "555-0199" {
			t.Errorf("Ben reads %+v", p)
		}
		ann.Settle()
		if heard(ann, "555") || heard(ann, "Martin") {
			t.Error("the visitor is told what is noted of them")
		}
		// It stands in no skeleton, and goes with the visitor.
		c, _, err := d.Store.Conversation(t.Context(), rig.Project, desk.ConversationID(ann.Stream))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Store.Verify(t.Context(), rig.Project); err != nil {
			t.Error(err)
		}
		if err := d.Store.EraseVisitor(t.Context(), rig.Project, c.Visitor); err != nil {
			t.Fatal(err)
		}
		if p, err := d.Store.CustomerRecord(t.Context(), rig.Project, c.Visitor); err != nil || p != (desk.CustomerRecord{}) {
			t.Errorf("after the erasure: %+v, %v", p, err)
		}
		events, err := d.Store.StreamEvents(t.Context(), rig.Project, c.Visitor.Stream(), 0, 100)
		if err != nil || len(events) != 3 {
			t.Fatalf("%d events, %v", len(events), err)
		}
		for _, e := range events {
			if e.Content != nil {
				t.Errorf("after the erasure: %+v", e.Content)
			}
		}
	})
}

func TestWhatIsNoField(t *testing.T) {
	d, _, ann := talking(t, "")
	me, path := as(t, d, rig.Ada), "/conversations/"+string(ann.Stream)+"/customer"
	for body, want := range map[string]struct {
		code desk.Code
		at   string
	}{
		`{"phone":"call me"}`:                                        {desk.Invalid, "/phone"},
		`{"phone":"+-()"}`:                                           {desk.Invalid, "/phone"},
		`{"phone":"` + strings.Repeat("1", 41) + `"}`:                {desk.TextTooLong, "/phone"},
		`{"email":"nobody"}`:                                         {desk.InvalidEmail, "/email"},
		`{"lastName":"a\nb"}`:                                        {desk.InvalidCharacter, "/lastName"},
		`{"city":"\u0007"}`:                                          {desk.InvalidCharacter, "/city"},
		`{"externalId":"` + strings.Repeat("x", 51) + `"}`:           {desk.TextTooLong, "/externalId"},
		`{"notes":"` + strings.Repeat("x", 2001) + `"}`:              {desk.TextTooLong, "/notes"},
		`{"phone":"1","address":"` + strings.Repeat("x", 301) + `"}`: {desk.TextTooLong, "/address"},
	} {
		me.send("PATCH", path, body).refused(422, want.code, want.at)
	}
	me.send("PATCH", path, `{"shoeSize":"43"}`).refused(400, desk.UnknownField, "/shoeSize")
	me.send("PATCH", path, `{"phone":7}`).refused(422, desk.Invalid, "/phone")
	me.send("PATCH", "/conversations/c_nobody/customer", `{"phone":"1"}`).refused(404, desk.NotFound, "/id")
	var p desk.CustomerRecord
	me.send("GET", path, nil).done(200, &p)
	if p != (desk.CustomerRecord{}) {
		t.Errorf("a refused change left %+v", p)
	}
}
