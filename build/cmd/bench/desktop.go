package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rehearse"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	ada   = "ada@acme.test"
	adaID = desk.AgentID("10423")
)

// busyDesk is a server on which Ada holds conversations, and the data folder of a
// desktop that knows them and is signed in.
type busyDesk struct {
	server *child
	screen *screen
	data   string
	others []*rehearse.Visitor
	cancel context.CancelFunc
}

// busyDesk makes one with n conversations open, and in the desktop's cache so
// many more that are over.
func (b *bench) busyDesk(ctx context.Context, n, over int) (d *busyDesk, err error) {
	d = &busyDesk{cancel: func() {}}
	defer func() {
		if err != nil {
			d.end()
			d = nil
		}
	}()
	dir, err := b.folder("desk")
	if err != nil {
		return d, err
	}
	if d.screen, err = b.screen(); err != nil {
		return d, err
	}
	if d.server, err = b.desk(ctx, dir, "--demo-slots", fmt.Sprint(max(n, 12))); err != nil {
		return d, err
	}
	ctx, d.cancel = context.WithCancel(ctx)
	if err = d.open(ctx, n); err != nil {
		return d, err
	}
	if d.data, err = b.folder("data"); err != nil {
		return d, err
	}
	if err = d.learn(ctx, b.browserhost, n); err != nil {
		return d, err
	}
	return d, d.remember(ctx, over)
}

// open has n visitors write to Ada and wait. A second line of hers stays, so that
// the conversations do too while no desktop runs.
func (d *busyDesk) open(ctx context.Context, n int) error {
	a := &rehearse.Agent{Server: d.server.address}
	err := patiently(ctx, func() (err error) {
		a.Token, err = rehearse.SignIn(ctx, http.DefaultClient, d.server.address, ada, password, rehearse.NewID())
		return err
	})
	if err == nil {
		err = a.Connect(ctx)
	}
	if err != nil {
		return err
	}
	go func() {
		defer a.Hangup()
		for {
			if _, err := a.Raw(ctx); err != nil {
				return
			}
		}
	}()
	if d.others, err = visitors(ctx, d.server.address, n); err != nil {
		return err
	}
	for i, v := range d.others {
		if err := v.Post(ctx, rehearse.NewID(), fmt.Sprintf("%d: %s", i, filling)); err != nil {
			return err
		}
		go (*people)(nil).drain(ctx, v)
		time.Sleep(50 * time.Millisecond) // so that their boxes stand in this order
	}
	return nil
}

// learn lets the desktop itself sign in and fill its cache.
func (d *busyDesk) learn(ctx context.Context, browserhost string, n int) error {
	for range 5 {
		host, _, err := d.host(browserhost, "PARLEY_DESKTOP_EMAIL="+ada, "PARLEY_DESKTOP_PASSWORD="+password)
		if err != nil {
			return err
		}
		rest(ctx, 3*time.Second)
		host.stop()
		kept, err := cache.Open(ctx, d.data)
		if err != nil {
			return err
		}
		streams := map[desk.Stream]bool{}
		err = kept.Events(ctx, func(e cache.Event) error { streams[e.Stream] = true; return nil })
		kept.Close()
		if err != nil || len(streams) == n {
			return err
		}
	}
	return errors.New("the desktop did not learn of its conversations")
}

// host runs the desktop for browsers and gives the address of its page.
func (d *busyDesk) host(browserhost string, env ...string) (*child, string, error) {
	host := d.screen.command(browserhost, "--data", d.data, "--server", d.server.address)
	host.cmd.Env = append(host.cmd.Env, env...)
	said, err := host.cmd.StdoutPipe()
	if err == nil {
		err = host.cmd.Start()
	}
	if err != nil {
		return nil, "", err
	}
	line, err := bufio.NewReader(said).ReadString('\n')
	if _, address, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && err == nil {
		return host, address, nil
	}
	host.stop()
	return nil, "", fmt.Errorf("the desktop for browsers said %q: %w", line, err)
}

// remember adds conversations that are over to what the desktop knows.
func (d *busyDesk) remember(ctx context.Context, over int) error {
	kept, err := cache.Open(ctx, d.data)
	if err != nil {
		return err
	}
	defer kept.Close()
	at := desk.Millis(1_700_000_000_000)
	for over > 0 {
		change := cache.Change{Over: map[desk.Stream]desk.Millis{}}
		for range min(over, 200) {
			over--
			events, err := finished(&at)
			if err != nil {
				return err
			}
			change.Events = append(change.Events, events...)
			change.Over[events[0].Stream] = at
		}
		if err := kept.Keep(ctx, change); err != nil {
			return err
		}
	}
	return nil
}

