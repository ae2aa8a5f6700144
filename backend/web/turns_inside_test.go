package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// queue is turns with those who wait by name, in the order in which they came.
type queue struct {
	*turns
	names []string
	told  []<-chan error
}

func (q *queue) wait(place string, names ...string) {
	for _, name := range names {
		q.names = append(q.names, name)
		q.told = append(q.told, q.enter(asker{name: name, place: place}))
	}
}

// heard are those who were told since the last time, and what.
func (q *queue) heard(t *testing.T) (turn, away []string) {
	t.Helper()
	for i, told := range q.told {
		select {
		case err := <-told:
			if err == nil {
				turn = append(turn, q.names[i])
				continue
			}
			if e := desk.AsError(err); e.Code != desk.TryLater || e.RetryAfter == 0 {
				t.Errorf("%s was told %v", q.names[i], err)
			}
			away = append(away, q.names[i])
		default:
		}
	}
	return turn, away
}

// order is in which order all who wait have their turns, each alone.
func (q *queue) order(t *testing.T) (all []string) {
	t.Helper()
	for {
		turn, _ := q.heard(t)
		if len(turn) > 1 {
			t.Errorf("%v have their turn at once", turn)
		}
		if len(turn) == 0 {
			return all
		}
		all = append(all, turn...)
		q.leave()
	}
}

func TestTurnsGoFromPlaceToPlace(t *testing.T) {
	q := &queue{turns: newTurns(16)}
	q.wait("office", "ann", "ann", "ann", "bob", "bob")
	q.wait("cafe", "cy", "cy")
	q.wait("", "dee") // of a place that is not counted
	q.wait("", "eve")
	want := []string{"ann", "ann", "cy", "dee", "eve", "bob", "cy", "ann", "bob"}
	if got := q.order(t); !slices.Equal(got, want) {
		t.Errorf("the turns were %v, not %v", got, want)
	}
	q.wait("office", "ann")
	if got := q.order(t); !slices.Equal(got, []string{"ann"}) {
		t.Errorf("then %v", got)
	}
}

// However many a few places hand in, who comes from elsewhere waits for one of each
// and is not turned away.
func TestAFewPlacesKeepTheTurnFromNobody(t *testing.T) {
	q := &queue{turns: newTurns(16)}
	for place := range 3 {
		for who := range 20 {
			q.wait(fmt.Sprint("crowd", place), fmt.Sprintf("crowd%d_%d", place, who))
		}
	}
	q.wait("home", "ann")
	var order []string
	for range 5 {
		turn, _ := q.heard(t)
		order = append(order, turn...)
		q.leave()
	}
	if at := slices.Index(order, "ann"); at < 0 || at > 4 {
		t.Errorf("she has her turn after %v", order)
	}
	if q.waiting > 16 {
		t.Errorf("%d wait", q.waiting)
	}
}

func TestWhoCrowdsIsTurnedAway(t *testing.T) {
	q := &queue{turns: newTurns(4)}
	q.wait("office", "busy")
	q.wait("office", "ann", "ann", "bob")
	q.wait("cafe", "cy")
	q.heard(t)
	q.wait("home", "dee")
	if turn, away := q.heard(t); turn != nil || !slices.Equal(away, []string{"ann"}) {
		t.Errorf("%v have a turn and %v were turned away", turn, away)
	}
	q.wait("office", "fay")
	if _, away := q.heard(t); !slices.Equal(away, []string{"fay"}) {
		t.Errorf("%v were turned away", away)
	}
}

// Whoever gives up takes nobody's turn, in whatever instant they do.
func TestTurnsOfThoseWhoGiveUp(t *testing.T) {
	turns := newTurns(1000)
	var inside, had atomic.Int32
	var wg sync.WaitGroup
	for i := range 500 {
		ctx, cancel := context.WithCancel(t.Context())
		wg.Go(func() {
			leave, err := turns.take(ctx, asker{name: fmt.Sprint(i % 7), place: fmt.Sprint(i % 3)})
			if err != nil {
				if !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
				return
			}
			if inside.Add(1) != 1 {
				t.Error("two at once")
			}
			had.Add(1)
			inside.Add(-1)
			leave()
		})
		if i%2 == 0 {
			wg.Go(cancel)
		} else {
			defer cancel()
		}
	}
	wg.Wait()
	if turns.busy || turns.waiting != 0 || len(turns.places) != 0 || had.Load() < 250 {
		t.Errorf("%d had a turn; left is %+v", had.Load(), turns)
	}
}
