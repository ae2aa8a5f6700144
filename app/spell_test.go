package app

import (
	"slices"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-061
func TestSpellingIsCheckedInTheLanguageThatIsWritten(t *testing.T) {
	r := newRig(t)
	var mu sync.Mutex
	var told []string
	r.Stop()
	r.Desktop = New(Options{
		Data: r.data, Server: r.peer.http.URL, Keychain: r.keychain, Clock: r.clock, Emit: r.emit,
		Spell: func(language string) { mu.Lock(); told = append(told, language); mu.Unlock() },
	})
	r.window = r.App.Snapshot()
	r.must(r.Start(t.Context()))
	last := func(what, want string) {
		t.Helper()
		r.eventually(what, func(wire.Panel) bool {
			mu.Lock()
			defer mu.Unlock()
			return len(told) > 0 && told[len(told)-1] == want
		})
	}
	r.peer.with(func() { r.peer.translates = true })
	r.signIn()
	last("nobody writes: the agent's own", "en")
	french := r.peer.opens("c_fr", desk.Opened{Channel: desk.Chat, Language: "fr-BE"}, "Ann", "Bonjour", ada)
	last("a French conversation fills the screen", "fr-BE")
	unknown := r.peer.opens("c_no", desk.Opened{Channel: desk.Chat, Language: "../x"}, "Bob", "Hm", ada)
	r.boxes(french, unknown)
	r.must(r.App.Focus(string(unknown)))
	last("of who says no language", "en")
	r.must(r.App.Focus(string(french)))
	last("back in French", "fr-BE")
	r.must(r.App.SetTranslation(string(french), true))
	last("what is written is translated", "en")
	mu.Lock()
	defer mu.Unlock()
	if want := []string{"en", "fr-BE", "en", "fr-BE", "en"}; !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
}
