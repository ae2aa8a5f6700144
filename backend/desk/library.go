package desk

import "slices"

// Canned are answers prepared for later, by category.
type Canned struct {
	Categories []Category     `json:"categories"`
	Answers    []CannedAnswer `json:"answers"`
}

// Library is what a project's agents send ready-made. Managers and
// administrators write it.
type Library struct {
	Canned
	Links  []LinkEntry  `json:"links"`
	Offers []OfferEntry `json:"offers"`
}

// Category is a heading that answers stand under.
type Category struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// CannedAnswer is a prepared text; it may hold variables, see [Variables].
type CannedAnswer struct {
	ID string `json:"id"`
	// Category is the id of the heading it stands under.
	Category string `json:"category"`
	// Title is what it is found by beside its text; it may be empty.
	Title string `json:"title,omitempty"`
	Text  string `json:"text"`
}

// LinkEntry is a titled address.
type LinkEntry struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// OfferEntry is a sales message with a picture and a link.
type OfferEntry struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
	// Picture is the address of an image, URL what a click leads to.
	Picture string `json:"picture"`
	URL     string `json:"url"`
}

// LibraryRevision is one version of a project's library.
type LibraryRevision struct {
	Version int64
	At      Millis
	// By is empty where the server made it.
	By      AgentID
	Library Library
}

// PersonalAnswers are the answers an agent keeps for themselves. Version counts
// their changes, 0 where there never were any.
type PersonalAnswers struct {
	Version int64
	Canned
}

// Form is what sort of message was posted.
type Form string

// The forms of a message; plain text is the empty one.
const (
	FormLink  Form = "link"
	FormOffer Form = "offer"
	FormFile  Form = "file"
)

// Card is a link or an offer as it was sent: a copy, so that a later change of
// the library changes nothing that was said.
type Card struct {
	Title   string `json:"title"`
	Text    string `json:"text,omitempty"`
	Picture string `json:"picture,omitempty"`
	URL     string `json:"url"`
}

// Plain is the card in words, for whoever shows text alone.
func (c Card) Plain() string {
	if c.Text == "" {
		return c.Title + "\n" + c.URL
	}
	return c.Title + "\n" + c.Text + "\n" + c.URL
}

// Card finds what is sent by its form and id, false where the library has none.
func (l Library) Card(form Form, id string) (Card, bool) {
	switch form {
	case FormLink:
		e, ok := find(l.Links, func(e LinkEntry) bool { return e.ID == id })
		return Card{Title: e.Title, URL: e.URL}, ok
	case FormOffer:
		e, ok := find(l.Offers, func(e OfferEntry) bool { return e.ID == id })
		return Card{Title: e.Title, Text: e.Text, Picture: e.Picture, URL: e.URL}, ok
	}
	return Card{}, false
}

// WithoutCategory is the same without a heading and all that stands under it.
// Nothing of c is changed.
func (c Canned) WithoutCategory(id string) Canned {
	return Canned{
		Categories: without(c.Categories, func(o Category) bool { return o.ID == id }),
		Answers:    without(c.Answers, func(a CannedAnswer) bool { return a.Category == id }),
	}
}

func without[T any](list []T, which func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), which)
}
