package floor_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stage is a floor upon a real store whose log can be made to fail or to wait.
type stage struct {
	*floor.Floor
	t     *testing.T
	log   *brittle
	clock *rig.Clock
	setup floor.Setup
}

func newStage(t *testing.T, slots int, changes ...func(*floor.Setup)) *stage {
	t.Helper()
	return newStageUpon(t, slots, func(b *brittle) floor.Log { return b }, changes...)
}

// newStageUpon is newStage with a log of its own around the brittle one.
func newStageUpon(t *testing.T, slots int, around func(*brittle) floor.Log, changes ...func(*floor.Setup)) *stage {
	t.Helper()
	s := rig.OpenStore(t, "")
	st := &stage{t: t, log: &brittle{Store: s}, clock: rig.NewClock(rig.Began), setup: rig.Setup(slots)}
	for _, change := range changes {
		change(&st.setup)
	}
	rig.Install(t, s, st.setup)
	st.Floor = floor.New(rig.FloorOptions(around(st.log), st.clock), []floor.Setup{st.setup})
	if err := st.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		st.Stop()
		if err := s.Verify(context.Background(), rig.Project); err != nil {
			t.Error(err)
		}
	})
	return st
}

// brittle is a log that fails or waits when it is told to.
type brittle struct {
	*store.Store
	mu      sync.Mutex
	gate    chan struct{} // appends wait for it to be closed
	waiting chan struct{} // gets one for each append that waits
	failing map[string]error
	batches []desk.Batch
}

var errLog = fmt.Errorf("for the moment: %w", sqlkit.ErrUnavailable)

// errUnknown is what is heard of a commit that happened all the same.
var errUnknown = fmt.Errorf("the answer was lost: %w", sqlkit.ErrUnavailable)

func (b *brittle) fail(method string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failing = map[string]error{method: err}
}

// failAll makes everything fail that is asked of it, the take-over too.
func (b *brittle) failAll(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failing = nil
	if err != nil {
		b.failing = map[string]error{"append": err, "seen": err, "claim": err}
	}
}

func (b *brittle) Claim(ctx context.Context, p desk.ProjectID, holder string, at desk.Millis) (desk.Standing, error) {
	b.mu.Lock()
	err := b.failing["claim"]
	b.mu.Unlock()
	if err != nil {
		return desk.Standing{}, err
	}
	return b.Store.Claim(ctx, p, holder, at)
}

// poison is a text that the log refuses for ever.
const poison = "poison"

// hold makes appends wait, and returns what lets them through.
func (b *brittle) hold() (waiting <-chan struct{}, release func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gate, b.waiting = make(chan struct{}), make(chan struct{}, 100)
	gate := b.gate
	return b.waiting, func() {
		b.mu.Lock()
		b.gate = nil
		b.mu.Unlock()
		close(gate)
	}
}

func (b *brittle) Append(ctx context.Context, batch desk.Batch) error {
	b.mu.Lock()
	gate, waiting, err := b.gate, b.waiting, b.failing["append"]
	b.mu.Unlock()
	if gate != nil {
		waiting <- struct{}{}
		<-gate
	}
	if errors.Is(err, errUnknown) {
		b.fail("", nil) // it happens, and nobody is told that it did
		return errors.Join(err, b.Store.Append(ctx, batch))
	}
	if err != nil {
		return err
	}
	for _, r := range batch.Records {
		if r.Content != nil && strings.Contains(r.Content.Text, poison) {
			return errors.New("this record can never be written")
		}
	}
	err = b.Store.Append(ctx, batch)
	if err == nil {
		b.mu.Lock()
		b.batches = append(b.batches, batch)
		b.mu.Unlock()
	}
	return err
}

func (b *brittle) Seen(ctx context.Context, p desk.ProjectID, ids []desk.CommandID) (map[desk.CommandID]desk.Receipt, error) {
	b.mu.Lock()
	err := b.failing["seen"]
	b.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return b.Store.Seen(ctx, p, ids)
}

// ear is a listener that keeps what it hears.
type ear struct {
	mu       sync.Mutex
	heard    []floor.News
	resync   int
	waits    []floor.Wait
	offers   int
	accounts int
	// libraries counts how often it heard that the library was changed.
	libraries int
}

func (e *ear) Hear(news []floor.News) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, news...)
}

func (e *ear) Resync() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.resync++
}

func (e *ear) resynced() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.resync > 0
}

func (e *ear) HearSignal(floor.Signal) {}

func (e *ear) HearWait(w floor.Wait) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.waits = append(e.waits, w)
}

func (e *ear) HearOffers() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.offers++
}

func (e *ear) HearLibrary() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.libraries++
}

func (e *ear) HearPersonal() {}

// HearLifecycle implements [floor.Listener].
func (e *ear) HearLifecycle() {}

func (e *ear) HearAccount() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.accounts++
}

func (e *ear) kinds() map[desk.Kind]int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := map[desk.Kind]int{}
	for _, news := range e.heard {
		n[news.Event.Kind]++
	}
	return n
}

// listen brings somebody on the line until the test ends.
func (s *stage) listen(who desk.Actor) (*ear, func()) {
	s.t.Helper()
	e := &ear{}
	leave, err := s.Listen(context.Background(), rig.Project, who, e, floor.Joining{})
	if err != nil {
		s.t.Fatal(err)
	}
	return e, leave
}

// send hands a request in and returns where its answer comes.
func (s *stage) send(r floor.Request) <-chan floor.Answer {
	answer := make(chan floor.Answer, 1)
	r.Reply = func(a floor.Answer) { answer <- a }
	s.Do(context.Background(), rig.Project, r)
	return answer
}

// says is a visitor's message into a stream, which begins one where it is empty.
func says(v desk.VisitorID, id string, stream desk.Stream, text string) floor.Request {
	return floor.Request{
		By: desk.Visitor(v), Cmd: desk.CommandID{Device: "device-of-" + string(v), ID: id}, Digest: text,
		Command: desk.Post{Text: text}, Stream: stream,
		Opening:    &desk.Open{Opened: desk.Opened{Visitor: v, Channel: desk.Chat}, Content: &desk.Content{}},
		NewVisitor: &desk.NewVisitor{ID: v, TokenHash: []byte(v), At: rig.Began},
	}
}

func available(id desk.AgentID) floor.Request {
	return floor.Request{By: desk.AgentActor(id), Stream: id.Stream(), Command: desk.SetStatus{Channel: desk.Chat, Status: desk.Available}}
}

func closes(id desk.AgentID, stream desk.Stream) floor.Request {
	return floor.Request{By: desk.AgentActor(id), Stream: stream, Command: desk.Close{}, Cmd: desk.CommandID{Device: "desktop-of-an-agent", ID: rig.ID()}}
}

// carried waits for an answer that must not be a refusal.
func (s *stage) carried(answer <-chan floor.Answer) floor.Answer {
	s.t.Helper()
	a := <-answer
	if a.Err != nil {
		s.t.Fatal(a.Err)
	}
	return a
}
