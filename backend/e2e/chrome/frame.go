package chrome

import "fmt"

// Frame is a document: the page's own, or one within it.
type Frame struct {
	p  *Page
	id func() (string, bool)
}

// Top is the page's own document.
func (p *Page) Top() Frame { return Frame{p, func() (string, bool) { return p.main, true }} }

// Frame is the document within the page for which the expression is true. It is
// looked for at each use, since a frame may be made anew.
func (p *Page) Frame(expression string) Frame {
	return Frame{p, func() (string, bool) {
		for _, id := range p.frameIDs() {
			var is bool
			if id != p.main && p.eval(id, expression, &is) == nil && is {
				return id, true
			}
		}
		return "", false
	}}
}

// Eval computes an expression in the document.
func (f Frame) Eval(expression string, into any) error {
	id, ok := f.id()
	if !ok {
		return fmt.Errorf("the page has no such frame")
	}
	return f.p.eval(id, expression, into)
}

// Holds tells whether an expression is true in the document.
func (f Frame) Holds(expression string) bool {
	var is bool
	return f.Eval(expression, &is) == nil && is
}

// WaitFor waits until an expression is true in the document.
func (f Frame) WaitFor(what, expression string) {
	f.p.b.t.Helper()
	f.p.Wait(what, func() bool { return f.Holds(expression) })
}

// WaitText waits until the document shows a text.
func (f Frame) WaitText(text string) {
	f.p.b.t.Helper()
	f.WaitFor(fmt.Sprintf("the text %q", text), fmt.Sprintf("document.body && document.body.innerText.includes(%q)", text))
}

// Focus puts the caret into an element.
func (f Frame) Focus(css string) {
	f.p.b.t.Helper()
	f.WaitFor(css, fmt.Sprintf("(e => { if (!e) return false; e.focus(); return document.activeElement === e })(document.querySelector(%q))", css))
}

// Click clicks an element that is there and not disabled.
func (f Frame) Click(css string) {
	f.p.b.t.Helper()
	f.WaitFor(css, fmt.Sprintf("(e => { if (!e || e.disabled) return false; e.scrollIntoView({block: 'nearest'}); e.click(); return true })(document.querySelector(%q))", css))
}

// Type types a text with the keyboard, wherever the caret is.
func (p *Page) Type(text string) {
	p.b.t.Helper()
	p.b.must(p.b.protocol.call(p.session, "Input.insertText", map[string]any{"text": text}, nil))
}

// Press presses a key such as "Enter", "Escape" or "Tab".
func (p *Page) Press(key string) {
	p.b.t.Helper()
	codes := map[string]int{"Enter": 13, "Escape": 27, "Tab": 9}
	text := map[string]string{"Enter": "\r"}[key]
	for _, kind := range []string{"keyDown", "keyUp"} {
		params := map[string]any{"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
		if kind == "keyDown" && text != "" {
			params["text"] = text
		}
		p.b.must(p.b.protocol.call(p.session, "Input.dispatchKeyEvent", params, nil))
	}
}
