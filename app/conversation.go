package app

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/markup"
	"github.com/parley-desk/parley/backend/wire"
)

// typingLasts is how long a visitor is believed to be writing, unless they say
// so again.
const typingLasts = 6 * desk.Second

// lastTextRunes is how much of a message a state box shows.
const lastTextRunes = 200

// conversation is the fold of one conversation's events: what desk.Apply makes of
// them, and what the panel shows of them. Events come from outside, so folding is
// total: whatever they say, they lead to some conversation.
type conversation struct {
	desk.Conversation
	me me

	name string
	page *desk.Page
	// customer is what is known of the visitor, nil while nobody has said.
	// acquainted: it was asked for on this line. told counts what was told since.
	customer   *desk.CustomerRecord
	acquainted bool
	told       int
	why, whyFR string
	waited     desk.Millis
	// origin is how it came to be where it lies now.
	origin origin
	// people are what colleagues are called, as far as the log has said.
	people map[desk.AgentID]string
	// contacts are the numbers of its contacts so far: whoever was told one of them
	// may name it. lastContact is the last, which stays when it ends.
	contacts    []desk.ContactNo
	lastContact desk.ContactNo
	// lines grows and is else copied before it is changed, so that a published
	// view can share it.
	lines []wire.ThreadLine
	keys  map[string]bool
	// ours says where the agents' messages stand among the lines.
	ours []place
	// theirs says where the words stand that this agent did not write: the
	// visitor's, and those of colleagues.
	theirs []place
	// asking are the lines of choices that the visitor has not answered.
	asking []int
	// sights is how far the lines were before the agent's eyes, and since when.
	sights sights
	// asked are the visitor's messages whose translation was asked for on this
	// line, and into which language; translating is whether one is under way.
	asked       map[int64]string
	translating bool
	// lent: a view that was handed out shares the lines.
	lent     bool
	lastText string
	// awaitSince is the first message of the visitor that nobody answered.
	awaitSince desk.Millis
	// visitorSeqs are the visitor's messages, by which those are counted that
	// the agent has not looked at; looked is the last event they have, answered
	// their own last message.
	visitorSeqs []int64
	looked      int64
	answered    int64
	// fresh is the key of the first message that came while the agent was elsewhere:
	// set when they turn to the conversation, until they answer or turn away.
	fresh string

	typingUntil desk.Millis
	// endedChat: the visitor is away because they ended the chat.
	endedChat bool
	// alertedAt is when the agent was last disturbed for it, 0 when they have
	// looked since.
	alertedAt desk.Millis
	// departed is why it is ours no more while something unsent keeps it here;
	// parting is how it went.
	departed string
	parting  parting
	// stays: it went without its agent, and is here until they turn away from it: what
	// they go on typing is then not for the next visitor. Where they had begun a text
	// it is here until they put it away.
	stays bool
}

// me is the agent whose desktop this is.
type me struct {
	id       desk.AgentID
	username string
}

// origin is what brought a conversation to a desk, where more did than routing.
type origin struct {
	// from is the colleague who handed it on, comment what they said.
	from, comment string
	// back: it was snoozed before.
	back bool
	// byMe: the agent took it back themselves.
	byMe bool
}

func newConversation(id desk.Stream, who me) *conversation {
	v := &conversation{
		me: who, keys: map[string]bool{}, lines: []wire.ThreadLine{}, people: map[desk.AgentID]string{},
		asked: map[int64]string{},
	}
	v.ID, _ = id.Conversation()
	return v
}

// stream is the conversation's.
func (v *conversation) stream() desk.Stream { return v.ID.Stream() }

