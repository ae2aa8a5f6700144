package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

const agentFrame = 256 << 10

// agentLine is one socket of a signed-in agent.
type agentLine struct {
	*line
	project desk.ProjectID
	id      desk.AgentID
	cursor  int64
	// sent is how far each visible conversation was sent; owned by the
	// writing goroutine.
	sent  map[desk.Stream]int64
	names names
	// library and own are the versions that were sent last.
	library, own int64
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
	a := &agentLine{line: l, project: session.Project, id: session.Agent, cursor: hello.Cursor, sent: map[desk.Stream]int64{},
		names: names{s, session.Project}}
	l.put = a.write
	epoch := s.opt.Floor.Epoch(a.project)
	resume := hello.Epoch == epoch && hello.Cursor > 0
	if !resume {
		a.cursor = 0
	}
	leave, err := s.opt.Floor.Listen(l.ctx, a.project, desk.AgentActor(a.id), a, floor.Joining{Confirms: hello.Confirms})
	if err != nil {
		l.refuseHello(err)
		return
	}
	defer leave()
	me, state, err := s.agentWelcome(l.ctx, a.project, a.id)
	if err != nil {
		l.refuseHello(err)
		return
	}
	// Their own stream is told from where the welcome stands; see [agentLine.missed]
	// for what the welcome does not say.
	a.sent[a.id.Stream()] = state.Seq
	l.session, l.expires = string(auth.Digest(hello.Token)), session.Expires
	s.metrics.lines.WithLabelValues("agent").Inc()
	defer s.metrics.lines.WithLabelValues("agent").Dec()
	l.alive = func() { s.opt.Floor.Alive(a.project, a.id) }
	defer s.keep(l)()
	// What ended the session since it was looked at has not found this line.
	if _, err := s.session(l.ctx, hello.Token); err != nil {
		l.refuseHello(err)
		return
	}
	l.begin(opening{wire.Welcome{
		Frame: wire.FrameWelcome, Proto: wire.Proto, Epoch: epoch, At: s.opt.Clock.Now(), Agent: &me,
	}, resume})
	actor := desk.AgentActor(a.id)
	limit := s.limitsOf(a.project, actor)
	_ = l.read(func(raw []byte) error {
		l.take(raw, a.project, actor, hello.Device, limit, nil)
		return nil
	})
	l.end()
}

// Hear implements [floor.Listener].
func (a *agentLine) Hear(news []floor.News) { a.push(news) }

// account in the queue tells the agent what their account is now.
type account struct{}

// HearAccount implements [floor.Listener].
func (a *agentLine) HearAccount() { a.push(account{}) }

// me tells the agent what their account is now, or ends their line where there
// is none any more.
func (a *agentLine) me() error {
	me, _, err := a.srv.agentWelcome(a.ctx, a.project, a.id)
	if errors.Is(err, expired()) {
		_, err := a.common(farewell(closeAuth, expired(), false))
		return err
	}
	if err != nil {
		return err
	}
	return a.frame(wire.Me{Frame: wire.FrameMe, N: a.next(), Agent: me})
}

