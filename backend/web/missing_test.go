package web_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/web"
)

// Whatever is asked of the API without something it needs, each field that is
// missing is pointed at and said in one plain sentence.
func TestWhatIsMissingIsPointedAt(t *testing.T) {
	doc, _, err := web.Document()
	if err != nil {
		t.Fatal(err)
	}
	type schema struct {
		Ref      string `json:"$ref"`
		Required []string
	}
	var described struct {
		Paths map[string]map[string]struct {
			OperationID string
			RequestBody struct {
				Content map[string]struct{ Schema schema }
			}
		}
		Components struct{ Schemas map[string]schema }
	}
	if err := json.Unmarshal(doc, &described); err != nil {
		t.Fatal(err)
	}
	d := office(t, "")
	admin := api{t, d.URL, d.Token(dan)}
	seen := 0
	for path, methods := range described.Paths {
		for method, op := range methods {
			body := op.RequestBody.Content["application/json"].Schema
			needs := slices.Concat(body.Required, described.Components.Schemas[strings.TrimPrefix(body.Ref, "#/components/schemas/")].Required)
			if len(needs) == 0 {
				continue
			}
			seen++
			at := strings.NewReplacer("{id}", "10423", "{version}", "1").Replace(path)
			r := admin.send(strings.ToUpper(method), at, `{}`)
			if r.Status != 422 || r.Code != desk.Invalid {
				t.Errorf("%s without anything: %d %s", op.OperationID, r.Status, r.Raw)
			}
			for _, field := range needs {
				want := fmt.Sprintf(`{"pointer":"/%s","detail":"\"%s\" is missing."}`, field, field)
				if !strings.Contains(r.Raw, want) {
					t.Errorf("%s without %s: %s", op.OperationID, field, r.Raw)
				}
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d operations need anything", seen)
	}
}
