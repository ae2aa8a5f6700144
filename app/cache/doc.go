// Package cache is what the desktop remembers between two starts: the events it
// has seen and how far, what can be sent ready-made, what was written and not yet
// sent (files with their bytes), drafts, small pictures, who was signed in, and a
// few settings. It is apart from app so that app decides and this package only
// keeps.
//
// It is one SQLite file in the data folder, opened through sqlkit with full
// synchronisation: what a method has returned from survives a kill. sqlkit locks
// the folder, so a second process on it is refused.
//
// Two kinds of things are kept. What the server told (events, cursor, library) can be
// asked for again and is dropped when the log's epoch changes or another agent
// signs in. Conversations that have ended stay for a while, to be found and read
// without a line. What the agent wrote (outbox, drafts) exists nowhere else: it stays
// until it is sent or thrown away by its author, and belongs to that author;
// another agent on the same machine neither sees nor sends it. So do the answers
// they gave before, of which only those are kept that hold nothing of a visitor's;
// of what was asked single words are, and no sentence.
//
// Nothing is encrypted here, and no token or password comes here.
package cache
