package floor

import (
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// maxListeners is how many lines one person may have open: tabs and devices.
const maxListeners = 10

// hub knows who listens.
type hub struct {
	mu        sync.RWMutex
	listeners map[desk.Actor][]Listener
}

func newHub() *hub { return &hub{listeners: map[desk.Actor][]Listener{}} }

// listen adds a listener, and refuses one too many: each is told everything.
func (h *hub) listen(who desk.Actor, l Listener) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.listeners[who]) >= maxListeners {
		return desk.Refuse(desk.TooManyLines, "There are %d lines open for you already; close one of them.", maxListeners).
			After(5 * desk.Second) // some may be dead, and not found out yet
	}
	// A new slice each time: tell reads the old one without the lock.
	h.listeners[who] = append(append([]Listener(nil), h.listeners[who]...), l)
	return nil
}

// leave removes a listener.
func (h *hub) leave(who desk.Actor, l Listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var rest []Listener
	for _, other := range h.listeners[who] {
		if other != l {
			rest = append(rest, other)
		}
	}
	if rest == nil {
		delete(h.listeners, who)
	} else {
		h.listeners[who] = rest
	}
}

// all are the listeners there are.
func (h *hub) all() []Listener {
	h.mu.RLock()
	defer h.mu.RUnlock()
	var all []Listener
	for _, some := range h.listeners {
		all = append(all, some...)
	}
	return all
}

func (h *hub) of(who desk.Actor) []Listener {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.listeners[who]
}

func (h *hub) signal(to desk.Actor, s Signal) {
	for _, l := range h.of(to) {
		l.HearSignal(s)
	}
}

// visitors are the listeners of visitors.
func (h *hub) visitors() []Listener {
	h.mu.RLock()
	defer h.mu.RUnlock()
	var all []Listener
	for who, some := range h.listeners {
		if who.Kind == desk.ByVisitor {
			all = append(all, some...)
		}
	}
	return all
}
