package main

import (
	"context"
	"fmt"

	"github.com/parley-desk/parley/backend/routing/queuetest"
)

// theoryLength is how many times longer than what a queue remembers each part
// of its simulation is.
const theoryLength = 100

// theory is what visitors meet at the engine, and what the mathematics of queues
// foretells. Its figures have no anchor: they are right or they are not.
func theory(ctx context.Context, _ *bench) ([]row, error) {
	var rows []row
	for _, q := range queuetest.Queues {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		figures, err := q.Compare(theoryLength)
		if err != nil {
			return nil, err
		}
		for _, f := range figures {
			verdict := "within, ok"
			if !f.OK() {
				verdict = "outside, NOT"
			}
			rows = append(rows, row{
				id: "T", what: f.Queue + ": " + f.What, ours: fmt.Sprintf("%.4f in %s", f.Seen.Mean, f.Seen),
				pair: fmt.Sprintf("%.4f %s", f.Theory, f.Model), ratio: f.Seen.Mean / f.Theory, verdict: verdict,
			})
		}
	}
	return rows, nil
}
