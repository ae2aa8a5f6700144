package app

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// far is the server of the model: a log for each conversation and the ids it knows.
type far struct {
	log  map[desk.Stream][]string
	ids  map[string]bool
	news []string // ids in the log that no desktop was shown
}

func (f *far) take(i cache.Item) {
	if !f.ids[i.ID] {
		f.ids[i.ID] = true
		f.log[i.Stream] = append(f.log[i.Stream], i.Text)
		f.news = append(f.news, i.ID)
	}
}

// row: D-02, P-025
//
// However lines break, answers are lost or doubled and the process dies, each
// message is in the server's log exactly once, and in the order written.
func TestOutboxDeliversOnceAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var disk []cache.Item
		server := far{log: map[desk.Stream][]string{}, ids: map[string]bool{}}
		b := newOutbox(nil)
		written := map[desk.Stream][]string{}
		var flying []cache.Item // on the line, neither arrived nor lost
		var answers []string    // carried out, answer on its way
		now, n := desk.Millis(0), 0
		forget := func(id string) {
			disk = slices.DeleteFunc(disk, func(i cache.Item) bool { return i.ID == id })
		}
		cut := func() {
			b.lineLost()
			// What had left may still arrive.
			for _, i := range flying {
				if rapid.Bool().Draw(t, "arrives all the same") {
					server.take(i)
				}
			}
			flying, answers = nil, nil
		}
		// reconnect is the opening: the log is told, then what is due goes.
		reconnect := func() {
			for _, id := range server.news {
				if b.seen(id) {
					forget(id)
				}
			}
			server.news = nil
		}
		t.Repeat(map[string]func(*rapid.T){
			"write": func(t *rapid.T) {
				n++
				i := cache.Item{
					Place: int64(n), ID: fmt.Sprint("id", n), Text: fmt.Sprint(n), At: now, State: cache.Queued,
					Stream: rapid.SampledFrom([]desk.Stream{"c_one", "c_two"}).Draw(t, "stream"),
				}
				disk = append(disk, i)
				b.add(i)
				written[i.Stream] = append(written[i.Stream], i.Text)
			},
			"send": func(t *rapid.T) {
				for _, i := range b.due(now) {
					b.flew(i.ID)
					flying = append(flying, i.Item)
				}
			},
			"arrive": func(t *rapid.T) {
				for _, i := range flying {
					server.take(i)
					answers = append(answers, i.ID)
				}
				flying = nil
			},
			"slower": func(t *rapid.T) {
				for _, i := range flying {
					b.refused(wire.Refused{ID: i.ID, Code: desk.RateLimited, RetryAfter: 5}, now)
				}
				flying = nil
			},
			"answer": func(t *rapid.T) {
				for _, id := range answers {
					for range rapid.IntRange(1, 2).Draw(t, "times") {
						if b.done(id) {
							forget(id)
						}
					}
				}
				answers = nil
			},
			"event": func(t *rapid.T) { reconnect() },
			"cut":   func(t *rapid.T) { cut(); reconnect() },
			"die": func(t *rapid.T) {
				cut()
				b = newOutbox(slices.Clone(disk))
				reconnect()
			},
			"wait": func(t *rapid.T) { now += 10 },
			"": func(t *rapid.T) {
				for stream, log := range server.log {
					if !slices.Equal(log, written[stream][:len(log)]) {
						t.Fatalf("%s: written %v, arrived %v", stream, written[stream], log)
					}
				}
			},
		})
		// A line that holds brings everything over.
		cut()
		reconnect()
		now += 10
		for range n + 1 {
			for _, i := range b.due(now) {
				b.flew(i.ID)
				server.take(i.Item)
				if b.done(i.ID) {
					forget(i.ID)
				}
			}
			reconnect()
		}
		for stream, texts := range written {
			if !slices.Equal(server.log[stream], texts) {
				t.Fatalf("%s: written %v, arrived %v", stream, texts, server.log[stream])
			}
		}
		if len(disk) > 0 || len(b.items) > 0 || b.unsent() > 0 {
			t.Fatalf("left over: %v on the disk, %v in memory", disk, b.items)
		}
	})
}

func TestOutboxHoldsWhatMovedOn(t *testing.T) {
	b := newOutbox([]cache.Item{
		{Place: 1, ID: "a", Stream: "c_one", State: cache.Queued}, {Place: 2, ID: "b", Stream: "c_one", At: staleAfter, State: cache.Queued},
		{Place: 3, ID: "c", Stream: "c_two", At: staleAfter, State: cache.Queued},
	})
	held := b.stale(staleAfter + 1)
	if len(held) != 2 || held[0].ID != "a" || held[1].ID != "b" {
		t.Errorf("held %v: a conversation is held as a whole, and no other", held)
	}
	if due := b.due(staleAfter + 1); len(due) != 1 || due[0].ID != "c" {
		t.Errorf("due %v", due)
	}
	b.flew("c")
	if held := b.depart("c_two", "the conversation is closed."); len(held) != 1 || held[0].Reason != "Not sent: the conversation is closed." {
		t.Errorf("held %v", held)
	}
	// Its answer was under way.
	if !b.done("c") || b.unsent() != 2 || b.waiting() != 0 {
		t.Errorf("%d unsent, %d of them on their way", b.unsent(), b.waiting())
	}
	if i, ok := b.again("a", "fresh", 5); !ok || i.ID != "a" || i.At != 5 {
		t.Errorf("again %v: the outcome is unknown, so the id stays", i)
	}
	b.refused(wire.Refused{ID: "b", Code: desk.NotOwner, Message: "This conversation now belongs to agent 1."}, 5)
	if i, ok := b.again("b", "fresh", 5); !ok || i.ID != "fresh" {
		t.Errorf("again %v: it was refused, so the id is new", i)
	}
	for id, may := range map[string]bool{"c": false, "a": true, "b": true} {
		if _, ok := b.discard(id); ok != may {
			t.Errorf("%s was discarded: %v", id, ok)
		}
	}
}

// A file that is handed in again is the same file: under the same name.
func TestAFileGoesAgainUnderTheNameItHad(t *testing.T) {
	b := newOutbox([]cache.Item{{
		ID: "m", Stream: "c_1", Text: "Screenshot.jpg", Form: desk.FormFile, Body: "m", File: desk.File{Name: "Screenshot.jpg", Kind: desk.JPEG, Size: 9},
	}})
	b.flew("m")
	b.handed("m", desk.File{ID: "f_1", Name: "Screenshot.png", Kind: desk.PNG, Size: 12})
	b.refused(wire.Refused{ID: "m", Code: desk.NotOwner, Message: "This conversation now belongs to Ben."}, 5)
	if i, ok := b.again("m", "fresh", 6); !ok || i.File.Name != "Screenshot.jpg" || i.File.ID != "" || i.Body != "m" {
		t.Errorf("handed in again under %q as %+v", i.Body, i.File)
	}
}
