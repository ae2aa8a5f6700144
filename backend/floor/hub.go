package floor

import (
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// hub knows who listens.
type hub struct {
	mu        sync.RWMutex
	listeners map[desk.Actor][]Listener
}

func newHub() *hub { return &hub{listeners: map[desk.Actor][]Listener{}} }

// listen adds a listener and says how many the actor has now.
func (h *hub) listen(who desk.Actor, l Listener) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	// A new slice each time: tell reads the old one without the lock.
	h.listeners[who] = append(append([]Listener(nil), h.listeners[who]...), l)
	return len(h.listeners[who])
}

// leave removes a listener and says how many the actor has left.
func (h *hub) leave(who desk.Actor, l Listener) int {
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
	return len(rest)
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
