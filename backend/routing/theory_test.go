package routing_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/routing/queuetest"
)

// The waits that visitors meet are those of the mathematics of queues: Erlang C
// where they wait for ever, Erlang A where they give up, and those of a Markov
// chain where a second group helps out.
func TestTheory(t *testing.T) {
	const length = 10 // the bench takes its time, and ten times as many visitors
	for _, q := range queuetest.Queues {
		t.Run(q.Name, func(t *testing.T) {
			t.Parallel()
			figures, err := q.Compare(length)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range figures {
				t.Log(f)
				if !f.OK() {
					t.Errorf("%v: theory lies outside", f)
				}
			}
		})
	}
}

// The intervals are so narrow that one agent more or less lies outside.
func TestTheoryNotices(t *testing.T) {
	q := queuetest.Queues[1]
	figures, err := q.Compare(10)
	if err != nil {
		t.Fatal(err)
	}
	for _, agents := range []int{q.Agents - 1, q.Agents + 1} {
		theory := queuetest.ErlangC(agents, q.Load*float64(q.Agents)/float64(agents))
		if figures[0].Seen.Holds(theory.Waits) || figures[1].Seen.Holds(theory.Wait) {
			t.Errorf("%v and %v hold for %d agents too", figures[0], figures[1], agents)
		}
	}
}
