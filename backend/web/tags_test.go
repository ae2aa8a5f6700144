package web_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

func closes(ada *rig.Peer, stream desk.Stream, body wire.CloseBody) rig.Frame {
	return ada.Answer(rig.Do(rig.ID(), stream, wire.DoClose, body))
}

func record(a api, stream desk.Stream) (r web.Record) {
	a.t.Helper()
	a.send("GET", "/conversations/"+string(stream), nil).done(200, &r)
	return r
}

func form(a api, stream desk.Stream) (f wire.ClosingForm) {
	a.t.Helper()
	a.send("GET", "/conversations/"+string(stream)+"/closing", nil).done(200, &f)
	return f
}

// row: P-109, P-112, P-113
func TestWhatIsSaidAtClosingIsInTheLog(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		boss := as(t, d, mia)
		boss.send("PUT", "/tags/refund", `{"name":"Refund"}`).done(200, nil)
		f := closes(ada, ann.Stream, wire.CloseBody{
			Tags: []desk.TagID{"refund"}, NewTags: []string{"Tents"}, Comment: secret, Rating: 2,
		})
		if f.Frame != wire.FrameDone {
			t.Fatal(f.Raw)
		}
		ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == string(wire.VisitorClosed) })
		// The tag keeps in the history the name it had.
		boss.send("PUT", "/tags/refund", `{"name":"Rebate"}`).done(200, nil)
		boss.send("DELETE", "/tags/refund", nil).done(204, nil)
		var tags web.Tags
		boss.send("GET", "/tags", nil).done(200, &tags)
		if len(tags.Tags) != 1 || tags.Tags[0].Name != "Tents" {
			t.Errorf("the tags are %+v", tags)
		}
		r := record(boss, ann.Stream)
		if r.State != desk.Ended || r.Note != secret || len(r.Tags) != 2 || r.Tags[0] != (desk.TagRef{ID: "refund", Name: "Refund"}) ||
			r.Tags[1] != (desk.TagRef{ID: tags.Tags[0].ID, Name: "Tents"}) {
			t.Errorf("a manager reads %+v", r)
		}
		if len(r.Ratings) != 1 || r.Ratings[0].Rating != 2 || r.Ratings[0].Agent != rig.Ada {
			t.Errorf("the ratings are %+v", r.Ratings)
		}
		// Whose conversation it was reads the note, and nobody's rating.
		own := record(as(t, d, rig.Ada), ann.Stream)
		if own.Note != secret || len(own.Tags) != 2 || own.Ratings != nil {
			t.Errorf("Ada reads %+v", own)
		}
		as(t, d, rig.Ben).send("GET", "/conversations/"+string(ann.Stream), nil).refused(404, desk.NotFound, "/id")
		// The visitor reads nothing of it, then or when they are back.
		back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
		back.Settle()
		for name, p := range map[string]*rig.Peer{"then": ann, "later": back} {
			if heard(p, "Xylophone") || heard(p, "Refund") || heard(p, "Tents") || heard(p, "rating") {
				t.Errorf("the visitor is told %s", name)
			}
		}
	})
}

// reading is a store that notes how much of conversations is asked for.
type reading struct {
	web.Store
	limits *[]int
}

func (r reading) ConversationEvents(ctx context.Context, project desk.ProjectID, id desk.ConversationID, after int64, limit int) ([]desk.Event, error) {
	*r.limits = append(*r.limits, limit)
	return r.Store.ConversationEvents(ctx, project, id, after, limit)
}

// Of a conversation nothing is read for who may not see it, and never without
// bounds for who may.
func TestARecordIsReadForWhoMaySeeIt(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		var limits []int
		desks := web.New(web.Options{
			Floor: d.Floor, Store: reading{d.Store, &limits}, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler), Refusal: store.Refusal,
		})
		listening := httptest.NewServer(desks.Handler())
		t.Cleanup(func() { desks.Stop(); listening.Close() })
		asks := func(id desk.AgentID) api { return api{t, listening.URL + "/api/v1", d.Token(id)} }

		asks(rig.Ben).send("GET", "/conversations/"+string(ann.Stream), nil).refused(404, desk.NotFound, "/id")
		asks(mia).send("GET", "/conversations/c_nobody", nil).refused(404, desk.NotFound, "/id")
		if len(limits) > 0 {
			t.Errorf("for nothing so much was read: %v", limits)
		}
		ada.Carry(closing(ann.Stream))
		for _, id := range []desk.AgentID{rig.Ada, mia} {
			r := record(asks(id), ann.Stream)
			if r.State != desk.Ended || r.Channel != desk.Chat || r.OpenedAt == 0 || r.ClosedAt == 0 || len(r.Events) < 4 || r.Cut {
				t.Errorf("%s reads %+v", id, r)
			}
		}
		if len(limits) != 2 || slices.Max(limits) > 5000 {
			t.Errorf("so much was read: %v", limits)
		}
	})
}

