package e2e

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/chrome"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// TestStories runs every story in testdata. Each has its own server; the
// browser is shared, and each visitor has a profile of their own in it.
func TestStories(t *testing.T) {
	browser := chrome.Start(t)
	commands := map[string]func(*testscript.TestScript, bool, []string){"server": inWorld((*world).serverCommand)}
	for _, name := range []string{"ada", "ben", "cleo"} {
		commands[name] = inWorld(func(w *world, args []string) { w.agentCommand(name, args) })
	}
	for _, name := range []string{"mia", "dan"} {
		commands[name] = inWorld(func(w *world, args []string) { w.officeCommand(name, args) })
	}
	for _, name := range []string{"ann", "bob", "carl"} {
		commands[name] = inWorld(func(w *world, args []string) { w.visitorCommand(name, args) })
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true, Cmds: commands,
		Setup: func(env *testscript.Env) error {
			t := env.T().(testing.TB)
			env.Values[worldKey{}] = &world{
				t: t, browser: browser.For(t),
				agents: map[string]*agent{}, visitors: map[string]*visitor{}, offices: map[string]*office{},
			}
			return nil
		},
	})
}

type worldKey struct{}

// world is the people of one story.
type world struct {
	t        testing.TB
	browser  *chrome.Browser
	server   *rig.Server
	agents   map[string]*agent
	visitors map[string]*visitor
	offices  map[string]*office
	line     string
}

func inWorld(f func(*world, []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		w := ts.Value(worldKey{}).(*world)
		w.line = strings.Join(args, " ")
		if neg {
			ts.Fatalf("say it without a \"!\"")
		}
		f(w, args)
	}
}

// verb finds what is said about somebody: the words before their arguments.
func verb[P any](w *world, verbs map[string]func(P, []string), who P, args []string) {
	w.t.Helper()
	for n := len(args); n > 0; n-- {
		if do, ok := verbs[strings.Join(args[:n], " ")]; ok {
			do(who, args[n:])
			return
		}
	}
	w.t.Fatalf("nobody knows how to %q", strings.Join(args, " "))
}

func (w *world) serverCommand(args []string) {
	verb(w, map[string]func(*world, []string){
		"starts":    func(w *world, args []string) { w.server = startServer(w.t, args...) },
		"is killed": func(w *world, _ []string) { w.server.Kill() },
		"is back":   func(w *world, _ []string) { w.server.Start() },
		"waits": func(w *world, args []string) {
			by, err := time.ParseDuration(args[0])
			if err != nil {
				w.t.Fatal(err)
			}
			w.server.Advance(by)
		},
	}, w, args)
}

func (w *world) visitorCommand(name string, args []string) {
	v := w.visitors[name]
	if v == nil {
		screen := chrome.Desktop
		if strings.HasSuffix(w.line, "phone") {
			screen = chrome.Screen{Width: 390, Height: 844, Phone: true, Language: "fr-FR"}
		}
		v = newVisitor(w.t, w.browser, w.server, screen)
		w.visitors[name] = v
	}
	verb(w, map[string]func(*visitor, []string){
		"comes to the shop":          func(*visitor, []string) {},
		"comes to the shop by phone": func(*visitor, []string) {},
		"opens the window":           func(v *visitor, _ []string) { v.opens() },
		"closes the window":          func(v *visitor, _ []string) { v.closes() },
		"goes to":                    func(v *visitor, args []string) { v.goes(args[0]) },
		"opens in another tab":       func(v *visitor, args []string) { v.opensTab(args[0]) },
		"says":                       func(v *visitor, args []string) { v.says(args[0]) },
		"says in passing":            func(v *visitor, args []string) { v.saysInPassing(args[0]) },
		"reads":                      func(v *visitor, args []string) { v.frame().WaitText(args[0]) },
		"does not read": func(v *visitor, args []string) {
			if v.frame().Holds(fmt.Sprintf("document.body.innerText.includes(%q)", args[0])) {
				w.t.Fatalf("%q is there", args[0])
			}
		},
		"reads once": func(v *visitor, args []string) {
			v.frame().WaitText(args[0])
			if !v.frame().Holds(fmt.Sprintf("document.querySelector('[role=log]').innerText.split(%q).length === 2", args[0])) {
				w.t.Fatalf("%q is there more than once", args[0])
			}
		},
		"sees the window reduced": func(v *visitor, _ []string) {
			v.page.Top().WaitFor("the window to be reduced", "window.lastHeard === 'close'")
		},
		"is offered nothing": func(v *visitor, _ []string) {
			v.frame().WaitText("Chat is not available here")
			v.frame().WaitFor("no way to write", "!document.querySelector('textarea')")
		},
		"leaves the shop":       func(v *visitor, _ []string) { v.page.Go("about:blank") },
		"comes back":            func(v *visitor, _ []string) { v.page.Go(v.url) },
		"loses the network":     func(v *visitor, _ []string) { v.page.Offline(true) },
		"has the network again": func(v *visitor, _ []string) { v.page.Offline(false) },
	}, v, args)
}