func (a *agentLine) write(items []any) error {
	// News that queued up together leaves in one frame.
	var list []wire.AgentEvent
	flush := func() error {
		if list == nil {
			return nil
		}
		err := a.events(list, false)
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
				if visitor, ok := n.Event.Stream.Customer(); ok {
					if err := errors.Join(flush(), a.customer(visitor, n)); err != nil {
						return err
					}
					continue
				}
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
		case heartbeat:
			beat := wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, Cursor: a.cursor, List: []wire.AgentEvent{}, At: a.srv.opt.Clock.Now()}
			err := flush()
			beat.N = a.next()
			if err := errors.Join(err, a.frame(beat)); err != nil {
				return err
			}
		case account:
			if err := errors.Join(flush(), a.me()); err != nil {
				return err
			}
		case readyMade:
			if err := errors.Join(flush(), a.readyMade()); err != nil {
				return err
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
	if err := errors.Join(a.frame(o.welcome), a.readyMade()); err != nil {
		return err
	}
	view, err := a.srv.opt.Store.Visible(a.ctx, a.project, a.id, a.cursor)
	if err != nil {
		return err
	}
	if a.cursor > view.Offset {
		return a.astray()
	}
	for _, lost := range view.Lost {
		if o.resume {
			if err := a.ending(lost); err != nil {
				return err
			}
		}
	}
	var known []desk.Stream
	for _, held := range view.Open {
		if o.resume && held.Since <= a.cursor {
			known = append(known, held.ID.Stream())
		} else if err := a.whole(held.ID, view.Offset); err != nil {
			return err
		}
	}
	list := []wire.AgentEvent{}
	if o.resume {
		if list, err = a.missed(known, view.Offset); err != nil {
			return err
		}
	}
	for _, stream := range known {
		// What is held is visible even where nothing new was said in it.
		a.sent[stream] = max(a.sent[stream], 0)
	}
	list, err = a.pages(list)
	if err != nil {
		return err
	}
	a.cursor = view.Offset
	return a.events(list, false)
}

// ending says of a conversation that went while the agent was away how it went,
// as they would have heard it, and that it is gone. Of one that came meanwhile as
// well the client has nothing that this could follow.
func (a *agentLine) ending(lost desk.Lost) error {
	stream := lost.ID.Stream()
	if lost.Since > a.cursor {
		return a.gone(stream)
	}
	events, err := a.srv.opt.Store.EventsBetween(a.ctx, a.project, []desk.Stream{stream}, a.cursor, lost.Until+1)
	if err != nil {
		return err
	}
	list := make([]wire.AgentEvent, 0, len(events))
	var before desk.Event
	for _, e := range events {
		if e.Offset > lost.Until && !e.Completes(before) {
			break // the next holder's
		}
		list, before = append(list, wire.ForAgent(e, a.names)), e
	}
	if list, err = a.pages(list); err != nil {
		return err
	}
	// It never ends an opening.
	return errors.Join(a.events(list, true), a.gone(stream))
}

// missed is what happened behind the cursor in conversations the agent has, and
// what their own stream alone tells. Their statuses are in the welcome already.
func (a *agentLine) missed(known []desk.Stream, upto int64) ([]wire.AgentEvent, error) {
	own := a.id.Stream()
	events, err := a.srv.opt.Store.EventsBetween(a.ctx, a.project, append([]desk.Stream{own}, known...), a.cursor, upto)
	if err != nil {
		return nil, err
	}
	list := []wire.AgentEvent{}
	for _, e := range events {
		switch {
		case e.Stream != own:
			a.sent[e.Stream] = e.Seq
		case e.Kind != desk.TranscriptFailed || e.Seq > a.sent[own]:
			continue // what came since the welcome is on its way as news
		}
		list = append(list, wire.ForAgent(e, a.names))
	}
	return list, nil
}

// pages sends what is too much for one frame and returns the rest. The cursor
// stays where it is meanwhile: a client that loses the line asks for it again.
func (a *agentLine) pages(list []wire.AgentEvent) ([]wire.AgentEvent, error) {
	for {
		n := page(list, weight)
		if n == len(list) {
			return list, nil
		}
		if err := a.events(list[:n], true); err != nil {
			return nil, err
		}
		list = list[n:]
	}
}

func (a *agentLine) events(list []wire.AgentEvent, more bool) error {
	return a.frame(wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, N: a.next(), Cursor: a.cursor, List: list, More: more})
}

