package store_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// TestMigration brings a database of the first schema up to date: a conversation
// that goes on, one that ended, one that waits, and rows that say less than
// those of today.
func TestMigration(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		testMigration(t, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(t.TempDir(), "parley.db")})
	})
	t.Run("postgres", func(t *testing.T) { testMigration(t, postgres(t)) })
}

// old is what a program of the first schema leaves behind.
var old = []string{
	`INSERT INTO project (id, name, letters, sites, groups) VALUES ('acme', 'ACME', 'AC', '["https://a.test"]', '["sales"]')`,
	`INSERT INTO routing_group (project, id, name) VALUES ('acme', 'sales', 'Sales')`,
	`INSERT INTO routing_group (project, id, name) VALUES ('acme', 'support', 'Support')`,
	`INSERT INTO agent (project, id, role, name, username, email, email_key, password, slots)
		VALUES ('acme', '10423', 'agent', 'Ada L.', 'Ada', 'ada@acme.test', 'ada@acme.test', 'hash', '{"chat":2}')`,
	`INSERT INTO agent (project, id, role, name, username, email, email_key, password, slots)
		VALUES ('acme', '10427', 'admin', 'Dan H.', 'Dan', 'dan@acme.test', 'dan@acme.test', 'hash', 'null')`,
	`INSERT INTO group_member (project, agent, group_id, place) VALUES ('acme', '10423', 'sales', 1)`,
	`INSERT INTO group_member (project, agent, group_id, place) VALUES ('acme', '10423', 'support', 0)`,
	`INSERT INTO writer (project, fence, holder, claimed, pos, last_contact, epoch) VALUES ('acme', 1, 'old', 1, 8, 2, 'epoch')`,

	event(1, "c1", 1, desk.ConversationOpened, `{"visitor":"v1","channel":"chat","groups":["sales"]}`),
	event(2, "c1", 2, desk.ContactOpened, `{"contact":1,"agent":"10423","why":"The only one free.","waited":5}`),
	event(3, "c2", 1, desk.ConversationOpened, `{"visitor":"v2","channel":"chat","groups":["sales"]}`),
	event(4, "c2", 2, desk.ContactOpened, `{"contact":2,"agent":"10423","why":"The only one free.","waited":5}`),
	event(5, "c2", 3, desk.ContactClosed, `{"contact":2,"agent":"10423","reason":"agent"}`),
	event(6, "c2", 4, desk.ConversationClosed, `{"reason":"agent"}`),
	event(7, "c3", 1, desk.ConversationOpened, `{"visitor":"v3","channel":"chat","groups":["sales"]}`),
	event(8, "a_10423", 1, desk.AgentConnected, `{}`),

	conversation("c1", "v1", 1, "ongoing", 2), conversation("c2", "v2", 3, "closed", 4), conversation("c3", "v3", 7, "waiting", 1),
	`INSERT INTO agent_row (project, agent, seq, body) VALUES ('acme', '10423', 1, '{"ID":"10423","Seq":1,"Connected":true,"ConnectedAt":8}')`,
	`INSERT INTO contact (project, no, conversation, agent, channel, opened_at, opened_pos, closed_at, closed_pos, reason)
		VALUES ('acme', 1, 'c1', '10423', 'chat', 2, 2, 0, 0, '')`,
	`INSERT INTO contact (project, no, conversation, agent, channel, opened_at, opened_pos, closed_at, closed_pos, reason)
		VALUES ('acme', 2, 'c2', '10423', 'chat', 4, 4, 5, 5, 'agent')`,
	`INSERT INTO agent_load (project, agent, channel, used, cap) VALUES ('acme', '10423', 'chat', 1, 2)`,
}

// event is the statement that writes an event; its moment is its offset.
func event(pos int64, stream string, seq int64, kind desk.Kind, fact string) string {
	return fmt.Sprintf(`INSERT INTO event (project, pos, stream, seq, at, kind, actor_kind, actor, device, cmd, digest, fact)
		VALUES ('acme', %d, '%s', %d, %d, '%s', 'system', '', '', '', '', '%s')`, pos, stream, seq, pos, kind, fact)
}

func conversation(id, visitor string, openedPos int64, state string, seq int64) string {
	return fmt.Sprintf(`INSERT INTO conversation (project, id, visitor, channel, opened_pos, state, seq, body)
		VALUES ('acme', '%s', '%s', 'chat', %d, '%s', %d, '{"ID":"%s","Visitor":"%s","Seq":%d,"State":"%s"}')`,
		id, visitor, openedPos, state, seq, id, visitor, seq, state)
}

