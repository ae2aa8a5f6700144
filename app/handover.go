package app

import (
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

// handOverWithin bounds how long a window stays that is to close: its page may hang.
const handOverWithin = 500 * time.Millisecond

// HandOver asks the page for what it has not handed over yet, the last letters of a
// text, and returns when it has, or has had time to. Call it before the window goes.
func (d *Desktop) HandOver(ask func()) {
	if d.App.Snapshot().Session.State != wire.SignedIn {
		return
	}
	ask()
	select {
	case <-d.handed:
	case <-time.After(handOverWithin):
	}
}

// HandedOver says that the page has nothing any more that is not handed over.
func (a *App) HandedOver() error {
	select {
	case a.d.handed <- struct{}{}:
	default:
	}
	return nil
}
