package link

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

const (
	// filePatience is how long a file may be on its way, and slowest how many bytes of
	// it have to come in each second beyond that.
	filePatience = 2 * time.Minute
	slowest      = 100 << 10
)

// leaving tells how many bytes of a body have been read from it.
type leaving struct {
	*bytes.Reader
	left func(bytes int64)
}

func (l leaving) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	l.left(l.Size() - int64(l.Len()))
	return n, err
}

func patienceWith(bytes int64) time.Duration {
	return filePatience + time.Duration(bytes/slowest)*time.Second
}

// PutFile hands a file in for a conversation, under an id that makes a repeat
// harmless. It says again and again how many bytes have left, on a goroutine of its
// own. The error is a [*Problem].
func PutFile(ctx context.Context, server Address, token, conversation, id, name string, body []byte, left func(bytes int64)) (wire.File, error) {
	ctx, cancel := context.WithTimeout(ctx, patienceWith(int64(len(body))))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, server.path(filePath(conversation, id)), nil)
	if err != nil {
		return wire.File{}, badAddress("This is not a server's address.")
	}
	// A line that turns out to be gone is made again, and all of it leaves anew.
	req.ContentLength = int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) {
		return io.NopCloser(leaving{bytes.NewReader(body), left}), nil
	}
	req.Body, _ = req.GetBody()
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("Content-Disposition", "attachment; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
	raw, _, err := carry(req, token, maxAnswer)
	if err != nil {
		return wire.File{}, err
	}
	var f wire.File
	if json.Unmarshal(raw, &f) != nil || f.ID == "" {
		return wire.File{}, notParley()
	}
	return f, nil
}

// TakeFileBack throws away with the server what was handed in under an id and is in
// no message. The error is a [*Problem].
func TakeFileBack(ctx context.Context, server Address, token, conversation, id string) error {
	ctx, cancel := context.WithTimeout(ctx, filePatience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, server.path(filePath(conversation, id)), nil)
	if err != nil {
		return badAddress("This is not a server's address.")
	}
	_, _, err = carry(req, token, maxAnswer)
	return err
}

// File is what is in a file of a conversation, or its small picture, of at most so many
// bytes, and what it is called. The error is a [*Problem].
func File(ctx context.Context, server Address, token, conversation, id string, preview bool, most int64) (name string, body []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, patienceWith(most))
	defer cancel()
	path := filePath(conversation, id)
	if preview {
		path += "/preview"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.path(path), nil)
	if err != nil {
		return "", nil, badAddress("This is not a server's address.")
	}
	body, head, err := carry(req, token, most)
	if err != nil {
		return "", nil, err
	}
	if _, params, err := mime.ParseMediaType(head.Get("Content-Disposition")); err == nil {
		name = params["filename"]
	}
	return name, body, nil
}

func filePath(conversation, id string) string {
	return "/api/v1/conversations/" + url.PathEscape(conversation) + "/files/" + url.PathEscape(id)
}

// carry asks the server once and reads at most so much of its answer.
func carry(req *http.Request, token string, most int64) ([]byte, http.Header, error) {
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := client.Do(req)
	if err != nil {
		return nil, nil, unreachable(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	if err != nil {
		return nil, nil, unreachable(err)
	}
	if resp.StatusCode/100 != 2 {
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		p := readProblem(resp.StatusCode, raw)
		p.After = time.Duration(seconds) * time.Second
		return nil, nil, p
	}
	if int64(len(raw)) > most {
		return nil, nil, notParley()
	}
	return raw, resp.Header, nil
}
