package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// testVerifyFinds damages a good log in each way, and asks for it to be found.
func testVerifyFinds(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for name, damage := range map[string]string{
		"a gap in the offsets":         `UPDATE event SET pos = pos + 100 WHERE project = $1 AND pos = 3`,
		"a gap in a stream":            `UPDATE event SET seq = 9 WHERE project = $1 AND pos = 3`,
		"an event too few":             `DELETE FROM event WHERE project = $1 AND pos = 3`,
		"a row that says otherwise":    `UPDATE conversation SET body = '{}' WHERE project = $1 AND id = 'c1'`,
		"a row ahead of the log":       `UPDATE conversation SET seq = 9 WHERE project = $1 AND id = 'c1'`,
		"a row of nothing":             `INSERT INTO agent_row (project, agent, seq, body) VALUES ($1, 'x', 1, '{}')`,
		"a row too few":                `DELETE FROM conversation WHERE project = $1 AND id = 'c1'`,
		"a state that says otherwise":  `UPDATE conversation SET state = 'waiting' WHERE project = $1 AND id = 'c1'`,
		"a contact that is not closed": `UPDATE contact SET closed_pos = 0 WHERE project = $1 AND no = 2`,
		"a contact too few":            `DELETE FROM contact WHERE project = $1 AND no = 1`,
		"a contact that never was":     `UPDATE contact SET no = 9 WHERE project = $1 AND no = 2`,
		"a load that leaks":            `UPDATE agent_load SET used = 2 WHERE project = $1 AND agent = '10423' AND channel = 'chat'`,
		"a hold too few":               `DELETE FROM hold WHERE project = $1 AND conversation = 'c1'`,
		"a hold that goes on":          `UPDATE hold SET until_pos = 0 WHERE project = $1 AND conversation = 'c1'`,
		"a hold of somebody else":      `UPDATE hold SET agent = '10425' WHERE project = $1 AND conversation = 'c2'`,
		"a hold that began before":     `UPDATE hold SET since_pos = 2 WHERE project = $1 AND conversation = 'c2'`,
		"a hold that never was":        `INSERT INTO hold (project, conversation, since_pos, agent, until_pos) VALUES ($1, 'c9', 1, '10423', 0)`,
		"a hold within a hold":         `INSERT INTO hold (project, conversation, since_pos, agent, until_pos) VALUES ($1, 'c1', 1, '10423', 2)`,
		"a contact of another visitor": `UPDATE contact SET visitor = 'v1' WHERE project = $1 AND no = 1`,
		"one who was not dropped":      `UPDATE conversation SET dropped = 1 WHERE project = $1 AND id = 'c1'`,
		"a customer who is not there":  `INSERT INTO customer_row (project, visitor, seq, body) VALUES ($1, 'v1', 1, '{}')`,
		"a customer let in again":      `UPDATE customer_row SET body = '{}' WHERE project = $1 AND visitor = 'v2'`,
		"a writer that ran ahead":      `UPDATE writer SET pos = pos + 1 WHERE project = $1`,
		"a contact number to come":     `UPDATE writer SET last_contact = 0 WHERE project = $1`,
		"a tag that was never given":   `INSERT INTO tag_use (project, agent, at, pos, tag) VALUES ($1, '10424', 1, 1, 'x')`,
		"a tag given and forgotten":    `DELETE FROM tag_use WHERE project = $1 AND tag = 'lamps'`,
		"content in another place":     `UPDATE content SET pos = 3 WHERE project = $1 AND pos = 1`,
		"content that was changed":     `UPDATE content SET sealed = (SELECT o.sealed FROM content o WHERE o.project = $1 AND o.pos = 2) WHERE project = $1 AND pos = 1`,
	} {
		t.Run(name, func(t *testing.T) {
			p := begun(t, s) // c1 waits; c2 is with the first agent
			p.assign("c1", agents[1])
			p.close("c1")
			p.agent(agents[0], desk.Connect{})
			p.customer("v2", desk.BlockCustomer{As: desk.Manager})
			p.flush()
			must(t, s.Verify(ctx, p.project))
			err := s.DB().Write(ctx, func(tx *sqlkit.Tx) error {
				n, err := tx.Exec(damage, string(p.project))
				if err == nil && n != 1 {
					err = errors.New("the damage was not done")
				}
				return err
			})
			must(t, err)
			refused(t, store.ErrDiffers, s.Verify(ctx, p.project))
		})
	}
}

// Rows that were written before they told who had handed a conversation on, by which
// rule it had come, or who gave it to a group, are right as they are; that it was another
// or somebody else is not.
func testVerifyOlderRows(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s) // c2 is with the first agent
	p.transfer("c2", "", "support")
	p.flush()
	given := p.conversations["c2"]
	if given.HandedBy != agents[0] || given.Gave != agents[0] || given.Promised != "sales" {
		t.Fatalf("handed on by %q, given to a group by %q, come by %q", given.HandedBy, given.Gave, given.Promised)
	}
	write := func(handed, gave desk.AgentID, rule desk.RuleID) {
		given.HandedBy, given.Gave, given.Promised = handed, gave, rule
		body, err := json.Marshal(given)
		must(t, err)
		must(t, s.DB().Write(ctx, func(tx *sqlkit.Tx) error {
			_, err := tx.Exec(`UPDATE conversation SET body = $1 WHERE project = $2 AND id = 'c2'`, string(body), string(p.project))
			return err
		}))
	}
	must(t, s.Verify(ctx, p.project))
	write("", agents[0], "sales")
	must(t, s.Verify(ctx, p.project))
	write("", agents[0], "")
	must(t, s.Verify(ctx, p.project))
	write("", "", "")
	must(t, s.Verify(ctx, p.project))
	write(agents[1], agents[0], "sales")
	refused(t, store.ErrDiffers, s.Verify(ctx, p.project))
	write("", agents[1], "sales")
	refused(t, store.ErrDiffers, s.Verify(ctx, p.project))
	write("", agents[0], "other")
	refused(t, store.ErrDiffers, s.Verify(ctx, p.project))
}
