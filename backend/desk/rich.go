package desk

import (
	"slices"
	"strconv"
	"strings"
)

// The forms of what a system of the company pushes into a conversation, as an
// agent or a manager: Content's Rich is it.
const (
	FormCard     Form = "card"
	FormProduct  Form = "product"
	FormCarousel Form = "carousel"
	FormChoice   Form = "choice"
)

// Pushed tells the forms that have a Rich.
func (f Form) Pushed() bool {
	return f == FormCard || f == FormProduct || f == FormCarousel || f == FormChoice
}

// Rich is what is shown beside each other: one card, one product, or a carousel
// of either, never mixed; or a question with what can be answered. It is a copy
// of what was sent, so that nothing said changes.
type Rich struct {
	Cards    []RichCard `json:"cards,omitempty"`
	Products []Product  `json:"products,omitempty"`
	Choice   *Choice    `json:"choice,omitempty"`
}

// Choice is a question with options, of which the visitor presses one: its words
// are sent as theirs, and nothing else is (DOMAIN.md T11). Whatever the visitor
// writes next answers it, be it an option or not.
type Choice struct {
	Question string   `json:"question"`
	Options  []string `json:"options"`
}

// Offers tells whether a text is one of the options.
func (c *Choice) Offers(text string) bool { return c != nil && slices.Contains(c.Options, text) }

// RichCard is a card with what can be done about it.
type RichCard struct {
	// Picture is the address of an image, empty for none; it is drawn 240 by 120.
	Picture string `json:"picture,omitempty"`
	Title   string `json:"title"`
	Text    string `json:"text"`
	// Actions are links, one at least.
	Actions []Action `json:"actions"`
}

// Action is a link that says what it is for.
type Action struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// Product is something to buy.
type Product struct {
	Picture string `json:"picture,omitempty"`
	Name    string `json:"name"`
	// Price is in the smallest units of the currency, as is OfferPrice, which is what
	// it costs now; 0 where it costs its price.
	Price      int64 `json:"price"`
	OfferPrice int64 `json:"offerPrice,omitempty"`
	// Currency is an ISO 4217 code, and Digits how many of an amount's digits are
	// behind the point: browsers do not agree on it.
	Currency    string `json:"currency"`
	Digits      int    `json:"digits"`
	Description string `json:"description,omitempty"`
	Available   bool   `json:"available"`
	URL         string `json:"url"`
}

// Plain is the whole in words, for whoever shows text alone.
func (r Rich) Plain() string {
	var all []string
	for _, c := range r.Cards {
		lines := []string{c.Title, c.Text}
		for _, a := range c.Actions {
			lines = append(lines, a.Label+": "+a.URL)
		}
		all = append(all, joined(lines))
	}
	for _, p := range r.Products {
		price := amount(p.Price, p.Digits) + " " + p.Currency
		if p.OfferPrice > 0 {
			price = amount(p.OfferPrice, p.Digits) + " " + p.Currency + " (" + price + ")"
		}
		all = append(all, joined([]string{p.Name, price, p.Description, p.URL}))
	}
	if r.Choice != nil {
		lines := []string{r.Choice.Question}
		for _, option := range r.Choice.Options {
			lines = append(lines, "- "+option)
		}
		all = append(all, joined(lines))
	}
	return strings.Join(all, "\n\n")
}

func joined(lines []string) string {
	kept := lines[:0:0]
	for _, l := range lines {
		if l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// amount writes smallest units as people do, as in 12.90.
func amount(units int64, digits int) string {
	text := strconv.FormatInt(units, 10)
	if digits == 0 {
		return text
	}
	for len(text) <= digits {
		text = "0" + text
	}
	return text[:len(text)-digits] + "." + text[len(text)-digits:]
}

// Push sends a card, a product, a carousel or a choice. The agent who has the conversation
// open may, and a manager while somebody has. As is the role of who asks; filled
// in.
type Push struct {
	Form Form
	Rich Rich
	As   Role
}

func (Push) command() {}

func (d decision) push(cmd Push) ([]Event, error) {
	if d.by.Kind != ByAgent {
		return nil, Refuse(Forbidden, "Cards are the desk's to send.")
	}
	if err := d.writer(); err != nil && (d.c.State != Ongoing || !cmd.As.Manages()) {
		return nil, err
	}
	rich, err := CheckRich(cmd.Form, cmd.Rich)
	if err != nil {
		return nil, err
	}
	return []Event{d.event(Posted{Contact: d.c.Contact.No, Form: cmd.Form}, &Content{Text: rich.Plain(), Rich: &rich})}, nil
}
