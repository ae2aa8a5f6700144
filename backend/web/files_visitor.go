package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// visitorToken is what the document calls the way visitors say who they are.
const visitorToken = "visitor"

// guest is the visitor who asks by HTTP.
type guest struct {
	project desk.ProjectID
	id      desk.VisitorID
	files   desk.Files
	// newcomer is set while they were never written down.
	newcomer *desk.NewVisitor
	place    string
}

type guestKey struct{}

// ProjectInput names a project in the address.
type ProjectInput struct {
	Project string `path:"project"`
}

type (
	putVisitorFileInput struct {
		ProjectInput
		FileUpload
		RawBody []byte `contentType:"application/octet-stream"`
	}
	getVisitorFileInput struct {
		ProjectInput
		FileInput
	}
)

// visitorFile is where a visitor's file is.
const visitorFile = "/api/v1/visitor/{project}/files/{file}"

// visitorOperation adds to an operation that only a visitor's token opens it.
func (s *Server) visitorOperation(op huma.Operation) huma.Operation {
	op.Security = []map[string][]string{{visitorToken: {}}}
	op.Middlewares = append(huma.Middlewares{s.guardVisitor}, op.Middlewares...)
	op.Errors = append(op.Errors, 401, 404, 429, 503)
	return op
}

func (s *Server) registerVisitorFiles(api huma.API, hand huma.Operation) {
	hand.OperationID, hand.Path = "put-visitor-file", visitorFile
	hand.Summary, hand.Middlewares = "Hand a visitor's file in; a message then sends it", huma.Middlewares{s.comingIn}
	hand.Errors = append(hand.Errors, 403)
	huma.Register(api, s.visitorOperation(hand), func(ctx context.Context, in *putVisitorFileInput) (*putFileOutput, error) {
		out, err := s.putVisitorFile(ctx, in)
		if err != nil {
			return nil, s.refusal(err)
		}
		return out, nil
	})
}

func (s *Server) registerVisitorReading(api huma.API) {
	for _, preview := range []bool{false, true} {
		op := huma.Operation{
			OperationID: "get-visitor-file", Method: http.MethodGet, Path: visitorFile, Summary: "Read a file of the visitor's conversation",
			Middlewares: huma.Middlewares{s.goingOut}, Errors: []int{410}, Servers: s.filesServers(),
		}
		if preview {
			op.OperationID, op.Path, op.Summary = "get-visitor-file-preview", op.Path+"/preview", "Read a small still picture of a picture of the visitor's conversation"
		}
		huma.Register(api, s.visitorOperation(op), func(ctx context.Context, in *getVisitorFileInput) (*fileOutput, error) {
			out, err := s.getVisitorFile(ctx, in, preview)
			if err != nil {
				return nil, s.refusal(err)
			}
			return out, nil
		})
	}
}

// guardVisitor lets pass who has a visitor's token, before anything they sent is
// read.
func (s *Server) guardVisitor(ctx huma.Context, next func(huma.Context)) {
	ctx.SetHeader("Cache-Control", "no-store")
	ctx.SetHeader("X-Content-Type-Options", "nosniff")
	who, err := s.guest(ctx)
	if err != nil {
		refuse(ctx, problemOf(s.opt.Refusal(err)))
		return
	}
	next(huma.WithValue(ctx, guestKey{}, who))
}

func (s *Server) guest(ctx huma.Context) (guest, error) {
	token, ok := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
	setup, known := s.opt.Floor.Setup(desk.ProjectID(ctx.Param("project")))
	if !ok || !known {
		return guest{}, expired()
	}
	who := guest{project: setup.Project.ID, files: setup.Revision.Settings.Files}
	digest := auth.Digest(token)
	// Asked first: they are forgotten only once they are written down.
	who.newcomer = s.newcomers.find(who.project, digest)
	found, err := s.opt.Store.VisitorByToken(ctx.Context(), who.project, digest)
	switch {
	case err == nil:
		who.id, who.newcomer = found.Visitor, nil
	case !errors.Is(err, desk.ErrNone):
		return guest{}, err
	case who.newcomer != nil:
		who.id = who.newcomer.ID
	default:
		return guest{}, expired()
	}
	if wait, ok := s.asks.Admit(string(who.project) + "/" + string(who.id)); !ok {
		s.metrics.limited.Inc()
		return guest{}, desk.Refuse(desk.RateLimited, "A little slower, please.").After(max(desk.Millis(wait/time.Millisecond), 1))
	}
	who.place = countedPlace(addressOf(ctx.Context(), ctx.RemoteAddr(), ctx.Header("X-Forwarded-For")))
	return who, nil
}

func (s *Server) putVisitorFile(ctx context.Context, in *putVisitorFileInput) (*putFileOutput, error) {
	who, _ := ctx.Value(guestKey{}).(guest)
	customer, _, err := s.opt.Store.Customer(ctx, who.project, who.id)
	if err != nil {
		return nil, err
	}
	if who.files.VisitorsNone || customer.Blocked {
		return nil, desk.Refuse(desk.Forbidden, "No files can be sent here.")
	}
	return s.takeFile(ctx, upload{
		FileUpload: in.FileUpload, body: in.RawBody, project: who.project, files: who.files,
		by: desk.Visitor(who.id), visitor: who.id, newcomer: who.newcomer,
	})
}

// getVisitorFile answers the visitor in whose conversation the file was sent, by
// either side.
func (s *Server) getVisitorFile(ctx context.Context, in *getVisitorFileInput, preview bool) (*fileOutput, error) {
	who, _ := ctx.Value(guestKey{}).(guest)
	f, err := s.sentFile(ctx, who.project, in.File)
	if err == nil && f.Visitor != who.id {
		err = noFile()
	}
	if err != nil {
		return nil, err
	}
	return s.handOut(ctx, who.project, f, preview)
}

// filesOf are which files visitors of a project can send, nil for none.
func (s *Server) filesOf(project desk.ProjectID) *wire.FileLimits {
	setup, _ := s.opt.Floor.Setup(project)
	files := setup.Revision.Settings.Files
	limits := wire.FileLimitsOf(files, desk.ByVisitor)
	if files.VisitorsNone || len(limits.Endings) == 0 {
		return nil
	}
	return &limits
}