// fold takes the next event. Whether it is the next is the caller's question.
func (v *conversation) fold(e wire.AgentEvent) {
	before := v.Conversation
	v.Conversation = v.Apply(e.Event())
	// What it is kept under is not for an event to change.
	v.ID = before.ID
	if e.AgentName != "" {
		who := e.Agent
		if who == "" && e.Actor.Kind == desk.ByAgent {
			who = desk.AgentID(e.Actor.ID)
		}
		v.people[who] = e.AgentName
	}
	line := wire.ThreadLine{Key: v.key(e), At: e.At, Erased: e.Erased}
	switch e.Kind {
	case desk.ConversationOpened:
		v.name, v.page = desk.CutText(e.Name, desk.MaxNameRunes), e.Page
		v.awaitSince = e.At
	case desk.MessagePosted:
		line.Text, line.Form, line.Card, line.Rich, line.File = e.Text, e.Form, e.Card, e.Rich, e.File
		if e.Actor.Kind == desk.ByVisitor {
			if before.Answered {
				v.awaitSince = e.At
			}
			if e.Form != desk.FormFile {
				v.choose(e.Text)
			}
			v.visitorSeqs = append(v.visitorSeqs, e.Seq)
			v.lastText = desk.CutText(markup.Plain(e.Text), lastTextRunes)
			v.typingUntil = 0
			line.Kind, line.Name = wire.LineVisitor, v.shownName()
			v.theirs = append(v.theirs, place{seq: e.Seq, line: len(v.lines)})
		} else {
			if e.Actor == desk.AgentActor(v.me.id) {
				v.answered = e.Seq
			} else if e.Actor.Kind == desk.ByAgent {
				v.theirs = append(v.theirs, place{seq: e.Seq, line: len(v.lines)})
			}
			line.Kind, line.Name, line.State = wire.LineAgent, v.agentName(e.Actor), wire.Sent
			line.Original, line.FromLanguage, line.ToLanguage = e.Original, e.From, e.To
			v.ours = append(v.ours, place{seq: e.Seq, line: len(v.lines)})
			if e.Rich != nil && e.Rich.Choice != nil {
				v.asking = append(v.asking, len(v.lines))
			}
		}
	case desk.ContactOpened:
		v.why, v.whyFR, v.waited, v.lastContact = e.Why, e.WhyFR, e.Waited, e.Contact
		v.contacts = append(v.contacts, e.Contact)
	case desk.ContactClosed:
		v.origin = origin{}
	case desk.ConversationTransferred:
		v.origin = origin{from: v.called(e.Agent), comment: e.Comment}
	case desk.ConversationWoken:
		v.origin = origin{back: true, byMe: e.Actor == desk.AgentActor(v.me.id)}
	case desk.VisitorLeft:
		v.typingUntil, v.endedChat = 0, e.Ended
	case desk.VisitorReturned:
		v.endedChat = false
	case desk.VisitorViewed:
		if e.Page != nil {
			v.page = e.Page
		}
	case desk.MessageTranslated:
		v.translated(e)
	case desk.ThreadDelivered, desk.ThreadSeen:
		v.reached(e)
	}
	v.parts(e, before)
	if line.Kind == "" && !v.quiet(e, before, &line) {
		return
	}
	v.add(line)
	if e.Kind == desk.ConversationOpened && e.Page != nil {
		// The way through the site begins where they wrote from.
		v.add(viewed(wire.ThreadLine{Key: v.free(line.Key + "p"), At: e.At}, *e.Page))
	}
}

// choose notes what the visitor's next words are to the choices they were given: an
// option of the newest that has it, and else an answer of their own to each. A file
// is none.
func (v *conversation) choose(text string) {
	if len(v.asking) == 0 {
		return
	}
	v.own()
	taken := -1
	for i, at := range v.asking {
		if v.lines[at].Rich.Choice.Offers(text) {
			taken = i
		}
	}
	for i, at := range v.asking {
		line := &v.lines[at]
		switch {
		case i == taken:
			line.Taken = text
		case taken >= 0:
			line.Outdone = true
		default:
			line.Passed = true
		}
	}
	v.asking = nil
}

func (v *conversation) add(line wire.ThreadLine) {
	v.keys[line.Key] = true
	v.lines = append(v.lines, line)
}

// key is a line's for life. A message of ours keeps the id it was sent under; all
// others go by their place in the log, since an id is its sender's and proves
// nothing about ours.
func (v *conversation) key(e wire.AgentEvent) string {
	if v.mine(e) && !v.keys[e.ID] {
		return e.ID
	}
	return v.free("e" + strconv.FormatInt(e.Seq, 10))
}

