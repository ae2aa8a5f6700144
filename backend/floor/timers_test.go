package floor

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// Once each message of a conversation that closes by itself after days left an
// entry behind for as long.
func TestTimersThatMoveLeaveNothingBehind(t *testing.T) {
	var due timers
	due.clear()
	for i := range 100_000 {
		due.put(desk.ConversationID(fmt.Sprint("c_", i%100)), desk.Day+desk.Millis(i))
	}
	if n := len(due.order); n > 400 {
		t.Errorf("%d entries for 100 conversations", n)
	}
	for i := range 100 {
		want := desk.Day + desk.Millis(99_900+i)
		if at := due.next(); at != want {
			t.Fatalf("the next is at %d, want %d", at, want)
		}
		due.pop(want)
	}
	if at := due.next(); at != 0 {
		t.Errorf("something is left at %d", at)
	}
}
