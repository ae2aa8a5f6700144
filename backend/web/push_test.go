package web_test

import (
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	pushedCard = `{"form":"card","cards":[{"picture":"https://acme.test/wren.jpg","title":"The Wren lamp","text":"It bows.",` +
		`"actions":[{"label":"Look","url":"https://acme.test/wren"}]}]}`
	pushedProduct = `{"form":"product","products":[{"name":"Boots","price":12900,"offerPrice":9950,"currency":"EUR","available":true,` +
		`"url":"https://acme.test/boots"}]}`
	pushedCarousel = `{"form":"carousel","products":[` +
		`{"name":"Tea","price":1200,"currency":"JPY","available":true,"url":"https://acme.test/tea"},` +
		`{"name":"Pot","price":9000,"currency":"JPY","available":false,"url":"https://acme.test/pot"}]}`
	pushedChoice = `{"form":"choice","choice":{"question":"Which one?","options":["The tea","The pot"]}}`
)

func messages(stream desk.Stream) string { return "/conversations/" + string(stream) + "/messages" }

// row: P-040
func TestCardsProductsAndCarouselsReachBothSides(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		for i, body := range []string{pushedCard, pushedProduct, pushedCarousel, pushedChoice} {
			// Who has it, a manager and an administrator.
			by := []desk.AgentID{rig.Ada, mia, dan, mia}[i]
			var placed web.PlacedMessage
			as(t, d, by).send("POST", messages(ann.Stream), body).done(201, &placed)
			for _, peer := range []*rig.Peer{ada, ann} {
				e := peer.AwaitEvent("the message", func(e rig.Event) bool { return e.Seq == placed.Seq })
				if !strings.Contains(body, `"form":"`+string(e.Form)+`"`) || e.Rich == nil || e.Text == "" {
					t.Errorf("%s: %+v", body, e)
				}
			}
		}
		e := ann.AwaitEvent("the carousel", func(e rig.Event) bool { return e.Form == desk.FormCarousel })
		if p := e.Rich.Products; len(p) != 2 || p[0].Digits != 0 || p[0].Price != 1200 || p[1].Available {
			t.Errorf("the visitor sees %+v", e.Rich)
		}
	})
}

// row: P-040
func TestAPushedMessageIsRefusedWithItsField(t *testing.T) {
	d, _, ann := talking(t, "")
	me := as(t, d, rig.Ada)
	me.send("POST", messages(ann.Stream), strings.Replace(pushedCard, "https://acme.test/wren\"", "javascript:alert(1)\"", 1)).
		refused(422, desk.Invalid, "/cards/0/actions/0/url")
	me.send("POST", messages(ann.Stream), strings.Replace(pushedProduct, `"EUR"`, `"eur"`, 1)).refused(422, desk.Invalid, "/products/0/currency")
	me.send("POST", messages(ann.Stream), strings.Replace(pushedProduct, `12900`, `129.5`, 1)).refused(422, desk.Invalid, "/products/0/price")
	me.send("POST", messages(ann.Stream), strings.Replace(pushedProduct, `"name"`, `"digits":0,"name"`, 1)).refused(400, desk.UnknownField, "/products/0/digits")
	me.send("POST", messages(ann.Stream), strings.Replace(pushedCard, `"form":"card"`, `"form":"video"`, 1)).refused(422, desk.Invalid, "/form")
	me.send("POST", messages(ann.Stream), strings.Replace(pushedChoice, `"The pot"`, `"The tea"`, 1)).refused(422, desk.Invalid, "/choice/options/1")
	me.send("POST", messages(ann.Stream), strings.Replace(pushedCard, `{`, `{"id":"short",`, 1)).refused(422, desk.Invalid, "/id")
}

// To an agent who does not hold it a conversation does not exist; a manager may
// push while somebody has it.
// row: P-040
func TestWhoMayPush(t *testing.T) {
	d, ada, ann := talking(t, "")
	as(t, d, rig.Ben).send("POST", messages(ann.Stream), pushedCard).refused(404, desk.NotFound, "/id")
	as(t, d, rig.Ben).send("POST", messages("c_nobody"), pushedCard).refused(404, desk.NotFound, "/id")
	as(t, d, dan).send("POST", messages("c_nobody"), pushedCard).refused(404, desk.NotFound, "/stream")
	ada.Status(rig.Ada, desk.NotAvailable)
	bob := d.Visitor("")
	bob.Say("Is anybody there?")
	as(t, d, mia).send("POST", messages(bob.Stream), pushedCard).refused(409, desk.NotOwner, "")
}

// row: P-040
func TestAPushRepeatedIsOneMessage(t *testing.T) {
	d, _, ann := talking(t, "")
	me := as(t, d, rig.Ada)
	named := func(body string) string { return strings.Replace(body, `{`, `{"id":"push-0001",`, 1) }
	var first, again web.PlacedMessage
	me.send("POST", messages(ann.Stream), named(pushedCard)).done(201, &first)
	me.send("POST", messages(ann.Stream), named(pushedCard)).done(201, &again)
	if first.Seq == 0 || first != again {
		t.Errorf("placed at %d and %d", first.Seq, again.Seq)
	}
	me.send("POST", messages(ann.Stream), named(pushedProduct)).refused(409, desk.IDReused, "/id")
	// Another's id is another id.
	as(t, d, mia).send("POST", messages(ann.Stream), named(pushedProduct)).done(201, &again)
	if again.Seq == first.Seq {
		t.Error("two people's messages became one")
	}
}

// The ids of a company's system are its own: no line speaks as one, nor as anything
// else the server keeps ids for, and so none can use one up.
// row: P-040
func TestNobodyOnALineTakesAnIDOfTheAPI(t *testing.T) {
	d, ada, ann := talking(t, "")
	for _, device := range []string{desk.APIDevice(rig.Ada), "api/anything", desk.TranslationDevice} {
		for socket, hello := range map[string]wire.Hello{rig.AgentSocket: ada.Hello, rig.VisitorSocket: ann.Hello} {
			hello.Device = device
			_, err := rig.Dial(t.Context(), d.URL+socket, hello)
			if f := byeOf(t, err); f.Code != desk.Invalid || f.Again || !strings.Contains(f.Message, "device") {
				t.Errorf("%s as %s: %s", socket, device, f.Raw)
			}
		}
		as(t, d, rig.Ada).send("POST", "/sign-in", map[string]string{"email": "ada@acme.test", "password": "x", "device": device}).
			refused(422, desk.Invalid, "/device")
	}
	// The same id on a line is another one.
	ann.Carry(rig.Post("order-4711", ann.Stream, "My order"))
	var placed web.PlacedMessage
	as(t, d, rig.Ada).send("POST", messages(ann.Stream), strings.Replace(pushedCard, `{`, `{"id":"order-4711",`, 1)).done(201, &placed)
}
