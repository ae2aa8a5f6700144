package web

import (
	"errors"
	"net/http"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

const visitorFrame = 64 << 10

// visitorLine is one socket of a visitor: of one tab, as a rule.
type visitorLine struct {
	*line
	project desk.ProjectID
	id      desk.VisitorID
	visit   desk.Visit
	offers  offers
	waits   waiting
	// offered is what the visitor was last told; owned by the writing goroutine
	// once it writes.
	offered wire.VisitorOffer
	// stream is the conversation shown, sent how far; owned by the writing
	// goroutine.
	stream desk.Stream
	sent   int64
}

// visitorOpening in the queue sends the visitor what they missed.
type visitorOpening struct {
	welcome wire.Welcome
	cursor  int64
}

func (s *Server) visitorSocket(w http.ResponseWriter, r *http.Request) {
	l, err := s.accept(w, r, visitorFrame)
	if err != nil {
		return
	}
	s.lines.Go(func() { s.serveVisitor(l) })
}

func (s *Server) serveVisitor(l *line) {
	defer l.stop()
	free, err := s.crowd.line(l.place)
	if err != nil {
		l.refuseHello(err)
		return
	}
	defer free()
	hello, err := l.hello()
	if err != nil {
		l.refuseHello(err)
		return
	}
	v, welcome, last, fresh, err := s.visitor(l, hello)
	if err != nil {
		l.refuseHello(err)
		return
	}
	l.put = v.write
	actor := desk.Visitor(v.id)
	leave, err := s.opt.Floor.Listen(l.ctx, v.project, actor, v, floor.Joining{})
	if err != nil {
		l.refuseHello(err)
		return
	}
	defer leave()
	defer v.offers.end()
	s.metrics.lines.WithLabelValues("visitor").Inc()
	defer s.metrics.lines.WithLabelValues("visitor").Dec()
	defer s.keep(l)()
	// Asked only now, because what began before this line was listened to, and a
	// change of the offer, is told nowhere else.
	offered, open, err := s.offer(v)
	if err != nil {
		l.refuseHello(err)
		return
	}
	v.offered, v.stream = offered, shown(open, last, hello)
	v.offers.engage(open != "")
	welcome.Visitor.Stream, welcome.Visitor.Offer = v.stream, v.offered
	welcome.Visitor.Files, welcome.Visitor.FilesURL = s.filesOf(v.project), s.filesURL()
	welcome.Visitor.Answerable = v.offered.State == wire.OfferOnline
	cursor := hello.Cursor
	if hello.Epoch != welcome.Epoch || hello.Visitor.Stream != v.stream {
		cursor = 0
	}
	l.begin(visitorOpening{welcome, cursor})
	limit := s.limitsOf(v.project, actor)
	begin := &beginning{
		project: v.project, opening: openingOf(hello.Visitor, v.visit), visitor: fresh,
		moved: func(page desk.Page) { v.push(moved(page)) },
	}
	_ = l.read(func(raw []byte) error {
		l.take(raw, v.project, actor, hello.Device, limit, begin)
		return nil
	})
	l.end()
}

// shown is the conversation a visitor sees: the one they have open, or the one they
// ask for if it was their last.
func shown(open, last desk.ConversationID, hello wire.Hello) desk.Stream {
	if open != "" {
		return open.Stream()
	}
	if last != "" && last.Stream() == hello.Visitor.Stream {
		return last.Stream()
	}
	return ""
}

// visitor finds out who says hello: somebody known by their token, or somebody
// new, who is written down with their first message and not before. Until then
// the server remembers them, so that a second tab, or the same one after a break
// in the middle of that message, is the same person. last is the newest
// conversation of somebody known; one that was let go because nobody was free is
// none.
func (s *Server) visitor(l *line, hello wire.Hello) (v *visitorLine, welcome wire.Welcome, last desk.ConversationID, fresh *desk.NewVisitor, err error) {
	if hello.Visitor == nil {
		return nil, welcome, "", nil, desk.Refuse(desk.Invalid, "A visitor's hello says which project it is for.").At("visitor")
	}
	setup, known := s.opt.Floor.Setup(hello.Visitor.Project)
	if !known {
		return nil, welcome, "", nil, desk.Refuse(desk.NotFound, "No such project.").At("visitor.project")
	}
	if ch := hello.Visitor.Channel; ch != "" && ch != desk.Chat && ch != desk.InApp {
		return nil, welcome, "", nil, desk.Refuse(desk.Invalid, "A visitor comes by chat or app.").At("visitor.channel")
	}
	v = &visitorLine{line: l, project: setup.Project.ID, visit: visitOf(hello.Visitor)}
	welcome = wire.Welcome{
		Frame: wire.FrameWelcome, Proto: wire.Proto, Epoch: s.opt.Floor.Epoch(v.project), At: s.opt.Clock.Now(),
		Visitor: &wire.VisitorWelcome{Project: setup.Project.Name},
	}
	if hello.Token != "" {
		digest := auth.Digest(hello.Token)
		// Asked first: they are forgotten only once they are written down.
		fresh = s.newcomers.find(v.project, digest)
		who, err := s.opt.Store.VisitorByToken(l.ctx, v.project, digest)
		if err != nil && !errors.Is(err, desk.ErrNone) {
			return nil, welcome, "", nil, s.opt.Refusal(err)
		}
		if err == nil {
			v.id = who.Visitor
			return v, welcome, who.Latest, nil, nil
		}
		if fresh != nil {
			v.id = fresh.ID
			return v, welcome, "", fresh, nil
		}
	}
	token, digest := auth.NewToken()
	v.id = desk.VisitorID(visitorPrefix + auth.NewID())
	welcome.Visitor.Token = token
	fresh = &desk.NewVisitor{ID: v.id, TokenHash: digest, At: welcome.At}
	s.newcomers.put(v.project, fresh)
	return v, welcome, "", fresh, nil
}

// openingOf is how a conversation of this visitor begins. What a browser says is
// cut to size, not refused: nobody typed it.
func openingOf(h *wire.VisitorHello, visit desk.Visit) desk.Open {
	open := desk.Open{
		Opened:  desk.Opened{Channel: visit.Channel, Site: visit.Site, Language: visit.Language},
		Content: &desk.Content{Name: desk.CutText(h.Name, desk.MaxNameRunes)},
	}
	if h.Page != nil && len(h.Page.URL) <= desk.MaxURLBytes {
		open.Content.Page = &desk.Page{URL: desk.CutText(h.Page.URL, desk.MaxURLBytes), Title: desk.CutText(h.Page.Title, desk.MaxTitleRunes)}
	}
	return open
}

// moved in the queue says that the visitor is on another page.
type moved desk.Page

// move has what is offered follow the visitor to another page: the targeting
// rules look at the path.
func (v *visitorLine) move(page desk.Page) {
	before := v.visit
	if v.visit = visitAt(before, page); v.visit != before {
		v.HearOffers()
	}
}

// Hear implements [floor.Listener].
func (v *visitorLine) Hear(news []floor.News) { v.push(news) }

func (v *visitorLine) write(items []any) error {
	for _, item := range items {
		var err error
		switch item := item.(type) {
		case visitorOpening:
			err = v.open(item)
		case []floor.News:
			err = v.hear(item)
		case heartbeat:
			err = v.frame(wire.Events[wire.VisitorEvent]{
				Frame: wire.FrameEvents, N: v.next(), Cursor: v.sent, List: []wire.VisitorEvent{}, At: v.srv.opt.Clock.Now(),
			})
		case look:
			err = v.look()
		case moved:
			v.move(desk.Page(item))
		case waited:
			err = v.wait()
		default:
			_, err = v.common(item)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (v *visitorLine) open(o visitorOpening) error {
	o.welcome.N = v.next()
	if err := v.frame(o.welcome); err != nil {
		return err
	}
	list := []wire.VisitorEvent{}
	if id, ok := v.stream.Conversation(); ok {
		// From the last one the visitor has, to know that there is such a one.
		events, err := v.srv.history(v.ctx, v.project, id, max(o.cursor-1, 0), 0)
		if err != nil {
			return err
		}
		if o.cursor > 0 {
			if len(events) == 0 {
				return v.astray()
			}
			v.sent, events = o.cursor, events[1:]
		}
		list = v.narrow(events)
		if o.cursor == 0 {
			if list, err = v.whole(list); err != nil {
				return err
			}
		}
	}
	return v.events(list)
}

// whole sends as much of a conversation as fits into one frame and returns the
// rest, which goes as events.
func (v *visitorLine) whole(list []wire.VisitorEvent) (rest []wire.VisitorEvent, err error) {
	n := page(list, weightForVisitor)
	err = v.frame(wire.Whole[wire.VisitorEvent]{Frame: wire.FrameWhole, N: v.next(), Stream: v.stream, Events: list[:n]})
	return list[n:], err
}

// hear sends what concerns the visitor. A conversation that begins while they
// are here arrives whole: all of it is in this news.
func (v *visitorLine) hear(news []floor.News) error {
	var events []desk.Event
	begins := false
	for _, n := range news {
		if n.Event.Kind == desk.ConversationOpened && n.Event.Stream != v.stream {
			// What came before it in the same news is of the one before.
			if list := v.narrow(events); len(list) > 0 {
				if err := v.events(list); err != nil {
					return err
				}
			}
			v.stream, v.sent, events, begins = n.Event.Stream, 0, nil, true
			v.offers.engage(true)
		}
		if n.Event.Stream == v.stream && n.Event.Seq > v.sent {
			events = append(events, n.Event)
			if n.Event.Kind == desk.ConversationClosed {
				v.offers.engage(false)
				v.HearOffers()
			}
		}
	}
	list := v.narrow(events)
	if begins {
		rest, err := v.whole(list)
		if err != nil {
			return err
		}
		list = rest
	}
	if len(list) == 0 && !begins {
		return nil
	}
	return v.events(list)
}

// events sends what fits into one frame, and again until all is sent. The cursor
// reaches the end with the last.
func (v *visitorLine) events(list []wire.VisitorEvent) error {
	for {
		n, cursor := page(list, weightForVisitor), v.sent
		if n < len(list) {
			cursor = list[n-1].Seq
		}
		err := v.frame(wire.Events[wire.VisitorEvent]{Frame: wire.FrameEvents, N: v.next(), Cursor: cursor, List: list[:n], More: n < len(list)})
		if list = list[n:]; err != nil || len(list) == 0 {
			return err
		}
	}
}

// narrow is what the visitor may see of these events, and notes how far the
// conversation was looked through.
func (v *visitorLine) narrow(events []desk.Event) []wire.VisitorEvent {
	list := []wire.VisitorEvent{}
	for _, e := range events {
		v.sent = e.Seq
		if out, ok := wire.ForVisitor(e, names{v.srv, v.project}); ok {
			list = append(list, out)
		}
	}
	return list
}
