package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/window"
	"github.com/parley-desk/parley/backend/rehearse"
)

// TestHostileTextIsText puts what attackers send into every field a visitor has,
// in the window whose scripts can call the desktop: it is shown as text, makes
// no element and calls nothing.
func TestHostileTextIsText(t *testing.T) {
	payloads := []string{
		`<img src=x onerror="window.pwned=1;window.go.app.App.SignOut(true)">`,
		`<svg/onload=window.pwned=1><script>window.pwned=1</script>`,
		`"><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
		`javascript:window.pwned=1//https://shop.example`,
		"\u202egnp.exe \u2066 {{constructor.constructor('window.pwned=1')()}} ${window.pwned=1}",
	}
	s := startServer(t, "--demo-slots", "10")
	w := window.Start(t, window.Options{
		Args: []string{"--server", s.URL},
		Env:  []string{"PARLEY_DESKTOP_EMAIL=ada@acme.test", "PARLEY_DESKTOP_PASSWORD=parley-demo"},
	})
	w.WaitFor(id("lamp-chat"))
	ctx := context.Background()
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
		w.Wait("the conversation", func() bool { return w.Count("[data-testid^='box-']") == n+1 })
	}
	for n := range payloads {
		w.Press(window.Control, string(rune('1'+n)))
		w.Wait("the text as text", func() bool { return strings.Contains(w.Text(id("thread")), payloads[n][:12]) })
	}
	var harm string
	w.Eval(&harm, `return [window.pwned && 'a script ran', document.querySelector('iframe, img[src="x"], svg[onload], [srcdoc]') && 'an element was made',
		[...document.links].some((a) => !/^https?:|^mailto:|^wails:/.test(a.href)) && 'a link of another kind'].filter(Boolean).join(', ')`)
	if harm != "" {
		t.Error(harm)
	}
	w.WaitFor(id("lamp-chat")) // still signed in: no binding was called
}
