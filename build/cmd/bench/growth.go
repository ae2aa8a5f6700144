package main

import (
	"context"
	"fmt"
)

// growth is S7: the cost of a message as the log grows.
func growth(ctx context.Context, b *bench) ([]row, error) {
	many := 100_000
	if b.full {
		many = 1_000_000
	}
	var sides [2]*people
	for i, n := range []int{1000, many} {
		dir, err := b.folder("desk")
		if err != nil {
			return nil, err
		}
		if _, err := fill(ctx, dir, n, 0); err != nil {
			return nil, err
		}
		server, err := b.desk(ctx, dir, handsFor(inFlight)...)
		if err != nil {
			return nil, err
		}
		defer server.stop()
		if sides[i], err = gather(ctx, server.address, inFlight); err != nil {
			return nil, err
		}
		defer sides[i].leave()
	}
	var small, large, ratios []float64
	for range turns {
		few, err := sides[0].saturate(ctx, turnFor/2)
		if err != nil {
			return nil, err
		}
		lots, err := sides[1].saturate(ctx, turnFor/2)
		if err != nil {
			return nil, err
		}
		small, large, ratios = append(small, 1e6/few), append(large, 1e6/lots), append(ratios, few/lots)
	}
	return []row{{
		id: "S7", what: fmt.Sprintf("cost of a message with %d stored", many), ours: fmt.Sprintf("%.1f µs", median(large)),
		pair: fmt.Sprintf("%.1f µs with 1,000 stored", median(small)), ratio: median(ratios), anchor: 1.5, moonshot: 1.1,
	}}, nil
}
