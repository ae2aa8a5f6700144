package floor

import (
	"net/url"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// open begins a conversation, if the visitor is offered one: a targeting rule
// fits, and either somebody is free, or there is a place to wait, or the kind is
// one that does not wait, which the engine then gives up in this very step. The
// message that goes with it is checked first: a refused one must not leave an
// empty conversation behind.
func (s *step) open(c desk.Conversation, r Request) (desk.Conversation, []desk.Event, error) {
	post, ok := r.Command.(desk.Post)
	if !ok {
		return c, nil, desk.Refuse(desk.NotFound, "No such conversation.").At("stream")
	}
	if err := s.sayable(desk.VisitorID(r.By.ID), post); err != nil {
		return c, nil, err
	}
	if s.opened {
		// Whoever was free may be taken by the one before, and the places too.
		s.assign()
	}
	s.opened = true
	opening := *r.Opening
	opening.ID = desk.ConversationID("c_" + s.w.opt.NewID())
	opening.Opened.Visitor = desk.VisitorID(r.By.ID)
	if err := s.admit(&opening.Opened, opening.Content); err != nil {
		return c, nil, err
	}
	if err := s.stick(&opening.Opened); err != nil {
		return c, nil, err
	}
	events, err := desk.Decide(c, opening, r.By, s.now)
	if err != nil {
		return c, nil, err
	}
	for _, e := range events {
		c = c.Apply(e)
	}
	if r.NewVisitor != nil && !slices.ContainsFunc(s.visitors, func(v desk.NewVisitor) bool { return v.ID == r.NewVisitor.ID }) {
		s.visitors = append(s.visitors, *r.NewVisitor)
	}
	return c, events, nil
}

// sayable tells whether a visitor can begin with a message, or refuses it.
func (s *step) sayable(visitor desk.VisitorID, post desk.Post) error {
	if err := s.file(&post); err != nil {
		return err
	}
	_, err := desk.Decide(desk.Conversation{Visitor: visitor, State: desk.Waiting, Online: true}, post, desk.Visitor(visitor), s.now)
	return err
}

// admit finds the rules for a conversation and its place, or refuses it.
func (s *step) admit(o *desk.Opened, content *desk.Content) error {
	w := s.w
	settings := w.setup.Revision.Settings
	target, fits := settings.Target(visit(*o, content))
	if !fits || w.customers[o.Visitor].Blocked {
		return desk.Refuse(desk.NotOffered, "Nobody can be written to from here.")
	}
	o.Target, o.TargetName, o.Rule = target.ID, target.Name, target.Rule
	// The groups count if the rule is ever taken away.
	o.Groups = settings.Answering(target.Rule)
	o.Require, o.Priority = target.Require, target.Priority
	o.Async = settings.Async(target.Rule)
	offered := w.routing.Offer(inquiry(*o))
	o.Queue = offered.Queue
	switch {
	case offered.Free:
		o.Queue = settings.FirstGroup(target.Rule)
	case !offered.Async && o.Async:
		return desk.Refuse(desk.QueueFull, "Everybody is busy and nobody more can wait. Please try again later.").After(desk.Minute)
	}
	return nil
}

// stick finds the agent a returning visitor last talked to, where the rule wants
// to know. It asks of everybody: a visitor's line goes on saying how to write them
// down, though their first conversation is over.
func (s *step) stick(o *desk.Opened) error {
	rule, ok := s.w.setup.Revision.Settings.Rule(o.Rule)
	if !ok || rule.Sticky == 0 {
		return nil
	}
	last, err := s.w.opt.Log.LastAgent(s.ctx, s.w.setup.Project.ID, o.Visitor, s.now-desk.StickyFor)
	if err != nil {
		return s.w.opt.Refusal(err)
	}
	o.Sticky = last
	return nil
}

// visit is what the targeting rules look at.
func visit(o desk.Opened, content *desk.Content) desk.Visit {
	v := desk.Visit{Channel: o.Channel, Site: o.Site, Language: o.Language}
	if content != nil && content.Page != nil {
		if page, err := url.Parse(content.Page.URL); err == nil {
			v.Path = page.Path
		}
	}
	return v
}

func inquiry(o desk.Opened) routing.Asked {
	return routing.Asked{Channel: o.Channel, Rule: o.Rule, Groups: o.Groups, Language: o.Language, Require: o.Require}
}

// offer is what a visitor would be offered now.
func (w *writer) offer(visitor desk.VisitorID, v desk.Visit) Offered {
	settings := w.setup.Revision.Settings
	var o Offered
	target, fits := settings.Target(v)
	if fits && !w.customers[visitor].Blocked {
		o = w.offered(target, v.Language)
	} else {
		o.None = true
	}
	if id, talks := w.byVisitor[visitor]; talks {
		// They have their place, whatever is left for others.
		o.Open, o.Async = id, w.convs[id].Async
	}
	return o
}

// offered is what visitors whom a targeting rule fits are offered.
func (w *writer) offered(t desk.Targeting, language string) Offered {
	o := w.routing.Offer(routing.Asked{Channel: t.Channel, Rule: t.Rule, Language: language, Require: t.Require})
	async := w.setup.Revision.Settings.Async(t.Rule)
	return Offered{Free: o.Free, Full: o.Busy, Async: async && (o.Free || o.Async)}
}
