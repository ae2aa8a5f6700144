package link

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/parley-desk/parley/backend/wire"
)

// ownLibrary is where the server keeps an agent's own answers.
const ownLibrary = "/api/v1/me/library"

// OwnList is one of the lists in it.
type OwnList string

// The lists of an agent's own: headings, and the answers under them.
const (
	OwnCategories OwnList = "categories"
	OwnAnswers    OwnList = "answers"
)

// OwnLibrary is what the agent keeps for themselves, and its version. The error is
// a [*Problem].
func OwnLibrary(ctx context.Context, server Address, token string) (wire.OwnAnswers, error) {
	var answer wire.OwnAnswers
	raw, err := request(ctx, http.MethodGet, server.path(ownLibrary), token, nil)
	if err != nil {
		return answer, err
	}
	if json.Unmarshal(raw, &answer) != nil || answer.Answers.Categories == nil {
		return wire.OwnAnswers{}, notParley()
	}
	return answer, nil
}

// PutOwn adds one thing to a list or replaces it. The error is a [*Problem].
func PutOwn(ctx context.Context, server Address, token string, list OwnList, id string, thing any) error {
	body, err := json.Marshal(thing)
	if err != nil {
		return &Problem{Code: "invalid", Message: "This cannot be sent."}
	}
	_, err = request(ctx, http.MethodPut, server.path(list.path(id)), token, body)
	return err
}

// RemoveOwn removes one thing. With a heading goes all that stands under it. The
// error is a [*Problem].
func RemoveOwn(ctx context.Context, server Address, token string, list OwnList, id string) error {
	_, err := request(ctx, http.MethodDelete, server.path(list.path(id)), token, nil)
	return err
}

func (l OwnList) path(id string) string {
	return ownLibrary + "/" + string(l) + "/" + url.PathEscape(id)
}
