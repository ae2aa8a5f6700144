package link

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/parley-desk/parley/backend/desk"
)

// ownAnswers is where the server keeps an agent's own answers.
const ownAnswers = "/api/v1/me/library"

// OwnAnswers are the agent's own answers and their version. The error is a
// [*Problem].
func OwnAnswers(ctx context.Context, server Address, token string) (desk.PersonalAnswers, error) {
	var answer struct {
		Version int64        `json:"version"`
		Answers *desk.Canned `json:"answers"`
	}
	raw, err := request(ctx, http.MethodGet, server.path(ownAnswers), token, nil)
	if err != nil {
		return desk.PersonalAnswers{}, err
	}
	if json.Unmarshal(raw, &answer) != nil || answer.Answers == nil {
		return desk.PersonalAnswers{}, notParley()
	}
	return desk.PersonalAnswers{Version: answer.Version, Canned: *answer.Answers}, nil
}

// PutCategory adds one of the agent's own headings or renames it. The error is a
// [*Problem].
func PutCategory(ctx context.Context, server Address, token string, c desk.Category) error {
	return change(ctx, http.MethodPut, server, "/categories/", c.ID, token, c)
}

// RemoveCategory removes a heading with all that stands under it. The error is a
// [*Problem].
func RemoveCategory(ctx context.Context, server Address, token, id string) error {
	return change(ctx, http.MethodDelete, server, "/categories/", id, token, nil)
}

// PutAnswer adds one of the agent's own answers or replaces it. The error is a
// [*Problem].
func PutAnswer(ctx context.Context, server Address, token string, a desk.CannedAnswer) error {
	return change(ctx, http.MethodPut, server, "/answers/", a.ID, token, a)
}

// RemoveAnswer removes one. The error is a [*Problem].
func RemoveAnswer(ctx context.Context, server Address, token, id string) error {
	return change(ctx, http.MethodDelete, server, "/answers/", id, token, nil)
}

func change(ctx context.Context, method string, server Address, list, id, token string, body any) error {
	var raw []byte
	if body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return &Problem{Code: "invalid", Message: "This cannot be sent."}
		}
	}
	_, err := request(ctx, method, server.path(ownAnswers+list+url.PathEscape(id)), token, raw)
	return err
}
