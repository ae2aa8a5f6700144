package app

import (
	"encoding/json"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/lexis"
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what the agent sends without writing it: the project's library,
// which is read here, and their own answers, which are written too.

// Library is what can be sent in a conversation without writing it. The answers
// are filled in for it.
func (a *App) Library(stream string) (wire.ReadyMade, error) {
	var out wire.ReadyMade
	err := a.held(stream, func(d *Desktop, v *conversation) error {
		out = readyMade(&d.s, v)
		if !d.s.translating[v.stream()] { // what is translated is written in the agent's language
			markForeign(out.Answers, desk.PrimaryLanguage(v.Language))
		}
		return nil
	})
	return out, err
}

// SendCard sends a link or an offer of the library, as form says. It returns like
// [App.Send].
func (a *App) SendCard(stream, form, id string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error { return d.sendCard(v, desk.Form(form), id) })
}

// OwnAnswers are the agent's own answers, as they were last told.
func (a *App) OwnAnswers() (desk.Canned, error) {
	var out desk.Canned
	err := a.signedIn(func(d *Desktop) error {
		out = listed(d.s.own.Canned)
		return nil
	})
	return out, err
}

// PutCategory adds a heading of the agent's own under an id that is new, and
// renames it otherwise. Like all that follows it returns when the server has done
// so, with the answers as they are then. Whose answer is lost is done once more
// under the same id, which makes one thing of it.
func (a *App) PutCategory(id, name string) (desk.Canned, error) {
	return a.keep(func(s site) error {
		return link.PutOwn(s.d.ctx, s.server, s.token, link.OwnCategories, id, desk.Category{ID: id, Name: name})
	})
}

// RemoveCategory removes a heading and the answers under it.
func (a *App) RemoveCategory(id string) (desk.Canned, error) {
	return a.keep(func(s site) error { return link.RemoveOwn(s.d.ctx, s.server, s.token, link.OwnCategories, id) })
}

// PutAnswer adds an answer of the agent's own under an id that is new, and replaces
// it otherwise.
func (a *App) PutAnswer(id, category, title, text string) (desk.Canned, error) {
	return a.keep(func(s site) error {
		return link.PutOwn(s.d.ctx, s.server, s.token, link.OwnAnswers, id,
			desk.CannedAnswer{ID: id, Category: category, Title: title, Text: text})
	})
}

// RemoveAnswer removes one.
func (a *App) RemoveAnswer(id string) (desk.Canned, error) {
	return a.keep(func(s site) error { return link.RemoveOwn(s.d.ctx, s.server, s.token, link.OwnAnswers, id) })
}

// site is a server, and who asks it.
type site struct {
	d      *Desktop
	server link.Address
	token  string
}

// keep has the server change the agent's own answers. The caller is not the owner,
// since the server may take its time.
func (a *App) keep(change func(site) error) (desk.Canned, error) {
	var s site
	err := a.signedIn(func(d *Desktop) error {
		if !d.opened {
			return desk.Refuse(desk.Unavailable, "There is no connection. Your answers can be changed when it is back.")
		}
		s = site{d, d.server, d.token}
		return nil
	})
	if err == nil {
		err = change(s)
	}
	if err != nil {
		return desk.Canned{}, asFault(err)
	}
	// The line tells it too, and nobody knows when.
	told, err := link.OwnLibrary(s.d.ctx, s.server, s.token)
	if err != nil {
		return desk.Canned{}, asFault(err)
	}
	var now desk.Canned
	err = a.signedIn(func(d *Desktop) error {
		if d.token != s.token {
			return fault(desk.TokenExpired, "Somebody else has signed in meanwhile.")
		}
		d.takeOwn(desk.PersonalAnswers{Version: told.Version, Canned: told.Answers})
		now = d.s.own.Canned
		return nil
	})
	return listed(now), err
}

// listed has a list in every place that must not be null in JSON.
func listed(c desk.Canned) desk.Canned {
	if c.Categories == nil {
		c.Categories = []desk.Category{}
	}
	if c.Answers == nil {
		c.Answers = []desk.CannedAnswer{}
	}
	return c
}

