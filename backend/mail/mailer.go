package mail

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// Log is what the mailer reads, and where it notes how far it is. What is not
// there is answered with [desk.ErrNone].
type Log interface {
	// EventsAfter are at most limit events of some kinds behind an offset, and
	// up to where the log was looked through.
	EventsAfter(ctx context.Context, project desk.ProjectID, after int64, kinds []desk.Kind, limit int) (events []desk.Event, next int64, err error)
	ReaderAt(ctx context.Context, project desk.ProjectID, name string) (int64, error)
	// ReaderAhead are the offsets it is done with ahead of where it is.
	ReaderAhead(ctx context.Context, project desk.ProjectID, name string) ([]int64, error)
	MoveReader(ctx context.Context, project desk.ProjectID, name string, at int64, ahead ...int64) error
	// Address is where a conversation's visitor wants to be told.
	Address(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (string, error)
	Conversation(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error)
	ConversationEvents(ctx context.Context, project desk.ProjectID, id desk.ConversationID, after int64, limit int) ([]desk.Event, error)
}

// Options are what a mailer is made of.
type Options struct {
	Log      Log
	Server   *Server
	Projects []desk.Project
	// Username is what visitors call an agent, empty for one who is there no
	// more.
	Username func(desk.ProjectID, desk.AgentID) string
	// Undelivered says that the transcript an event asked for reached nobody. It
	// may be said again of the same event.
	Undelivered func(ctx context.Context, project desk.ProjectID, asked desk.Event) error
	// Now is the time by which the log is written.
	Now    func() desk.Millis
	Logger *slog.Logger
	// Every is how often the log is looked at, and how soon a server that does
	// not answer is tried again at first; 0 for 2 seconds.
	Every time.Duration
	// Retry is how soon a letter that was put off is tried again at first; 0
	// for a minute.
	Retry time.Duration
}

const (
	reader = "mail"
	// tooOld is when the news of an answer is of no use any more, and
	// tooLate when nobody waits for a transcript.
	tooOld  = desk.Day
	tooLate = 7 * desk.Day
	// maxTries is how often a letter is tried that the server puts off.
	maxTries = 8
	// doubtful is after how often in a row that the server took nothing it may be
	// the letter at which it hangs up, and maxDoubled how often its wait is doubled.
	doubtful   = 2
	maxDoubled = 3
	// noteWithin bounds how long it takes to write down what was sent.
	noteWithin = 5 * time.Second
	// maxPause is the longest time between two tries at a server.
	maxPause = 5 * time.Minute
	// maxHeld is how many letters may be held back before no more are read.
	maxHeld = 1000
)

// Mailer sends letters.
type Mailer struct {
	opt   Options
	boxes []*outbox
	stop  context.CancelFunc
	ended sync.WaitGroup
	// pause is how long the server is left alone, after it took nothing.
	pause time.Duration
}

// outbox is what one project has to send.
type outbox struct {
	project desk.Project
	// saved is the cursor as it is written down, read how far the log was read;
	// -1 before it was.
	saved, read int64
	held        []*held
	// ahead is what was done ahead of the cursor before this process began, done
	// what was done since and is not written down yet.
	ahead map[int64]bool
	done  []int64
}

// held is a letter that is still to be sent.
type held struct {
	event desk.Event
	// tries is how often it was put off, downs how often in a row the server took
	// nothing when it was tried.
	tries, downs int
	due          time.Time
	done         bool
}

// New makes a mailer; Start lets it work.
func New(opt Options) *Mailer {
	if opt.Every == 0 {
		opt.Every = 2 * time.Second
	}
	if opt.Retry == 0 {
		opt.Retry = time.Minute
	}
	m := &Mailer{opt: opt}
	for _, p := range opt.Projects {
		m.boxes = append(m.boxes, &outbox{project: p, read: -1})
	}
	return m
}

// Start begins to send, and returns at once: a mail server that is not there is
// no reason not to serve.
func (m *Mailer) Start(ctx context.Context) error {
	ctx, m.stop = context.WithCancel(ctx)
	m.ended.Go(func() {
		for {
			wait := m.opt.Every
			if m.round(ctx) {
				m.pause = 0
			} else {
				m.pause = min(max(2*m.pause, m.opt.Every), maxPause)
				wait = m.pause
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
		}
	})
	return nil
}

// Stop ends it and returns when nothing is sent any more.
func (m *Mailer) Stop() {
	m.stop()
	m.ended.Wait()
}

// round reads what is new and sends what is due; false where the server or the
// log has to be left alone for a while: something failed, and nothing was done.
func (m *Mailer) round(ctx context.Context) bool {
	failed, did := false, false
	for _, box := range m.boxes {
		err := m.read(ctx, box)
		if err == nil {
			before := len(box.held)
			err = m.work(ctx, box)
			did = did || len(box.held) < before
		}
		if err != nil {
			failed = true
			if ctx.Err() == nil {
				m.opt.Logger.Warn("no mail can be sent for now", "project", box.project.ID, "error", err)
			}
		}
	}
	return did || !failed
}

// kinds are the events that ask for a letter.
var kinds = []desk.Kind{desk.VisitorNotified, desk.TranscriptAsked}

// read takes up what was written to the log since.
func (m *Mailer) read(ctx context.Context, box *outbox) error {
	if box.read < 0 {
		at, err := m.opt.Log.ReaderAt(ctx, box.project.ID, reader)
		if err != nil {
			return err
		}
		ahead, err := m.opt.Log.ReaderAhead(ctx, box.project.ID, reader)
		if err != nil {
			return err
		}
		box.ahead = make(map[int64]bool, len(ahead))
		for _, offset := range ahead {
			box.ahead[offset] = true
		}
		box.saved, box.read = at, at
	}
	for len(box.held) < maxHeld {
		events, next, err := m.opt.Log.EventsAfter(ctx, box.project.ID, box.read, kinds, 100)
		if err != nil {
			return err
		}
		for _, e := range events {
			if !box.ahead[e.Offset] {
				box.held = append(box.held, &held{event: e})
			}
		}
		if next == box.read {
			return nil
		}
		box.read = next
	}
	return nil
}

// work sends what is due until something fails, and notes how far everything is
// done. First are those that were never put off, and of them those at which the
// server did not go away: nobody waits for any other.
func (m *Mailer) work(ctx context.Context, box *outbox) error {
	queue := slices.SortedStableFunc(slices.Values(box.held), func(a, b *held) int {
		return cmp.Or(a.due.Compare(b.due), cmp.Compare(a.downs, b.downs))
	})
	var failure error
	for _, h := range queue {
		if failure != nil || time.Now().Before(h.due) {
			break
		}
		h.done, failure = m.deliver(ctx, box.project, h)
	}
	box.held = slices.DeleteFunc(box.held, func(h *held) bool {
		if h.done {
			box.done = append(box.done, h.event.Offset)
		}
		return h.done
	})
	return errors.Join(failure, m.note(ctx, box))
}

// note writes down what is done: the cursor stands before the first letter that
// is still to be sent, and what was done behind that is noted one by one.
func (m *Mailer) note(ctx context.Context, box *outbox) error {
	at := box.read
	if len(box.held) > 0 {
		at = box.held[0].event.Offset - 1
	}
	ahead := slices.DeleteFunc(box.done, func(offset int64) bool { return offset <= at })
	box.done = ahead
	if at <= box.saved && len(ahead) == 0 {
		return nil
	}
	// Also when the mailer is being stopped: what was sent was sent.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	if err := m.opt.Log.MoveReader(ctx, box.project.ID, reader, at, ahead...); err != nil {
		return err
	}
	box.saved, box.done = at, nil
	return nil
}

// deliver sends one letter; done says that nothing is left to do about it. An
// error is of the server or the log. Of a transcript that reaches nobody its
// agent is told.
func (m *Mailer) deliver(ctx context.Context, project desk.Project, h *held) (done bool, err error) {
	fate, err := m.try(ctx, project, h)
	switch fate {
	case later:
		return false, nil
	case down:
		return false, err
	case hopeless:
		if h.event.Kind == desk.TranscriptAsked {
			if err := m.opt.Undelivered(ctx, project.ID, h.event); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// try sends one letter, and says what became of it. A letter that nobody wants
// any more counts as sent; one that was put off too often is hopeless.
func (m *Mailer) try(ctx context.Context, project desk.Project, h *held) (verdict, error) {
	log := m.opt.Logger.With("project", project.ID, "offset", h.event.Offset)
	useful := tooOld
	if h.event.Kind == desk.TranscriptAsked {
		useful = tooLate
	}
	if h.event.At < m.opt.Now()-useful {
		log.Info("a letter is too old to be sent")
		return hopeless, nil
	}
	what, wanted, err := m.wanted(ctx, project, h.event)
	switch {
	case err != nil:
		return down, err
	case !wanted:
		return sent, nil
	}
	letter, err := what.letter(m.opt.Server.from)
	if err != nil {
		log.Warn("a letter cannot be written: the address is none")
		return hopeless, nil
	}
	fate, err := m.opt.Server.send(ctx, letter)
	switch fate {
	case sent:
		log.Info("a letter was sent")
	case hopeless:
		log.Warn("a letter is refused for good", "error", err)
	case down:
		// Whether it was this letter the next one tells.
		if h.downs++; h.downs >= doubtful {
			h.due = time.Now().Add(m.opt.Retry << min(h.downs-doubtful, maxDoubled))
		}
	case later:
		h.downs = 0
		if h.tries++; h.tries >= maxTries {
			log.Warn("a letter is given up", "tries", h.tries, "error", err)
			return hopeless, nil
		}
		h.due = time.Now().Add(m.opt.Retry << (h.tries - 1))
	}
	return fate, err
}
