package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// The columns of an event e, and those that hold its content.
const (
	skeleton = `e.pos, e.seq, e.stream, e.at, e.kind, e.actor_kind, e.actor, e.device, e.cmd, e.fact`
	whole    = skeleton + `, c.sealed, k.secret`
	opening  = `LEFT JOIN content c ON c.project = e.project AND c.pos = e.pos
		LEFT JOIN visitor_key k ON k.project = c.project AND k.visitor = c.visitor`

	// A limit that is a bare parameter is part of SQLite's plan, which would be
	// made anew for each question.
	selectStream = `SELECT ` + whole + ` FROM event e ` + opening + `
		WHERE e.project = $1 AND e.stream = $2 AND e.seq > $3 ORDER BY e.seq LIMIT CAST($4 AS BIGINT)`
	selectProject = `SELECT ` + whole + ` FROM event e ` + opening + `
		WHERE e.project = $1 AND e.pos > $2 ORDER BY e.pos LIMIT CAST($3 AS BIGINT)`
	// Within a stream seq and pos rise together, so the first number wanted is
	// found from the stream's end and only its tail is read.
	selectBetween = `WITH want(stream) AS (@list)
		SELECT ` + whole + ` FROM want JOIN event e ON e.project = $1 AND e.stream = want.stream AND e.pos <= $3
			AND e.seq > COALESCE((SELECT b.seq FROM event b
				WHERE b.project = $1 AND b.stream = want.stream AND b.pos <= $2 ORDER BY b.seq DESC LIMIT 1), 0)
		` + opening
	// Looked up one by one within the query: joined, a database that does not
	// know yet how much a new log holds reads all of it for each group.
	selectSeen = `WITH want(device, cmd) AS (@list)
		SELECT device, cmd, stream,
			(SELECT e.seq FROM event e WHERE e.project = $1 AND e.cmd = found.cmd AND e.device = found.device AND e.cmd <> ''),
			(SELECT e.digest FROM event e WHERE e.project = $1 AND e.cmd = found.cmd AND e.device = found.device AND e.cmd <> '')
		FROM (SELECT device, cmd, (SELECT e.stream FROM event e
			WHERE e.project = $1 AND e.cmd = want.cmd AND e.device = want.device AND e.cmd <> '') AS stream FROM want) AS found
		WHERE stream IS NOT NULL`
)

// ConversationEvents reads a conversation after a number, oldest first and at
// most limit, with the content that was not erased.
func (s *Store) ConversationEvents(ctx context.Context, project desk.ProjectID, id desk.ConversationID, afterSeq int64, limit int) ([]desk.Event, error) {
	return s.StreamEvents(ctx, project, id.Stream(), afterSeq, limit)
}

// StreamEvents reads any stream as [Store.ConversationEvents] does.
func (s *Store) StreamEvents(ctx context.Context, project desk.ProjectID, stream desk.Stream, afterSeq int64, limit int) ([]desk.Event, error) {
	return s.events(ctx, project, selectStream, string(project), string(stream), afterSeq, limit)
}

// Events reads the whole log of a project after an offset, in its order.
func (s *Store) Events(ctx context.Context, project desk.ProjectID, afterOffset int64, limit int) ([]desk.Event, error) {
	return s.events(ctx, project, selectProject, string(project), afterOffset, limit)
}

// EventsBetween reads the events of some streams with offsets after < offset ≤
// upto, in the project's order.
func (s *Store) EventsBetween(ctx context.Context, project desk.ProjectID, streams []desk.Stream, after, upto int64) ([]desk.Event, error) {
	keys := make([]string, 0, len(streams))
	seen := make(map[desk.Stream]bool, len(streams))
	for _, stream := range streams {
		if stream != "" && !seen[stream] {
			seen[stream] = true
			keys = append(keys, string(stream))
		}
	}
	var all []desk.Event
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.EachIn(eachWhole(project, &all), selectBetween, []any{string(project), after, upto}, 1, keys)
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", project, err)
	}
	if err := s.markGone(ctx, project, all); err != nil {
		return nil, fmt.Errorf("read %s: %w", project, err)
	}
	slices.SortFunc(all, func(a, b desk.Event) int { return cmp.Compare(a.Offset, b.Offset) })
	return all, nil
}

