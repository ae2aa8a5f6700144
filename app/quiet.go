package app

import (
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// quiet makes a system line of an event: codes and names, which the window puts
// into words. False where it has nothing to tell.
func (v *conversation) quiet(e wire.AgentEvent, before desk.Conversation, line *wire.ThreadLine) bool {
	switch e.Kind {
	case desk.ConversationOpened:
		line.System, line.Text = wire.SysOpened, e.Target
	case desk.ContactOpened:
		line.System, line.Name, line.Text, line.WhyFR = wire.SysAssigned, v.called(e.Agent), e.Why, e.WhyFR
	case desk.ContactClosed:
		if !losing[e.Reason] {
			return false
		}
		line.System, line.Name, line.Ending = wire.SysUnassigned, v.called(e.Agent), e.Reason
	case desk.ConversationTransferred:
		line.System, line.From, line.To = wire.SysTransferred, v.called(e.Agent), e.ToName
		if line.To == "" {
			line.To = string(e.ToAgent) + string(e.ToGroup)
		}
		line.Comment, line.Anyway = e.Comment, e.Anyway
	case desk.ConversationSnoozed:
		line.System, line.Name, line.Until, line.Keep = wire.SysSnoozed, v.called(e.Agent), e.Until, e.Keep
	case desk.ConversationWoken:
		line.System, line.Waking = wire.SysWoken, e.Waking
		if e.Waking == desk.WokenByHand {
			line.Name = v.called(before.Keeper)
		}
	case desk.ConversationReleased:
		line.System, line.Name = wire.SysReleased, v.called(e.Agent)
	case desk.VisitorWarned:
		line.System, line.Until = wire.SysWarned, e.ClosesAt
	case desk.VisitorAddressLeft:
		line.System = wire.SysAddressLeft
	case desk.VisitorNotified:
		line.System = wire.SysNotified
	case desk.VisitorLeft:
		line.System = wire.SysLeft
		if e.Ended {
			line.System = wire.SysEnded
		}
	case desk.VisitorViewed:
		if e.Page == nil {
			return false // erased
		}
		*line = viewed(*line, *e.Page)
	case desk.VisitorReturned:
		line.System = wire.SysReturned
	case desk.ConversationTagged:
		names := make([]string, len(e.Tags))
		for i, t := range e.Tags {
			names[i] = t.Name
		}
		line.System, line.Text = wire.SysTagged, strings.Join(names, ", ")
	case desk.TranscriptAsked:
		line.System = wire.SysTranscript
	case desk.ConversationClosed:
		line.System, line.Ending, line.Text, line.WhyFR = wire.SysClosed, e.Reason, e.Why, e.WhyFR
		line.Comment = e.Comment
		if e.Actor.Kind == desk.ByAgent {
			line.Name = v.called(desk.AgentID(e.Actor.ID))
		}
	default:
		if _, unknown := e.Event().Fact.(desk.Unknown); !unknown {
			return false
		}
		line.System, line.Text = wire.SysUnknown, desk.CutText(string(e.Kind), unknownRunes)
	}
	line.Kind = wire.LineSystem
	return true
}

// unknownRunes is how much is shown of a name that nobody here knows.
const unknownRunes = 60

// viewed makes a line say where the visitor went.
func viewed(line wire.ThreadLine, page desk.Page) wire.ThreadLine {
	line.Kind, line.System = wire.LineSystem, wire.SysViewed
	line.URL, line.Text = page.URL, desk.CutText(page.Title, desk.MaxTitleRunes)
	return line
}

// losing are the reasons for the end of a contact that nothing else tells: a
// transfer, a snooze and a closing each have a line of their own.
var losing = map[desk.Reason]bool{
	desk.NotAnswered: true, desk.NotShown: true, desk.LineLost: true, desk.AgentRemoved: true,
}
