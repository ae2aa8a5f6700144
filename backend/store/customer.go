package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	upsertAgentRow    = `INSERT INTO agent_row (project, agent, seq, body) VALUES`
	upsertAgentEnd    = `ON CONFLICT (project, agent) DO UPDATE SET seq = excluded.seq, body = excluded.body`
	upsertCustomerRow = `INSERT INTO customer_row (project, visitor, seq, body) VALUES`
	upsertCustomerEnd = `ON CONFLICT (project, visitor) DO UPDATE SET seq = excluded.seq, body = excluded.body`
)

var selectCustomer = rowsOf("customer_row", "$2 || r.visitor", "AND r.visitor = $3")

// Customer reads what stays true of a visitor, and tells whether anything was
// ever written down.
func (s *Store) Customer(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (desk.Customer, bool, error) {
	c, found, err := one[desk.Customer](ctx, s, selectCustomer,
		string(project), string(desk.VisitorID("").Stream()), string(visitor))
	return c, found, wrap(err, "customer %s of %s", visitor, project)
}

// people stores the rows of agents and customers.
func (a *appending) people(t *sqlkit.Tx) error {
	agents := personRows[desk.AgentID, desk.Agent]{rows: sqlkit.Rows{Head: upsertAgentRow, Columns: 4, Tail: upsertAgentEnd}}
	for _, body := range a.b.Agents {
		agents.put(body.ID, body.Seq, body)
	}
	customers := personRows[desk.VisitorID, desk.Customer]{rows: sqlkit.Rows{Head: upsertCustomerRow, Columns: 4, Tail: upsertCustomerEnd}}
	for _, body := range a.b.Customers {
		customers.put(body.ID, body.Seq, body)
	}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		if r.Seq != 1 {
			continue
		}
		if id, ok := r.Stream.Agent(); ok {
			agents.begin(id, desk.Agent{}.Apply(r.Event))
		} else if id, ok := r.Stream.Customer(); ok {
			customers.begin(id, desk.Customer{}.Apply(r.Event))
		}
	}
	if err := agents.insert(t, a.b.Project); err != nil {
		return err
	}
	return customers.insert(t, a.b.Project)
}

// personRows are rows of agents, or of customers, each person once.
type personRows[ID ~string, T any] struct {
	rows  sqlkit.Rows
	order []ID
	all   map[ID]personRow[T]
}

type personRow[T any] struct {
	seq  int64
	body T
}

// put takes a row that was given; of several for one person the last counts.
func (p *personRows[ID, T]) put(id ID, seq int64, body T) {
	if p.all == nil {
		p.all = map[ID]personRow[T]{}
	}
	if _, there := p.all[id]; !there {
		p.order = append(p.order, id)
	}
	p.all[id] = personRow[T]{seq, body}
}

// begin makes the row of a stream that begins without one.
func (p *personRows[ID, T]) begin(id ID, body T) {
	if _, there := p.all[id]; !there {
		p.put(id, 1, body)
	}
}

func (p *personRows[ID, T]) insert(t *sqlkit.Tx, project desk.ProjectID) error {
	for _, id := range p.order {
		row := p.all[id]
		body, err := json.Marshal(row.body)
		if err != nil {
			return fmt.Errorf("row of %s: %w", id, err)
		}
		p.rows.Add(string(project), string(id), row.seq, string(body))
	}
	return t.Insert(&p.rows)
}
