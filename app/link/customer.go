package link

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/parley-desk/parley/backend/wire"
)

// CustomerRecord is what is known of the visitor of a conversation. The error is a
// [*Problem].
func CustomerRecord(ctx context.Context, server Address, token, id string) (wire.CustomerRecord, error) {
	var r wire.CustomerRecord
	err := ask(ctx, server, token, customerPath(id), &r)
	return r, err
}

// ChangeCustomer changes some of it and gives what it is then. The error is a
// [*Problem], which names the field at fault.
func ChangeCustomer(ctx context.Context, server Address, token, id string, change wire.RecordChange) (wire.CustomerRecord, error) {
	var r wire.CustomerRecord
	body, err := json.Marshal(change)
	if err != nil {
		return r, &Problem{Code: "invalid", Message: "This cannot be sent."}
	}
	raw, err := request(ctx, http.MethodPatch, server.path(customerPath(id)), token, body)
	if err == nil && json.Unmarshal(raw, &r) != nil {
		err = notParley()
	}
	return r, err
}

func customerPath(id string) string {
	return "/api/v1/conversations/" + url.PathEscape(id) + "/customer"
}
