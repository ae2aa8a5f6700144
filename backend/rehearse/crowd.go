package rehearse

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// Crowd is how visitors come: independently of each other, so many a minute on
// average, and never more than so many at once.
type Crowd struct {
	Server  string
	Project desk.ProjectID
	Scripts []Script
	// AtOnce is how many are here at most; who comes then turns away.
	AtOnce int
	// PerMinute is how many arrive on average.
	PerMinute float64
	// Seed decides who they are and when they come.
	Seed uint64
	// Patience is how long a person of average patience waits for an answer.
	Patience time.Duration
	// Hostile is the share, 0 to 1, of those who send what nobody expects.
	Hostile float64
	// Arrivals ends the rehearsal after so many have come, 0 for never.
	Arrivals int
	// For is how long people arrive, 0 for until the context ends.
	For   time.Duration
	Clock Clock
	// Minute is told each minute's figures; nil for nobody.
	Minute func(Figures)
}

// errNobody says that a crowd was set up so that nobody would come.
var errNobody = errors.New("a rehearsal needs scripts, a rate above 0 and room for one visitor")

// Run lets people arrive and live. It returns when the last has left, with the
// figures of all. When ctx ends, those who are here leave at once.
func (c Crowd) Run(ctx context.Context) (Figures, error) {
	if len(c.Scripts) == 0 || c.PerMinute <= 0 || c.AtOnce < 1 {
		return Figures{}, errNobody
	}
	tally := &Tally{}
	var here sync.WaitGroup
	reporting, stop := context.WithCancel(ctx)
	var reporter sync.WaitGroup
	reporter.Go(func() { c.report(reporting, tally) })
	c.admit(ctx, tally, &here)
	here.Wait()
	stop()
	reporter.Wait()
	return tally.All(), nil
}

// admit lets people arrive until enough have, or it is late.
func (c Crowd) admit(ctx context.Context, tally *Tally, here *sync.WaitGroup) {
	room := make(chan struct{}, c.AtOnce)
	gaps := newDice(c.Seed, 0)
	mean := time.Duration(float64(time.Minute) / c.PerMinute)
	began := c.Clock.Now()
	// The first comes at once: somebody is watching.
	for n, due := 0, time.Duration(0); c.Arrivals == 0 || n < c.Arrivals; n++ {
		if c.For > 0 && due > c.For {
			return
		}
		if !c.until(ctx, began.Add(due)) {
			return
		}
		due += gaps.gap(mean)
		select {
		case room <- struct{}{}:
		default:
			tally.turn()
			continue
		}
		l := c.life(n, tally)
		here.Go(func() {
			defer func() { <-room }()
			l.run(ctx)
		})
	}
}

// life is the visit of the nth person.
func (c Crowd) life(n int, tally *Tally) *life {
	p := draw(c.Seed, uint64(n), c.Scripts, c.Patience, c.Hostile)
	return &life{
		Person: p, clock: c.Clock, tally: tally,
		v: Visitor{
			Server: c.Server, Project: c.Project, Name: p.Name, Language: p.Language,
			Page: desk.Page{URL: c.Server + "/demo/", Title: "Alder & Finch: things for one room"},
		},
	}
}

// until waits for a moment; false when ctx ended before it.
func (c Crowd) until(ctx context.Context, at time.Time) bool {
	timer, stop := c.Clock.After(max(at.Sub(c.Clock.Now()), 0))
	defer stop()
	select {
	case <-timer:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// report tells each minute's figures.
func (c Crowd) report(ctx context.Context, tally *Tally) {
	if c.Minute == nil {
		return
	}
	for next := c.Clock.Now().Add(time.Minute); c.until(ctx, next); next = next.Add(time.Minute) {
		c.Minute(tally.Minute())
	}
}
