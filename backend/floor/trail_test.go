package floor_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// of is a command of a visitor's on a stream.
func of(v desk.VisitorID, stream desk.Stream, cmd desk.Command) floor.Request {
	return floor.Request{
		By: desk.Visitor(v), Stream: stream, Command: cmd,
		Cmd: desk.CommandID{Device: "device-of-" + string(v), ID: rig.ID()}, Digest: "x",
	}
}

// counted is a log that counts how often a customer is asked for.
type counted struct {
	*brittle
	customers atomic.Int64
}

func (c *counted) Customer(ctx context.Context, p desk.ProjectID, v desk.VisitorID) (desk.Customer, bool, error) {
	c.customers.Add(1)
	return c.brittle.Customer(ctx, p, v)
}

// Streams of customers are endless, and any visitor can name them.
func TestStrangersCostTheWriterNothing(t *testing.T) {
	var log *counted
	s := newStageUpon(t, 2, func(b *brittle) floor.Log {
		log = &counted{brittle: b}
		return log
	})
	for n := range 200 {
		nobody := desk.VisitorID(fmt.Sprint("v_nobody", n)).Stream()
		for _, r := range []floor.Request{of("v_hostile", nobody, desk.Post{Text: "x"}), of("v_hostile", nobody, desk.Look{Upto: 1})} {
			if e := s.refused(desk.NotFound, r); e.Field != "stream" {
				t.Fatalf("refused at %q", e.Field)
			}
		}
	}
	if n := log.customers.Load(); n != 0 {
		t.Errorf("the log was asked %d times for strangers", n)
	}
	// Nor does an agent who asks, and changes nothing, leave anything behind.
	for n := range 20 {
		s.refused(desk.NotFound, does(rig.Ada, desk.VisitorID(fmt.Sprint("v_nobody", n)).Stream(), desk.ChangeCustomer{}))
	}
	s.settle()
	if customers, conversations := s.Held(rig.Project); customers != 0 || conversations != 0 {
		t.Errorf("%d customers and %d conversations that never were are kept", customers, conversations)
	}
}

// Only who is blocked is kept in memory: of all others the log knows.
func TestWhoIsKeptOfTheCustomers(t *testing.T) {
	s := newStage(t, 3)
	_, leave := s.at(rig.Ada)
	defer leave()
	name := "Martin"
	for n := range 3 {
		v := desk.VisitorID(fmt.Sprint("v_", n))
		stream := s.carried(s.send(says(v, "first-of-them", "", "Hello"))).Stream
		s.carried(s.send(does(rig.Ada, v.Stream(), desk.ChangeCustomer{Change: desk.RecordChange{LastName: &name}})))
		if n == 0 {
			s.carried(s.send(does(rig.Ada, stream, desk.Block{})))
		}
	}
	s.settle()
	if customers, _ := s.Held(rig.Project); customers != 1 {
		t.Errorf("%d are kept", customers)
	}
	blocked, err := s.Blocked(t.Context(), rig.Project)
	if err != nil || len(blocked) != 1 || blocked[0].ID != "v_0" || blocked[0].Seq != 2 {
		t.Errorf("blocked: %+v, %v", blocked, err)
	}
}

// row: B-15
func TestWhatIsReadAfterTheEndIsWrittenDown(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.carried(s.send(says("v_ann", "first-of-ann", "", "Hello"))).Stream
	word := s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Good day"}))).Seq
	s.carried(s.send(closes(rig.Ada, stream)))
	end := s.conversation(stream)

	s.refused(desk.NotFound, of("v_bob", stream, desk.Look{Upto: word}))
	s.refused(desk.Invalid, of("v_ann", stream, desk.Look{Upto: end.Seq + 1}))
	s.refused(desk.WrongState, of("v_ann", stream, desk.Browse{Page: desk.Page{URL: "https://www.acme.test/"}}))
	if c := s.conversation(stream); c.Seq != end.Seq {
		t.Fatalf("something was written: %+v", c)
	}
	if a := s.carried(s.send(of("v_ann", stream, desk.Arrive{Upto: word}))); a.Stream != stream || a.Seq != end.Seq+1 {
		t.Errorf("delivered stands at %+v", a)
	}
	s.carried(s.send(of("v_ann", stream, desk.Look{Upto: word})))
	s.carried(s.send(of("v_ann", stream, desk.Look{Upto: word})))
	c := s.conversation(stream)
	if c.State != desk.Ended || c.ClosedAt != end.ClosedAt || c.SeenUpto != word || c.ArrivedUpto != word || c.Seq != end.Seq+2 {
		t.Errorf("it stands at %+v", c)
	}
	s.settle()
	if _, conversations := s.Held(rig.Project); conversations != 0 {
		t.Errorf("%d conversations are live", conversations)
	}
	// The row tells all of it: nobody folds the log for it again.
	s.log.mu.Lock()
	last := s.log.batches[len(s.log.batches)-1]
	s.log.mu.Unlock()
	if len(last.Conversations) != 1 || last.Conversations[0].Seq != c.Seq {
		t.Errorf("the row: %+v", last.Conversations)
	}
	if _, ok := s.Recent(rig.Project, desk.ConversationID(stream), 0, 0); ok {
		t.Error("a conversation is remembered that is over")
	}
	// What the visitor writes begins another.
	if next := s.carried(s.send(says("v_ann", "second-of-ann", stream, "Again"))); next.Stream == stream {
		t.Error("it goes on")
	}
}

func TestAMarkBeforeAndAfterTheEndInOneStep(t *testing.T) {
	s := newStage(t, 2)
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.carried(s.send(says("v_ann", "first-of-ann", "", "Hello"))).Stream
	word := s.carried(s.send(does(rig.Ada, stream, desk.Post{Text: "Good day"}))).Seq
	waiting, release := s.log.hold()
	first := s.send(says("v_bob", "first-of-bob", "", "Hello"))
	<-waiting
	together := []<-chan floor.Answer{
		s.send(of("v_ann", stream, desk.Arrive{Upto: word})), s.send(closes(rig.Ada, stream)), s.send(of("v_ann", stream, desk.Look{Upto: word})),
	}
	release()
	s.carried(first)
	for _, answer := range together {
		s.carried(answer)
	}
	if c := s.conversation(stream); c.State != desk.Ended || c.SeenUpto != word {
		t.Errorf("it stands at %+v", c)
	}
}
