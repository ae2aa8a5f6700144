package storetest

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// noise is so many bytes that nothing packs.
func noise(n int) []byte {
	body := make([]byte, n)
	dice := rand.NewChaCha8([32]byte{7})
	_, _ = dice.Read(body)
	return body
}

func handedIn(id desk.FileID, visitor desk.VisitorID, at desk.Millis) desk.StoredFile {
	return desk.StoredFile{
		File:    desk.File{ID: id, Name: "été.png", Kind: desk.PNG, Size: 3, Width: 40, Height: 30},
		Visitor: visitor, By: desk.Visitor(visitor), At: at, Digest: []byte("digest of " + string(id)),
	}
}

func testFiles(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	body, preview := noise(700_000), noise(300_000)
	f := handedIn("f_1", "v2", 100)
	must(t, s.PutFile(ctx, p.project, f, desk.FileQuota{}, nil, body, preview))
	must(t, s.PutFile(ctx, p.project, f, desk.FileQuota{}, nil, body, preview)) // once more changes nothing
	got, err := s.File(ctx, p.project, "f_1")
	must(t, err)
	same(t, f, got)
	for small, want := range map[bool][]byte{false: body, true: preview} {
		read, err := s.FileBody(ctx, p.project, "f_1", small)
		must(t, err)
		if !bytes.Equal(read, want) {
			t.Errorf("%d bytes came back, not %d", len(read), len(want))
		}
	}
	other := f
	other.Digest = []byte("another")
	if err := s.PutFile(ctx, p.project, other, desk.FileQuota{}, nil, body, nil); !errors.Is(err, desk.Refuse(desk.IDReused, "")) {
		t.Errorf("another under the same id: %v", err)
	}
	must(t, s.PutFile(ctx, p.project, handedIn("f_2", "v1", 100), desk.FileQuota{}, nil, []byte("abc"), nil))
	if _, err := s.FileBody(ctx, p.project, "f_2", true); !errors.Is(err, desk.ErrNone) {
		t.Errorf("a preview of what has none: %v", err)
	}
	_, err = s.File(ctx, "another", "f_1")
	refused(t, desk.ErrNone, err)
	refused(t, desk.ErrNone, s.PutFile(ctx, p.project, handedIn("f_3", "nobody", 100), desk.FileQuota{}, nil, body, nil))

	// Somebody new is written down with their first file.
	fresh := desk.NewVisitor{ID: "v9", TokenHash: []byte("token of v9"), At: 100}
	must(t, s.PutFile(ctx, p.project, handedIn("f_9", "v9", 100), desk.FileQuota{}, &fresh, body, nil))
	known, err := s.VisitorByToken(ctx, p.project, []byte("token of v9"))
	must(t, err)
	if known.Visitor != "v9" || known.Open {
		t.Errorf("known as %+v", known)
	}

	// What a message sends stays, and what none does goes.
	p.batch.Attachments = append(p.batch.Attachments, desk.Attachment{File: "f_1", Conversation: "c2"})
	p.say("c2", "été.png")
	p.flush()
	// A message has its file, or is not written: neither one that was sent already nor
	// one that is not there becomes its.
	for _, id := range []desk.FileID{"f_1", "f_nothing"} {
		again := p.with()
		again.Attachments = append(again.Attachments, desk.Attachment{File: id, Conversation: "c2"})
		p.unchanged(sqlkit.ErrConflict, again)
	}
	if gone, err := s.DropFile(ctx, p.project, "f_1"); err != nil || gone {
		t.Errorf("what a message sends went: %v, %v", gone, err)
	}
	must(t, s.PutFile(ctx, p.project, handedIn("f_8", "v2", 100), desk.FileQuota{}, nil, body, nil))
	for range 2 {
		if gone, err := s.DropFile(ctx, p.project, "f_8"); err != nil || !gone {
			t.Errorf("what was taken back is there: %v, %v", gone, err)
		}
	}
	_, err = s.FileBody(ctx, p.project, "f_8", false)
	refused(t, desk.ErrNone, err)
	n, err := s.DropUnsent(ctx, p.project, 100)
	must(t, err)
	if n != 0 {
		t.Errorf("%d went too early", n)
	}
	if n, err = s.DropUnsent(ctx, p.project, 101); err != nil || n != 2 {
		t.Errorf("%d went, %v", n, err)
	}
	for _, gone := range []desk.FileID{"f_2", "f_9"} {
		_, err = s.FileBody(ctx, p.project, gone, false)
		refused(t, desk.ErrNone, err)
	}
	if got, err = s.File(ctx, p.project, "f_1"); err != nil || got.Conversation != "c2" {
		t.Errorf("what was sent is %+v, %v", got, err)
	}
	// With its visitor it goes for ever.
	must(t, s.EraseVisitor(ctx, p.project, "v2"))
	_, err = s.FileBody(ctx, p.project, "f_1", false)
	refused(t, desk.ErrNone, err)
	// A message that was decided upon just before that is written as any of theirs.
	p.say("c2", "late.png")
	late := &p.batch.Records[len(p.batch.Records)-1]
	late.Content.File = &desk.File{ID: "f_1"}
	p.batch.Attachments = append(p.batch.Attachments, desk.Attachment{File: "f_1", Conversation: "c2"})
	p.flush()
	must(t, s.Verify(ctx, p.project))
}

// testFilesAtOnce hands one file in many times at once, while messages are written.
func testFilesAtOnce(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	body := noise(600_000)
	var wg sync.WaitGroup
	failed := make(chan error, 8)
	for range 6 {
		wg.Go(func() {
			if err := s.PutFile(ctx, p.project, handedIn("f_1", "v2", 100), desk.FileQuota{}, nil, body, nil); err != nil {
				failed <- err
			}
		})
	}
	for range 20 {
		p.say("c2", "word")
		p.flush()
	}
	wg.Wait()
	close(failed)
	for err := range failed {
		t.Error(err)
	}
	read, err := s.FileBody(ctx, p.project, "f_1", false)
	must(t, err)
	if !bytes.Equal(read, body) {
		t.Error("it is not what was handed in")
	}
	p.compare(t)
}
