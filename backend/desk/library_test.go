package desk

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// shelved is a library with one of everything.
func shelved() Library {
	return Library{
		Canned: Canned{
			Categories: []Category{{ID: "returns", Name: "Returns"}, {ID: "hello", Name: "Hello"}},
			Answers: []CannedAnswer{
				{ID: "days", Category: "returns", Title: "Thirty days", Text: "You have thirty days, {visitor_name}."},
				{ID: "label", Category: "returns", Text: "The label is in the box."},
				{ID: "hi", Category: "hello", Text: "Good day, I am {OP_pseudo}."},
			},
		},
		Links: []LinkEntry{{ID: "returns", Title: "Returns", URL: "https://www.acme.test/returns"}},
		Offers: []OfferEntry{{ID: "pairs", Title: "Two pairs", Text: "The second at half the price.",
			Picture: "https://www.acme.test/pairs.jpg", URL: "https://www.acme.test/pairs"}},
	}
}

// The window marks variables by the same cases.
func TestVariablesInATextAreFound(t *testing.T) {
	raw, err := os.ReadFile("testdata/variables.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text      string
		Variables []string
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) < 5 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		if got := Variables(c.Text); !slices.Equal(got, c.Variables) {
			t.Errorf("%q has %q, want %q", c.Text, got, c.Variables)
		}
	}
}

// row: P-053
func TestWhatIsNotKnownStays(t *testing.T) {
	values := Values{VarAgent: "Ada", VarVisitor: "", VarProject: "ACME", VarContact: "AC 4711"}
	text := Fill("{OP_pseudo} of {project}: {contact_id} {visitor_name} {unknown} {op_pseudo}", values)
	if want := "Ada of ACME: AC 4711 {visitor_name} {unknown} {op_pseudo}"; text != want {
		t.Errorf("%q", text)
	}
	// What a visitor calls themselves is not filled in again.
	if text := Fill("{visitor_name}", Values{VarVisitor: "{OP_pseudo}", VarAgent: "Ada"}); text != "{OP_pseudo}" {
		t.Errorf("%q", text)
	}
}

func TestALibraryIsCheckedFieldByField(t *testing.T) {
	if err := shelved().Check(); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", MaxSettingsName+1)
	for _, tt := range []struct {
		name   string
		change func(*Library)
		code   Code
		field  string
	}{
		{"a category without a name", func(l *Library) { l.Categories[0].Name = "" }, Invalid, "categories[0].name"},
		{"two of one id", func(l *Library) { l.Categories[1].ID = "returns" }, Invalid, "categories[1].id"},
		{"an id with a blank", func(l *Library) { l.Answers[0].ID = "a b" }, Invalid, "answers[0].id"},
		{"an answer under nothing", func(l *Library) { l.Answers[1].Category = "none" }, Invalid, "answers[1].category"},
		{"an answer that says nothing", func(l *Library) { l.Answers[1].Text = " \n" }, EmptyMessage, "answers[1].text"},
		{"an answer too long to be sent", func(l *Library) { l.Answers[1].Text = strings.Repeat("x", MaxTextRunes+1) }, TextTooLong, "answers[1].text"},
		{"a control in a text", func(l *Library) { l.Offers[0].Text = "a\x00" }, InvalidCharacter, "offers[0].text"},
		{"a title of two lines", func(l *Library) { l.Answers[0].Title = "a\nb" }, Invalid, "answers[0].title"},
		{"a long title", func(l *Library) { l.Links[0].Title = long }, Invalid, "links[0].title"},
		{"a link to a script", func(l *Library) { l.Links[0].URL = "javascript:alert(1)" }, Invalid, "links[0].url"},
		{"a link with a name before its host", func(l *Library) { l.Links[0].URL = "https://acme.test@evil.test/" }, Invalid, "links[0].url"},
		{"a link to nowhere", func(l *Library) { l.Links[0].URL = "https:///returns" }, Invalid, "links[0].url"},
		{"a link within the site", func(l *Library) { l.Links[0].URL = "/returns" }, Invalid, "links[0].url"},
		{"a picture of one's own making", func(l *Library) { l.Offers[0].Picture = "data:image/svg+xml,<svg/>" }, Invalid, "offers[0].picture"},
		{"an offer that leads nowhere", func(l *Library) { l.Offers[0].URL = "" }, Invalid, "offers[0].url"},
		{"too many", func(l *Library) { l.Links = make([]LinkEntry, MaxLinks+1) }, Invalid, "links"},
		{"too much", func(l *Library) {
			for range 80 {
				l.Answers = append(l.Answers, CannedAnswer{ID: "a" + Thousands(len(l.Answers)), Category: "hello", Text: strings.Repeat("x", 7000)})
			}
		}, PayloadTooLarge, ""},
	} {
		l := shelved()
		tt.change(&l)
		err := AsError(l.Check())
		if err.Code != tt.code || err.Field != tt.field || err.Message == "" {
			t.Errorf("%s: %v at %q", tt.name, err, err.Field)
		}
	}
}