// finished is a conversation of Ada's from its opening to its end, with as many
// messages as those of a filled log.
func finished(at *desk.Millis) ([]cache.Event, error) {
	stream := desk.ConversationID("c_" + rand.Text()).Stream()
	visitor := desk.VisitorID("v_" + rand.Text())
	told := []wire.AgentEvent{
		{
			Kind: desk.ConversationOpened, Actor: desk.Visitor(visitor), Visitor: visitor, Name: "Ravi", Channel: desk.Chat,
			Site: "www.acme.test", Language: "en", Page: &desk.Page{URL: "https://www.acme.test/demo/", Title: "Brook & Hill"},
		},
		{Kind: desk.ContactOpened, Actor: desk.System, Contact: 1, Agent: adaID, Why: "has the fewest chats", Waited: 900},
	}
	for i := range perConversation {
		by := desk.Visitor(visitor)
		if i%2 == 1 {
			by = desk.AgentActor(adaID)
		}
		told = append(told, wire.AgentEvent{Kind: desk.MessagePosted, Actor: by, Contact: 1, Text: fmt.Sprintf("%d: %s", i, filling)})
	}
	told = append(told,
		wire.AgentEvent{Kind: desk.ContactClosed, Actor: desk.AgentActor(adaID), Contact: 1, Agent: adaID, Reason: desk.ClosedByAgent},
		wire.AgentEvent{Kind: desk.ConversationClosed, Actor: desk.AgentActor(adaID), Reason: desk.ClosedByAgent})
	var events []cache.Event
	for i, e := range told {
		*at += 900
		e.Stream, e.Seq, e.At = stream, int64(i+1), *at
		raw, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		events = append(events, cache.Event{Stream: stream, Seq: e.Seq, Body: raw})
	}
	return events, nil
}

// copied is the data folder as it was made: a start may change it. The copy is on
// the disk when it returns: nobody's desktop starts while its data is being written.
func (d *busyDesk) copied(b *bench) (string, error) {
	to, err := b.folder("data")
	if err != nil {
		return "", err
	}
	err = os.CopyFS(filepath.Join(to, "desktop"), os.DirFS(d.data))
	syscall.Sync()
	return to, err
}

// desktop starts the desktop's window on a copy of the data.
func (d *busyDesk) desktop(ctx context.Context, b *bench) (*child, error) {
	data, err := d.copied(b)
	if err != nil {
		return nil, err
	}
	return d.screen.window(ctx, b.desktop, "--data", filepath.Join(data, "desktop"))
}

func (d *busyDesk) end() {
	d.cancel()
	for _, v := range d.others {
		v.Hangup()
	}
	if d.server != nil {
		d.server.stop()
	}
	if d.screen != nil {
		d.screen.end()
	}
}

