package web

import (
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// weight is about how many bytes an event takes that not every event does: all that
// somebody wrote, or a page said. It decides what goes into one frame or answer.
func weight(e wire.AgentEvent) int {
	n := len(e.Name) + len(e.Site) + len(e.Target) + len(e.Text) + weightOfCard(e.Card) +
		len(e.AgentName) + len(e.Why) + len(e.WhyFR) + len(e.ToName) + len(e.Comment)
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
	return len(e.Name) + len(e.Text) + weightOfCard(e.Card)
}

func weightOfCard(c desk.Card) int {
	return len(c.Title) + len(c.Text) + len(c.Picture) + len(c.URL)
}
