package app

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// state is all that the panel is computed from. The owner alone touches it.
type state struct {
	session  wire.Session
	line     wire.Line
	channels []wire.ChannelInfo
	agent    desk.Agent
	// ungrouped: no group has them.
	ungrouped bool
	// choosing is what the agent chose and the server has not answered.
	choosing map[desk.Channel]*request
	// leaving is what the agent asked to become of a conversation as a whole.
	leaving map[desk.Stream]*request
	// unheard is what the agent asked to become of a conversation whose answer was lost
	// with the line.
	unheard map[desk.Stream]wire.DoKind
	// confirming is what tells the server that a contact is shown.
	confirming map[desk.Stream]*request

	convs map[desk.Stream]*conversation
	// screen is the conversation that is worked in, empty while none is; panes
	// are all that are on screen, in the order of their places, empty where there
	// is none.
	screen desk.Stream
	panes  []desk.Stream
	// wanted is the conversation the agent takes back: it comes on screen when
	// it is open, unless they have turned to another by then.
	wanted desk.Stream
	drafts map[desk.Stream]string
	outbox outbox
	// undone are the last texts that were taken back, by their keys.
	undone []string
	// writing is what is being written, by conversation.
	writing map[desk.Stream]*writing
	// prompts are the answers proposed, by conversation.
	prompts map[desk.Stream]*prompt
	// translates: messages can be translated here. translating are the
	// conversations where the agent has turned that on.
	translates  bool
	translating map[desk.Stream]bool
	// filesURL is where files are read, empty where it is the server itself.
	filesURL string
	// library is the project's, own what the agent keeps for themselves.
	library desk.Library
	own     desk.PersonalAnswers

	notices  []notice
	noticeNo int64

	focused bool
	// language is what toasts and notices are said in.
	language language
	// repeat: waiting visitors are announced again and again.
	repeat bool
}

// request is a command that lives in memory: it is repeated under its id until
// it is answered, and a restart forgets it.
type request struct {
	id      string
	status  desk.Status    // of a choice of status
	contact desk.ContactNo // of a confirmation
	// kind and body are the command where more than one kind is possible.
	kind wire.DoKind
	body any
	// answered: the server has it, and the log has not said so yet.
	answered bool
	// waiter hears what became of it, nil where nobody waits.
	waiter chan<- error
	// flying: it is on the present line.
	flying bool
	// relented: should it come back from there, it is not asked again.
	relented bool
	// pause is until when it waits, as the server asked.
	pause desk.Millis
}

// requests are all that are not answered.
func (s *state) requests() iter.Seq[*request] {
	return func(yield func(*request) bool) {
		for _, r := range s.choosing {
			if !yield(r) {
				return
			}
		}
		for _, of := range []map[desk.Stream]*request{s.leaving, s.confirming} {
			for _, r := range of {
				if !r.answered && !yield(r) {
					return
				}
			}
		}
	}
}

// maxNotices is how many sentences may stand; the oldest go first.
const maxNotices = 20

func newState(session wire.Session) state {
	session.Writing = usualWriting
	s := state{
		session: session, line: wire.Line{State: wire.Offline}, panes: make([]desk.Stream, 1), language: english,
	}
	s.forget()
	return s
}

// forget empties the desk: nobody is signed in.
func (s *state) forget() {
	s.channels, s.agent, s.screen, s.wanted = nil, desk.Agent{}, "", ""
	clear(s.panes)
	s.choosing = map[desk.Channel]*request{}
	s.leaving, s.confirming = map[desk.Stream]*request{}, map[desk.Stream]*request{}
	s.unheard = map[desk.Stream]wire.DoKind{}
	s.convs, s.drafts = map[desk.Stream]*conversation{}, map[desk.Stream]string{}
	s.writing, s.undone = map[desk.Stream]*writing{}, nil
	s.prompts = map[desk.Stream]*prompt{}
	s.translating = map[desk.Stream]bool{}
	s.outbox = newOutbox(nil)
	s.library, s.own = desk.Library{}, desk.PersonalAnswers{}
	s.line.Unsent = 0
}

// me is the agent whose desktop this is.
func (s *state) me() me { return me{id: s.session.AgentID, username: s.session.Username} }

// introduce takes in who the server says this agent is.
func (s *state) introduce(a wire.AgentWelcome) {
	s.session.AgentID, s.session.Name, s.session.Username, s.session.Project = a.ID, a.Name, a.Username, a.Project
	s.session.Files, s.filesURL = &a.Files, a.FilesURL
	s.channels, s.ungrouped, s.translates = a.Channels, a.Ungrouped, a.Translates
	s.agent.ID, s.agent.Seq, s.agent.Imposed = a.ID, 0, a.Imposed
	s.agent.Status = make(map[desk.Channel]desk.Status, len(a.Channels))
	for _, ch := range a.Channels {
		s.agent.Status[ch.Channel] = ch.Status
	}
	for _, v := range s.convs {
		v.me = s.me()
	}
}

