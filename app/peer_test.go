package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	ada   = desk.AgentID("10423")
	ben   = desk.AgentID("10424")
	token = "a token of many letters"
)

// peer is a server of one agent: the rules are desk's, the log is a slice, and the
// test decides what goes wrong.
type peer struct {
	t    *testing.T
	http *httptest.Server

	mu    sync.Mutex
	epoch string
	log   []desk.Event
	convs map[desk.Stream]desk.Conversation
	agent desk.Agent
	name  string
	slots int
	// also are channels granted beside chat.
	also []desk.Channel
	// ungrouped: they are in no group.
	ungrouped bool
	// record is what is known of every visitor.
	record desk.CustomerRecord
	// unread is how often a question about that is not answered; changed is done
	// between a change of it and the answer.
	unread  int
	changed func()
	// targets is what the list of targets says.
	targets []wire.TransferTarget
	// library is the project's after so many changes, own the agent's answers.
	library desk.Library
	stocked int64
	own     desk.PersonalAnswers
	// translates: this desk does; untranslated is why it cannot now. asked are the
	// messages that were to be translated.
	translates   bool
	untranslated string
	asked        []int64
	// form is what can be said at closing.
	form   wire.ClosingForm
	seen   map[string]wire.Done
	lines  map[*peerLine]bool
	hellos []wire.Hello
	heard  []wire.Do
	files  peerFiles
	// filesURL is where files are said to be.
	filesURL string
	// refuse answers a command instead of carrying it out.
	refuse func(wire.Do) *wire.Refused
	// deaf: what arrives is lost. mute: it is carried out and not answered.
	deaf, mute bool
	// away: nobody gets in; turned counts who was turned away.
	away    bool
	turned  int
	expired bool
	at      desk.Millis
	next    desk.ContactNo
}

type peerLine struct {
	conn *websocket.Conn
	n    int64
}

func newPeer(t *testing.T) *peer {
	p := &peer{
		t: t, epoch: "first", convs: map[desk.Stream]desk.Conversation{}, seen: map[string]wire.Done{}, slots: 2,
		lines: map[*peerLine]bool{}, at: 1_000_000, next: 4711, name: names[ada],
		agent: desk.Agent{ID: ada, Status: map[desk.Channel]desk.Status{desk.Chat: desk.Available}},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v1/sign-in", p.signIn)
	mux.HandleFunc("POST /api/v1/sign-out", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /api/v1/conversations/{id}/targets", func(w http.ResponseWriter, r *http.Request) {
		p.about(w, r, func() any { return map[string]any{"targets": p.targets} })
	})
	mux.HandleFunc("GET /api/v1/conversations/{id}/closing", func(w http.ResponseWriter, r *http.Request) {
		p.about(w, r, func() any { return p.form })
	})
	mux.HandleFunc("/api/v1/me/library", p.answers)
	mux.HandleFunc("/api/v1/me/library/{list}/{id}", p.answers)
	mux.HandleFunc("GET /api/v1/conversations/{id}/past", p.pastPage)
	mux.HandleFunc("GET /api/v1/conversations/{id}/past/{past}", p.pastPart)
	mux.HandleFunc("/api/v1/conversations/{id}/customer", p.customer)
	mux.HandleFunc("POST /api/v1/conversations/{id}/translation", p.translateText)
	mux.HandleFunc("POST /api/v1/conversations/{id}/messages/{seq}/translation", p.translateMessage)
	mux.HandleFunc("PUT /api/v1/conversations/{id}/files/{file}", p.putFile)
	mux.HandleFunc("DELETE /api/v1/conversations/{id}/files/{file}", p.takeFileBack)
	mux.HandleFunc("GET /api/v1/conversations/{id}/files/{file}", p.getFile)
	mux.HandleFunc("GET /api/v1/conversations/{id}/files/{file}/preview", p.getFile)
	mux.HandleFunc("GET /api/v1/agent/socket", p.socket)
	p.http = httptest.NewServer(mux)
	t.Cleanup(func() { p.cut(); p.http.Close() })
	return p
}

