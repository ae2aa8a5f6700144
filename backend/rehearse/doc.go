// Package rehearse plays visitors: people with a name, a language, a page and
// something to ask, who come as strangers do, through the visitor's socket of a
// running server. It is apart from everything because it must know no more of
// the server than a widget does: the frames of package wire and nothing else.
//
// Who plays:
//
//	Visitor  the client: hello at the cursor, commands, frames counted
//	Agent    its counterpart at the agents' socket, for tests and for load
//	Person   who somebody is and what they are about to do, drawn from a seed
//	Script   what is talked about; see its documentation for the format
//	Crowd    lets people arrive, live through their script and leave
//	Tally    counts what became of them
//
// What a crowd decides follows from its seed alone: who is the seventh to
// arrive, how many seconds after the sixth, in which words they ask and how long
// they wait for an answer. When things happen also depends on the server. The
// ids of devices and commands are random, because a server remembers them for
// ever and a rehearsal can be repeated.
//
// Time comes in as a [Clock], so that a day of visitors can pass in a minute.
package rehearse
