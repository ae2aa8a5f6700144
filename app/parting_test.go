package app

import (
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// goneOf are the notices about conversations that went without their agent.
func goneOf(p wire.Panel) []string {
	var out []string
	for _, n := range p.Notices {
		if n.Code == conversationGone {
			out = append(out, n.Text)
		}
	}
	return out
}

func TestWhatLeavesTheDeskWithoutItsAgentIsTold(t *testing.T) {
	by := desk.AgentActor(ben)
	for _, tt := range []struct {
		name, language string
		by             desk.Actor
		cmd            desk.Command
		want           string
	}{
		{"a manager closes it", "en", by, desk.Close{As: desk.Manager, Comment: "Asked for by \u202etelephone."}, "Ben Osei closed the conversation with Lea (AC 4711): “Asked for by telephone.”"},
		{"and says nothing", "fr", by, desk.Close{As: desk.Manager}, "Ben Osei a terminé la conversation avec Lea (AC 4711)."},
		{"a manager blocks the visitor", "en", by, desk.Block{As: desk.Manager}, "Ben Osei blocked Lea (AC 4711), which ended the conversation."},
		{"the visitor wrote nothing more", "en", desk.System, desk.End{Reason: desk.VisitorInactive}, "The conversation with Lea (AC 4711) has ended: the visitor wrote nothing more."},
		{"it was not answered", "fr", desk.System, desk.Bounce{Reason: desk.NotAnswered}, "Lea (AC 4711) n’a pas eu de réponse à temps : la conversation vous a été retirée."},
		{"the window stood still", "en", desk.System, desk.Bounce{Reason: desk.NotShown}, "Lea (AC 4711) could not be shown here in time and was taken back."},
		{"its agent closes it on another machine", "en", desk.AgentActor(ada), desk.Close{}, ""},
		{"its agent hands it on", "en", desk.AgentActor(ada), desk.Transfer{Agent: ben, Target: desk.Target{Known: true, Free: true}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t)
			r.signIn()
			r.must(r.App.SetLanguage(tt.language))
			r.boxes(r.peer.opens("c_one", async, "Lea", "Hello", ada))
			r.peer.happens(desk.ConversationID("c_one").Stream(), tt.by, tt.cmd)
			got := goneOf(r.boxes())
			if tt.want == "" && len(got) != 0 || tt.want != "" && !slices.Equal(got, []string{tt.want}) {
				t.Errorf("said %q", got)
			}
		})
	}
}

// row: P-026
func TestWhatWentOnWhileTheLineWasLostIsToldOnce(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two, three := r.peer.opens("c_one", async, "Lea", "Hello", ada), r.peer.opens("c_two", async, "Max", "Hello", ada), r.peer.opens("c_three", async, "Zoë", "Hello", ada)
	r.boxes(one, two, three)
	r.peer.with(func() { r.peer.away = true })
	r.restart()
	r.boxes(one, two, three)
	for _, s := range []desk.Stream{one, two, three} {
		r.peer.happens(s, desk.System, desk.Bounce{Reason: desk.LineLost})
	}
	// This one came back before its agent did.
	r.peer.happens(three, desk.System, desk.Assign{Agent: ada, Why: "Ada was free."})
	r.back()
	r.online()
	want := []string{"Your line was lost for too long. These were taken back: Lea (AC 4711), Max (AC 4712)."}
	if got := goneOf(r.boxes(three)); !slices.Equal(got, want) {
		t.Errorf("said %q", got)
	}
}

// row: P-023
func TestWhatGoesFromUnderTheAgentsEyesStaysUntilTheyTurnAway(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	r.must(r.App.Focus(string(one)))
	r.must(r.App.Attend(true))
	r.must(r.App.Draft(string(one), "half a sen"))
	taken := func(s desk.Stream) wire.Panel {
		r.peer.happens(s, desk.AgentActor(ben), desk.Close{As: desk.Manager})
		return r.eventually("it is theirs no more", func(p wire.Panel) bool { return p.Active == s && !p.OnScreen().Open })
	}
	// What they go on typing reaches nobody, and what they had is there to be read.
	if p := taken(one); p.OnScreen().Draft != "half a sen" || !p.OnScreen().Gone || !boxOf(p, one).Gone || p.Channels[0].Used != 1 {
		t.Errorf("%+v", p.OnScreen())
	}
	r.refused(r.send(string(one), "half a sentence"), desk.WrongState)
	r.refused(r.App.PutAway(string(two)), desk.WrongState)
	r.must(r.App.PutAway(string(one)))
	if p := r.boxes(two); p.Active != two {
		t.Errorf("then %s is on screen", p.Active)
	}
	// So it does where there is no other, and until one comes that they turn to.
	taken(two)
	three := r.peer.begins("c_three", "Zoë", "Hello")
	if p := r.boxes(two, three); p.Active != two {
		t.Errorf("%s took the screen", p.Active)
	}
	r.must(r.App.Focus(string(three)))
	r.boxes(three)
}

func TestWhatWasBegunInWhatWentStaysUntilItIsPutAway(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	// Ada has turned to another window, or works in another conversation.
	r.must(r.App.Focus(string(two)))
	r.must(r.App.Draft(string(one), "Three paragraphs"))
	r.peer.happens(one, desk.System, desk.End{Reason: desk.VisitorInactive})
	gone := func(p wire.Panel) bool {
		b := boxOf(p, one)
		return b.Gone && b.Draft
	}
	r.eventually("it is gone, with what was begun", gone)
	// Looking at it and away again loses nothing, nor does a new start.
	for _, s := range []desk.Stream{one, two} {
		r.must(r.App.Focus(string(s)))
		r.eventually("it is on screen", func(p wire.Panel) bool { return p.Active == s && gone(p) })
	}
	r.restart()
	r.online()
	r.must(r.App.Focus(string(one)))
	p := r.eventually("it is there again", func(p wire.Panel) bool { return p.Active == one && gone(p) })
	if p.OnScreen().Draft != "Three paragraphs" || !p.OnScreen().Stays {
		t.Errorf("%+v", p.OnScreen())
	}
	r.must(r.App.PutAway(string(one)))
	r.boxes(two)
	r.restart()
	r.boxes(two)
}

func TestWhatAManagerEndsFromAnotherMachineIsNoNewsToThem(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.opens("c_one", async, "Lea", "Hello", ada)
	r.boxes(one)
	r.must(r.App.Snooze(string(one), int64(1_000_000+3*desk.Hour), true))
	r.eventually("it is set aside", func(p wire.Panel) bool { return len(p.Shelf) == 1 })
	r.peer.happens(one, desk.AgentActor(ada), desk.Close{As: desk.Manager})
	if got := goneOf(r.eventually("it is over", func(p wire.Panel) bool { return len(p.Shelf) == 0 })); got != nil {
		t.Errorf("said %q", got)
	}
}
