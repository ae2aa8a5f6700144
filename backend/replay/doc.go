// Package replay runs a recorded day through the routing engine again, under the
// same or other settings, and says what would have become of it: who would have
// waited how long, who would have been missed, who would have had how much.
//
// It is apart because it is a judge of the engine and of settings, not a part of
// the desk: it reads the log, changes nothing, and the same log and accounts give
// the same figures for ever.
//
// A [Recording] is made by giving it the project's events in their order, best
// from the first one on, so that it knows how things stood when the stretch of
// interest began. It does two things with them.
//
// # It checks itself
//
// Every decision that was really made is made again, from what the engine knew
// then and under the settings that were in force then ([Fidelity]). What the log
// does not hold can make a difference: a line that was lost for less than the
// grace, an agent whose desktop did not confirm, a server that was started anew,
// an account that was changed since, which is taken as it is now ([Accounts]). After
// each decision the log is believed, so one difference does not lead to others.
//
// # It asks what if
//
// [Recording.Compare] takes the demand out of the log and lets it arrive again
// under two settings. Recorded are: when who came and what for; when they lost
// patience, if they did before somebody had them; how long each agent's work
// took and what it led to (an end, a transfer, a snooze and its waking); who was
// on the line and available. Not recorded, and therefore the same assumption
// under both: work takes as long whoever does it; who was never answered would
// have taken the median; a contact that was not taken up in time is left out,
// since another agent might have taken it; a conversation given to an agent whose
// line is then lost goes on with another. Visitors who were offered nothing or
// turned away are not in the log, so more room does not show as more arrivals.
package replay
