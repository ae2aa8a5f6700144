package link

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

// Problem is why something could not be done: the server's refusal, or that it
// could not be reached (code "unavailable").
type Problem struct {
	// Code is a desk.Code.
	Code string
	// Message is one sentence for people.
	Message string
	// Field is the JSON name of the field at fault, or empty.
	Field string
	// After is how long to wait before it is tried again, 0 where the server did
	// not say.
	After time.Duration
}

func (p *Problem) Error() string { return p.Code + ": " + p.Message }

// SignIn is what an agent signs in with.
type SignIn struct {
	Email    string `json:"email"`
	Password string `json:"password"`
	// Device is this installation's id, the same as in the hello.
	Device string `json:"device"`
}

// SignedIn is what signing in gives.
type SignedIn struct {
	Token string            `json:"token"`
	Agent wire.AgentWelcome `json:"agent"`
}

const (
	// patience is how long a request may take.
	patience = 15 * time.Second
	// maxAnswer bounds an answer, in bytes.
	maxAnswer = 1 << 20
)

// client never follows a redirect: it would carry a password to wherever the
// answer says.
var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// Do signs in. The error is a [*Problem].
func (s SignIn) Do(ctx context.Context, server Address) (SignedIn, error) {
	var out SignedIn
	body, err := json.Marshal(s)
	if err != nil {
		return out, &Problem{Code: "invalid", Message: "This cannot be sent."}
	}
	raw, err := post(ctx, server.path("/api/v1/sign-in"), "", body)
	if err != nil {
		return out, err
	}
	if json.Unmarshal(raw, &out) != nil || out.Token == "" || out.Agent.ID == "" {
		return SignedIn{}, notParley()
	}
	return out, nil
}

// SignOut ends the token's session on the server. The error is a [*Problem].
func SignOut(ctx context.Context, server Address, token string) error {
	_, err := post(ctx, server.path("/api/v1/sign-out"), token, nil)
	return err
}

func post(ctx context.Context, address, token string, body []byte) ([]byte, error) {
	return request(ctx, http.MethodPost, address, token, body)
}

// request asks the server once. The error is a [*Problem].
func request(ctx context.Context, method, address, token string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, badAddress("This is not a server's address.")
	}
	if method != http.MethodGet {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Accept", "application/json, application/problem+json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, unreachable(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, unreachable(err)
	}
	if resp.StatusCode/100 == 2 {
		return raw, nil
	}
	return nil, readProblem(resp.StatusCode, raw)
}

// readProblem reads an RFC 9457 document, and makes one where there is none.
func readProblem(status int, raw []byte) *Problem {
	var doc struct {
		Title  string `json:"title"`
		Detail string `json:"detail"`
		Code   string `json:"code"`
		Errors []struct {
			Pointer string `json:"pointer"`
			Detail  string `json:"detail"`
		} `json:"errors"`
	}
	if json.Unmarshal(raw, &doc) != nil || doc.Code == "" && doc.Detail == "" && doc.Title == "" {
		if status >= 500 {
			return &Problem{Code: "unavailable", Message: "The server cannot answer at the moment."}
		}
		return notParley()
	}
	p := &Problem{Code: doc.Code, Message: doc.Detail}
	if p.Code == "" {
		p.Code = "invalid"
	}
	if p.Message == "" {
		p.Message = doc.Title
	}
	if len(doc.Errors) > 0 {
		e := doc.Errors[0]
		// "/email" is the window's "email".
		p.Field = e.Pointer[strings.LastIndexByte(e.Pointer, '/')+1:]
		if e.Detail != "" {
			p.Message = e.Detail
		}
	}
	return p
}

func notParley() *Problem {
	return &Problem{Code: "unavailable", Message: "What answers at this address is not a Parley server.", Field: "server"}
}

func unreachable(err error) *Problem {
	p := &Problem{Code: "unavailable", Message: "The server cannot be reached.", Field: "server"}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		p.Message = "The server does not answer."
	case isCertificate(err):
		p.Message = "The server's certificate is not trusted on this machine."
	}
	return p
}
