package e2e

import (
	"errors"
	"strings"
	"time"

	"github.com/parley-desk/parley/app"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// lifecycleVerbs are what an agent does with a conversation besides talking.
func (w *world) lifecycleVerbs() map[string]func(*agent, []string) {
	return map[string]func(*agent, []string){
		// ada hands over to ben 'comment'
		"hands over to":        func(a *agent, args []string) { w.must(a.handOver(args, false)) },
		"hands over anyway to": func(a *agent, args []string) { w.must(a.handOver(args, true)) },
		// ada cannot hand over to ben target_unavailable
		"cannot hand over to": func(a *agent, args []string) {
			w.refused(a.handOver(args[:1], false), args[1])
			if p := a.panel(); p.OnScreen() == nil || !p.OnScreen().Open {
				w.t.Fatalf("%s has lost it:\n%s", a.name, describe(p))
			}
		},
		"is offered the target":     func(a *agent, args []string) { a.target(args[0]) },
		"is not offered the target": func(a *agent, args []string) { a.noTarget(args[0]) },
		// ada snoozes for 3h keep
		"snoozes for": func(a *agent, args []string) {
			w.must(a.snooze(args[0], len(args) > 1))
		},
		"cannot snooze for": func(a *agent, args []string) { w.refused(a.snooze(args[0], false), args[1]) },
		// ada has on the shelf ann snoozed
		"has on the shelf": func(a *agent, args []string) {
			v := w.visitors[args[0]]
			a.wait("to have "+args[0]+" on the shelf "+args[1], func(p wire.Panel) bool {
				item, ok := shelved(p, v.said)
				return ok && string(item.State) == args[1]
			})
		},
		"has an empty shelf": func(a *agent, _ []string) {
			a.wait("for an empty shelf", func(p wire.Panel) bool { return len(p.Shelf) == 0 })
		},
		"takes back": func(a *agent, args []string) {
			item, ok := shelved(a.panel(), w.visitors[args[0]].said)
			if !ok {
				w.t.Fatalf("%s has not shelved %s", a.name, args[0])
			}
			w.must(a.desktop.App.Wake(string(item.Stream)))
		},
		"blocks": func(a *agent, _ []string) {
			p := a.wait("for a thread", func(p wire.Panel) bool { return p.OnScreen() != nil })
			w.must(a.desktop.App.Block(string(p.OnScreen().Stream)))
		},
		"has the lamps": func(a *agent, args []string) { // ada has the lamps chat,call
			a.wait("for the lamps "+args[0], func(p wire.Panel) bool {
				var names []string
				for _, l := range p.Channels {
					names = append(names, string(l.Channel))
				}
				return strings.Join(names, ",") == args[0]
			})
		},
		"is away for": func(a *agent, args []string) {
			a.wait("to be away", func(p wire.Panel) bool { return string(p.Imposed) == args[0] })
		},
		"reads the line": func(a *agent, args []string) { // ada reads the line transferred 'comment'
			a.wait("for the line "+strings.Join(args, " "), func(p wire.Panel) bool {
				for _, l := range lines(p) {
					told := l.Text + "\n" + l.Comment + "\n" + l.From + "\n" + l.To
					if string(l.System) == args[0] && (len(args) < 2 || strings.Contains(told, args[1])) {
						return true
					}
				}
				return false
			})
		},
		"sees the banner": func(a *agent, args []string) { // ada sees the banner async
			a.wait("for a thread that is "+args[0], func(p wire.Panel) bool {
				return p.OnScreen() != nil && p.OnScreen().Async == (args[0] == "async")
			})
		},
		"goes home": func(a *agent, _ []string) { a.desktop.Stop() },
	}
}

// refused expects a fault of this code.
func (w *world) refused(err error, code string) {
	w.t.Helper()
	var f *app.Fault
	if !errors.As(err, &f) || f.Code != code {
		w.t.Fatalf("%s: got %v, want %s", w.line, err, code)
	}
}

func shelved(p wire.Panel, lastText string) (wire.ShelfItem, bool) {
	for _, item := range p.Shelf {
		if item.LastText == lastText {
			return item, true
		}
	}
	return wire.ShelfItem{}, false
}

// targets is whom the agent can hand the conversation on screen over to.
func (a *agent) targets() (string, []wire.TransferTarget) {
	a.t.Helper()
	p := a.wait("for a thread", func(p wire.Panel) bool { return p.OnScreen() != nil && p.OnScreen().Open })
	list, err := a.desktop.App.Targets(string(p.OnScreen().Stream))
	if err != nil {
		a.t.Fatal(err)
	}
	return string(p.OnScreen().Stream), list
}

func (a *agent) target(name string) (string, wire.TransferTarget) {
	a.t.Helper()
	stream, list := a.targets()
	for _, target := range list {
		if strings.HasPrefix(strings.ToLower(target.Name), name) {
			return stream, target
		}
	}
	a.t.Fatalf("%s is not offered %s: %+v", a.name, name, list)
	return "", wire.TransferTarget{}
}

func (a *agent) noTarget(name string) {
	a.t.Helper()
	_, list := a.targets()
	for _, target := range list {
		if strings.HasPrefix(strings.ToLower(target.Name), name) {
			a.t.Fatalf("%s is offered %s", a.name, name)
		}
	}
}

func (a *agent) handOver(args []string, anyway bool) error {
	a.t.Helper()
	stream, target := a.target(args[0])
	comment := ""
	if len(args) > 1 {
		comment = args[1]
	}
	return a.desktop.App.Transfer(stream, string(target.Kind), target.ID, comment, anyway)
}

func (a *agent) snooze(length string, keep bool) error {
	a.t.Helper()
	d, err := time.ParseDuration(length)
	if err != nil {
		a.t.Fatal(err)
	}
	p := a.wait("for a thread", func(p wire.Panel) bool { return p.OnScreen() != nil && p.OnScreen().Open })
	// The server's clock was moved; the window adds the difference too.
	now := desk.Millis(time.Now().UnixMilli()) + p.Line.Clock
	return a.desktop.App.Snooze(string(p.OnScreen().Stream), int64(now+desk.Millis(d.Milliseconds())), keep)
}
