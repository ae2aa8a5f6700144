package floor

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// rowEvery bounds how many messages are folded when a project is taken over: a
// conversation's row is written again after so many.
const rowEvery = 100

// frequent are the events of a conversation that come so often that its row is
// not written for each.
var frequent = map[desk.Kind]bool{
	desk.MessagePosted: true, desk.MessageTranslated: true, desk.VisitorViewed: true, desk.ThreadDelivered: true, desk.ThreadSeen: true,
}

// step is one group on its way into the log.
type step struct {
	w          *writer
	ctx        context.Context // bounds what is asked of the log
	now        desk.Millis
	records    []desk.Record
	visitors   []desk.NewVisitor
	lastNumber desk.ContactNo
	// convs and agents changed in this step; rows are those whose row is due.
	rows   map[desk.ConversationID]bool
	agents map[desk.AgentID]bool
	// first is who asked first under an id, and who repeated it since.
	first      map[desk.CommandID]*asked
	deliveries map[desk.Actor][]News
	order      []desk.Actor
	others     []func()
	answers    []func()
	customers  map[desk.VisitorID]bool
	// changed are the people of whom something changed: the log does not have them yet.
	changed map[desk.VisitorID]desk.CustomerRecord
	replies []desk.Reply
	// made are the tags that agents made in this step.
	made []desk.Tag
	// files are those that messages of this step send, attached the same by id.
	files    []desk.Attachment
	attached map[desk.FileID]bool
	// moved: routing was told something, so that what visitors are told of
	// offers and waits may have changed.
	moved bool
	// opened: a conversation began since routing last decided.
	opened bool
}

// asked is a command of this step.
type asked struct {
	digest string
	answer Answer
}

// step decides a group, lets routing assign, writes it all in one transaction,
// and passes it on to be told.
func (w *writer) step(group []any) {
	ctx, cancel := context.WithTimeout(context.Background(), logWithin)
	defer cancel()
	s := &step{
		w: w, ctx: ctx, now: w.opt.Clock.Now(), lastNumber: w.standing.LastContact,
		rows: map[desk.ConversationID]bool{}, agents: map[desk.AgentID]bool{}, customers: map[desk.VisitorID]bool{}, changed: map[desk.VisitorID]desk.CustomerRecord{},
		attached: map[desk.FileID]bool{},
		first:    map[desk.CommandID]*asked{}, deliveries: map[desk.Actor][]News{},
	}
	seen, err := w.seen(ctx, group)
	if err != nil {
		w.failed(group, false, err)
		return
	}
	var questions []question
	for _, in := range group {
		switch in := in.(type) {
		case Request:
			s.request(in, seen)
		case arrival:
			s.arrived(in)
		case departure:
			s.departed(in)
		case reconfiguration:
			s.reconfigure(in)
		case Signal:
			s.signal(in)
		case sign:
			s.doubt(in.agent, false)
		case question:
			questions = append(questions, in)
		}
	}
	s.reconcile()
	s.expire()
	s.ring()
	s.openGroups()
	s.assign()
	s.tellWaits()
	if err := s.commit(ctx); err != nil {
		w.asked = append(w.asked, questions...)
		w.failed(group, true, err)
		return
	}
	w.failures = 0
	for _, q := range questions {
		q(w) // only now is the live state what the log says
	}
	if len(s.answers) > 0 || len(s.order) > 0 || len(s.others) > 0 {
		w.tell <- s.told()
	}
}

// seen asks the log which of the group's commands it has already.
func (w *writer) seen(ctx context.Context, group []any) (map[desk.CommandID]desk.Receipt, error) {
	var ids []desk.CommandID
	for _, in := range group {
		if r, ok := in.(Request); ok && r.Cmd.ID != "" {
			ids = append(ids, r.Cmd)
		}
	}
	if ids == nil {
		return nil, nil
	}
	return w.opt.Log.Seen(ctx, w.setup.Project.ID, ids)
}

// request decides one command.
func (s *step) request(r Request, seen map[desk.CommandID]desk.Receipt) {
	a := s.repeated(r, seen)
	if a == nil {
		a = &asked{digest: r.Digest}
		if r.Cmd.ID != "" {
			s.first[r.Cmd] = a
		}
		a.answer = s.decide(r)
	}
	if r.By.Kind == desk.ByAgent {
		s.doubt(desk.AgentID(r.By.ID), false) // whoever speaks is there
	}
	s.answers = append(s.answers, func() { r.Reply(a.answer) })
}