// row: P-110
func TestTagsAreAskedForAsTheProjectSays(t *testing.T) {
	d, ada, ann := talking(t, "")
	admin := as(t, d, dan)
	first := as(t, d, rig.Ada)
	// Where there is none, none can be asked for.
	admin.send("PATCH", "/settings/lifecycle", `{"tagging":"required","fixedTags":true}`).done(200, nil)
	if f := form(first, ann.Stream); f.Tagging != desk.TagsOffered || !f.Fixed {
		t.Errorf("without any tag %+v", f)
	}
	admin.send("PUT", "/tags/refund", `{"name":"Refund"}`).done(200, nil)
	admin.send("PATCH", "/settings/lifecycle", `{"tagging":"offered","fixedTags":false}`).done(200, nil)
	if f := form(first, ann.Stream); f.Tagging != desk.TagsOffered || f.Fixed || f.Mail || len(f.Others) != 1 {
		t.Errorf("at first %+v", f)
	}
	admin.send("PATCH", "/settings/lifecycle", `{"tagging":"required","fixedTags":true}`).done(200, nil)
	if f := form(first, ann.Stream); f.Tagging != desk.TagsRequired || !f.Fixed {
		t.Errorf("then %+v", f)
	}
	for name, tt := range map[string]struct {
		body  wire.CloseBody
		code  desk.Code
		field string
	}{
		"nothing":            {wire.CloseBody{}, desk.TagsMissing, "tags"},
		"a new tag":          {wire.CloseBody{NewTags: []string{"Tents"}}, desk.Forbidden, "newTags"},
		"no tag there is":    {wire.CloseBody{Tags: []desk.TagID{"gone"}}, desk.NotFound, "tags"},
		"an id with a blank": {wire.CloseBody{Tags: []desk.TagID{"a b"}}, desk.NotFound, "tags"},
		"a rating of nine":   {wire.CloseBody{Tags: []desk.TagID{"refund"}, Rating: 9}, desk.Invalid, "rating"},
		"a mail":             {wire.CloseBody{Tags: []desk.TagID{"refund"}, Email: "a@b.test"}, desk.NotOffered, "email"},
		"a long note":        {wire.CloseBody{Tags: []desk.TagID{"refund"}, Comment: strings.Repeat("a", 2001)}, desk.TextTooLong, "comment"},
	} {
		if f := closes(ada, ann.Stream, tt.body); f.Code != tt.code || f.Field != tt.field || f.Message == "" {
			t.Errorf("with %s: %s", name, f.Raw)
		}
	}
	// All along it stayed open; a manager need not tag.
	ada.Carry(rig.Post(rig.ID(), ann.Stream, "Still here"))
	as(t, d, mia).send("POST", "/conversations/"+string(ann.Stream)+"/close", nil).done(204, nil)
	admin.send("PATCH", "/settings/lifecycle", `{"tagging":"always"}`).refused(422, desk.Invalid, "/tagging")
	admin.send("PATCH", "/settings/lifecycle", `{"tagging":"off"}`).done(200, nil)
	bob := d.Visitor("")
	bob.Say("Hello")
	soon(ada, "the conversation", isWhole(bob.Stream))
	if f := form(first, bob.Stream); f.Tagging != desk.TagsOff || len(f.Others) > 0 {
		t.Errorf("off: %+v", f)
	}
}

