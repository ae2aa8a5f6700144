package rules

import "strings"

// Guide is how a test is written: an example, and all keys there are. It stands at
// the head of each text that is printed, and where the text's door is described.
const Guide = `Tests stand at the end, each under [[tests]]: a visitor, a moment, the people
who are there, and what is to become of it. A change that fails one is not made.

    [[tests]]
    name = "by night a French visitor waits for Camille"
    at = "2026-03-03T03:00"   # when they begin
    zone = "Europe/Paris"     # whose time that is; UTC without one
    waited = 30               # so many seconds later it is looked at
    visit = { channel = "chat", site = "www.acme.test", language = "fr" }
    people = [
        { agent = "camille", languages = ["fr"], slots = { chat = 2 }, status = "offline" },
        { agent = "ben", like = "10424" },
    ]
    queued = { sales = 3 }    # so many wait in a group's queue before them
    expect = { outcome = "waits", group = "sales" }

visit: channel, site, path, language, knows (the agent they last talked to) and
offered (true: they were a moment ago, and begin now).
people: agent, like (an account, which has all that is not said here), role,
organisation, skills, languages, slots, used, priority, callAndChat, and status:
available, unavailable, away or offline.
expect: outcome (assigned, waits, dropped, not_offered or full), target, rule,
ring, group and agent; of what is not named, anything will do.`

// commented is lines as comments of a text.
func commented(lines string) string {
	var b strings.Builder
	for line := range strings.Lines(lines) {
		b.WriteString(strings.TrimRight("# "+strings.TrimSuffix(line, "\n"), " ") + "\n")
	}
	return b.String()
}