// repeated is the answer to a command that was carried out before, in the log or
// in this very group; nil for a new one.
func (s *step) repeated(r Request, seen map[desk.CommandID]desk.Receipt) *asked {
	if r.Cmd.ID == "" {
		return nil
	}
	before, ok := s.first[r.Cmd]
	if receipt, stored := seen[r.Cmd]; stored {
		before = &asked{digest: receipt.Digest, answer: Answer{Stream: receipt.Stream, Seq: receipt.Seq}}
		ok = true
	}
	switch {
	case !ok:
		return nil
	case before.digest != "" && before.digest != r.Digest: // it is empty where the visitor was erased
		return &asked{answer: Answer{Err: desk.Refuse(desk.IDReused, "This message id was already used for another message.").At("id")}}
	}
	return before
}

func (s *step) decide(r Request) Answer {
	if agent, ok := r.Stream.Agent(); ok {
		return s.decideAgent(agent, r)
	}
	if visitor, ok := r.Stream.Customer(); ok {
		return s.decideCustomer(visitor, r)
	}
	c, err := s.find(r)
	if err != nil {
		return Answer{Err: err}
	}
	var events []desk.Event
	if c.State == "" && r.By.Kind == desk.ByVisitor && r.Opening != nil {
		c, events, err = s.open(c, r)
		if err != nil {
			return Answer{Err: err}
		}
	}
	if r.Command, err = s.fill(c, r); err != nil {
		return Answer{Err: err}
	}
	more, err := desk.Decide(c, r.Command, r.By, s.now)
	if err != nil {
		return Answer{Err: err}
	}
	// Last, so that what is refused anyway is not counted.
	if r.Admit != nil {
		if err := r.Admit(); err != nil {
			return Answer{Err: err}
		}
	}
	if c.State == desk.Ended && len(more) > 0 {
		// Of what is over only this is ever said, and it is live until that is
		// written.
		s.w.convs[c.ID] = c
	}
	answer := s.record(append(events, more...), r)
	s.afterwards(c, r)
	return answer
}

// find is the conversation a request is about; the empty one where a visitor
// begins another.
func (s *step) find(r Request) (desk.Conversation, error) {
	id, named := r.Stream.Conversation()
	if r.By.Kind == desk.ByVisitor && !named {
		return s.current(desk.VisitorID(r.By.ID)), nil
	}
	c, live := s.w.convs[id]
	if !live {
		var found bool
		var err error
		if c, found, err = s.w.opt.Log.Conversation(s.ctx, s.w.setup.Project.ID, id); err != nil {
			return c, s.w.opt.Refusal(err)
		}
		if !found {
			return c, desk.Refuse(desk.NotFound, "No such conversation.").At("stream")
		}
	}
	if c.State == desk.Ended && r.By == desk.Visitor(c.Visitor) {
		if _, post := r.Command.(desk.Post); post {
			// Theirs, and ended: what they write begins the next one, or goes
			// into the one they have begun since.
			return s.current(c.Visitor), nil
		}
	}
	return c, nil
}

// current is a visitor's open conversation, or the empty one. One that ended in
// this very step is live until the step is written, but open no more.
func (s *step) current(v desk.VisitorID) desk.Conversation {
	if c := s.w.convs[s.w.byVisitor[v]]; c.State != desk.Ended {
		return c
	}
	return desk.Conversation{}
}

func (s *step) decideAgent(id desk.AgentID, r Request) Answer {
	profile, known := s.w.profiles[id]
	if !known || (r.By.Kind == desk.ByAgent && r.By.ID != string(id)) || r.By.Kind == desk.ByVisitor {
		return Answer{Err: noStream()}
	}
	events, err := desk.DecideAgent(s.w.agents[id], profile, r.Command, r.By, s.now)
	if err != nil {
		return Answer{Err: err}
	}
	return s.record(events, r)
}

func noStream() *desk.Error { return desk.Refuse(desk.NotFound, "No such stream.").At("stream") }

// record gives events their numbers and lets the live state follow. The last
// one carries the command's id: its place is the answer.
func (s *step) record(events []desk.Event, r Request) Answer {
	if len(events) == 0 {
		return Answer{}
	}
	last := &events[len(events)-1]
	last.Cmd = r.Cmd
	first := len(s.records)
	var before, after desk.AgentID
	id, conversation := last.Stream.Conversation()
	if conversation {
		before = s.w.convs[id].Holder()
	}
	for i := range events {
		digest := ""
		if i == len(events)-1 {
			digest = r.Digest
		}
		s.apply(&events[i], digest)
	}
	if conversation {
		after = s.w.convs[id].Holder()
		for i := first; i < len(s.records); i++ {
			s.records[i].Holder = after
		}
		s.w.hold(id, before, after)
	}
	s.hear(events, before, after)
	return Answer{Stream: last.Stream, Seq: last.Seq}
}

