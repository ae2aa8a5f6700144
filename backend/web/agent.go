package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	agentFrame = 256 << 10
	// wholeLimit bounds one conversation in one frame; nobody talks longer.
	wholeLimit = 100_000
)

// agentLine is one socket of a signed-in agent.
type agentLine struct {
	*line
	project desk.ProjectID
	id      desk.AgentID
	cursor  int64
	// sent is how far each visible conversation was sent; owned by the
	// writing goroutine.
	sent map[desk.Stream]int64
}

// opening in the queue sends what the agent missed.
type opening struct {
	welcome wire.Welcome
	resume  bool
}

func (s *Server) agentSocket(w http.ResponseWriter, r *http.Request) {
	l, err := s.accept(w, r, agentFrame)
	if err != nil {
		return
	}
	// The request's buffers are freed with its handler, so the line goes on in
	// a goroutine of its own.
	s.lines.Go(func() { s.serveAgent(l) })
}

func (s *Server) serveAgent(l *line) {
	defer l.stop()
	hello, err := l.hello()
	if err != nil {
		l.refuseHello(err)
		return
	}
	session, err := s.session(l.ctx, hello.Token)
	if err != nil {
		l.refuseHello(err)
		return
	}
	a := &agentLine{line: l, project: session.Project, id: session.Agent, cursor: hello.Cursor, sent: map[desk.Stream]int64{}}
	l.put = a.write
	epoch := s.opt.Floor.Epoch(a.project)
	resume := hello.Epoch == epoch && hello.Cursor > 0
	if !resume {
		a.cursor = 0
	}
	leave, err := s.opt.Floor.Listen(l.ctx, a.project, desk.AgentActor(a.id), a)
	if err != nil {
		l.refuseHello(err)
		return
	}
	defer leave()
	me, err := s.agentWelcome(l.ctx, a.project, a.id)
	if err != nil {
		l.refuseHello(err)
		return
	}
	s.metrics.lines.WithLabelValues("agent").Inc()
	defer s.metrics.lines.WithLabelValues("agent").Dec()
	defer s.keep(l)()
	l.begin(opening{wire.Welcome{
		Frame: wire.FrameWelcome, Proto: wire.Proto, Epoch: epoch, At: s.opt.Clock.Now(), Agent: &me,
	}, resume})
	actor := desk.AgentActor(a.id)
	limit := s.newLimits(desk.ByAgent)
	_ = l.read(func(raw []byte) error {
		l.take(raw, a.project, actor, hello.Device, limit, nil)
		return nil
	})
	l.end()
}

// Hear implements [floor.Listener].
func (a *agentLine) Hear(news []floor.News) { a.push(news) }

func (a *agentLine) write(items []any) error {
	// News that queued up together leaves in one frame.
	var list []wire.AgentEvent
	flush := func() error {
		if list == nil {
			return nil
		}
		err := a.frame(wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, N: a.next(), Cursor: a.cursor, List: list})
		list = nil
		return err
	}
	for _, item := range items {
		switch item := item.(type) {
		case opening:
			if err := a.open(item); err != nil {
				return err
			}
		case []floor.News:
			for _, n := range item {
				event, went, err := a.hear(n, flush)
				if err != nil {
					return err
				}
				if event != nil {
					list = append(list, *event)
				}
				if went {
					if err := errors.Join(flush(), a.gone(n.Event.Stream)); err != nil {
						return err
					}
				}
			}
		default:
			if err := flush(); err != nil {
				return err
			}
			if _, err := a.common(item); err != nil {
				return err
			}
		}
	}
	return flush()
}

