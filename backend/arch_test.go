package backend

import (
	"encoding/json"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/parley-desk/parley/"

// arrows says which of our packages each of them may import. What is not listed
// may import nothing of ours. Commands and tests wire, and may import anything.
var arrows = map[string][]string{
	"backend":              {},
	"backend/desk":         {},
	"backend/markup":       {},
	"backend/sqlkit":       {},
	"frontend":             {},
	"backend/hours":        {"backend/desk"},
	"backend/routing":      {"backend/desk"},
	"backend/rules":        {"backend/desk", "backend/hours", "backend/routing"},
	"backend/replay":       {"backend/desk", "backend/hours", "backend/routing"},
	"backend/wire":         {"backend/desk"},
	"backend/auth":         {"backend/desk"},
	"backend/attach":       {"backend/desk"},
	"backend/store":        {"backend/desk", "backend/sqlkit"},
	"backend/floor":        {"backend/desk", "backend/hours", "backend/routing"},
	"backend/mail":         {"backend/desk", "backend/markup"},
	"backend/translate":    {},
	"backend/scan":         {},
	"backend/rehearse":     {"backend/desk", "backend/wire"},
	"backend/web":          {"backend/desk", "backend/wire", "backend/floor", "backend/auth", "backend/attach", "backend/rules", "frontend"},
	"app/cache":            {"backend/desk", "backend/sqlkit"},
	"app/link":             {"backend/wire"},
	"app/platform":         {"backend/desk"},
	"app/platform/webview": {},
	"app/lexis":            {},
	"app/guard":            {"app/lexis", "backend/desk"},
	"app/suggest":          {"app/lexis"},
	"app":                  {"app/cache", "app/guard", "app/lexis", "app/link", "app/platform", "app/suggest", "backend/attach", "backend/desk", "backend/markup", "backend/wire"},
}

// doors names the only packages that may import an outside one, by prefix.
var doors = map[string][]string{
	"github.com/wailsapp/wails":           {""},
	"github.com/gen2brain/beeep":          {"app/platform"},
	"modernc.org/sqlite":                  {"backend/sqlkit"},
	"github.com/jackc/pgx":                {"backend/cmd/parleyd", "build/cmd/bench"},
	"github.com/danielgtaylor/huma":       {"backend/web"},
	"github.com/wneessen/go-mail":         {"backend/mail"},
	"golang.org/x/image":                  {"backend/attach"},
	"golang.org/x/text":                   {"backend/attach", "backend/desk", "app/lexis"},
	"github.com/pelletier/go-toml":        {"backend/rules"},
	"github.com/zalando/go-keyring":       {"app/cache", "app", "app/platform", "app/keychain"},
	"github.com/prometheus/client_golang": {"backend/web"},
	"github.com/kljensen/snowball":        {"app/lexis"},
	"github.com/coder/websocket":          {"backend/web", "app/link", "app/cmd/browserhost", "backend/rehearse", "build/cmd/bench"},
}

// pure packages take time, chance and the world by the door.
var pure = []string{"backend/desk", "backend/markup", "backend/routing", "backend/wire"}
var impure = []string{"time", "math/rand", "math/rand/v2", "crypto/rand", "os", "net", "net/http", "database/sql", "sync", "context"}

type listed struct {
	ImportPath string
	Doc        string
	Imports    []string
	GoFiles    []string
	Module     *struct{ Main bool }
}

func packages(t *testing.T) []listed {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Doc,Imports,GoFiles,Module", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func wires(pkg string) bool {
	return pkg == "" || strings.Contains(pkg, "cmd/") || strings.HasPrefix(pkg, "build/") || strings.HasPrefix(pkg, "backend/e2e") ||
		strings.HasSuffix(pkg, "test") || strings.HasSuffix(pkg, "/wiregen")
}

func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		pkg := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, strings.TrimSuffix(module, "/")), "/")
		allowed, known := arrows[pkg]
		if !known && !wires(pkg) {
			t.Errorf("package %s has no arrows: add it to the map and to DESIGN's sense", pkg)
		}
		for _, imp := range p.Imports {
			ours, isOurs := strings.CutPrefix(imp, module)
			if isOurs && known && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", pkg, ours)
			}
			for outside, at := range doors {
				if (imp == outside || strings.HasPrefix(imp, outside+"/")) && !slices.Contains(at, pkg) && !strings.HasPrefix(pkg, "backend/e2e") {
					t.Errorf("%s imports %s, which enters by %q alone", pkg, imp, at)
				}
			}
			if slices.Contains(pure, pkg) && slices.Contains(impure, imp) {
				t.Errorf("%s imports %s: it comes in by the door", pkg, imp)
			}
		}
	}
}

// TestEveryPackageSaysWhatItIsFor holds every package to a doc comment that
// begins as Go's do.
func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) == 0 {
			continue // tests alone
		}
		if !strings.HasPrefix(p.Doc, "Package ") && !strings.HasPrefix(p.Doc, "Command ") {
			t.Errorf("%s does not say what it is for", p.ImportPath)
		}
	}
}
