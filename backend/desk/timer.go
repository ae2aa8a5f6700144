package desk

import "strconv"

// Timer is something that is to happen to a conversation by itself. It is read
// off the conversation and stored nowhere: whatever makes it moot takes it away
// in the same event, and a new writer finds it where the old one left it.
type Timer struct {
	At Millis
	// Name says what for.
	Name    string
	Command Command
	// After is the number of the event up to which it was read off.
	After int64
}

// ID names the firing of a timer for ever, so that the log refuses a second. The
// moment alone does not: a clock that was put back comes to it again, and an id
// that the log has would keep out whatever is written together with it.
func (t Timer) ID(stream Stream) CommandID {
	id := string(stream) + "/" + t.Name + "/" + strconv.FormatInt(int64(t.At), 10) + "/" + strconv.FormatInt(t.After, 10)
	return CommandID{Device: TimerDevice, ID: id}
}

// NotifyAfter is how long after an agent's word a visitor who is away is sent a
// mail, so that a few lines make one.
const NotifyAfter = 5 * Second

// VisitorGrace lets a visitor turn a page without having left: it is said of
// them so much later.
const VisitorGrace = 8 * Second

// Timer is what happens next to the conversation by itself, false for nothing.
func (c Conversation) Timer(l Lifecycle) (Timer, bool) {
	var next Timer
	consider := func(at Millis, name string, cmd Command) {
		if at > 0 && (next.At == 0 || at < next.At) {
			next = Timer{At: at, Name: name, Command: cmd, After: c.Seq}
		}
	}
	switch c.State {
	case Asleep:
		consider(c.Until, "snooze", Wake{})
	case Reserved:
		consider(c.WaitingSince+ReservedFor, "reserved", Release{})
	case Ongoing:
		if !c.Contact.Shown && !c.Contact.Spoke {
			consider(c.Contact.ShownBy, "shown", Bounce{Reason: NotShown})
		}
		if !c.Contact.Spoke && !c.Answered {
			consider(c.Contact.AnswerBy, "answer", Bounce{Reason: NotAnswered})
		}
		if l.CloseIdleAfter > 0 && c.Answered {
			ends := max(c.LastAgentAt, c.Contact.OpenedAt) + Millis(l.CloseIdleAfter)*Minute
			if c.WarnedAt == 0 && l.CloseIdleAfter > 1 {
				consider(ends-WarnBefore, "warn", Warn{ClosesAt: ends})
			}
			if c.WarnedAt > 0 {
				// Who was warned late, because the server was down or the delay is
				// new, has their minute all the same.
				ends = max(ends, c.WarnedAt+WarnBefore)
			}
			consider(ends, "idle", End{Reason: VisitorInactive})
		}
	}
	if c.State != "" && c.State != Ended && c.owesNotice() {
		consider(max(c.LastAgentAt, c.LeftAt)+NotifyAfter, "notify", Notify{})
	}
	return next, next.At > 0
}

// owesNotice tells whether the visitor is away, left an address, and was written
// to since without being told. What was written within the grace they had left
// before it was said.
func (c Conversation) owesNotice() bool {
	return c.Address && !c.Online && c.LastAgentAt > c.LeftAt-VisitorGrace && c.NotifiedAt <= c.LeftAt
}