// free makes a key that no line has.
func (v *conversation) free(key string) string {
	for v.keys[key] {
		key += "'"
	}
	return key
}

// mine tells whether the event answers a command of this agent.
func (v *conversation) mine(e wire.AgentEvent) bool {
	return e.ID != "" && e.Actor == desk.AgentActor(v.me.id)
}

// agentName is who wrote a message of our side.
func (v *conversation) agentName(by desk.Actor) string {
	if by == desk.AgentActor(v.me.id) {
		return v.me.username
	}
	return v.called(desk.AgentID(by.ID))
}

// called is what colleagues call an agent.
func (v *conversation) called(id desk.AgentID) string {
	if name := v.people[id]; name != "" {
		return name
	}
	if id == v.me.id {
		return v.me.username
	}
	return string(id)
}

// shownName is the visitor's, or what their record calls them, or one made up for them.
func (v *conversation) shownName() string {
	if v.name != "" {
		return v.name
	}
	if name := v.recorded(); name != "" {
		return name
	}
	return madeUpName(v.Visitor)
}

// recorded is the name in the visitor's record, empty where there is none or it is not
// known here.
func (v *conversation) recorded() string {
	if v.customer == nil {
		return ""
	}
	return desk.CutText(strings.TrimSpace(v.customer.FirstName+" "+v.customer.LastName), desk.MaxNameRunes)
}

// held tells whether it lies on this agent's desk: open, snoozed, or waiting for
// them.
func (v *conversation) held() bool { return v.departed == "" && v.Holder() == v.me.id }

// lies is how it lies on this agent's desk, empty where it does not; so also of no
// conversation at all.
func (v *conversation) lies() desk.State {
	if v == nil || !v.held() {
		return ""
	}
	return v.State
}

// open tells whether it is open on this agent's panel and takes a slot.
func (v *conversation) open() bool { return v.held() && v.State == desk.Ongoing }

// boxed tells whether it has a box: it is open, or something unsent keeps it here.
func (v *conversation) boxed() bool { return v.open() || v.departed != "" }

// waits tells whether the visitor awaits this agent's answer. Who was handed on with
// the last word said awaits the one they were promised.
func (v *conversation) waits() bool {
	return v.open() && (v.Awaits() == desk.AgentSide || v.HandedBy != "")
}

// waitsSince is since when, where they do.
func (v *conversation) waitsSince() desk.Millis {
	if v.Awaits() == desk.AgentSide {
		return v.awaitSince
	}
	return v.Contact.OpenedAt
}

// turnTo marks what is new to an agent who comes back to a conversation they know.
func (v *conversation) turnTo() {
	n := v.unseen()
	if n == 0 || v.looked == 0 {
		return
	}
	first := v.visitorSeqs[len(v.visitorSeqs)-n]
	if i, found := slices.BinarySearchFunc(v.theirs, first, func(p place, seq int64) int { return cmp.Compare(p.seq, seq) }); found {
		v.fresh = v.lines[v.theirs[i].line].Key
	}
}

// lookedAt takes in how far the agent has looked, as far as this machine knows. Where
// it knows nothing they have looked as far as they answered, if from another one.
func (v *conversation) lookedAt(seq int64) {
	if v.looked = seq; seq == 0 {
		v.looked = v.answered
	}
}

// unseen counts the visitor's messages the agent has not looked at.
func (v *conversation) unseen() int {
	return len(v.visitorSeqs) - sort.Search(len(v.visitorSeqs), func(i int) bool { return v.visitorSeqs[i] > v.looked })
}

// whyShut is why nothing can be written in a conversation that is not open, in a
// sentence that can follow "Not sent:".
func (v *conversation) whyShut() string {
	switch {
	case v.held() && v.State == desk.Asleep:
		return "the conversation is snoozed."
	case v.held():
		return "the conversation is not open yet."
	}
	return v.whyGone()
}

// whyGone is why a conversation that is not held any more is not, in the same way.
func (v *conversation) whyGone() string {
	if v.State == desk.Ended {
		return "the conversation is closed."
	}
	return goneSentence
}
