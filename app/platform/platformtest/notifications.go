package platformtest

import (
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	notifyName  = "org.freedesktop.Notifications"
	notifyPath  = dbus.ObjectPath("/org/freedesktop/Notifications")
	notifyIface = "org.freedesktop.Notifications"
)

// Shown is one notification as the service received it.
type Shown struct {
	ID       uint32
	App      string
	Replaces uint32
	Icon     string
	Title    string
	Body     string
	Actions  []string
	Hints    map[string]dbus.Variant
	Expire   int32
}

// Notifications is a notification service that shows nothing.
type Notifications struct {
	conn *dbus.Conn

	mu     sync.Mutex
	last   uint32
	shown  []Shown
	closed []uint32
	refuse string
	slow   time.Duration
}

// Serve puts a notification service on the bus at the address, with the given capabilities
// ("actions", "body", "body-markup" and "sound" when none are given).
func Serve(t testing.TB, address string, capabilities ...string) *Notifications {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	if len(capabilities) == 0 {
		capabilities = []string{"actions", "body", "body-markup", "sound"}
	}
	n := &Notifications{conn: conn}
	if err := conn.ExportMethodTable(map[string]any{
		"Notify":               n.notify,
		"CloseNotification":    n.closeOne,
		"GetCapabilities":      func() ([]string, *dbus.Error) { return capabilities, nil },
		"GetServerInformation": func() (string, string, string, string, *dbus.Error) { return "nothing", "parley", "1", "1.2", nil },
	}, notifyPath, notifyIface); err != nil {
		t.Fatal(err)
	}
	reply, err := conn.RequestName(notifyName, dbus.NameFlagDoNotQueue)
	if err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("the name %s: %v, %v", notifyName, reply, err)
	}
	t.Cleanup(func() { n.Leave() })
	return n
}

func (n *Notifications) notify(app string, replaces uint32, icon, title, body string, actions []string, hints map[string]dbus.Variant, expire int32) (uint32, *dbus.Error) {
	n.mu.Lock()
	slow := n.slow
	n.mu.Unlock()
	time.Sleep(slow)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.refuse != "" {
		return 0, dbus.NewError("org.freedesktop.DBus.Error.Failed", []any{n.refuse})
	}
	id := replaces
	if id == 0 {
		n.last++
		id = n.last
	}
	n.shown = append(n.shown, Shown{id, app, replaces, icon, title, body, actions, hints, expire})
	return id, nil
}

func (n *Notifications) closeOne(id uint32) *dbus.Error {
	n.mu.Lock()
	n.closed = append(n.closed, id)
	n.mu.Unlock()
	_ = n.conn.Emit(notifyPath, notifyIface+".NotificationClosed", id, uint32(3))
	return nil
}

// Shown answers everything shown until now.
func (n *Notifications) Shown() []Shown {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]Shown(nil), n.shown...)
}

// Closed answers every id that was asked to close.
func (n *Notifications) Closed() []uint32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]uint32(nil), n.closed...)
}

// Refuse makes the service answer every Notify with an error; "" stops that.
func (n *Notifications) Refuse(reason string) {
	n.mu.Lock()
	n.refuse = reason
	n.mu.Unlock()
}

// Slow makes every Notify take this long.
func (n *Notifications) Slow(d time.Duration) {
	n.mu.Lock()
	n.slow = d
	n.mu.Unlock()
}

// Click acts as a person does who clicks the notification: the action, then closed.
func (n *Notifications) Click(id uint32, action string) {
	_ = n.conn.Emit(notifyPath, notifyIface+".ActionInvoked", id, action)
	_ = n.conn.Emit(notifyPath, notifyIface+".NotificationClosed", id, uint32(2))
}

// Dismiss acts as a person does who waves the notification away.
func (n *Notifications) Dismiss(id uint32) {
	_ = n.conn.Emit(notifyPath, notifyIface+".NotificationClosed", id, uint32(2))
}

// Leave takes the service off the bus, as when it crashes.
func (n *Notifications) Leave() { _ = n.conn.Close() }
