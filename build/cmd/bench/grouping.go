package main

import (
	"context"
	"database/sql"
	"errors"

	_ "github.com/parley-desk/parley/backend/sqlkit" // the driver
)

// grouping is the help desks' way: what is open is counted by agent, in SQL,
// whenever a chat is to be given away. The database is in memory and waits for
// no disk, the indexes are those the queries want, and which pool the chat is
// taken from is said beforehand: only the query itself is held against us.
type grouping struct {
	db     *sql.DB
	office *office
	id     int
	open   [][]int // by agent
	given  int

	waiting, free, begin, finish, come *sql.Stmt
}

const groupingTables = `
	CREATE TABLE person(id INTEGER PRIMARY KEY, room INTEGER NOT NULL, last INTEGER NOT NULL);
	CREATE TABLE member(pool INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY(pool, person)) WITHOUT ROWID;
	CREATE TABLE chat(id INTEGER PRIMARY KEY, pool INTEGER NOT NULL, state INTEGER NOT NULL, person INTEGER);
	CREATE INDEX chat_held ON chat(state, person);
	CREATE INDEX chat_waiting ON chat(state, pool, id)`

// The states of a chat.
const (
	chatWaits = iota
	chatOpen
	chatClosed
)

// newGrouping fills a database with the office, those who hold as many chats as
// they do in the heaps, and those who wait there.
func newGrouping(ctx context.Context, o *office, like *heaps) (*grouping, error) {
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // another one would be another database
	g := &grouping{db: db, office: o, open: make([][]int, len(o.staff))}
	if err := errors.Join(g.fill(ctx, like), g.prepare(ctx)); err != nil {
		db.Close()
		return nil, err
	}
	return g, nil
}

func (g *grouping) fill(ctx context.Context, like *heaps) error {
	if _, err := g.db.ExecContext(ctx, groupingTables); err != nil {
		return err
	}
	tx, err := g.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	put := func(query string, args ...any) {
		if err == nil {
			_, err = tx.ExecContext(ctx, query, args...)
		}
	}
	for i := range like.staff {
		a := &like.staff[i]
		put(`INSERT INTO person VALUES(?, ?, ?)`, i, a.room, a.last)
		for _, pool := range a.pools {
			put(`INSERT INTO member VALUES(?, ?)`, pool, i)
		}
		for range a.used {
			g.id++
			g.open[i] = append(g.open[i], g.id)
			put(`INSERT INTO chat VALUES(?, ?, ?, ?)`, g.id, a.pools[0], chatOpen, i)
		}
	}
	for pool := range like.pools {
		for range like.pools[pool].waiting[like.pools[pool].head:] {
			g.id++
			put(`INSERT INTO chat VALUES(?, ?, ?, NULL)`, g.id, pool, chatWaits)
		}
	}
	put(`ANALYZE`)
	return errors.Join(err, tx.Commit())
}

func (g *grouping) prepare(ctx context.Context) (err error) {
	for into, query := range map[**sql.Stmt]string{
		&g.waiting: `SELECT id FROM chat WHERE state = 0 AND pool = ? ORDER BY id LIMIT 1`,
		&g.free: `SELECT p.id FROM member m JOIN person p ON p.id = m.person WHERE m.pool = ? AND p.id NOT IN (
			SELECT c.person FROM chat c JOIN person f ON f.id = c.person WHERE c.state = 1
			GROUP BY c.person, f.room HAVING count(*) >= f.room) ORDER BY p.last LIMIT 1`,
		&g.begin:  `UPDATE chat SET state = 1, person = ? WHERE id = ?`,
		&g.finish: `UPDATE chat SET state = 2 WHERE id = ?`,
		&g.come:   `INSERT INTO chat VALUES(?, ?, 0, NULL)`,
	} {
		if err == nil {
			*into, err = g.db.PrepareContext(ctx, query)
		}
	}
	return err
}

// arrive lets a chat wait: as all are busy, nobody is asked.
func (g *grouping) arrive(pool int) error {
	g.id++
	_, err := g.come.Exec(g.id, pool)
	return err
}

func (g *grouping) end(agent int) (bool, error) {
	held := g.open[agent]
	if len(held) == 0 {
		return false, nil
	}
	g.open[agent] = held[1:]
	tx, err := g.db.Begin()
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if _, err := tx.Stmt(g.finish).Exec(held[0]); err != nil {
		return false, err
	}
	pools := g.office.staff[agent].kind.pools
	pool := pools[g.id%len(pools)]
	var chat, person int
	err = tx.Stmt(g.waiting).QueryRow(pool).Scan(&chat)
	if err == nil {
		err = tx.Stmt(g.free).QueryRow(pool).Scan(&person)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return true, tx.Commit()
	}
	if err != nil {
		return false, err
	}
	if _, err := tx.Stmt(g.begin).Exec(person, chat); err != nil {
		return false, err
	}
	if _, err := tx.Exec(`UPDATE person SET last = ? WHERE id = ?`, g.id, person); err != nil {
		return false, err
	}
	g.open[person] = append(g.open[person], chat)
	g.given++
	return true, tx.Commit()
}

func (g *grouping) assigned() int { return g.given }
