package replay_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// tick is how often the people of a day do something.
const tick = 3 * desk.Second

// noon is within opening hours, on a Tuesday.
const noon = desk.Millis(1_772_539_200_000)

// settings have something of everything that makes a difference to who gets what.
func settings() desk.Settings {
	share := func(ids ...desk.GroupID) (list []desk.Share) {
		for _, id := range ids {
			list = append(list, desk.Share{Group: id})
		}
		return list
	}
	return desk.Settings{
		Skills: []desk.Skill{{ID: "billing", Name: "Billing"}},
		Hours: []desk.Hours{{ID: "day", Name: "Day", Zone: "UTC", Week: []desk.Span{
			{Days: desk.Weekdays, From: "08:00", To: "13:00"}, {Days: desk.Weekdays, From: "13:30", To: "20:00"},
		}}},
		Groups: []desk.Group{
			{ID: "sales", Name: "Sales", Organisations: []desk.OrganisationID{"sales"}, Places: 30, Hours: "day"},
			{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}, Places: 10},
			{ID: "phones", Name: "Phones", Organisations: []desk.OrganisationID{"phones"}},
		},
		Rules: []desk.Rule{
			{ID: "shop", Name: "Shop", Method: desk.Escalation, Sticky: 20, AnswerWithin: 90, Transfers: true, Rings: []desk.Ring{
				{Groups: share("sales")}, {After: 60, Groups: share("sales", "support"), Language: desk.LanguageSoft},
			}},
			{ID: "bills", Name: "Bills", Method: desk.Fair, Transfers: true, Rings: []desk.Ring{
				{Groups: share("sales", "support"), Require: []desk.Need{{Skill: "billing", Level: 2}}},
				{After: 45, Groups: share("sales", "support"), Language: desk.LanguageAny},
			}},
			{ID: "now", Name: "Now or never", Method: desk.Reactive, Rings: []desk.Ring{{Groups: share("phones")}}},
		},
		Targeting: []desk.Targeting{
			{ID: "bills", Name: "Bills", Active: true, Channel: desk.Chat, Rule: "bills", Sites: []string{"bills.acme.test"}, Priority: desk.High},
			{ID: "now", Name: "Now", Active: true, Channel: desk.Chat, Rule: "now", Sites: []string{"now.acme.test"}},
			{ID: "shop", Name: "Shop", Active: true, Channel: desk.Chat, Rule: "shop"},
		},
		Lifecycle: desk.Lifecycle{PushGap: 3},
	}
}

func people() (all []desk.Profile) {
	for i := range 12 {
		id := desk.AgentID(fmt.Sprint(10401 + i))
		all = append(all, desk.Profile{
			ID: id, Role: desk.AgentRole, Name: "Agent " + string(id),
			Organisation: []desk.OrganisationID{"sales", "sales", "support", "phones"}[i%4],
			Skills:       map[desk.SkillID]int{"billing": 1 + i%4}, Languages: [][]string{nil, {"fr"}, {"fr", "de"}}[i%3],
			Slots: map[desk.Channel]int{desk.Chat: 1 + i%3}, Priority: map[desk.Channel]int{desk.Chat: 10 * (i % 2)},
		})
	}
	return all
}

// deaf hears nothing.
type deaf struct{}

func (deaf) Hear([]floor.News)       {}
func (deaf) HearSignal(floor.Signal) {}
func (deaf) HearWait(floor.Wait)     {}
func (deaf) HearOffers()             {}
func (deaf) HearAccount()            {}
func (deaf) HearLibrary()            {}
func (deaf) HearPersonal()           {}
func (deaf) HearLifecycle()          {}
func (deaf) Resync()                 {}

// day is a real desk with people on both sides, on a clock of its own.
type day struct {
	t     *testing.T
	floor *floor.Floor
	log   *memory
	clock *rig.Clock
	dice  *rand.Rand
	n     int
	lines map[desk.AgentID]func()
	// graces are when the log says of those who left the line that they did.
	graces []desk.Millis
	// ends is when the contact a conversation has will be over.
	ends map[desk.ConversationID]plan
}

type plan struct {
	no            desk.ContactNo
	answers, over desk.Millis
}

func newDay(t *testing.T, seed uint64, s desk.Settings) *day {
	t.Helper()
	if err := s.Check(func(string) bool { return true }); err != nil {
		t.Fatal(err)
	}
	d := &day{
		t: t, log: newMemory(), clock: rig.NewClock(noon), dice: rand.New(rand.NewPCG(seed, 1)),
		lines: map[desk.AgentID]func(){}, ends: map[desk.ConversationID]plan{},
	}
	options, ids := rig.FloorOptions(d.log, d.clock), 0
	options.NewID = func() string { ids++; return fmt.Sprintf("%06d", ids) } // so that a seed is a day
	d.floor = floor.New(options, []floor.Setup{{
		Project: desk.Project{ID: rig.Project, Name: "ACME"}, Agents: people(),
		Revision: desk.Revision{Version: 7, At: noon - 1000, Settings: s},
	}})
	if err := d.floor.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.floor.Stop)
	return d
}

// in tells with one chance in n.
func (d *day) in(n int) bool { return d.dice.IntN(n) == 0 }

func (d *day) exp(mean desk.Millis) desk.Millis {
	return desk.Millis(-math.Log(1-d.dice.Float64()) * float64(mean))
}

