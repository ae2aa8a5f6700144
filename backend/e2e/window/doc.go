// Package window drives the real desktop in tests: the release binary, unmodified,
// in its real window, on a display, a message bus and a home folder of its own.
// It is apart from the stories in e2e so that any of them may open a window.
//
//	w := window.Start(t, window.Options{Args: []string{"--server", address}})
//	w.WaitFor(`[data-test="state-box"]`)
//	w.Type("textarea", "Hello\n")
//	w.Eval(&unread, `return document.querySelectorAll(".unread").length`)
//
// Clicks and keys arrive as a person's would. Whatever goes wrong ends the test with
// the program's own last words, and with a picture of the screen when
// PARLEY_ARTIFACTS names a folder.
//
// A machine without the tools skips, and says which tool; PARLEY_REQUIRE_WINDOW=1
// turns that into a failure, so that a build machine cannot pass by lacking them.
package window
