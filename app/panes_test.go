package app

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// five is a desk with five conversations, c_1 the first to come.
func five() *state {
	var all []*conversation
	for n := range 5 {
		all = append(all, told(desk.Stream(fmt.Sprint("c_", n+1)), desk.Millis(100+n), desk.ContactNo(n+1), ada, "V"))
	}
	s := stateWith(all...)
	return s
}

// row: P-014, P-015
func TestPanes(t *testing.T) {
	s := five()
	is := func(when string, active desk.Stream, panes ...desk.Stream) {
		t.Helper()
		s.arrange()
		p := view(s, 1000)
		if !slices.Equal(p.Panes, panes) || p.Active != active {
			t.Errorf("%s: %q, active %q; want %q, active %q", when, p.Panes, p.Active, panes, active)
		}
		var threads []desk.Stream
		for _, th := range p.Threads {
			threads = append(threads, th.Stream)
		}
		if want := slices.DeleteFunc(slices.Clone(panes), func(x desk.Stream) bool { return x == "" }); !slices.Equal(threads, want) {
			t.Errorf("%s: threads %q", when, threads)
		}
	}
	s.enter("c_2")
	is("one pane", "c_2", "c_2")
	s.lay(4)
	is("four are readable at once, and the fifth is not shown", "c_2", "c_2", "c_1", "c_3", "c_4")
	s.enter("c_3")
	is("the pane that is clicked is the active one", "c_3", "c_2", "c_1", "c_3", "c_4")
	s.enter("c_5")
	is("one that has no pane takes that of the active one", "c_5", "c_2", "c_1", "c_5", "c_4")
	delete(s.convs, "c_1")
	is("the next fills the pane of one that left, and nothing moves", "c_5", "c_2", "c_3", "c_5", "c_4")
	delete(s.convs, "c_2")
	is("a pane for which there is none is empty", "c_5", "", "c_3", "c_5", "c_4")
	s.lay(2)
	is("fewer panes keep the active one", "c_5", "c_3", "c_5")
	s.lay(1)
	is("and the last is its", "c_5", "c_5")
	away := s.convs["c_5"]
	delete(s.convs, "c_5")
	s.arrange()
	s.convs["c_5"] = away
	is("what was away while all was asked for anew is there again", "c_5", "c_5")
	delete(s.convs, "c_5")
	s.enter(s.elect())
	is("when it leaves another is elected", "c_3", "c_3")
}

// row: P-014
func TestAnEmptyPaneIsFilledByWhoeverWaitsLongest(t *testing.T) {
	gone := told("c_1", 10, 1, ada, "VX")
	gone.departed = goneSentence
	answered, here, waits := told("c_2", 20, 2, ada, "VA"), told("c_3", 30, 3, ada, "VAV"), told("c_4", 25, 4, ada, "V")
	s := stateWith(gone, answered, here, waits)
	for panes, want := range map[int][]desk.Stream{
		2: {"c_3", "c_4"},
		4: {"c_3", "c_4", "c_2", "c_1"},
	} {
		s.lay(1)
		s.enter("c_3")
		s.lay(panes)
		s.arrange()
		if !slices.Equal(s.panes, want) {
			t.Errorf("%d panes hold %q, want %q", panes, s.panes, want)
		}
	}
}

// Whatever happens, what is worked in is on screen, nothing is there twice, and
// nothing that stays moves.
func TestPanesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := five()
		all := []desk.Stream{"c_1", "c_2", "c_3", "c_4", "c_5"}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			before, resized := slices.Clone(s.panes), false
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				s.lay(rapid.SampledFrom(layouts).Draw(t, "layout"))
				resized = true
			case 1:
				x := rapid.SampledFrom(all).Draw(t, "stream")
				if s.convs[x] != nil {
					s.enter(x)
				}
			case 2:
				x := rapid.SampledFrom(all).Draw(t, "stream")
				delete(s.convs, x)
				if s.screen == x {
					s.enter(s.elect())
				}
			case 3:
				x := rapid.SampledFrom(all).Draw(t, "stream")
				s.convs[x] = told(x, 100, 1, ada, "V")
			}
			s.arrange()
			if s.convs[s.screen] != nil && !slices.Contains(s.panes, s.screen) {
				t.Fatalf("%q is worked in and not on screen: %q", s.screen, s.panes)
			}
			held := 0
			for i, x := range s.panes {
				if x != "" && slices.Contains(s.panes[i+1:], x) {
					t.Fatalf("%q is there twice: %q", x, s.panes)
				}
				if s.convs[x] != nil {
					held++
				}
				if was := slices.Index(before, x); x != "" && was >= 0 && was != i && !resized {
					t.Fatalf("%q moved: %q, then %q", x, before, s.panes)
				}
			}
			if len(s.panes) > 1 && held < min(len(s.panes), len(s.convs)) {
				t.Fatalf("a pane is empty for nothing: %q of %d", s.panes, len(s.convs))
			}
		}
	})
}

func TestTheLayoutIsKept(t *testing.T) {
	r := newRig(t)
	r.refused(r.App.SetLayout(4), desk.TokenExpired)
	r.signIn()
	r.refused(r.App.SetLayout(3), desk.Invalid)
	r.must(r.App.SetLayout(4))
	r.eventually("there are four panes", func(p wire.Panel) bool { return len(p.Panes) == 4 })
	r.restart()
	r.eventually("there still are", func(p wire.Panel) bool { return len(p.Panes) == 4 })
}

func TestTheNextStartOpensWhereTheAgentWas(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	two := r.peer.begins("c_two", "Max", "Hello")
	three := r.peer.begins("c_three", "Ida", "Hello")
	r.boxes(one, two, three)
	r.must(r.App.SetLayout(2))
	r.must(r.App.Focus(string(three)))
	r.must(r.App.Focus(string(two)))
	was := r.eventually("two is worked in", func(p wire.Panel) bool { return p.Active == two }).Panes
	r.restart()
	r.online()
	r.eventually("it is there again", func(p wire.Panel) bool { return slices.Equal(p.Panes, was) && p.Active == two })
	r.must(r.App.Focus(string(three)))
	r.eventually("three is worked in", func(p wire.Panel) bool { return p.Active == three })
	r.Stop()
	r.peer.happens(three, desk.AgentActor(ada), desk.Close{})
	r.start()
	r.online()
	r.eventually("what is closed is not on screen", func(p wire.Panel) bool {
		return len(p.Boxes) == 2 && p.Active != three && p.Active != "" && !slices.Contains(p.Panes, three)
	})
}
