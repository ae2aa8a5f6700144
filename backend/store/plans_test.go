package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/sqlkit"
)

// TestNothingScans asks SQLite how it would answer each question that is asked
// while people wait: always by an index, never by walking a table.
func TestNothingScans(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(t.TempDir(), "parley.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, text := range map[string]string{
		"selectStream": selectStream, "selectProject": selectProject, "selectBetween": selectBetween,
		"selectSeen": selectSeen, "selectKeys": selectKeys, "selectAbout": selectAbout,
		"selectOpen": selectOpen, "selectRow": selectRow, "selectTail": selectTail, "selectAgentRows": selectAgentRows,
		"selectMine": selectMine, "selectLost": selectLost, "selectReturning": selectReturning,
		"selectSession": selectSession, "closeContact": closeContact, "advanceWriter": advanceWriter,
		"selectHeld": selectHeld, "selectCustomer": selectCustomer,
		"selectCustomerRows": selectCustomerRows, "selectVisitor": selectVisitor, "selectLastAgent": selectLastAgent, "selectLatest": selectLatest,
		"selectReplies": selectReplies, "forgetReplies": forgetReplies, "selectKinds": selectKinds, "selectSkeletons": selectSkeletons,
		"selectAt": selectAt, "selectReader": selectReader, "selectAhead": selectAhead, "deleteAhead": deleteAhead, "revokeSessions": revokeSessions, "selectRevision": selectRevision,
		"listRevisions": listRevisions, "moveLoad": moveLoad, "moveRow": moveRow, "setState": setState, "deleteKey": deleteKey, "forgetOwnDigests": forgetOwnDigests, "forgetDigests": forgetDigests,
		"selectFile": selectFile, "attachFile": attachFile, "selectParts": selectParts, "selectUnsent": selectUnsent, "dropFiles": dropFiles, "selectDay": selectDay, "selectRoom": selectRoom, "selectOld": selectOld, "expireFile": expireFile, "selectGone": selectGone, "dropUnsent": dropUnsent, "dropAttempt": dropAttempt, "dropAllParts": dropAllParts,
		"selectTags": selectTags, "selectTurns": selectTurns, "selectUses": selectUses, "deleteTag": deleteTag,
		"selectPast": selectPast, "countPast": countPast, "countHad": countHad, "selectSpells": selectSpells,
	} {
		text = strings.Replace(text, "@list", "VALUES ($8, $9)", 1)
		if strings.Contains(text, "want(id)") || strings.Contains(text, "want(stream)") || strings.Contains(text, "want(kind)") {
			text = strings.Replace(text, "($8, $9)", "($8)", 1)
		}
		err := s.db.Read(ctx, func(tx *sqlkit.Tx) error {
			return tx.Each(func(scan func(...any) error) error {
				var id, parent, unused int
				var step string
				if err := scan(&id, &parent, &unused, &step); err != nil {
					return err
				}
				if walks(name, step) {
					t.Errorf("%s: %s", name, step)
				}
				return nil
			}, "EXPLAIN QUERY PLAN "+text, 1, 2, 3, 4, 5, 6, 7, 8, 9)
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// walks tells a step that reads more the longer the log is. One that is found by
// the project alone does, but for the tables that hold a row for each agent, each
// open conversation or customer, each tag, or each turn.
func walks(name, step string) bool {
	if name == "selectUses" && strings.HasPrefix(step, "USE TEMP B-TREE") {
		return true // all uses of a month would be sorted for a few
	}
	if strings.HasPrefix(step, "SCAN") {
		return !strings.HasPrefix(step, "SCAN want") && !strings.Contains(step, "CONSTANT ROW")
	}
	small := strings.Contains(step, "conversation_open") || strings.Contains(step, "writer") || strings.Contains(step, "file_room") || strings.Contains(step, "agent_row") || name == "selectCustomerRows" || name == "selectTags" || name == "selectTurns"
	return strings.HasSuffix(step, "(project=?)") && !small
}
