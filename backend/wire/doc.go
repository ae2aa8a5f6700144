// Package wire is what leaves a process: the frames of the line between the
// server and its clients, and the view a desktop shows its own window.
//
// There are as many doors out as there are audiences: [ForAgent], [ForVisitor]
// and [Panel]. Each builds its narrow type field by field; none copies a wide
// one and deletes from it, so that showing a visitor an endnote would take an
// edit to one reviewed function. Golden files in testdata hold every kind for
// every audience, and the TypeScript side reads the same files.
//
// # The line
//
// JSON text frames over a WebSocket, one object each, told apart by "frame".
//
//	up    hello  first frame, within five seconds: who I am and where I stand
//	      do     a command; its id makes a repeat harmless
//	      signal something fleeting
//	down  welcome  first frame: who you are, the epoch, and the time here
//	      whole    a conversation that became visible, from its first event
//	      events   what happened after your cursor; after a hello the first such
//	               frame without "more", empty or not, ends the opening
//	      gone     a conversation that ceased to be visible
//	      done     your command is durable
//	      refused  your command is not, and why
//	      signal   something fleeting, from the other side
//	      customer  what is known of a visitor was changed; an agent's
//	      me       your account was changed; an agent's
//	      library  what the project sends ready-made; an agent's, whole, after the
//	               welcome and when it was changed
//	      own_answers  the same of what the agent keeps for themselves
//	      offer    what you are offered has changed; a visitor's
//	      wait     how your wait stands; a visitor's
//	      bye      this line ends; whether to come back, and when
//
// Every frame down carries n, counting 1, 2, 3… on this socket. A client that
// misses a number does not guess: it drops the line and says hello again at its
// cursor. That is why reconnecting is the same code as connecting. An agent's
// cursor is an offset of the project, a visitor's the seq of their conversation.
//
// What is too much for one frame goes as several, of which all but the last have
// "more". Every quarter of a minute there is an events frame, empty if nothing
// happened: its number tells whether the one before was missed, and a page
// cannot see the pings by which the server finds dead lines.
//
// Files do not travel on the line: they are handed in and read by HTTP, with the
// same token in a header, and message.post names one by the id that came of it.
//
// A command that was carried out is answered for ever as the first time. One
// that changed nothing, such as choosing the status one has, left no trace and
// is decided anew.
//
// The epoch names the lineage of the log. When it differs from the one a client
// remembers, the client forgets what it cached, keeps its outbox, and starts at
// cursor 0.
package wire
