package desk

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// row: P-030
func TestThePagesOfAVisitor(t *testing.T) {
	c := taken(t)
	before := c
	boots := Page{URL: "https://shop.test/boots?size=43", Title: "Boots\n43"}
	events, err := Decide(c, Browse{Page: boots}, Visitor(ann), 5000)
	if err != nil || len(events) != 1 || events[0].Kind != VisitorViewed {
		t.Fatalf("a page comes to %v, %v", events, err)
	}
	if page := events[0].Content.Page; page.URL != boots.URL || page.Title != "Boots 43" {
		t.Errorf("written down as %+v", page)
	}
	c = must(t, c, Browse{Page: boots}, Visitor(ann), 5000)
	// It says nothing about whose turn it is, and moves nothing that is due.
	after := c
	after.Seq, after.Views, after.ViewedAt = before.Seq, 0, 0
	if !reflect.DeepEqual(after, before) {
		t.Errorf("a page changed more than the place: %+v, was %+v", c, before)
	}
	if list := cometo(t, c, Browse{Page: boots, Last: boots.URL}, Visitor(ann), 9000); list != nil {
		t.Errorf("the same page again comes to %v", list)
	}
	_, err = Decide(c, Browse{Page: Page{URL: "https://shop.test/"}}, Visitor(ann), 5400)
	if e := AsError(err); e.Code != RateLimited || e.RetryAfter != 600 {
		t.Errorf("two pages within a second: %v", err)
	}
	for c.Views < MaxViews {
		c = must(t, c, Browse{Page: boots}, Visitor(ann), c.ViewedAt+ViewEvery)
	}
	// A page that turns itself for ever does not fill the log, and where the
	// visitor is stays true.
	_, err = Decide(c, Browse{Page: boots}, Visitor(ann), c.ViewedAt+RareViews-1)
	if e := AsError(err); e.Code != RateLimited || e.RetryAfter != 1 {
		t.Errorf("one more page than is written down: %v", err)
	}
	if list := cometo(t, c, Browse{Page: boots}, Visitor(ann), c.ViewedAt+RareViews); len(list) != 1 {
		t.Errorf("ten minutes later: %v", list)
	}
}

// row: P-030
func TestAClockPutBackHoldsNoPageUp(t *testing.T) {
	c := must(t, taken(t), Browse{Page: Page{URL: "https://shop.test/"}}, Visitor(ann), 2*Hour)
	c = must(t, c, Browse{Page: Page{URL: "https://shop.test/boots"}}, Visitor(ann), Hour)
	if c.Views != 2 || c.ViewedAt != Hour {
		t.Errorf("%d pages, the last at %d", c.Views, c.ViewedAt)
	}
	_, err := Decide(c, Browse{Page: Page{URL: "https://shop.test/tents"}}, Visitor(ann), Hour+400)
	if e := AsError(err); e.RetryAfter != 600 {
		t.Errorf("two within a second: %v", err)
	}
}

// row: B-15
func TestWhatIsReadAfterTheEndIsMarked(t *testing.T) {
	c := taken(t)
	word := c.LastAgentSeq
	c = must(t, c, Close{}, AgentActor(ada), 9000)
	closed := c
	c = must(t, c, Arrive{Upto: word}, Visitor(ann), 10_000)
	c = must(t, c, Look{Upto: word}, Visitor(ann), 11_000)
	if c.SeenUpto != word || c.ArrivedUpto != word {
		t.Fatalf("%+v", c)
	}
	for _, again := range []Command{Arrive{Upto: word}, Look{Upto: word}, Look{Upto: c.Seq}} {
		if list := cometo(t, c, again, Visitor(ann), 12_000); list != nil {
			t.Errorf("%+v again comes to %v", again, list)
		}
	}
	c.Seq, c.ArrivedUpto, c.SeenUpto = closed.Seq, 0, 0
	if !reflect.DeepEqual(c, closed) {
		t.Errorf("a mark changed more: %+v, was %+v", c, closed)
	}
}

