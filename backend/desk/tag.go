package desk

import (
	"cmp"
	"slices"
	"strings"
)

// TagID names a tag for ever, TopicID a category of them.
type (
	TagID   string
	TopicID string
)

// Tag is a type of conversation: what it was about. Tags are the project's.
// Agents may add to them at closing, unless [Lifecycle] says otherwise.
type Tag struct {
	ID   TagID
	Name string
	// Categories are those the tag is mapped to; see [Recommend].
	Categories []TopicID
}

// TagRef is a tag as a conversation was given it: under the name it had that
// day, which the history keeps whatever becomes of the tag.
type TagRef struct {
	ID   TagID  `json:"id"`
	Name string `json:"name"`
}

// Topic is a category of tags, mapped to the conversations it is about: to
// those that any one of its lists fits. With none it fits no conversation.
type Topic struct {
	ID      TopicID    `json:"id" toml:"id"`
	Name    string     `json:"name" toml:"name"`
	Targets []TargetID `json:"targets,omitempty" toml:"targets,omitempty"`
	Groups  []GroupID  `json:"groups,omitempty" toml:"groups,omitempty"`
	// Sites are host names.
	Sites []string `json:"sites,omitempty" toml:"sites,omitempty"`
}

// Tagging says whether conversations are tagged at closing.
type Tagging string

// The kinds of tagging. The empty one is TagsOffered.
const (
	// TagsOffered: an agent may tag what they close.
	TagsOffered Tagging = "offered"
	// TagsRequired: an agent closes nothing without a tag.
	TagsRequired Tagging = "required"
	// TagsOff: nothing is tagged.
	TagsOff Tagging = "off"
)

// TaggingOf is how a project with so many tags tags. Where there is none and
// agents make none, none can be required.
func (l Lifecycle) TaggingOf(tags int) Tagging {
	if l.Tagging == "" || l.Tagging == TagsRequired && l.FixedTags && tags == 0 {
		return TagsOffered
	}
	return l.Tagging
}

// MaxTags bounds how many tags one closing gives.
const MaxTags = 20

// MaxProjectTags bounds how many tags a project has.
const MaxProjectTags = 2000

// TooManyTags refuses one more than a project may have.
func TooManyTags() *Error {
	return Refuse(Invalid, "There are %d tags, and there can be no more.", MaxProjectTags)
}

// CheckTagName says why a text cannot be the name of a tag, or nil.
func CheckTagName(name string) error {
	if name == "" || CutText(name, MaxSettingsName) != name {
		return Refuse(Invalid, "A tag has a name of 1 to %d characters on one line.", MaxSettingsName)
	}
	return nil
}

// SameName tells whether two tags would read the same: two that differ in
// capitals alone would be told apart by nobody.
func SameName(a, b string) bool { return strings.EqualFold(a, b) }

// closeness says by how specific a mapping a category fits a conversation: by
// its targeting rule, 1; by the group that answered, or may, 2; by its site, 3.
// 0 where it does not fit.
func (k Topic) closeness(c Conversation) int {
	groups := c.Groups
	if c.Group != "" {
		groups = []GroupID{c.Group}
	}
	switch {
	case c.Target != "" && slices.Contains(k.Targets, c.Target):
		return 1
	case slices.ContainsFunc(groups, func(g GroupID) bool { return slices.Contains(k.Groups, g) }):
		return 2
	case c.Site != "" && slices.ContainsFunc(k.Sites, func(s string) bool { return strings.EqualFold(s, c.Site) }):
		return 3
	}
	return 0
}

// SortTags puts tags in the order of their names, whatever their capitals.
func SortTags(tags []Tag) {
	slices.SortFunc(tags, func(a, b Tag) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(string(a.ID), string(b.ID)))
	})
}

// RecommendedOfLate is how many tags are recommended for being used of late.
const RecommendedOfLate = 5

// Recommend lists the tags that are most likely wanted for a conversation, the
// likeliest first. used are the tags the agent has given of late, newest first.
//
// First come the tags of the categories that fit the conversation: those that fit
// by its targeting rule, then by the group that answered, then by its site. Within
// each of these, what the agent used more often of late comes first, then the
// name decides. After them come the agent's most used others, at most
// [RecommendedOfLate] of them; of two used equally often, the one used last.
func Recommend(c Conversation, categories []Topic, tags []Tag, used []TagID) []Tag {
	type rank struct {
		tag             Tag
		closeness       int
		often, lastUsed int
	}
	count, last := map[TagID]int{}, map[TagID]int{}
	for i, id := range used {
		if count[id]++; count[id] == 1 {
			last[id] = i
		}
	}
	fits := map[TopicID]int{}
	for _, k := range categories {
		fits[k.ID] = k.closeness(c)
	}
	var ranked []rank
	for _, t := range tags {
		r := rank{tag: t, often: count[t.ID], lastUsed: last[t.ID]}
		for _, k := range t.Categories {
			if n := fits[k]; n > 0 && (r.closeness == 0 || n < r.closeness) {
				r.closeness = n
			}
		}
		if r.closeness > 0 || r.often > 0 {
			ranked = append(ranked, r)
		}
	}
	slices.SortFunc(ranked, func(a, b rank) int {
		if a.closeness != b.closeness {
			switch {
			case a.closeness == 0:
				return 1
			case b.closeness == 0:
				return -1
			}
			return a.closeness - b.closeness
		}
		if a.often != b.often {
			return b.often - a.often
		}
		if a.closeness == 0 && a.lastUsed != b.lastUsed {
			return a.lastUsed - b.lastUsed
		}
		return cmp.Or(strings.Compare(a.tag.Name, b.tag.Name), strings.Compare(string(a.tag.ID), string(b.tag.ID)))
	})
	var list []Tag
	ofLate := 0
	for _, r := range ranked {
		if r.closeness == 0 {
			if ofLate++; ofLate > RecommendedOfLate {
				break
			}
		}
		list = append(list, r.tag)
	}
	return list
}
