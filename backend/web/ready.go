package web

import (
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// readyMade in the queue tells the agent what they can send without writing it,
// as far as it was changed.
type readyMade struct{}

// HearLibrary implements [floor.Listener].
func (a *agentLine) HearLibrary() { a.push(readyMade{}) }

// HearPersonal implements [floor.Listener].
func (a *agentLine) HearPersonal() { a.push(readyMade{}) }

// readyMade sends the library and the agent's own answers, each unless it was
// sent. What was never written is not said: nobody knows of any.
func (a *agentLine) readyMade() error {
	setup, _ := a.srv.opt.Floor.Setup(a.project)
	if shared := setup.Library; shared.Version != a.library {
		a.library = shared.Version
		err := a.frame(wire.SharedLibrary{
			Frame: wire.FrameLibrary, N: a.next(), Version: shared.Version, Library: listedLibrary(shared.Library),
		})
		if err != nil {
			return err
		}
	}
	own, err := a.srv.opt.Store.Personal(a.ctx, a.project, a.id)
	if err != nil || own.Version == a.own {
		return err
	}
	a.own = own.Version
	return a.frame(wire.OwnAnswers{Frame: wire.FrameOwn, N: a.next(), Version: own.Version, Answers: listedCanned(own.Canned)})
}

// listedLibrary is the same library with a list in every place that must not be
// null in JSON.
func listedLibrary(l desk.Library) desk.Library {
	l.Canned, l.Links, l.Offers = listedCanned(l.Canned), list(l.Links), list(l.Offers)
	return l
}

func listedCanned(c desk.Canned) desk.Canned {
	return desk.Canned{Categories: list(c.Categories), Answers: list(c.Answers)}
}
