package desk

import (
	"strings"
	"unicode/utf8"
)

// This file is what a visitor's page says without being asked: where the visitor
// is, and how far the agent's words have come. None of it is an answer: it wakes
// nobody, moves no deadline and ends no wait.

// Viewed says that the visitor came to another page of the site during the
// conversation; which one is the content's page.
type Viewed struct{}

// Arrived says that the visitor's page has the agent's messages up to a number
// of the stream.
type Arrived struct {
	Upto int64 `json:"upto"`
}

// Seen says that the visitor had the agent's messages up to a number of the
// stream before their eyes.
type Seen struct {
	Upto int64 `json:"upto"`
}

// Kind names the fact.
func (Viewed) Kind() Kind { return VisitorViewed }

// Kind names the fact.
func (Arrived) Kind() Kind { return ThreadDelivered }

// Kind names the fact.
func (Seen) Kind() Kind { return ThreadSeen }

// Browse says where the visitor is now. Last is the address they were known to be
// at; filled in.
type Browse struct {
	Page Page
	Last string
}

// Arrive and Look say how far the visitor's page has, and the visitor has seen,
// what the agent wrote.
type (
	Arrive struct{ Upto int64 }
	Look   struct{ Upto int64 }
)

func (Browse) command() {}
func (Arrive) command() {}
func (Look) command()   {}

const (
	// ViewEvery is the least time between two pages that are written down.
	ViewEvery = Second
	// MaxViews bounds the pages of one conversation that are written down at that
	// pace, RareViews is the least time between two after it: a page that turns
	// itself for ever must not fill the log, and where the visitor is must not
	// stay untrue either.
	MaxViews  = 500
	RareViews = 10 * Minute
)

// CheckPage says why something cannot be the page a visitor is at, or nil, and
// cuts the title, which nobody typed.
func CheckPage(p Page) (Page, error) {
	refused := Refuse(Invalid, "A page is an address of up to %s bytes that begins with http or https.", Thousands(MaxURLBytes)).At("page.url")
	if p.URL == "" || len(p.URL) > MaxURLBytes || !utf8.ValidString(p.URL) || CutText(p.URL, MaxURLBytes) != p.URL {
		return p, refused
	}
	// Browsers write the scheme of a page in small letters.
	host := strings.TrimPrefix(strings.TrimPrefix(p.URL, "https://"), "http://")
	if host == p.URL || host == "" || host[0] == '/' {
		return p, refused
	}
	p.Title = CutText(p.Title, MaxTitleRunes)
	return p, nil
}

func (d decision) browse(cmd Browse) ([]Event, error) {
	if err := d.reader(); err != nil {
		return nil, err
	}
	if d.c.State == Ended {
		return nil, d.notOpen()
	}
	page, err := CheckPage(cmd.Page)
	if err != nil {
		return nil, err
	}
	if page.URL == cmd.Last {
		return nil, nil
	}
	// Before the last one: the clock was put back, and nobody waits until it is
	// where it was.
	if since, every := d.at-d.c.ViewedAt, d.c.viewEvery(); since >= 0 && since < every {
		return nil, Refuse(RateLimited, "A little slower, please.").After(every - since)
	}
	return []Event{d.event(Viewed{}, &Content{Page: &page})}, nil
}

// viewEvery is the least time from the last page to the next.
func (c Conversation) viewEvery() Millis {
	switch {
	case c.Views == 0:
		return 0
	case c.Views < MaxViews:
		return ViewEvery
	}
	return RareViews
}

func (d decision) arrive(cmd Arrive) ([]Event, error) {
	if err := d.upto(cmd.Upto); err != nil || !d.c.news(d.c.ArrivedUpto, cmd.Upto) {
		return nil, err
	}
	return d.one(Arrived(cmd))
}

func (d decision) look(cmd Look) ([]Event, error) {
	if err := d.upto(cmd.Upto); err != nil || !d.c.news(d.c.SeenUpto, cmd.Upto) {
		return nil, err
	}
	return d.one(Seen(cmd))
}

// news tells whether a mark says more of the agent's words than one before it.
func (c Conversation) news(before, upto int64) bool {
	return upto > before && before < c.LastAgentSeq
}

// upto lets the conversation's visitor say how far they are, in what there is.
// That it is over is no matter: what an agent wrote before they closed it is often
// read only then.
func (d decision) upto(n int64) error {
	if err := d.reader(); err != nil {
		return err
	}
	if n < 1 || n > d.c.Seq {
		return Refuse(Invalid, "There is no message of that number here.").At("upto")
	}
	return nil
}

// reader lets the conversation's own visitor pass. To any other it does not exist.
func (d decision) reader() error {
	switch {
	case d.by.Kind != ByVisitor:
		return Refuse(Forbidden, "That is the visitor's to say.")
	case d.c.State == "" || VisitorID(d.by.ID) != d.c.Visitor:
		return noConversation()
	}
	return nil
}
