package web

import (
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// weight is about how many bytes an event takes that not every event does: all that
// somebody wrote, or a page said. It decides what goes into one frame or answer.
func weight(e wire.AgentEvent) int {
	n := len(e.Name) + len(e.Site) + len(e.Target) + len(e.Text) + weightOfCard(e.Card) + weightOfFile(e.File) +
		weightOfRich(e.Rich) + len(e.Original) + len(e.To) + len(e.AgentName) + len(e.Why) + len(e.WhyFR) + len(e.ToName) + len(e.Comment)
	if e.Page != nil {
		n += len(e.Page.URL) + len(e.Page.Title)
	}
	for _, tag := range e.Tags {
		n += len(tag.ID) + len(tag.Name)
	}
	return n
}

// weightForVisitor is [weight] of what a visitor is told.
func weightForVisitor(e wire.VisitorEvent) int {
	return len(e.Name) + len(e.Text) + weightOfCard(e.Card) + weightOfFile(e.File) + weightOfRich(e.Rich)
}

func weightOfCard(c desk.Card) int {
	return len(c.Title) + len(c.Text) + len(c.Picture) + len(c.URL)
}

func weightOfFile(f desk.File) int { return len(f.ID) + len(f.Name) + len(f.Kind) }

func weightOfRich(r *desk.Rich) (n int) {
	if r == nil {
		return 0
	}
	for _, c := range r.Cards {
		n += len(c.Picture) + len(c.Title) + len(c.Text)
		for _, a := range c.Actions {
			n += len(a.Label) + len(a.URL)
		}
	}
	for _, p := range r.Products {
		n += len(p.Picture) + len(p.Name) + len(p.Currency) + len(p.Description) + len(p.URL)
	}
	if r.Choice != nil {
		n += len(r.Choice.Question)
		for _, option := range r.Choice.Options {
			n += len(option)
		}
	}
	return n
}
