package main

import (
	"context"
	"fmt"
	"time"
)

// decisionCost is R5: what a decision costs as the agents become more, where
// many wait for a slot and where there is room for everybody.
func decisionCost(ctx context.Context, _ *bench) ([]row, error) {
	var rows []row
	for _, a := range alike {
		for _, at := range []struct {
			what string
			desk func(*office) (*engine, error)
		}{
			{"all busy", func(o *office) (*engine, error) { return busyEngine(o, manyWaiting) }},
			{"room to spare", spareEngine},
		} {
			r, err := decisionCostOf(ctx, a.kinds, at.desk)
			if err != nil {
				return nil, err
			}
			r.what = fmt.Sprintf("a decision with 10,000 agents, %s, %s", a.what, at.what)
			rows = append(rows, r)
		}
	}
	return rows, nil
}

func decisionCostOf(ctx context.Context, kinds int, desk func(*office) (*engine, error)) (row, error) {
	offices := [2]*office{newOffice(fewAgents, kinds), newOffice(manyAgents, kinds)}
	var engines [2]*engine
	for i, o := range offices {
		var err error
		if engines[i], err = desk(o); err != nil {
			return row{}, err
		}
	}
	var costs [2][]float64
	var ratios []float64
	for turn := range turns {
		if ctx.Err() != nil {
			return row{}, ctx.Err()
		}
		var each [2]float64
		for i, e := range engines {
			e.prepare(decisions)
			rate, err := offices[i].work(e, turn+1, decisions, time.Minute)
			if err != nil {
				return row{}, err
			}
			each[i] = 1e6 / rate
			costs[i] = append(costs[i], each[i])
		}
		ratios = append(ratios, each[1]/each[0])
	}
	return row{
		id: "R5", ours: fmt.Sprintf("%.2f µs", median(costs[1])), pair: fmt.Sprintf("%.2f µs with 100 agents", median(costs[0])),
		ratio: median(ratios), anchor: 3, moonshot: 1.5,
	}, nil
}