// do carries a command out, and puts up with a refusal that people meet.
func (d *day) do(by desk.Actor, stream desk.Stream, cmd desk.Command) {
	d.t.Helper()
	d.clock.Advance(1)
	d.n++
	done := make(chan floor.Answer, 1)
	r := floor.Request{
		By: by, Stream: stream, Command: cmd, Cmd: desk.CommandID{Device: by.ID, ID: fmt.Sprint(d.n)}, Digest: "x",
		Reply: func(a floor.Answer) { done <- a },
	}
	if by.Kind == desk.ByVisitor && stream == "" {
		sites := []string{"www.acme.test", "www.acme.test", "bills.acme.test", "now.acme.test"}
		r.Opening = &desk.Open{Opened: desk.Opened{
			Visitor: desk.VisitorID(by.ID), Channel: desk.Chat, Site: sites[d.dice.IntN(4)],
			Language: []string{"", "fr", "de", "fr-BE"}[d.dice.IntN(4)],
		}}
	}
	d.floor.Do(context.Background(), rig.Project, r)
	var refusal *desk.Error
	if a := <-done; a.Err != nil && (!errors.As(a.Err, &refusal) || refusal.Code == desk.Internal || refusal.Code == desk.Unavailable) {
		d.t.Fatalf("%T: %v", cmd, a.Err)
	}
}

// turn brings an agent on the line, or takes them off it.
func (d *day) turn(id desk.AgentID) {
	d.clock.Advance(1)
	if leave := d.lines[id]; leave != nil {
		leave()
		delete(d.lines, id)
		d.graces = append(d.graces, d.clock.Now()+desk.LostAfter)
	} else {
		leave, err := d.floor.Listen(context.Background(), rig.Project, desk.AgentActor(id), deaf{}, floor.Joining{})
		if err != nil {
			d.t.Fatal(err)
		}
		d.lines[id] = leave
		d.do(desk.AgentActor(id), id.Stream(), desk.SetStatus{Channel: desk.Chat, Status: desk.Available})
	}
	d.floor.Loads(context.Background())
}

// next goes to the next tick, and on the way to the ends of graces: a real clock
// does not miss them.
func (d *day) next() {
	tick := d.clock.Now() + tick - d.clock.Now()%tick
	for len(d.graces) > 0 && d.graces[0] <= tick {
		d.clock.Advance(max(d.graces[0]-d.clock.Now(), 0))
		d.floor.Loads(context.Background())
		d.graces = d.graces[1:]
	}
	d.clock.Advance(tick - d.clock.Now())
	d.floor.Loads(context.Background())
}

// pass lets people live for a while.
func (d *day) pass(length desk.Millis, every desk.Millis) {
	all := people()
	for end := d.clock.Now() + length; d.clock.Now() < end; {
		d.next()
		if d.in(int(every / tick)) {
			visitor := desk.Visitor(desk.VisitorID(fmt.Sprint("v_", d.dice.IntN(400))))
			d.do(visitor, "", desk.Post{Text: "Hello"})
		}
		if d.in(60) {
			d.turn(all[d.dice.IntN(len(all))].ID)
		}
		if id := all[d.dice.IntN(len(all))].ID; d.in(60) && d.lines[id] != nil {
			d.do(desk.AgentActor(id), id.Stream(), desk.SetStatus{Channel: desk.Chat, Status: desk.NotAvailable})
		} else if d.in(10) && d.lines[id] != nil {
			d.do(desk.AgentActor(id), id.Stream(), desk.SetStatus{Channel: desk.Chat, Status: desk.Available})
		}
		d.work()
	}
}

// work lets agents and waiting visitors do what is theirs.
func (d *day) work() {
	for _, c := range d.log.live() {
		switch now := d.clock.Now(); c.State {
		case desk.Ongoing:
			p := d.ends[c.ID]
			if p.no != c.Contact.No {
				p = plan{c.Contact.No, now + d.exp(15*desk.Second), now + d.exp(3*desk.Minute)}
				if d.in(25) {
					p.answers = now + desk.Hour // sits there and says nothing
				}
				d.ends[c.ID] = p
			}
			by := desk.AgentActor(c.Contact.Agent)
			switch {
			case d.lines[c.Contact.Agent] == nil:
			case !c.Contact.Spoke && p.answers <= now:
				d.do(by, c.ID.Stream(), desk.Post{Text: "Good day"})
			case !c.Contact.Spoke || p.over > now:
			case d.in(8):
				d.do(by, c.ID.Stream(), desk.Transfer{Group: []desk.GroupID{"sales", "support"}[d.dice.IntN(2)], Anyway: d.in(2)})
			case d.in(10):
				d.do(by, c.ID.Stream(), desk.Transfer{Agent: people()[d.dice.IntN(12)].ID, Anyway: d.in(2)})
			case d.in(8):
				d.do(by, c.ID.Stream(), desk.Snooze{Until: now + d.exp(10*desk.Minute) + desk.Second, Keep: d.in(2)})
			default:
				d.do(by, c.ID.Stream(), desk.Close{})
			}
		case desk.Asleep:
			switch {
			case d.in(400):
				d.do(desk.Visitor(c.Visitor), c.ID.Stream(), desk.Post{Text: "Are you there?"})
			case d.in(400) && d.lines[c.Keeper] != nil:
				d.do(desk.AgentActor(c.Keeper), c.ID.Stream(), desk.Wake{})
			}
		case desk.Waiting:
			if c.Online && d.in(60) {
				d.do(desk.Visitor(c.Visitor), c.ID.Stream(), desk.Leave{})
			}
		}
	}
}
