package app

import (
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// handOverWithin bounds how long a window stays that is to close: its page may hang. A
// page waits 1.5 s at most for who still types.
const handOverWithin = 2 * time.Second

// asksWithin is how long a page may take to ask. A second press on the close button is
// no sign that it hangs.
const asksWithin = 3 * desk.Second

// Window is what a window that is asked to close is told by: to ask the agent what
// becomes of their visitors, to hand over what it holds, and to close.
type Window struct{ Ask, HandOver, Close func() }

// Leave is for a window that is asked to close. While visitors are with the agent it
// stays, and the page asks what becomes of them, as at the end of a shift: the agent
// says whether it closes all the same. A page that has not asked after a while hangs:
// then the window may close.
//
// Otherwise the window stays for a moment: the page hands over what it has not handed
// over yet, the last letters of a text, and the window is closed when it has, or has
// had time to. Leave does not wait itself: on some systems the page's answer comes by
// the thread that asks here.
func (d *Desktop) Leave(w Window) (stay bool) {
	if d.leaves.Load() || d.App.Snapshot().Session.State != wire.SignedIn {
		return false
	}
	if !d.sure.Load() && d.served() {
		now := d.o.Clock.Now()
		if since := d.unasked.Load(); since == 0 || now-desk.Millis(since) < asksWithin {
			d.unasked.CompareAndSwap(0, int64(now))
			w.Ask()
			return true
		}
	}
	if d.leaves.Swap(true) {
		return false
	}
	go func() {
		late, stop := d.o.Clock.Timer(handOverWithin)
		defer stop()
		w.HandOver()
		select {
		case <-d.handed:
		case <-late:
		}
		w.Close()
	}()
	return true
}

// served tells whether visitors are with the agent.
func (d *Desktop) served() bool {
	for _, box := range d.App.Snapshot().Boxes {
		if !box.Gone {
			return true
		}
	}
	return false
}

// Asking says that the page asks what becomes of the visitors of a window that was to
// close.
func (a *App) Asking() error {
	a.d.unasked.Store(0)
	return nil
}

// Quit closes the window, whoever is with the agent.
func (a *App) Quit() error {
	a.d.sure.Store(true)
	a.d.o.Quit()
	return nil
}

// HandedOver says that the page has nothing any more that is not handed over.
func (a *App) HandedOver() error {
	select {
	case a.d.handed <- struct{}{}:
	default:
	}
	return nil
}
