package routing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// row: D-11
func TestEveryPhraseIsInFrench(t *testing.T) {
	said := map[string]bool{}
	for _, name := range []string{"sentence.go", "tongue.go", "query.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && isSaid(call.Fun) {
				for _, arg := range call.Args {
					if phrase := literal(arg); phrase != "" {
						said[phrase] = true
					}
				}
			}
			return true
		})
	}
	verbs := regexp.MustCompile(`%\w+`)
	for phrase := range said {
		own, ok := french[phrase]
		if !ok {
			t.Errorf("%q is not in French", phrase)
		} else if !slices.Equal(verbs.FindAllString(phrase, -1), verbs.FindAllString(own, -1)) {
			t.Errorf("%q and %q are not filled in alike", phrase, own)
		}
	}
	for phrase := range french {
		if !said[phrase] {
			t.Errorf("%q is never said", phrase)
		}
	}
}

// isSaid tells whether a call says a phrase.
func isSaid(fun ast.Expr) bool {
	switch of := fun.(type) {
	case *ast.SelectorExpr:
		return of.Sel.Name == "say" || of.Sel.Name == "count"
	case *ast.Ident:
		return of.Name == "some"
	}
	return false
}

// literal is the text of an expression, empty where it is none.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, _ := strconv.Unquote(e.Value)
			return text
		}
	case *ast.BinaryExpr:
		return literal(e.X) + literal(e.Y)
	}
	return ""
}

// row: B-01, D-11
func TestAnExplanationInFrench(t *testing.T) {
	ada := Candidate{Agent: "ada", Name: "Ada", Used: 1, Slots: 3}
	for want, e := range map[string]Explanation{
		"Ada avait 1 chat sur 3, la charge la plus légère parmi 4 agents libres dans Ventes ou Conseil (fr) ; le cercle 2 était ouvert.": {
			Channel: desk.Chat, Where: "Ventes\nConseil", Asks: "fr", Ring: 2, Reason: ByLoad, Rivals: 4, Winner: ada,
			RunnerUp: Candidate{Agent: "ben"},
		},
		"Ada était le seul agent libre dans Ventes, avec 1 appel sur 3.": {
			Channel: desk.Call, Where: "Ventes", Reason: OnlyOne, Winner: ada, Rivals: 1,
		},
		"En attente : aucun des 2 agents dans Ventes qui sont disponibles pour le chat, parlent la langue du visiteur et ont les compétences demandées n’a de place libre ; plus d’agents pourront répondre dans 30 secondes.": {
			Channel: desk.Chat, Where: "Ventes", Obstacle: NoSlot, Opens: 30 * desk.Second,
			Counts: Counts{Available: 4, Speak: 3, Skilled: 2, Unengaged: 2},
		},
		"Abandonnée : le seul agent dans Ventes qui est disponible pour la messagerie n’a plus de place libre.": {
			Channel: desk.Messaging, Where: "Ventes", Obstacle: NoSlot, Dropped: true,
			Counts: Counts{Available: 1, Speak: 1, Skilled: 1, Unengaged: 1},
		},
		"En attente : elle est réservée à Ada, qui n’est pas disponible pour le chat depuis 60 secondes.": {
			Channel: desk.Chat, Reason: Reserved, Waits: "Ada", Obstacle: NotAvailable, Since: desk.Minute,
		},
		"En attente : elle a été transférée à Ada, qui n’est pas disponible pour le chat depuis 60 secondes.": {
			Channel: desk.Chat, Reason: Transferred, Waits: "Ada", Obstacle: NotAvailable, Since: desk.Minute,
		},
		"En attente : Ben l’a transférée à Ada, qui n’est pas connecté.": {
			Channel: desk.Chat, Reason: Transferred, HandedBy: "Ben", Waits: "Ada", Obstacle: NotOnLine,
		},
		"En attente : personne dans Ventes n’est disponible pour le chat ; elle a été transférée par Ben ; plus d’agents pourront répondre dans 30 secondes.": {
			Channel: desk.Chat, Where: "Ventes", HandedBy: "Ben", Obstacle: NotAvailable, Opens: 30 * desk.Second,
		},
		"Ben l’a transférée à Ada, qui avait 1 chat sur 3.": {
			Channel: desk.Chat, Reason: Transferred, HandedBy: "Ben", Winner: ada,
		},
	} {
		if got := e.InFrench(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	for _, e := range []Explanation{{Winner: ada}, {Obstacle: Gap}} {
		if got := e.InFrench(); strings.Contains(got, "%!") || got == e.String() {
			t.Error(got)
		}
	}
}

// row: B-01, D-11
func TestWhatDecidedBetweenEqualsIsASentence(t *testing.T) {
	ada := Candidate{Agent: "ada", Name: "Ada", Slots: 3}
	rested := ada
	rested.Rested = 1
	const longest, plusLoin = "gone longest since a contact began or ended.", "celui dont le dernier contact, commencé ou fini, remontait le plus loin."
	for _, c := range []struct {
		reason     Reason
		order      desk.Order
		winner     Candidate
		en, french string
	}{
		{ByRest, desk.LongestIdle, rested, " and had, of 2 free agents in Sales (en), " + longest, " et était, parmi 2 agents libres dans Sales (en), " + plusLoin},
		{ByRest, desk.LongestIdle, ada, " and was, of 2 free agents in Sales (en), one with no contact so far.",
			" et était, parmi 2 agents libres dans Sales (en), l’un de ceux sans aucun contact jusqu’ici."},
		{ByRest, desk.Balanced, rested, ", among those with the lightest loads of 2 free agents in Sales (en), and of those had " + longest,
			", l’un des moins chargés parmi 2 agents libres dans Sales (en), et parmi eux " + plusLoin},
		{ByRest, desk.FillFirst, rested, ", among the fullest with room of 2 free agents in Sales (en), and of those had " + longest,
			", l’un des plus chargés ayant encore une place parmi 2 agents libres dans Sales (en), et parmi eux " + plusLoin},
		{ByLoad, desk.LongestIdle, ada, ", the lighter load among the first placed of 2 free agents in Sales (en).",
			", la charge la plus légère des mieux placés parmi 2 agents libres dans Sales (en)."},
		{ByDraw, desk.Balanced, ada, " and was drawn among the best placed of 2 free agents in Sales (en), who were equal in load, rest and share.",
			" et a été tiré au sort parmi les mieux placés de 2 agents libres dans Sales (en), à égalité de charge, de repos et de part."},
	} {
		e := Explanation{
			Channel: desk.Chat, Where: "Sales", Asks: "en", Reason: c.reason, Order: c.order, Rivals: 2, Winner: c.winner,
			RunnerUp: Candidate{Agent: "ben", Rested: 2},
		}
		if c.reason == ByDraw {
			e.Apart = ByFit // once they were the best placed of the best placed
		}
		if got, want := e.String(), "Ada had 0 of 3 chats"+c.en; got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		if got, want := e.InFrench(), "Ada avait 0 chat sur 3"+c.french; got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