// row: P-111
func TestTagsOfACategoryComeFirst(t *testing.T) {
	d, _, ann := talking(t, "")
	admin := as(t, d, dan)
	admin.send("PUT", "/settings/categories/money", `{"id":"money","name":"Money","targets":["everybody"]}`).done(200, nil)
	admin.send("PUT", "/tags/refund", `{"name":"Refund","categories":["money"]}`).done(200, nil)
	admin.send("PUT", "/tags/advice", `{"name":"Advice"}`).done(200, nil)
	f := form(as(t, d, rig.Ada), ann.Stream)
	if !slices.Equal(f.Recommended, []desk.TagRef{{ID: "refund", Name: "Refund"}}) || !slices.Equal(f.Others, []desk.TagRef{{ID: "advice", Name: "Advice"}}) {
		t.Errorf("offered %+v", f)
	}
	admin.send("DELETE", "/settings/categories/money", nil).refused(409, desk.StillInUse, "/categories")
	admin.send("DELETE", "/settings/targeting/everybody", nil).refused(409, desk.StillInUse, "/categories/0/targets")
	as(t, d, rig.Ben).send("GET", "/conversations/"+string(ann.Stream)+"/closing", nil).refused(409, desk.NotOwner, "")
}

func TestTagsThatCannotBe(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		boss := as(t, d, mia)
		boss.send("PUT", "/tags/refund", `{"name":"Refund"}`).done(200, nil)
		as(t, d, dan).send("PUT", "/settings/categories/money", `{"id":"money","name":"Money","targets":["everybody"]}`).done(200, nil)
		for _, tt := range []struct{ id, body, field string }{
			{"Refund", `{"name":"Other"}`, "/id"}, {"other", `{"name":""}`, "/name"}, {"other", `{"name":" x"}`, "/name"},
			{"other", `{"name":"a\nb"}`, "/name"}, {"other", `{"name":"REFUND"}`, "/name"},
			{"other", `{"name":"Other","categories":["none"]}`, "/categories"},
			{"other", `{"name":"Other","categories":["money","money"]}`, "/categories"},
		} {
			boss.send("PUT", "/tags/"+tt.id, tt.body).refused(422, desk.Invalid, tt.field)
		}
		boss.send("DELETE", "/tags/none", nil).refused(404, desk.NotFound, "/id")
		boss.send("PUT", "/tags/refund", `{"name":"REFUND"}`).done(200, nil)
	})
}

func TestAProjectHasSoManyTags(t *testing.T) {
	d, ada, ann := talking(t, "")
	boss := as(t, d, mia)
	err := d.Floor.Reconfigure(t.Context(), rig.Project, func(setup *floor.Setup) {
		for i := range desk.MaxProjectTags {
			setup.Tags = append(setup.Tags, desk.Tag{ID: desk.TagID(fmt.Sprint("t-", i)), Name: fmt.Sprint("Tag ", i)})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	boss.send("PUT", "/tags/other", `{"name":"Other"}`).refused(422, desk.Invalid, "/id")
	boss.send("PUT", "/tags/t-7", `{"name":"Seven"}`).done(200, nil)
	if f := closes(ada, ann.Stream, wire.CloseBody{NewTags: []string{"Other"}}); f.Code != desk.Invalid || f.Field != "newTags" {
		t.Error(f.Raw)
	}
	if f := closes(ada, ann.Stream, wire.CloseBody{NewTags: []string{"seven"}}); f.Frame != wire.FrameDone {
		t.Error(f.Raw)
	}
}

// meanwhile is a store where something happens while a tag is on its way to it.
type meanwhile struct {
	web.Store
	happens func()
}

func (m meanwhile) PutTag(ctx context.Context, project desk.ProjectID, tag desk.Tag) error {
	m.happens()
	return m.Store.PutTag(ctx, project, tag)
}

// An agent and a manager make a tag of one name in the same moment: it is there
// once.
func TestATagIsMadeOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		as(t, d, mia).send("PUT", "/tags/shoes", `{"name":"Shoes"}`).done(200, nil)
		made := func() {
			if f := closes(ada, ann.Stream, wire.CloseBody{NewTags: []string{"Tents"}}); f.Frame != wire.FrameDone {
				t.Error(f.Raw)
			}
		}
		desks := web.New(web.Options{
			Floor: d.Floor, Store: meanwhile{d.Store, func() { made(); made = func() {} }}, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler),
			Refusal: store.Refusal,
		})
		listening := httptest.NewServer(desks.Handler())
		t.Cleanup(func() { desks.Stop(); listening.Close() })
		boss := api{t, listening.URL + "/api/v1", d.Token(mia)}
		names := func() (names []string) {
			all, err := d.Store.Tags(t.Context(), rig.Project)
			if err != nil {
				t.Fatal(err)
			}
			setup, _ := d.Floor.Setup(rig.Project)
			for _, tags := range [][]desk.Tag{all, setup.Tags} {
				for _, tag := range tags {
					names = append(names, tag.Name)
				}
			}
			slices.Sort(names)
			return names
		}
		boss.send("PUT", "/tags/tents", `{"name":"TENTS"}`).refused(422, desk.Invalid, "/name")
		if got := names(); !slices.Equal(got, []string{"Shoes", "Shoes", "Tents", "Tents"}) {
			t.Errorf("in the log and on the floor there are %q", got)
		}
		// One that is replaced stays what it was.
		bob := d.Visitor("")
		bob.Say("Hello")
		soon(ada, "the conversation", isWhole(bob.Stream))
		made = func() {
			if f := closes(ada, bob.Stream, wire.CloseBody{NewTags: []string{"Boots"}}); f.Frame != wire.FrameDone {
				t.Error(f.Raw)
			}
		}
		boss.send("PUT", "/tags/shoes", `{"name":"Boots"}`).refused(422, desk.Invalid, "/name")
		if got := names(); !slices.Equal(got, []string{"Boots", "Boots", "Shoes", "Shoes", "Tents", "Tents"}) {
			t.Errorf("in the log and on the floor there are %q", got)
		}
	})
}

