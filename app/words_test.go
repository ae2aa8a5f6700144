package app

import (
	"errors"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// row: D-11
func TestEverySentenceIsInFrench(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "platform/external.go")
	said := []string{goneSentence, strings.TrimPrefix(staleReason, notSent), underWay, doneLater, readLater}
	for _, name := range channelNames {
		said = append(said, name)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			by := ""
			switch of := call.Fun.(type) {
			case *ast.SelectorExpr:
				by = of.Sel.Name
			case *ast.Ident:
				by = of.Name
			}
			if !slices.Contains([]string{"say", "count", "counted", "Refuse", "fault", "refuse"}, by) {
				return true
			}
			for _, arg := range call.Args {
				if text, ok := arg.(*ast.BasicLit); ok && text.Kind == gotoken.STRING {
					sentence, _ := strconv.Unquote(text.Value)
					// What is filled in is told by its code, and what is cut out of a
					// refusal is looked for by itself.
					if (by == "Refuse" || by == "fault") && strings.Contains(sentence, "%") {
						continue
					}
					said = append(said, sentence)
				}
			}
			return true
		})
	}
	if len(said) < 20 {
		t.Fatalf("only %d sentences were found", len(said))
	}
	verbs := regexp.MustCompile(`%\w`)
	for _, sentence := range said {
		own, ok := inFrench[sentence]
		if !ok {
			t.Errorf("%q is not in French", sentence)
		}
		if !slices.Equal(verbs.FindAllString(sentence, -1), verbs.FindAllString(own, -1)) {
			t.Errorf("%q and %q are not filled in alike", sentence, own)
		}
	}
	for _, story := range []string{"V", "VX", "VXC"} {
		if why := told("c_1", 1, 1, ada, story).whyShut(); inFrench[why] == "" {
			t.Errorf("%q is not in French", why)
		}
	}
}

// The window calls a snooze a pause in French. To wait is something else there.
func TestASnoozeIsAPause(t *testing.T) {
	for sentence, own := range inFrench {
		if strings.Contains(sentence, "snooze") != strings.Contains(own, "pause") {
			t.Errorf("%q is said as %q", sentence, own)
		}
	}
}

// row: D-11
func TestWhySomethingWasNotDoneIsToldInBothLanguages(t *testing.T) {
	for said, want := range map[string]string{
		"The connection was lost before the server answered. As long as this is open it is asked again when the line is back.": "La connexion a été perdue avant que le serveur ne réponde. Tant que ceci reste ouvert, la demande lui sera faite de nouveau dès que la connexion revient.",
		doneLater:                               "Il n’y a pas de connexion. Réessayez dès qu’elle revient.",
		notSent + "the conversation is closed.": "Non envoyé : la conversation est terminée.",
		notSent + "nobody has French for this.": "",
		"The server alone says this.":           "",
	} {
		var f *Fault
		if err := asFault(desk.Refuse(desk.Unavailable, "%s", said)); !errors.As(err, &f) || f.Message != said || f.MessageFR != want {
			t.Errorf("%q is told as %v", said, err)
		}
	}
}

// row: D-11
func TestTheDesktopSpeaksFrench(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.refused(r.App.SetLanguage("de"), desk.Invalid)
	r.must(r.App.SetLanguage("fr"))
	r.peer.account(func() { r.peer.name = "Ada Lovelace" })
	r.eventually("it says so in French", func(p wire.Panel) bool {
		return slices.ContainsFunc(p.Notices, func(n wire.Notice) bool {
			return n.Own && n.Text == "Votre compte a été modifié. Votre nom est désormais Ada Lovelace."
		})
	})
	// What stands there follows the language, with all that was filled in.
	r.must(r.App.SetLanguage("en"))
	r.eventually("it says so in English", func(p wire.Panel) bool {
		return len(p.Notices) == 1 && p.Notices[0].Text == "Your account was changed. Your name is now Ada Lovelace."
	})
	r.must(r.App.SetLanguage("fr"))
	r.restart()
	r.must(r.do(func() error {
		if r.s.language != french {
			t.Error("the language was forgotten")
		}
		return nil
	}))
}

// A line that breaks before a mark begins with it.
func TestFrenchKeepsItsMarks(t *testing.T) {
	apart := regexp.MustCompile(`[ ][:;?!»]|« `)
	for _, text := range inFrench {
		if apart.MatchString(text) {
			t.Errorf("%q has a space that breaks", text)
		}
	}
}
