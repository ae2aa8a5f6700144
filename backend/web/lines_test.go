package web_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
)

// Who has too many lines may come back: some of theirs may be dead without
// anybody's knowing it yet.
func TestALineTooManyComesBackLater(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	first := d.Visitor("")
	for range 9 {
		d.Visitor(first.Hello.Token)
	}
	_, err := rig.Dial(t.Context(), d.URL+rig.VisitorSocket, rig.VisitorHello(first.Hello.Token))
	if f := byeOf(t, err); f.Code != desk.TooManyLines || !f.Again || f.Message == "" {
		t.Errorf("the eleventh is told %s", f.Raw)
	}
	first.Close()
	rig.Eventually(t, "there is room for one", func() bool {
		l, err := rig.Dial(t.Context(), d.URL+rig.VisitorSocket, rig.VisitorHello(first.Hello.Token))
		if err == nil {
			l.Drop()
		}
		return err == nil
	})
	// Somebody else has their own.
	d.Visitor("").Say("Hello")
}
