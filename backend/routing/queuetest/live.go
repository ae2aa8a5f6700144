package queuetest

import (
	"container/heap"
	"fmt"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// handling is the mean time of a conversation: so long that the engine's whole
// milliseconds do not matter.
const handling = float64(10 * desk.Minute)

// batch is what the visitors of one part met.
type batch struct {
	waited, left, first int
	wait                float64 // of all of them, in handling times
}

// visitor is one who came and whose conversation has not ended.
type visitor struct {
	number  int
	came    float64
	takes   float64
	holder  desk.AgentID // empty while they wait
	givesUp float64      // when, 0 for never
}

// moment is when something happens to a visitor, who may have gone before.
type moment struct {
	at  float64
	who desk.ConversationID
	end bool // of the conversation, not of the patience
}

// life is one simulation.
type life struct {
	Queue
	engine *routing.State
	now    float64
	size   int // visitors of a part
	came   int
	open   map[desk.ConversationID]*visitor
	due    agenda
	seen   [batches]batch
	// missing is how many visitors of the parts are not answered yet.
	missing int
	// Chance of its own for each, so that one more draw of one of them does
	// not change the others.
	arrivals, takings, patience chance
}

// warmUp is how many parts go by before anything is counted, as a queue begins
// empty.
const warmUp = 2

const (
	helped  desk.GroupID = "a"
	helping desk.GroupID = "b"
	rule    desk.RuleID  = "r"
)

// live lets the visitors of all parts come and go, and more after them until
// all of those have been answered or have left.
func (q Queue) live(size int) ([batches]batch, error) {
	l := &life{
		Queue: q, engine: routing.New(), size: size, missing: size * batches, open: map[desk.ConversationID]*visitor{},
		arrivals: chanceOf(q.Seed, 1), takings: chanceOf(q.Seed, 2), patience: chanceOf(q.Seed, 3),
	}
	l.staff()
	between := handling / (q.Load * float64(q.servers()))
	next := l.arrivals.exponential(between)
	for l.missing > 0 {
		var err error
		if len(l.due) > 0 && l.due[0].at < next {
			m := heap.Pop(&l.due).(moment)
			l.now = m.at
			err = l.pass(m)
		} else {
			l.now = next
			next += l.arrivals.exponential(between)
			err = l.arrive()
		}
		if err != nil {
			return l.seen, err
		}
	}
	return l.seen, nil
}

// staff sets the agents up and brings them on the line.
func (l *life) staff() {
	shares := []desk.Share{{Group: helped}}
	groups := []desk.Group{{ID: helped, Name: "First"}}
	if l.Helpers > 0 {
		shares = append(shares, desk.Share{Group: helping})
		groups = append(groups, desk.Group{ID: helping, Name: "Second"})
	}
	l.engine.Take(routing.SettingsSet{Settings: desk.Settings{
		Groups: groups,
		Rules:  []desk.Rule{{ID: rule, Name: "Theory", Method: desk.Escalation, Rings: []desk.Ring{{Groups: shares}}}},
	}}, 0)
	for i := range l.Agents + l.Helpers {
		p := desk.Profile{
			ID: desk.AgentID(strconv.Itoa(100 + i)), Name: fmt.Sprint("Agent ", i),
			Groups: []desk.GroupID{helped}, Slots: map[desk.Channel]int{desk.Chat: l.Slots},
		}
		if i >= l.Agents {
			p.Groups = []desk.GroupID{helping}
		}
		l.engine.Take(routing.AgentSet{Profile: p}, 0)
		l.engine.Take(routing.LineChanged{Agent: p.ID, On: true}, 0)
		l.engine.Take(routing.StatusChanged{Agent: p.ID, Channel: desk.Chat, Status: desk.Available}, 0)
	}
}

// step tells the engine something and carries out what it decides.
func (l *life) step(in routing.Input) error {
	out := l.engine.Step(in, desk.Millis(l.now))
	for _, a := range out.Assignments {
		v := l.open[a.Conversation]
		if v == nil || v.holder != "" {
			return fmt.Errorf("the engine gave %s away, which does not wait", a.Conversation)
		}
		v.holder = a.Agent
		l.answered(v, a.Group)
		heap.Push(&l.due, moment{at: l.now + v.takes, who: a.Conversation, end: true})
	}
	if len(out.Drops) > 0 {
		return fmt.Errorf("the engine dropped %s, which can wait", out.Drops[0].Conversation)
	}
	return nil
}

func (l *life) arrive() error {
	v := &visitor{number: l.came, came: l.now, takes: l.takings.exponential(handling)}
	id := desk.ConversationID("c" + strconv.Itoa(l.came))
	l.came++
	l.open[id] = v
	if l.Patience > 0 {
		v.givesUp = l.now + l.patience.exponential(l.Patience*handling)
		heap.Push(&l.due, moment{at: v.givesUp, who: id})
	}
	return l.step(routing.Waiting{
		Conversation: id, Channel: desk.Chat, Rule: rule, Groups: []desk.GroupID{helped}, Since: desk.Millis(l.now), Patience: desk.NormalPatience,
	})
}

// pass lets a moment come: the end of a conversation, or of a patience.
func (l *life) pass(m moment) error {
	v := l.open[m.who]
	if v == nil || !m.end && v.holder != "" {
		return nil // they were answered in time
	}
	delete(l.open, m.who)
	if m.end {
		return l.step(routing.ContactClosed{Conversation: m.who, Agent: v.holder})
	}
	if b := l.part(v); b != nil {
		b.left++
	}
	l.answered(v, "")
	return l.step(routing.NotWaiting{Conversation: m.who})
}

// answered counts a visitor whose wait is over.
func (l *life) answered(v *visitor, by desk.GroupID) {
	b := l.part(v)
	if b == nil {
		return
	}
	l.missing--
	if l.now > v.came {
		b.waited++
		b.wait += (l.now - v.came) / handling
	}
	if by == helped {
		b.first++
	}
}

// part is the one a visitor counts in, nil for those who come before or after.
func (l *life) part(v *visitor) *batch {
	if n := v.number/l.size - warmUp; n >= 0 && n < batches {
		return &l.seen[n]
	}
	return nil
}

// agenda is what is due, the next on top.
type agenda []moment

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].at < a[j].at }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)        { *a = append(*a, x.(moment)) }
func (a *agenda) Pop() any {
	last := len(*a) - 1
	m := (*a)[last]
	*a = (*a)[:last]
	return m
}
