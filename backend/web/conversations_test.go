package web_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

func targets(a api, stream desk.Stream) []wire.TransferTarget {
	a.t.Helper()
	var all web.TransferTargets
	a.send("GET", "/conversations/"+string(stream)+"/targets", nil).done(200, &all)
	return all.Targets
}

func named(list []wire.TransferTarget) []string {
	names := []string{}
	for _, t := range list {
		names = append(names, t.Name)
	}
	return names
}

// Free people first, then groups, then people who are away.
// row: P-086
func TestWhomAConversationCanBeHandedOnTo(t *testing.T) {
	d, ada, ann := talking(t, "", func(s *desk.Settings) { s.Rules[1].Transfers = false })
	first := as(t, d, rig.Ada)
	if got := named(targets(first, ann.Stream)); !slices.Equal(got, []string{"Sales", "Ben Surname"}) {
		t.Errorf("with the rule hidden Ada sees %q", got)
	}
	// An administrator sees every rule, of a conversation of theirs.
	admin := as(t, d, dan)
	admin.send("PATCH", "/agents/10427", `{"organisation":"sales","slots":{"chat":1}}`).done(200, nil)
	ada.Status(rig.Ada, desk.NotAvailable)
	boss := d.Agent(dan).Available(dan)
	bob := d.Visitor("")
	bob.Say("Hello")
	soon(boss, "the conversation", isWhole(bob.Stream))
	if got := named(targets(admin, bob.Stream)); !slices.Contains(got, "Support") || !slices.Contains(got, "Cleo Surname") {
		t.Errorf("with the rule hidden Dan sees %q", got)
	}
	admin.send("PATCH", "/agents/10427", `{"organisation":"","slots":{}}`).done(200, nil)
	admin.send("PUT", "/settings/rules/to-support",
		`{"id":"to-support","name":"To support","method":"escalation","rings":[{"after":0,"groups":[{"group":"support"}],"language":"any"}],"transfers":true}`).done(200, nil)
	d.Agent(cleo).Available(cleo)
	list := targets(first, ann.Stream)
	if got := named(list); !slices.Equal(got, []string{"Cleo Surname", "Sales", "Support", "Ben Surname"}) {
		t.Errorf("with it shown Ada sees %q", got)
	}
	free := list[0]
	if free.Kind != wire.ToAgent || free.ID != string(cleo) || !free.Free || free.Light != desk.Green || free.Slots != 2 ||
		!slices.Equal(free.Skills, []string{"Billing"}) || !slices.Equal(free.Groups, []string{"Support"}) || free.Why != "" {
		t.Errorf("Cleo is %+v", free)
	}
	if away := list[3]; away.Free || away.Why != "Ben Surname is not on the line." || away.WhyFR != "Ben Surname n’est pas connecté." || away.Light != desk.Red {
		t.Errorf("Ben is %+v", away)
	}
	// Who does not have it sees nothing.
	as(t, d, rig.Ben).send("GET", "/conversations/"+string(ann.Stream)+"/targets", nil).refused(409, desk.NotOwner, "")
	first.send("GET", "/conversations/c_nobody/targets", nil).refused(404, desk.NotFound, "/id")
}

// row: B-01
func TestWhyIsAnsweredToWhoMayAsk(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		path := "/conversations/" + string(ann.Stream) + "/why"
		var why web.Why
		as(t, d, rig.Ada).send("GET", path, nil).done(200, &why)
		given := ada.AwaitEvent("the contact", func(e rig.Event) bool { return e.Kind == string(desk.ContactOpened) })
		if why.State != desk.Ongoing || why.Why != given.Why || why.Settings == 0 {
			t.Errorf("told %+v, was %q", why, given.Why)
		}
		as(t, d, rig.Ben).send("GET", path, nil).refused(404, desk.NotFound, "/id")
		as(t, d, mia).send("GET", path, nil).done(200, nil)

		bob := d.Visitor("")
		ada.Status(rig.Ada, desk.NotAvailable)
		bob.Say("Hello?")
		var queue struct {
			Waiting []struct {
				Conversation desk.ConversationID
				Since        desk.Millis
				Group        desk.GroupID
				Why          string
			}
		}
		as(t, d, mia).send("GET", "/waiting", nil).done(200, &queue)
		if len(queue.Waiting) != 1 || queue.Waiting[0].Conversation.Stream() != bob.Stream || queue.Waiting[0].Group != "sales" ||
			queue.Waiting[0].Since != rig.Began || !strings.HasSuffix(queue.Waiting[0].Why, ".") {
			t.Errorf("the queue is %+v", queue)
		}
		as(t, d, mia).send("GET", "/conversations/"+string(bob.Stream)+"/why", nil).done(200, &why)
		if why.State != desk.Waiting || why.Why != queue.Waiting[0].Why {
			t.Errorf("why it waits: %+v, in the queue %q", why, queue.Waiting[0].Why)
		}
	})
}

// row: P-121
func TestAConversationIsClosedFromOutside(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		path := "/conversations/" + string(ann.Stream) + "/close"
		as(t, d, rig.Ada).send("POST", path, `{"comment":"x"}`).refused(403, desk.Forbidden, "")
		manager := as(t, d, mia)
		manager.send("POST", path, `{"comment":"`+strings.Repeat("a", 2001)+`"}`).refused(422, desk.TextTooLong, "/comment")
		manager.send("POST", path, `{"comment":7}`).refused(422, desk.Invalid, "/comment")
		manager.send("POST", path, `{"reason":"agent"}`).refused(400, desk.UnknownField, "/reason")
		manager.send("POST", path, map[string]string{"comment": secret}).done(204, nil)
		soon(ada, "gone", isGone(ann.Stream))
		if !heard(ada, secret) || !heard(ada, "Mia Surname") || !heard(ada, string(desk.ClosedByAdmin)) {
			t.Errorf("the agent is told %v", ada.Heard[len(ada.Heard)-2:])
		}
		ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == "closed" })
		if heard(ann, "Xylophone") || heard(ann, "Mia") {
			t.Error("the visitor reads what is between colleagues")
		}
		manager.send("POST", path, nil).refused(409, desk.WrongState, "")

		// Also what waits, and what is set aside.
		ada.Status(rig.Ada, desk.NotAvailable)
		ann.Say("Again")
		manager.send("POST", "/conversations/"+string(ann.Stream)+"/close", nil).done(204, nil)
		for _, id := range []string{"c_nobody", "%00", "a_10423", "u_v_1", strings.Repeat("c", 200), "..%2fagents"} {
			manager.send("POST", "/conversations/"+id+"/close", nil).done(404, nil)
			manager.send("GET", "/conversations/"+id+"/why", nil).done(404, nil)
			as(t, d, rig.Ada).send("GET", "/conversations/"+id+"/targets", nil).done(404, nil)
			as(t, d, rig.Ada).send("GET", "/conversations/"+id+"/why", nil).done(404, nil)
		}
	})
}
