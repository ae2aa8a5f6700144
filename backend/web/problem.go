package web

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
)

// Problem is the body of every refusal by HTTP (RFC 9457), with the stable code
// that sockets use too.
type Problem struct {
	Type   string    `json:"type" example:"about:blank"`
	Title  string    `json:"title" doc:"What the status means."`
	Status int       `json:"status"`
	Detail string    `json:"detail" doc:"One plain sentence for people."`
	Code   desk.Code `json:"code" doc:"The machine's word; stable."`
	// Errors name the fields at fault, as JSON pointers.
	Errors []FieldProblem `json:"errors,omitempty"`

	retryAfter desk.Millis
}

// FieldProblem is one field at fault.
type FieldProblem struct {
	Pointer string `json:"pointer" example:"/email"`
	Detail  string `json:"detail"`
}

// Error implements error.
func (p *Problem) Error() string { return string(p.Code) + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{"Cache-Control": {"no-store"}}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.FormatInt(int64(p.retryAfter+999)/1000, 10))
	}
	return h
}

// statusOf is the HTTP status of a code.
var statusOf = map[desk.Code]int{
	desk.EmptyMessage: 422, desk.TextTooLong: 422, desk.InvalidCharacter: 422, desk.ChannelNotGranted: 422,
	desk.Invalid: 422, desk.InvalidUTF8: 400, desk.UnknownField: 400, desk.UnknownType: 400, desk.TokenInURL: 400,
	desk.PayloadTooLarge: 413, desk.NotFound: 404, desk.Forbidden: 403, desk.OriginNotAllowed: 403,
	desk.NotOwner: 409, desk.AlreadyTaken: 409, desk.WrongState: 409, desk.IDReused: 409, desk.ResyncRequired: 409,
	desk.SignInFailed: 401, desk.TokenExpired: 401, desk.ProtocolUnsupported: 426,
	desk.RateLimited: 429, desk.TryLater: 429, desk.TooManyConversations: 429, desk.TooManyLines: 429,
	desk.StorageFull: 507, desk.Unavailable: 503, desk.GoingAway: 503, desk.TooSlow: 503, desk.Internal: 500,
}

func problemOf(err error) *Problem {
	e := desk.AsError(err)
	status := statusOf[e.Code]
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: e.Message, Code: e.Code, retryAfter: e.RetryAfter}
	if e.Field != "" {
		p.Errors = []FieldProblem{{Pointer: "/" + e.Field, Detail: e.Message}}
	}
	return p
}

// problem answers a plain handler's request with a refusal.
func problem(w http.ResponseWriter, status int, err error) {
	p := problemOf(err)
	p.Status, p.Title = status, http.StatusText(status)
	for k, v := range p.GetHeaders() {
		w.Header()[k] = v
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(p)
}

// huma's own refusals (a field too long, a body that is no JSON) wear the same
// dress as ours.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: sentence(message), Code: codeOf(status)}
		for _, err := range errs {
			detail, ok := err.(huma.ErrorDetailer)
			if !ok {
				continue
			}
			d := detail.ErrorDetail()
			if d.Message == "unexpected property" {
				p.Code, p.Status = desk.UnknownField, http.StatusBadRequest
				p.Title = http.StatusText(p.Status)
			}
			p.Errors = append(p.Errors, FieldProblem{Pointer: pointer(d.Location), Detail: sentence(d.Message)})
		}
		return p
	}
}

func codeOf(status int) desk.Code {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return desk.PayloadTooLarge
	case http.StatusNotFound:
		return desk.NotFound
	case http.StatusInternalServerError:
		return desk.Internal
	}
	return desk.Invalid
}

// pointer turns huma's "body.email" into "/email".
func pointer(location string) string {
	out := ""
	for i, part := range splitDots(location) {
		if i > 0 {
			out += "/" + part
		}
	}
	return out
}
