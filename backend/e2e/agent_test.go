package e2e

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-desk/parley/app"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// agent is somebody at a desktop without a window.
type agent struct {
	t       testing.TB
	name    string
	desktop *app.Desktop
	toasts  *toasts
}

// toasts is what this desktop has shown; it takes the system's place.
type toasts struct {
	mu     sync.Mutex
	shown  []platform.Toast
	clicks chan platform.Click
}

// Notify implements platform.Notifier.
func (n *toasts) Notify(_ context.Context, t platform.Toast) platform.Report {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.shown = append(n.shown, t)
	return platform.Report{Outcome: platform.Shown, Clickable: true}
}

// Close implements platform.Notifier.
func (n *toasts) Close(string) {}

// Clicks implements platform.Notifier.
func (n *toasts) Clicks() <-chan platform.Click { return n.clicks }

// Stop implements platform.Notifier.
func (n *toasts) Stop() {}

func (n *toasts) of(text string) (platform.Toast, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, t := range n.shown {
		if strings.Contains(t.Body, text) {
			return t, true
		}
	}
	return platform.Toast{}, false
}

// noKeychain is a machine without one.
type noKeychain struct{}

func (noKeychain) Get(string) (string, error) { return "", errors.New("no keychain") }
func (noKeychain) Set(string, string) error   { return errors.New("no keychain") }
func (noKeychain) Delete(string) error        { return nil }

func newAgent(t testing.TB, s *rig.Server, name string) *agent {
	a := &agent{t: t, name: name, toasts: &toasts{clicks: make(chan platform.Click, 4)}}
	a.desktop = app.New(app.Options{
		Data: t.TempDir(), Server: s.URL, Email: name + "@acme.test", Password: "parley-demo",
		Keychain: noKeychain{}, Notifier: a.toasts,
	})
	if err := a.desktop.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.desktop.Stop)
	a.wait("to be signed in and online", func(p wire.Panel) bool {
		return p.Session.State == wire.SignedIn && p.Line.State == wire.Online
	})
	return a
}

func (a *agent) panel() wire.Panel { return a.desktop.App.Snapshot() }

// wait looks at the panel until it is so, and fails after ten seconds.
func (a *agent) wait(what string, is func(wire.Panel) bool) wire.Panel {
	a.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		p := a.panel()
		if is(p) {
			return p
		}
		if time.Now().After(deadline) {
			a.t.Fatalf("%s waited in vain %s; the panel shows:\n%s", a.name, what, describe(p))
		}
	}
}

// box finds the conversation whose visitor said something last.
func box(p wire.Panel, lastText string) (wire.StateBox, bool) {
	for _, b := range p.Boxes {
		if b.LastText == lastText {
			return b, true
		}
	}
	return wire.StateBox{}, false
}

func describe(p wire.Panel) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s, line %s, lamps %+v\n", p.Session.State, p.Line.State, p.Channels)
	for _, b := range p.Boxes {
		fmt.Fprintf(&out, "box %s %s: tone %s, mine %t, online %t, %d new, %q\n", b.Label, b.Name, b.Tone, b.Mine, b.Online, b.New, b.LastText)
	}
	for _, i := range p.Shelf {
		fmt.Fprintf(&out, "shelf %s %s: %s, %q\n", i.Label, i.Name, i.State, i.LastText)
	}
	if p.OnScreen() != nil {
		for _, l := range p.OnScreen().Lines {
			fmt.Fprintf(&out, "  %s %s%s: %q %s %s\n", l.Kind, l.System, l.Name, l.Text, l.State, l.Reason)
		}
	}
	for _, n := range p.Notices {
		fmt.Fprintf(&out, "notice %s: %s\n", n.Code, n.Text)
	}
	return out.String()
}
