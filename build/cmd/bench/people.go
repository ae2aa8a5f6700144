package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rehearse"
	"github.com/parley-desk/parley/backend/wire"
)

// password is that of the demo's accounts.
const password = "parley-demo"

// people are visitors with open conversations and the agents who hold them.
type people struct {
	visitors []*rehearse.Visitor
	agents   []*rehearse.Agent
	run      string // tells the ids of this load from those of another
	next     atomic.Int64
	sentAt   []atomic.Int64 // by number, since began
	began    time.Time
	heard    atomic.Pointer[func(number, visitor int)]
	readers  sync.WaitGroup
	cancel   context.CancelFunc
}

// slots is the most that one demo agent may hold.
const slots = 50

// handsFor are the flags of a server for n conversations at once.
func handsFor(n int) []string {
	return []string{"--demo-slots", fmt.Sprint(slots), "--demo-agents", fmt.Sprint((n + slots - 1) / slots)}
}

// newPeople are nobody yet, and will write so many messages at most.
func newPeople(messages int) *people {
	return &people{run: rehearse.NewID()[:10], began: time.Now(), sentAt: make([]atomic.Int64, messages)}
}

// gather brings n visitors into conversations that agents hold.
func gather(ctx context.Context, server string, n int) (*people, error) {
	p := newPeople(8_000_000)
	for i := range (n + slots - 1) / slots {
		a, err := signedIn(ctx, server, i+1)
		if err == nil {
			err = onLine(ctx, a)
		}
		if err != nil {
			return nil, err
		}
		p.agents = append(p.agents, a)
	}
	var err error
	if p.visitors, err = visitors(ctx, server, n); err != nil {
		return nil, err
	}
	ctx, p.cancel = context.WithCancel(ctx)
	// Their first message opens the conversation; it has arrived when somebody
	// holds it.
	arrived := make(chan int, n)
	p.hear(func(number, _ int) { arrived <- number })
	for _, a := range p.agents {
		p.readers.Go(func() { p.scan(ctx, a.Raw) })
	}
	for i, v := range p.visitors {
		p.readers.Go(func() { p.drain(ctx, v) })
		if err := p.send(ctx, i); err != nil {
			return nil, err
		}
	}
	for range n {
		select {
		case <-arrived:
		case <-time.After(20 * time.Second):
			return nil, errors.New("not every visitor came to an agent")
		}
	}
	return p, nil
}

func signedIn(ctx context.Context, server string, n int) (*rehearse.Agent, error) {
	email := fmt.Sprintf("load-%d@acme.test", n)
	// One address may sign in twenty times in a moment; loopback has many.
	from := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 1, byte(1+n/16))}}
	client := &http.Client{Transport: &http.Transport{DialContext: from.DialContext, DisableKeepAlives: true}}
	a := &rehearse.Agent{Server: server}
	// A log that was filled a moment ago is still on its way to the disk.
	patience, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return a, patiently(patience, func() (err error) {
		a.Token, err = rehearse.SignIn(patience, client, server, email, password, rehearse.NewID())
		return err
	})
}

// onLine opens an agent's line and returns when the server counts on them.
func onLine(ctx context.Context, a *rehearse.Agent) error {
	if err := a.Connect(ctx); err != nil {
		return err
	}
	for {
		d, err := a.Next(ctx)
		switch {
		case err != nil:
			return err
		case d.Frame == wire.FrameEvents:
			return nil
		case d.Frame == wire.FrameBye:
			return fmt.Errorf("turned away: %s", d.Message)
		}
	}
}

// visitors connects n of them, some at a time.
func visitors(ctx context.Context, server string, n int) ([]*rehearse.Visitor, error) {
	all := make([]*rehearse.Visitor, n)
	err := atOnce(n, 64, func(i int) (err error) {
		all[i], err = visitor(ctx, server)
		return err
	})
	return all, err
}

func visitor(ctx context.Context, server string) (*rehearse.Visitor, error) {
	v := &rehearse.Visitor{
		Server: server, Project: "acme", Name: "Ravi", Language: "en",
		Page: desk.Page{URL: server + "/demo/", Title: "Brook & Hill"},
	}
	return v, patiently(ctx, func() error { return v.Opened(ctx) })
}

// patiently tries again while a server asks to.
func patiently(ctx context.Context, try func() error) error {
	for {
		err := try()
		if err == nil || ctx.Err() != nil {
			return err
		}
		select {
		case <-time.After(250 * time.Millisecond):
		case <-ctx.Done():
			return err
		}
	}
}

// atOnce runs f for 0 to n-1, at most k at the same time.
func atOnce(n, k int, f func(i int) error) error {
	var group sync.WaitGroup
	room := make(chan struct{}, k)
	errs := make([]error, n)
	for i := range n {
		room <- struct{}{}
		group.Go(func() { errs[i] = f(i); <-room })
	}
	group.Wait()
	return errors.Join(errs...)
}

// mark stands on both sides of a message's number.
const mark = "@@"

const filling = "my order has not arrived yet and the tracking page shows nothing new since monday, could you have a look?"

// send writes the next message of a visitor.
func (p *people) send(ctx context.Context, visitor int) error {
	return p.sendDue(ctx, visitor, time.Now())
}

// sendDue writes a message that was due at a moment: what makes it late counts.
func (p *people) sendDue(ctx context.Context, visitor int, due time.Time) error {
	number := int(p.next.Add(1) - 1)
	if number >= len(p.sentAt) {
		return errors.New("more messages than this load was made for")
	}
	p.sentAt[number].Store(int64(due.Sub(p.began)))
	v := p.visitors[visitor]
	return v.Send(ctx, fmt.Appendf(nil, `{"frame":"do","id":"%s%010d","stream":"%s","kind":"message.post","body":{"text":"%s%09d.%05d%s %s"}}`,
		p.run, number, v.Stream, mark, number, visitor, mark, filling))
}

// hear says what is done with each message that reaches its agent.
func (p *people) hear(f func(number, visitor int)) { p.heard.Store(&f) }

// scan reads an agent's frames for the numbers of messages.
func (p *people) scan(ctx context.Context, raw func(context.Context) ([]byte, error)) {
	for {
		frame, err := raw(ctx)
		if err != nil {
			return
		}
		for {
			at := bytes.Index(frame, []byte(mark))
			if at < 0 || len(frame) < at+19 {
				break
			}
			number, err := strconv.Atoi(string(frame[at+2 : at+11]))
			visitor, bad := strconv.Atoi(string(frame[at+12 : at+17]))
			if err == nil && bad == nil {
				(*p.heard.Load())(number, visitor)
			}
			frame = frame[at+19:]
		}
	}
}

// drain reads a visitor's frames, as somebody must.
func (p *people) drain(ctx context.Context, v *rehearse.Visitor) {
	for {
		if _, err := v.Raw(ctx); err != nil {
			return
		}
	}
}

// waited is how long ago a message was due.
func (p *people) waited(number int) time.Duration {
	return time.Since(p.began) - time.Duration(p.sentAt[number].Load())
}

// leave ends every line.
func (p *people) leave() {
	p.cancel()
	for _, v := range p.visitors {
		v.Hangup()
	}
	for _, a := range p.agents {
		a.Hangup()
	}
	p.readers.Wait()
}
