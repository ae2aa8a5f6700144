package mail

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
)

var (
	tag = regexp.MustCompile(`<[^<>]*>`)
	// marking are the elements, and their only attributes, that what is marked in a
	// message comes to.
	marking = regexp.MustCompile(`^</?(p|blockquote|ul|ol|li|pre|strong|em|s|code)( start="[0-9]+")?( style="margin: 4px 0( 4px 24px)?")?>$`)
)

// Whatever is said, named or noted in a conversation, its letter has the elements
// and the head of one in which nothing is, but for what is marked in it: in both
// languages, as text and as HTML.
func TestHostileTextsAreTextInATranscript(t *testing.T) {
	letter := func(language, text string) (head, body []string, plain string) {
		t.Helper()
		made := transcript{
			project: acme, to: "boss@acme.test", language: language, note: text,
			lines: []spoken{{name: desk.CutText(text, desk.MaxNameRunes), visitor: true, text: text}, {name: "Ada", text: text}},
		}
		m, err := made.letter(mustServer(t).from)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if _, err := m.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		h, plain, html := read(t, received{raw: b.String()})
		for name := range h {
			head = append(head, name)
		}
		slices.Sort(head)
		return head, slices.DeleteFunc(tag.FindAllString(html, -1), marking.MatchString), plain
	}
	for _, language := range []string{"en", "fr"} {
		head, elements, _ := letter(language, "nothing")
		for _, text := range rig.Hostile() {
			h, e, plain := letter(language, text)
			if !slices.Equal(h, head) || !slices.Equal(e, elements) {
				t.Errorf("%q makes the head %v and the elements %v", text, h, e)
			}
			// Set in, no line of it can be taken for one of the letter's own.
			for line := range strings.Lines(plain) {
				if strings.HasPrefix(line, "Bcc:") || strings.HasPrefix(line, "MAIL FROM") {
					t.Errorf("%q has a line of its own: %q", text, line)
				}
			}
		}
	}
}