func testMigration(t *testing.T, o sqlkit.Options) {
	ctx := context.Background()
	db, err := sqlkit.Open(ctx, o)
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	check(t, db.Migrate(ctx, schema(t, "0002")))
	check(t, db.Write(ctx, func(tx *sqlkit.Tx) error {
		for _, text := range old {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		return nil
	}))
	s, err := store.New(ctx, db)
	check(t, err)
	check(t, s.Verify(ctx, project))

	profiles, err := s.Profiles(ctx, project)
	check(t, err)
	equal(t, []desk.Profile{
		{ID: "10423", Role: desk.AgentRole, Name: "Ada L.", Username: "Ada", Email: "ada@acme.test",
			Organisation: "support", Slots: map[desk.Channel]int{desk.Chat: 2}},
		{ID: "10427", Role: desk.Admin, Name: "Dan H.", Username: "Dan", Email: "dan@acme.test"},
	}, profiles)
	view, err := s.Visible(ctx, project, "10423", 4)
	check(t, err)
	equal(t, desk.View{Offset: 8, Open: []desk.Held{{ID: "c1", Since: 2}}, Lost: []desk.Lost{{ID: "c2", Since: 4, Until: 5}}}, view)
	last, err := s.LastAgent(ctx, project, "v2", 5)
	check(t, err)
	equal(t, desk.AgentID("10423"), last)
	_, err = s.LatestRevision(ctx, project)
	if err == nil {
		t.Error("settings came out of nothing")
	}

	standing, err := s.Claim(ctx, project, "new", 9)
	check(t, err)
	if len(standing.Open) != 2 || len(standing.Agents) != 1 || !standing.Agents[0].Connected {
		t.Fatalf("the project stands at %+v", standing)
	}
	equal(t, []desk.Turn{{Agent: "10423", Rested: 5, Pushed: 4}}, standing.Turns)
	waits := standing.Open[1]
	if waits.ID != "c3" || waits.QueuedSince != 7 || standing.Open[0].Holder() != "10423" {
		t.Fatalf("what is open was not read from the log: %+v", standing.Open)
	}
	// What is over is folded once: whoever looks first writes its row.
	if seq := rowOf(t, db, "c2"); seq != 0 {
		t.Fatalf("the row of what ended stands at %d already", seq)
	}
	ended, found, err := s.Conversation(ctx, project, "c2")
	check(t, err)
	if !found || ended.State != desk.Ended || ended.Seq != 4 || rowOf(t, db, "c2") != 4 {
		t.Fatalf("found %v at %d, its row at %d: %+v", found, ended.Seq, rowOf(t, db, "c2"), ended)
	}
	check(t, s.Verify(ctx, project))
	again, _, err := s.Conversation(ctx, project, "c2")
	check(t, err)
	equal(t, ended, again)
	// And it goes on.
	given := desk.Event{Stream: "c3", Seq: 2, At: 9, Kind: desk.ContactOpened, Actor: desk.System, Fact: desk.Assigned{Contact: 3, Agent: "10423"}}
	check(t, s.Append(ctx, desk.Batch{
		Project: project, Fence: standing.Fence, Before: 8, LastContact: 3,
		Records: []desk.Record{{Event: given, Holder: "10423"}}, Conversations: []desk.Conversation{waits.Apply(given)},
	}))
	check(t, s.Verify(ctx, project))
}

// rowOf is how far a conversation's row covers its log.
func rowOf(t *testing.T, db *sqlkit.DB, id string) (seq int64) {
	t.Helper()
	check(t, db.Look(t.Context(), func(tx *sqlkit.Tx) error {
		return tx.Row([]any{&seq}, `SELECT seq FROM conversation WHERE project = 'acme' AND id = $1`, id)
	}))
	return seq
}

// schema are the migrations of an older program, up to the one of a number.
func schema(t *testing.T, last string) fs.FS {
	t.Helper()
	folder := fstest.MapFS{}
	all, err := fs.Glob(store.Migrations, "*.sql")
	check(t, err)
	for _, name := range all {
		if name[:4] > last {
			continue
		}
		text, err := fs.ReadFile(store.Migrations, name)
		check(t, err)
		folder[name] = &fstest.MapFile{Data: text}
	}
	return folder
}

// What files take is counted where they were before anybody counted: in bytes, of all
// their parts and their previews, also of one that broke off.
func TestMigrationCountsFiles(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		testMigrationCountsFiles(t, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(t.TempDir(), "parley.db")})
	})
	t.Run("postgres", func(t *testing.T) { testMigrationCountsFiles(t, postgres(t)) })
}

