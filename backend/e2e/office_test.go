package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/e2e/rig"
)

// office is somebody who administers the desk by its API.
type office struct {
	t      testing.TB
	server *rig.Server
	token  string
}

func newOffice(t testing.TB, s *rig.Server, name string) *office {
	return &office{t: t, server: s, token: s.SignIn(name)}
}

// ask sends a request and gives the status and what came back.
func (o *office) ask(method, path string, body []byte) (int, string) {
	o.t.Helper()
	request, err := http.NewRequestWithContext(o.t.Context(), method, o.server.URL+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		o.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+o.token)
	if len(body) > 0 {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		o.t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	return answer.StatusCode, string(raw)
}

// must asks for what has to succeed.
func (o *office) must(method, path string, body any) string {
	o.t.Helper()
	var raw []byte
	switch body := body.(type) {
	case nil:
	case string:
		raw = []byte(body)
	default:
		var err error
		if raw, err = json.Marshal(body); err != nil {
			o.t.Fatal(err)
		}
	}
	status, answer := o.ask(method, path, raw)
	if status >= 300 {
		o.t.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
	return answer
}

// change reads something of the settings, changes one of its fields, and puts it
// back.
func (o *office) change(path, field, value string) {
	o.t.Helper()
	var thing map[string]any
	if err := json.Unmarshal([]byte(o.must(http.MethodGet, path, nil)), &thing); err != nil {
		o.t.Fatal(err)
	}
	delete(thing, "$schema")
	var v any
	if err := json.Unmarshal([]byte(value), &v); err != nil {
		o.t.Fatal(err)
	}
	thing[field] = v
	o.must(http.MethodPut, path, thing)
}

// officeCommand is what a manager or an administrator does by the API:
//
//	dan sets groups/sales places 0
//	dan asks PATCH /settings/lifecycle '{"tellTransfers":true}'
//	mia is refused DELETE /visitors/v_1/block forbidden
func (w *world) officeCommand(name string, args []string) {
	o := w.offices[name]
	if o == nil {
		o = newOffice(w.t, w.server, name)
		w.offices[name] = o
	}
	body := func(args []string) []byte {
		if len(args) > 2 {
			return []byte(args[2])
		}
		return nil
	}
	verb(w, map[string]func(*office, []string){
		"sets": func(o *office, args []string) { o.change("/settings/"+args[0], args[1], args[2]) },
		"gives": func(o *office, args []string) { // dan gives ada slots '{"chat":2}'
			o.must(http.MethodPatch, "/agents/"+agentIDs[args[0]], fmt.Sprintf("{%q:%s}", args[1], args[2]))
		},
		"asks": func(o *office, args []string) {
			if status, answer := o.ask(args[0], w.named(args[1]), body(args)); status >= 300 {
				w.t.Fatalf("%s: %d %s", w.line, status, answer)
			}
		},
		"is refused": func(o *office, args []string) { // METHOD PATH BODY CODE
			status, answer := o.ask(args[0], w.named(args[1]), []byte(args[2]))
			if status < 400 || status >= 500 || !strings.Contains(answer, `"`+args[3]+`"`) {
				w.t.Fatalf("%s: %d %s", w.line, status, answer)
			}
		},
		"reads": func(o *office, args []string) { // PATH TEXT
			if status, answer := o.ask(http.MethodGet, w.named(args[0]), nil); status >= 300 || !strings.Contains(answer, args[1]) {
				w.t.Fatalf("%s: %d %s", w.line, status, answer)
			}
		},
	}, o, args)
}

// agentIDs are the numbers of the demo's people.
var agentIDs = map[string]string{"ada": "10423", "ben": "10424", "cleo": "10425", "mia": "10426", "dan": "10427"}

// named replaces @ann by the id of Ann's conversation in a path, and %ann by
// Ann's own.
func (w *world) named(path string) string {
	for name, v := range w.visitors {
		if strings.Contains(path, "@"+name) {
			path = strings.ReplaceAll(path, "@"+name, w.streamOf(v))
		}
		if strings.Contains(path, "%"+name) {
			path = strings.ReplaceAll(path, "%"+name, w.visitorOf(v))
		}
	}
	return path
}

// streamOf finds a visitor's conversation: on an agent's desk, or else among
// those that wait.
func (w *world) streamOf(v *visitor) string {
	w.t.Helper()
	for _, a := range w.agents {
		p := a.panel()
		if b, ok := box(p, v.said); ok {
			return string(b.Stream)
		}
		for _, item := range p.Shelf {
			if item.LastText == v.said {
				return string(item.Stream)
			}
		}
	}
	var waiting struct {
		Waiting []struct {
			Conversation string `json:"conversation"`
		} `json:"waiting"`
	}
	w.read("/waiting", &waiting)
	if len(waiting.Waiting) != 1 {
		w.t.Fatalf("%q is on no desk, and %d wait", v.said, len(waiting.Waiting))
	}
	return waiting.Waiting[0].Conversation
}

// visitorOf finds the one visitor who is blocked.
func (w *world) visitorOf(*visitor) string {
	w.t.Helper()
	var blocked struct {
		Visitors []struct {
			ID string `json:"id"`
		} `json:"visitors"`
	}
	w.read("/visitors/blocked", &blocked)
	if len(blocked.Visitors) != 1 {
		w.t.Fatalf("%d visitors are blocked", len(blocked.Visitors))
	}
	return blocked.Visitors[0].ID
}

func (w *world) read(path string, v any) {
	w.t.Helper()
	raw := newOffice(w.t, w.server, "mia").must(http.MethodGet, path, nil)
	if err := json.Unmarshal([]byte(raw), v); err != nil {
		w.t.Fatal(err)
	}
}
