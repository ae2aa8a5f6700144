package main

import (
	"context"
	"fmt"
	"time"
)

// The size of R1, R2 and R5.
const (
	manyAgents  = 10_000
	fewAgents   = 100
	manyWaiting = 100_000
	// decisions is how many are measured at a time.
	decisions = 100_000
	// assignmentTurns are more than elsewhere: the bare heaps take a few hundredths of a
	// second for theirs, and the middle one of three such turns differs by a third.
	assignmentTurns = 3 * turns
)

// alike are the two offices: one in which teams do the same work, and one in
// which hardly two people are the same.
var alike = []struct {
	kinds int
	what  string
}{{60, "60 profiles"}, {0, "no two alike"}}

// assignments is R1 and R2: how many chats are given to agents in a second,
// where everybody is busy and many wait.
func assignments(ctx context.Context, _ *bench) ([]row, error) {
	var rows []row
	for _, a := range alike {
		more, err := assignmentsOf(ctx, a.kinds)
		if err != nil {
			return nil, err
		}
		for i := range more {
			more[i].what += ", " + a.what
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

func assignmentsOf(ctx context.Context, kinds int) ([]row, error) {
	o := newOffice(manyAgents, kinds)
	bare := newHeaps(o)
	o.again(0)
	for bare.queued < manyWaiting {
		if err := bare.arrive(o.ask()); err != nil {
			return nil, err
		}
	}
	naive, err := newGrouping(ctx, o, bare)
	if err != nil {
		return nil, err
	}
	defer naive.db.Close()
	e, err := busyEngine(o, manyWaiting)
	if err != nil {
		return nil, err
	}
	var ours, heaps, query, toHeaps, toQuery []float64
	for turn := range assignmentTurns {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		e.prepare(decisions)
		mine, err := o.work(e, turn+1, decisions, time.Minute)
		if err != nil {
			return nil, err
		}
		least, err := o.work(bare, turn+1, decisions, time.Minute)
		if err != nil {
			return nil, err
		}
		slow, err := o.work(naive, turn+1, decisions, turnFor/2)
		if err != nil {
			return nil, err
		}
		ours, heaps, query = append(ours, mine), append(heaps, least), append(query, slow)
		toHeaps, toQuery = append(toHeaps, mine/least), append(toQuery, mine/slow)
	}
	if w := e.waiting(); w < manyWaiting*9/10 {
		return nil, fmt.Errorf("only %d still wait", w)
	}
	said := fmt.Sprintf("%s, %.1f µs each", perSecond(median(ours)), 1e6/median(ours))
	return []row{
		{id: "R1", what: "assignments/s", ours: said, pair: perSecond(median(query)) + " grouping query", ratio: median(toQuery), anchor: 1000, moonshot: 10_000, more: true},
		{id: "R2", what: "assignments/s", ours: said, pair: perSecond(median(heaps)) + " bare heaps", ratio: median(toHeaps), anchor: 0.05, moonshot: 0.2, more: true},
	}, nil
}
