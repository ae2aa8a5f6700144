// Package rules reads and writes routing settings as a text that people can
// read, with tests in it, and runs those tests.
//
// It is apart because a text and the engine come together here and nowhere
// else: desk knows what settings are and when they hold together, routing knows
// what they lead to, and only whoever changes them needs both at once.
//
// # The text
//
// It is TOML, and its tables are the fields of [desk.Settings] in their order,
// with [Test] after them:
//
//	[[groups]]
//	id = "polish"
//	name = "Polish desk"
//	skills = ["polish"]
//	places = 20
//
//	[[tests]]
//	name = "a Polish visitor finds Ola at once"
//	at = "2026-03-03T10:00"
//	visit = { channel = "chat", site = "www.acme.test", language = "pl" }
//	people = [
//	    { agent = "ola", skills = { polish = 3 }, slots = { chat = 2 } },
//	]
//	expect = { outcome = "assigned", agent = "ola", ring = 1 }
//
// Reading is strict, because a key that is silently ignored is a rule that
// silently does not hold: unknown keys and values of the wrong sort are refused
// with their field, line and column. Writing is always the same for the same
// settings, so that two versions can be compared line by line; [Parse] of
// [Print] is what was printed, and comments of one's own are lost.
//
// # The tests
//
// A test is a visitor, a moment, and the people who are there. It does not
// depend on who works for the company today, so that it says the same for ever,
// unless it takes somebody from an account: see [CheckChange].
// It runs on the engine and the calendars themselves: the visitor is offered a
// conversation or not, begins it, and waits for so long; rings open and groups
// come to work and go home meanwhile. A change of the settings that fails a
// test is not made.
package rules
