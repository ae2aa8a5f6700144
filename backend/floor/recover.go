package floor

import (
	"context"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

const (
	// logWithin is how long the log may take over anything. After that the
	// outcome is unknown, which is a failure like any other.
	logWithin = 5 * time.Second
	// takenOverWithin is how long it may take to claim a project and read what is
	// open in it: a hundred thousand conversations that wait take seconds.
	takenOverWithin = time.Minute
	// retakeEvery is how long the writer waits between attempts to take its
	// project over again after the log refused it.
	retakeEvery = 500 * time.Millisecond
	// patient is how many steps may fail in a row before the writer pauses
	// between them, longestPause how long it pauses at most.
	patient      = 3
	longestPause = 2 * time.Second
)

// takeOver claims the project and builds the live state from the log.
func (w *writer) takeOver(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, takenOverWithin)
	defer cancel()
	now := w.opt.Clock.Now()
	s, err := w.opt.Log.Claim(ctx, w.setup.Project.ID, w.opt.Holder, now)
	if err != nil {
		return err
	}
	w.standing = s
	w.epochName.Store(&s.Epoch)
	w.convs = make(map[desk.ConversationID]desk.Conversation, len(s.Open))
	w.agents = make(map[desk.AgentID]desk.Agent, len(s.Agents))
	w.byVisitor = make(map[desk.VisitorID]desk.ConversationID, len(s.Open))
	w.covered = make(map[desk.ConversationID]int64, len(s.Open))
	w.pages = map[desk.ConversationID]string{}
	for _, a := range s.Agents {
		w.agents[a.ID] = a
	}
	w.customers = make(map[desk.VisitorID]desk.Customer, len(s.Customers))
	for _, c := range s.Customers {
		w.customers[c.ID] = c
	}
	w.held = map[desk.AgentID]map[desk.ConversationID]bool{}
	w.timers.clear()
	for _, c := range s.Open {
		w.convs[c.ID], w.byVisitor[c.Visitor], w.covered[c.ID] = c, c.ID, c.Seq
		w.hold(c.ID, "", c.Holder())
		w.timers.set(c, w.setup.Revision.Settings.Lifecycle)
	}
	if w.replies, err = w.seedReplies(ctx, now); err != nil {
		return err
	}
	w.doubted.Clear()
	w.waits.clear()
	w.seedRouting(s.Open, s.Turns, now)
	w.seedPresence(now)
	w.setTags(s.Tags)
	w.standing.Open, w.standing.Agents, w.standing.Customers, w.standing.Tags, w.standing.Turns = nil, nil, nil, nil, nil
	w.unlogged = true
	w.ready.Store(true)
	return nil
}

// failed answers a group that could not be written and starts from the log again:
// the live state has run ahead of it. counted says that comings and goings
// of the group were counted before it failed.
func (w *writer) failed(group []any, counted bool, err error) {
	w.opt.Logger.Error("group not written", "project", w.setup.Project.ID, "error", err)
	w.ready.Store(false) // until the live state is the log's again
	if w.opt.IsFatal(err) {
		w.opt.Fatal(err)
	}
	var requests []Request
	refusal := w.opt.Refusal(err)
	for _, in := range group {
		if r, ok := in.(Request); ok {
			requests = append(requests, r)
		} else if c, ok := in.(reconfiguration); ok && counted {
			close(c.done) // it holds already
		} else if !counted {
			w.turnAway(in, refusal)
		}
	}
	if w.opt.IsPassing(err) {
		answerAll(requests, refusal)
		requests = nil
	}
	w.failures++
	wait := min(longestPause, 50*time.Millisecond<<min(w.failures, 6))
	back := (w.failures <= patient || w.pause(wait, refusal)) && w.retake()
	switch {
	case !back:
		answerAll(requests, stopping())
	case len(requests) > 1:
		// The log is well and refuses something in this group: one by one, so
		// that it does not take the others with it.
		for i, r := range requests {
			if !w.ready.Load() { // it is to end
				answerAll(requests[i:], stopping())
				break
			}
			w.step([]any{r})
		}
	default:
		answerAll(requests, desk.AsError(err))
	}
}

func answerAll(requests []Request, refusal *desk.Error) {
	for _, r := range requests {
		r.Reply(Answer{Err: refusal})
	}
}

// retake throws the live state away and takes the project over again; false when
// the writer is to end before it could. A commit whose outcome was unknown may
// have happened all the same, and nobody was told of it: then everybody who
// listens is sent to the log, where they stand before it.
func (w *writer) retake() bool {
	before := w.standing.Offset
	for {
		err := w.takeOver(context.Background())
		if err == nil {
			break
		}
		w.opt.Logger.Error("cannot take the project over", "project", w.setup.Project.ID, "error", err)
		if w.opt.IsFatal(err) {
			w.opt.Fatal(err)
		}
		if !w.pause(retakeEvery, w.opt.Refusal(err)) {
			return false
		}
	}
	w.opt.Logger.Info("project taken over again", "project", w.setup.Project.ID)
	w.untold = true
	if w.standing.Offset != before {
		w.tell <- told{hole: true}
	}
	asked := w.asked
	w.asked = nil
	for _, q := range asked {
		q(w)
	}
	return true
}

// pause lets some time pass in which everybody is turned away; false when the
// writer is to end.
func (w *writer) pause(d time.Duration, refusal *desk.Error) bool {
	over := time.After(d)
	for {
		select {
		case in := <-w.in:
			w.turnAway(in, refusal)
		case <-over:
			return true
		case <-w.quit:
			return false
		}
	}
}

// turnAway answers a request while nothing can be written. Comings and goings
// are counted, or the presence would be wrong afterwards; questions wait for a
// state that is the log's.
func (w *writer) turnAway(in any, refusal *desk.Error) {
	switch in := in.(type) {
	case Request:
		in.Reply(Answer{Err: refusal})
	case arrival:
		w.presence.come(in.who, in.Confirms)
	case departure:
		w.presence.leave(in.who, in.Confirms)
	case reconfiguration:
		// The administration's word is not the log's: it holds all the same.
		in.change(w)
	case question:
		w.asked = append(w.asked, in)
	}
}