func TestWhatIsNoPage(t *testing.T) {
	for _, bad := range []string{
		"", "about:blank", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//shop.test/", "https://", "http:///x", "HTTP//x",
		"https://shop.test/\x00", "https://shop.test/\xff", "https://shop.test/a\nb", " https://shop.test/",
		"https://shop.test/" + strings.Repeat("a", MaxURLBytes),
	} {
		_, err := Decide(taken(t), Browse{Page: Page{URL: bad}}, Visitor(ann), 5000)
		if e := AsError(err); e.Code != Invalid || e.Field != "page.url" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	long := Page{URL: "https://shop.test/", Title: strings.Repeat("é", 1000)}
	if page, err := CheckPage(long); err != nil || len([]rune(page.Title)) != MaxTitleRunes {
		t.Errorf("a long title: %v, %d", err, len([]rune(page.Title)))
	}
}

// row: B-15
func TestHowFarTheAgentsWordsHaveCome(t *testing.T) {
	c := taken(t) // its last event is Ada's message
	word := c.Seq
	if list := cometo(t, ongoing(t), Arrive{Upto: 2}, Visitor(ann), 5000); list != nil {
		t.Errorf("of the visitor's own words there is nothing to say: %v", list)
	}
	c = must(t, c, Arrive{Upto: word}, Visitor(ann), 5000)
	if c.ArrivedUpto != word || c.SeenUpto != 0 {
		t.Fatalf("arrived: %+v", c)
	}
	for _, again := range []Command{Arrive{Upto: word}, Arrive{Upto: 1}, Arrive{Upto: c.Seq}} {
		if list := cometo(t, c, again, Visitor(ann), 5000); list != nil {
			t.Errorf("%+v comes to %v", again, list)
		}
	}
	c = must(t, c, Post{Text: "And one more"}, AgentActor(ada), 6000)
	next := c.Seq
	c = must(t, c, Look{Upto: next}, Visitor(ann), 7000)
	if c.SeenUpto != next || c.ArrivedUpto != next {
		t.Errorf("who has seen it has it: %+v", c)
	}
	for _, again := range []Command{Look{Upto: word}, Look{Upto: c.Seq}, Arrive{Upto: next}} {
		if list := cometo(t, c, again, Visitor(ann), 8000); list != nil {
			t.Errorf("a step back, %+v, comes to %v", again, list)
		}
	}
}

func TestWhoSaysWhatOfTheirPage(t *testing.T) {
	c := taken(t)
	closed := must(t, c, Close{}, AgentActor(ada), 9000)
	for _, cmd := range []Command{Browse{Page: Page{URL: "https://shop.test/"}}, Arrive{Upto: c.Seq}, Look{Upto: c.Seq}} {
		for _, tt := range []struct {
			c    Conversation
			by   Actor
			code Code
		}{
			{c, AgentActor(ada), Forbidden}, {c, System, Forbidden}, {c, Visitor(bob), NotFound},
			{Conversation{}, Visitor(ann), NotFound}, {closed, Visitor(bob), NotFound}, {closed, AgentActor(ada), Forbidden},
		} {
			if _, err := Decide(tt.c, cmd, tt.by, 9500); !errors.Is(err, &Error{Code: tt.code}) {
				t.Errorf("%T by %v: %v, want %s", cmd, tt.by, err, tt.code)
			}
		}
	}
	if _, err := Decide(closed, Browse{Page: Page{URL: "https://shop.test/"}}, Visitor(ann), 9500); !errors.Is(err, &Error{Code: WrongState}) {
		t.Errorf("a page after the end: %v", err)
	}
	for _, upto := range []int64{-1, 0, c.Seq + 1, 1 << 62} {
		for _, cmd := range []Command{Arrive{Upto: upto}, Look{Upto: upto}} {
			_, err := Decide(c, cmd, Visitor(ann), 9500)
			if e := AsError(err); e.Code != Invalid || e.Field != "upto" {
				t.Errorf("%+v: %v", cmd, err)
			}
		}
	}
}
