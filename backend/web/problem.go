package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

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
	desk.InvalidUTF8: 400, desk.UnknownField: 400, desk.UnknownType: 400, desk.TokenInURL: 400,
	desk.SignInFailed: 401, desk.TokenExpired: 401,
	desk.Forbidden: 403, desk.OriginNotAllowed: 403, desk.NotOffered: 403,
	desk.NotFound: 404,
	desk.NotOwner: 409, desk.AlreadyTaken: 409, desk.WrongState: 409, desk.IDReused: 409, desk.ResyncRequired: 409,
	desk.NotAsync: 409, desk.VersionConflict: 409, desk.StillInUse: 409, desk.TargetUnavailable: 409,
	desk.FileExpired:     410,
	desk.PayloadTooLarge: 413, desk.FileTooLarge: 413, desk.FileNotAllowed: 415,
	desk.FileMismatch: 415, desk.FileHasMacros: 415, desk.FileFetches: 415, desk.FileLocked: 415, desk.ImageMoving: 415,
	desk.EmptyFile: 422, desk.ImageTooLarge: 422, desk.FileDamaged: 422, desk.ArchiveTooLarge: 422, desk.FileInfected: 422,
	desk.EmptyMessage: 422, desk.TextTooLong: 422, desk.InvalidCharacter: 422, desk.ChannelNotGranted: 422,
	desk.Invalid: 422, desk.InThePast: 422, desk.InvalidEmail: 422, desk.TestFailed: 422, desk.UnfilledVariable: 422, desk.TagsMissing: 422,
	desk.ProtocolUnsupported: 426,
	desk.RateLimited:         429, desk.TryLater: 429, desk.TooManyConversations: 429, desk.TooManyLines: 429, desk.QueueFull: 429, desk.TooManyTranscripts: 429, desk.QuotaExceeded: 429,
	desk.Internal: 500, desk.TranslationFailed: 502, desk.Unavailable: 503, desk.GoingAway: 503, desk.TooSlow: 503, desk.StorageFull: 507, desk.OutboxFull: 507,
}

// tooMuch is said of what is refused before anybody knows what it is.
const tooMuch = "The request is larger or deeper than allowed."

func problemOf(err error) *Problem {
	e := desk.AsError(err)
	status := statusOf[e.Code]
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: e.Message, Code: e.Code, retryAfter: e.RetryAfter}
	if e.Field != "" {
		p.Errors = []FieldProblem{{Pointer: pointerTo(e.Field), Detail: e.Message}}
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
		switch status {
		case http.StatusRequestTimeout:
			// The line was slow, not the request wrong: it may be tried again.
			p.become(desk.TooSlow, statusOf[desk.TooSlow])
		case http.StatusRequestEntityTooLarge:
			p.Detail = tooMuch
		}
		for _, err := range errs {
			if detail, ok := err.(huma.ErrorDetailer); ok {
				p.add(detail.ErrorDetail())
			}
		}
		return p
	}
}

// add takes one of huma's findings in.
func (p *Problem) add(d *huma.ErrorDetail) {
	message, location := sentence(d.Message), d.Location
	code, rest, ours := strings.Cut(d.Message, ": ")
	name, missing := missed(d.Message)
	switch status := statusOf[desk.Code(code)]; {
	case ours && status != 0: // of our own reading of the body; see strictJSON
		p.become(desk.Code(code), status)
		p.Detail, message = rest, rest
	case d.Message == "unexpected property":
		p.become(desk.UnknownField, http.StatusBadRequest)
	case code == "json":
		// It names what the program calls the field.
		message = "This is not the kind of value that belongs here."
	case missing:
		// It points at what the field is missing from.
		location += "." + name
		message = fmt.Sprintf("%q is missing.", name)
	}
	p.Errors = append(p.Errors, FieldProblem{Pointer: pointer(location), Detail: message})
}

// missed is the field that one of huma's findings misses.
func missed(finding string) (name string, ok bool) {
	before, after, _ := strings.Cut(validation.MsgExpectedRequiredProperty, "%s")
	name, starts := strings.CutPrefix(finding, before)
	name, ends := strings.CutSuffix(name, after)
	return name, starts && ends
}

func (p *Problem) become(code desk.Code, status int) {
	p.Code, p.Status, p.Title = code, status, http.StatusText(status)
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
	_, field, inside := strings.Cut(location, ".")
	if !inside {
		return ""
	}
	return pointerTo(field)
}

// pointerTo makes a JSON pointer of a field's path, as in "rules[0].rings[1]".
func pointerTo(field string) string {
	return "/" + strings.NewReplacer("~", "~0", "/", "~1", ".", "/", "[", "/", "]", "").Replace(field)
}
