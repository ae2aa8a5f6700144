package link

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/parley-desk/parley/backend/wire"
)

// Translate has the server translate a text that is about to be sent. The error is
// a [*Problem].
func Translate(ctx context.Context, server Address, token, id, text, from, to string) (wire.Translated, error) {
	var t wire.Translated
	body, err := json.Marshal(wire.Translated{Text: text, From: from, To: to})
	if err != nil {
		return t, &Problem{Code: "invalid", Message: "This cannot be sent."}
	}
	raw, err := request(ctx, http.MethodPost, server.path(translationPath(id, "/translation")), token, body)
	if err == nil && (json.Unmarshal(raw, &t) != nil || t.Text == "") {
		err = notParley()
	}
	return t, err
}

// TranslateMessage has the server translate a message of the visitor's; the line
// tells what it comes to. The error is a [*Problem].
func TranslateMessage(ctx context.Context, server Address, token, id string, seq int64, to string) error {
	body, err := json.Marshal(map[string]string{"to": to})
	if err != nil {
		return &Problem{Code: "invalid", Message: "This cannot be sent."}
	}
	path := translationPath(id, "/messages/"+strconv.FormatInt(seq, 10)+"/translation")
	_, err = request(ctx, http.MethodPost, server.path(path), token, body)
	return err
}

func translationPath(id, rest string) string {
	return "/api/v1/conversations/" + url.PathEscape(id) + rest
}
