package app

import (
	"context"

	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is how a session ends.

// hangUp ends the line.
func (d *Desktop) hangUp() {
	if d.link != nil {
		d.link.Stop()
		d.link, d.heard = nil, nil
	}
	d.lineLost()
}

// leave empties the desk: nobody is signed in.
func (d *Desktop) leave(why string) {
	d.hangUp()
	d.save()
	for _, v := range d.s.convs {
		d.agentSpoke(v)
	}
	d.s.forget()
	d.prompter = &prompter{}
	d.token, d.deaf, d.cold, d.former, d.strayed = "", false, false, nil, nil
	s := &d.s.session
	s.State, s.Error, s.AgentID, s.Name, s.Username, s.Project = wire.SignedOut, why, "", "", "", wire.ProjectInfo{}
	d.line(wire.Offline, "", d.o.Clock.Now())
}

// expire follows the server's word that the token is worth nothing. What the
// agent wrote stays for when they are back.
func (d *Desktop) expire(why string) {
	d.leave(why)
	again := d.o.Email != ""
	if again {
		d.s.session.State = wire.SigningIn
	}
	d.errands.Go(func() {
		d.forgetToken()
		if again {
			d.signInAlone()
		}
	})
}

func (d *Desktop) forgetToken() {
	if _, err := ask(d.ctx, func() (string, error) { return "", d.o.Keychain.Delete(d.device) }); err != nil {
		d.o.Log.Info("no keychain", "error", err)
	}
}

func (d *Desktop) signOut(force bool) error {
	var server link.Address
	var token string
	d.sendHeld()
	err := d.do(func() error {
		if d.s.session.State != wire.SignedIn {
			return fault(desk.WrongState, "Nobody is signed in.")
		}
		if !force {
			if err := d.unfinished(); err != nil {
				return err
			}
		}
		server, token = d.server, d.token
		d.unsaved = unsaved{}
		d.leave("")
		if err := d.keepTranslating(); err != nil {
			return err
		}
		return d.cache.Wipe(d.ctx)
	})
	if token == "" {
		return err
	}
	d.forgetToken()
	ctx, cancel := context.WithTimeout(d.ctx, farewellWithin)
	defer cancel()
	if gone := link.SignOut(ctx, server, token); gone != nil {
		// The token ends by itself in time; this machine has forgotten it.
		d.o.Log.Info("sign out", "error", gone)
	}
	return err
}

// unfinished is why signing out now would leave somebody waiting.
func (d *Desktop) unfinished() error {
	if n := d.s.outbox.unsent(); n > 0 {
		return counted(n, "1 message is not sent yet.", "%d messages are not sent yet.")
	}
	open, begun, gone := 0, 0, 0
	for stream, v := range d.s.convs {
		switch {
		case v.open():
			open++
		case !d.s.begun(stream):
		case v.held():
			begun++
		case v.boxed():
			gone++
		}
	}
	if open > 0 {
		return counted(open, "1 conversation is still open.", "%d conversations are still open.")
	}
	if begun > 0 {
		f := counted(begun,
			"1 conversation that is set aside has a draft, which would be lost. Take it back, and send the draft or empty it.",
			"%d conversations that are set aside have a draft, which would be lost. Take them back, and send the drafts or empty them.")
		f.Field = "draft"
		return f
	}
	if gone > 0 {
		f := counted(gone,
			"1 conversation that is no longer yours has a draft, which would be lost. Copy what you need of it, then put it away.",
			"%d conversations that are no longer yours have a draft, which would be lost. Copy what you need of them, then put them away.")
		f.Field = "draft"
		return f
	}
	return nil
}

// counted is a refusal that says how many of something there are.
func counted(n int, one, many string) *Fault {
	f := fault(desk.WrongState, english.count(n, one, many))
	f.MessageFR = french.count(n, one, many)
	return f
}
