package main

import (
	"context"
	"fmt"
	"time"
)

// starts is how often each start is measured.
const starts = 7

// starting is S5: from the start of the program to its first answer.
func starting(ctx context.Context, b *bench) ([]row, error) {
	empty, err := b.folder("empty")
	if err != nil {
		return nil, err
	}
	large, err := b.folder("large")
	if err != nil {
		return nil, err
	}
	if _, err := fill(ctx, empty, 1, 0); err != nil {
		return nil, err
	}
	bytes := int64(256 << 20)
	if b.full {
		bytes = 1 << 30
	}
	messages, err := fill(ctx, large, 0, bytes)
	if err != nil {
		return nil, err
	}
	var none, ours, full []float64
	for range starts {
		for into, start := range map[*[]float64]func() (*child, error){
			&none: func() (*child, error) { return bareServer(ctx, "empty") },
			&ours: func() (*child, error) { return b.shipped(ctx, empty) },
			&full: func() (*child, error) { return b.shipped(ctx, large) },
		} {
			c, err := start()
			if err != nil {
				return nil, err
			}
			*into = append(*into, float64(c.ready))
			c.stop()
		}
	}
	pair := median(none)
	return []row{
		{
			id: "S5", what: "start with an empty log", ours: ms(time.Duration(median(ours))),
			pair: ms(time.Duration(pair)) + " empty Go server", ratio: median(ours) / pair, anchor: 5, moonshot: 2,
		},
		{
			id: "S5", what: fmt.Sprintf("start with %d MiB of log, %d messages", bytes>>20, messages),
			ours: ms(time.Duration(median(full))), pair: "1 s", ratio: median(full) / 1e9, anchor: 3, moonshot: 0.5,
		},
	}, nil
}
