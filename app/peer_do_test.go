package app

import (
	"encoding/json"
	"slices"

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

// breaksAt breaks every line with the next command of a kind: it is carried out,
// and nothing of it is heard.
func (p *peer) breaksAt(kind wire.DoKind) {
	p.with(func() {
		p.refuse = func(do wire.Do) *wire.Refused {
			if do.Kind == kind {
				p.refuse = nil
				for l := range p.lines {
					l.conn.CloseNow()
				}
			}
			return nil
		}
	})
}

func (p *peer) decide(do wire.Do) ([]desk.Event, error) {
	by := desk.AgentActor(ada)
	p.at++
	cmd, err := p.command(do)
	if err != nil {
		return nil, err
	}
	if _, own := do.Stream.Agent(); own {
		return desk.DecideAgent(p.agent, desk.Profile{ID: ada, Slots: p.granted()}, cmd, by, p.at)
	}
	return desk.Decide(p.convs[do.Stream], cmd, by, p.at)
}

// command is what a command of the line asks for, with what the server knows.
func (p *peer) command(do wire.Do) (desk.Command, error) {
	switch do.Kind {
	case wire.DoPost:
		b := body[wire.PostBody](do)
		post := desk.Post{Text: b.Text, Form: b.Form, Item: b.Item, Original: b.Original, From: b.From, To: b.To}
		if card, held := p.library.Card(b.Form, b.Item); held {
			post.Card = &card
		}
		if f, held := p.files.kept[b.File]; held {
			post.File, post.Stored = b.File, &f
		}
		return post, nil
	case wire.DoConfirm:
		return desk.Confirm(body[wire.ConfirmBody](do)), nil
	case wire.DoTransfer:
		b := body[wire.TransferBody](do)
		return desk.Transfer{Agent: b.Agent, Group: b.Group, Comment: b.Comment, Anyway: b.Anyway, Target: p.target(b)}, nil
	case wire.DoSnooze:
		return desk.Snooze(body[wire.SnoozeBody](do)), nil
	case wire.DoWake:
		p.next++
		return desk.Wake{Contact: p.next}, nil
	case wire.DoBlock:
		return desk.Block{As: desk.AgentRole}, nil
	case wire.DoClose:
		return p.closing(body[wire.CloseBody](do)), nil
	case wire.DoStatus:
		return desk.SetStatus(body[wire.StatusBody](do)), nil
	}
	return nil, desk.Refuse(desk.UnknownType, "not known")
}

func (p *peer) closing(b wire.CloseBody) desk.Close {
	cmd := b.Command()
	cmd.Lifecycle, cmd.As = desk.Lifecycle{Tagging: p.form.Tagging, FixedTags: p.form.Fixed}, desk.AgentRole
	cmd.There = len(p.form.Others)
	for _, t := range p.form.Others {
		if slices.Contains(b.Tags, t.ID) {
			cmd.Found = append(cmd.Found, t)
		}
	}
	return cmd
}

func (p *peer) target(b wire.TransferBody) desk.Target {
	for _, t := range p.targets {
		if t.ID == string(b.Agent)+string(b.Group) {
			return desk.Target{Known: true, Name: t.Name, Free: t.Free, Why: t.Why}
		}
	}
	return desk.Target{}
}

func body[T any](do wire.Do) T {
	var b T
	_ = json.Unmarshal(do.Body, &b)
	return b
}

// begins opens a conversation with a first message and gives it to Ada.
func (p *peer) begins(id desk.ConversationID, name, text string) desk.Stream {
	return p.opens(id, desk.Opened{Channel: desk.Chat, Site: "shop.test"}, name, text, ada)
}

// opens opens a conversation with a first message and gives it to an agent.
func (p *peer) opens(id desk.ConversationID, f desk.Opened, name, text string, agent desk.AgentID) desk.Stream {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at++
	f.Visitor = desk.VisitorID("v_" + string(id))
	s := id.Stream()
	p.convs[s] = desk.Conversation{}
	p.add(p.event(s, desk.Visitor(f.Visitor), f, &desk.Content{Name: name}))
	p.add(p.event(s, desk.Visitor(f.Visitor), desk.Posted{}, &desk.Content{Text: text}))
	p.give(s, agent)
	return s
}

// give assigns a conversation; p.mu is held.
func (p *peer) give(s desk.Stream, agent desk.AgentID) {
	p.add(p.event(s, desk.System, desk.Assigned{Contact: p.next, Agent: agent, Why: names[agent] + " was free."}, nil))
	p.next++
}

func (p *peer) event(s desk.Stream, by desk.Actor, f desk.Fact, c *desk.Content) desk.Event {
	return desk.Event{Stream: s, At: p.at, Kind: f.Kind(), Actor: by, Fact: f, Content: c}
}

// happens is what the desk or a colleague does to a conversation.
func (p *peer) happens(s desk.Stream, by desk.Actor, cmds ...desk.Command) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, cmd := range cmds {
		p.at++
		if a, ok := cmd.(desk.Assign); ok {
			a.Contact, p.next = p.next, p.next+1
			cmd = a
		}
		events, err := desk.Decide(p.convs[s], cmd, by, p.at)
		if err != nil {
			p.t.Error(err)
			return
		}
		p.add(events...)
	}
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

// did are the commands of a kind that were heard.
func (p *peer) did(kind wire.DoKind) []wire.Do {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []wire.Do
	for _, do := range p.heard {
		if do.Kind == kind {
			out = append(out, do)
		}
	}
	return out
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
