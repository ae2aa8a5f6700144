// Package routing decides who answers a waiting conversation: it is the engine
// that gives conversations to agents and can say in one true sentence why it
// gave this one to Ada, or why that one still waits.
//
// It is apart because deciding must not depend on when or where it happens. It
// has no clock, no dice, no goroutine and no input or output, and the order of
// a map never matters: the same inputs give the same assignments for ever, so a
// day can be replayed, a fault reproduced from its seed, and a new writer put
// where the old one stopped. Of ours it imports desk alone.
//
// # How it is driven
//
// One goroutine, the project's writer, owns a [State] and drives it inside its
// own step:
//
//	for each event of the group {
//		s.Take(input, event.At)
//	}
//	out := s.Decide(now)
//
// Taking and deciding are two calls because commands arrive in groups and a
// group must be judged when it is known whole: closing a conversation ends its
// contact, which leaves it waiting for the length of one event, and a start
// puts back open contacts, people and queue in whatever order they are read. To
// decide in between would hand out the one and overfill the other. [State.Step]
// is both calls for a single input.
//
// The slot of an assignment is taken when Decide returns, so nothing can be
// given twice. The writer need not report it back; when it does, nothing
// changes. If it cannot write an assignment down it steps [ContactClosed].
// Every input may be repeated, and inputs about different conversations and
// agents may change places within a group; those about one of them come in the
// order of the log.
//
// # The rules
//
// Eligibility is one question, asked in eligible.go alone: in one of the groups
// and granted the channel, on the line, available on the channel, with a free
// slot there. What is assigned, what [State.Answerable] tells the widget, the
// counts of [State.Reach] and every [Explanation] read the same answer.
//
// A waiting conversation has one fixed number: the moment its wait began plus
// its patience. The smallest goes first, ties by id. It ages by itself, nothing
// the visitor does moves it, and it can be overtaken only by those that came
// less than the difference in patience later, so nobody starves. A conversation
// that no free agent can take holds up none behind it.
//
// Capacity is the person's: slots for each channel, shared by all their groups.
// Lowering it below what is open tears nothing away; nothing new comes until
// enough has ended. A conversation somebody was given by another decision than
// the engine's counts like any other, above the limit too.
//
// Among the free agents these are compared in order, and the first difference
// decides (the Explanation names it, and who came second):
//
//  1. load: slots in use by slots, in whole tenths, so that three of ten and one
//     of three are equals and the next reason may speak;
//  2. rest: who went longest since a contact of theirs began or ended. Coming on
//     the line does not count, or a shaky connection would cost one's place;
//  3. fair share: a virtual time that grows by one slot's worth with each
//     contact. Who comes on the line is levelled with the least of those
//     present, so that a newcomer is not flooded to make up for yesterday;
//  4. a draw: agents stand on a ring by a hash of their id, and the conversation,
//     by a hash of its own, picks the next one along. So equals spread without
//     chance, and without looking at all of them.
//
// # What it costs
//
// Waiting conversations with equal needs share a bucket, agents with equal
// groups share a class for each of their channels; both are ordered trees. Which
// classes serve a bucket is worked out when either appears. A decision looks at
// the leaders of a bucket's classes and at no other agent, and at the leaders of
// the buckets that something happened to and at no other conversation.
//
// # What outlives a restart
//
// A new State is made by taking, in one group: groups, profiles, line, statuses,
// waiting conversations and open contacts in any order, and last the [Turn] of
// each agent if they were kept. With turns all later decisions are those the old
// State would have made. Without them rest and fair share begin anew, which is
// fair from there on and breaks no promise.
package routing
