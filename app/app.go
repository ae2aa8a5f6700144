package app

import (
	"slices"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// App is the one object the window can call; each exported method is a door, so
// there is none that the window does not need. An error's text is the JSON of a
// [Fault]. A stream is a conversation's.
type App struct{ d *Desktop }

// Snapshot is the whole of what the window shows. Patches continue its rev.
func (a *App) Snapshot() wire.Panel { return a.d.panel.Load().panel() }

// SignIn signs in with a server. It returns when that has succeeded or failed.
func (a *App) SignIn(server, email, password string) error {
	return asFault(a.d.signIn(server, email, password))
}

// SignOut ends the session and forgets the conversations on this machine.
// Without force it refuses while something is open, unsent or begun; with force
// what was not sent is lost.
func (a *App) SignOut(force bool) error { return asFault(a.d.signOut(force)) }

// SetStatus chooses a status for a channel. It is shown at once and put right if
// the server refuses it.
func (a *App) SetStatus(channel, status string) error {
	return a.signedIn(func(d *Desktop) error { return d.setStatus(desk.Channel(channel), desk.Status(status)) })
}

// Focus puts a conversation on screen because the agent chose it.
func (a *App) Focus(stream string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		d.s.turnTo(v.stream())
		d.show(v.stream())
		d.focus = true
		return nil
	})
}

// SetLayout chooses how many conversations are on screen at once: 1, 2 or 4.
func (a *App) SetLayout(panes int) error {
	return a.signedIn(func(d *Desktop) error { return d.setLayout(panes) })
}

// SetLanguage chooses what toasts and notices are said in: en or fr.
func (a *App) SetLanguage(to string) error {
	return asFault(a.d.do(func() error { return a.d.setLanguage(language(to)) }))
}

// Draft keeps the unsent text of a conversation.
func (a *App) Draft(stream, text string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		if len(text) > desk.MaxTextBytes*4 {
			return desk.Refuse(desk.TextTooLong, "This text is too long to be kept.").At("text")
		}
		d.draft(v.stream(), text)
		return nil
	})
}

// Send writes a message, and gives the key of its line. When it returns, the message is
// on this machine's disk and leaves by itself.
func (a *App) Send(stream, text string) (string, error) {
	return a.written(stream, func(d *Desktop, v *conversation) (string, error) { return d.send(v, text) })
}

// written runs what writes a message on the owner's goroutine, and gives the key of its
// line.
func (a *App) written(stream string, f func(*Desktop, *conversation) (string, error)) (string, error) {
	var line string
	err := a.held(stream, func(d *Desktop, v *conversation) (err error) {
		line, err = f(d, v)
		return err
	})
	return line, err
}

// Retry sends a failed message again.
func (a *App) Retry(stream, key string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error { return d.retry(key) })
}

// Discard throws away a message that failed, or stops a file on its way: nothing is
// left of it.
func (a *App) Discard(stream, key string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error { return d.discard(v, key) })
}

// Withdraw takes back what was asked to become of a conversation, where the answer was
// lost with the line: it is not asked again. The server may have done it by then.
func (a *App) Withdraw(stream string) error {
	return a.signedIn(func(d *Desktop) error {
		d.relent(desk.Stream(stream))
		return nil
	})
}

// PutAway takes a conversation off the screen that is the agent's no more, with what
// was written in it and not sent.
func (a *App) PutAway(stream string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error { return d.putAway(v) })
}

// Typing tells the visitor that the agent is writing, or no longer is. Said again
// and again while it lasts, it goes out every few seconds.
func (a *App) Typing(stream string, on bool) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		d.sayTyping(v.stream(), on)
		return nil
	})
}

// Targets are those a conversation can be transferred to: who is free first.
func (a *App) Targets(stream string) ([]wire.TransferTarget, error) {
	targets, err := a.d.targets(desk.Stream(stream))
	return targets, asFault(err)
}

// Past is a page of what the visitor of a conversation said before, the newest
// first; before is the last conversation of the page before, empty at first.
func (a *App) Past(stream, before string) (wire.PastPage, error) {
	page, err := a.d.past(desk.Stream(stream), before)
	return page, asFault(err)
}

// PastThread is one of these conversations, for reading only.
func (a *App) PastThread(stream, past string) (wire.PastThread, error) {
	thread, err := a.d.pastThread(desk.Stream(stream), desk.Stream(past))
	return thread, asFault(err)
}

// ChangeCustomer changes some of what is known of the visitor of a conversation.
// It returns like [App.Transfer].
func (a *App) ChangeCustomer(stream string, change desk.RecordChange) error {
	return asFault(a.d.changeCustomer(desk.Stream(stream), change))
}

