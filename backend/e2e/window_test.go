package e2e

import (
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/e2e/chrome"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/e2e/window"
)

// TestFromSignInToClosing is the main job through the window an agent has: from
// signing in to closing, with a visitor in a browser.
// row: P-007 P-010 P-011 P-016 P-020 P-031 P-047 P-106 P-107
func TestFromSignInToClosing(t *testing.T) {
	s := startServer(t, "--demo-slots", "2")
	w := window.Start(t, window.Options{Args: []string{"--server", s.URL}})
	browser := chrome.Start(t)

	w.Type(id("signin-email"), "ada@acme.test")
	w.Type(id("signin-password"), "not the password")
	w.Click(id("signin-submit"))
	w.WaitText(id("signin-error"), "not right")
	w.Clear(id("signin-password"))
	w.Type(id("signin-password"), "parley-demo")
	w.Click(id("signin-submit"))
	w.WaitFor(id("lamp-chat"))
	w.WaitText(id("lamp-chat"), "0/2")

	ann := newVisitor(t, browser, s, chrome.Desktop)
	ann.says("Does the oak bench come in black?")
	w.WaitText(id("thread"), "Does the oak bench come in black?")
	w.WaitText("[data-testid^='box-']", "AC 1")
	w.Wait("the caret where an empty desk is filled", func() bool { return focused(w) == "compose" })
	w.Type(id("compose"), "It does, and in ash.")
	w.Press(window.Enter)
	ann.frame().WaitText("It does, and in ash.")
	// Of what has left the engine keeps nothing to be undone: it would keep a thousand texts, letter by letter.
	var kept bool
	if w.Eval(&kept, `return document.queryCommandEnabled("undo")`); kept {
		t.Error("a text that has left is kept for undoing")
	}

	// The agent is writing when another visitor comes: nothing takes the caret.
	w.Type(id("compose"), "One more ")
	bob := newVisitor(t, browser, s, chrome.Desktop)
	bob.says("Hello from Bob")
	w.WaitText(id("lamp-chat"), "2/2")
	for _, letter := range "thing" {
		w.Press(string(letter))
	}
	w.Press(window.Enter)
	ann.frame().WaitText("One more thing")

	carl := newVisitor(t, browser, s, chrome.Desktop)
	carl.says("Hello from Carl")
	if n := w.Count("[data-testid^='box-']"); n != 2 {
		t.Fatalf("%d boxes with two slots", n)
	}

	// Cancelling the closing keeps everything, from the cross and from the link.
	for _, opener := range []string{"close-open", "close-link"} {
		w.Click(id(opener))
		w.WaitFor(id("close-confirm"))
		w.Click(id("close-cancel"))
		w.WaitGone(id("close-confirm"))
	}
	if !strings.Contains(w.Text(id("thread")), "One more thing") {
		t.Fatal("cancelled, and the conversation is gone")
	}
	w.Click(id("close-open"))
	// Who has come by mouse and goes on by keyboard sees where they are.
	w.Type(id("close-note"), "asked for black")
	for focused(w) != "close-confirm" {
		w.Press(window.Tab)
		var ring string
		w.Eval(&ring, `return getComputedStyle(document.activeElement).outlineStyle`)
		if at := focused(w); strings.HasPrefix(at, "close-c") && ring != "solid" {
			t.Errorf("no ring around %s: %q", at, ring)
		}
	}
	w.Click(id("close-confirm"))
	ann.frame().WaitText("ended")
	ann.page.Top().WaitFor("the window to be reduced", "window.lastHeard === 'close'")
	w.Wait("Carl to come when the slot is free", func() bool {
		var there bool
		return w.TryEval(&there, "return document.body.textContent.includes('Hello from Carl')") == nil && there
	})
}

func id(testid string) string { return "[data-testid='" + testid + "']" }

// TestKeysBeforeAPressGoBeforeIt: on a busy machine the engine brings a press of the mouse to the page before the end of
// what was typed ahead of it. Once that went to the visitor whose box was pressed.
// row: P-011
func TestKeysBeforeAPressGoBeforeIt(t *testing.T) {
	s := startServer(t, "--demo-slots", "2")
	w := adasWindow(t, s)
	ann, bob := annAndBob(t, s, w)
	w.Wait("the caret where one writes", func() bool { return focused(w) == "compose" })

	writing, box := w.Middle(id("compose")), w.Middle("li:nth-child(2) > [data-testid^='box-']")
	for _, said := range []string{"once", "twice"} {
		w.WhilePageSleeps(func() {
			w.ByHand(writing, "type", "--delay", "5", "to Ann "+said)
			w.ByHand(writing, "key", "Return")
			w.ByHand(box, "click", "1")
			w.ByHand(writing, "type", "--delay", "5", "to Bob "+said)
			w.ByHand(writing, "key", "Return")
		})
		ann.frame().WaitText("to Ann " + said)
		bob.frame().WaitText("to Bob " + said)
		if got := written(w); got != "" {
			t.Errorf("%q is left", got)
		}
		w.Click("li:nth-child(1) > [data-testid^='box-']")
		w.WaitText(id("thread"), "Hello from Ann")
	}

	// What is typed behind a key that leads elsewhere belongs there, and what was begun here stays.
	w.WhilePageSleeps(func() {
		w.ByHand(writing, "type", "--delay", "5", "half a thought")
		w.ByHand(writing, "key", "ctrl+2")
		w.ByHand(writing, "type", "--delay", "5", "whole for Bob")
		w.ByHand(writing, "key", "Return")
	})
	bob.frame().WaitText("whole for Bob")
	w.Click("li:nth-child(1) > [data-testid^='box-']")
	w.Wait("what was begun", func() bool { return written(w) == "half a thought" })
}

// adasWindow is a window in which Ada is signed in.
func adasWindow(t *testing.T, s *rig.Server) *window.Window {
	t.Helper()
	w := window.Start(t, window.Options{
		Args: []string{"--server", s.URL},
		Env:  []string{"PARLEY_DESKTOP_EMAIL=ada@acme.test", "PARLEY_DESKTOP_PASSWORD=parley-demo"},
	})
	w.WaitFor(id("lamp-chat"))
	return w
}

// annAndBob are two visitors whose conversations a window has, Ann's on screen.
func annAndBob(t *testing.T, s *rig.Server, w *window.Window) (ann, bob *visitor) {
	t.Helper()
	browser := chrome.Start(t)
	ann, bob = newVisitor(t, browser, s, chrome.Desktop), newVisitor(t, browser, s, chrome.Desktop)
	ann.says("Hello from Ann")
	w.WaitText(id("thread"), "Hello from Ann")
	bob.says("Hello from Bob")
	w.Wait("two boxes", func() bool { return w.Count("[data-testid^='box-']") == 2 })
	return ann, bob
}
