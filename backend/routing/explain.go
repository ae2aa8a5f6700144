package routing

import (
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// Reason is what decided between the winner and the runner-up.
type Reason string

// The reasons, in the order in which they are compared. A wait has none.
const (
	// Reserved: the conversation waited for this agent alone.
	Reserved Reason = "reserved"
	// Transferred: a colleague handed it to this agent alone.
	Transferred Reason = "transferred"
	// BySticky: the visitor knows the agent.
	BySticky Reason = "sticky"
	// ByMatch: of several conversations and several agents, the whole was
	// better served so.
	ByMatch Reason = "match"
	// OnlyOne: nobody else was free.
	OnlyOne Reason = "only_one"
	// ByLanguage: speaks the visitor's language.
	ByLanguage Reason = "language"
	// ByFit: better at the skills asked.
	ByFit Reason = "fit"
	// ByScarcity: what else they are good at is less in demand.
	ByScarcity Reason = "scarcity"
	// ByPriority: has the higher priority on the channel.
	ByPriority Reason = "priority"
	// ByLoad: a smaller part of their slots was in use.
	ByLoad Reason = "load"
	// ByFill: a greater part of their slots was in use.
	ByFill Reason = "fill"
	// ByRest: longest since a contact of theirs began or ended.
	ByRest Reason = "rest"
	// ByShare: furthest behind their fair share.
	ByShare Reason = "share"
	// ByDraw: equal in all of these, and next on the ring.
	ByDraw Reason = "draw"
)

// Candidate is an agent with the values that were compared, as they were before
// the assignment.
type Candidate struct {
	Agent desk.AgentID
	Name  string
	// Used of Slots were taken on the channel.
	Used, Slots int
	Priority    int
	// Fit is the sum of their levels in the skills asked, under
	// [desk.BestSkill] alone.
	Fit int
	// Scarcity is the demand for what else they are good at: hundredths of a
	// waiting conversation for each free agent.
	Scarcity int
	// Rested is when a contact of theirs last began or ended, 0 if none did.
	Rested desk.Millis
	// Share is the fair share; see [Turn].
	Share int64
}

// Explanation says why a conversation was given to an agent, why it waits or
// why it was given up. [Explanation.String] says it in one sentence.
type Explanation struct {
	Channel desk.Channel
	// Where is the names of the groups that may answer, one a line; of an
	// assignment the one group, where it was chosen. It is empty when there is
	// no such group.
	Where string
	// Asks is what was asked besides, as in "fr, Billing 3+".
	Asks string
	// Rule is the name of the rule that joined in, empty for the
	// conversation's own; Ring counts its rings from 1.
	Rule string
	Ring int

	// Reason is empty while the conversation waits.
	Reason Reason
	Order  desk.Order
	// Method is set where a group was chosen among several: Groups had
	// somebody free, and Passed before it, under [desk.Escalation], had not.
	Method         desk.Method
	Groups, Passed int
	// Even is how many of the groups the method led to alike, with the chosen one,
	// which comes first among them. Under [desk.Escalation] it is always 1.
	Even int
	// Rivals is how many free agents were compared, Left how many were left
	// out because they were tried.
	Rivals, Left int
	// Apart is the first of language, fit, scarcity and priority in which not
	// all of them were equal, empty where they were.
	Apart Reason
	// Matched is how many conversations were matched together with Rivals free
	// agents, 0 where it was given by itself.
	Matched int
	// Winner and RunnerUp are empty where there is none.
	Winner, RunnerUp Candidate

	// Obstacle is what a wait waits for.
	Obstacle Obstacle
	// HandedBy is the name of the agent who handed it on, empty where nobody did.
	HandedBy string
	// Counts are of those whom the open rings reach, while it waits.
	Counts Counts
	// Waits is the agent it is reserved for or was transferred to, or the one the
	// visitor knows.
	Waits string
	// Since is for how long that agent has not been available, in
	// milliseconds, where that is what keeps them.
	Since desk.Millis
	// Opens is in how many milliseconds more may answer, 0 for never.
	Opens desk.Millis
	// Dropped says that it was given up.
	Dropped bool
}

// explain says why a conversation is given to an agent, into an empty explanation:
// it is as long as what it costs to copy it.
func (s *State) explain(e *Explanation, it *item, p *pick) {
	e.HandedBy = s.handedBy(it)
	e.Channel, e.Rivals, e.Left, e.Apart = p.first.rank.seat.channel, p.rivals, p.left, p.apart
	p.first.candidate(&e.Winner)
	p.second.candidate(&e.RunnerUp)
	if p.ring == nil {
		e.Reason = p.alone
		return
	}
	r := p.ring
	w := s.wordsOf(r)
	e.Where, e.Asks, e.Ring, e.Order = w.all, w.asks, r.number, r.named
	if r.leg > 0 {
		e.Rule = r.plan.legs[r.leg].name
	}
	switch {
	case p.sticky:
		e.Reason, e.Where = BySticky, w.groups[p.group]
		return
	case p.matched > 0:
		e.Reason, e.Matched = ByMatch, p.matched
	default:
		e.Reason = p.first.reason(&p.second)
	}
	if p.election.elected >= 0 {
		e.Where, e.Method = w.groups[p.group], r.method
		e.Groups, e.Passed, e.Even = p.election.open, p.election.passed, p.election.even
	}
}

// candidate is a contender as an explanation shows them; where there is none, c
// stays empty.
func (x *contender) candidate(c *Candidate) {
	if t := x.rank.seat; t != nil {
		*c = Candidate{
			Agent: t.agent.id, Name: t.agent.name, Used: int(t.used), Slots: int(t.slots), Priority: int(t.priority),
			Fit: x.fit, Scarcity: x.scarcity, Rested: t.agent.last, Share: t.agent.share,
		}
	}
}

// handedBy is the name of who handed an item on, empty where nobody did or they are no
// agent any more.
func (s *State) handedBy(it *item) string {
	if it.apart == nil {
		return ""
	}
	if a := s.agents[it.apart.by]; a != nil && a.setUp {
		return a.name
	}
	return ""
}

// WhyWaiting explains a wait as of the last decision, and is false for a
// conversation that does not wait.
func (s *State) WhyWaiting(id desk.ConversationID) (Explanation, bool) {
	it := s.talks.find(id)
	if it == nil || it.seat != nil {
		return Explanation{}, false
	}
	return s.explainWait(it), true
}

// explainWait counts those whom the open rings reach, which is the one place
// where every class is looked at: nobody reads it while a decision is made.
func (s *State) explainWait(it *item) Explanation {
	e := Explanation{Channel: it.ask.Channel, HandedBy: s.handedBy(it)}
	b := it.bucket()
	if t := b.seat; t != nil {
		e.Waits = t.agent.name
		e.Obstacle = t.obstacle()
		if e.Obstacle == NotAvailable {
			e.Since = t.sinceChosen(s.now)
		}
		if it.reserved() {
			e.Reason = it.apart.why
		} else {
			e.Reason = BySticky
			e.Opens = it.apart.next - s.now
		}
		return e
	}
	rings, last := b.plan.openAt(b.phase)
	var names []string
	groups := 0
	for _, r := range rings {
		e.Ring = max(e.Ring, r.number)
		groups += len(r.groups)
		for i, name := range s.wordsOf(r).groups {
			if !s.shut[r.groups[i].Group] && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	e.Where = strings.Join(names, "\n")
	for _, c := range s.classes {
		var in, speaks, skilled bool
		for _, r := range rings {
			g, sp, sk := s.serves(c, r)
			sp = sp || !r.hard
			in = in || len(g) > 0
			speaks = speaks || len(g) > 0 && sp
			skilled = skilled || len(g) > 0 && sp && sk
		}
		if in {
			e.Counts.count(c, speaks, skilled)
		}
	}
	b.rings, b.last = rings, last
	for _, id := range b.leftOut(s) {
		if a := s.agents[id]; a != nil {
			if t := a.has(b.plan.channel); t != nil && t.stage == free && b.serves(t.class) {
				e.Counts.Free--
			}
		}
	}
	e.Obstacle = e.Counts.obstacle(groups, len(names))
	e.Opens = s.opens(it, b.phase, rings)
	return e
}

// opens is in how long more may answer than those of the given rings, 0 for
// never. A ring that was skipped to early opens nothing when its time comes.
func (s *State) opens(it *item, phase int, rings []*ring) desk.Millis {
	for i, moment := range it.ask.plan.moments[phase:] {
		if later, _ := it.ask.plan.openAt(phase + i + 1); !slices.Equal(later, rings) {
			return it.from() + moment - s.now
		}
	}
	return 0
}
