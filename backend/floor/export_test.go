package floor

import "github.com/parley-desk/parley/backend/desk"

// Held is how many customers and conversations a project's writer has in memory.
// It is asked while nothing is handed in.
func (f *Floor) Held(p desk.ProjectID) (customers, conversations int) {
	w := f.writers[p]
	return len(w.customers), len(w.convs)
}

// Queued is how much waits for a project's writer.
func (f *Floor) Queued(p desk.ProjectID) int { return len(f.writers[p].in) }