// status is what the agent chose, answered or not.
func (s *state) status(ch desk.Channel) desk.Status {
	if r := s.choosing[ch]; r != nil {
		return r.status
	}
	return s.agent.StatusOf(ch)
}

// chosen records the server's word on a status.
func (s *state) chosen(ch desk.Channel, to desk.Status) {
	s.agent = s.agent.Apply(desk.Event{
		Stream: s.agent.ID.Stream(), Seq: s.agent.Seq, Fact: desk.StatusChanged{Channel: ch, Status: to},
	})
}

// imposed is why the desk made the agent unavailable. It is over as soon as they
// choose to be available, answered or not.
func (s *state) imposed() desk.Imposition {
	for _, r := range s.choosing {
		if r.status == desk.Available {
			return ""
		}
	}
	return s.agent.Imposed
}

// granted tells whether the agent has a channel.
func (s *state) granted(ch desk.Channel) bool {
	return slices.ContainsFunc(s.channels, func(c wire.ChannelInfo) bool { return c.Channel == ch })
}

// used counts the conversations this agent has open on a channel.
func (s *state) used(ch desk.Channel) int {
	n := 0
	for _, v := range s.convs {
		if v.Channel == ch && v.open() {
			n++
		}
	}
	return n
}

// begun tells whether a text in a conversation was begun and not sent.
func (s *state) begun(stream desk.Stream) bool { return strings.TrimSpace(s.drafts[stream]) != "" }

// shown are the conversations that have a box, in the order in which they came:
// a tile that moves is a tile that is missed. Of those that came together whoever
// is here longest stands first, then the lower number.
func (s *state) shown() []*conversation {
	out := make([]*conversation, 0, len(s.convs))
	for _, v := range s.convs {
		if v.boxed() {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b *conversation) int {
		return cmp.Or(
			cmp.Compare(a.came(), b.came()),
			cmp.Compare(a.OpenedAt, b.OpenedAt),
			cmp.Compare(a.lastContact, b.lastContact),
			strings.Compare(string(a.ID), string(b.ID)),
		)
	})
	return out
}

// came is when the conversation came to this agent.
func (v *conversation) came() desk.Millis {
	if v.Contact.OpenedAt > 0 {
		return v.Contact.OpenedAt
	}
	return v.OpenedAt
}

// elect chooses what fills an empty screen: the first in line, or nobody.
func (s *state) elect() desk.Stream {
	if line := s.inLine(); len(line) > 0 {
		return line[0].stream()
	}
	return ""
}

// inLine are the conversations that have a box, in the order in which an empty
// place takes them: whoever has waited longest for an answer, then the others that
// are open as their boxes stand, and what is gone only behind them all.
func (s *state) inLine() []*conversation {
	out := s.shown()
	rank := func(v *conversation) int {
		switch {
		case v.waits():
			return 0
		case v.open():
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b *conversation) int {
		if by := cmp.Compare(rank(a), rank(b)); by != 0 || !a.waits() {
			return by
		}
		return cmp.Compare(a.waitsSince(), b.waitsSince())
	})
	return out
}

// notice adds a sentence of the desktop's own for the agent, unless it stands
// there already.
func (s *state) notice(code desk.Code, text sentence, at desk.Millis) {
	s.noted(notice{Notice: wire.Notice{Code: code, At: at, Own: true}, text: text})
}

// serverSaid adds a sentence of the server's.
func (s *state) serverSaid(code desk.Code, text string, at desk.Millis) {
	s.noted(notice{Notice: wire.Notice{Code: code, At: at}, text: func(language) string { return text }})
}

// notice is one as it stands on the desk: in whichever language is spoken.
type notice struct {
	wire.Notice
	text sentence
	// about is the conversation that is said to have left the desk, empty for none.
	about desk.Stream
}

func (s *state) noted(fresh notice) {
	text := fresh.text(s.language)
	if slices.ContainsFunc(s.notices, func(n notice) bool { return n.text(s.language) == text }) {
		return
	}
	s.noticeNo++
	fresh.ID = s.noticeNo
	s.notices = append(s.notices, fresh)
	if len(s.notices) > maxNotices {
		s.notices = s.notices[1:]
	}
}

// told are the notices as they are read now.
func (s *state) told() []wire.Notice {
	list := make([]wire.Notice, 0, len(s.notices))
	for _, n := range s.notices {
		n.Text = n.text(s.language)
		list = append(list, n.Notice)
	}
	return list
}

// unsayGone takes back what was said of a conversation that has come back.
func (s *state) unsayGone(stream desk.Stream) {
	s.notices = slices.DeleteFunc(s.notices, func(n notice) bool { return n.about == stream })
}

// unsay takes the sentences of this code back.
func (s *state) unsay(code desk.Code) {
	s.notices = slices.DeleteFunc(s.notices, func(n notice) bool { return n.Code == code })
}
