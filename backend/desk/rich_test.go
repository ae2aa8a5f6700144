package desk

import (
	"errors"
	"strings"
	"testing"
)

func aChoice() *Choice {
	return &Choice{Question: "Which one do you have?", Options: []string{"Ridge 2", "Ridge 4"}}
}

func aCard() RichCard {
	return RichCard{Title: "The Wren lamp", Text: "It bows, and stays.", Picture: "https://acme.test/wren.jpg",
		Actions: []Action{{Label: "Look at it", URL: "https://acme.test/wren"}, {Label: "Ask", URL: "http://acme.test/ask"}}}
}

func aProduct() Product {
	return Product{Name: "Boots", Price: 12900, OfferPrice: 9950, Currency: "EUR", Description: "Of leather.", Available: true,
		URL: "https://acme.test/boots"}
}

func many[T any](n int, one T) []T {
	all := make([]T, n)
	for i := range all {
		all[i] = one
	}
	return all
}

// row: P-040
func TestEachKindIsPushedAndKeptAsItWasSent(t *testing.T) {
	for _, cmd := range []Push{
		{Form: FormCard, Rich: Rich{Cards: []RichCard{aCard()}}},
		{Form: FormProduct, Rich: Rich{Products: []Product{aProduct()}}},
		{Form: FormCarousel, Rich: Rich{Cards: many(MaxSlides, aCard())}},
		{Form: FormChoice, Rich: Rich{Choice: aChoice()}},
		{Form: FormCarousel, Rich: Rich{Products: many(2, aProduct())}},
	} {
		events, err := Decide(taken(t), cmd, AgentActor(ada), 3000)
		if err != nil {
			t.Fatalf("%s: %v", cmd.Form, err)
		}
		content := events[0].Content
		if len(events) != 1 || events[0].Fact != (Posted{Contact: 7, Form: cmd.Form}) || len(content.Rich.Cards) != len(cmd.Rich.Cards) ||
			len(content.Rich.Products) != len(cmd.Rich.Products) || CheckText(content.Text) != nil {
			t.Errorf("%s: %+v, %+v", cmd.Form, events[0].Fact, content)
		}
		after := taken(t).Apply(events[0])
		if !after.Answered || after.LastAgentAt != 3000 {
			t.Errorf("%s: the agent's own card is no answer: %+v", cmd.Form, after)
		}
	}
}

// row: P-040
func TestAProductInWords(t *testing.T) {
	p := aProduct()
	p.OfferPrice = 0
	yen := Product{Name: "Tea", Price: 1200, Currency: "JPY", URL: "https://acme.test/tea"}
	dinar := Product{Name: "Oud", Price: 45, Currency: "KWD", URL: "https://acme.test/oud"}
	for want, one := range map[string]Product{
		"Boots\n99.50 EUR (129.00 EUR)\nOf leather.\nhttps://acme.test/boots": aProduct(),
		"Boots\n129.00 EUR\nOf leather.\nhttps://acme.test/boots":             p,
		"Tea\n1200 JPY\nhttps://acme.test/tea":                                yen,
		"Oud\n0.045 KWD\nhttps://acme.test/oud":                               dinar,
	} {
		kept, err := CheckRich(FormProduct, Rich{Products: []Product{one}})
		if err != nil || kept.Plain() != want {
			t.Errorf("%q, %v; want %q", kept.Plain(), err, want)
		}
	}
}

