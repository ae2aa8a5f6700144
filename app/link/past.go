package link

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/parley-desk/parley/backend/wire"
)

// mostPast bounds how many events of a past conversation are read.
const mostPast = 20_000

// Past is a page of what the visitor of a conversation said before, the newest
// first; before is the last conversation of the page before, empty at first. The
// error is a [*Problem].
func Past(ctx context.Context, server Address, token, id, before string) (wire.PastPage, error) {
	var page wire.PastPage
	query := ""
	if before != "" {
		query = "?before=" + url.QueryEscape(before)
	}
	err := ask(ctx, server, token, "/api/v1/conversations/"+url.PathEscape(id)+"/past"+query, &page)
	if err == nil && page.Past == nil {
		err = notParley()
	}
	return page, err
}

// PastEvents are all events of a past conversation of the visitor of another; cut
// tells that there are more than are read. The error is a [*Problem].
func PastEvents(ctx context.Context, server Address, token, id, past string) (all []wire.AgentEvent, cut bool, err error) {
	for after := int64(0); ; {
		var part wire.PastEvents
		path := "/api/v1/conversations/" + url.PathEscape(id) + "/past/" + url.PathEscape(past) + "?after=" + strconv.FormatInt(after, 10)
		if err := ask(ctx, server, token, path, &part); err != nil {
			return nil, false, err
		}
		if part.Events == nil {
			return nil, false, notParley()
		}
		all = append(all, part.Events...)
		if !part.More || len(part.Events) == 0 || len(all) >= mostPast {
			return all, part.More && len(part.Events) > 0, nil
		}
		after = all[len(all)-1].Seq
	}
}

// ask reads an answer of the server's.
func ask(ctx context.Context, server Address, token, path string, answer any) error {
	raw, err := request(ctx, http.MethodGet, server.path(path), token, nil)
	if err == nil && json.Unmarshal(raw, answer) != nil {
		err = notParley()
	}
	return err
}
