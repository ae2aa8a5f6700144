package app

import (
	"slices"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// picture is what the window shows. The lines of a thread are the log's alone, which
// two pictures share; those that are not in the log stand apart, so that one of them
// makes no copy of a long thread.
type picture struct {
	wire.Panel
	// unsent are the lines that follow those of each thread.
	unsent [][]wire.ThreadLine
}

// whole is a thread with all of its lines.
func (p *picture) whole(n int) wire.Thread {
	t := p.Threads[n]
	if len(p.unsent[n]) > 0 {
		t.Lines = slices.Concat(t.Lines, p.unsent[n])
	}
	return t
}

// panel is all of it as the window is told it.
func (p *picture) panel() wire.Panel {
	all := p.Panel
	all.Threads = make([]wire.Thread, len(p.Threads))
	for n := range p.Threads {
		all.Threads[n] = p.whole(n)
	}
	return all
}

// view computes what the window shows. It reads the state and changes nothing;
// what it returns shares no memory with it that will change.
func view(s *state, now desk.Millis) picture {
	p := picture{Panel: wire.Panel{
		Session: s.session, Line: s.line,
		Channels: []wire.Lamp{}, Boxes: []wire.StateBox{}, Shelf: []wire.ShelfItem{}, Notices: s.told(),
		Panes: slices.Clone(s.panes), Threads: []wire.Thread{},
	}}
	p.Line.Unsent = s.outbox.waiting()
	if s.session.State != wire.SignedIn {
		return p
	}
	p.Imposed, p.Ungrouped = s.imposed(), s.ungrouped
	for _, ch := range s.channels {
		p.Channels = append(p.Channels, lamp(s, ch))
	}
	p.Shelf = shelf(s)
	for _, v := range s.shown() {
		p.Boxes = append(p.Boxes, box(s, v, now))
	}
	for _, stream := range s.panes {
		if v := s.convs[stream]; v != nil {
			p.Threads, p.unsent = append(p.Threads, thread(s, v, now)), append(p.unsent, unsent(s, v, now))
		}
	}
	if s.convs[s.screen] != nil {
		p.Active = s.screen
	}
	return p
}

func lamp(s *state, ch wire.ChannelInfo) wire.Lamp {
	used, status := s.used(ch.Channel), s.status(ch.Channel)
	asChosen := desk.Agent{Status: map[desk.Channel]desk.Status{ch.Channel: status}, Imposed: s.imposed()}
	return wire.Lamp{
		Channel: ch.Channel, Status: status,
		Light: asChosen.Light(ch.Channel, used, ch.Slots), Used: used, Slots: ch.Slots,
	}
}

func box(s *state, v *conversation, now desk.Millis) wire.StateBox {
	b := wire.StateBox{
		Stream: v.stream(), Channel: v.Channel, Label: label(s, v), Name: v.shownName(),
		Online: v.Online && v.held(), Ended: v.endedChat, Tone: wire.ToneTheirs, Mine: v.waits(), New: v.unseen(),
		LastText: v.lastText, LastAgentAt: max(v.LastAgentAt, v.came()), OpenedAt: v.OpenedAt,
		Typing: v.typingUntil > now, Draft: s.begun(v.stream()), Async: v.Async,
	}
	if b.Mine {
		b.WaitingSince = v.waitsSince()
	}
	switch {
	case v.stream() == s.screen:
		b.Tone = wire.ToneActive
	case b.Mine:
		b.Tone = wire.ToneMine
	}
	_, b.Failed = s.outbox.in(v.stream())
	b.Gone = !v.open()
	return b
}

// label is what a conversation is called aloud, as in "AC 4711".
func label(s *state, v *conversation) string {
	return numbered(s.session.Project.Letters, v.lastContact)
}

// numbered is the label of a contact; that of none is the letters alone.
func numbered(letters string, no desk.ContactNo) string {
	if no == 0 {
		return letters
	}
	return letters + " " + strconv.FormatInt(int64(no), 10)
}

func thread(s *state, v *conversation, now desk.Millis) wire.Thread {
	t := wire.Thread{
		Stream: v.stream(), Label: label(s, v), Channel: v.Channel, Name: v.shownName(),
		Online: v.Online && v.held(), Ended: v.endedChat, Typing: v.typingUntil > now,
		Site: v.Site, Page: v.page, Language: v.Language,
		OpenedAt: v.OpenedAt, Waited: v.waited, Why: v.why, WhyFR: v.whyFR, Async: v.Async, Open: v.open(), Gone: v.departed != "",
		Translation: translation(s, v), Customer: v.customer, Draft: s.drafts[v.stream()],
		// Capped, so that what is appended to it never lands in the log's lines.
		Lines: v.lines[:len(v.lines):len(v.lines)], Fresh: v.fresh,
	}
	if v.lies() == desk.Ongoing {
		t.HeldSince = v.Contact.OpenedAt
	}
	if v.stays {
		// What was not sent keeps it in any case.
		_, failed := s.outbox.in(v.stream())
		t.Stays = !failed
	}
	if p := s.prompts[v.stream()]; p != nil && !p.gone && s.session.Writing.Suggest && v.waits() {
		t.Suggestions = p.list
	}
	return t
}

// unsent are the messages of a conversation that the log does not have yet.
func unsent(s *state, v *conversation, now desk.Millis) []wire.ThreadLine {
	var lines []wire.ThreadLine
	for _, i := range s.outbox.items {
		if i.Stream != v.stream() || v.keys[i.ID] {
			continue
		}
		line := wire.ThreadLine{
			Key: i.ID, Kind: wire.LineAgent, At: i.At, Name: s.session.Username,
			Text: i.Text, Form: i.Form, Card: i.Card, File: i.File,
			Original: i.Translation.Original, FromLanguage: i.Translation.From, ToLanguage: i.Translation.To,
			State: i.shown(now), Reason: s.language.reason(i.Reason),
		}
		line.File.ID = "" // nobody reads it before its message is in the log
		if line.State == wire.Held {
			line.Until = i.NotBefore
		} else if i.coming() {
			line.Coming, line.Left = true, i.left
		}
		lines = append(lines, line)
	}
	return lines
}
