package desk

import (
	"fmt"
	"slices"
	"strings"
)

// Limits of what is pushed.
const (
	MaxSlides      = 10
	MaxActions     = 3
	MaxRichTitle   = 120
	MaxRichText    = 500
	MaxActionLabel = 40
	MinOptions     = 2
	MaxOptions     = 10
	MaxPrice       = 1_000_000_000_000
)

// CheckRich says what is wrong with something to be pushed, and names the field at
// fault, as in "products[2].currency". Otherwise it is given back as it is kept.
func CheckRich(form Form, r Rich) (Rich, error) {
	c := &richChecker{}
	n := len(r.Cards) + len(r.Products)
	switch {
	case !form.Pushed():
		c.refuse("form", "What is pushed is a card, a product, a carousel or a choice.")
	case form == FormChoice && r.Choice == nil:
		c.refuse("choice", "A choice is a question with options.")
	case form == FormChoice && n > 0:
		c.refuse(fieldOf(r), "A choice is a question with options, and nothing else.")
	case form != FormChoice && r.Choice != nil:
		c.refuse("choice", "Only a choice has one.")
	case form == FormChoice:
	case form == FormCard && (len(r.Cards) != 1 || n != 1):
		c.refuse("cards", "A card is one card, and nothing else.")
	case form == FormProduct && (len(r.Products) != 1 || n != 1):
		c.refuse("products", "A product is one product, and nothing else.")
	case len(r.Cards) > 0 && len(r.Products) > 0:
		c.refuse("products", "A carousel has cards or products, not both.")
	case n == 0:
		c.refuse("cards", "A carousel has 1 to %d cards or products.", MaxSlides)
	case n > MaxSlides:
		c.refuse(fieldOf(r), "A carousel has up to %d of these; here are %s.", MaxSlides, Thousands(n))
	}
	kept := Rich{}
	for i, card := range r.Cards {
		c.card(fmt.Sprintf("cards[%d]", i), card)
		kept.Cards = append(kept.Cards, card)
	}
	for i, p := range r.Products {
		p.Digits = c.product(fmt.Sprintf("products[%d]", i), p)
		kept.Products = append(kept.Products, p)
	}
	if r.Choice != nil {
		c.choice(*r.Choice)
		kept.Choice = &Choice{Question: r.Choice.Question, Options: slices.Clone(r.Choice.Options)}
	}
	if c.err != nil {
		return r, c.err
	}
	// Whoever shows text alone gets it as a message.
	if err := CheckText(kept.Plain()); err != nil {
		return r, AsError(err).At(fieldOf(kept))
	}
	return kept, nil
}

// fieldOf is where what is pushed stands.
func fieldOf(r Rich) string {
	switch {
	case len(r.Products) > 0:
		return "products"
	case len(r.Cards) == 0 && r.Choice != nil:
		return "choice"
	}
	return "cards"
}

// richChecker keeps the first refusal.
type richChecker struct{ err error }

func (c *richChecker) refuse(field, format string, args ...any) {
	if c.err == nil {
		c.err = Refuse(Invalid, format, args...).At(field)
	}
}

func (c *richChecker) card(at string, card RichCard) {
	c.picture(at+".picture", card.Picture)
	c.line(at+".title", card.Title, MaxRichTitle)
	c.words(at+".text", card.Text, MaxRichText)
	if strings.TrimSpace(card.Text) == "" {
		c.refuse(at+".text", "Write a text.")
	}
	if len(card.Actions) == 0 || len(card.Actions) > MaxActions {
		c.refuse(at+".actions", "A card has 1 to %d links.", MaxActions)
	}
	for i, a := range card.Actions {
		here := fmt.Sprintf("%s.actions[%d]", at, i)
		c.line(here+".label", a.Label, MaxActionLabel)
		c.address(here+".url", a.URL)
	}
}

func (c *richChecker) choice(of Choice) {
	c.words("choice.question", of.Question, MaxRichText)
	if strings.TrimSpace(of.Question) == "" {
		c.refuse("choice.question", "Write a question.")
	}
	if n := len(of.Options); n < MinOptions || n > MaxOptions {
		c.refuse("choice.options", "A choice has %d to %d options; here are %s.", MinOptions, MaxOptions, Thousands(n))
	}
	for i, option := range of.Options {
		here := fmt.Sprintf("choice.options[%d]", i)
		c.line(here, option, MaxRichTitle)
		if slices.Contains(of.Options[:i], option) {
			c.refuse(here, "This option is there already.")
		}
	}
}

func (c *richChecker) product(at string, p Product) int {
	c.picture(at+".picture", p.Picture)
	c.line(at+".name", p.Name, MaxRichTitle)
	if p.Price < 0 || p.Price > MaxPrice {
		c.refuse(at+".price", "A price is a whole number of the currency's smallest unit, from 0 to %s.", "1,000,000,000,000")
	}
	if p.OfferPrice < 0 || p.OfferPrice > 0 && p.OfferPrice >= p.Price {
		c.refuse(at+".offerPrice", "An offer costs less than the price.")
	}
	digits, known := CurrencyDigits(p.Currency)
	if !known {
		c.refuse(at+".currency", "A currency is named by its three capital letters, as in EUR.")
	}
	c.words(at+".description", p.Description, MaxRichText)
	c.address(at+".url", p.URL)
	return digits
}

func (c *richChecker) line(field, text string, most int) {
	if text == "" || CutText(text, most) != text {
		c.refuse(field, "This has 1 to %d characters on one line.", most)
	}
}

func (c *richChecker) words(field, text string, most int) {
	if text == "" || c.err != nil {
		return
	}
	if strings.TrimSpace(text) == "" {
		c.refuse(field, "This is nothing but blanks.")
		return
	}
	if err := CheckText(text); err != nil {
		c.err = AsError(err).At(field)
	} else if n := len([]rune(text)); n > most {
		c.err = Refuse(TextTooLong, "This can have up to %s characters; here are %s.", Thousands(most), Thousands(n)).At(field)
	}
}

func (c *richChecker) picture(field, address string) {
	if address != "" {
		c.address(field, address)
	}
}

func (c *richChecker) address(field, address string) {
	if !WebAddress(address) {
		c.refuse(field, "This is not a web address, as in https://www.example.com/boots.")
	}
}
