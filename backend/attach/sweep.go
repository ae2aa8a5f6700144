package attach

import (
	"context"
	"log/slog"
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// Shelf is where files are kept.
type Shelf interface {
	// DropUnsent throws away what was handed in before a moment and never sent.
	DropUnsent(ctx context.Context, project desk.ProjectID, before desk.Millis) (int, error)
}

// Clock is the time, which tests and --dev can move.
type Clock interface {
	Now() desk.Millis
	Wake(at desk.Millis) (c <-chan struct{}, stop func())
}

// sweepEvery is how often is looked for what nobody sends.
const sweepEvery = desk.Hour

// Sweeper throws away what was handed in and never sent, a day after.
type Sweeper struct {
	shelf    Shelf
	projects []desk.ProjectID
	clock    Clock
	log      *slog.Logger
	cancel   context.CancelFunc
	ended    sync.WaitGroup
}

// NewSweeper makes one that is still.
func NewSweeper(shelf Shelf, projects []desk.ProjectID, clock Clock, log *slog.Logger) *Sweeper {
	return &Sweeper{shelf: shelf, projects: projects, clock: clock, log: log}
}

// Start begins to sweep, and returns at once.
func (s *Sweeper) Start(ctx context.Context) error {
	ctx, s.cancel = context.WithCancel(ctx)
	s.ended.Go(func() {
		for {
			s.sweep(ctx)
			wake, stop := s.clock.Wake(s.clock.Now() + sweepEvery)
			select {
			case <-ctx.Done():
				stop()
				return
			case <-wake:
			}
		}
	})
	return nil
}

// Stop ends it and returns when it is gone.
func (s *Sweeper) Stop() {
	s.cancel()
	s.ended.Wait()
}

func (s *Sweeper) sweep(ctx context.Context) {
	for _, project := range s.projects {
		n, err := s.shelf.DropUnsent(ctx, project, s.clock.Now()-desk.UnsentFor)
		switch {
		case err != nil && ctx.Err() == nil:
			s.log.Warn("files that were never sent are still here", "project", project, "error", err)
		case n > 0:
			s.log.Info("threw away files that were never sent", "project", project, "files", n)
		}
	}
}
