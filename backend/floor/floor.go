package floor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// Options are what a floor is made of.
type Options struct {
	Log   Log
	Clock Clock
	// Holder names this process in the projects' leases.
	Holder string
	// NewID makes an id from 128 random bits.
	NewID func() string
	// Logger takes what operators should know; never anything personal.
	Logger *slog.Logger
	// Fatal is called when the log's disk failed in a way that leaves it
	// unknown what is durable: the process has to stop and start anew.
	Fatal func(error)
	// IsFatal tells such an error. Refusal turns any other error of the log
	// into what the client is told.
	IsFatal func(error) bool
	// IsPassing tells an error that may be gone the next time from one that
	// the same batch would meet again.
	IsPassing func(error) bool
	Refusal   func(error) *desk.Error
}

// Setup is a project with its people, settings and tags, as the administration
// set it up. The groups of its agents are worked out here, by the settings. The
// tags are read when the project is taken over, since agents make some too.
type Setup struct {
	Project  desk.Project
	Revision desk.Revision
	// Library is what agents send ready-made.
	Library desk.LibraryRevision
	Agents  []desk.Profile
	Tags    []desk.Tag
}

// Profile finds an agent by their id.
func (s Setup) Profile(id desk.AgentID) (desk.Profile, bool) {
	i := slices.IndexFunc(s.Agents, func(p desk.Profile) bool { return p.ID == id })
	if i < 0 {
		return desk.Profile{}, false
	}
	return s.Agents[i], true
}

// grouped is the setup with each agent in the groups the settings say.
func (s Setup) grouped() Setup {
	s.Agents = slices.Clone(s.Agents)
	for i := range s.Agents {
		s.Agents[i].Groups = s.Revision.Settings.GroupsOf(s.Agents[i])
	}
	return s
}

// Floor holds the writers of all projects this process writes for.
type Floor struct {
	opt     Options
	writers map[desk.ProjectID]*writer
	stop    sync.Once
}

// New makes a floor for the given projects; Start opens it.
func New(opt Options, setups []Setup) *Floor {
	f := &Floor{opt: opt, writers: map[desk.ProjectID]*writer{}}
	for _, s := range setups {
		f.writers[s.Project.ID] = newWriter(&f.opt, s)
	}
	return f
}

// Start takes the projects over and returns when commands can be sent.
func (f *Floor) Start(ctx context.Context) error {
	for id, w := range f.writers {
		if err := w.start(ctx); err != nil {
			f.Stop()
			return fmt.Errorf("take over project %s: %w", id, err)
		}
	}
	return nil
}

// Stop ends the writers and returns when everything accepted is answered. Whoever
// sends has to have stopped before.
func (f *Floor) Stop() {
	f.stop.Do(func() {
		for _, w := range f.writers {
			w.halt()
		}
	})
}

// Epoch names the lineage of a project's log, empty for an unknown project.
func (f *Floor) Epoch(project desk.ProjectID) string {
	if w := f.writers[project]; w != nil {
		return w.epoch()
	}
	return ""
}

// Setup is how a project is set up.
func (f *Floor) Setup(project desk.ProjectID) (Setup, bool) {
	w := f.writers[project]
	if w == nil {
		return Setup{}, false
	}
	return *w.published.Load(), true
}

// Projects are those this process writes for.
func (f *Floor) Projects() []desk.ProjectID { return slices.Sorted(maps.Keys(f.writers)) }

// Do hands a request to its project's writer. It waits while the writer's
// intake is full, which is how a flood is slowed down at its source.
func (f *Floor) Do(ctx context.Context, project desk.ProjectID, r Request) {
	if err := f.send(ctx, project, r); err != nil {
		r.Reply(Answer{Err: err})
	}
}

