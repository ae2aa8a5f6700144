package app

import (
	"context"
	"time"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
)

// toastWithin is how long the system may take to show a toast.
const toastWithin = 5 * time.Second

// herald hands toasts and sounds to the system, in a goroutine of its own because
// the system may take its time and the panel may not.
type herald struct {
	notifier platform.Notifier
	sounds   Sounds
	asks     chan func(context.Context)
	gone     chan struct{}
	failed   func(platform.Report)
}

// newHerald starts a herald that ends with ctx. failed is told of each toast that
// was not shown.
func newHerald(ctx context.Context, n platform.Notifier, s Sounds, failed func(platform.Report)) *herald {
	h := &herald{notifier: n, sounds: s, asks: make(chan func(context.Context), 32), gone: make(chan struct{}), failed: failed}
	go func() {
		defer close(h.gone)
		for {
			select {
			case <-ctx.Done():
				return
			case f := <-h.asks:
				f(ctx)
			}
		}
	}()
	return h
}

func (h *herald) wait() { <-h.gone }

// put leaves out what comes while thirty-two others wait: nobody would hear it.
func (h *herald) put(f func(context.Context)) {
	select {
	case h.asks <- f:
	default:
	}
}

func (h *herald) give(a alert) {
	if a.ring != "" && h.sounds != nil {
		h.put(func(context.Context) { h.sounds.Play(a.ring) })
	}
	if a.toast != nil && h.notifier != nil {
		h.put(func(ctx context.Context) {
			ctx, cancel := context.WithTimeout(ctx, toastWithin)
			defer cancel()
			if r := h.notifier.Notify(ctx, *a.toast); r.Outcome != platform.Shown {
				h.failed(r)
			}
		})
	}
}

func (h *herald) close(id string) {
	if h.notifier != nil {
		h.put(func(context.Context) { h.notifier.Close(id) })
	}
}

// toastFailed tells the agent once that nothing will pop up.
func (d *Desktop) toastFailed(r platform.Report) {
	d.o.Log.Info("toast", "outcome", r.Outcome, "reason", r.Reason)
	d.tell(func() {
		if d.toastless {
			return // they know, and have perhaps dismissed it
		}
		d.toastless = true
		d.s.notice(desk.Unavailable,
			said("This system does not show Parley's notifications. New conversations appear in this window only."), d.o.Clock.Now())
	})
}

// alert disturbs the agent, if they are to be.
func (d *Desktop) alert(v *conversation, what occasion, now desk.Millis) {
	onScreen := d.s.screen == v.stream()
	d.herald.give(attend(moment{
		language: d.s.language, what: what, stream: v.stream(), name: v.shownName(), text: v.lastText, origin: v.origin,
		onScreen: onScreen, focused: d.s.focused,
		doNotDisturb: d.s.session.DoNotDisturb, repeat: d.s.repeat,
	}))
	if !onScreen || !d.s.focused {
		v.alertedAt = now
	}
}

// repeatAlerts announces again who still waits unseen.
func (d *Desktop) repeatAlerts(now desk.Millis) {
	for _, v := range d.s.convs {
		if v.alertedAt > 0 && v.waits() && now-v.alertedAt >= repeatEvery {
			d.alert(v, stillWaits, now)
		}
	}
}

// repeatAt is when the next visitor is announced again, 0 for none.
func (d *Desktop) repeatAt() desk.Millis {
	var next desk.Millis
	if !d.s.repeat {
		return 0
	}
	for _, v := range d.s.convs {
		if at := v.alertedAt + repeatEvery; v.alertedAt > 0 && v.waits() && (next == 0 || at < next) {
			next = at
		}
	}
	return next
}
