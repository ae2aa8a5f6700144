package floor

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
)

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