// hear turns one piece of news into an event to send, unless it was sent
// already; went says that the conversation is the agent's no more.
func (a *agentLine) hear(n floor.News, flush func() error) (event *wire.AgentEvent, went bool, err error) {
	stream := n.Event.Stream
	sent, visible := a.sent[stream]
	if stream == a.id.Stream() {
		// Their own stream is read nowhere else, so its seq alone tells.
		a.cursor = max(a.cursor, n.Offset)
		if n.Event.Seq <= sent {
			return nil, false, nil
		}
		a.sent[stream] = n.Event.Seq
		e := wire.ForAgent(n.Event, a.names)
		return &e, false, nil
	}
	fresh := n.Offset > a.cursor && n.Event.Seq > sent
	if n.Came && fresh {
		// What is flushed, and the pages of the whole, must not carry a cursor
		// at which the client would have the conversation: the line may break
		// before all of it is sent.
		if err := flush(); err != nil {
			return nil, false, err
		}
		id, _ := stream.Conversation()
		if err := a.whole(id, n.Offset); err != nil {
			return nil, false, err
		}
		a.cursor = n.Offset
		// Now it has, and is told so: should the line break next, it comes back as
		// one that is to hear how it went on.
		return nil, false, a.events([]wire.AgentEvent{}, false)
	}
	stale := n.Offset <= a.cursor
	a.cursor = max(a.cursor, n.Offset)
	if fresh && visible {
		a.sent[stream] = n.Event.Seq
		e := wire.ForAgent(n.Event, a.names)
		return &e, n.Went, nil
	}
	return nil, n.Went && visible && !stale, nil
}

// whole sends a conversation from its first event and at least to an offset, as
// many frames as it takes.
func (a *agentLine) whole(id desk.ConversationID, upto int64) error {
	events, err := a.srv.history(a.ctx, a.project, id, 0, upto)
	if err != nil {
		return err
	}
	stream := id.Stream()
	list := make([]wire.AgentEvent, len(events))
	for i, e := range events {
		list[i] = wire.ForAgent(e, a.names)
		a.sent[stream] = e.Seq
	}
	first := page(list, weight)
	if err := a.frame(wire.Whole[wire.AgentEvent]{Frame: wire.FrameWhole, N: a.next(), Stream: stream, Events: list[:first]}); err != nil {
		return err
	}
	// What follows the whole is part of it, and never ends an opening.
	if list, err = a.pages(list[first:]); err != nil || len(list) == 0 {
		return err
	}
	return a.events(list, true)
}

func (a *agentLine) gone(stream desk.Stream) error {
	delete(a.sent, stream)
	return a.frame(wire.Gone{Frame: wire.FrameGone, N: a.next(), Stream: stream})
}

// agentWelcome is who the agent is and what they chose, and where their stream
// stood when it was so.
func (s *Server) agentWelcome(ctx context.Context, project desk.ProjectID, id desk.AgentID) (wire.AgentWelcome, desk.Agent, error) {
	setup, _ := s.opt.Floor.Setup(project)
	p, known := setup.Profile(id)
	if !known {
		return wire.AgentWelcome{}, desk.Agent{}, expired()
	}
	state, err := s.opt.Floor.Agent(ctx, project, id)
	if err != nil {
		return wire.AgentWelcome{}, state, err
	}
	out := wire.AgentWelcome{
		ID: p.ID, Name: p.Name, Username: p.Username, Role: p.Role, Channels: []wire.ChannelInfo{},
		Project: wire.ProjectInfo{
			ID: setup.Project.ID, Name: setup.Project.Name, Letters: setup.Project.Letters, Team: setup.Revision.Settings.Team,
		},
		Imposed: state.Imposed, Ungrouped: len(p.Groups) == 0, Translates: s.opt.Translator != nil, Files: wire.FileLimitsOf(setup.Revision.Settings.Files, desk.ByAgent),
		FilesURL: s.filesURL(),
	}
	for _, ch := range desk.Channels {
		if slots, granted := p.Slots[ch]; granted {
			out.Channels = append(out.Channels, wire.ChannelInfo{Channel: ch, Status: state.StatusOf(ch), Slots: slots})
		}
	}
	return out, state, nil
}

// session is who a token belongs to.
func (s *Server) session(ctx context.Context, token string) (desk.Session, error) {
	session, err := s.opt.Store.SessionByToken(ctx, auth.Digest(token))
	switch {
	case errors.Is(err, desk.ErrNone), err == nil && (session.Revoked > 0 || session.Expires <= s.opt.Clock.Now()):
		return session, expired()
	case err != nil:
		return session, s.opt.Refusal(err)
	}
	return session, nil
}

func expired() *desk.Error {
	return desk.Refuse(desk.TokenExpired, "You have been signed out. Please sign in again.")
}