func (s *step) apply(e *desk.Event, digest string) {
	w := s.w
	e.Offset = w.standing.Offset + int64(len(s.records)) + 1
	rec := desk.Record{Digest: digest}
	if id, ok := e.Stream.Agent(); ok {
		before := w.agents[id]
		e.Seq = before.Seq + 1
		w.agents[id] = before.Apply(*e)
		s.agents[id] = true
	} else if id, ok := e.Stream.Customer(); ok {
		before := w.customers[id]
		e.Seq = before.Seq + 1
		rec.Visitor = id
		w.customers[id] = before.Apply(*e)
		s.customers[id] = true
	} else {
		id, _ := e.Stream.Conversation()
		before := w.convs[id]
		e.Seq = before.Seq + 1
		after := before.Apply(*e)
		rec.Visitor = after.Visitor
		w.convs[id] = after
		s.follow(*e, before, after)
	}
	s.routingSees(*e)
	rec.Event = *e
	s.records = append(s.records, rec)
}

// follow keeps what hangs on a conversation in step with it.
func (s *step) follow(e desk.Event, before, after desk.Conversation) {
	w := s.w
	_, message := e.Fact.(desk.Posted)
	if !frequent[e.Kind] || after.State == desk.Ended || after.Seq-w.covered[after.ID] >= rowEvery {
		s.rows[after.ID] = true
	}
	switch e.Kind {
	case desk.ConversationOpened:
		w.byVisitor[after.Visitor] = after.ID
		w.browsed(after.ID, e.Content)
	case desk.VisitorViewed:
		w.browsed(after.ID, e.Content)
	}
	if message && before.LastAgentAt == 0 && after.LastAgentAt > 0 {
		s.replied(after, e.At)
	}
	w.timers.set(after, w.setup.Revision.Settings.Lifecycle)
}

// commit writes the step down. Closed conversations leave the live state.
func (s *step) commit(ctx context.Context) error {
	w := s.w
	if len(s.records) == 0 {
		return nil
	}
	batch := desk.Batch{
		Project: w.setup.Project.ID, Fence: w.standing.Fence, Before: w.standing.Offset,
		Records: s.records, LastContact: s.lastNumber, Visitors: s.visitors, Replies: s.replies, Tags: s.made, Attachments: s.files,
	}
	for id := range s.rows {
		batch.Conversations = append(batch.Conversations, w.convs[id])
	}
	for id := range s.agents {
		batch.Agents = append(batch.Agents, w.agents[id])
	}
	for id := range s.customers {
		batch.Customers = append(batch.Customers, w.customers[id])
	}
	for _, t := range w.routing.Turned() {
		if t.Rule != "" {
			t.Version = w.setup.Revision.Version
		}
		batch.Turns = append(batch.Turns, desk.Turn(t))
	}
	slices.SortFunc(batch.Customers, func(a, b desk.Customer) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(batch.Conversations, func(a, b desk.Conversation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortFunc(batch.Agents, func(a, b desk.Agent) int { return strings.Compare(string(a.ID), string(b.ID)) })
	if err := w.opt.Log.Append(ctx, batch); err != nil {
		return err
	}
	w.standing.Offset += int64(len(s.records))
	w.standing.LastContact = s.lastNumber
	s.madeTags()
	for _, c := range batch.Customers {
		if !c.Blocked {
			delete(w.customers, c.ID) // what holds of all the others is asked of the log
		}
	}
	for _, c := range batch.Conversations {
		w.covered[c.ID] = c.Seq
		if c.State == desk.Ended {
			delete(w.convs, c.ID)
			delete(w.covered, c.ID)
			delete(w.timers.at, c.ID)
			delete(w.pages, c.ID)
			if w.byVisitor[c.Visitor] == c.ID {
				delete(w.byVisitor, c.Visitor)
			}
		}
	}
	return nil
}

// internal carries out a command of the server's own. It is decided by the same
// rules; a refusal means that the state has moved on, which is no fault.
func (s *step) internal(stream desk.Stream, cmd desk.Command, by desk.Actor) bool {
	answer := s.decide(Request{By: by, Stream: stream, Command: cmd})
	var refusal *desk.Error
	return !errors.As(answer.Err, &refusal)
}
