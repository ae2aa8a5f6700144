package e2e

import (
	"fmt"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/e2e/window"
	"github.com/parley-desk/parley/backend/translate/translatetest"
	"github.com/parley-desk/parley/backend/web"
)

// adaIn signs Ada in, in the real window.
func adaIn(t *testing.T, s *rig.Server) *window.Window {
	w := window.Start(t, window.Options{Args: []string{"--server", s.URL}})
	w.Type(id("signin-email"), "ada@acme.test")
	signIn(w)
	return w
}

// signIn signs in who is named already.
func signIn(w *window.Window) {
	w.Type(id("signin-password"), "parley-demo")
	w.Click(id("signin-submit"))
	w.WaitFor(id("lamp-chat"))
}

// A word that is wrong in the conversation's language is underlined in the real
// window, and one that is right is not, whatever it would be in another language.
// row: P-061
func TestAMisspeltWordIsUnderlinedInTheConversationsLanguage(t *testing.T) {
	for _, dictionary := range []string{"en_US.dic", "fr.dic"} {
		if _, err := os.Stat(filepath.Join("/usr/share/hunspell", dictionary)); err != nil {
			if os.Getenv("PARLEY_REQUIRE_WINDOW") == "1" {
				t.Fatal(err)
			}
			t.Skip("no dictionary ", dictionary)
		}
	}
	s := startServer(t, "--demo-slots", "2")
	w := adaIn(t, s)
	for _, of := range []struct{ language, text, right, wrong string }{
		{"fr-BE", "Bonjour, une question", "Bonjour merci encore ", "Bonjuor "},
		{"en-GB", "Hello, a question", "Thanks for writing ", "Thakns "},
	} {
		hello := rig.VisitorHello("")
		hello.Visitor.Language = of.language
		visitor := rig.Join(t, s.URL+rig.VisitorSocket, hello, rig.Dialing{})
		visitor.Say(of.text)
		w.Wait("the conversation", func() bool {
			return w.TryEval(nil, `const box = [...document.querySelectorAll("[data-testid^='box-']")].find((b) => b.textContent.includes(args[0]));
				if (!box) throw "not there"; box.click()`, of.text) == nil
		})
		w.WaitText(id("thread"), of.text)
		w.WaitFor(fmt.Sprintf(`#compose[lang="%s"]`, of.language))
		w.Type(id("compose"), of.wrong)
		w.Wait("a line under "+of.wrong, func() bool { return underlined(t, w) > 0 })
		one := underlined(t, w)
		if keep := os.Getenv("PARLEY_PICTURES"); keep != "" {
			w.Screenshot(filepath.Join(keep, "spelling-"+of.language+".png"))
		}
		w.Press(window.Control, "a")
		w.Press(window.Delete)
		w.Type(id("compose"), of.right)
		w.Wait("no line any more", func() bool { return underlined(t, w) == 0 })
		// A wrong word behind them, once it is marked, tells that the right ones were
		// looked at before.
		w.Type(id("compose"), of.wrong)
		w.Wait("a line under the last word", func() bool { return underlined(t, w) > 0 })
		if all := underlined(t, w); all > one+one/2 {
			t.Errorf("%d red points under %q, and %d under its last word alone", all, of.right+of.wrong, one)
		}
	}
}

// underlined counts the red points in the compose area.
func underlined(t *testing.T, w *window.Window) int {
	t.Helper()
	var at struct{ X, Y, Width, Height float64 }
	w.Eval(&at, `const r = document.getElementById("compose").getBoundingClientRect();
		return { X: r.x + window.screenX, Y: r.y + window.screenY, Width: r.width, Height: r.height }`)
	path := filepath.Join(t.TempDir(), "screen.png")
	w.Screenshot(path)
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	picture, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	red := 0
	for y := int(at.Y) + 2; y < int(at.Y+at.Height)-2; y++ {
		for x := int(at.X) + 2; x < int(at.X+at.Width)-2; x++ {
			c := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
			if c.R > 150 && int(c.R) > int(c.G)+70 && int(c.R) > int(c.B)+70 {
				red++
			}
		}
	}
	return red
}

// A French visitor and an agent who writes English, through the real window, the
// server's own program and a service over HTTP; and a product pushed by a system
// of the company meanwhile.
// row: P-060 P-037 P-040
func TestTwoLanguagesAndAProduct(t *testing.T) {
	service := translatetest.Start(t, map[string]string{
		"Bonjour, mon colis est vide.": "Hello, my parcel is empty.", "I am sorry.": "Je suis désolée.",
	})
	s := startServer(t, "--demo-slots", "2", "--translate", "libretranslate="+service.URL, "--translate-key", "s3cret")
	w := adaIn(t, s)
	ann := rig.Join(t, s.URL+rig.VisitorSocket, rig.VisitorHello(""), rig.Dialing{})
	ann.Say("Bonjour, mon colis est vide.")
	w.WaitText(id("thread"), "Bonjour, mon colis est vide.")
	if n := len(service.Asked()); n != 0 {
		t.Fatalf("the service was asked %d times, and nobody wanted it", n)
	}
	w.Click(id("translate"))
	w.WaitText(id("thread"), "Hello, my parcel is empty.")
	w.Type(id("compose"), "I am sorry."+window.Enter)
	w.WaitText(id("preview-text"), "Je suis désolée.")
	w.Press(window.Enter)
	if said := ann.AwaitEvent("the answer", func(e rig.Event) bool { return e.Message() && e.From == desk.AgentSide }); said.Text != "Je suis désolée." {
		t.Errorf("the visitor reads %q", said.Text)
	}
	w.WaitText(id("thread"), "Sent in French")

	// It is still on after the program has ended.
	w.Reopen()
	signIn(w) // this machine has no keychain
	w.WaitText(id("thread"), "Hello, my parcel is empty.")
	w.WaitFor(id("translate") + `[aria-pressed="true"]`)

	// A service that is down: the words stay, and can go as they are.
	service.Break(func(w http.ResponseWriter, _ *http.Request) bool {
		http.Error(w, "", http.StatusServiceUnavailable)
		return true
	})
	w.Type(id("compose"), "Une autre part."+window.Enter)
	w.WaitText(id("preview"), "does not answer as it should")
	w.Click(id("send-plain"))
	ann.AwaitText("Une autre part.")

	newOffice(t, s, "mia").must("POST", "/conversations/"+string(ann.Stream)+"/messages", web.PushedMessage{
		Form:     desk.FormProduct,
		Products: []web.PushedProduct{{Name: "Ridge boots", Price: 18900, OfferPrice: 14950, Currency: "EUR", Available: true, URL: s.URL + "/demo/"}},
	})
	w.WaitText(id("thread"), "€149.50")
	pushed := ann.AwaitEvent("the product", func(e rig.Event) bool { return e.Form == desk.FormProduct })
	if pushed.Rich == nil || pushed.Rich.Products[0].OfferPrice != 14950 || !strings.Contains(pushed.Text, "149.50 EUR (189.00 EUR)") {
		t.Errorf("the visitor is shown %+v", pushed)
	}
	w.Eval(nil, `document.querySelector("[data-form='product'] a").click()`)
	w.Wait("the link in the system's browser", func() bool {
		for _, opened := range w.Opened() {
			if opened == s.URL+"/demo/" {
				return true
			}
		}
		return false
	})
	if keep := os.Getenv("PARLEY_PICTURES"); keep != "" {
		w.Screenshot(filepath.Join(keep, "two-languages.png"))
	}
}