// row: P-114
func TestAnAgentSendsSoManyTranscriptsAnHour(t *testing.T) {
	d := office(t, "")
	desks := web.New(web.Options{
		Floor: d.Floor, Store: d.Store, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler), Refusal: store.Refusal, Mail: true,
		VisitorLimit: web.SendLimit{PerSecond: 1e6, Burst: 1e6}, AgentLimit: web.SendLimit{PerSecond: 1e6, Burst: 1e6},
	})
	listening := httptest.NewServer(desks.Handler())
	t.Cleanup(func() { desks.Stop(); listening.Close() })
	ada := rig.Join(t, listening.URL+rig.AgentSocket, wire.Hello{Token: d.Token(rig.Ada), Device: rig.ID()}, rig.Dialing{})
	ada.Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	sent := rig.Do(rig.ID(), ann.Stream, wire.DoClose, wire.CloseBody{Email: "boss@acme.test"})
	// What was carried out is not asked anew, however often it is repeated; nor
	// does what is refused for another reason count.
	for range 31 {
		if f := ada.Answer(sent); f.Frame != wire.FrameDone {
			t.Fatal(f.Raw)
		}
		if f := closes(ada, "c_nobody", wire.CloseBody{Email: "boss@acme.test"}); f.Code != desk.NotFound {
			t.Fatal(f.Raw)
		}
	}
	send := func() rig.Frame {
		t.Helper()
		one := d.Visitor("")
		one.Say("Hello")
		ada.Await("another conversation", isWhole(one.Stream))
		f := closes(ada, one.Stream, wire.CloseBody{Email: "boss@acme.test"})
		if f.Frame != wire.FrameDone {
			if f := closes(ada, one.Stream, wire.CloseBody{}); f.Frame != wire.FrameDone {
				t.Errorf("without one: %s", f.Raw)
			}
		}
		return f
	}
	for range 29 {
		if f := send(); f.Frame != wire.FrameDone {
			t.Fatal(f.Raw)
		}
	}
	if f := send(); f.Code != desk.TooManyTranscripts || f.Field != "email" {
		t.Error(f.Raw)
	}
	if f := ada.Answer(sent); f.Frame != wire.FrameDone {
		t.Errorf("once more: %s", f.Raw)
	}
	d.Clock.Advance(2 * desk.Minute)
	if f := send(); f.Frame != wire.FrameDone {
		t.Errorf("later: %s", f.Raw)
	}
}

// row: P-114
func TestAtClosingTheVisitorsAddressIsKnown(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, _, ann := talking(t, dsn)
		own := as(t, d, rig.Ada)
		if f := form(own, ann.Stream); f.VisitorEmail != "" {
			t.Errorf("of a stranger %q", f.VisitorEmail)
		}
		own.send("PATCH", "/conversations/"+string(ann.Stream)+"/customer", `{"email":"ann@work.test"}`).done(200, nil)
		if f := form(own, ann.Stream); f.VisitorEmail != "ann@work.test" {
			t.Errorf("of Ann %q", f.VisitorEmail)
		}
	})
}
