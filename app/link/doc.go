// Package link is the line from the desktop to the server: it signs in, opens
// the socket, says hello at the cursor, and comes back by itself when the line
// breaks. It is apart from app because what it does has nothing to do with what
// is said on the line: it knows frames and no conversation.
//
// Everything that comes out of a [Link] comes as a [Message] on one channel, in
// the order in which it happened. Its owner must keep reading: what is not read
// holds the socket back and nothing else.
//
//	Connecting            the line is being made
//	Lost                  it failed or broke, and will be tried again
//	Welcome, Whole, Events, Gone, Done, Refused, Signal
//	Ended                 the server does not want this client back
//
// One goroutine makes the line again and again; while there is one, a second
// writes to it and a third asks every 15 seconds whether anybody is still there.
// A frame that cannot be read, or whose number is not the next, ends the line:
// hello at the cursor is the only repair, and it is the code that is used every
// day.
//
// The token goes into the first frame and the Authorization header, never into
// an address. Certificates are always verified, and without them only this very
// machine can be reached.
package link
