package store

import (
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	putTurn = `INSERT INTO turn (project, agent, rule, grp, rested, pushed, share, version) VALUES`
	// overTurn is what becomes of one that is there.
	overTurn    = `ON CONFLICT (project, agent, rule, grp) DO UPDATE SET rested = excluded.rested, pushed = excluded.pushed, share = excluded.share, version = excluded.version`
	selectTurns = `SELECT agent, rule, grp, rested, pushed, share, version FROM turn WHERE project = $1 ORDER BY agent, rule, grp`
)

func (a *appending) turns(t *sqlkit.Tx) error {
	rows := sqlkit.Rows{Head: putTurn, Columns: 8, Tail: overTurn}
	for _, n := range a.b.Turns {
		rows.Add(string(a.b.Project), string(n.Agent), string(n.Rule), string(n.Group), int64(n.Rested), int64(n.Pushed), n.Share, n.Version)
	}
	return t.Insert(&rows)
}

func turnsOf(t *sqlkit.Tx, project desk.ProjectID) ([]desk.Turn, error) {
	var all []desk.Turn
	err := t.Each(func(scan func(...any) error) error {
		var agent, rule, group string
		var rested, pushed int64
		var n desk.Turn
		err := scan(&agent, &rule, &group, &rested, &pushed, &n.Share, &n.Version)
		n.Agent, n.Rule, n.Group = desk.AgentID(agent), desk.RuleID(rule), desk.GroupID(group)
		n.Rested, n.Pushed = desk.Millis(rested), desk.Millis(pushed)
		all = append(all, n)
		return err
	}, selectTurns, string(project))
	return all, err
}
