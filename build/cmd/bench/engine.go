package main

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// engine is our way: every rule on, every id as long as ours are, and each
// decision with its explanation.
type engine struct {
	state *routing.State
	now   desk.Millis
	// staff have the chats they hold, oldest first.
	staff []holder
	// last is who has last ended a chat.
	last int
	// ids are made beforehand: a server has them already when it asks.
	ids     []desk.ConversationID
	given   int
	arrived int
	asked   []routing.Waiting // by pool
}

// holder is one of the staff, whose room is at most so many chats.
type holder struct {
	id    desk.AgentID
	held  int
	chats [maxRoom]desk.ConversationID
}

// every is how much time passes from one chat to the next: with 100,000 waiting
// each waits for more than three minutes, long enough for all rings to open.
const every = 2 * desk.Millis(1)

func newEngine(o *office) *engine {
	e := &engine{state: routing.New(), now: 1_700_000_000_000}
	e.state.Take(routing.SettingsSet{Settings: o.settings()}, e.now)
	for i := range o.staff {
		p := o.profile(i)
		e.staff = append(e.staff, holder{id: p.ID})
		e.state.Take(routing.AgentSet{Profile: p}, e.now)
		e.state.Take(routing.LineChanged{Agent: p.ID, On: true}, e.now)
		e.state.Take(routing.StatusChanged{Agent: p.ID, Channel: desk.Chat, Status: desk.Available}, e.now)
	}
	for skill := range skillCount {
		for _, l := range tongues {
			e.asked = append(e.asked, routing.Waiting{
				Channel: desk.Chat, Rule: skillRule(skill), Groups: []desk.GroupID{teamID(skill % teamCount)}, Language: l,
				Patience: desk.NormalPatience, Queue: teamID(skill % teamCount),
			})
		}
	}
	return e
}

// prepare makes ids for so many chats to come.
func (e *engine) prepare(n int) {
	for len(e.ids) < e.arrived+n {
		e.ids = append(e.ids, desk.ConversationID(fmt.Sprintf("c_%026d", len(e.ids))))
	}
}

func (e *engine) step(in routing.Input) {
	e.carry(e.state.Step(in, e.now))
}

// carry does what a decision says.
func (e *engine) carry(out routing.Output) {
	for i := range out.Assignments {
		a := &out.Assignments[i]
		by := &e.staff[e.last]
		if by.id != a.Agent { // but most chats go to who has just ended one
			by = &e.staff[agentNumber(a.Agent)]
		}
		by.chats[by.held] = a.Conversation
		by.held++
		e.given++
	}
}

func (e *engine) arrive(pool int) error {
	if e.arrived == len(e.ids) {
		return fmt.Errorf("more chats than ids were made for")
	}
	e.now += every
	w := e.asked[pool]
	w.Conversation, w.Since = e.ids[e.arrived], e.now
	e.arrived++
	e.step(w)
	return nil
}

func (e *engine) end(agent int) (bool, error) {
	by := &e.staff[agent]
	if by.held == 0 {
		return false, nil
	}
	oldest := by.chats[0]
	by.held--
	copy(by.chats[:by.held], by.chats[1:])
	e.last = agent
	e.step(routing.ContactClosed{Conversation: oldest, Agent: by.id})
	return true, nil
}

func (e *engine) assigned() int { return e.given }

// waiting is how many wait.
func (e *engine) waiting() int { return e.arrived - e.given }

// busyEngine is one in which everybody is busy and so many wait.
func busyEngine(o *office, waiting int) (*engine, error) {
	e := newEngine(o)
	e.prepare(waiting + 6*len(o.staff))
	o.again(0)
	for e.waiting() < waiting {
		if err := e.arrive(o.ask()); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// spareEngine is one in which a third of the room is used and nobody need wait
// for long.
func spareEngine(o *office) (*engine, error) {
	e := newEngine(o)
	e.prepare(len(o.staff))
	o.again(0)
	for range o.staff {
		if err := e.arrive(o.ask()); err != nil {
			return nil, err
		}
	}
	return e, nil
}
