package floor

import (
	"errors"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// fill completes a command with what it needs to know of the world beside its
// conversation.
func (s *step) fill(c desk.Conversation, r Request) (desk.Command, error) {
	lifecycle := s.w.setup.Revision.Settings.Lifecycle
	switch cmd := r.Command.(type) {
	case desk.Post:
		if card, held := s.w.setup.Library.Library.Card(cmd.Form, cmd.Item); held {
			cmd.Card = &card
		}
		err := s.file(&cmd)
		return cmd, err
	case desk.Push:
		cmd.As = s.w.role(r.By)
		return cmd, nil
	case desk.Transfer:
		cmd.Target, cmd.Told = s.w.target(desk.AgentID(r.By.ID), c, cmd), lifecycle.TellTransfers
		return cmd, nil
	case desk.Wake:
		if r.By.Kind == desk.ByAgent {
			cmd.Contact = s.lastNumber + 1
		}
		return cmd, nil
	case desk.Release:
		cmd.Groups = s.w.groupsAfter(c)
		return cmd, nil
	case desk.Leave:
		cmd.Stays = lifecycle.VisitorStays
		return cmd, nil
	case desk.Browse:
		cmd.Last = s.w.pages[c.ID]
		return cmd, nil
	case desk.Close:
		cmd.As = s.w.role(r.By)
		return s.closing(cmd), nil
	case desk.Block:
		cmd.As = s.w.role(r.By)
		return cmd, nil
	}
	return r.Command, nil
}

// file finds the file that a message sends. One that another message of this step
// sends is not there any more.
func (s *step) file(cmd *desk.Post) error {
	if cmd.File == "" || s.attached[cmd.File] {
		return nil
	}
	stored, err := s.w.opt.Log.File(s.ctx, s.w.setup.Project.ID, cmd.File)
	switch {
	case errors.Is(err, desk.ErrNone):
		return nil
	case err != nil:
		return s.w.opt.Refusal(err)
	}
	cmd.Stored = &stored
	return nil
}

// browsed notes where a visitor is.
func (w *writer) browsed(id desk.ConversationID, content *desk.Content) {
	if content != nil && content.Page != nil {
		w.pages[id] = content.Page.URL
	}
}

// afterwards is what else a command leads to, once it was carried out.
func (s *step) afterwards(before desk.Conversation, r Request) {
	after := s.w.convs[before.ID]
	switch cmd := r.Command.(type) {
	case desk.Post:
		if cmd.File != "" {
			s.attached[cmd.File] = true
			s.files = append(s.files, desk.Attachment{File: cmd.File, Conversation: before.ID})
		}
	case desk.Close:
		s.made = append(s.made, cmd.Made...)
	case desk.Wake:
		s.lastNumber = max(s.lastNumber, after.Contact.No)
	case desk.Block:
		if after.State == desk.Ended {
			s.internal(after.Visitor.Stream(), desk.BlockCustomer{Conversation: after.ID}, r.By)
		}
	}
}

func (w *writer) role(by desk.Actor) desk.Role {
	return w.profiles[desk.AgentID(by.ID)].Role
}

// groupsAfter are whose agents may have a conversation that waited too long for
// one of them: those of the group it came from, if they are in it, or else of
// all of theirs.
func (w *writer) groupsAfter(c desk.Conversation) []desk.GroupID {
	groups := w.profiles[c.Keeper].Groups
	if slices.Contains(groups, c.Group) {
		return []desk.GroupID{c.Group}
	}
	return groups
}

// decideCustomer decides what is about a visitor rather than a conversation. Whoever
// is no agent is turned away before anything is asked of the log, and nobody is
// kept of whom nothing is written down: streams that never were are endless.
func (s *step) decideCustomer(id desk.VisitorID, r Request) Answer {
	w := s.w
	if r.By.Kind != desk.ByAgent {
		return Answer{Err: noStream()}
	}
	c, live := w.customers[id]
	if !live {
		found, _, err := w.opt.Log.Customer(s.ctx, w.setup.Project.ID, id)
		if err != nil {
			return Answer{Err: w.opt.Refusal(err)}
		}
		c = found
		c.ID = id
	}
	cmd := r.Command
	switch of := cmd.(type) {
	case desk.BlockCustomer:
		of.As = w.role(r.By)
		cmd = of
	case desk.UnblockCustomer:
		of.As = w.role(r.By)
		cmd = of
	case desk.ChangeCustomer:
		return s.changeCustomer(c, of, r)
	}
	events, err := desk.DecideCustomer(c, cmd, r.By, s.now)
	if err != nil {
		return Answer{Err: err}
	}
	if len(events) > 0 {
		w.customers[id] = c
	}
	answer := s.record(events, r)
	s.w.waits.blocked = true
	if conversation, open := w.byVisitor[id]; open && w.customers[id].Blocked && w.convs[conversation].State != desk.Ended {
		s.internal(conversation.Stream(), desk.Block{}, r.By)
	}
	return answer
}

// changeCustomer changes what is known of a visitor. Who talks to them hears of it.
func (s *step) changeCustomer(c desk.Customer, cmd desk.ChangeCustomer, r Request) Answer {
	w := s.w
	record, here := s.changed[c.ID]
	if !here {
		var err error
		if record, err = w.opt.Log.CustomerRecord(s.ctx, w.setup.Project.ID, c.ID); err != nil {
			return Answer{Err: w.opt.Refusal(err)}
		}
	}
	cmd.Record, cmd.As = record, w.role(r.By)
	cmd.Holds = w.convs[w.byVisitor[c.ID]].Holder() == desk.AgentID(r.By.ID)
	events, err := desk.DecideCustomer(c, cmd, r.By, s.now)
	if err != nil || len(events) == 0 {
		return Answer{Err: err}
	}
	s.changed[c.ID] = *events[0].Content.Customer
	w.customers[c.ID] = c
	return s.record(events, r)
}
