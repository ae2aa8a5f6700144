package platform

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/gen2brain/beeep"
)

// The name people see beside a notification. It is beeep's variable, and without it they read "DefaultAppName".
func init() { beeep.AppName = "Parley" }

// system is the plain door: it shows, and cannot replace, close or hear a click.
type system struct {
	show   func(title, body string) error
	busy   chan struct{}
	clicks chan Click
	stop   sync.Once
	wait   sync.WaitGroup
}

func newSystem() *system {
	return &system{
		show:   func(title, body string) error { return beeep.Notify(title, body, "") },
		busy:   make(chan struct{}, 1),
		clicks: make(chan Click),
	}
}

// harmless: below this door some systems build a command or a script from the words.
var harmless = strings.NewReplacer(`"`, "”", "'", "’", "`", "’", "$", "＄", `\`, "＼")

func (s *system) Notify(ctx context.Context, toast Toast) Report {
	title, body := harmless.Replace(plain(toast.Title, titleRunes)), harmless.Replace(plain(toast.Body, bodyRunes))
	if runtime.GOOS == "linux" {
		body = markup.Replace(body)
	}
	if strings.HasPrefix(title, "-") { // would be read as an option
		title = "–" + title[1:]
	}
	if strings.HasPrefix(body, "-") {
		body = "–" + body[1:]
	}
	select {
	case s.busy <- struct{}{}:
	default:
		return Report{Outcome: Failed, Through: "system", Reason: "the last notification has not come back"}
	}
	done := make(chan error, 1)
	s.wait.Add(1)
	go func() {
		defer s.wait.Done()
		defer func() { <-s.busy }()
		defer func() {
			if p := recover(); p != nil { // a foreign library calling foreign code: it must not take the desktop with it
				done <- fmt.Errorf("%v", p)
			}
		}()
		done <- s.show(title, body)
	}()
	t := time.NewTimer(4 * time.Second)
	defer t.Stop()
	select {
	case err := <-done:
		if err != nil {
			return Report{Outcome: NotAvailable, Through: "system", Reason: err.Error()}
		}
		return Report{Outcome: Shown, Through: "system"}
	case <-ctx.Done():
		return Report{Outcome: Failed, Through: "system", Reason: ctx.Err().Error()}
	case <-t.C:
		return Report{Outcome: Failed, Through: "system", Reason: "the system did not answer"}
	}
}

func (s *system) Close(string)         {}
func (s *system) Clicks() <-chan Click { return s.clicks }

func (s *system) Stop() {
	s.stop.Do(func() {
		gone := make(chan struct{})
		go func() { s.wait.Wait(); close(gone) }()
		select { // a call that hangs in the system cannot be called back
		case <-gone:
		case <-time.After(time.Second):
		}
		close(s.clicks)
	})
}
