package store

import (
	"bytes"
	"context"
	"crypto/cipher"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// partBytes is how much of a file is written in one transaction: see doc.go.
const partBytes = 256 << 10

const (
	fileColumns = `f.blob, f.id, f.visitor, f.actor_kind, f.actor, f.conversation, f.at, f.digest, f.expired, f.sealed, k.secret`
	selectFile  = `SELECT ` + fileColumns + ` FROM file f JOIN visitor_key k ON k.project = f.project AND k.visitor = f.visitor
		WHERE f.project = $1 AND f.id = $2 AND f.complete = 1`
	insertFile = `INSERT INTO file (project, blob, id, complete, visitor, actor_kind, actor, conversation, at, digest, sealed, size)
		VALUES ($1, $2, $3, 0, $4, $5, $6, '', $7, $8, $9, $10)`
	// holdFile leaves a file as it is, and keeps whoever would take it away waiting
	// until a part of it is written.
	holdFile     = `UPDATE file SET complete = 0 WHERE project = $1 AND blob = $2 AND complete = 0`
	completeFile = `UPDATE file SET complete = 1 WHERE project = $1 AND blob = $2`
	attachFile   = `UPDATE file SET conversation = $1 WHERE project = $2 AND id = $3 AND complete = 1 AND conversation = ''`
	selectSecret = `SELECT secret FROM visitor_key WHERE project = $1 AND visitor = $2`
	insertPart   = `INSERT INTO file_part (project, blob, n, sealed) VALUES ($1, $2, $3, $4)`
	selectParts  = `SELECT n, sealed FROM file_part WHERE project = $1 AND blob = $2 AND n >= $3 AND n <= $4 ORDER BY n`
	selectUnsent = `SELECT blob FROM file WHERE project = $1 AND conversation = '' AND at < $2 ORDER BY at LIMIT 5`
	dropUnsent   = `DELETE FROM file WHERE project = $1 AND blob = $2 AND conversation = '' RETURNING size`
	dropAttempt  = `DELETE FROM file WHERE project = $1 AND blob = $2 AND complete = 0 RETURNING size`
	selectBlob   = `SELECT blob, conversation FROM file WHERE project = $1 AND id = $2 AND complete = 1`
	dropParts    = `DELETE FROM file_part WHERE project = $1 AND blob = $2`
	// To erase a visitor. holdFiles waits for the parts that are being written now,
	// so that dropAllParts sees them.
	holdFiles    = `UPDATE file SET conversation = conversation WHERE project = $1 AND visitor = $2`
	dropFiles    = `DELETE FROM file WHERE project = $1 AND visitor = $2 RETURNING size`
	dropAllParts = `DELETE FROM file_part WHERE project = $1 AND blob IN (SELECT blob FROM file WHERE project = $1 AND visitor = $2)`
)

// PutFile keeps a file that was handed in, and its preview if it has one, until a
// message sends it. newcomer is who hands it in, if they were never written down.
// The same file under the same id is kept once; another one is refused with
// [desk.IDReused]. A visitor who was erased leaves nothing behind:
// [desk.ErrNone]. What goes beyond the quota is refused with [desk.QuotaExceeded].
func (s *Store) PutFile(ctx context.Context, project desk.ProjectID, f desk.StoredFile, quota desk.FileQuota, newcomer *desk.NewVisitor, body, preview []byte) error {
	blob := hex.EncodeToString(newSecret()[:16])
	err := s.putFile(ctx, project, blob, f, quota, newcomer, body, preview)
	if err != nil {
		// It takes no room any longer. Where this fails too it goes after a day.
		_ = s.db.Write(context.WithoutCancel(ctx), func(t *sqlkit.Tx) error {
			_, err := drop(t, dropAttempt, project, blob)
			return err
		})
	}
	if errors.Is(err, sqlkit.ErrConflict) {
		// Twice at the same time: whoever was first has put it there.
		err = s.there(ctx, project, f)
	}
	return wrap(err, "file %s of %s", f.ID, project)
}

func (s *Store) there(ctx context.Context, project desk.ProjectID, f desk.StoredFile) error {
	before, err := s.File(ctx, project, f.ID)
	if err == nil && !bytes.Equal(before.Digest, f.Digest) {
		err = desk.Refuse(desk.IDReused, "This id was already used for another file.").At("id")
	}
	return err
}

func (s *Store) putFile(ctx context.Context, project desk.ProjectID, blob string, f desk.StoredFile, quota desk.FileQuota, newcomer *desk.NewVisitor, body, preview []byte) error {
	if err := s.there(ctx, project, f); !errors.Is(err, desk.ErrNone) {
		return err
	}
	size := int64(len(body) + len(preview))
	var key cipher.AEAD
	err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
		if newcomer != nil {
			a := &appending{b: desk.Batch{Project: project, Visitors: []desk.NewVisitor{*newcomer}}, fresh: map[keyName]cipher.AEAD{}}
			if err := a.visitors(t); err != nil {
				return err
			}
		}
		var secret []byte
		err := t.Row([]any{&secret}, selectSecret, string(project), string(f.Visitor))
		if err != nil {
			return notFound(err)
		}
		if key, err = newAEAD(secret); err != nil {
			return err
		}
		about, err := json.Marshal(f.File)
		if err != nil {
			return err
		}
		if err := occupy(t, project, f, size, quota); err != nil {
			return err
		}
		_, err = t.Exec(insertFile, string(project), blob, string(f.ID), string(f.Visitor), string(f.By.Kind), f.By.ID,
			int64(f.At), f.Digest, key.Seal(nil, nil, about, partPlace(project, blob, aboutFile)), size)
		return err
	})
	if err != nil {
		return err
	}
	for n, part := range parts(body, preview) {
		sealed := key.Seal(nil, nil, part, partPlace(project, blob, n))
		if err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
			if err := still(t.Exec(holdFile, string(project), blob)); err != nil {
				return err
			}
			_, err := t.Exec(insertPart, string(project), blob, n, sealed)
			return err
		}); err != nil {
			return err
		}
	}
	return s.db.Write(ctx, func(t *sqlkit.Tx) error {
		return still(t.Exec(completeFile, string(project), blob))
	})
}

