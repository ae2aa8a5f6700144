package e2e

import (
	"testing"

	"github.com/parley-desk/parley/backend/e2e/chrome"
	"github.com/parley-desk/parley/backend/e2e/rig"
)

// visitor is somebody in front of a browser on the demo shop.
type visitor struct {
	t    testing.TB
	page *chrome.Page
	url  string
	// said is what they wrote last, by which an agent's box is known.
	said string
}

func newVisitor(t testing.TB, b *chrome.Browser, s *rig.Server, screen chrome.Screen) *visitor {
	v := &visitor{t: t, url: s.URL + "/demo/"}
	v.page = b.NewPage(v.url, screen)
	v.ready()
	return v
}

// follow notes on the page whether the widget's window is open, as the widget
// tells a site.
func (v *visitor) follow() {
	v.t.Helper()
	err := v.page.Top().Eval("for (const e of ['open', 'close']) Parley.on(e, () => { window.lastHeard = e })", nil)
	if err != nil {
		v.t.Fatal(err)
	}
}

func (v *visitor) frame() chrome.Frame {
	return v.page.Frame("location.pathname === '/widget/frame.html'")
}

func (v *visitor) opens() {
	v.t.Helper()
	if err := v.page.Top().Eval("Parley.open()", nil); err != nil {
		v.t.Fatal(err)
	}
	v.frame().WaitFor("the compose area", "!!document.querySelector('textarea')")
}

func (v *visitor) closes() {
	v.t.Helper()
	if err := v.page.Top().Eval("Parley.close()", nil); err != nil {
		v.t.Fatal(err)
	}
}

func (v *visitor) says(text string) {
	v.t.Helper()
	v.opens()
	v.frame().Focus("textarea")
	v.page.Type(text)
	v.page.Press("Enter")
	v.said = text
}

// saysInPassing writes, and is off to the next page before there is another picture.
func (v *visitor) saysInPassing(text string) {
	v.t.Helper()
	v.opens()
	v.frame().Focus("textarea")
	v.page.Type(text)
	v.said = text
	err := v.frame().Eval(`document.querySelector('textarea').dispatchEvent(
		new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
		setTimeout(() => { parent.location.search = '?next' }, 5)`, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	v.page.Top().WaitFor("the next page", "location.search === '?next' && document.readyState === 'complete'")
}
