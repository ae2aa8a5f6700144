package app

import (
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
	said := []string{goneSentence, strings.TrimPrefix(staleReason, notSent)}
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
			of, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || of.Sel.Name != "say" && of.Sel.Name != "count" {
				return true
			}
			for _, arg := range call.Args {
				if text, ok := arg.(*ast.BasicLit); ok && text.Kind == gotoken.STRING {
					sentence, _ := strconv.Unquote(text.Value)
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
	r.restart()
	r.must(r.do(func() error {
		if r.s.language != french {
			t.Error("the language was forgotten")
		}
		return nil
	}))
}