// Seen says which of the commands were carried out before. It asks where it is
// written, so it knows of every append that has returned.
func (s *Store) Seen(ctx context.Context, project desk.ProjectID, cmds []desk.CommandID) (map[desk.CommandID]desk.Receipt, error) {
	found := make(map[desk.CommandID]desk.Receipt)
	keys := make([]string, 0, 2*len(cmds))
	for _, c := range cmds {
		if c.ID != "" && !malformed(c.ID) && !malformed(c.Device) {
			keys = append(keys, c.Device, c.ID)
		}
	}
	if len(keys) == 0 {
		return found, nil
	}
	err := s.db.Ask(ctx, func(t *sqlkit.Tx) error {
		return t.EachIn(func(scan func(...any) error) error {
			var c desk.CommandID
			var stream string
			var r desk.Receipt
			if err := scan(&c.Device, &c.ID, &stream, &r.Seq, &r.Digest); err != nil {
				return err
			}
			r.Stream = desk.Stream(stream)
			found[c] = r
			return nil
		}, selectSeen, []any{string(project)}, 2, keys)
	})
	if err != nil {
		return nil, fmt.Errorf("commands of %s: %w", project, err)
	}
	return found, nil
}

func (s *Store) events(ctx context.Context, project desk.ProjectID, text string, args ...any) ([]desk.Event, error) {
	var all []desk.Event
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(eachWhole(project, &all), text, args...)
	})
	if err == nil {
		err = s.markGone(ctx, project, all)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", project, err)
	}
	return all, nil
}

// eachWhole reads the columns of whole into all.
func eachWhole(project desk.ProjectID, all *[]desk.Event) func(func(...any) error) error {
	return func(scan func(...any) error) error {
		var raw rawEvent
		var sealed, secret []byte
		if err := scan(append(raw.columns(), &sealed, &secret)...); err != nil {
			return err
		}
		e, err := raw.event()
		if err == nil && sealed != nil && secret != nil {
			e.Content, err = unseal(secret, sealed, project, e.Offset)
		}
		*all = append(*all, e)
		return err
	}
}

// eachSkeleton reads the columns of skeleton.
func eachSkeleton(fn func(desk.Event)) func(func(...any) error) error {
	return func(scan func(...any) error) error {
		var raw rawEvent
		if err := scan(raw.columns()...); err != nil {
			return err
		}
		e, err := raw.event()
		if err == nil {
			fn(e)
		}
		return err
	}
}

type rawEvent struct {
	pos, seq, at                                       int64
	stream, kind, actorKind, actor, device, cmd, facts string
}

func (r *rawEvent) columns() []any {
	return []any{&r.pos, &r.seq, &r.stream, &r.at, &r.kind, &r.actorKind, &r.actor, &r.device, &r.cmd, &r.facts}
}

func (r *rawEvent) event() (desk.Event, error) {
	fact, err := desk.DecodeFact(desk.Kind(r.kind), []byte(r.facts))
	if err != nil {
		return desk.Event{}, fmt.Errorf("event %d: %w", r.pos, err)
	}
	return desk.Event{
		Offset: r.pos, Seq: r.seq, Stream: desk.Stream(r.stream), At: desk.Millis(r.at), Kind: desk.Kind(r.kind),
		Actor: desk.Actor{Kind: desk.ActorKind(r.actorKind), ID: r.actor},
		Cmd:   desk.CommandID{Device: r.device, ID: r.cmd}, Fact: fact,
	}, nil
}

// notFound turns "no such row" into this package's word for it.
func notFound(err error) error {
	if errors.Is(err, sqlkit.ErrNoRow) {
		return desk.ErrNone
	}
	return err
}
