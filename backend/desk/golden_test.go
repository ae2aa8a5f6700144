package desk

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write new names into the golden lists")

// TestNamesAreForEver holds the stored and sent names against the golden lists.
// A name may be added (go test ./backend/desk -update); one that is missing was
// renamed or removed, and what is stored under it could no longer be read.
func TestNamesAreForEver(t *testing.T) {
	for _, list := range []struct{ file, typ string }{
		{"testdata/kinds.golden", "Kind"},
		{"testdata/codes.golden", "Code"},
		{"testdata/reasons.golden", "Reason"},
	} {
		t.Run(list.typ, func(t *testing.T) {
			now := constants(t, list.typ)
			raw, err := os.ReadFile(list.file)
			if err != nil && !*update {
				t.Fatal(err)
			}
			golden := strings.Fields(string(raw))
			for _, name := range golden {
				if !slices.Contains(now, name) {
					t.Errorf("%q is stored or sent, and is gone", name)
				}
			}
			for _, name := range now {
				if slices.Contains(golden, name) {
					continue
				}
				if !*update {
					t.Errorf("%q is new: go test ./backend/desk -update", name)
				}
				golden = append(golden, name)
			}
			if *update {
				if err := os.WriteFile(list.file, []byte(strings.Join(golden, "\n")+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestEveryKindIsRead makes sure that no kind falls among the unknown.
func TestEveryKindIsRead(t *testing.T) {
	for _, kind := range constants(t, "Kind") {
		fact, err := DecodeFact(Kind(kind), []byte("{}"))
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if _, unknown := fact.(Unknown); unknown || fact.Kind() != Kind(kind) {
			t.Errorf("%s is read as %T", kind, fact)
		}
	}
}

// constants are the values of the package's constants of a type, in order.
func constants(t *testing.T, typ string) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				v := spec.(*ast.ValueSpec)
				if id, ok := v.Type.(*ast.Ident); !ok || id.Name != typ {
					continue
				}
				for _, value := range v.Values {
					text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					values = append(values, text)
				}
			}
		}
	}
	slices.Sort(values)
	return values
}
