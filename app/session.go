package app

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	// autoEvery is the wait between two tries of a development sign-in.
	autoEvery = time.Second
	// farewellWithin is how long the server may take to hear of a sign-out.
	farewellWithin = 5 * time.Second
)

// resume begins with whoever was signed in last, or with the development
// account. It is called before the owner runs.
func (d *Desktop) resume() {
	last, err := d.cache.Session(d.ctx)
	if err != nil {
		d.diskFailed(err)
	}
	var agent wire.AgentWelcome
	server, addressErr := link.ParseAddress(last.Server)
	known := json.Unmarshal(last.Agent, &agent) == nil && agent.ID != "" && addressErr == nil
	if d.o.Email != "" && (last.Email != d.o.Email || last.Server != d.o.Server) {
		known = false
	}
	if d.s.session.Server == "" {
		d.s.session.Server = last.Server
	}
	if d.s.session.Email == "" {
		d.s.session.Email = last.Email
	}
	if !known && d.o.Email == "" {
		return
	}
	d.s.session.State = wire.SigningIn
	d.errands.Go(func() {
		if known {
			token, err := ask(d.ctx, func() (string, error) { return d.o.Keychain.Get(d.device) })
			if err != nil {
				d.o.Log.Info("no keychain", "error", err)
			}
			if token != "" {
				d.tell(func() { d.begin(server, last.Email, token, agent) })
				return
			}
		}
		if d.o.Email == "" {
			d.tell(func() { d.s.session.State = wire.SignedOut })
			return
		}
		d.signInAlone()
	})
}

// signInAlone signs the development account in, and waits for a server that is
// not up yet.
func (d *Desktop) signInAlone() {
	for {
		err := d.obtain(d.o.Server, d.o.Email, d.o.Password)
		if err == nil {
			return
		}
		var p *link.Problem
		if !errors.As(err, &p) || p.Code != string(desk.Unavailable) {
			d.tell(func() { d.signInFailed(d.o.Server, d.o.Email, err) })
			return
		}
		d.tell(func() { d.s.session.Error = p.Message })
		c, stop := d.o.Clock.Timer(autoEvery)
		select {
		case <-c:
		case <-d.ctx.Done():
			stop()
			return
		}
	}
}

func (d *Desktop) signIn(server, email, password string) error {
	err := d.do(func() error {
		if d.s.session.State != wire.SignedOut {
			return fault(desk.WrongState, "You are signed in, or about to be.")
		}
		d.s.session.State, d.s.session.Server, d.s.session.Email, d.s.session.Error = wire.SigningIn, server, email, ""
		return nil
	})
	if err != nil {
		return err
	}
	if err = d.obtain(server, email, password); err != nil {
		d.tell(func() { d.signInFailed(server, email, err) })
	}
	return err
}

func (d *Desktop) signInFailed(server, email string, err error) {
	d.s.session.State, d.s.session.Server, d.s.session.Email = wire.SignedOut, server, email
	var f *Fault
	if errors.As(asFault(err), &f) {
		d.s.session.Error = f.Message
	}
}

// obtain asks the server for a token and begins with it. The caller is not the
// owner, since the server may take its time.
func (d *Desktop) obtain(server, email, password string) error {
	address, err := link.ParseAddress(server)
	if err != nil {
		return err
	}
	in, err := link.SignIn{Email: email, Password: password, Device: d.device}.Do(d.ctx, address)
	if err != nil {
		return err
	}
	_, keychainErr := ask(d.ctx, func() (string, error) { return "", d.o.Keychain.Set(d.device, in.Token) })
	return d.do(func() error {
		d.begin(address, email, in.Token, in.Agent)
		if keychainErr != nil && d.o.Email == "" {
			d.s.notice(desk.Unavailable, said("No system keychain: you will be asked to sign in at each start."), d.o.Clock.Now())
		}
		return nil
	})
}

// begin is the session's first moment: the desk as it was left, and a line.
func (d *Desktop) begin(server link.Address, email, token string, agent wire.AgentWelcome) {
	d.server, d.token, d.forgetful = server, token, false
	d.s.session.State, d.s.session.Server, d.s.session.Email, d.s.session.Error = wire.SignedIn, string(server), email, ""
	d.s.introduce(agent)
	if err := d.load(); err != nil {
		d.diskFailed(err)
		d.forgetful = true
	}
	d.saveSession(agent)
	epoch, cursor, err := d.cache.Position(d.ctx)
	if err != nil || d.forgetful || cursor == 0 {
		// What is kept without a cursor was cut short: begin anew.
		epoch, cursor = "", 0
	}
	d.link = link.New(link.Options{
		Server: server, Token: token, Device: d.device, Epoch: epoch, Cursor: cursor, Clock: d.o.Clock, Dice: d.dice,
	})
	d.prompter = &prompter{from: d.o.Clock.Now() + promptAfter}
	d.link.Start(d.ctx)
	d.heard = d.link.Out()
	if d.s.screen == "" {
		d.show(d.s.elect())
	}
}

// load reads the desk as it was left.
func (d *Desktop) load() error {
	if err := d.cache.Own(d.ctx, string(d.server)+"|"+string(d.s.session.AgentID)); err != nil {
		return err
	}
	items, err := d.cache.Outbox(d.ctx)
	if err != nil {
		return err
	}
	d.s.outbox = newOutbox(items)
	if d.s.drafts, err = d.cache.Drafts(d.ctx); err != nil {
		return err
	}
	if err := d.loadShelves(); err != nil {
		return err
	}
	settings, err := d.cache.Settings(d.ctx)
	if err != nil {
		return err
	}
	d.s.translating = translatingFrom(settings[d.ownSetting(settingTranslating)])
	err = d.cache.Events(d.ctx, func(e cache.Event) error {
		var event wire.AgentEvent
		if json.Unmarshal(e.Body, &event) != nil {
			return nil
		}
		v := d.s.convs[e.Stream]
		if v == nil {
			v = newConversation(e.Stream, d.s.me())
			d.s.convs[e.Stream] = v
		}
		v.fold(event)
		return nil
	})
	if err != nil {
		return err
	}
	looked, err := d.cache.Looked(d.ctx)
	if err != nil {
		return err
	}
	departed, err := d.cache.Departed(d.ctx)
	if err != nil {
		return err
	}
	for stream, v := range d.s.convs {
		v.lookedAt(looked[stream])
		v.departed = departed[stream]
	}
	for stream := range d.s.drafts {
		// When it was begun is forgotten. All that is here was here when it was left.
		d.writes(stream)
	}
	for stream, v := range d.s.convs {
		v.stays = v.departed != "" && d.s.begun(stream)
		// The process ended between two writes.
		if !v.held() {
			d.depart(stream)
		}
	}
	d.recallPlaces(settings[d.ownSetting(settingPlaces)])
	return nil
}

func (d *Desktop) saveSession(agent wire.AgentWelcome) {
	raw, err := json.Marshal(agent)
	if err == nil {
		err = d.cache.SaveSession(d.ctx, cache.Session{Server: string(d.server), Email: d.s.session.Email, Agent: raw})
	}
	if err != nil && d.ctx.Err() == nil {
		d.diskFailed(err)
	}
}
