package floor

import (
	"context"
	"reflect"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// reconfiguration is a changed setup on its way to the writer.
type reconfiguration struct {
	apply func(*Setup)
	// done is closed when it holds.
	done chan struct{}
}

// Reconfigure changes how a project is set up, at once and without taking
// anybody off the line. The caller has written the change down before: what
// holds after a restart is what is read then.
func (f *Floor) Reconfigure(ctx context.Context, project desk.ProjectID, change func(*Setup)) error {
	in := reconfiguration{apply: change, done: make(chan struct{})}
	if err := f.send(ctx, project, in); err != nil {
		return err
	}
	select {
	case <-in.done:
		return nil
	case <-f.writers[project].halted:
		return stopping()
	case <-ctx.Done():
		return desk.Refuse(desk.Unavailable, "The server is too busy to apply this now.").After(2 * desk.Second)
	}
}

// adopt takes a setup over.
func (w *writer) adopt(s Setup) {
	s = s.grouped()
	w.setup = s
	w.published.Store(&s)
	w.profiles = make(map[desk.AgentID]desk.Profile, len(s.Agents))
	for _, p := range s.Agents {
		w.profiles[p.ID] = p
	}
	w.hours = newOpening(s.Revision.Settings)
}

// change applies a reconfiguration to the setup alone; the live state follows
// when it is built anew, or in [step.reconfigure].
func (in reconfiguration) change(w *writer) {
	s := w.setup
	s.Agents = slices.Clone(s.Agents)
	in.apply(&s)
	w.adopt(s)
	close(in.done)
}

// reconfigure lets everything follow a changed setup.
func (s *step) reconfigure(in reconfiguration) {
	w := s.w
	before := w.setup
	next := before
	next.Agents = slices.Clone(next.Agents)
	in.apply(&next)
	w.adopt(next)
	s.answers = append(s.answers, func() { close(in.done) })

	if !reflect.DeepEqual(before.Revision.Settings, w.setup.Revision.Settings) {
		s.route(routing.SettingsSet{Settings: w.setup.Revision.Settings})
	}
	// Whatever was changed, the calendars were read anew.
	w.hours.seed(func(g desk.GroupID, open bool) { s.route(routing.GroupOpen{Group: g, Open: open}) }, s.now)
	if before.Revision.Settings.Lifecycle != w.setup.Revision.Settings.Lifecycle {
		for _, c := range w.convs {
			w.timers.set(c, w.setup.Revision.Settings.Lifecycle)
		}
		s.tellLifecycle()
	}
	if before.Library.Version != w.setup.Library.Version {
		s.tellLibrary()
	}
	for _, p := range before.Agents {
		if _, stays := w.profiles[p.ID]; !stays {
			s.removed(p.ID)
		}
	}
	// Some of the settings is told to each agent with their account.
	told := before.Revision.Settings.Team != w.setup.Revision.Settings.Team ||
		!reflect.DeepEqual(before.Revision.Settings.Files, w.setup.Revision.Settings.Files)
	for _, p := range w.setup.Agents {
		was, known := before.Profile(p.ID)
		changed := !known || !reflect.DeepEqual(was, p)
		if changed {
			s.route(routing.AgentSet{Profile: p})
		}
		if changed || told {
			s.tellAccount(p.ID)
		}
	}
	w.waits.stale = true
}

// removed: an account was deleted. What its agent held goes to others.
func (s *step) removed(id desk.AgentID) {
	s.route(routing.AgentRemoved{Agent: id})
	s.giveBack(id, desk.AgentRemoved)
	for _, c := range s.heldBy(id) {
		// Asleep or reserved: nobody is there any more to come back to.
		if c.State == desk.Asleep {
			s.internal(c.ID.Stream(), desk.Wake{}, desk.System)
		}
		s.internal(c.ID.Stream(), desk.Release{}, desk.System)
	}
	s.tellAccount(id)
}

func (s *step) heldBy(id desk.AgentID) []desk.Conversation {
	var list []desk.Conversation
	for conversation := range s.w.held[id] {
		list = append(list, s.w.convs[conversation])
	}
	slices.SortFunc(list, func(a, b desk.Conversation) int { return compareIDs(a.ID, b.ID) })
	return list
}

func (s *step) tellAccount(id desk.AgentID) {
	who := desk.AgentActor(id)
	s.others = append(s.others, func() {
		for _, l := range s.w.hub.of(who) {
			l.HearAccount()
		}
	})
}

func (s *step) tellLifecycle() {
	s.others = append(s.others, func() {
		for _, l := range s.w.hub.visitors() {
			l.HearLifecycle()
		}
	})
}

func (s *step) tellLibrary() {
	s.others = append(s.others, func() {
		for _, l := range s.w.hub.all() {
			l.HearLibrary()
		}
	})
}

// TellPersonal tells an agent's desktops that their own answers were changed. The
// caller has written that down before.
func (f *Floor) TellPersonal(project desk.ProjectID, agent desk.AgentID) {
	if w := f.writers[project]; w != nil {
		for _, l := range w.hub.of(desk.AgentActor(agent)) {
			l.HearPersonal()
		}
	}
}
