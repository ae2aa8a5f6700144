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
// It is done between two steps: a message that was decided upon has its file, and
// one that comes later finds none.
func (f *Floor) DropFile(ctx context.Context, project desk.ProjectID, id desk.FileID) (gone bool, err error) {
	type outcome struct {
		gone bool
		err  error
	}
	o, err := ask(ctx, f, project, func(w *writer) (o outcome) {
		within, cancel := context.WithTimeout(context.Background(), logWithin)
		defer cancel()
		o.gone, o.err = w.opt.Log.DropFile(within, project, id)
		return o
	})
	if err != nil {
		return false, err
	}
	return o.gone, o.err
}
