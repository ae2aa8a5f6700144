package web

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// sendsOf is how long it takes until n files of a size have been admitted, of one
// asker after the other, with each tried when it was told to.
func sendsOf(t *testing.T, n, size int, who ...asker) time.Duration {
	t.Helper()
	begin := time.Unix(1_800_000_000, 0)
	now := begin
	u := newUploads(func() time.Time { return now })
	for i := range n {
		by := who[i%len(who)]
		now = now.Add(u.wait(by, size))
		if err := u.look(by, size); err != nil {
			t.Fatalf("file %d was told a time that is too early: %v", i, err)
		}
		if err := u.admit(by, size); err != nil {
			t.Fatalf("file %d was let in and then refused: %v", i, err)
		}
	}
	return now.Sub(begin)
}

// row: P-035
func TestHowManyFilesPass(t *testing.T) {
	visitor, agent := asker{name: "v", place: "203.0.113.1"}, asker{name: "a", agent: true}
	var office []asker
	for i := range 40 {
		office = append(office, asker{name: fmt.Sprint("v", i), place: "203.0.113.1"})
	}
	const photo = 4 * desk.Megabyte
	for _, c := range []struct {
		about           string
		files, size     int
		who             []asker
		atLeast, atMost time.Duration
	}{
		{"a few photos do not wait", 10, photo, []asker{visitor}, 0, 0},
		{"all photos that a phone sends at once pass in two minutes", 20, photo, []asker{visitor}, time.Minute, 2 * time.Minute},
		{"small ones cost their opening", 40, 1000, []asker{visitor}, 5 * time.Minute, 5 * time.Minute},
		{"large ones cost their bytes", 100, 10 * desk.Megabyte, []asker{visitor}, 47 * time.Minute, 48 * time.Minute},
		{"people in one office do not wait for each other", 40, photo, office, 0, time.Minute},
		{"but all of them are bounded", 400, 10 * desk.Megabyte, office, 2 * time.Hour, 3 * time.Hour},
		{"agents are not counted in bytes", 30, 10 * desk.Megabyte, []asker{agent}, 0, 0},
	} {
		if took := sendsOf(t, c.files, c.size, c.who...); took < c.atLeast || took > c.atMost {
			t.Errorf("%s: it takes %v, not %v to %v", c.about, took, c.atLeast, c.atMost)
		}
	}
}

func TestABodyOfAVisitorsCountsOnce(t *testing.T) {
	for size, want := range map[int]int64{0: 1, 9: 1, maxUpload: 1, maxUpload + 1: 2, maxAgentUpload: 3} {
		if got := weightOf(size); got != want {
			t.Errorf("%d bytes count %d, want %d", size, got, want)
		}
	}
}

func TestABodyOfUnknownLengthCountsAsTheLongest(t *testing.T) {
	for given, want := range map[int64]int{-1: maxUpload, 0: 0, 9: 9, maxUpload: maxUpload, 1 << 62: maxUpload} {
		if got := bodyOf(&http.Request{ContentLength: given}, maxUpload); got != want {
			t.Errorf("%d counts as %d, want %d", given, got, want)
		}
	}
}
