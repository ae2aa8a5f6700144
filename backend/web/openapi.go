package web

import (
	"maps"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/parley-desk/parley/backend/wire"
)

// documentPath is where the API's document is.
const documentPath = "/api/v1/openapi"

// newAPI is the HTTP API over mux with its document at a path, without one where
// that is empty. It is without huma's documentation page (its
// scripts come from a public host) and without its $schema links.
func newAPI(mux *http.ServeMux, version, document string) huma.API {
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true
	config := huma.DefaultConfig("Parley", version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = document, "", ""
	config.CreateHooks = nil
	strict := huma.DefaultJSONFormat
	strict.Unmarshal = strictJSON
	config.Formats = map[string]huma.Format{"application/json": strict, "json": strict}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		agentToken:   {Type: "http", Scheme: "bearer", Description: "The token that signing in gives."},
		visitorToken: {Type: "http", Scheme: "bearer", Description: "The token that a visitor's first welcome gives."},
	}
	return humago.New(mux, config)
}

// Document is the OpenAPI 3.1 document of the API, with the frames of the line
// and the panel's view among its schemas, and the sorted names of the schemas.
func Document() (doc []byte, names []string, err error) {
	api := newAPI(http.NewServeMux(), "1", documentPath)
	(&Server{}).register(api)
	schemas := api.OpenAPI().Components.Schemas
	for _, frame := range []any{
		wire.Hello{}, wire.Do{}, wire.PostBody{}, wire.ConfirmBody{}, wire.TransferBody{}, wire.SnoozeBody{}, wire.CloseBody{},
		wire.AddressBody{}, wire.StatusBody{}, wire.ViewBody{}, wire.MarkBody{}, wire.Signal{}, wire.Customer{}, wire.Welcome{}, wire.Me{}, wire.Offer{}, wire.Wait{},
		wire.Whole[wire.AgentEvent]{}, wire.Whole[wire.VisitorEvent]{},
		wire.Events[wire.AgentEvent]{}, wire.Events[wire.VisitorEvent]{},
		wire.Gone{}, wire.Done{}, wire.Refused{}, wire.Bye{},
		wire.SharedLibrary{}, wire.OwnAnswers{}, wire.ReadyMade{},
		wire.Panel{}, wire.PanelPatch{}, wire.TransferTarget{}, wire.ClosingForm{}, wire.PastThread{}, wire.PastedFile{}, wire.Undone{}, wire.Found{}, wire.Concern{},
	} {
		schemas.Schema(reflect.TypeOf(frame), true, "")
	}
	doc, err = api.OpenAPI().MarshalJSON()
	return doc, slices.Sorted(maps.Keys(schemas.Map())), err
}
