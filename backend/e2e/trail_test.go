package e2e

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/chrome"
	"github.com/parley-desk/parley/backend/wire"
)

// trailVerbs are what an agent sees of a visitor without being told by them.
func (w *world) trailVerbs() map[string]func(*agent, []string) {
	return map[string]func(*agent, []string){
		// ada follows 'Good day' to seen
		"follows": func(a *agent, args []string) {
			a.wait("for "+args[0]+" to be "+args[2], func(p wire.Panel) bool {
				return slices.ContainsFunc(lines(p), func(l wire.ThreadLine) bool { return reached(l, args[0], args[2]) })
			})
		},
		// ada sees the page wren-lamp.html
		"sees the page": func(a *agent, args []string) {
			a.wait("for the visitor to be at "+args[0], func(p wire.Panel) bool {
				t := p.OnScreen()
				return t != nil && t.Page != nil && strings.HasSuffix(t.Page.URL, "/demo/"+args[0]) && t.Page.Title != ""
			})
		},
		// ada reads the pages /demo/,wren-lamp.html
		"reads the pages": func(a *agent, args []string) {
			a.wait("for the pages "+args[0], func(p wire.Panel) bool {
				var pages []string
				for _, l := range lines(p) {
					if l.System == wire.SysViewed && l.At > 0 {
						_, name, _ := strings.Cut(l.URL, "/demo/")
						pages = append(pages, cmp.Or(name, "/demo/"))
					}
				}
				return strings.Join(pages, ",") == args[0]
			})
		},
		// ada counts 2 of before
		"counts": func(a *agent, args []string) {
			if page := a.past(); strconv.Itoa(page.Count) != args[0] || len(page.Past) != page.Count {
				w.t.Fatalf("%s counts %d, lists %d", a.name, page.Count, len(page.Past))
			}
		},
		// ada reads of before 1 'Good day' seen: in the newest of the past ones
		"reads of before": func(a *agent, args []string) {
			n, _ := strconv.Atoi(args[0])
			stream, state := string(a.past().Past[n-1].Stream), ""
			if len(args) > 2 {
				state = args[2]
			}
			a.wait("to read "+args[1]+" "+state, func(p wire.Panel) bool {
				past, err := a.desktop.App.PastThread(string(p.OnScreen().Stream), stream)
				w.must(err)
				return slices.ContainsFunc(past.Lines, func(l wire.ThreadLine) bool { return reached(l, args[1], state) })
			})
		},
		// ada notes the phone '+33 1 23'
		"notes the phone": func(a *agent, args []string) {
			w.must(a.desktop.App.ChangeCustomer(string(a.panel().OnScreen().Stream), desk.RecordChange{Phone: &args[0]}))
		},
		"sees the phone": func(a *agent, args []string) {
			a.wait("to see the phone "+args[0], func(p wire.Panel) bool {
				t := p.OnScreen()
				return t != nil && t.Customer != nil && t.Customer.Phone == args[0]
			})
		},
	}
}

// reached tells a message of this text that came so far, or any where state is empty.
func reached(l wire.ThreadLine, text, state string) bool {
	return l.Text == text && (state == "" || string(l.State) == state)
}

// past is what the visitor on screen said before.
func (a *agent) past() wire.PastPage {
	a.t.Helper()
	page, err := a.desktop.App.Past(string(a.panel().OnScreen().Stream), "")
	if err != nil {
		a.t.Fatal(err)
	}
	return page
}

func (v *visitor) shop(name string) string { return v.url + name }

// goes loads another page of the shop.
func (v *visitor) goes(name string) {
	v.t.Helper()
	v.page.Go(v.shop(name))
	v.ready()
}

// opensTab goes on in another tab, and leaves the one before where it is.
func (v *visitor) opensTab(name string) {
	v.t.Helper()
	v.page = v.page.NewTab(v.shop(name), chrome.Desktop)
	v.ready()
}

// ready waits for the widget's tag.
func (v *visitor) ready() {
	v.t.Helper()
	v.page.Top().WaitFor("the widget's tag to be carried out", "typeof Parley === 'object'")
	v.follow()
}
