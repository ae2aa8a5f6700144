// Package webview holds the walls around the desktop's window: what a page in
// it may load, where it may go, and who may look inside. It is apart from main.go
// so that the walls can be tested, and from app so that app never learns that
// there is a window.
//
// Three walls, because each has failed somewhere alone:
//
//   - Policy is sent with everything the window loads. A page in the window has no
//     network at all; everything it knows came from Go.
//   - Guard refuses every navigation that leaves the panel's own address. A content
//     security policy does not stop a plain link from replacing the whole page,
//     and a foreign page in this window would stand next to the bindings.
//   - Harden closes the remote inspector, which the engine opens for any program
//     with the right variable in its environment, release builds too.
//
// Beside the walls stands what a browser does for its pages and a bare window does
// not: Spell, Zoom, Lean, which keeps the page small, Remember, where what it
// remembers is kept, and Pasted and Dropped, for an engine that keeps the files of
// both from its pages.
package webview
