package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/e2e/window"
	"github.com/parley-desk/parley/backend/rehearse"
)

// TestHostileTextIsText puts what attackers send into every field a visitor has,
// in the window whose scripts can call the desktop: it is shown as text, makes
// no element and calls nothing. The first of them says all the rest as well.
func TestHostileTextIsText(t *testing.T) {
	all := rig.Hostile()
	payloads := []string{all[0], all[1], all[22], "\u202egnp.exe\u2066 {{constructor.constructor('canary()')()}}", "javascript:canary()//https://shop.example"}
	s := startServer(t, "--demo-slots", "10", "--visitor-rate", "1000", "--visitor-burst", "1000")
	w := adasWindow(t, s)
	w.Eval(nil, "window.called = 0; window.canary = () => { window.called++ }")
	ctx := context.Background()
	var first *rehearse.Visitor
	for n, payload := range payloads {
		v := &rehearse.Visitor{
			Server: s.URL, Project: "acme", Name: payload, Language: payload,
			Page: desk.Page{URL: payload, Title: payload},
		}
		if err := v.Opened(ctx); err != nil {
			t.Fatal(err)
		}
		if err := v.Post(ctx, rehearse.NewID(), payload); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = v
		}
		w.Wait("the conversation", func() bool { return w.Count("[data-testid^='box-']") == n+1 })
	}
	for n := range payloads {
		w.Press(window.Control, string(rune('1'+n)))
		w.Wait("the text as text", func() bool { return strings.Contains(w.Text(id("thread")), desk.Unturned(payloads[n])[:12]) })
	}
	w.Press(window.Control, "1")
	for _, payload := range all {
		if err := first.Post(ctx, rehearse.NewID(), payload); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.Post(ctx, rehearse.NewID(), "That is all."); err != nil {
		t.Fatal(err)
	}
	w.WaitText(id("thread"), "That is all.")
	var harm string
	// Rows are drawn as they come into sight: all of them do.
	w.Eval(&harm, `const thread = document.querySelector("[data-testid='thread']");
		for (let at = thread.scrollHeight; at >= 0; at -= thread.clientHeight / 2) {
			thread.scrollTop = at;
			await new Promise((drawn) => setTimeout(drawn, 30));
		}
		return [window.called && 'a script ran', document.querySelector('iframe, img[src="x"], svg[onload], [srcdoc]') && 'an element was made',
		[...document.links].some((a) => !/^https?:|^mailto:|^wails:/.test(a.href)) && 'a link of another kind'].filter(Boolean).join(', ')`)
	if harm != "" {
		t.Error(harm)
	}
	w.WaitFor(id("lamp-chat")) // still signed in: no binding was called
}
