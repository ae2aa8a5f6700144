// Package app is the desktop's Go side: it keeps what the server told, says what
// the agent does, and computes the one view that the window draws. It is apart
// from main.go so that the same desktop runs in the window, behind a loopback
// page (app/cmd/browserhost) and in tests without either.
//
//	desktop := app.New(app.Options{
//		Data:     folder,  // of this desktop, one process at a time
//		Server:   address, // proposed for signing in
//		Version:  version,
//		Emit:     func(p wire.PanelPatch) { runtime.EventsEmit(ctx, app.PatchEvent, p) },
//		Notifier: platform.NewNotifier(),
//		OpenURL:  …, Clipboard: …, Raise: …, Badge: …,
//	})
//	if err := desktop.Start(ctx); err != nil { … } // the sentence is for people
//	defer desktop.Stop()
//	options.Bind = []any{desktop.App}
//
// [App] is the one object the window can call, and its exported methods are all
// that can be called; Start and Stop are the [Desktop]'s, out of the window's
// reach. The window asks for [App.Snapshot] once and then applies each
// [wire.PanelPatch] whose rev follows its own; when one is missing it asks
// again.
//
// Who owns what in this process:
//
//	the owner     one goroutine: the state, the outbox, the cache, and so all
//	              that the panel shows. Everyone else sends it a message
//	app/link      the connection: one goroutine dials, one reads, one writes
//	the herald    toasts and sounds, because the system may take its time
//	errands       sign-in, keychain: one goroutine each, waited for by Stop
//
// The rules are pure and stand apart from the owner: conversation.go and quiet.go
// fold the log, panel.go and shelf.go turn state into the view, patch.go compares
// two views, outbox.go says what may be sent, attention.go says who is disturbed.
// What is asked about a message before it goes is app/guard's, which answers fit is
// app/suggest's; writing.go, hold.go, prompt.go and learn.go are what they go by.
//
// A conversation is held while it lies on this agent's desk, and open while they
// can write in it: what they snoozed and what waits for a slot of theirs is held
// and lies on the shelf. Only what is open has a box and counts against a slot.
//
// Of a conversation that is over answers of the agent's stay that may be given to
// anybody (learn.go), until they sign out.
//
// What becomes of a conversation as a whole (order.go) is asked of the server and
// waited for: it stays where it is until the server has said so. Each contact is
// confirmed once its box is in the view.
//
// What is sent ready-made (library.go) is here whole and on the disk, so that it is
// found without a line. A link or an offer goes by its id: what it says is the
// server's, and the copy shown meanwhile is ours.
//
// What is said in two languages (translation.go) is translated by the server, while
// the agent has that on for a conversation: what the visitor writes as it comes, and
// what the agent writes when they ask to see it, which is before it is sent. The
// window's spelling is checked in the language that is written (spell.go).
//
// A file (files.go) is a message whose bytes wait beside it on the disk. They are
// handed in first, under a name that makes a repeat harmless, and the message then
// names what came of it; what follows in its conversation waits for both. Pictures
// are shown to the window as data, small ones from the disk.
//
// A message is written to disk before it is shown as queued, keeps its command
// id until the server has answered, and leaves the disk only when the server
// has it. A lost answer is no failure: the same id is sent again.
//
// Nothing here is encrypted at rest yet. The token is kept in the system's
// keychain or, where there is none, only in memory.
package app