// still tells by what a statement came to that its file was erased, or thrown away,
// meanwhile.
func still(n int64, err error) error {
	if err == nil && n != 1 {
		err = desk.ErrNone
	}
	return err
}

// parts are what a file is written in, by their numbers.
func parts(body, preview []byte) func(yield func(int64, []byte) bool) {
	return func(yield func(int64, []byte) bool) {
		for n := int64(0); len(body) > 0; n++ {
			size := min(len(body), partBytes)
			if !yield(n, body[:size]) {
				return
			}
			body = body[size:]
		}
		for n := int64(-1); len(preview) > 0; n-- {
			size := min(len(preview), partBytes)
			if !yield(n, preview[:size]) {
				return
			}
			preview = preview[size:]
		}
	}
}

// aboutFile stands for the number of a part where what is known of the file is
// sealed.
const aboutFile = int64(-1 << 62)

// partPlace is what binds a sealed part to its file and its place in it.
func partPlace(project desk.ProjectID, blob string, n int64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte(string(project)+"\x00"+blob), 0), uint64(n))
}

// kept is a file as it lies in the database.
type kept struct {
	desk.StoredFile
	blob string
	key  cipher.AEAD
}

func (s *Store) file(ctx context.Context, project desk.ProjectID, id desk.FileID) (kept, error) {
	var f kept
	var sealed, secret []byte
	var expired int64
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		f = kept{}
		return t.Row([]any{&f.blob, &f.ID, &f.Visitor, &f.By.Kind, &f.By.ID, &f.Conversation, &f.At, &f.Digest, &expired, &sealed, &secret},
			selectFile, string(project), string(id))
	})
	if err != nil {
		return kept{}, notFound(err)
	}
	if f.key, err = newAEAD(secret); err != nil {
		return kept{}, err
	}
	about, err := f.key.Open(nil, nil, sealed, partPlace(project, f.blob, aboutFile))
	if err == nil {
		err = json.Unmarshal(about, &f.File)
	}
	f.Gone = expired > 0
	return f, err
}

