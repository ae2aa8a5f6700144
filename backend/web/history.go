package web

import (
	"context"
	"math"

	"github.com/parley-desk/parley/backend/desk"
)

// history is a conversation behind a number, with everything up to an offset of
// its project at least: from what the floor remembers, or else from the log.
func (s *Server) history(ctx context.Context, project desk.ProjectID, id desk.ConversationID, after, upto int64) ([]desk.Event, error) {
	if events, ok := s.opt.Floor.Recent(project, id, after, upto); ok {
		return events, nil
	}
	return s.opt.Store.ConversationEvents(ctx, project, id, after, math.MaxInt32)
}
