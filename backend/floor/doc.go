// Package floor is where agents stand and work arrives: it holds each project's
// live state and is the only place that changes it.
//
// A project has one writer, one goroutine ([writer]). It takes whatever has
// arrived (commands, people coming and going, the clock), decides with desk,
// lets routing assign in the same step, commits the whole group in one
// transaction, and only then answers and tells. While a group is being
// committed the next one collects, which is group commit without a timer. So
// there is no race to assign, no offer to remember and no slot to leak.
//
// What is to happen by itself (the end of a snooze, a deadline for an answer, the
// day after which a reserved conversation goes to somebody else) is read off the
// conversations, see [desk.Timer]: nothing is stored, so nothing is left over when
// its reason is gone, and another writer finds it where this one stopped. A firing
// is a command like any other, under an id of its own that the log takes once.
//
// What a command needs to know of others (is Ben free, may Ada see that group,
// which tags are there, what do the settings say) is filled in here (fill.go,
// closing.go; of a file that a message sends, what the log has of it), so that desk can decide and knows nobody. A changed setup comes in as a message too (configure.go): it
// holds from one step to the next, and takes nobody off the line.
//
// Who owns what:
//
//	the writer      the live conversations, agents and customers, routing's
//	                state, presence, timers, hours, what visitors were told
//	the teller      the order in which committed news reaches the listeners
//	the hub         who listens; a mutex, held for a look-up only
//	what is recent  the newest events of what is under way, as they were told; a
//	                mutex, held for a look-up or while a group is noted. A copy
//	                that spares the log most readings: whoever turns a page is
//	                sent all of it
//
// The fence in every append keeps a second writer from harming the log: one of
// the two is refused, and takes the project over again. Nothing yet keeps two
// servers on one PostgreSQL from doing so to each other without end; that is
// for the lease of several nodes, and so is that one of them forgets at once what
// it remembers when the other has taken over.
//
// When the log cannot be written, nothing is acknowledged, the live state is
// thrown away, and the writer takes the project over again from the log; what
// was asked meanwhile is answered "unavailable", which a client repeats under
// the same id. If it turns out that a commit of unknown outcome did happen, all
// who listen are sent to the log (recover.go).
//
// News is told by a function call, since there is one node. The bus enters
// here when there are several.
package floor
