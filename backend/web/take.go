package web

import (
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

// SendLimit is how fast one line may send commands.
type SendLimit struct {
	// PerSecond is the lasting pace, Burst how many may come at once.
	PerSecond float64
	Burst     int
}

// The limits a server has unless it is told otherwise (RELIABILITY 4.8).
var (
	VisitorLimit = SendLimit{PerSecond: 1, Burst: 10}
	AgentLimit   = SendLimit{PerSecond: 5, Burst: 20}
)

// confirmLimit is how fast an agent's desktop may say of contacts that it shows
// them: all that one agent can be given may come in the same moment, and none of
// them is a key pressed. What somebody typed must not make them late either.
var confirmLimit = SendLimit{PerSecond: 50, Burst: maxSlots * len(desk.Channels)}

// limits are those of one person, over all their lines.
type limits struct {
	commands, confirmations, signals func() (wait time.Duration, ok bool)
}

func (s *Server) limitsOf(project desk.ProjectID, who desk.Actor) limits {
	id := string(project) + "/" + who.ID // agents of two projects may have one number
	commands := s.visitorCommands
	if who.Kind == desk.ByAgent {
		commands = s.agentCommands
	}
	return limits{
		commands:      func() (time.Duration, bool) { return commands.Admit(id) },
		confirmations: func() (time.Duration, bool) { return s.confirmations.Admit(id) },
		signals:       func() (time.Duration, bool) { return s.signals.Admit(id) },
	}
}

// every is the time from one command to the next at the lasting pace.
func (l SendLimit) every() time.Duration { return time.Duration(float64(time.Second) / l.PerSecond) }

// Somebody may send this many signals; beyond it they are dropped.
const signalsPerSecond, signalBurst = 5, 20

// brake is how long nothing is read from somebody who sends too fast: a flood is
// slowed down where it comes from.
const brake = 50 * time.Millisecond

// beginning is how a conversation of this line's visitor would begin.
type beginning struct {
	project desk.ProjectID
	opening desk.Open
	// visitor is set where they were not written down when they came.
	visitor *desk.NewVisitor
	// moved is called where the visitor comes to another page.
	moved func(desk.Page)
}

// at notes where the visitor is: a conversation begins from there. The content is
// made anew, since an opening that is under way holds the one before.
func (b *beginning) at(page desk.Page) {
	content := *b.opening.Content
	content.Page = &page
	b.opening.Content = &content
	b.opening.Opened.Site = visitAt(desk.Visit{}, page).Site
	b.moved(page)
}

// take carries out one frame of a client. Nothing a client can send ends its
// line: it is told what was wrong with the frame, and the next one is read.
func (l *line) take(raw []byte, project desk.ProjectID, by desk.Actor, device string, limit limits, begin *beginning) {
	var f up
	malformed := unmarshal(raw, &f)
	if f.Frame == wire.FrameSignal && malformed == nil {
		if _, ok := limit.signals(); ok && f.Kind == wire.DoKind(wire.Typing) {
			l.srv.opt.Floor.Signal(project, floor.Signal{By: by, Stream: f.Stream, Kind: string(f.Kind), On: f.On})
		}
		return
	}
	admit := limit.commands
	if by.Kind == desk.ByAgent && malformed == nil && f.Kind == wire.DoConfirm {
		admit = limit.confirmations
	}
	if wait, ok := admit(); !ok {
		l.srv.metrics.limited.Inc()
		after := max(desk.Millis(wait/time.Millisecond), 1)
		l.answer(f.ID, floor.Answer{Err: desk.Refuse(desk.RateLimited, "A little slower, please.").After(after)})
		l.slow()
		return
	}
	if malformed != nil {
		l.answer("", floor.Answer{Err: malformed})
		return
	}
	if f.Frame != wire.FrameDo {
		l.answer(f.ID, floor.Answer{Err: desk.Refuse(desk.UnknownType, "Frame type %q is not known to protocol %d.",
			desk.CutText(f.Frame, 40), wire.Proto).At("frame")})
		return
	}
	cmd, err := command(by.Kind, f.Do)
	if err != nil {
		l.answer(f.ID, floor.Answer{Err: err})
		return
	}
	if !l.srv.opt.Mail && mails(cmd) {
		l.answer(f.ID, floor.Answer{Err: desk.Refuse(desk.NotOffered, "This desk sends no e-mail.").At("email")})
		return
	}
	r := floor.Request{
		By: by, Cmd: desk.CommandID{Device: device, ID: f.ID}, Digest: digest(by, f.Do), Command: cmd, Stream: f.Stream,
	}
	if c, closes := cmd.(desk.Close); closes && c.Email != "" {
		// Asked again after a failure of the log, it counts once.
		r.Admit = sync.OnceValue(func() error { return l.srv.transcript(project, by) })
	}
	var wait time.Duration
	if begin != nil {
		// Without an opening only what begins a conversation is refused.
		if wait = l.srv.crowd.wait(project, l.place); wait == 0 {
			opening := begin.opening
			opening.Opened.Visitor = desk.VisitorID(by.ID)
			r.Opening, r.NewVisitor = &opening, begin.visitor
		}
	}
	browse, moves := cmd.(desk.Browse)
	if moves && begin != nil {
		begin.at(browse.Page)
	}
	began := l.srv.opt.Clock.Now()
	r.Reply = func(a floor.Answer) {
		if moves && f.Stream == "" && a.Err != nil && desk.AsError(a.Err).Code == desk.NotFound {
			a.Err = nil // there is no conversation to write it into, and it is kept for the next
		}
		if wait > 0 && a.Err != nil && desk.AsError(a.Err).Code == desk.NotFound {
			a.Err = tooMany(wait)
		}
		if a.Err == nil {
			if begin != nil && a.Seq == firstMessage {
				l.srv.crowd.began(project, l.place)
			}
			if begin != nil && begin.visitor != nil && a.Seq > 0 {
				l.srv.newcomers.forget(begin.project, begin.visitor)
			}
			l.srv.metrics.commands.WithLabelValues(string(f.Kind)).Observe(float64(l.srv.opt.Clock.Now()-began) / 1000)
		} else {
			l.srv.metrics.refusals.WithLabelValues(string(desk.AsError(a.Err).Code)).Inc()
		}
		l.answer(f.ID, a)
	}
	l.srv.opt.Floor.Do(l.ctx, project, r)
}

// firstMessage is the place of the message that began its conversation: behind
// the opening.
const firstMessage = 2

func tooMany(wait time.Duration) *desk.Error {
	return desk.Refuse(desk.TooManyConversations, "Many conversations were begun here a moment ago; please try again later.").
		After(max(desk.Millis(wait/time.Millisecond), desk.Second))
}

// transcript counts a transcript that somebody has sent, and refuses one too many.
func (s *Server) transcript(project desk.ProjectID, by desk.Actor) error {
	if _, ok := s.transcripts.Admit(string(project) + "/" + by.ID); !ok {
		s.metrics.limited.Inc()
		return desk.Refuse(desk.TooManyTranscripts,
			"You have had many transcripts sent. Close without one, or wait a few minutes.").At("email")
	}
	return nil
}

func (l *line) slow() {
	select {
	case <-time.After(brake):
	case <-l.ctx.Done():
	}
}

// mails tells a command that leads to a mail.
func mails(cmd desk.Command) bool {
	switch cmd := cmd.(type) {
	case desk.LeaveAddress:
		return true
	case desk.Close:
		return cmd.Email != ""
	}
	return false
}
