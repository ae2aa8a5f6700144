package suggest

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

type corpus struct {
	Answers   []Answer `json:"answers"`
	Questions []struct {
		Text string   `json:"text"`
		Want []string `json:"want"`
	} `json:"questions"`
}

func read(t testing.TB) corpus {
	t.Helper()
	var c corpus
	raw, err := os.ReadFile("testdata/corpus.json")
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil || len(c.Answers) < 30 || len(c.Questions) < 70 {
		t.Fatal(err, len(c.Answers), len(c.Questions))
	}
	return c
}

func nobodys(string) float64 { return 0 }

// What is shown first is right in nine of ten, of what can be answered seven of
// ten are, and of ten questions that nothing answers at most one is answered.
//
// row: B-08
func TestWhatIsProposedFits(t *testing.T) {
	c := read(t)
	x := New(c.Answers)
	var shown, right, answerable, found, silent, unanswerable int
	for _, q := range c.Questions {
		hits := x.Rank(q.Text, nobodys, 3)
		if len(q.Want) > 0 {
			answerable++
		} else {
			unanswerable++
			if len(hits) == 0 {
				silent++
			} else {
				t.Logf("%q is answered with %v", q.Text, hits)
			}
		}
		if len(hits) == 0 {
			if len(q.Want) > 0 {
				t.Logf("%q is not answered", q.Text)
			}
			continue
		}
		shown++
		if slices.Contains(q.Want, hits[0].Key) {
			right++
		} else if len(q.Want) > 0 {
			t.Logf("%q is answered first with %v", q.Text, hits)
		}
		if slices.ContainsFunc(hits, func(h Hit) bool { return slices.Contains(q.Want, h.Key) }) {
			found++
		}
	}
	t.Logf("first right %d of %d shown; found %d of %d; silent %d of %d", right, shown, found, answerable, silent, unanswerable)
	if right*10 < shown*9 {
		t.Errorf("of %d shown first only %d are right", shown, right)
	}
	if found*10 < answerable*7 {
		t.Errorf("of %d only %d are answered", answerable, found)
	}
	if silent*10 < unanswerable*9 {
		t.Errorf("of %d that nothing answers only %d are left alone", unanswerable, silent)
	}
}

// row: B-08
func TestWhatWasTakenStandsBeforeWhatWasNot(t *testing.T) {
	x := New([]Answer{
		{Key: "a", Text: "Returns: a week.", Asked: "how long do returns take"},
		{Key: "b", Text: "Returns may be with us for three days.", Asked: "how long do returns take"},
		{Key: "c", Title: "Opening hours", Text: "We are open until six."},
	})
	of := map[string]Favour{}
	first := func(now int64) string {
		hits := x.Rank("How long do returns take?", func(key string) float64 { return of[key].Now(now) }, 3)
		if len(hits) == 0 {
			return ""
		}
		return hits[0].Key
	}
	if got := first(0); got != "a" {
		t.Fatalf("first %q", got)
	}
	of["b"] = of["b"].Plus(Taken, 0)
	if got := first(0); got != "b" {
		t.Errorf("taken, and %q is first", got)
	}
	// It fades, and a dismissal counts against it.
	year := int64(365 * 24 * 3600 * 1000)
	of["a"] = of["a"].Plus(Taken, year)
	if got := first(year); got != "a" {
		t.Errorf("a year later %q is first", got)
	}
	for range 20 {
		of["a"], of["b"] = of["a"].Plus(Dismissed, year), of["b"].Plus(Dismissed, year)
	}
	if of["a"].Value != -bound {
		t.Errorf("%v", of["a"])
	}
	if got := x.Rank("How long do the returns take?", func(key string) float64 { return of[key].Now(year) }, 3); len(got) > 0 {
		t.Errorf("sent away again and again, and shown: %v", got)
	}
	// What does not fit is not shown however often it was taken.
	if got := x.Rank("Do you take part in the fair?", func(string) float64 { return bound }, 3); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

func TestASlipOfAFinger(t *testing.T) {
	near := gather(map[string]bool{"tracking": true, "password": true, "packing": true, "cat": true, "return": true, "personne": true})
	for word, want := range map[string]string{"retrun": "return", "retur": "return", "sonne": "", "trakcing": "tracking", "pasword": "password", "bat": "", "zebra": ""} {
		if got, _ := near.closest(word); got != want {
			t.Errorf("%q: %q", word, got)
		}
	}
}

func TestAnyTextCanBeAsked(t *testing.T) {
	x := New(read(t).Answers)
	none := New(nil)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		for _, h := range x.Rank(text, nobodys, 3) {
			if h.Score < Enough || h.Score != h.Score {
				t.Fatalf("%v", h)
			}
		}
		if len(none.Rank(text, nobodys, 3)) > 0 {
			t.Fatal("an answer from nowhere")
		}
	})
}

func TestOneWordOfManyIsACoincidence(t *testing.T) {
	x := New([]Answer{
		{Key: "time", Title: "Delivery time", Text: "Two working days. The time of day is yours to choose: any time."},
		{Key: "hours", Title: "Opening hours", Text: "From nine to six."},
	})
	if hits := x.Rank("I typed it three times now.", nobodys, 3); len(hits) > 0 {
		t.Errorf("%v", hits)
	}
	if hits := x.Rank("The delivery time?", nobodys, 3); len(hits) != 1 || hits[0].Key != "time" {
		t.Errorf("%v", hits)
	}
}
