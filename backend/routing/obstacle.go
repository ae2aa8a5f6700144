package routing

import "github.com/parley-desk/parley/backend/desk"

// Obstacle is the first stage on the way to an answer that nobody passes, or
// that the one agent it waits for does not.
type Obstacle string

// The obstacles. None is only seen before a decision.
const (
	None Obstacle = ""
	// NoGroup: no group may answer.
	NoGroup Obstacle = "no_group"
	// NotAtWork: no group is in its hours.
	NotAtWork Obstacle = "out_of_hours"
	// NotGranted the channel.
	NotGranted Obstacle = "not_granted"
	NotOnLine  Obstacle = "not_on_line"
	// Away by an absence that was imposed.
	Away Obstacle = "away"
	// InDoubt: the line has not confirmed a contact.
	InDoubt Obstacle = "in_doubt"
	// NotAvailable by choice; of many, for any of these reasons.
	NotAvailable Obstacle = "not_available"
	// NotSpoken: nobody speaks the language.
	NotSpoken Obstacle = "language"
	// NotSkilled: nobody has the skills.
	NotSkilled Obstacle = "skill"
	// Engaged in contacts that exclude the channel.
	Engaged Obstacle = "engaged"
	// NoSlot is left.
	NoSlot Obstacle = "no_slot"
	// Gap: a contact has only just begun.
	Gap Obstacle = "gap"
	// AllTried: who is free was tried already.
	AllTried Obstacle = "tried"
)

// obstacle is what keeps everybody, given how many groups there are and how
// many of them are at work.
func (n Counts) obstacle(groups, atWork int) Obstacle {
	switch {
	case groups == 0:
		return NoGroup
	case atWork == 0:
		return NotAtWork
	case n.InGroup == 0:
		return NotGranted
	case n.OnLine == 0:
		return NotOnLine
	case n.Available == 0:
		return NotAvailable
	case n.Speak == 0:
		return NotSpoken
	case n.Skilled == 0:
		return NotSkilled
	case n.Unengaged == 0:
		return Engaged
	case n.WithSlot == 0:
		return NoSlot
	case n.Rested == 0:
		return Gap
	case n.Free == 0:
		return AllTried
	}
	return None
}

// obstacle is what keeps one agent from anything new on a channel.
func (t *seat) obstacle() Obstacle {
	a := t.agent
	switch {
	case t.class == nil:
		return NotGranted
	case !a.online:
		return NotOnLine
	case a.imposed:
		return Away
	case !t.willing:
		return NotAvailable
	case a.doubted:
		return InDoubt
	}
	switch t.stage {
	case available:
		return Engaged
	case unengaged:
		return NoSlot
	case withSlot:
		return Gap
	}
	return None
}

// sinceChosen is for how long a status holds, 0 where it was never chosen.
func (t *seat) sinceChosen(now desk.Millis) desk.Millis {
	if t.chosen == 0 {
		return 0
	}
	return now - t.chosen
}
