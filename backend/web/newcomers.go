package web

import (
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// maxNewcomers bounds how many are remembered. Beyond it somebody is forgotten,
// who gets another token at their next hello.
const maxNewcomers = 20_000

// newcomers remembers visitors who were given a token and have written nothing:
// the store does not know them yet.
type newcomers struct {
	mu   sync.Mutex
	held map[newcomer]*desk.NewVisitor
}

type newcomer struct {
	project desk.ProjectID
	digest  string
}

func (n *newcomers) put(project desk.ProjectID, v *desk.NewVisitor) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.held == nil {
		n.held = map[newcomer]*desk.NewVisitor{}
	}
	if len(n.held) >= maxNewcomers {
		for other := range n.held {
			delete(n.held, other)
			break
		}
	}
	n.held[newcomer{project, string(v.TokenHash)}] = v
}

// find is nil for somebody who is not a newcomer.
func (n *newcomers) find(project desk.ProjectID, digest []byte) *desk.NewVisitor {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.held[newcomer{project, string(digest)}]
}

// forget is for who was written down.
func (n *newcomers) forget(project desk.ProjectID, v *desk.NewVisitor) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.held, newcomer{project, string(v.TokenHash)})
}
