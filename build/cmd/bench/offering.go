package main

import (
	"context"
	"fmt"
	"time"
)

// arrivalsEvery is the time from one arrival to the next: 500 a minute.
const arrivalsEvery = time.Minute / 500

// talkers are in conversations while others arrive.
const talkers = 100

// offering is R3: from the moment a visitor's first message is due to the socket
// of the agent it is offered to, and the same of a message in a conversation.
func offering(ctx context.Context, b *bench) ([]row, error) {
	d := 12 * time.Second
	if b.full {
		d = time.Minute
	}
	each := int(d / arrivalsEvery)
	dir, err := b.folder("desk")
	if err != nil {
		return nil, err
	}
	server, err := b.desk(ctx, dir, handsFor(talkers+turns*each+slots)...)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	p, err := gather(ctx, server.address, talkers)
	if err != nil {
		return nil, err
	}
	defer p.leave()
	q, err := newcomers(ctx, server.address, len(p.agents), turns*each)
	if err != nil {
		return nil, err
	}
	defer q.leave()
	var ours, half, theirs, ratios []float64
	for turn := range turns {
		offered, err := q.arrive(ctx, turn*each, each)
		if err != nil {
			return nil, err
		}
		delivered, err := p.paced(ctx, arrivalsEvery, d)
		if err != nil {
			return nil, err
		}
		mine, pair := quantile(offered, 0.99), quantile(delivered, 0.99)
		ours, half, theirs = append(ours, float64(mine)), append(half, float64(quantile(offered, 0.5))), append(theirs, float64(pair))
		ratios = append(ratios, float64(mine)/float64(pair))
	}
	return []row{{
		id: "R3", what: "arrival to offered, p99 at 500 a minute", ours: fmt.Sprintf("%s, p50 %s", ms(time.Duration(median(ours))), ms(time.Duration(median(half)))),
		pair: ms(time.Duration(median(theirs))) + " a message's delivery p99", ratio: median(ratios), anchor: 3, moonshot: 1.5,
	}}, nil
}

// newcomers are n visitors who have written nothing yet, and agents with room
// for all of them, who confirm what they are given. The first busy accounts are
// left to others.
func newcomers(ctx context.Context, server string, busy, n int) (*people, error) {
	q := newPeople(n)
	ctx, q.cancel = context.WithCancel(ctx)
	ignore := func(int, int) {}
	q.heard.Store(&ignore)
	for i := range (n + slots - 1) / slots {
		a, err := signedIn(ctx, server, busy+i+1)
		if err != nil {
			q.leave()
			return nil, err
		}
		line, err := confirmingLine(ctx, server, a.Token)
		if err != nil {
			q.leave()
			return nil, err
		}
		q.readers.Go(func() {
			defer line.conn.CloseNow()
			q.scan(ctx, line.raw)
		})
	}
	var err error
	if q.visitors, err = visitors(ctx, server, n); err != nil {
		q.leave()
		return nil, err
	}
	for _, v := range q.visitors {
		q.readers.Go(func() { q.drain(ctx, v) })
	}
	return q, nil
}

// arrive lets so many visitors from one on write their first message, and gives
// how long each took to the agent it was offered to.
func (p *people) arrive(ctx context.Context, from, n int) ([]time.Duration, error) {
	waits := make(chan time.Duration, n)
	p.hear(func(number, visitor int) {
		if visitor >= from && visitor < from+n {
			waits <- p.waited(number)
		}
	})
	next := from
	_, err := pace(ctx, arrivalsEvery, time.Duration(n)*arrivalsEvery, func(due time.Time) error {
		next++
		return p.sendDue(ctx, next-1, due)
	})
	if err != nil {
		return nil, err
	}
	all := make([]time.Duration, 0, n)
	late := time.After(10 * time.Second)
	for len(all) < n {
		select {
		case w := <-waits:
			all = append(all, w)
		case <-late:
			return nil, fmt.Errorf("%d arrivals were not offered to anybody", n-len(all))
		}
	}
	return all, nil
}