// takeOwn takes in the agent's own answers, unless newer ones are known.
func (d *Desktop) takeOwn(p desk.PersonalAnswers) {
	if p.Version >= d.s.own.Version {
		d.s.own = p
		d.prompter.stale()
		d.saveShelf(cache.Own, p)
	}
}

func (d *Desktop) takeLibrary(l desk.Library) {
	d.s.library = l
	d.prompter.stale()
	d.saveShelf(cache.Shared, l)
}

func (d *Desktop) saveShelf(s cache.Shelf, body any) {
	raw, err := json.Marshal(body)
	if err == nil {
		err = d.cache.SaveShelf(d.ctx, s, raw)
	}
	if err != nil && d.ctx.Err() == nil {
		d.diskFailed(err)
	}
}

// loadShelves reads what was kept. What cannot be read is told again.
func (d *Desktop) loadShelves() error {
	kept, err := d.cache.Shelves(d.ctx)
	if err != nil {
		return err
	}
	_ = json.Unmarshal(kept[cache.Shared], &d.s.library)
	_ = json.Unmarshal(kept[cache.Own], &d.s.own)
	return nil
}

// addressed is what the visitor is called by those who write to them: what they call
// themselves, or else the first name in their record. A name that is made up for
// the boxes is never said to them.
func (v *conversation) addressed() string {
	if v.name == "" && v.customer != nil {
		return v.customer.FirstName
	}
	return v.name
}

// readyMade is the library as it is of use in one conversation: the agent's own
// answers first.
func readyMade(s *state, v *conversation) wire.ReadyMade {
	out := wire.ReadyMade{Answers: []wire.ReadyAnswer{}, Links: []wire.ReadyCard{}, Offers: []wire.ReadyCard{}, Variables: s.variables()}
	values := desk.Values{desk.VarAgent: s.session.Username, desk.VarVisitor: v.addressed(), desk.VarProject: s.session.Project.Name}
	if v.lastContact > 0 {
		values[desk.VarContact] = label(s, v)
	}
	add := func(c desk.Canned, own bool) {
		for _, heading := range c.Categories {
			for _, answer := range c.Answers {
				if answer.Category == heading.ID {
					out.Answers = append(out.Answers, wire.ReadyAnswer{
						Key: readyKey(own, answer.ID), Category: heading.Name, Own: own,
						Title: answer.Title, Text: desk.Fill(answer.Text, values),
					})
				}
			}
		}
	}
	add(s.own.Canned, true)
	add(s.library.Canned, false)
	for _, e := range s.library.Links {
		out.Links = append(out.Links, wire.ReadyCard{ID: e.ID, Title: e.Title, URL: e.URL})
	}
	if v.Channel != desk.InApp {
		for _, e := range s.library.Offers {
			out.Offers = append(out.Offers, wire.ReadyCard{ID: e.ID, Title: e.Title, Text: e.Text, URL: e.URL})
		}
	}
	return out
}

// markForeign says of each answer in which language it is, where that is not the visitor's.
// Who speaks neither of those that are told apart is answered in either.
func markForeign(answers []wire.ReadyAnswer, visitors string) {
	if visitors != "en" && visitors != "fr" {
		return
	}
	for i := range answers {
		if tongue := lexis.Language(answers[i].Text); tongue != visitors {
			answers[i].Foreign = tongue
		}
	}
}

// readyKey tells an answer from all others.
func readyKey(own bool, id string) string {
	if own {
		return "own " + id
	}
	return "shared " + id
}

func (d *Desktop) sendCard(v *conversation, form desk.Form, id string) error {
	cmd := desk.Post{Form: form, Item: id}
	if card, held := d.s.library.Card(form, id); held {
		cmd.Card = &card
	}
	if err := d.writable(v); err != nil {
		return err
	}
	// By the rules that the server goes by.
	if _, err := desk.Decide(v.Conversation, cmd, desk.AgentActor(d.s.me().id), d.o.Clock.Now()+d.s.line.Clock); err != nil {
		return err
	}
	i := d.stored(v, cmd.Card.Plain())
	i.Form, i.Entry, i.Card, i.NotBefore = form, id, *cmd.Card, d.holdUntil(i.At)
	return d.post(v, i, nil)
}