// row: P-040
func TestWhatCannotBePushedNamesItsField(t *testing.T) {
	card := func(change func(*RichCard)) Push {
		c := aCard()
		c.Actions = append([]Action{}, c.Actions...)
		change(&c)
		return Push{Form: FormCard, Rich: Rich{Cards: []RichCard{c}}}
	}
	choice := func(change func(*Choice)) Push {
		c := aChoice()
		change(c)
		return Push{Form: FormChoice, Rich: Rich{Choice: c}}
	}
	second := func(change func(*Product)) Push {
		p := aProduct()
		change(&p)
		return Push{Form: FormCarousel, Rich: Rich{Products: []Product{aProduct(), p}}}
	}
	for _, tt := range []struct {
		name  string
		cmd   Push
		code  Code
		field string
	}{
		{"no form", Push{Rich: Rich{Cards: []RichCard{aCard()}}}, Invalid, "form"},
		{"an offer", Push{Form: FormOffer, Rich: Rich{Cards: []RichCard{aCard()}}}, Invalid, "form"},
		{"a card that is none", Push{Form: FormCard}, Invalid, "cards"},
		{"two cards in one", Push{Form: FormCard, Rich: Rich{Cards: many(2, aCard())}}, Invalid, "cards"},
		{"a card that is a product", Push{Form: FormCard, Rich: Rich{Products: []Product{aProduct()}}}, Invalid, "cards"},
		{"a product with a card", Push{Form: FormProduct, Rich: Rich{Cards: []RichCard{aCard()}, Products: []Product{aProduct()}}}, Invalid, "products"},
		{"a carousel of both", Push{Form: FormCarousel, Rich: Rich{Cards: []RichCard{aCard()}, Products: []Product{aProduct()}}}, Invalid, "products"},
		{"an empty carousel", Push{Form: FormCarousel}, Invalid, "cards"},
		{"eleven cards", Push{Form: FormCarousel, Rich: Rich{Cards: many(MaxSlides+1, aCard())}}, Invalid, "cards"},
		{"eleven products", Push{Form: FormCarousel, Rich: Rich{Products: many(MaxSlides+1, aProduct())}}, Invalid, "products"},
		{"no title", card(func(c *RichCard) { c.Title = "" }), Invalid, "cards[0].title"},
		{"a title of two lines", card(func(c *RichCard) { c.Title = "a\nb" }), Invalid, "cards[0].title"},
		{"a long title", card(func(c *RichCard) { c.Title = strings.Repeat("x", MaxRichTitle+1) }), Invalid, "cards[0].title"},
		{"no text", card(func(c *RichCard) { c.Text = "" }), Invalid, "cards[0].text"},
		{"a long text", card(func(c *RichCard) { c.Text = strings.Repeat("é", MaxRichText+1) }), TextTooLong, "cards[0].text"},
		{"a control in a text", card(func(c *RichCard) { c.Text = "a\x00" }), InvalidCharacter, "cards[0].text"},
		{"no link", card(func(c *RichCard) { c.Actions = nil }), Invalid, "cards[0].actions"},
		{"four links", card(func(c *RichCard) { c.Actions = many(4, c.Actions[0]) }), Invalid, "cards[0].actions"},
		{"a link without words", card(func(c *RichCard) { c.Actions[1].Label = "" }), Invalid, "cards[0].actions[1].label"},
		{"a link to a script", card(func(c *RichCard) { c.Actions[1].URL = "javascript:alert(1)" }), Invalid, "cards[0].actions[1].url"},
		{"a picture of one's own making", card(func(c *RichCard) { c.Picture = "data:image/svg+xml,<svg/>" }), Invalid, "cards[0].picture"},
		{"a picture with a name before its host", card(func(c *RichCard) { c.Picture = "https://acme.test@evil.test/" }), Invalid, "cards[0].picture"},
		{"no name", second(func(p *Product) { p.Name = "" }), Invalid, "products[1].name"},
		{"a price below nothing", second(func(p *Product) { p.Price = -1 }), Invalid, "products[1].price"},
		{"a price of a state", second(func(p *Product) { p.Price = MaxPrice + 1 }), Invalid, "products[1].price"},
		{"an offer that is none", second(func(p *Product) { p.OfferPrice = p.Price }), Invalid, "products[1].offerPrice"},
		{"no currency", second(func(p *Product) { p.Currency = "" }), Invalid, "products[1].currency"},
		{"a small currency", second(func(p *Product) { p.Currency = "eur" }), Invalid, "products[1].currency"},
		{"gold", second(func(p *Product) { p.Currency = "XAU" }), Invalid, "products[1].currency"},
		{"two currencies", second(func(p *Product) { p.Currency = "EUR USD" }), Invalid, "products[1].currency"},
		{"a long description", second(func(p *Product) { p.Description = strings.Repeat("x", MaxRichText+1) }), TextTooLong, "products[1].description"},
		{"nothing to follow", second(func(p *Product) { p.URL = "" }), Invalid, "products[1].url"},
		{"a picture within the site", second(func(p *Product) { p.Picture = "/wren.jpg" }), Invalid, "products[1].picture"},
		{"a choice of nothing", Push{Form: FormChoice}, Invalid, "choice"},
		{"a choice with a card", Push{Form: FormChoice, Rich: Rich{Choice: aChoice(), Cards: many(1, aCard())}}, Invalid, "cards"},
		{"a card with a choice", Push{Form: FormCard, Rich: Rich{Choice: aChoice(), Cards: many(1, aCard())}}, Invalid, "choice"},
		{"no question", choice(func(c *Choice) { c.Question = " " }), Invalid, "choice.question"},
		{"a long question", choice(func(c *Choice) { c.Question = strings.Repeat("x", MaxRichText+1) }), TextTooLong, "choice.question"},
		{"one option", choice(func(c *Choice) { c.Options = c.Options[:1] }), Invalid, "choice.options"},
		{"eleven options", choice(func(c *Choice) { c.Options = many(MaxOptions+1, "x") }), Invalid, "choice.options"},
		{"an option of two lines", choice(func(c *Choice) { c.Options[1] = "a\nb" }), Invalid, "choice.options[1]"},
		{"an option of blanks", choice(func(c *Choice) { c.Options[1] = "  " }), Invalid, "choice.options[1]"},
		{"an option twice", choice(func(c *Choice) { c.Options[1] = c.Options[0] }), Invalid, "choice.options[1]"},
		{"more than a message", Push{Form: FormCarousel, Rich: Rich{Cards: many(MaxSlides, func() RichCard {
			c := aCard()
			c.Text, c.Actions = strings.Repeat("x", MaxRichText), many(3, Action{"x", "https://acme.test/" + strings.Repeat("x", 1000)})
			return c
		}())}}, TextTooLong, "cards"},
	} {
		_, err := Decide(taken(t), tt.cmd, AgentActor(ada), 3000)
		var e *Error
		if !errors.As(err, &e) || e.Code != tt.code || e.Field != tt.field || e.Message == "" {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// row: P-040
func TestWhoPushes(t *testing.T) {
	cmd := Push{Form: FormCard, Rich: Rich{Cards: []RichCard{aCard()}}}
	for _, tt := range []struct {
		name string
		by   Actor
		as   Role
		code Code
	}{
		{"the visitor", Visitor(ann), "", Forbidden},
		{"the desk itself", System, "", Forbidden},
		{"a colleague", AgentActor(ben), AgentRole, NotOwner},
		{"a manager", AgentActor(ben), Manager, ""},
		{"an administrator", AgentActor(ben), Admin, ""},
		{"who has it", AgentActor(ada), AgentRole, ""},
	} {
		cmd.As = tt.as
		events, err := Decide(taken(t), cmd, tt.by, 3000)
		var e *Error
		if (tt.code != "") != errors.As(err, &e) || e != nil && e.Code != tt.code {
			t.Errorf("%s: %v", tt.name, err)
		}
		if tt.name == "a manager" && len(events) == 1 {
			// The visitor still awaits the answer of who has it.
			before := taken(t)
			after := before.Apply(events[0])
			if after.Answered != before.Answered || after.Contact.Spoke != before.Contact.Spoke || after.LastAgentAt != before.LastAgentAt || after.LastAgentSeq == before.LastAgentSeq {
				t.Errorf("a manager's card answered: %+v", after)
			}
		}
	}
	cmd.As = Manager
	waiting := taken(t)
	waiting.State, waiting.Contact = Waiting, Contact{}
	for name, c := range map[string]Conversation{"nobody has": waiting, "is none": {}} {
		if _, err := Decide(c, cmd, AgentActor(ben), 3000); err == nil {
			t.Errorf("pushed where a conversation %s", name)
		}
	}
}

func TestCurrenciesAreThoseOfTheStandard(t *testing.T) {
	for code, want := range map[string]int{"EUR": 2, "USD": 2, "CHF": 2, "JPY": 0, "KRW": 0, "KWD": 3, "TND": 3, "IQD": 3, "AED": 2, "ZWG": 2} {
		if got, known := CurrencyDigits(code); !known || got != want {
			t.Errorf("%s: %d, %v", code, got, known)
		}
	}
	for _, code := range []string{"", "E", "EU", "EURO", " EUR", "UR ", "R U", "eur", "XXX", "XAU", "XTS"} {
		if _, known := CurrencyDigits(code); known {
			t.Errorf("%q is money", code)
		}
	}
}
