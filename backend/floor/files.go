package floor

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
)

// FilesOf says what a project wants of its files; false where that is not known
// here.
func (f *Floor) FilesOf(project desk.ProjectID) (desk.Files, bool) {
	setup, known := f.Setup(project)
	return setup.Revision.Settings.Files, known
}

// FilesWent tells that some files of a project are kept no longer: their messages
// are read from the log again, which says so.
func (f *Floor) FilesWent(project desk.ProjectID) {
	if w := f.writers[project]; w != nil {
		w.recent.clear()
	}
}

// DropFile throws a file away that was handed in; false where a message sends it.
func (f *Floor) DropFile(ctx context.Context, project desk.ProjectID, id desk.FileID) (gone bool, err error) {
	return between(ctx, f, project, func(within context.Context, w *writer) (bool, error) {
		return w.opt.Log.DropFile(within, project, id)
	})
}

// DropUnsent throws away what was handed in before a moment and no message sends, and
// says how many files that were. It takes a few at a time, so that nobody waits for
// all of them.
func (f *Floor) DropUnsent(ctx context.Context, project desk.ProjectID, before desk.Millis) (dropped int, err error) {
	for {
		n, err := between(ctx, f, project, func(within context.Context, w *writer) (int, error) {
			return w.opt.Log.DropUnsent(within, project, before)
		})
		dropped += n
		if n == 0 || err != nil {
			return dropped, err
		}
	}
}

// between changes files between two steps: a message that was decided upon has its
// file, and one that comes later finds none.
func between[T any](ctx context.Context, f *Floor, project desk.ProjectID, change func(within context.Context, w *writer) (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	o, err := ask(ctx, f, project, func(w *writer) (o outcome) {
		within, cancel := context.WithTimeout(context.Background(), logWithin)
		defer cancel()
		o.value, o.err = change(within, w)
		return o
	})
	if err != nil {
		return o.value, err
	}
	return o.value, o.err
}