func (w *world) agentCommand(name string, args []string) {
	a := w.agents[name]
	if a == nil {
		a = newAgent(w.t, w.server, name)
		w.agents[name] = a
	}
	verbs := map[string]func(*agent, []string){
		"signs in": func(*agent, []string) {},
		"is": func(a *agent, args []string) {
			w.must(a.desktop.App.SetStatus(string(desk.Chat), args[0]))
			a.wait("to be "+args[0], func(p wire.Panel) bool { return len(p.Channels) > 0 && string(p.Channels[0].Status) == args[0] })
		},
		// ada's lamp is orange 2/2
		"has the lamp": func(a *agent, args []string) {
			a.wait("for the lamp "+strings.Join(args, " "), func(p wire.Panel) bool {
				l := p.Channels[0]
				return string(l.Light) == args[0] && fmt.Sprintf("%d/%d", l.Used, l.Slots) == args[1]
			})
		},
		"has boxes": func(a *agent, args []string) {
			n, _ := strconv.Atoi(args[0])
			a.wait("for "+args[0]+" boxes", func(p wire.Panel) bool { return len(p.Boxes) == n })
		},
		// ada has ann active
		"has": func(a *agent, args []string) {
			v := w.visitors[args[0]]
			a.wait(fmt.Sprintf("to have %s's %q %s", args[0], v.said, strings.Join(args[1:], " ")), func(p wire.Panel) bool {
				b, ok := box(p, v.said)
				return ok && (len(args) < 2 || is(b, args[1]))
			})
		},
		"looks at": func(a *agent, args []string) {
			b, ok := box(a.panel(), w.visitors[args[0]].said)
			if !ok {
				w.t.Fatalf("%s has no box of %s:\n%s", a.name, args[0], describe(a.panel()))
			}
			w.must(a.desktop.App.Focus(string(b.Stream)))
			a.wait("for the thread", func(p wire.Panel) bool { return p.OnScreen() != nil && p.OnScreen().Stream == b.Stream })
		},
		"answers": func(a *agent, args []string) {
			p := a.wait("for a thread", func(p wire.Panel) bool { return p.OnScreen() != nil })
			_, err := a.desktop.App.Send(string(p.OnScreen().Stream), args[0])
			w.must(err)
		},
		"reads": func(a *agent, args []string) {
			a.wait("to read "+args[0], func(p wire.Panel) bool { return count(p, args[0]) > 0 })
		},
		"reads once": func(a *agent, args []string) {
			a.wait("to read "+args[0], func(p wire.Panel) bool { return count(p, args[0]) > 0 })
			if n := count(a.panel(), args[0]); n != 1 {
				w.t.Fatalf("%q is there %d times:\n%s", args[0], n, describe(a.panel()))
			}
		},
		"has sent": func(a *agent, args []string) {
			a.wait("to have sent "+args[0], func(p wire.Panel) bool {
				for _, l := range lines(p) {
					if l.Text == args[0] && l.State == wire.Sent {
						return true
					}
				}
				return false
			})
		},
		"closes": func(a *agent, _ []string) {
			p := a.wait("for a thread", func(p wire.Panel) bool { return p.OnScreen() != nil })
			w.must(a.desktop.App.Close(string(p.OnScreen().Stream), wire.CloseBody{}))
		},
		"looks away":  func(a *agent, _ []string) { w.must(a.desktop.App.Attend(false)) },
		"looks again": func(a *agent, _ []string) { w.must(a.desktop.App.Attend(true)) },
		"is told by a toast": func(a *agent, args []string) {
			a.wait("for a toast with "+args[0], func(wire.Panel) bool { _, ok := a.toasts.of(args[0]); return ok })
		},
		"clicks the toast": func(a *agent, args []string) {
			t, _ := a.toasts.of(args[0])
			a.toasts.clicks <- platform.Click{ID: t.ID}
		},
		"is online": func(a *agent, _ []string) {
			a.wait("to be online", func(p wire.Panel) bool { return p.Line.State == wire.Online })
		},
		"is offline": func(a *agent, _ []string) {
			a.wait("to be offline", func(p wire.Panel) bool { return p.Line.State != wire.Online })
		},
	}
	maps.Copy(verbs, w.lifecycleVerbs())
	maps.Copy(verbs, w.libraryVerbs())
	maps.Copy(verbs, w.trailVerbs())
	verb(w, verbs, a, args)
}

// is tells whether a box is as a story calls it.
func is(b wire.StateBox, how string) bool {
	switch how {
	case "online":
		return b.Online
	case "offline":
		return !b.Online
	}
	return string(b.Tone) == how
}

func lines(p wire.Panel) []wire.ThreadLine {
	if p.OnScreen() == nil {
		return nil
	}
	return p.OnScreen().Lines
}

func count(p wire.Panel, text string) int {
	n := 0
	for _, l := range lines(p) {
		if l.Text == text {
			n++
		}
	}
	return n
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}
