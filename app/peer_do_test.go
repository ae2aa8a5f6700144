package app

import (
	"encoding/json"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

func (p *peer) do(l *peerLine, do wire.Do) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.deaf || do.Frame != wire.FrameDo {
		return
	}
	p.heard = append(p.heard, do)
	if p.refuse != nil {
		if r := p.refuse(do); r != nil {
			r.Frame, r.N, r.ID = wire.FrameRefused, l.number(), do.ID
			p.put(l, *r)
			return
		}
	}
	done, repeated := p.seen[do.ID]
	if !repeated {
		events, err := p.decide(do)
		if err != nil {
			e := desk.AsError(err)
			p.put(l, wire.Refused{Frame: wire.FrameRefused, N: l.number(), ID: do.ID, Code: e.Code, Message: e.Message})
			return
		}
		for i := range events {
			events[i].Cmd = desk.CommandID{Device: "this", ID: do.ID}
		}
		if len(events) > 0 {
			p.add(events...)
			done.Stream, done.Seq = events[0].Stream, p.log[len(p.log)-1].Seq
		}
		p.seen[do.ID] = done
	}
	if p.mute {
		return
	}
	done.Frame, done.N, done.ID = wire.FrameDone, l.number(), do.ID
	p.put(l, done)
}

func (p *peer) decide(do wire.Do) ([]desk.Event, error) {
	by := desk.AgentActor(ada)
	p.at++
	switch do.Kind {
	case wire.DoPost:
		var b wire.PostBody
		_ = json.Unmarshal(do.Body, &b)
		return desk.Decide(p.convs[do.Stream], desk.Post(b), by, p.at)
	case wire.DoClose:
		return desk.Decide(p.convs[do.Stream], desk.Close{}, by, p.at)
	case wire.DoStatus:
		var b wire.StatusBody
		_ = json.Unmarshal(do.Body, &b)
		return desk.DecideAgent(p.agent, desk.Profile{ID: ada, Slots: map[desk.Channel]int{desk.Chat: p.slots}}, desk.SetStatus(b), by, p.at)
	}
	return nil, desk.Refuse(desk.UnknownType, "not known")
}

// begins opens a conversation with a first message and gives it to Ada.
func (p *peer) begins(id desk.ConversationID, name, text string) desk.Stream {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at++
	visitor := desk.VisitorID("v_" + string(id))
	s := id.Stream()
	p.convs[s] = desk.Conversation{}
	at := func(by desk.Actor, f desk.Fact, c *desk.Content) desk.Event {
		return desk.Event{Stream: s, At: p.at, Kind: f.Kind(), Actor: by, Fact: f, Content: c}
	}
	p.add(at(desk.Visitor(visitor), desk.Opened{Visitor: visitor, Channel: desk.Chat, Site: "shop.test"}, &desk.Content{Name: name}))
	p.add(at(desk.Visitor(visitor), desk.Posted{}, &desk.Content{Text: text}))
	p.add(at(desk.System, desk.Assigned{Contact: p.next, Agent: ada, Why: "Ada was free."}, nil))
	p.next++
	return s
}

// says is something the visitor does.
func (p *peer) says(s desk.Stream, cmd desk.Command) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at++
	events, err := desk.Decide(p.convs[s], cmd, desk.Visitor(p.convs[s].Visitor), p.at)
	if err != nil {
		p.t.Error(err)
		return
	}
	p.add(events...)
}

// with runs f while nothing moves.
func (p *peer) with(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
}

// cut breaks every line without a word.
func (p *peer) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for l := range p.lines {
		l.conn.CloseNow()
	}
}

// texts are the agent's messages in a conversation, as the log has them.
func (p *peer) texts(s desk.Stream) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, e := range p.log {
		if e.Stream == s && e.Kind == desk.MessagePosted && e.Actor.Kind == desk.ByAgent {
			out = append(out, e.Content.Text)
		}
	}
	return out
}