// windowStarting is D1: from the start of the program to a panel that can be
// used. Twelve conversations are open; the cache holds no other, or 10,000 in all.
func windowStarting(ctx context.Context, b *bench) ([]row, error) {
	var rows []row
	for _, cached := range []int{12, 10_000} {
		r, err := b.startingWith(ctx, 12, cached)
		if err != nil {
			return rows, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func (b *bench) startingWith(ctx context.Context, open, cached int) (row, error) {
	d, err := b.busyDesk(ctx, open, cached-open)
	if err != nil {
		return row{}, err
	}
	defer d.end()
	var ours, theirs, ratios []float64
	for i := range starts + 1 {
		mine, err := d.desktop(ctx, b)
		if err != nil {
			return row{}, err
		}
		mine.stopGroup()
		empty, err := d.screen.window(ctx, b.empty)
		if err != nil {
			return row{}, err
		}
		empty.stopGroup()
		if i == 0 { // the first of each reads its files and makes its folders
			continue
		}
		ours, theirs = append(ours, float64(mine.ready)), append(theirs, float64(empty.ready))
		ratios = append(ratios, float64(mine.ready)/float64(empty.ready))
	}
	return row{
		id: "D1", what: fmt.Sprintf("desktop's start, %d conversations cached", cached), ours: ms(time.Duration(median(ours))),
		pair: ms(time.Duration(median(theirs))) + " empty window", ratio: median(ratios), anchor: 2, moonshot: 1.3,
	}, nil
}

// windowSettles is how long a window is left alone before its memory is read.
const windowSettles = 10 * time.Second

// windowMemory is D2: the window against a browser's on the same desk.
func windowMemory(ctx context.Context, b *bench) ([]row, error) {
	d, err := b.busyDesk(ctx, 4, 0)
	if err != nil {
		return nil, err
	}
	defer d.end()
	var ours, theirs, ratios []float64
	var helpers, parts int
	for range turns {
		mine, n, err := d.desktopShare(ctx, b)
		if err != nil {
			return nil, err
		}
		browser, m, err := d.browserShare(ctx, b)
		if err != nil {
			return nil, err
		}
		ours, theirs, ratios = append(ours, mine), append(theirs, browser), append(ratios, mine/browser)
		helpers, parts = n, m
	}
	return []row{{
		id: "D2", what: "desktop's memory, 4 conversations open", ours: fmt.Sprintf("%s, %d processes", mib(median(ours)), helpers),
		pair: fmt.Sprintf("%s Chromium, %d processes", mib(median(theirs)), parts), ratio: median(ratios), anchor: 0.7, moonshot: 0.4,
	}}, nil
}

func mib(bytes float64) string { return fmt.Sprintf("%.0f MiB", bytes/(1<<20)) }

func (d *busyDesk) desktopShare(ctx context.Context, b *bench) (float64, int, error) {
	window, err := d.desktop(ctx, b)
	if err != nil {
		return 0, 0, err
	}
	defer window.stopGroup()
	rest(ctx, windowSettles)
	bytes, n := share(window.pid())
	return bytes, n, nil
}

// browserShare is of the browser and of the program whose page it shows.
func (d *busyDesk) browserShare(ctx context.Context, b *bench) (float64, int, error) {
	host, address, err := d.host(b.browserhost)
	if err != nil {
		return 0, 0, err
	}
	defer host.stop()
	profile, err := b.folder("profile")
	if err != nil {
		return 0, 0, err
	}
	args := []string{"--user-data-dir=" + profile, "--no-first-run", "--window-size=1280,720", "--app=" + address}
	if os.Getuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	browser := d.screen.command("chromium", args...)
	if err := browser.cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer browser.stopGroup()
	// The page names its window after the agent and who is waiting.
	want := fmt.Sprintf("(%d) Parley · ID %s", len(d.others), adaID)
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		titles, err := exec.Command("xwininfo", "-display", d.screen.display, "-root", "-tree").Output()
		if err != nil {
			return 0, 0, fmt.Errorf("xwininfo: %w", err)
		}
		if strings.Contains(string(titles), want) {
			break
		}
		if time.Since(began) > usableWithin || ctx.Err() != nil {
			return 0, 0, errors.Join(ctx.Err(), fmt.Errorf("the browser did not show the desk: %s", titles))
		}
	}
	rest(ctx, windowSettles)
	bytes, n := share(browser.pid())
	more, m := share(host.pid())
	return bytes + more, n + m, nil
}

const (
	// idleFor is how long windows are watched.
	idleFor = 30 * time.Second
	// idleFloor is what counts as nothing, as a share of a core: the kernel
	// tells whole ticks of 10 ms, for each of three or four processes.
	idleFloor = 0.001
)

// windowIdling is D5: what a window costs in which nobody does anything, against
// an empty one on another screen at the same time.
func windowIdling(ctx context.Context, b *bench) ([]row, error) {
	d, err := b.busyDesk(ctx, 12, 0)
	if err != nil {
		return nil, err
	}
	defer d.end()
	apart, err := b.screen()
	if err != nil {
		return nil, err
	}
	defer apart.end()
	mine, err := d.desktop(ctx, b)
	if err != nil {
		return nil, err
	}
	defer mine.stopGroup()
	empty, err := apart.window(ctx, b.empty)
	if err != nil {
		return nil, err
	}
	defer empty.stopGroup()
	rest(ctx, windowSettles)
	ours, theirs := watch(mine.pid()), watch(empty.pid())
	rest(ctx, idleFor)
	used, pair := ours.cores(), theirs.cores()
	return []row{{
		id: "D5", what: "idle desktop, 12 conversations: share of a core", ours: fmt.Sprintf("%.2f %%", used*100),
		pair:  fmt.Sprintf("%.2f %% empty window, floor %.1f %%", pair*100, idleFloor*100),
		ratio: max(used, idleFloor) / max(pair, idleFloor), anchor: 2, moonshot: 1.1,
	}}, nil
}
