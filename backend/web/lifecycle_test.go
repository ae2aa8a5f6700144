package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// talking is an office in which Ada has Ann's conversation.
func talking(t *testing.T, dsn string, changes ...func(*desk.Settings)) (d *rig.Desk, ada, ann *rig.Peer) {
	t.Helper()
	d = office(t, dsn, changes...)
	ada = d.Agent(rig.Ada).Available(rig.Ada)
	ann = d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	return d, ada, ann
}

func onBoth(t *testing.T, test func(t *testing.T, dsn string)) { rig.OnEach(t, test) }

// secret is a word of a colleague that no visitor may ever read.
const secret = "Xylophone: she is difficult."

// heard tells whether a line ever heard some words.
func heard(p *rig.Peer, words string) bool {
	for _, f := range p.Heard {
		if strings.Contains(f.Raw, words) {
			return true
		}
	}
	return false
}

// soon waits for a frame that may have come already.
func soon(p *rig.Peer, what string, is func(rig.Frame) bool) rig.Frame {
	for _, f := range p.Heard {
		if is(f) {
			return f
		}
	}
	return p.Await(what, is)
}

// row: P-088
func TestAConversationIsHandedOn(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		ben := d.Agent(rig.Ben).Available(rig.Ben)
		ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoTransfer, wire.TransferBody{Agent: rig.Ben, Comment: secret}))
		soon(ada, "gone", isGone(ann.Stream))
		whole := soon(ben, "the conversation", isWhole(ann.Stream))
		if !strings.Contains(whole.Raw, secret) {
			t.Errorf("the colleague is told %s", whole.Raw)
		}
		ben.Carry(rig.Post(rig.ID(), ann.Stream, "It is me now"))
		ann.AwaitText("It is me now")
		if f := ada.Answer(rig.Post(rig.ID(), ann.Stream, "Wait")); f.Code != desk.NotOwner {
			t.Errorf("who handed it on writes: %s", f.Raw)
		}
		back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
		for name, p := range map[string]*rig.Peer{"then": ann, "later": back} {
			if heard(p, "Xylophone") || heard(p, "transferred") {
				t.Errorf("the visitor is told %s", name)
			}
		}
	})
}

func TestATransferThatFailsLeavesItWhereItIs(t *testing.T) {
	d, ada, ann := talking(t, "")
	for name, tt := range map[string]struct {
		body  wire.TransferBody
		code  desk.Code
		field string
	}{
		"nobody":                {wire.TransferBody{}, desk.Invalid, "agent"},
		"both":                  {wire.TransferBody{Agent: rig.Ben, Group: "support"}, desk.Invalid, "group"},
		"oneself":               {wire.TransferBody{Agent: rig.Ada}, desk.Invalid, "agent"},
		"somebody unknown":      {wire.TransferBody{Agent: "999"}, desk.NotFound, "agent"},
		"an unknown group":      {wire.TransferBody{Group: "nobody"}, desk.NotFound, "group"},
		"somebody with a NUL":   {wire.TransferBody{Agent: "1\x00"}, desk.NotFound, "agent"},
		"a group with a blank":  {wire.TransferBody{Group: "a b"}, desk.NotFound, "group"},
		"a comment too long":    {wire.TransferBody{Group: "support", Comment: strings.Repeat("a", 2001)}, desk.TextTooLong, "comment"},
		"a bell in the comment": {wire.TransferBody{Group: "support", Comment: "\a"}, desk.InvalidCharacter, "comment"},
		"somebody who is away":  {wire.TransferBody{Agent: rig.Ben}, desk.TargetUnavailable, "agent"},
	} {
		if f := ada.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoTransfer, tt.body)); f.Code != tt.code || f.Field != tt.field || f.Message == "" {
			t.Errorf("to %s: %s", name, f.Raw)
		}
	}
	ada.Carry(rig.Post(rig.ID(), ann.Stream, "Still with me"))
	ann.AwaitText("Still with me")

	// row: P-089
	ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoTransfer, wire.TransferBody{Agent: rig.Ben, Anyway: true}))
	soon(d.Agent(rig.Ben).Available(rig.Ben), "the conversation", isWhole(ann.Stream))
}

