package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/e2e/chrome"
	"github.com/parley-desk/parley/backend/e2e/window"
)

// TestWithoutAMouse is a conversation from signing in to closing, in the window
// an agent has, with nothing but keys.
// row: D-10, P-001, P-002, P-046
func TestWithoutAMouse(t *testing.T) {
	s := startServer(t)
	w := window.Start(t, window.Options{Args: []string{"--server", s.URL}})
	browser := chrome.Start(t)
	types := func(text string) {
		t.Helper()
		for _, letter := range text {
			w.Press(string(letter))
		}
	}
	// reaches goes on with the key for the next thing until it stands there.
	reaches := func(testid string) {
		t.Helper()
		for range 40 {
			if focused(w) == testid {
				return
			}
			w.Press(window.Tab)
		}
		t.Fatalf("no way by keyboard to %s", testid)
	}
	w.WaitFor(id("signin-email"))
	reaches("signin-email")
	types("ada@acme.test")
	w.Press(window.Tab)
	types("parley-demo")
	w.Press(window.Enter)
	w.WaitFor(id("lamp-chat"))

	ann := newVisitor(t, browser, s, chrome.Desktop)
	ann.says("Does the oak bench come in black?")
	w.WaitText(id("thread"), "Does the oak bench come in black?")
	w.Wait("the agent's number in the title of the window", func() bool { return strings.Contains(w.Title(), "ID 10423") })

	// Their number is copied from the menu, and what is pasted is what the title says.
	reaches("menu")
	w.Press(window.Enter)
	w.WaitFor("[role='menuitem']")
	w.Press(window.Enter)
	w.WaitGone("[role='menuitem']")
	w.Press(window.Escape)
	w.Wait("the caret where one writes", func() bool { return focused(w) == "compose" })
	w.Press(window.Control, "v")
	w.Wait("the number to be pasted", func() bool { return written(w) == "10423" })

	// The visitor is told that somebody writes, and when they no longer do; and the reverse.
	ann.frame().WaitFor("somebody to write", "!!document.querySelector('.typing')")
	ann.frame().WaitFor("nobody to write", "!document.querySelector('.typing')")
	ann.frame().Focus("textarea")
	ann.page.Type("And ")
	says := func() (text string) {
		w.Eval(&text, "return document.querySelector('.compose-typing').textContent")
		return text
	}
	w.Wait("the visitor to write", func() bool { return strings.HasSuffix(says(), " is writing…") })
	w.Wait("the visitor to write no more", func() bool { return says() == "" })

	types(": it does.")
	w.Press(window.Enter)
	ann.frame().WaitText("10423: it does.")

	// The sheet of keys is one key away.
	w.Press(window.F1)
	w.WaitText("[role='dialog']", "Ctrl")
	w.Press(window.Escape)
	w.WaitGone("[role='dialog']")

	w.Press(window.Control, window.Shift, "E")
	w.WaitFor(id("tag-advice"))
	types("adv")
	w.Press(window.Enter)
	w.WaitFor(".chip")
	w.Press(window.Enter)
	ann.frame().WaitText("ended")
	w.WaitGone("[data-testid^='box-']")
}

// TestWhoIsChosenByMouseGetsAComment picks with the mouse who takes a conversation over,
// and types: it is the comment, for which the window's own engine must give the caret
// away while the button is still down.
// row: P-088
func TestWhoIsChosenByMouseGetsAComment(t *testing.T) {
	s := startServer(t)
	w := adasWindow(t, s)
	annAndBob(t, s, w)
	w.Press(window.Control, window.Shift, "F")
	w.Click("[data-testid^='target-']")
	w.Wait("the caret in the comment", func() bool { return focused(w) == "transfer-comment" })
	for _, letter := range "A refund" {
		w.Press(string(letter))
	}
	var comment string
	if w.Eval(&comment, "return document.querySelector('#transfer-comment').value"); comment != "A refund" {
		t.Fatalf("written was %q", comment)
	}
}

// TestADraftOutlivesTheProgram writes half a sentence, goes to another
// conversation and back, has the program killed, and closes its window.
// row: P-063, P-004, P-005
func TestADraftOutlivesTheProgram(t *testing.T) {
	s := startServer(t)
	w := adasWindow(t, s)
	annAndBob(t, s, w)
	w.Type(id("compose"), "half a sentence")
	w.Press(window.Control, "2")
	w.WaitText(id("thread"), "Hello from Bob")
	if text := written(w); text != "" {
		t.Fatalf("Bob would get %q", text)
	}
	w.Press(window.Control, "1")
	w.Wait("the draft again", func() bool { return written(w) == "half a sentence" })
	// What the program has is on the disk half a second later.
	w.Wait("the draft on the disk", func() bool {
		files, _ := filepath.Glob(filepath.Join(w.Home(), "data", "parley", "desktop.db*"))
		return slices.ContainsFunc(files, func(name string) bool {
			raw, _ := os.ReadFile(name)
			return bytes.Contains(raw, []byte("half a sentence"))
		})
	})

	w.Reopen()
	w.WaitFor(id("lamp-chat"))
	w.Wait("two boxes", func() bool { return w.Count("[data-testid^='box-']") == 2 })
	w.Press(window.Control, "1")
	w.WaitText(id("thread"), "Hello from Ann")
	w.Wait("the draft again", func() bool { return written(w) == "half a sentence" })

	// Whoever closes the window while writing is asked, as visitors are with them, and
	// loses no letter.
	w.Type(id("compose"), " and its end")
	w.PressCloseButton()
	w.Wait("the safe way to have the caret", func() bool { return focused(w) == "quit-stay" })
	w.Click(id("quit-anyway"))
	if code := w.WaitEnd(); code != 0 {
		t.Fatalf("ended with %d\n%s", code, w.Log())
	}
	w.Reopen()
	w.WaitFor(id("lamp-chat"))
	w.Wait("two boxes", func() bool { return w.Count("[data-testid^='box-']") == 2 })
	w.Press(window.Control, "1")
	w.Wait("all of it", func() bool { return written(w) == "half a sentence and its end" })
}

func focused(w *window.Window) (testid string) {
	w.Eval(&testid, "return document.activeElement?.dataset.testid ?? ''")
	return testid
}

func written(w *window.Window) (text string) {
	w.Eval(&text, "return document.getElementById('compose')?.value ?? ''")
	return text
}
