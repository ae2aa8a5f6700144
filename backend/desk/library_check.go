package desk

import (
	"fmt"
	"net/url"
	"strings"
)

// Limits of a library, and of what an agent keeps for themselves.
const (
	MaxCategories = 100
	MaxAnswers    = 1000
	MaxLinks      = 500
	MaxOffers     = 500
	// MaxLibraryBytes bounds all texts together: each desktop holds them.
	MaxLibraryBytes = 512 << 10
)

// Check says what is wrong with a library, as [Settings.Check] does.
func (l Library) Check() error {
	c := libraryChecker{}
	c.canned(l.Canned)
	c.count("links", len(l.Links), MaxLinks)
	seen := map[string]bool{}
	for i, e := range l.Links {
		at := fmt.Sprintf("links[%d]", i)
		c.named(at, ".title", e.ID, e.Title, seen)
		c.address(at+".url", e.URL)
	}
	c.count("offers", len(l.Offers), MaxOffers)
	seen = map[string]bool{}
	for i, e := range l.Offers {
		at := fmt.Sprintf("offers[%d]", i)
		c.named(at, ".title", e.ID, e.Title, seen)
		c.text(at+".text", e.Text)
		c.address(at+".picture", e.Picture)
		c.address(at+".url", e.URL)
	}
	return c.done()
}

// Check says what is wrong with prepared answers, as [Settings.Check] does.
func (a Canned) Check() error {
	c := libraryChecker{}
	c.canned(a)
	return c.done()
}

// libraryChecker keeps the first refusal, and counts.
type libraryChecker struct {
	checker
	bytes int
}

func (c *libraryChecker) done() error {
	if c.bytes > MaxLibraryBytes && c.err == nil {
		c.err = Refuse(PayloadTooLarge, "All texts together can have up to %s bytes; these have %s.",
			Thousands(MaxLibraryBytes), Thousands(c.bytes))
	}
	if c.err == nil {
		return nil
	}
	return c.err
}

func (c *libraryChecker) canned(a Canned) {
	c.count("categories", len(a.Categories), MaxCategories)
	headings := map[string]bool{}
	for i, e := range a.Categories {
		c.named(fmt.Sprintf("categories[%d]", i), ".name", e.ID, e.Name, headings)
	}
	c.count("answers", len(a.Answers), MaxAnswers)
	seen := map[string]bool{}
	for i, e := range a.Answers {
		at := fmt.Sprintf("answers[%d]", i)
		title := e.Title
		if title == "" {
			title = "untitled"
		}
		c.named(at, ".title", e.ID, title, seen)
		if !headings[e.Category] {
			c.refuse(at+".category", "There is no category %q.", CutText(e.Category, 40))
		}
		c.text(at+".text", e.Text)
	}
}

func (c *libraryChecker) count(field string, n, most int) {
	if n > most {
		c.refuse(field, "There can be up to %s of these; here are %s.", Thousands(most), Thousands(n))
	}
}

// named checks an id, and what people call the thing.
func (c *libraryChecker) named(at, field, id, name string, seen map[string]bool) {
	c.bytes += len(name)
	switch {
	case !PlainID(id):
		c.refuse(at+".id", "An id has 1 to 40 small letters, digits, hyphens and underscores.")
	case seen[id]:
		c.refuse(at+".id", "There are two with the id %q.", id)
	case name == "" || CutText(name, MaxSettingsName) != name:
		c.refuse(at+field, "This has 1 to %d characters on one line.", MaxSettingsName)
	}
	seen[id] = true
}

// text checks what is sent as, or with, a message.
func (c *libraryChecker) text(field, text string) {
	c.bytes += len(text)
	if err := CheckText(text); err != nil && c.err == nil {
		c.err = AsError(err).At(field)
		if c.err.Code == EmptyMessage {
			c.err.Message = "Write a text."
		}
	}
}

func (c *libraryChecker) address(field, address string) {
	c.bytes += len(address)
	if !WebAddress(address) {
		c.refuse(field, "This is not a web address, as in https://www.example.com/boots.")
	}
}

// WebAddress tells whether an address leads to the web and is what it seems:
// http or https, a host, and no name or password before it.
func WebAddress(address string) bool {
	if len(address) > MaxURLBytes || CutText(address, MaxURLBytes) != address || strings.ContainsAny(address, " <>\"`\\") {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil
}
