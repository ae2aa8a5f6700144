package web

import (
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
)

// CrowdLimit bounds what strangers may begin (RELIABILITY 4.8); zero is no bound. Agents are not
// counted: a whole office has one address, and they have signed in.
type CrowdLimit struct {
	// Lines are visitors' sockets open at once from one address.
	Lines int
	// PerMinute and PerHour are conversations begun from one address.
	PerMinute, PerHour int
	// SitePerMinute are conversations begun in one project from anywhere.
	SitePerMinute int
}

// crowd counts what strangers have begun.
type crowd struct {
	most  int
	mu    sync.Mutex
	lines map[string]int // by place
	// Nil where there is no bound.
	minute, hour, site *auth.Limiter
}

func newCrowd(limit CrowdLimit, now func() time.Time) *crowd {
	in := func(span time.Duration, most int) *auth.Limiter {
		if most <= 0 {
			return nil
		}
		return auth.NewLimiter(span/time.Duration(most), most, now)
	}
	return &crowd{
		most: limit.Lines, lines: map[string]int{},
		minute: in(time.Minute, limit.PerMinute), hour: in(time.Hour, limit.PerHour), site: in(time.Minute, limit.SitePerMinute),
	}
}

// line lets a line begin, unless as many as may be are open from its place.
func (c *crowd) line(place string) (leave func(), err error) {
	if c.most <= 0 || place == "" {
		return func() {}, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lines[place] >= c.most {
		return nil, desk.Refuse(desk.TooManyLines, "There are too many open pages at your address; close some of them.").
			After(10 * desk.Second)
	}
	c.lines[place]++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.lines[place]--; c.lines[place] == 0 {
			delete(c.lines, place)
		}
	}, nil
}

// each calls f with every bound on beginning a conversation that applies.
func (c *crowd) each(project desk.ProjectID, place string, f func(l *auth.Limiter, key string)) {
	if place != "" {
		f(c.minute, place)
		f(c.hour, place)
	}
	f(c.site, string(project))
}

// wait is how long the next conversation has to wait, 0 for not at all.
func (c *crowd) wait(project desk.ProjectID, place string) (longest time.Duration) {
	c.each(project, place, func(l *auth.Limiter, key string) {
		if l != nil {
			longest = max(longest, l.Wait(key))
		}
	})
	return longest
}

// began counts a conversation. It is told afterwards, since only the writer knows
// which message begins one; those under way at the same moment may be too many by
// as much.
func (c *crowd) began(project desk.ProjectID, place string) {
	c.each(project, place, func(l *auth.Limiter, key string) {
		if l != nil {
			l.Admit(key)
		}
	})
}
