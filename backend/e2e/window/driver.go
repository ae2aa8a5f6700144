package window

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// driverError is what the driver refuses with.
type driverError struct {
	Code    string `json:"error"`
	Message string `json:"message"`
}

func (e *driverError) Error() string { return e.Code + ": " + e.Message }

var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

func call(patience time.Duration, method, url string, body, into any) error {
	var r io.Reader
	if method == "POST" {
		if body == nil {
			body = struct{}{}
		}
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, url, r)
	if err != nil {
		return err
	}
	c := *client
	c.Timeout = patience
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var answer struct {
		Value json.RawMessage `json:"value"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return fmt.Errorf("the driver answered %s: %w", resp.Status, err)
	}
	if resp.StatusCode != http.StatusOK {
		e := &driverError{Code: resp.Status}
		_ = json.Unmarshal(answer.Value, e)
		return e
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, into)
}

func (w *Window) do(method, path string, body, into any) error {
	return call(w.opts.Patience+10*time.Second, method, w.base+path, body, into)
}

// TryEval runs the body of an async function in the page and reads its result into the first argument, which may be nil.
// In the body the arguments are called args.
func (w *Window) TryEval(into any, body string, args ...any) error {
	if args == nil {
		args = []any{}
	}
	script := `const done = arguments[arguments.length - 1]; const args = Array.prototype.slice.call(arguments, 0, -1);
(async () => {` + body + `
})().then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error) }));`
	var answer struct {
		Value json.RawMessage `json:"value"`
		Error string          `json:"error"`
	}
	if err := w.do("POST", "/execute/async", map[string]any{"script": script, "args": args}, &answer); err != nil {
		return err
	}
	if answer.Error != "" {
		return fmt.Errorf("the page: %s", answer.Error)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, into)
}

// Eval is TryEval that ends the test when it fails.
func (w *Window) Eval(into any, body string, args ...any) {
	w.t.Helper()
	if err := w.TryEval(into, body, args...); err != nil {
		w.fail("eval: %v\n%s", err, body)
	}
}