// row: P-094, P-096
func TestAConversationIsSetAsideAndComesBack(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		snooze := func(until desk.Millis) rig.Frame {
			return ada.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoSnooze, wire.SnoozeBody{Until: until}))
		}
		for name, tt := range map[string]struct {
			until desk.Millis
			code  desk.Code
		}{
			"a moment ago": {rig.Began - 1, desk.InThePast}, "now": {rig.Began, desk.InThePast}, "never": {0, desk.InThePast},
			"in two years": {rig.Began + 730*desk.Day, desk.Invalid},
		} {
			if f := snooze(tt.until); f.Code != tt.code || f.Field != "until" {
				t.Errorf("until %s: %s", name, f.Raw)
			}
		}
		for _, until := range []desk.Millis{rig.Began + 3*desk.Hour, rig.Began + desk.Day, rig.Began + 100*desk.Hour} {
			if f := snooze(until); f.Frame != wire.FrameDone {
				t.Fatalf("until %d: %s", until, f.Raw)
			}
			ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoWake, nil))
		}
		snooze(rig.Began + 3*desk.Hour)
		if f := ada.Answer(rig.Post(rig.ID(), ann.Stream, "Hm")); f.Code != desk.NotOwner {
			t.Errorf("writing into it: %s", f.Raw)
		}
		ann.Say("Are you there?")
		ada.AwaitText("Are you there?")
		rig.Eventually(t, "it is Ada's again", func() bool {
			return ada.Answer(rig.Post(rig.ID(), ann.Stream, "I am")).Frame == wire.FrameDone
		})
		if err := d.Store.Verify(t.Context(), rig.Project); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatCannotWaitCannotBeSetAside(t *testing.T) {
	_, ada, ann := talking(t, "", func(s *desk.Settings) { s.Groups[0].Places = 0 })
	if f := ada.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoSnooze, wire.SnoozeBody{Until: rig.Began + desk.Hour})); f.Code != desk.NotAsync {
		t.Errorf("told %s", f.Raw)
	}
}

func TestWhoConfirmsIsHeldToIt(t *testing.T) {
	d := office(t, "")
	ada := rig.Join(t, d.URL+rig.AgentSocket, wire.Hello{Token: d.Token(rig.Ada), Device: rig.ID(), Confirms: true}, rig.Dialing{}).Available(rig.Ada)
	given := func(ann *rig.Peer) rig.Event {
		soon(ada, "the conversation", isWhole(ann.Stream))
		return ada.AwaitEvent("the contact", func(e rig.Event) bool { return e.Kind == string(desk.ContactOpened) && e.Stream == ann.Stream })
	}
	ann, bob := d.Visitor(""), d.Visitor("")
	ann.Say("Hello")
	for name, body := range map[string]any{"none": nil, "0": wire.ConfirmBody{}, "less": wire.ConfirmBody{Contact: -1}} {
		if f := ada.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoConfirm, body)); f.Code != desk.Invalid || f.Field != "contact" {
			t.Errorf("confirming %s: %s", name, f.Raw)
		}
	}
	ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoConfirm, wire.ConfirmBody{Contact: given(ann).Contact}))
	bob.Say("Hello")
	given(bob)
	rig.Eventually(t, "somebody waits for the desktop to show it", func() bool { return d.Clock.Waited(rig.Began + desk.ShownWithin) })
	d.Clock.Advance(desk.ShownWithin)
	soon(ada, "what was not shown is gone", isGone(bob.Stream))
	ada.Carry(rig.Post(rig.ID(), ann.Stream, "What was shown stays"))
}

