package app

import (
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

// handOverWithin bounds how long a window stays that is to close: its page may hang. A
// page waits 1.5 s at most for who still types.
const handOverWithin = 2 * time.Second

// HandOver is for a window that is asked to close. The first time it says that the
// window is to stay, asks the page for what it has not handed over yet, the last
// letters of a text, and has the window closed when the page has, or has had time
// to. It does not wait itself: on some systems the page's answer comes by the thread
// that asks here.
func (d *Desktop) HandOver(ask, quit func()) (stay bool) {
	if d.leaves.Swap(true) || d.App.Snapshot().Session.State != wire.SignedIn {
		return false
	}
	go func() {
		late, stop := d.o.Clock.Timer(handOverWithin)
		defer stop()
		ask()
		select {
		case <-d.handed:
		case <-late:
		}
		quit()
	}()
	return true
}

// HandedOver says that the page has nothing any more that is not handed over.
func (a *App) HandedOver() error {
	select {
	case a.d.handed <- struct{}{}:
	default:
	}
	return nil
}
