package floor

import (
	"context"
	"slices"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
)

// Tags an agent gave are of late for a month, and of those the newest count.
const (
	ofLate  = 30 * desk.Day
	maxUses = 500
)

// Closing is what an agent can say of a conversation when they close it.
type Closing struct {
	Tagging desk.Tagging
	// Fixed: they make no new tags.
	Fixed bool
	// Recommended are the likeliest tags, the first first, and Others all other
	// tags by name; see [desk.Recommend].
	Recommended, Others []desk.Tag
}

// Closing says what an agent can say of one of their conversations.
func (f *Floor) Closing(ctx context.Context, project desk.ProjectID, agent desk.AgentID, id desk.ConversationID) (Closing, error) {
	type answer struct {
		c     desk.Conversation
		setup Setup
		now   desk.Millis
		err   error
	}
	a, err := ask(ctx, f, project, func(w *writer) answer {
		c, err := w.openWith(agent, id, "closes it")
		return answer{c: c, setup: w.setup, now: w.opt.Clock.Now(), err: err}
	})
	if err == nil {
		err = a.err
	}
	if err != nil {
		return Closing{}, err
	}
	settings := a.setup.Revision.Settings
	closing := Closing{Tagging: settings.Lifecycle.TaggingOf(len(a.setup.Tags)), Fixed: settings.Lifecycle.FixedTags}
	if closing.Tagging == desk.TagsOff {
		return closing, nil
	}
	used, err := f.opt.Log.TagUses(ctx, project, agent, a.now-ofLate, maxUses)
	if err != nil {
		return Closing{}, f.opt.Refusal(err)
	}
	closing.Recommended = desk.Recommend(a.c, settings.Categories, a.setup.Tags, used)
	for _, t := range a.setup.Tags {
		if !slices.ContainsFunc(closing.Recommended, func(r desk.Tag) bool { return r.ID == t.ID }) {
			closing.Others = append(closing.Others, t)
		}
	}
	desk.SortTags(closing.Others)
	return closing, nil
}

// closing completes the closing of a conversation: the tags it names, and those
// it makes. A new one that is called as one there is, is that one, also where a
// colleague makes it in the same moment.
func (s *step) closing(cmd desk.Close) desk.Close {
	cmd.Lifecycle = s.w.setup.Revision.Settings.Lifecycle
	cmd.There = len(s.w.setup.Tags) + len(s.made)
	if len(cmd.Tags)+len(cmd.NewTags) == 0 {
		return cmd
	}
	there := slices.Concat(s.w.setup.Tags, s.made)
	found := func(is func(desk.Tag) bool) bool {
		i := slices.IndexFunc(there, is)
		if i < 0 {
			return false
		}
		ref := desk.TagRef{ID: there[i].ID, Name: there[i].Name}
		if !slices.Contains(cmd.Found, ref) {
			cmd.Found = append(cmd.Found, ref)
		}
		return true
	}
	for _, id := range cmd.Tags {
		found(func(t desk.Tag) bool { return t.ID == id })
	}
	for _, name := range cmd.NewTags {
		same := func(t desk.Tag) bool { return desk.SameName(t.Name, name) }
		if !found(same) {
			made := desk.Tag{ID: desk.TagID("t_" + s.w.opt.NewID()), Name: name}
			there, cmd.Made = append(there, made), append(cmd.Made, made)
			found(same)
		}
	}
	return cmd
}

// madeTags takes the tags that this step wrote down into the setup.
func (s *step) madeTags() {
	if len(s.made) == 0 {
		return
	}
	s.w.setTags(slices.Concat(s.w.setup.Tags, s.made))
}

func (w *writer) setTags(tags []desk.Tag) {
	w.setup.Tags = tags
	published := w.setup
	w.published.Store(&published)
}

// Undelivered notes, and tells the agent, that the transcript an event asked for
// reached nobody. Saying it again of the same event is harmless.
func (f *Floor) Undelivered(ctx context.Context, project desk.ProjectID, asked desk.Event) error {
	agent := desk.AgentID(asked.Actor.ID)
	id, _ := asked.Stream.Conversation()
	what, _ := asked.Fact.(desk.Transcribed)
	answer := make(chan error, 1)
	f.Do(ctx, project, Request{
		By: desk.System, Stream: agent.Stream(), Command: desk.Undeliver{Conversation: id, Contact: what.Contact},
		Cmd:   desk.CommandID{Device: desk.MailDevice, ID: "transcript/" + strconv.FormatInt(asked.Offset, 10)},
		Reply: func(a Answer) { answer <- a.Err },
	})
	select {
	case err := <-answer:
		if desk.AsError(err).Code == desk.NotFound {
			return nil // their account is no more
		}
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