// row: P-052
func TestACategoryGoesWithItsAnswers(t *testing.T) {
	l := shelved()
	left := l.WithoutCategory("returns")
	if len(left.Categories) != 1 || len(left.Answers) != 1 || left.Answers[0].ID != "hi" || left.Check() != nil {
		t.Errorf("left are %+v", left)
	}
	if len(l.Categories) != 2 || len(l.Answers) != 3 {
		t.Errorf("what it was made of has changed: %+v", l.Canned)
	}
}

// row: P-048
// row: P-049
func TestWhatIsSentFromTheLibraryIsACopyOfIt(t *testing.T) {
	for form, id := range map[Form]string{FormLink: "returns", FormOffer: "pairs"} {
		card, held := shelved().Card(form, id)
		events, err := Decide(taken(t), Post{Form: form, Item: id, Card: &card}, AgentActor(ada), 3000)
		if err != nil || !held {
			t.Fatal(held, err)
		}
		content := events[0].Content
		if events[0].Fact != (Posted{Contact: 7, Form: form}) || *content.Card != card || !strings.Contains(content.Text, card.URL) {
			t.Errorf("%+v, %+v", events[0].Fact, content)
		}
	}
	if _, held := shelved().Card(FormOffer, "returns"); held {
		t.Error("a link was found among the offers")
	}
}

func TestWhatCannotBeSentFromTheLibrary(t *testing.T) {
	card := &Card{Title: "t", URL: "https://a.test"}
	inApp := taken(t)
	inApp.Channel = InApp
	for _, tt := range []struct {
		name  string
		c     Conversation
		cmd   Post
		by    Actor
		code  Code
		field string
	}{
		{"a visitor's offer", taken(t), Post{Form: FormOffer, Item: "x", Card: card}, Visitor(ann), Forbidden, "form"},
		{"a colleague's link", taken(t), Post{Form: FormLink, Item: "x", Card: card}, AgentActor(ben), NotOwner, ""},
		{"another form", taken(t), Post{Form: "script", Item: "x", Card: card}, AgentActor(ada), Invalid, "form"},
		{"an item without a form", taken(t), Post{Text: "Hello", Item: "x"}, AgentActor(ada), Invalid, "form"},
		{"an offer inside an app", inApp, Post{Form: FormOffer, Item: "x", Card: card}, AgentActor(ada), Invalid, "form"},
		{"a text of one's own", taken(t), Post{Form: FormLink, Item: "x", Card: card, Text: "Look"}, AgentActor(ada), Invalid, "text"},
		{"one that is no more", taken(t), Post{Form: FormLink, Item: "x"}, AgentActor(ada), NotFound, "item"},
	} {
		_, err := Decide(tt.c, tt.cmd, tt.by, 3000)
		var e *Error
		if !errors.As(err, &e) || e.Code != tt.code || e.Field != tt.field {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}