func testMigrationCountsFiles(t *testing.T, o sqlkit.Options) {
	ctx := t.Context()
	db, err := sqlkit.Open(ctx, o)
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	check(t, db.Migrate(ctx, schema(t, "0008")))
	// Bytes that are no text in either database, some of them 0.
	sealed := func(n int) []byte { return bytes.Repeat([]byte{0xc3, 0, 0xff}, n/3) }
	check(t, db.Write(ctx, func(tx *sqlkit.Tx) error {
		for _, text := range []string{
			`INSERT INTO project (id, name, letters, sites) VALUES ('acme', 'ACME', 'AC', '[]')`,
			`INSERT INTO project (id, name, letters, sites) VALUES ('other', 'Other', 'OT', '[]')`,
			`INSERT INTO project (id, name, letters, sites) VALUES ('none', 'None', 'NO', '[]')`,
			`INSERT INTO writer (project, fence, holder, claimed, pos, last_contact, epoch)
				SELECT id, 1, 'old', 1, 0, 0, 'epoch' FROM project`,
		} {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		for _, f := range []struct {
			project, blob, conversation string
			complete                    int64
			parts                       map[int64]int
		}{
			{"acme", "b1", "c1", 1, map[int64]int{0: 300_000, 1: 3000, -1: 90}},
			{"acme", "b2", "", 1, map[int64]int{0: 600}},
			{"acme", "b3", "", 0, map[int64]int{0: 60}},
			{"acme", "b4", "", 0, nil},
			{"other", "b1", "c1", 1, map[int64]int{0: 9}},
		} {
			if _, err := tx.Exec(`INSERT INTO file (project, blob, id, complete, visitor, actor_kind, actor, conversation, at, digest, sealed)
				VALUES ($1, $2, $3, $4, 'v1', 'visitor', 'v1', $5, 100, $6, $7)`,
				f.project, f.blob, "f_"+f.blob, f.complete, f.conversation, sealed(9), sealed(99)); err != nil {
				return err
			}
			for n, size := range f.parts {
				if _, err := tx.Exec(`INSERT INTO file_part (project, blob, n, sealed) VALUES ($1, $2, $3, $4)`, f.project, f.blob, n, sealed(size)); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	s, err := store.New(ctx, db)
	check(t, err)
	number := func(text string, args ...any) (n int64) {
		t.Helper()
		check(t, db.Look(ctx, func(tx *sqlkit.Tx) error { return tx.Row([]any{&n}, text, args...) }))
		return n
	}
	sizes := map[string]int64{}
	for _, blob := range []string{"b1", "b2", "b3", "b4"} {
		sizes[blob] = number(`SELECT size FROM file WHERE project = 'acme' AND blob = $1`, blob)
	}
	equal(t, map[string]int64{"b1": 303_090, "b2": 600, "b3": 60, "b4": 0}, sizes)
	equal(t, int64(303_750), number(`SELECT bytes FROM file_room WHERE project = 'acme'`))
	equal(t, int64(9), number(`SELECT bytes FROM file_room WHERE project = 'other'`))
	for _, p := range []desk.ProjectID{"acme", "other", "none"} {
		check(t, s.Verify(ctx, p))
	}
	// And it is counted on from there.
	day := desk.FileQuota{Day: 304_000}
	if err := s.FileRoom(ctx, "acme", desk.Visitor("v1"), 200, 300, day); err == nil {
		t.Error("there is room beyond the day's")
	}
	check(t, s.FileRoom(ctx, "acme", desk.Visitor("v1"), 200, 200, day))
	n, err := s.DropUnsent(ctx, "acme", 101)
	check(t, err)
	equal(t, 3, n)
	equal(t, int64(303_090), number(`SELECT bytes FROM file_room WHERE project = 'acme'`))
	check(t, s.Verify(ctx, "acme"))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("wanted (-) and read (+) differ:\n%s", diff)
	}
}