func (p *peer) signIn(w http.ResponseWriter, r *http.Request) {
	var in struct{ Email, Password, Device string }
	_ = json.NewDecoder(r.Body).Decode(&in)
	w.Header().Set("Content-Type", "application/json")
	if in.Password != "right" {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"title":"Unauthorized","status":401,"detail":"The e-mail address or the password is not right.","code":"sign_in_failed"}`))
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expired = false
	_ = json.NewEncoder(w).Encode(map[string]any{"token": token, "agent": p.welcome()})
}

func (p *peer) welcome() wire.AgentWelcome {
	w := wire.AgentWelcome{
		ID: ada, Name: p.name, Username: "Ada", Role: desk.AgentRole,
		Project: wire.ProjectInfo{ID: "acme", Name: "ACME", Letters: "AC"}, Imposed: p.agent.Imposed, Ungrouped: p.ungrouped, Translates: p.translates,
		Files: wire.FileLimitsOf(p.files.limits, desk.ByAgent), FilesURL: p.filesURL,
	}
	for ch, slots := range p.granted() {
		w.Channels = append(w.Channels, wire.ChannelInfo{Channel: ch, Status: p.agent.StatusOf(ch), Slots: slots})
	}
	slices.SortFunc(w.Channels, func(a, b wire.ChannelInfo) int {
		return slices.Index(desk.Channels, a.Channel) - slices.Index(desk.Channels, b.Channel)
	})
	return w
}

// granted are the agent's channels, with the slots of each.
func (p *peer) granted() map[desk.Channel]int {
	out := map[desk.Channel]int{desk.Chat: p.slots}
	for _, ch := range p.also {
		out[ch] = 1
	}
	return out
}

// account changes the agent's account and tells every line.
func (p *peer) account(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
	for l := range p.lines {
		p.put(l, wire.Me{Frame: wire.FrameMe, N: l.number(), Agent: p.welcome()})
	}
}

// about answers a question about a conversation of the agent's.
func (p *peer) about(w http.ResponseWriter, r *http.Request, answer func() any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.convs[desk.ConversationID(r.PathValue("id")).Stream()]
	if r.Header.Get("Authorization") != "Bearer "+token || c.Holder() != ada {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"title":"Not Found","status":404,"detail":"No such conversation.","code":"not_found"}`))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer())
}

func (p *peer) socket(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	away := p.away
	if away {
		p.turned++
	}
	p.mu.Unlock()
	if away {
		http.Error(w, "", http.StatusServiceUnavailable)
		return
	}
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer conn.CloseNow()
	l := &peerLine{conn: conn}
	var hello wire.Hello
	if !p.read(l, &hello) {
		return
	}
	p.mu.Lock()
	p.hellos = append(p.hellos, hello)
	if p.expired || hello.Token != token {
		p.put(l, wire.Bye{Frame: wire.FrameBye, N: l.number(), Code: desk.TokenExpired, Message: "You have been signed out. Please sign in again."})
		p.mu.Unlock()
		return
	}
	p.open(l, hello)
	p.lines[l] = true
	p.mu.Unlock()
	for {
		var do wire.Do
		if !p.read(l, &do) {
			break
		}
		p.do(l, do)
	}
	p.mu.Lock()
	delete(p.lines, l)
	p.mu.Unlock()
}

func (p *peer) read(l *peerLine, v any) bool {
	_, raw, err := l.conn.Read(p.t.Context())
	return err == nil && json.Unmarshal(raw, v) == nil
}

func (l *peerLine) number() int64 {
	l.n++
	return l.n
}

// put writes a frame; p.mu is held, which keeps the frames in order.
func (p *peer) put(l *peerLine, frame any) {
	raw, err := json.Marshal(frame)
	if err != nil {
		p.t.Error(err)
	}
	_ = l.conn.Write(p.t.Context(), websocket.MessageText, raw)
}