// row: P-069, P-070
func TestABlockedVisitorIsOfferedNothingUntilAManagerLetsThemIn(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		whole := ada.Heard[len(ada.Heard)-1]
		var opened struct {
			Events []struct{ Visitor desk.VisitorID }
		}
		if err := json.Unmarshal([]byte(whole.Raw), &opened); err != nil {
			t.Fatal(err)
		}
		ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoBlock, nil))
		ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == "closed" })
		if o := offered(ann); o.State != wire.OfferNone {
			t.Errorf("offered %+v", o)
		}
		if f := ann.Answer(rig.Post(rig.ID(), ann.Stream, "Let me in")); f.Code != desk.NotOffered {
			t.Errorf("posting: %s", f.Raw)
		}
		back := d.Visitor(ann.Hello.Token)
		if o := back.Welcome.Visitor.Offer; o.State != wire.OfferNone || back.Welcome.Visitor.Answerable || o.Async {
			t.Errorf("welcomed with %+v", o)
		}
		path := "/visitors/" + string(opened.Events[0].Visitor) + "/block"
		as(t, d, rig.Ada).send("DELETE", path, nil).refused(403, desk.Forbidden, "")
		manager := as(t, d, mia)
		var blocked struct {
			Visitors []struct {
				ID desk.VisitorID
				By desk.AgentID
			}
		}
		manager.send("GET", "/visitors/blocked", nil).done(200, &blocked)
		if len(blocked.Visitors) != 1 || blocked.Visitors[0].ID != opened.Events[0].Visitor || blocked.Visitors[0].By != rig.Ada {
			t.Errorf("blocked are %+v", blocked)
		}
		for range 2 { // twice is once
			manager.send("DELETE", path, nil).done(204, nil)
		}
		d.Clock.Advance(2 * desk.Second)
		if o := offered(back); o.State != wire.OfferOnline {
			t.Errorf("offered %+v", o)
		}
		back.Say("Here I am again")
		ada.Await("the next conversation", isWhole(back.Stream))

		// A manager blocks from outside, conversation and all.
		manager.send("PUT", path, nil).done(204, nil)
		soon(ada, "gone", isGone(back.Stream))
		for _, id := range []string{"nobody", "v_nobody", "%00", "v_%00", "v_" + strings.Repeat("a", 90), "10423"} {
			manager.send("PUT", "/visitors/"+id+"/block", nil).refused(404, desk.NotFound, "/id")
			manager.send("DELETE", "/visitors/"+id+"/block", nil).refused(404, desk.NotFound, "/id")
		}
	})
}

// offered waits for the next offer.
func offered(p *rig.Peer) wire.VisitorOffer {
	f := p.AwaitFrame(wire.FrameOffer)
	var o wire.Offer
	_ = json.Unmarshal([]byte(f.Raw), &o)
	return o.Offer
}

// Commands with no body take none, and the others nothing they do not know.
func TestBodiesThatAreNotWhatTheyShouldBe(t *testing.T) {
	_, ada, ann := talking(t, "")
	for _, tt := range []struct {
		who  *rig.Peer
		kind wire.DoKind
		body string
	}{
		{ada, wire.DoClose, `{"note":"x"}`}, {ada, wire.DoClose, `{"rating":"5"}`}, {ada, wire.DoClose, `{"tags":"a"}`}, {ada, wire.DoWake, `{"contact":1}`}, {ada, wire.DoBlock, `{"as":"admin"}`},
		{ada, wire.DoTransfer, `{"agent":"10424","told":true}`}, {ada, wire.DoTransfer, `{"agent":10424}`}, {ada, wire.DoTransfer, `[]`},
		{ada, wire.DoSnooze, `{"until":"tomorrow"}`}, {ada, wire.DoSnooze, `{"until":1e300}`}, {ada, wire.DoConfirm, `{"contact":1.5}`},
		{ada, wire.DoPost, `{"card":{"title":"Mine","url":"https://evil.test"}}`}, {ada, wire.DoPost, `{"form":7}`},
		{ada, wire.DoConfirm, `"1"`}, {ann, wire.DoLeave, `{"stays":false}`}, {ann, wire.DoAddress, `{"email":7}`},
	} {
		do := wire.Do{Frame: wire.FrameDo, ID: rig.ID(), Stream: ann.Stream, Kind: tt.kind, Body: json.RawMessage(tt.body)}
		if f := tt.who.Answer(do); f.Code != desk.Invalid || f.Field != "body" {
			t.Errorf("%s %s: %s", tt.kind, tt.body, f.Raw)
		}
	}
	// What is the other side's does not exist for this one.
	for _, kind := range []wire.DoKind{wire.DoTransfer, wire.DoSnooze, wire.DoWake, wire.DoBlock, wire.DoConfirm, wire.DoClose, wire.DoStatus} {
		if f := ann.Answer(rig.Do(rig.ID(), ann.Stream, kind, nil)); f.Code != desk.UnknownType {
			t.Errorf("a visitor's %s: %s", kind, f.Raw)
		}
	}
	if f := ada.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoAddress, wire.AddressBody{Email: "a@b.test"})); f.Code != desk.UnknownType {
		t.Errorf("an agent's address: %s", f.Raw)
	}
}
