package replay_test

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// memory is a log in memory, so that a day passes in seconds.
type memory struct {
	mu     sync.Mutex
	events []desk.Event
	convs  map[desk.ConversationID]desk.Conversation
	last   map[desk.VisitorID]desk.AgentID
}

func newMemory() *memory {
	return &memory{convs: map[desk.ConversationID]desk.Conversation{}, last: map[desk.VisitorID]desk.AgentID{}}
}

func (m *memory) DropFile(context.Context, desk.ProjectID, desk.FileID) (bool, error) {
	return true, nil
}

func (m *memory) DropUnsent(context.Context, desk.ProjectID, desk.Millis) (int, error) { return 0, nil }

func (m *memory) File(context.Context, desk.ProjectID, desk.FileID) (desk.StoredFile, error) {
	return desk.StoredFile{}, desk.ErrNone
}

func (m *memory) Claim(context.Context, desk.ProjectID, string, desk.Millis) (desk.Standing, error) {
	return desk.Standing{Fence: 1, Epoch: "e"}, nil
}

func (m *memory) Append(_ context.Context, b desk.Batch) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range b.Records {
		e := r.Event
		m.events = append(m.events, e)
		id, ok := e.Stream.Conversation()
		if !ok {
			continue
		}
		c := m.convs[id].Apply(e)
		m.convs[id] = c
		if f, assigned := e.Fact.(desk.Assigned); assigned {
			m.last[c.Visitor] = f.Agent
		}
	}
	return nil
}

func (m *memory) Seen(context.Context, desk.ProjectID, []desk.CommandID) (map[desk.CommandID]desk.Receipt, error) {
	return nil, nil
}

func (m *memory) Conversation(_ context.Context, _ desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.convs[id]
	return c, ok, nil
}

func (m *memory) Customer(context.Context, desk.ProjectID, desk.VisitorID) (desk.Customer, bool, error) {
	return desk.Customer{}, false, nil
}

func (m *memory) CustomerRecord(context.Context, desk.ProjectID, desk.VisitorID) (desk.CustomerRecord, error) {
	return desk.CustomerRecord{}, nil
}

func (m *memory) LastAgent(_ context.Context, _ desk.ProjectID, v desk.VisitorID, _ desk.Millis) (desk.AgentID, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last[v], nil
}

func (m *memory) Replies(context.Context, desk.ProjectID, desk.Millis) ([]desk.Reply, error) {
	return nil, nil
}

func (m *memory) TagUses(context.Context, desk.ProjectID, desk.AgentID, desk.Millis, int) ([]desk.TagID, error) {
	return nil, nil
}

// live are the conversations that are not closed, by their ids.
func (m *memory) live() (list []desk.Conversation) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(m.convs)) {
		if c := m.convs[id]; c.State != desk.Ended {
			list = append(list, c)
		}
	}
	return list
}

// read is the log so far.
func (m *memory) read() []desk.Event {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.events)
}
