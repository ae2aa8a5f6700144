package desk

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

var refund = TagRef{ID: "refund", Name: "Refund"}

// What a closing carries becomes events of its own, before the end.
// row: P-109, P-112, P-113, P-114
func TestWhatAClosingCarries(t *testing.T) {
	cmd := Close{
		Comment: "She wants the green one.", Tags: []TagID{"refund"}, Found: []TagRef{refund, {ID: "t_1", Name: "Tents"}},
		Rating: 4, Email: "boss@acme.test", WithNote: true,
	}
	events, err := Decide(taken(t), cmd, AgentActor(ada), 5000)
	if err != nil {
		t.Fatal(err)
	}
	want := []Fact{
		Tagged{Tags: []TagRef{refund, {ID: "t_1", Name: "Tents"}}}, Rated{Contact: 7, Agent: ada, Rating: 4}, Transcribed{Contact: 7, WithNote: true},
		Unassigned{Contact: 7, Agent: ada, Reason: ClosedByAgent}, Closed{Reason: ClosedByAgent},
	}
	c := taken(t)
	for i, e := range events {
		if !reflect.DeepEqual(e.Fact, want[i]) {
			t.Errorf("%d is %#v", i, e.Fact)
		}
		switch e.Kind {
		case ConversationClosed:
			if e.Content.Note != cmd.Comment || e.Content.Email != "" {
				t.Errorf("the end holds %+v", e.Content)
			}
		case TranscriptAsked:
			if e.Content.Email != cmd.Email || e.Content.Note != "" {
				t.Errorf("the transcript holds %+v", e.Content)
			}
		default:
			if e.Content != nil {
				t.Errorf("%s holds %+v", e.Kind, e.Content)
			}
		}
		e.Seq = c.Seq + 1
		c = c.Apply(e)
	}
	if c.State != Ended || len(events) != len(want) {
		t.Errorf("%d events, and it is %s", len(events), c.State)
	}
	if _, err := Decide(c, cmd, AgentActor(ada), 6000); !errors.Is(err, Refuse(WrongState, "")) {
		t.Errorf("a second time: %v", err)
	}
}

// row: P-110, P-114
func TestClosingsThatAreRefused(t *testing.T) {
	required, fixed, off := Lifecycle{Tagging: TagsRequired}, Lifecycle{FixedTags: true}, Lifecycle{Tagging: TagsOff}
	made := Close{NewTags: []string{"Tents"}, Found: []TagRef{{ID: "t_1", Name: "Tents"}}, Made: []Tag{{ID: "t_1", Name: "Tents"}}}
	inFixed, inOff, inFull := made, made, made
	inFixed.Lifecycle, inOff.Lifecycle, inFull.There = fixed, off, MaxProjectTags
	for name, tt := range map[string]struct {
		cmd   Close
		code  Code
		field string
	}{
		"without a tag where one is needed":  {Close{Lifecycle: required}, TagsMissing, "tags"},
		"a tag that is there no more":        {Close{Tags: []TagID{"gone"}, Found: []TagRef{refund}}, NotFound, "tags"},
		"a new tag where none are made":      {inFixed, Forbidden, "newTags"},
		"a tag where nothing is tagged":      {inOff, Invalid, "tags"},
		"a new tag where there are too many": {inFull, Invalid, "newTags"},
		"too many tags":                      {Close{Tags: make([]TagID, MaxTags+1)}, Invalid, "tags"},
		"a tag without a name":               {Close{NewTags: []string{""}}, Invalid, "newTags"},
		"a tag of two lines":                 {Close{NewTags: []string{"a\nb"}}, Invalid, "newTags"},
		"a tag without an end":               {Close{NewTags: []string{strings.Repeat("x", MaxSettingsName+1)}}, Invalid, "newTags"},
		"a rating of six":                    {Close{Rating: 6}, Invalid, "rating"},
		"a rating below nothing":             {Close{Rating: -1}, Invalid, "rating"},
		"a note without an end":              {Close{Comment: strings.Repeat("x", MaxCommentRunes+1)}, TextTooLong, "comment"},
		"no address":                         {Close{Email: "ann"}, InvalidEmail, "email"},
		"two addresses":                      {Close{Email: "a@b.test, c@d.test"}, InvalidEmail, "email"},
		"an address with a header behind it": {Close{Email: "a@b.test\r\nBcc: x@y.test"}, InvalidEmail, "email"},
	} {
		events, err := Decide(taken(t), tt.cmd, AgentActor(ada), 5000)
		e := AsError(err)
		if len(events) > 0 || e.Code != tt.code || e.Field != tt.field || !strings.HasSuffix(e.Message, ".") {
			t.Errorf("%s: %v of %q", name, err, e.Field)
		}
	}
	// Where there is no tag and none can be made, none is needed.
	required.FixedTags = true
	if got := cometo(t, taken(t), Close{Lifecycle: required}, AgentActor(ada), 5000); len(got) != 2 {
		t.Errorf("without any tag there: %v", got)
	}
	if _, err := Decide(taken(t), Close{Lifecycle: required, There: 1}, AgentActor(ada), 5000); !errors.Is(err, Refuse(TagsMissing, "")) {
		t.Errorf("with one there: %v", err)
	}
	// A manager who ends it from outside need not know what it was about, nor how it went.
	if got := cometo(t, taken(t), Close{As: Manager, Lifecycle: required}, AgentActor(mia), 5000); len(got) != 2 {
		t.Errorf("a manager: %v", got)
	}
	if _, err := Decide(taken(t), Close{As: Manager, Rating: 3}, AgentActor(mia), 5000); !errors.Is(err, Refuse(Forbidden, "")) {
		t.Errorf("a manager who rates: %v", err)
	}
}

// row: P-111
func TestRecommended(t *testing.T) {
	tag := func(id TagID, categories ...TopicID) Tag {
		return Tag{ID: id, Name: string(id), Categories: categories}
	}
	tags := []Tag{
		tag("z-target", "by-target"), tag("a-target", "by-target"), tag("group", "by-group"), tag("site", "by-site"),
		tag("both", "by-site", "by-target"), tag("elsewhere", "of-others"),
		tag("o1"), tag("o2"), tag("o3"), tag("o4"), tag("o5"), tag("o6"), tag("never"),
	}
	categories := []Topic{
		{ID: "by-site", Sites: []string{"WWW.acme.test"}}, {ID: "by-group", Groups: []GroupID{"sales"}},
		{ID: "by-target", Targets: []TargetID{"shop"}}, {ID: "of-others", Targets: []TargetID{"other"}, Groups: []GroupID{"support"}, Sites: []string{"b.test"}},
	}
	c := Conversation{Target: "shop", Group: "sales", Groups: []GroupID{"support"}, Site: "www.acme.test"}
	used := []TagID{"o6", "o5", "o4", "o3", "o2", "o1", "o1", "z-target", "elsewhere", "elsewhere", "elsewhere", "gone"}
	names := func(c Conversation, used []TagID) string {
		var list []string
		for _, t := range Recommend(c, categories, tags, used) {
			list = append(list, t.Name)
		}
		return strings.Join(list, " ")
	}
	if got, want := names(c, used), "z-target a-target both group site elsewhere o1 o6 o5 o4"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// Nobody has answered yet: the groups that may.
	c.Group = ""
	if got, want := names(c, nil), "a-target both z-target elsewhere site"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := names(Conversation{}, nil); got != "" {
		t.Errorf("of nothing: %s", got)
	}
}