// Listen brings somebody on the line: from now on l hears what concerns them,
// and while anybody listens for them they count as present. The function
// returned takes them off again; what was under way may still reach l.
func (f *Floor) Listen(ctx context.Context, project desk.ProjectID, who desk.Actor, l Listener, j Joining) (leave func(), err error) {
	w := f.writers[project]
	if w == nil {
		return nil, desk.Refuse(desk.NotFound, "No such project.").At("project")
	}
	if err := w.hub.listen(who, l); err != nil {
		return nil, err
	}
	if err := f.send(ctx, project, arrival{who, j}); err != nil {
		w.hub.leave(who, l)
		return nil, err
	}
	return func() {
		w.hub.leave(who, l)
		// The writer outlives its listeners unless it has already halted.
		_ = f.send(context.Background(), project, departure{who, j})
	}, nil
}

// Signal passes something fleeting to the other side of a conversation.
func (f *Floor) Signal(project desk.ProjectID, s Signal) {
	if w := f.writers[project]; w != nil {
		select {
		case w.in <- s:
		default: // under pressure signals are dropped
		}
	}
}

// Alive says that an agent's line was heard of. It ends a doubt about it, so that
// nobody who is there is passed over for longer than it takes to ask their line.
func (f *Floor) Alive(project desk.ProjectID, agent desk.AgentID) {
	w := f.writers[project]
	if w == nil {
		return
	}
	if _, doubted := w.doubted.Load(agent); doubted {
		_ = f.send(context.Background(), project, sign{agent})
	}
}

// sign of life of an agent's line.
type sign struct{ agent desk.AgentID }

// Load is how full a project is, for the metrics.
type Load struct {
	// Waiting counts those that wait for whoever is free, Reserved for one
	// named agent.
	Waiting, Reserved, Ongoing, Snoozed, AgentsConnected, VisitorsConnected int
}

// Loads asks every project how full it is; one that does not answer is left out.
func (f *Floor) Loads(ctx context.Context) map[desk.ProjectID]Load {
	loads := make(map[desk.ProjectID]Load, len(f.writers))
	for id := range f.writers {
		if l, err := ask(ctx, f, id, (*writer).loadNow); err == nil {
			loads[id] = l
		}
	}
	return loads
}

// Ready says why a project cannot be written to, or nil.
func (f *Floor) Ready() error {
	var errs []error
	for id, w := range f.writers {
		if !w.ready.Load() {
			errs = append(errs, fmt.Errorf("project %s has no writer", id))
		}
	}
	return errors.Join(errs...)
}

func (f *Floor) send(ctx context.Context, project desk.ProjectID, in any) error {
	w := f.writers[project]
	if w == nil {
		return desk.Refuse(desk.NotFound, "No such project.").At("project")
	}
	select {
	case <-w.halted:
		return stopping()
	default:
	}
	select {
	case w.in <- in:
		select {
		case <-w.halted: // it may have looked for the last time before this came
			w.clear()
		default:
		}
		return nil
	case <-w.halted:
		return stopping()
	case <-ctx.Done():
		return desk.Refuse(desk.Unavailable, "The server is too busy to take this now.").After(2 * desk.Second)
	}
}

func stopping() *desk.Error {
	return desk.Refuse(desk.GoingAway, "The server is stopping.").After(2 * desk.Second)
}

// Agent is an agent's state, as of now.
func (f *Floor) Agent(ctx context.Context, project desk.ProjectID, id desk.AgentID) (desk.Agent, error) {
	return ask(ctx, f, project, func(w *writer) desk.Agent { return w.agents[id] })
}

// ask runs a question in the project's writer, where the live state is.
func ask[T any](ctx context.Context, f *Floor, project desk.ProjectID, q func(*writer) T) (T, error) {
	var none T
	answer := make(chan T, 1)
	if err := f.send(ctx, project, question(func(w *writer) { answer <- q(w) })); err != nil {
		return none, err
	}
	select {
	case v := <-answer:
		return v, nil
	case <-f.writers[project].halted:
		return none, stopping()
	case <-ctx.Done():
		return none, desk.Refuse(desk.Unavailable, "The server is too busy to answer now.").After(2 * desk.Second)
	}
}
