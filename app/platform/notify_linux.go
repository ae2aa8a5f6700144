package platform

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	busName     = "org.freedesktop.Notifications"
	busPath     = dbus.ObjectPath("/org/freedesktop/Notifications")
	busIface    = "org.freedesktop.Notifications"
	busPatience = 3 * time.Second
	clickAction = "default" // the specification's name for a click on the notification itself
)

// NewNotifier opens the system's door for notifications. It does not touch the bus
// until the first toast.
func NewNotifier() Notifier { return newDesktopBus(sessionBus(), newSystem()) }

// sessionBus answers the address of the session's message bus, "" when there is none. It never lets the library start
// one: a bus started for us would outlive us, and nobody would listen on it.
func sessionBus() string {
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && address != "autolaunch:" {
		return address
	}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		socket := filepath.Join(dir, "bus")
		if info, err := os.Stat(socket); err == nil && info.Mode()&os.ModeSocket != 0 {
			return "unix:path=" + socket
		}
	}
	return ""
}

// desktopBus talks to the notification service of the session. One goroutine owns the connection and knows which
// number the service gave to which toast; everyone else sends it a request.
type desktopBus struct {
	address  string
	fallback *system
	asks     chan any
	clicks   chan Click
	quit     chan struct{}
	gone     chan struct{}
	stop     sync.Once
}

type askNotify struct {
	ctx   context.Context
	toast Toast
	reply chan Report
}

type askClose struct{ id string }

func newDesktopBus(address string, fallback *system) *desktopBus {
	b := &desktopBus{
		address:  address,
		fallback: fallback,
		asks:     make(chan any, 64),
		clicks:   make(chan Click, 64),
		quit:     make(chan struct{}),
		gone:     make(chan struct{}),
	}
	go b.run()
	return b
}

func (b *desktopBus) Notify(ctx context.Context, toast Toast) Report {
	ask := askNotify{ctx, toast, make(chan Report, 1)}
	select {
	case b.asks <- ask:
	case <-b.quit:
		return Report{Outcome: NotAvailable, Through: "dbus", Reason: "stopped"}
	case <-ctx.Done():
		return Report{Outcome: Failed, Through: "dbus", Reason: ctx.Err().Error()}
	}
	select {
	case r := <-ask.reply:
		return r
	case <-b.gone:
		return Report{Outcome: NotAvailable, Through: "dbus", Reason: "stopped"}
	case <-ctx.Done():
		return Report{Outcome: Failed, Through: "dbus", Reason: ctx.Err().Error()}
	}
}

func (b *desktopBus) Close(id string) {
	select {
	case b.asks <- askClose{id}:
	case <-b.quit:
	}
}

func (b *desktopBus) Clicks() <-chan Click { return b.clicks }

func (b *desktopBus) Stop() {
	b.stop.Do(func() { close(b.quit) })
	<-b.gone
}

// line is the state of the owner goroutine.
type line struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal
	known   bool // the capabilities were asked for
	can     []string
	toasts  map[uint32]string // the service's number to our ID
	numbers map[string]uint32 // and back
}

func (l *line) forget() {
	clear(l.toasts)
	clear(l.numbers)
	l.known, l.can = false, nil
}

func (b *desktopBus) run() {
	defer close(b.gone)
	defer close(b.clicks)
	defer b.fallback.Stop()
	l := &line{toasts: map[uint32]string{}, numbers: map[string]uint32{}}
	defer func() {
		if l.conn != nil {
			_ = l.conn.Close()
		}
	}()
	for {
		select {
		case <-b.quit:
			return
		case s, ok := <-l.signals:
			if !ok { // the bus went away; the next toast tries it again
				l.conn, l.signals = nil, nil
				l.forget()
				continue
			}
			b.hear(l, s)
		case ask := <-b.asks:
			switch ask := ask.(type) {
			case askNotify:
				if err := ask.ctx.Err(); err != nil {
					continue // its caller has gone
				}
				ask.reply <- b.show(ask.ctx, l, ask.toast)
			case askClose:
				b.closeOne(l, ask.id)
			}
		}
	}
}

func (l *line) connect(address string) error {
	if l.conn != nil && l.conn.Connected() {
		return nil
	}
	if address == "" {
		return errors.New("there is no message bus")
	}
	l.forget()
	// In order and without loss, or a click could overtake the number it belongs to.
	conn, err := dbus.Connect(address, dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), busPatience)
	defer cancel()
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchInterface(busIface), dbus.WithMatchObjectPath(busPath)},
		{dbus.WithMatchSender("org.freedesktop.DBus"), dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, busName)},
	} {
		if err := conn.AddMatchSignalContext(ctx, match...); err != nil {
			_ = conn.Close()
			return err
		}
	}
	l.conn, l.signals = conn, make(chan *dbus.Signal, 256)
	conn.Signal(l.signals)
	return nil
}

