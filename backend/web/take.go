package web

import (
	"net/url"
	"time"

	"golang.org/x/time/rate"

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

// limits are those of one line.
type limits struct{ commands, signals *rate.Limiter }

func (s *Server) newLimits(side desk.ActorKind) *limits {
	l := s.opt.VisitorLimit
	if side == desk.ByAgent {
		l = s.opt.AgentLimit
	}
	return &limits{
		commands: rate.NewLimiter(rate.Limit(l.PerSecond), l.Burst),
		signals:  rate.NewLimiter(signalsPerSecond, signalBurst),
	}
}

// A line may send this many signals; beyond it they are dropped.
const signalsPerSecond, signalBurst = 5, 20

// beginning is how a conversation of this line's visitor would begin.
type beginning struct {
	project desk.ProjectID
	opening desk.Open
	// visitor is set where they were not written down when they came.
	visitor *desk.NewVisitor
}

// take carries out one frame of a client. Nothing a client can send ends its
// line: it is told what was wrong with the frame, and the next one is read.
func (l *line) take(raw []byte, project desk.ProjectID, by desk.Actor, device string, limit *limits, begin *beginning) {
	var f up
	if err := unmarshal(raw, &f); err != nil {
		l.answer("", floor.Answer{Err: err})
		return
	}
	switch f.Frame {
	case wire.FrameSignal:
		if !limit.signals.Allow() {
			return
		}
		l.srv.opt.Floor.Signal(project, floor.Signal{By: by, Stream: f.Stream, Kind: string(wire.Typing), On: f.On})
		return
	case wire.FrameDo:
	default:
		l.answer(f.ID, floor.Answer{Err: desk.Refuse(desk.UnknownType, "Frame type %q is not known to protocol %d.",
			desk.CutText(f.Frame, 40), wire.Proto).At("frame")})
		return
	}
	cmd, err := command(by.Kind, f.Do)
	if err != nil {
		l.answer(f.ID, floor.Answer{Err: err})
		return
	}
	if wait := limit.commands.Reserve(); wait.Delay() > 0 {
		after := desk.Millis(wait.Delay() / time.Millisecond)
		wait.Cancel()
		l.srv.metrics.limited.Inc()
		l.answer(f.ID, floor.Answer{Err: desk.Refuse(desk.RateLimited, "A little slower, please.").After(max(after, 1))})
		return
	}
	r := floor.Request{
		By: by, Cmd: desk.CommandID{Device: device, ID: f.ID}, Digest: digest(f.Do), Command: cmd, Stream: f.Stream,
	}
	if begin != nil {
		opening := begin.opening
		opening.Opened.Visitor = desk.VisitorID(by.ID)
		r.Opening, r.NewVisitor = &opening, begin.visitor
	}
	began := l.srv.opt.Clock.Now()
	r.Reply = func(a floor.Answer) {
		if a.Err == nil {
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

// siteOf is the host name of the page a visitor writes from.
func siteOf(h *wire.VisitorHello) string {
	if h.Page == nil {
		return ""
	}
	u, err := url.Parse(h.Page.URL)
	if err != nil {
		return ""
	}
	return desk.CutText(u.Hostname(), 253)
}
