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
// Eligibility is one question, asked in eligible.go alone: in a group of an open
// ring that is at work, granted the channel, with the skills the ring and the
// conversation ask for and, where the ring is hard about it, the language; on
// the line, not away, not in doubt and available on the channel; not engaged in
// contacts that exclude it, with a free slot, and not within the gap since a
// contact last began; and not tried before. What is assigned and given up, what
// [State.Offer] tells the widget, whom [State.AgentStands] and [State.GroupStands]
// list for transfers and every [Explanation] read the same answer.
//
// A waiting conversation has one fixed number: the moment its wait began plus
// its patience. The smallest goes first, ties by id. It ages by itself, nothing
// the visitor does moves it, and it can be overtaken only by those that came
// less than the difference in patience later, so nobody starves. A conversation
// that no free agent can take holds up none behind it.
//
// Rings of a rule open as a wait lasts, reckoned from [Waiting].From. The last
// whose time has come is open; where nobody who serves it is on the line, it is
// skipped for the next, at once and for as long as that is so. After ThenAfter
// another rule joins in: its rings are asked when nobody of the first rule's is
// free. No rule is entered twice. All of it is a function of the time and of who
// is on the line, so that a restart needs no memory of it.
//
// Within a ring of several groups the group comes first, by the method of the
// rule: escalation takes the first with somebody free; fair and custom the one
// furthest behind its share of what the rule has given, by smooth weighted
// round-robin, where a group that is out lags by at most fifty contacts and one
// out of hours not at all, and nobody once the method or the shares of the rule
// are changed; reactive the one with the greatest part of its slots free. A wait
// without a known rule is for any of its groups alike, and one whose groups are
// gone as well is for any group there is.
//
// Capacity is the person's: slots for each channel, shared by all their groups.
// A call or a video call and chats, from a page or an app, exclude each other
// unless the agent may hold both. Lowering a limit below what is open tears
// nothing away; nothing new comes until enough has ended. A conversation somebody
// was given by another decision than the engine's counts like any other, above
// the limit too.
//
// Among the free agents these are compared in order, and the first difference
// decides (the Explanation names it, and who came second):
//
//  1. sticky: the agent the visitor knows, in the first ring. For the seconds of
//     the rule the conversation waits for them alone, while they are on the line;
//  2. language, where the ring is soft about it: who speaks it;
//  3. fit: the sum of levels in the skills asked. Capped at what is asked it is
//     the same for all who are eligible, so it is compared under best_skill alone,
//     which does not cap it;
//  4. scarcity: for each skill and language of theirs that is not asked for here,
//     how many wait for it by how many are free who have it. The smaller sum goes
//     first, which keeps the only speaker of a language for those who need one;
//  5. priority of the channel, the higher first;
//  6. load: slots in use by slots, in whole tenths, so that three of ten and one
//     of three are equals and the next reason may speak;
//  7. rest: who went longest since a contact of theirs last began or ended. Coming
//     on the line does not count, or a shaky connection would cost one's place;
//  8. fair share: a virtual time that grows by one slot's worth with each
//     contact. Who comes on the line is levelled with the least of those
//     present, so that a newcomer is not flooded to make up for yesterday;
//  9. a draw: agents stand on a ring by a hash of their id, and the conversation,
//     by a hash of its own, picks the next one along. So equals spread without
//     chance, and without looking at all of them.
//
// An order of a rule puts rest (longest_idle) or fair share (fair_share) before
// load, or turns load round (fill_first). Agents are compared within the group
// that was chosen.
//
// A conversation reserved for somebody waits for them whatever rings, groups,
// skills and languages say, and is never given up. One that cannot wait
// ([Waiting].Sync) is given up when its last ring is open and nobody could take
// it, be it after the gap. Who was tried is left out, unless nobody else is
// available once the last ring is open; and whoever of them handed it on, unless
// nobody else is on the line either, as they asked for a colleague.
// So who is given what a colleague handed to their group, and misses it, may send
// it straight back to that colleague when nobody else of the group is on the line,
// as a visitor who waits comes first.
//
// # When several are matched at once
//
// One after the other is right as long as one thing happens at a time: an
// arrival, a freed slot. When a group of events leaves conversations with
// different needs and several free agents, as at the start of a shift, the first
// could be given the only agent who can help the second. So a decision first
// matches as a whole if it has two or more buckets from which somebody free may
// take, all on one channel and none whose groups take turns (fair, custom,
// reactive), and two or more agents with no more than 200 free slots together. It
// takes the first 200 conversations of these buckets in the order of the queue,
// serves each that can be served without another before it losing its place
// (augmenting paths), and of all ways to serve these takes the cheapest by the
// reasons above (Hungarian method), a slot costing more the fuller its agent. It
// claims in the order of the queue. A later conversation can so never take the
// agent an earlier one waits for: whoever is left had all its agents taken by those
// before it. What nobody free may take does not count, and what of it cannot wait is
// given up at its place between them.
//
// # What it costs
//
// Waiting conversations that ask the same share an ask, which is looked through
// once and leads to a plan; in each of its phases they share a bucket, and agents
// with equal profiles share a class for each of their channels. Both keep their
// members in order, in blocks (ranked.go). Which classes serve a ring is worked
// out when either appears. A decision looks at the leaders of those classes of the
// open rings in which somebody is free and at no other agent, and at the leaders of
// the buckets that something happened to and at no other conversation. What waits
// for one agent alone is a bucket of that agent's.
//
// What costs where a hundred thousand wait is not to reckon but to wait for memory.
// So most stand in a line of their plan (line.go), which comes from phase to phase
// by their places alone, and whoever stands in it is touched when they come, when
// they are given to somebody and when that contact ends. Those who wish for somebody
// or not, cannot wait or have been handed on stand apart, each with a timer. What is
// read each time of a conversation, an agent or a class stands together and is small.
//
// Where many wait, nearly every contact that ends frees one agent, who is busy again
// when the decision ends. What they take is found from their class, as nobody else
// could take anything, and no ring has to hear of them but those of that plan.
//
// # What outlives a restart
//
// A new State is made by taking, in one group: settings, hours, profiles, line,
// absences, statuses, waiting conversations and open contacts in any order, and
// last the turns, which whoever keeps them writes down with each decision, and for
// each agent who has none an empty one: what was told before has made up some. All later
// decisions are then those the old State would have made. Without turns rest and the
// shares of agents and groups begin anew, and so do gaps of contacts that have ended,
// which is fair from there on and breaks no promise.
//
// Time never runs backwards inside: the latest moment that was told counts.
package routing
