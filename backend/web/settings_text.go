package web

import (
	"context"
	"net/http"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

// plainText is what the readable file is sent as.
const plainText = "text/plain; charset=utf-8"

type textOutput struct {
	ContentType string `header:"Content-Type"`
	ETag        string `header:"ETag"`
	Body        []byte
}

type putTextInput struct {
	Noted
	RawBody []byte `contentType:"text/plain"`
}

func (s *Server) registerSettingsText(api huma.API) {
	route(s, api, readSettings, huma.Operation{
		OperationID: "get-settings-text", Method: http.MethodGet, Path: "/settings/text",
		Summary: "Read the settings as a file, with its comments and its tests", Description: rules.Guide, Responses: textResponse(),
	}, func(_ context.Context, who caller, _ *nothing) (*textOutput, error) {
		return textOf(who.Revision), nil
	})
	route(s, api, writeSettings, huma.Operation{
		OperationID: "put-settings-text", Method: http.MethodPut, Path: "/settings/text", MaxBodyBytes: maxSettings,
		Summary: "Replace the settings by a file whose tests pass", Description: rules.Guide, Errors: []int{409, 412, 422, 428}, Responses: textResponse(),
	}, s.putSettingsText)
}

// textResponse describes a body that huma cannot see the sense of.
func textResponse() map[string]*huma.Response {
	return map[string]*huma.Response{"200": {
		Description: "The file.", Content: map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
}

// textOf is a version as a file.
func textOf(r desk.Revision) *textOutput {
	text := r.Text
	if text == "" {
		text = rules.Print(rules.Document{Settings: r.Settings})
	}
	return &textOutput{plainText, etag(r.Version), []byte(text)}
}

func (s *Server) putSettingsText(ctx context.Context, who caller, in *putTextInput) (*textOutput, error) {
	if err := conditional("file", in.IfMatch); err != nil {
		return nil, err
	}
	if !utf8.Valid(in.RawBody) {
		return nil, desk.Refuse(desk.InvalidUTF8, "The file is not valid UTF-8.")
	}
	text := string(in.RawBody)
	r, err := s.changeSettings(ctx, change{
		who: who, ifMatch: in.IfMatch, comment: in.Comment, text: text,
		apply: func(doc *rules.Document, _ desk.Revision) (err error) {
			*doc, err = rules.Parse(text)
			return err
		},
	})
	if err != nil {
		return nil, err
	}
	return textOf(r), nil
}
