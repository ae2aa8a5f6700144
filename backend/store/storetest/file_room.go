package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

// full tells a refusal for want of room, and how long it says to wait.
func full(t *testing.T, what string, err error, wait desk.Millis) {
	t.Helper()
	var refusal *desk.Error
	if !errors.As(err, &refusal) || refusal.Code != desk.QuotaExceeded || refusal.Field != "file" || refusal.RetryAfter != wait {
		t.Errorf("%s: %v, %+v", what, err, refusal)
	}
}

func testFileRoom(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	const at = 10 * desk.Day
	day := desk.FileQuota{Day: 1000}
	put := func(id desk.FileID, visitor desk.VisitorID, at desk.Millis, q desk.FileQuota, bytes int) error {
		return s.PutFile(ctx, p.project, handedIn(id, visitor, at), q, nil, noise(bytes-100), noise(100))
	}
	room := func(by desk.VisitorID, at desk.Millis, q desk.FileQuota, bytes int64) error {
		return s.FileRoom(ctx, p.project, desk.Visitor(by), at, bytes, q)
	}
	must(t, put("f_1", "v1", at, day, 600))
	must(t, put("f_2", "v1", at+desk.Hour, day, 300))
	must(t, room("v1", at+2*desk.Hour, day, 100))
	full(t, "beyond a day", room("v1", at+2*desk.Hour, day, 101), 22*desk.Hour)
	full(t, "written beyond a day", put("f_3", "v1", at+2*desk.Hour, day, 200), 22*desk.Hour)
	full(t, "for which both have to go", room("v1", at+2*desk.Hour, day, 800), 23*desk.Hour)
	must(t, room("v2", at+2*desk.Hour, day, 1000)) // each for themselves
	must(t, put("f_1", "v1", at+2*desk.Hour, day, 600))
	must(t, put("f_3", "v1", at+desk.Day, day, 700))

	// What a project takes, and what it gets back.
	all := desk.FileQuota{Project: 2000}
	must(t, room("v2", at, all, 400))
	full(t, "beyond the project", room("v2", at, all, 401), 0)
	full(t, "written beyond the project", put("f_4", "v2", at, all, 401), 0)
	must(t, put("f_4", "v2", at, all, 400))
	gone, err := s.DropFile(ctx, p.project, "f_4")
	must(t, err)
	if !gone {
		t.Error("it is still there")
	}
	must(t, room("v2", at, all, 400))
	if _, err := s.DropUnsent(ctx, p.project, at+1); err != nil {
		t.Error(err)
	}
	must(t, room("v2", at, all, 1000))
	must(t, s.EraseVisitor(ctx, p.project, "v1"))
	must(t, room("v2", at, all, 2000))
	must(t, s.Verify(ctx, p.project))

	// Many at once do not get in where one does.
	var wg sync.WaitGroup
	came := make(chan error, 8)
	for i := range cap(came) {
		wg.Go(func() {
			came <- put(desk.FileID(fmt.Sprint("g_", i)), "v2", at, desk.FileQuota{Day: 1000, Project: 2000}, 400)
		})
	}
	wg.Wait()
	close(came)
	in := 0
	for err := range came {
		if err == nil {
			in++
			continue
		}
		full(t, "one of many", err, desk.Day)
	}
	if in != 2 {
		t.Errorf("%d came in where 2 fit", in)
	}
	must(t, s.Verify(ctx, p.project))
}