// Transfer hands a conversation on to an agent or a group, as kind says. It
// returns when the server has done so or refused, and then nothing has changed.
func (a *App) Transfer(stream, kind, id, comment string, anyway bool) error {
	body := wire.TransferBody{Comment: comment, Anyway: anyway}
	if wire.TargetKind(kind) == wire.ToGroup {
		body.Group = desk.GroupID(id)
	} else {
		body.Agent = desk.AgentID(id)
	}
	return a.order(stream, wire.DoTransfer, body, desk.Transfer{
		Agent: body.Agent, Group: body.Group, Comment: comment, Anyway: anyway,
		// Whether there is such a target is the server's to say.
		Target: desk.Target{Known: true, Free: true},
	})
}

// Snooze sets a conversation aside until a moment; keep has it come back to this
// agent. It returns like [App.Transfer].
func (a *App) Snooze(stream string, until int64, keep bool) error {
	body := wire.SnoozeBody{Until: desk.Millis(until), Keep: keep}
	return a.order(stream, wire.DoSnooze, body, desk.Snooze(body))
}

// Wake takes a snoozed conversation back before its time, or one that is kept for
// the agent after it. It returns like [App.Transfer].
func (a *App) Wake(stream string) error { return a.order(stream, wire.DoWake, nil, desk.Wake{}) }

// Block ends a conversation and keeps its visitor from opening another. It
// returns like [App.Transfer].
func (a *App) Block(stream string) error { return a.order(stream, wire.DoBlock, nil, desk.Block{}) }

// SetDoNotDisturb silences toasts and sounds on this machine, or ends that.
func (a *App) SetDoNotDisturb(on bool) error {
	return asFault(a.d.do(func() error {
		value := settingOff
		if on {
			value = settingOn
		}
		a.d.s.session.DoNotDisturb = on
		return a.d.cache.SaveSetting(a.d.ctx, settingDoNotDisturb, value)
	}))
}

// Attend says whether the window has the agent's attention. The window says so
// when it has loaded and whenever it changes.
func (a *App) Attend(focused bool) error {
	return asFault(a.d.do(func() error {
		a.d.s.focused = focused
		a.d.behold()
		a.d.turn()
		// A window that has just loaded has not been told.
		a.d.badge = Badge{}
		return nil
	}))
}

// OpenExternal opens a link outside, where it is one that may leave.
func (a *App) OpenExternal(url string) error {
	l, err := platform.CheckLink(url)
	if err != nil {
		return asFault(err)
	}
	return asFault(a.d.o.OpenURL(l.URL))
}

// DismissNotice takes a notice away.
func (a *App) DismissNotice(id int64) error {
	return asFault(a.d.do(func() error {
		a.d.s.notices = slices.DeleteFunc(a.d.s.notices, func(n notice) bool { return n.ID == id })
		return nil
	}))
}

// CopyText puts a text on the clipboard.
func (a *App) CopyText(text string) error {
	if a.d.o.Clipboard == nil {
		return fault(desk.Unavailable, "This system has no clipboard that Parley can use.")
	}
	return asFault(a.d.o.Clipboard(text))
}

// signedIn runs f on the owner's goroutine if somebody is signed in.
func (a *App) signedIn(f func(*Desktop) error) error {
	return asFault(a.d.do(func() error {
		if a.d.s.session.State != wire.SignedIn {
			return fault(desk.TokenExpired, "Please sign in first.")
		}
		return f(a.d)
	}))
}

// held runs f on a conversation that is here.
func (a *App) held(stream string, f func(*Desktop, *conversation) error) error {
	return a.signedIn(func(d *Desktop) error {
		v := d.s.convs[desk.Stream(stream)]
		if v == nil {
			return desk.Refuse(desk.NotFound, "This conversation is no longer here.").At("stream")
		}
		return f(d, v)
	})
}

// order gives a command about a conversation as a whole and waits for what comes
// of it. The rules the server goes by are asked first.
func (a *App) order(stream string, kind wire.DoKind, body any, cmd desk.Command) error {
	answer := make(chan error, 1)
	err := a.held(stream, func(d *Desktop, v *conversation) error { return d.order(v, kind, body, cmd, answer) })
	if err != nil {
		return err
	}
	select {
	case err := <-answer:
		return asFault(err)
	case <-a.d.gone:
		return fault(desk.GoingAway, "Parley is closing.")
	}
}

// stored is a message as the cache keeps it.
func (d *Desktop) stored(v *conversation, text string) cache.Item {
	return cache.Item{ID: d.commandID(), Stream: v.stream(), Text: text, At: d.o.Clock.Now(), State: cache.Queued}
}
