package prove

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/app"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// hurried is the machine's clock with waits two hundred times shorter.
type hurried struct{}

func (hurried) Now() desk.Millis { return desk.Millis(time.Now().UnixMilli()) }
func (hurried) Timer(d time.Duration) (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	t := time.AfterFunc(d/200, func() { c <- struct{}{} })
	return c, func() { t.Stop() }
}

// TestFramesAreMangled is T13: frames are doubled, swapped, dropped, torn and
// mixed with old ones between the server and those who write, of whom the agent
// is the real desktop. In the end all have what the log has.
func TestFramesAreMangled(t *testing.T) {
	server := rig.NewServer(t, binary, "", rig.Demo(8)...)
	server.Start()
	chaos, url := NewChaos(t, server.URL, 13)
	c := newCrowd(t)
	for i := range 4 {
		c.all = append(c.all, NewVisitor(fmt.Sprint("visitor", i), func() string { return url }, c.history))
	}
	ada := app.New(app.Options{Data: t.TempDir(), Server: url, Email: "ada@acme.test", Password: "parley-demo",
		Keychain: fileKeychain{t.TempDir()}, Clock: hurried{}})
	if err := ada.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ada.Stop)
	c.begin()
	// Online: the opening is over, so that what is on the panel stays there.
	awaitPanel(t, ada, "all conversations are on the panel", func(p wire.Panel) bool {
		return len(p.Boxes) == len(c.all) && p.Line.State == wire.Online
	})

	count := map[desk.Stream]int{}
	for range 20 * scale() {
		for _, b := range ada.App.Snapshot().Boxes {
			count[b.Stream]++
			author := "ada." + string(b.Stream)
			c.history.Note(Invoke, author, count[b.Stream], "")
			// A line that breaks before it has a place in the log begins anew, and
			// until then nothing is there to write in.
			rig.Eventually(t, "the desktop takes it", func() bool {
				_, err := ada.App.Send(string(b.Stream), Text(author, count[b.Stream]))
				if err != nil && !strings.Contains(err.Error(), string(desk.NotFound)) {
					t.Fatal(err)
				}
				return err == nil
			})
			c.history.Note(OK, author, count[b.Stream], "kept")
		}
		c.progress(4)
	}
	for _, v := range c.all {
		v.Quiet()
	}
	// Whoever is still unanswered gets there through the noise, the rest in calm.
	rig.Eventually(t, "visitors and desktop have sent all", func() bool {
		return ada.App.Snapshot().Line.Unsent == 0 && !slices.ContainsFunc(c.all, func(v *Client) bool { return !v.Idle() })
	})
	chaos.Calm()
	c.finish()
	rig.Eventually(t, "the desktop is online", func() bool { return ada.App.Snapshot().Line.State == wire.Online })

	// What was said last may have been mangled: the next heartbeat tells.
	s := openLog(t, server)
	final := logged(t, s)
	screens := map[desk.Stream][]string{}
	for _, b := range ada.App.Snapshot().Boxes {
		if err := ada.App.Focus(string(b.Stream)); err != nil {
			t.Fatal(err)
		}
		var sent bool
		awaitPanel(t, ada, "the thread is on screen, all of it sent", func(p wire.Panel) bool {
			if p.OnScreen() != nil && p.OnScreen().Stream == b.Stream {
				screens[b.Stream], sent = textsOf(p.OnScreen())
			}
			return sent && len(screens[b.Stream]) >= len(final[string(b.Stream)])
		})
	}
	ada.Stop()
	server.End(syscall.SIGTERM)
	server.Verify()
	for stream, texts := range screens {
		if !slices.Equal(texts, final[string(stream)]) {
			t.Errorf("the desktop shows %d messages of %s, the log has %d", len(texts), stream, len(final[string(stream)]))
		}
	}
	if len(screens) != len(c.all) {
		t.Errorf("the desktop shows %d conversations of %d", len(screens), len(c.all))
	}
	t.Logf("%d frames mangled", chaos.Mangled())
	if chaos.Mangled() < 100 {
		t.Error("too few frames were mangled to prove anything")
	}
	c.judge(s)
}