func (b *desktopBus) show(ctx context.Context, l *line, toast Toast) Report {
	if err := l.connect(b.address); err != nil {
		return Report{Outcome: NotAvailable, Through: "dbus", Reason: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, busPatience)
	defer cancel()
	service := l.conn.Object(busName, busPath)
	if !l.known {
		if err := service.CallWithContext(ctx, busIface+".GetCapabilities", 0).Store(&l.can); err != nil {
			return b.other(ctx, toast, err)
		}
		l.known = true
	}
	title, body := plain(toast.Title, titleRunes), plain(toast.Body, bodyRunes)
	if !slices.Contains(l.can, "body") && body != "" {
		title, body = plain(title+": "+body, titleRunes), ""
	}
	// Only a service that reads markup is sent escapes; the others would show them.
	if slices.Contains(l.can, "body-markup") {
		body = markup.Replace(body)
	}
	clickable := slices.Contains(l.can, "actions")
	var actions []string
	if clickable {
		actions = append(actions, clickAction, "")
		for _, a := range toast.Actions {
			if a.Key != "" && a.Key != clickAction {
				actions = append(actions, a.Key, plain(a.Label, 40))
			}
		}
	}
	urgency, expire := byte(1), int32(-1)
	if toast.Urgent {
		urgency, expire = 2, 0
	}
	hints := map[string]dbus.Variant{
		"urgency":        dbus.MakeVariant(urgency),
		"category":       dbus.MakeVariant("im.received"),
		"desktop-entry":  dbus.MakeVariant("parley"),
		"suppress-sound": dbus.MakeVariant(true), // ours are played by Player, or not at all
	}
	old := l.numbers[toast.ID]
	var number uint32
	err := service.CallWithContext(ctx, busIface+".Notify", 0, "Parley", old, "parley", title, body, actions, hints, expire).Store(&number)
	if err != nil {
		return b.other(ctx, toast, err)
	}
	delete(l.toasts, old)
	if toast.ID != "" {
		l.toasts[number], l.numbers[toast.ID] = toast.ID, number
	}
	return Report{Outcome: Shown, Through: "dbus", Clickable: clickable && toast.ID != ""}
}

// other tries the plain door when nobody owns the service's name, and only then: a service that refused or hangs would
// be reached by that door too.
func (b *desktopBus) other(ctx context.Context, toast Toast, err error) Report {
	if e := (dbus.Error{}); errors.As(err, &e) && (e.Name == "org.freedesktop.DBus.Error.ServiceUnknown" || e.Name == "org.freedesktop.DBus.Error.NameHasNoOwner") {
		if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" { // the plain door would start a bus of its own
			return Report{Outcome: NotAvailable, Through: "dbus", Reason: "there is no notification service"}
		}
		return b.fallback.Notify(ctx, toast)
	}
	return Report{Outcome: Failed, Through: "dbus", Reason: err.Error()}
}

func (b *desktopBus) closeOne(l *line, id string) {
	number, shown := l.numbers[id]
	if !shown || l.conn == nil {
		return
	}
	delete(l.numbers, id)
	delete(l.toasts, number)
	l.conn.Object(busName, busPath).Go(busIface+".CloseNotification", dbus.FlagNoReplyExpected, nil, number)
}

// hear takes a signal. Signals are for everyone on the bus, so most are about other programs' notifications.
func (b *desktopBus) hear(l *line, s *dbus.Signal) {
	switch s.Name {
	case busIface + ".ActionInvoked":
		var number uint32
		var action string
		if dbus.Store(s.Body, &number, &action) != nil {
			return
		}
		id, ours := l.toasts[number]
		if !ours {
			return
		}
		if action == clickAction {
			action = ""
		}
		select {
		case b.clicks <- Click{id, action}:
		default: // nobody has listened to sixty-four clicks: one more changes nothing
		}
	case busIface + ".NotificationClosed":
		var number, why uint32
		if dbus.Store(s.Body, &number, &why) != nil {
			return
		}
		if id, ours := l.toasts[number]; ours {
			delete(l.toasts, number)
			delete(l.numbers, id)
		}
	case "org.freedesktop.DBus.NameOwnerChanged":
		// A service that left takes its numbers with it. One that came says nothing new: our own toast may have
		// woken it, and its number is already noted.
		if name, was := "", ""; dbus.Store(s.Body, &name, &was, new(string)) == nil && was != "" {
			l.forget()
		}
	}
}
