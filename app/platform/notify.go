package platform

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-desk/parley/backend/desk"
)

// Toast is one notification. Its texts are plain: whatever a system would take for
// markup in them is escaped on the way out.
type Toast struct {
	// ID names what the toast is about, a conversation as a rule. A second toast with
	// the same ID takes the place of the first, and a click answers with it.
	ID     string
	Title  string
	Body   string
	Urgent bool // stays until it is seen, where the system offers that
	// Actions are buttons beside the click itself, where the system offers them.
	Actions []Action
}

// Action is a button on a toast.
type Action struct{ Key, Label string }

// Click is what a person did with a toast: clicked it (Action is "") or pressed one of its buttons.
type Click struct{ ID, Action string }

// Outcome says what became of a request to the system.
type Outcome string

// The outcomes. "Shown" is what the system's service said; whether a person looked is not known to anyone.
const (
	Shown        Outcome = "shown"
	NotAvailable Outcome = "not_available"
	Failed       Outcome = "failed"
)

// Report is the outcome with what the agent or a diagnosis may want to know.
type Report struct {
	Outcome   Outcome
	Clickable bool   // a click will come back through Clicks
	Through   string // which door: "dbus", "system"
	Reason    string // for NotAvailable and Failed
}

// Notifier shows toasts. All methods may be called from any goroutine.
type Notifier interface {
	// Notify shows the toast, or puts it in the place of the one with the same ID.
	// It answers within a few seconds at worst; the context may cut it shorter.
	Notify(ctx context.Context, toast Toast) Report
	// Close takes the toast of that ID off the screen if it is still there.
	Close(id string)
	// Clicks carries what people clicked. It is closed by Stop.
	Clicks() <-chan Click
	// Stop takes nothing off the screen; it ends the port and waits until it is gone.
	Stop()
}

const (
	titleRunes = 120
	bodyRunes  = 300
)

// plain makes a visitor's words fit for a toast: what is seen of them (desk.Plain), on one line, without control
// characters, and not longer than n.
func plain(s string, n int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, desk.Plain(s))
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > n {
		runes := []rune(s)
		s = strings.TrimSpace(string(runes[:n-1])) + "…"
	}
	return s
}

var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