// open sends the welcome and what the agent missed, up to one moment of the log.
func (a *agentLine) open(o opening) error {
	o.welcome.N = a.next()
	if err := a.frame(o.welcome); err != nil {
		return err
	}
	view, err := a.srv.opt.Store.Visible(a.ctx, a.project, a.id, a.cursor)
	if err != nil {
		return err
	}
	if a.cursor > view.Offset {
		return a.resync()
	}
	for _, id := range view.Lost {
		if o.resume {
			if err := a.gone(id.Stream()); err != nil {
				return err
			}
		}
	}
	var known []desk.Stream
	for _, held := range view.Open {
		if o.resume && held.Since <= a.cursor {
			known = append(known, held.ID.Stream())
		} else if err := a.whole(held.ID); err != nil {
			return err
		}
	}
	list := []wire.AgentEvent{}
	if len(known) > 0 {
		events, err := a.srv.opt.Store.EventsBetween(a.ctx, a.project, known, a.cursor, view.Offset)
		if err != nil {
			return err
		}
		for _, e := range events {
			list = append(list, wire.ForAgent(e))
			a.sent[e.Stream] = e.Seq
		}
	}
	for _, stream := range known {
		// What is held is visible even where nothing new was said in it.
		a.sent[stream] = max(a.sent[stream], 0)
	}
	a.cursor = view.Offset
	return a.frame(wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, N: a.next(), Cursor: a.cursor, List: list})
}

// hear turns one piece of news into an event to send, unless it was sent
// already; went says that the conversation is the agent's no more.
func (a *agentLine) hear(n floor.News, flush func() error) (event *wire.AgentEvent, went bool, err error) {
	stream := n.Event.Stream
	sent, visible := a.sent[stream]
	own := stream == a.id.Stream()
	fresh := n.Offset > a.cursor && n.Event.Seq > sent
	if n.Came && fresh {
		// What is flushed must not carry a cursor at which the client would
		// have the conversation: the line may break before it is sent.
		if err := flush(); err != nil {
			return nil, false, err
		}
	}
	a.cursor = max(a.cursor, n.Offset)
	switch {
	case n.Came && fresh:
		id, _ := stream.Conversation()
		return nil, false, a.whole(id)
	case fresh && (own || visible):
		if !own {
			a.sent[stream] = n.Event.Seq
		}
		e := wire.ForAgent(n.Event)
		return &e, n.Went, nil
	}
	return nil, n.Went && visible, nil
}

// whole sends a conversation from its first event.
func (a *agentLine) whole(id desk.ConversationID) error {
	events, err := a.srv.opt.Store.ConversationEvents(a.ctx, a.project, id, 0, wholeLimit)
	if err != nil {
		return err
	}
	w := wire.Whole[wire.AgentEvent]{Frame: wire.FrameWhole, N: a.next(), Stream: id.Stream(), Events: make([]wire.AgentEvent, len(events))}
	for i, e := range events {
		w.Events[i] = wire.ForAgent(e)
		a.sent[w.Stream] = e.Seq
	}
	return a.frame(w)
}

func (a *agentLine) gone(stream desk.Stream) error {
	delete(a.sent, stream)
	return a.frame(wire.Gone{Frame: wire.FrameGone, N: a.next(), Stream: stream})
}

// agentWelcome is who the agent is and what they chose.
func (s *Server) agentWelcome(ctx context.Context, project desk.ProjectID, id desk.AgentID) (wire.AgentWelcome, error) {
	setup, _ := s.opt.Floor.Setup(project)
	i := slices.IndexFunc(setup.Agents, func(p desk.Profile) bool { return p.ID == id })
	if i < 0 {
		return wire.AgentWelcome{}, expired()
	}
	state, err := s.opt.Floor.Agent(ctx, project, id)
	if err != nil {
		return wire.AgentWelcome{}, err
	}
	p := setup.Agents[i]
	out := wire.AgentWelcome{
		ID: p.ID, Name: p.Name, Username: p.Username, Role: p.Role, Channels: []wire.ChannelInfo{},
		Project: wire.ProjectInfo{ID: setup.Project.ID, Name: setup.Project.Name, Letters: setup.Project.Letters},
	}
	for _, ch := range desk.Channels {
		if slots, granted := p.Slots[ch]; granted {
			out.Channels = append(out.Channels, wire.ChannelInfo{Channel: ch, Status: state.StatusOf(ch), Slots: slots})
		}
	}
	return out, nil
}

// session is who a token belongs to.
func (s *Server) session(ctx context.Context, token string) (desk.Session, error) {
	session, found, err := s.opt.Store.SessionByToken(ctx, auth.Digest(token))
	if err != nil {
		return session, s.opt.Refusal(err)
	}
	if !found || session.Expires <= s.opt.Clock.Now() {
		return session, expired()
	}
	return session, nil
}

func expired() *desk.Error {
	return desk.Refuse(desk.TokenExpired, "You have been signed out. Please sign in again.")
}
