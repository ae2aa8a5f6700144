package e2e

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// libraryVerbs are what an agent sends without writing it.
func (w *world) libraryVerbs() map[string]func(*agent, []string) {
	return map[string]func(*agent, []string){
		// ada finds the answer 'Back in stock' in 'Delivery and returns'
		"finds the answer": func(a *agent, args []string) {
			a.wait("to find "+args[0], func(p wire.Panel) bool {
				_, ok := a.ready(p, args[0])
				return ok
			})
			if found, _ := a.ready(a.panel(), args[0]); found.Category != args[2] {
				w.t.Fatalf("it stands under %q", found.Category)
			}
		},
		"does not find the answer": func(a *agent, args []string) {
			if found, ok := a.ready(a.panel(), args[0]); ok {
				w.t.Fatalf("%s found %+v", a.name, found)
			}
		},
		"finds no more the answer": func(a *agent, args []string) {
			a.wait("to find "+args[0]+" no more", func(p wire.Panel) bool {
				_, ok := a.ready(p, args[0])
				return p.OnScreen() != nil && !ok
			})
		},
		"answers with": func(a *agent, args []string) {
			p := a.panel()
			found, _ := a.ready(p, args[0])
			_, err := a.desktop.App.Send(string(p.OnScreen().Stream), found.Text)
			w.must(err)
		},
		"cannot answer with": func(a *agent, args []string) { // ada cannot answer with 'First words' guarded
			p := a.panel()
			found, _ := a.ready(p, args[0])
			_, err := a.desktop.App.Send(string(p.OnScreen().Stream), found.Text)
			w.refused(err, args[1])
		},
		"sends the link":  func(a *agent, args []string) { w.must(a.sendCard(desk.FormLink, args[0])) },
		"sends the offer": func(a *agent, args []string) { w.must(a.sendCard(desk.FormOffer, args[0])) },
		// ada has sent the offer 'The Wren lamp'
		"has sent the offer": func(a *agent, args []string) { a.sentCard(desk.FormOffer, args[0]) },
		"has sent the link":  func(a *agent, args []string) { a.sentCard(desk.FormLink, args[0]) },
		// ada keeps the answer 'Until soon' in 'Mine' 'Until soon.'
		"keeps the answer": func(a *agent, args []string) {
			own, err := a.desktop.App.PutCategory("c-"+strings.ToLower(args[2]), args[2])
			w.must(err)
			_, err = a.desktop.App.PutAnswer("a-"+strings.ToLower(args[2]), own.Categories[len(own.Categories)-1].ID, args[0], args[3])
			w.must(err)
		},
		"deletes the category": func(a *agent, args []string) {
			own, err := a.desktop.App.OwnAnswers()
			w.must(err)
			i := slices.IndexFunc(own.Categories, func(c desk.Category) bool { return c.Name == args[0] })
			_, err = a.desktop.App.RemoveCategory(own.Categories[i].ID)
			w.must(err)
		},
	}
}

// ready is what an answer would be in the conversation on screen.
func (a *agent) ready(p wire.Panel, title string) (wire.ReadyAnswer, bool) {
	if p.OnScreen() == nil {
		return wire.ReadyAnswer{}, false
	}
	all, err := a.desktop.App.Library(string(p.OnScreen().Stream))
	i := slices.IndexFunc(all.Answers, func(r wire.ReadyAnswer) bool { return r.Title == title })
	if err != nil || i < 0 {
		return wire.ReadyAnswer{}, false
	}
	return all.Answers[i], true
}

func (a *agent) sendCard(form desk.Form, title string) error {
	p := a.wait("for a thread", func(p wire.Panel) bool { return p.OnScreen() != nil && p.OnScreen().Open })
	all, err := a.desktop.App.Library(string(p.OnScreen().Stream))
	if err != nil {
		return err
	}
	for _, card := range slices.Concat(all.Links, all.Offers) {
		if card.Title == title {
			return a.desktop.App.SendCard(string(p.OnScreen().Stream), string(form), card.ID)
		}
	}
	return fmt.Errorf("the library has no %q: %+v", title, all)
}

func (a *agent) sentCard(form desk.Form, title string) {
	a.wait("to have sent "+title, func(p wire.Panel) bool {
		return slices.ContainsFunc(lines(p), func(l wire.ThreadLine) bool {
			return l.Form == form && l.Card.Title == title && l.State == wire.Sent
		})
	})
}
