package floor

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// TestWhatIsRememberedIsTheLog lets conversations begin, go on and end, with
// messages of any length, and compares what is given back with all that was
// written: the same without a hole, or nothing.
func TestWhatIsRememberedIsTheLog(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 7))
	r := newRecent()
	log := map[desk.Stream][]desk.Event{}
	var offset int64
	given, refused := 0, 0
	for step := range 4000 {
		var records []desk.Record
		for range 1 + dice.IntN(5) {
			id := desk.ConversationID(fmt.Sprintf("c_%d", dice.IntN(60)+step/200))
			stream := id.Stream()
			offset++
			e := desk.Event{Offset: offset, Seq: int64(len(log[stream]) + 1), Stream: stream, Kind: desk.MessagePosted,
				Content: &desk.Content{Text: strings.Repeat("x", dice.IntN(1<<dice.IntN(13)))}}
			if dice.IntN(100) == 0 {
				e.Kind = desk.ConversationClosed
			}
			log[stream] = append(log[stream], e)
			records = append(records, desk.Record{Event: e})
		}
		if dice.IntN(500) == 0 {
			r.clear() // what was told ended up in the log alone
			continue
		}
		r.take(records)
		for stream, events := range log {
			seq := int64(dice.IntN(len(events) + 2))
			got, ok := r.after(stream, seq, offset)
			if !ok {
				refused++
				continue
			}
			given++
			if want := len(events) - int(seq); len(got) != want || want == 0 {
				t.Fatalf("%s after %d: %d events, want %d", stream, seq, len(got), want)
			}
			for i, e := range got {
				if e.Seq != seq+int64(i)+1 || e.Offset != events[e.Seq-1].Offset {
					t.Fatalf("%s after %d: event %d is number %d", stream, seq, i, e.Seq)
				}
			}
		}
		if _, ok := r.after(records[0].Event.Stream, 0, offset+1); ok {
			t.Fatal("what was not taken note of yet was given")
		}
		sum := 0
		for _, c := range r.of {
			sum += c.bytes
			if c.bytes > rememberedEach {
				t.Fatalf("%d bytes of one conversation", c.bytes)
			}
		}
		if sum != r.bytes {
			t.Fatalf("%d bytes counted, %d remembered", r.bytes, sum)
		}
	}
	if given < 1000 || refused < 1000 {
		t.Errorf("given %d times, refused %d: one of the two was hardly tried", given, refused)
	}
}

// TestAGapIsNotBridged leaves one out, which no writer does.
func TestAGapIsNotBridged(t *testing.T) {
	r := newRecent()
	stream := desk.ConversationID("c_1").Stream()
	for _, seq := range []int64{1, 2, 4, 5} {
		r.take([]desk.Record{{Event: desk.Event{Offset: seq, Seq: seq, Stream: stream}}})
	}
	if events, ok := r.after(stream, 0, 0); ok {
		t.Errorf("%d events are given of five", len(events))
	}
	if events, ok := r.after(stream, 3, 0); !ok || len(events) != 2 {
		t.Errorf("%d events behind the gap, want 2", len(events))
	}
}

// TestOnlySoMuchIsRemembered fills it far over its bound.
func TestOnlySoMuchIsRemembered(t *testing.T) {
	r := newRecent()
	text := &desk.Content{Text: strings.Repeat("x", 4000)}
	for i := range int64(3 * rememberedBytes / 4400) {
		r.take([]desk.Record{{Event: desk.Event{Offset: i + 1, Seq: 1, Stream: desk.ConversationID(fmt.Sprint("c_", i)).Stream(), Content: text}}})
		if r.bytes > rememberedBytes {
			t.Fatalf("%d bytes after %d conversations", r.bytes, i)
		}
	}
	if len(r.of) < rememberedBytes/4400/2 {
		t.Errorf("only %d conversations are remembered", len(r.of))
	}
}
