package web

import (
	"math/rand/v2"
	"net/url"
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

// offerGap is the least time between two looks at what a line's visitor is
// offered. The look falls somewhere into the gap after it, because the news that
// calls for it reaches everybody at once.
const offerGap = time.Second

// offers decides when a line looks at what its visitor is offered.
type offers struct {
	mu      sync.Mutex
	timer   *time.Timer // of the next look, nil while none is due
	looked  time.Time   // when the last one was due
	engaged bool        // in a conversation: nothing is offered
	ruled   bool        // the next look is due though the visitor is engaged
	ended   bool
}

// due has look called in a moment, unless that is under way; to one who is engaged
// only where it is ruled that everybody has to know.
func (o *offers) due(look func(), ruled bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ended || o.engaged && !ruled {
		return
	}
	o.ruled = o.ruled || ruled
	if o.timer != nil {
		return
	}
	wait := max(0, offerGap-time.Since(o.looked)) + rand.N(offerGap)
	o.looked = time.Now().Add(wait)
	o.timer = time.AfterFunc(wait, func() {
		o.mu.Lock()
		o.timer = nil
		on := !o.ended && (!o.engaged || o.ruled)
		o.mu.Unlock()
		if on {
			look()
		}
	})
}

// engage notes whether the visitor is in a conversation.
func (o *offers) engage(in bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.engaged = in
}

// take tells whether there is to be a look, and counts it.
func (o *offers) take() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	on := !o.engaged || o.ruled
	o.ruled = false
	return on
}

// end calls off what is due.
func (o *offers) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
	if o.timer != nil {
		o.timer.Stop()
	}
}

// look in the queue has the line tell its visitor what they are offered now, if
// it is something else.
type look struct{}

// HearOffers implements [floor.Listener].
func (v *visitorLine) HearOffers() { v.offers.due(func() { v.push(look{}) }, false) }

// HearLifecycle implements [floor.Listener]. Whoever is in a conversation has to know
// as well: whether they can end it is part of what they are told with the offer.
func (v *visitorLine) HearLifecycle() { v.offers.due(func() { v.push(look{}) }, true) }

// look tells the visitor what they are offered, where it has changed.
func (v *visitorLine) look() error {
	if !v.offers.take() {
		return nil
	}
	offer, _, err := v.srv.offer(v)
	if err != nil || offer == v.offered {
		return nil // what is not known now is asked again at the next change
	}
	v.offered = offer
	return v.frame(wire.Offer{Frame: wire.FrameOffer, N: v.next(), Offer: offer})
}

// offer is what a line's visitor is offered now.
func (s *Server) offer(v *visitorLine) (wire.VisitorOffer, desk.ConversationID, error) {
	offered, err := s.opt.Floor.Offer(v.ctx, v.project, v.id, v.visit)
	if err != nil {
		return wire.VisitorOffer{}, "", s.opt.Refusal(err)
	}
	setup, _ := s.opt.Floor.Setup(v.project)
	life := setup.Revision.Settings.Lifecycle
	out := wire.VisitorOffer{
		State: wire.OfferOffline, Async: offered.Async, Welcome: life.Welcome, Stays: life.VisitorStays, Mail: s.opt.Mail,
	}
	switch {
	case offered.None && offered.Open == "":
		// Who is offered nothing need not learn what others are.
		out = wire.VisitorOffer{State: wire.OfferNone}
	case offered.None:
		out.State = wire.OfferNone
	case offered.Free:
		out.State = wire.OfferOnline
	case offered.Full:
		out.State = wire.OfferBusy
	}
	return out, offered.Open, nil
}

// waiting keeps how a visitor's wait stands until it is written: the newest
// wins, so that it never takes more than one place in the queue.
type waiting struct {
	mu   sync.Mutex
	last *floor.Wait
}

// put keeps what is newest, and tells whether it waits to be written already.
func (w *waiting) put(n floor.Wait) (queued bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	queued = w.last != nil
	w.last = &n
	return queued
}

func (w *waiting) take() (floor.Wait, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	last := w.last
	w.last = nil
	if last == nil {
		return floor.Wait{}, false
	}
	return *last, true
}

// waited in the queue has the line tell how the wait stands.
type waited struct{}

// HearWait implements [floor.Listener].
func (v *visitorLine) HearWait(w floor.Wait) {
	if !v.waits.put(w) {
		v.push(waited{})
	}
}

func (v *visitorLine) wait() error {
	w, ok := v.waits.take()
	if !ok || w.Stream != v.stream {
		return nil
	}
	return v.frame(wire.Wait{
		Frame: wire.FrameWait, N: v.next(), Stream: w.Stream,
		Contacts: w.Contacts, Kept: w.Kept, Ahead: w.Ahead, Absent: w.Absent,
		Estimate: w.Estimate, Exceeded: w.Exceeded,
	})
}

// visitOf is what targeting rules can look at.
func visitOf(h *wire.VisitorHello) desk.Visit {
	visit := desk.Visit{Channel: h.Channel, Language: desk.CutText(h.Language, 35)}
	if visit.Channel == "" {
		visit.Channel = desk.Chat
	}
	if h.Page == nil {
		return visit
	}
	return visitAt(visit, *h.Page)
}

// visitAt is a visit on another page.
func visitAt(visit desk.Visit, page desk.Page) desk.Visit {
	if len(page.URL) > desk.MaxURLBytes {
		return visit
	}
	if u, err := url.Parse(page.URL); err == nil {
		visit.Site, visit.Path = desk.CutText(u.Hostname(), 253), desk.CutText(u.Path, desk.MaxURLBytes)
	}
	return visit
}