func (p *peer) open(l *peerLine, h wire.Hello) {
	me := p.welcome()
	p.put(l, wire.Welcome{Frame: wire.FrameWelcome, N: l.number(), Proto: 1, Epoch: p.epoch, At: p.at, Agent: &me})
	p.tellShelves(l)
	resume := h.Epoch == p.epoch && h.Cursor > 0
	list := []wire.AgentEvent{}
	had, now := p.held(h.Cursor), p.held(int64(len(p.log)))
	for stream := range p.convs {
		switch {
		case resume && had[stream] && now[stream]:
			for _, e := range p.log[h.Cursor:] {
				if e.Stream == stream {
					list = append(list, wire.ForAgent(e, named{}))
				}
			}
		case resume && had[stream]:
			// The end of what was the agent's is told before it goes.
			p.put(l, wire.Events[wire.AgentEvent]{
				Frame: wire.FrameEvents, N: l.number(), Cursor: h.Cursor, List: p.ending(stream, h.Cursor), More: true,
			})
			p.put(l, wire.Gone{Frame: wire.FrameGone, N: l.number(), Stream: stream})
		case now[stream]:
			p.whole(l, stream)
		}
	}
	p.put(l, wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, N: l.number(), Cursor: int64(len(p.log)), List: list})
}

// held is what lay on the agent's desk after so many events.
func (p *peer) held(cursor int64) map[desk.Stream]bool {
	at := map[desk.Stream]desk.Conversation{}
	for _, e := range p.log[:min(cursor, int64(len(p.log)))] {
		if _, ok := e.Stream.Conversation(); ok {
			at[e.Stream] = at[e.Stream].Apply(e)
		}
	}
	out := map[desk.Stream]bool{}
	for stream, c := range at {
		out[stream] = c.Holder() == ada
	}
	return out
}

// ending is what happened in a conversation after so many events, up to what took
// it from the agent.
func (p *peer) ending(stream desk.Stream, cursor int64) []wire.AgentEvent {
	list := []wire.AgentEvent{}
	var c desk.Conversation
	var before desk.Event
	for _, e := range p.log {
		if e.Stream != stream {
			continue
		}
		if e.Offset > cursor && (c.Holder() == ada || e.Completes(before)) {
			list = append(list, wire.ForAgent(e, named{}))
		}
		c, before = c.Apply(e), e
	}
	return list
}

func (p *peer) whole(l *peerLine, stream desk.Stream) {
	w := wire.Whole[wire.AgentEvent]{Frame: wire.FrameWhole, N: l.number(), Stream: stream}
	for _, e := range p.log {
		if e.Stream == stream {
			w.Events = append(w.Events, wire.ForAgent(e, named{}))
		}
	}
	p.put(l, w)
}

// add writes events and tells every line; p.mu is held.
func (p *peer) add(events ...desk.Event) {
	before := p.held(int64(len(p.log)))
	for _, e := range events {
		if _, own := e.Stream.Agent(); own {
			e.Seq = p.agent.Seq + 1
			p.agent = p.agent.Apply(e)
		} else {
			c := p.convs[e.Stream]
			e.Seq = c.Seq + 1
			p.convs[e.Stream] = c.Apply(e)
		}
		e.Offset = int64(len(p.log)) + 1
		p.log = append(p.log, e)
	}
	stream := events[0].Stream
	_, own := stream.Agent()
	after := p.held(int64(len(p.log)))
	for l := range p.lines {
		if own || before[stream] {
			var list []wire.AgentEvent
			for _, e := range p.log[len(p.log)-len(events):] {
				list = append(list, wire.ForAgent(e, named{}))
			}
			p.put(l, wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, N: l.number(), Cursor: int64(len(p.log)), List: list})
		}
		switch {
		case before[stream] && !after[stream]:
			p.put(l, wire.Gone{Frame: wire.FrameGone, N: l.number(), Stream: stream})
		case !before[stream] && after[stream]:
			p.whole(l, stream)
			p.put(l, wire.Events[wire.AgentEvent]{
				Frame: wire.FrameEvents, N: l.number(), Cursor: int64(len(p.log)), List: []wire.AgentEvent{},
			})
		}
	}
}

// named calls people and groups what they are called.
type named struct{}

var names = map[desk.AgentID]string{ada: "Ada Lindqvist", ben: "Ben Osei"}

func (named) Agent(id desk.AgentID) string    { return names[id] }
func (named) Username(id desk.AgentID) string { return names[id] }
func (named) Group(id desk.GroupID) string    { return "the group " + string(id) }