// File is what is known of a file that was handed in; [desk.ErrNone] is the answer
// where there is none, and where its visitor was erased.
func (s *Store) File(ctx context.Context, project desk.ProjectID, id desk.FileID) (desk.StoredFile, error) {
	f, err := s.file(ctx, project, id)
	return f.StoredFile, wrap(err, "file %s of %s", id, project)
}

// FileBody is what is in a file, or in the preview of one; [desk.ErrNone] is the
// answer where there is none.
func (s *Store) FileBody(ctx context.Context, project desk.ProjectID, id desk.FileID, preview bool) ([]byte, error) {
	f, err := s.file(ctx, project, id)
	if err != nil {
		return nil, wrap(err, "file %s of %s", id, project)
	}
	from, to := int64(0), int64(1<<40)
	if preview {
		from, to = -to, -1
	}
	sealed := map[int64][]byte{}
	err = s.db.Read(ctx, func(t *sqlkit.Tx) error {
		clear(sealed)
		return t.Each(func(scan func(...any) error) error {
			var n int64
			var part []byte
			err := scan(&n, &part)
			sealed[n] = bytes.Clone(part)
			return err
		}, selectParts, string(project), f.blob, from, to)
	})
	if err == nil && len(sealed) == 0 {
		err = desk.ErrNone
	}
	body := make([]byte, 0, f.Size)
	for i := int64(0); err == nil && i < int64(len(sealed)); i++ {
		n := i
		if preview {
			n = -1 - i
		}
		if body, err = f.key.Open(body, nil, sealed[n], partPlace(project, f.blob, n)); err != nil {
			err = fmt.Errorf("part %d does not open: %w", n, err)
		}
	}
	if err != nil {
		return nil, wrap(err, "what is in file %s of %s", id, project)
	}
	return body, nil
}

// DropUnsent throws away what was handed in before a moment and is in no message: a
// few files at a time, the oldest first, and says how many; 0 when there are none
// left. Who calls knows that no message is about to send one of them.
func (s *Store) DropUnsent(ctx context.Context, project desk.ProjectID, before desk.Millis) (int, error) {
	blobs, err := s.blobs(ctx, selectUnsent, project, before)
	if err != nil {
		return 0, wrap(err, "unsent files of %s", project)
	}
	for i, blob := range blobs {
		err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
			_, err := drop(t, dropUnsent, project, blob)
			return err
		})
		if err != nil {
			return i, wrap(err, "unsent files of %s", project)
		}
	}
	return len(blobs), nil
}

// DropFile throws one file away that is in no message: true where there is none, or
// none any more. Who calls knows that no message is about to send it.
func (s *Store) DropFile(ctx context.Context, project desk.ProjectID, id desk.FileID) (gone bool, err error) {
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		var blob, conversation string
		err := notFound(t.Row([]any{&blob, &conversation}, selectBlob, string(project), string(id)))
		if gone = errors.Is(err, desk.ErrNone); gone {
			return nil
		}
		if err != nil || conversation != "" {
			return err
		}
		gone, err = drop(t, dropUnsent, project, blob)
		return err
	})
	return gone, wrap(err, "throw file %s of %s away", id, project)
}

// attachments notes where files were sent. One that is not there to be sent, since
// it was thrown away or is in another message, is [sqlkit.ErrConflict]; with a
// visitor who was erased meanwhile their files went too, and nothing says so.
func (a *appending) attachments(t *sqlkit.Tx) error {
	for _, f := range a.b.Attachments {
		n, err := t.Exec(attachFile, string(f.Conversation), string(a.b.Project), string(f.File))
		if err != nil {
			return err
		}
		if n == 0 && !a.erased(f.File) {
			return fmt.Errorf("%w: file %s is not there to be sent", sqlkit.ErrConflict, f.File)
		}
	}
	return nil
}

// erased tells whether the visitor to whom a message sends a file was erased.
func (a *appending) erased(file desk.FileID) bool {
	for i := range a.b.Records {
		r := &a.b.Records[i]
		if r.Content != nil && r.Content.File != nil && r.Content.File.ID == file {
			return a.key(r.Visitor) == nil
		}
	}
	return false
}
