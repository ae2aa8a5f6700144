package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/chrome"
	"github.com/parley-desk/parley/backend/e2e/window"
	"github.com/parley-desk/parley/backend/rehearse"
)

// asking are twelve visitors as they come, some with names nobody foresaw.
var asking = []struct{ name, text string }{
	{"Noor Haddad", "Hello! Does the Ashby chair come in black ash?"},
	{"Tom Fletcher", "My parcel says delivered, but nothing is here."},
	{"Camille Roux", "Bonjour, la couverture passe-t-elle en machine ?"},
	{"Maximiliana Alexandrowna Featherstonehaugh-Wolfeschlegelsteinhausen", "Could you tell me whether the lamp's cable is long enough for a ceiling of three metres and a half, and if not, what I could do about it?"},
	{"Łukasz Nowak", "Is the mug safe in the dishwasher?"},
	{"Hannah Grüber", "Can I collect my order in the shop?"},
	{"<img src=x onerror=alert(1)>", "<script>alert('hello')</script> is what my shop wrote to me"},
	{"Nguyễn Thị Hoa", "Do you ship to Belgium?"},
	{"田中 さくら", "こんにちは 🌸 この時計は日本に送れますか？"},
	{"O'Neill, Aoife", "I'd like to return a throw."},
	{"Ravi", "hi"},
	{"Zoë", "Two chairs, one order: is there a discount?"},
}

// TestPictures takes the pictures that people look at: the real window with 0, 1,
// 5 and 12 conversations, in light and dark, small and large.
// It runs when PARLEY_PICTURES names a folder for them.
func TestPictures(t *testing.T) {
	dir := os.Getenv("PARLEY_PICTURES")
	if dir == "" {
		t.Skip("PARLEY_PICTURES names no folder")
	}
	for _, size := range []struct{ width, height int }{{1280, 720}, {1920, 1080}} {
		t.Run(fmt.Sprint(size.width), func(t *testing.T) { pictures(t, dir, size.width, size.height) })
	}
	t.Run("widget", func(t *testing.T) { widgetPictures(t, dir) })
}

func pictures(t *testing.T, dir string, width, height int) {
	s := startServer(t, "--demo-slots", "12")
	w := window.Start(t, window.Options{Args: []string{"--server", s.URL}, Width: width, Height: height})
	w.Eval(nil, "window.runtime.WindowSetPosition(0, 0); window.runtime.WindowSetSize(args[0], args[1])", width, height)
	w.Wait("the window to fill the screen", func() bool {
		var wide int
		return w.TryEval(&wide, "return innerWidth") == nil && wide == width
	})
	picture := func(name string) {
		// What this machine lacks is no part of the picture.
		w.Eval(nil, `document.querySelectorAll("[data-testid='notice'] button").forEach(b => b.click())`)
		for _, theme := range []string{"light", "dark"} {
			w.Eval(nil, "document.documentElement.dataset.theme = args[0]; await new Promise(r => setTimeout(r, 300))", theme)
			w.Screenshot(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, theme)))
		}
	}
	picture("sign-in")
	w.Type(id("signin-email"), "ada@acme.test")
	w.Type(id("signin-password"), "parley-demo")
	w.Click(id("signin-submit"))
	w.WaitFor(id("lamp-chat"))
	picture("none")
	for n, who := range asking {
		v := &rehearse.Visitor{
			Server: s.URL, Project: "acme", Name: who.name, Language: "en",
			Page: desk.Page{URL: s.URL + "/demo/ashby-chair.html", Title: "Ashby chair · Alder & Finch"},
		}
		ctx := context.Background()
		if err := v.Opened(ctx); err != nil {
			t.Fatal(err)
		}
		if err := v.Post(ctx, rehearse.NewID(), who.text); err != nil {
			t.Fatal(err)
		}
		w.WaitFor(fmt.Sprintf("[data-testid^='box-']:nth-of-type(%d), li:nth-of-type(%d) [data-testid^='box-']", n+1, n+1))
		if n == 4 {
			picture("five")
		}
		if n > 0 {
			continue
		}
		say := func(text string) {
			w.Type(id("compose"), text)
			w.Press(window.Enter)
			w.Wait("it to be sent", func() bool { return strings.Contains(w.Text(id("thread")), text) })
		}
		say("Good afternoon Noor. It does: ash, oak and black ash.")
		if err := v.Post(ctx, rehearse.NewID(), "Lovely. And how long would it take to Ghent?"); err != nil {
			t.Fatal(err)
		}
		w.Wait("the question", func() bool { return strings.Contains(w.Text(id("thread")), "Ghent") })
		say("About a week: it is made when you order it.")
		picture("one")
	}
	picture("twelve")
	w.Click(id("close-open"))
	w.WaitFor(id("close-confirm"))
	picture("closing")
	w.Click(id("close-cancel"))
	w.WaitGone(id("close-confirm"))
	s.Kill()
	w.WaitFor(id("offline-banner"))
	w.Type(id("compose"), "This was written while the server was away.")
	w.Press(window.Enter)
	picture("offline")
}

func widgetPictures(t *testing.T, dir string) {
	s := startServer(t)
	browser := chrome.Start(t)
	ada := newAgent(t, s, "ada")
	phone := chrome.Screen{Width: 390, Height: 844, Phone: true, Language: "fr-FR"}
	night := chrome.Screen{Width: 1280, Height: 720, Dark: true, Language: "en-GB"}
	day := chrome.Screen{Width: 1280, Height: 720, Language: "en-GB"}
	for name, screen := range map[string]chrome.Screen{"widget": day, "widget-dark": night, "widget-phone": phone} {
		v := newVisitor(t, browser, s, screen)
		v.says("Hello! Does the Ashby chair come in black ash?")
		(&world{t: t, agents: map[string]*agent{"ada": ada}, visitors: map[string]*visitor{"ann": v}}).talk()
		v.page.Screenshot(filepath.Join(dir, name+".png"))
	}
}

// talk is the short conversation of the widget's pictures.
func (w *world) talk() {
	for _, line := range [][]string{
		{"has", "ann"}, {"looks", "at", "ann"}, {"answers", "Good afternoon. It does: ash, oak and black ash."},
	} {
		w.agentCommand("ada", line)
	}
	v := w.visitors["ann"]
	v.frame().WaitText("black ash.")
	v.says("Lovely. And how long would it take to Ghent?")
	w.agentCommand("ada", []string{"reads", v.said})
	w.agentCommand("ada", []string{"answers", "About a week: it is made when you order it."})
	v.frame().WaitText("when you order it.")
}
