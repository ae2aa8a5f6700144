package attach

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// Shelf is where files are kept.
type Shelf interface {
	// ExpireFiles throws away what is in the files that were handed in before a
	// moment and sent.
	ExpireFiles(ctx context.Context, project desk.ProjectID, before, now desk.Millis) (int, error)
}

// Desk is where projects are worked in.
type Desk interface {
	// FilesOf says what a project wants of its files; false where that is not known.
	FilesOf(project desk.ProjectID) (desk.Files, bool)
	// DropUnsent throws away what was handed in before a moment and never sent, while
	// no message is about to send any of it.
	DropUnsent(ctx context.Context, project desk.ProjectID, before desk.Millis) (int, error)
	// FilesWent hears that some of its files are kept no longer.
	FilesWent(project desk.ProjectID)
}

// Clock is the time, which tests and --dev can move.
type Clock interface {
	Now() desk.Millis
	Wake(at desk.Millis) (c <-chan struct{}, stop func())
}

// sweepEvery is how often is looked for what nobody sends, and for what is old.
const sweepEvery = desk.Hour

// Sweeper throws away what was handed in and never sent, a day after, and what was
// sent when its project wants it kept no longer.
type Sweeper struct {
	shelf    Shelf
	desk     Desk
	projects []desk.ProjectID
	clock    Clock
	log      *slog.Logger
	cancel   context.CancelFunc
	ended    sync.WaitGroup
}

// NewSweeper makes one that is still.
func NewSweeper(shelf Shelf, at Desk, projects []desk.ProjectID, clock Clock, log *slog.Logger) *Sweeper {
	return &Sweeper{shelf: shelf, desk: at, projects: projects, clock: clock, log: log}
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
		n, err := s.desk.DropUnsent(ctx, project, s.clock.Now()-desk.UnsentFor)
		switch {
		case err != nil && ctx.Err() == nil:
			s.log.Warn("files that were never sent are still here", "project", project, "error", err)
		case n > 0:
			s.log.Info("threw away files that were never sent", "project", project, "files", n)
		}
		s.expire(ctx, project)
	}
}

func (s *Sweeper) expire(ctx context.Context, project desk.ProjectID) {
	now := s.clock.Now()
	files, known := s.desk.FilesOf(project)
	if !known || files.Kept() == 0 {
		return // nothing is thrown away by a guess
	}
	n, err := s.shelf.ExpireFiles(ctx, project, KeptSince(files.Kept(), now), now)
	if n > 0 {
		s.desk.FilesWent(project)
		s.log.Info("threw away files that were kept long enough", "project", project, "files", n)
	}
	if err != nil && ctx.Err() == nil {
		s.log.Warn("files that were kept long enough are still here", "project", project, "error", err)
	}
}

// KeptSince is the moment before which files are kept no longer that are kept for
// so many months.
func KeptSince(months int, now desk.Millis) desk.Millis {
	today := time.UnixMilli(int64(now)).UTC()
	then := today.AddDate(0, -months, 0)
	if then.Day() != today.Day() {
		// That month has no such day: the date would run over into the next.
		then = then.AddDate(0, 0, -then.Day())
	}
	return desk.Millis(then.UnixMilli())
}
