package routing

import (
	"fmt"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// tongue is what explanations are said in: for each phrase what it is in a
// language. English has none, as phrases stand in English where they are used.
type tongue map[string]string

var english tongue

// say says a phrase, filled in.
func (t tongue) say(phrase string, values ...any) string {
	if own, ok := t[phrase]; ok {
		phrase = own
	}
	return fmt.Sprintf(phrase, values...)
}

// spell is a length of time in whole units, at least one second.
func (t tongue) spell(d desk.Millis) string {
	switch {
	case d >= 2*desk.Hour:
		return t.count(int(d/desk.Hour), "%d hour", "%d hours")
	case d >= 2*desk.Minute:
		return t.count(int(d/desk.Minute), "%d minute", "%d minutes")
	}
	return t.count(int((d+desk.Second-1)/desk.Second), "%d second", "%d seconds")
}

// count is a number of something. Of nothing, English has several and French one.
func (t tongue) count(n int, one, several string) string {
	if n == 1 || n == 0 && t != nil {
		return t.say(one, n)
	}
	return t.say(several, n)
}

func (t tongue) hundredths(n int) string { return t.say("%d.%02d", n/100, n%100) }

// taken is how many of the slots of a channel are.
func (t tongue) taken(used, slots int, ch desk.Channel) string {
	if t == nil {
		return fmt.Sprintf("%d of %s", used, t.contacts(slots, ch))
	}
	return t.say("%s of %d", t.contacts(used, ch), slots)
}

// contacts is a number of contacts on a channel.
func (t tongue) contacts(n int, ch desk.Channel) string {
	switch ch {
	case desk.Chat:
		return t.count(n, "%d chat", "%d chats")
	case desk.Call:
		return t.count(n, "%d call", "%d calls")
	case desk.Video:
		return t.count(n, "%d video call", "%d video calls")
	case desk.Messaging:
		return t.count(n, "%d messaging conversation", "%d messaging conversations")
	case desk.InApp:
		return t.count(n, "%d in-app chat", "%d in-app chats")
	}
	return strings.ReplaceAll(t.count(n, "%d $ conversation", "%d $ conversations"), "$", string(ch))
}

// channel is a channel as what somebody is granted or available for.
func (t tongue) channel(ch desk.Channel) string {
	switch ch {
	case desk.Chat:
		return t.say("chat")
	case desk.Call:
		return t.say("calls")
	case desk.Video:
		return t.say("video")
	case desk.Messaging:
		return t.say("messaging")
	case desk.InApp:
		return t.say("in-app chat")
	}
	return string(ch)
}
