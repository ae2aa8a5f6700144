package window

import (
	"strings"
	"time"
)

// Wait repeats cond until it answers true; the test fails with what when it never does.
func (w *Window) Wait(what string, cond func() bool) {
	w.t.Helper()
	deadline := time.Now().Add(w.opts.Patience)
	for {
		if cond() {
			return
		}
		if !w.app.alive() {
			w.fail("the desktop ended while waiting for %s: %v", what, w.app.cmd.ProcessState)
		}
		if time.Now().After(deadline) {
			w.fail("waited %v in vain for %s", w.opts.Patience, what)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

const elementKey = "element-6066-11e4-a52e-4f735466cecf"

func (w *Window) find(css string) (string, error) {
	var e map[string]string
	if err := w.do("POST", "/element", map[string]any{"using": "css selector", "value": css}, &e); err != nil {
		return "", err
	}
	return e[elementKey], nil
}

// on finds the element and acts on it, again and again while it is missing, covered or being redrawn.
func (w *Window) on(what, css string, act func(id string) error) {
	w.t.Helper()
	var last error
	deadline := time.Now().Add(w.opts.Patience)
	for {
		id, err := w.find(css)
		if err == nil {
			if err = act(id); err == nil {
				return
			}
		}
		last = err
		if !w.app.alive() || time.Now().After(deadline) {
			w.fail("%s %s: %v", what, css, last)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// Find waits until the page has an element for the selector and answers how many there are.
func (w *Window) Find(css string) int {
	w.t.Helper()
	w.on("find", css, func(string) error { return nil })
	return w.Count(css)
}

// WaitFor is Find for those who need no number.
func (w *Window) WaitFor(css string) { w.t.Helper(); w.Find(css) }

// WaitGone waits until the page has no element for the selector.
func (w *Window) WaitGone(css string) {
	w.t.Helper()
	w.Wait("no more "+css, func() bool { return w.Count(css) == 0 })
}

// WaitText waits until the first element for the selector contains the text.
func (w *Window) WaitText(css, text string) {
	w.t.Helper()
	var last string
	deadline := time.Now().Add(w.opts.Patience)
	for {
		if id, err := w.find(css); err == nil {
			if err := w.do("GET", "/element/"+id+"/text", nil, &last); err == nil && strings.Contains(last, text) {
				return
			}
		}
		if !w.app.alive() || time.Now().After(deadline) {
			w.fail("%s never said %q; it says %q", css, text, last)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// Count answers how many elements there are now.
func (w *Window) Count(css string) int {
	w.t.Helper()
	var list []map[string]string
	// What is redrawn while it is counted is counted again.
	w.Wait("the number of "+css, func() bool {
		return w.do("POST", "/elements", map[string]any{"using": "css selector", "value": css}, &list) == nil
	})
	return len(list)
}

// Text answers the visible text of the first element for the selector.
func (w *Window) Text(css string) (text string) {
	w.t.Helper()
	w.on("text of", css, func(id string) error { return w.do("GET", "/element/"+id+"/text", nil, &text) })
	return text
}

// Attr answers an attribute of the first element for the selector, "" when it has none.
func (w *Window) Attr(css, name string) string {
	w.t.Helper()
	var value *string
	w.on("attribute of", css, func(id string) error { return w.do("GET", "/element/"+id+"/attribute/"+name, nil, &value) })
	if value == nil {
		return ""
	}
	return *value
}

// Role answers the role and the name that assistive technology is told.
func (w *Window) Role(css string) (role, name string) {
	w.t.Helper()
	w.on("role of", css, func(id string) error {
		if err := w.do("GET", "/element/"+id+"/computedrole", nil, &role); err != nil {
			return err
		}
		return w.do("GET", "/element/"+id+"/computedlabel", nil, &name)
	})
	return role, name
}

// URL answers the address the page is at.
func (w *Window) URL() (url string) {
	w.t.Helper()
	if err := w.do("GET", "/url", nil, &url); err != nil {
		w.fail("url: %v", err)
	}
	return url
}
