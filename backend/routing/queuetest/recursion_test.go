package queuetest

import "testing"

// recursion is what the same visitors meet by the recursion of Kiefer and
// Wolfowitz: in the order in which they came, each to the server that is free
// first. No engine is asked.
func (q Queue) recursion(size int) (seen [batches]batch) {
	arrivals, takings := chanceOf(q.Seed, 1), chanceOf(q.Seed, 2)
	free := make([]float64, q.servers()) // when each is free again
	now := 0.0
	for i := range (warmUp + batches) * size {
		now += arrivals.exponential(handling / (q.Load * float64(q.servers())))
		first := 0
		for k := range free {
			if free[k] < free[first] {
				first = k
			}
		}
		begins := max(now, free[first])
		free[first] = begins + takings.exponential(handling)
		if n := i/size - warmUp; n >= 0 && begins > now {
			seen[n].waited++
			seen[n].wait += (begins - now) / handling
		}
	}
	return seen
}

// Where everybody waits for their turn the engine gives each visitor the wait of
// the textbooks, not only in the mean. Two who come within one millisecond may
// change places, which is what is left between them.
func TestRecursion(t *testing.T) {
	for _, q := range Queues {
		if q.Patience > 0 {
			continue
		}
		const size = 2000
		seen, err := q.live(size)
		if err != nil {
			t.Fatal(err)
		}
		want := q.recursion(size)
		for i := range seen {
			near(t, q.Name+": visitors who waited", float64(want[i].waited), float64(seen[i].waited), 0.002)
			near(t, q.Name+": their wait", want[i].wait, seen[i].wait, 0.002)
		}
	}
}
