package link

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/parley-desk/parley/backend/wire"
)

// Closing is what can be said of the conversation with this id at its closing.
// The error is a [*Problem].
func Closing(ctx context.Context, server Address, token, id string) (wire.ClosingForm, error) {
	raw, err := request(ctx, http.MethodGet, server.path("/api/v1/conversations/"+url.PathEscape(id)+"/closing"), token, nil)
	if err != nil {
		return wire.ClosingForm{}, err
	}
	var answer wire.ClosingForm
	if json.Unmarshal(raw, &answer) != nil || answer.Recommended == nil || answer.Others == nil {
		return wire.ClosingForm{}, notParley()
	}
	return answer, nil
}

// Targets are those the conversation with this id can be transferred to, in the
// server's order: who is free first. The error is a [*Problem].
func Targets(ctx context.Context, server Address, token, id string) ([]wire.TransferTarget, error) {
	raw, err := request(ctx, http.MethodGet, server.path("/api/v1/conversations/"+url.PathEscape(id)+"/targets"), token, nil)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Targets []wire.TransferTarget `json:"targets"`
	}
	if json.Unmarshal(raw, &answer) != nil || answer.Targets == nil {
		return nil, notParley()
	}
	return answer.Targets, nil
}
