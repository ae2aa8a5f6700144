package attach_test

import (
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/desk"
)

func TestSinceWhenFilesAreKept(t *testing.T) {
	noon := func(y, m, d int) desk.Millis {
		return desk.Millis(time.Date(y, time.Month(m), d, 12, 0, 0, 0, time.UTC).UnixMilli())
	}
	for _, c := range []struct {
		months    int
		now, want desk.Millis
	}{
		{12, noon(2027, 3, 15), noon(2026, 3, 15)},
		{1, noon(2027, 3, 15), noon(2027, 2, 15)},
		// A month that has no such day ends on its last.
		{1, noon(2027, 3, 31), noon(2027, 2, 28)},
		{12, noon(2028, 2, 29), noon(2027, 2, 28)},
	} {
		if got := attach.KeptSince(c.months, c.now); got != c.want {
			t.Errorf("%d months before %d: %d, not %d", c.months, c.now, got, c.want)
		}
	}
}
