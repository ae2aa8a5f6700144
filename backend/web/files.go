package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
)

// A body is kept up to a little more than the largest file there can be of its
// sender's. What comes beyond is let pass by and forgotten, as far as maxPassing: who
// sends too much is to hear so in a sentence, and a browser listens only once all has
// left.
const (
	maxUpload      = (desk.MaxFileMegabytes + 1) * desk.Megabyte
	maxAgentUpload = (desk.MaxAgentMegabytes + 1) * desk.Megabyte
	maxPassing     = 64 * desk.Megabyte
)

// mostOf is how much is kept of what somebody hands in.
func mostOf(who asker) int {
	if who.agent {
		return maxAgentUpload
	}
	return maxUpload
}

// isUpload tells the requests that may be as large as a file.
func isUpload(r *http.Request) bool {
	return r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/files/")
}

// FileUpload is what both sides say of a file besides what is in it.
type FileUpload struct {
	File string `path:"file" doc:"The client's own id for it: 128 random bits in text. The same file again under it changes nothing."`
	// Disposition carries the name: addresses are written down in many places.
	Disposition string `header:"Content-Disposition" doc:"The file's name, as in attachment; filename*=UTF-8''photo.jpg"`
}

// name is what the file is called, as its sender says.
func (in FileUpload) name() string {
	_, params, err := mime.ParseMediaType(in.Disposition)
	if err != nil {
		return ""
	}
	return params["filename"]
}

// FileInput names a file of a conversation.
type FileInput struct {
	File string `path:"file" doc:"The id that handing the file in answered."`
}

type (
	putFileInput struct {
		ConversationInput
		FileUpload
		RawBody []byte `contentType:"application/octet-stream"`
	}
	putFileOutput struct {
		// After spares the next file a way for nothing.
		After string `header:"Retry-After" doc:"Seconds until one more can be handed in, where that is not at once."`
		Body  desk.File
	}
	takeFileBackInput struct {
		ConversationInput
		File string `path:"file" doc:"The id it was handed in under."`
	}
	getFileInput struct {
		ConversationInput
		FileInput
	}
	// fileOutput has its headers from RELIABILITY 4.9.
	fileOutput struct {
		Type        string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		Sniff       string `header:"X-Content-Type-Options"`
		Policy      string `header:"Content-Security-Policy"`
		Resource    string `header:"Cross-Origin-Resource-Policy"`
		Cache       string `header:"Cache-Control"`
		Body        []byte
	}
)

func (s *Server) registerFiles(api huma.API) {
	hand := huma.Operation{
		Method: http.MethodPut, MaxBodyBytes: maxPassing, BodyReadTimeout: -1, // pace.go
		Errors: []int{404, 409, 413, 415, 422, 507},
	}
	agent := hand
	agent.OperationID, agent.Path = "put-file", "/conversations/{id}/files/{file}"
	agent.Summary = "Hand a file in for one's conversation; a message then sends it"
	agent.Middlewares = huma.Middlewares{s.comingIn}
	route(s, api, sendFiles, agent, s.putFile)
	route(s, api, sendFiles, huma.Operation{
		OperationID: "take-file-back", Method: http.MethodDelete, Path: "/conversations/{id}/files/{file}", DefaultStatus: http.StatusNoContent,
		Summary: "Take back what one handed in and no message sends", Errors: []int{404, 409},
	}, s.takeFileBack)
	s.registerVisitorFiles(api, hand)
	s.registerReading(api)
}

// registerReading adds what reads files, by either side. The document says where
// they are, in case that is elsewhere.
func (s *Server) registerReading(api huma.API) {
	for _, preview := range []bool{false, true} {
		op := huma.Operation{
			OperationID: "get-file", Method: http.MethodGet, Path: "/conversations/{id}/files/{file}",
			Summary: "Read a file of a conversation", Errors: []int{404, 410}, Middlewares: huma.Middlewares{s.goingOut},
			Servers: s.filesServers(),
		}
		if preview {
			op.OperationID, op.Path, op.Summary = "get-file-preview", op.Path+"/preview", "Read a small still picture of a picture of a conversation"
		}
		route(s, api, seeFiles, op, func(ctx context.Context, who caller, in *getFileInput) (*fileOutput, error) {
			return s.getFile(ctx, who, in, preview)
		})
	}
	s.registerVisitorReading(api)
}

// putFile takes a file in from the agent who has the conversation open.
func (s *Server) putFile(ctx context.Context, who caller, in *putFileInput) (*putFileOutput, error) {
	c, err := s.held(ctx, who, in.ConversationInput)
	if err != nil {
		return nil, err
	}
	return s.takeFile(ctx, upload{
		FileUpload: in.FileUpload, body: in.RawBody, project: who.project(), files: who.settings().Files,
		by: desk.AgentActor(who.profile.ID), visitor: c.Visitor, scope: string(c.ID),
	})
}

// upload is a file on its way in.
type upload struct {
	FileUpload
	body    []byte
	project desk.ProjectID
	files   desk.Files
	by      desk.Actor
	visitor desk.VisitorID
	// scope keeps an id in one conversation of an agent's from being the same
	// file in another.
	scope string
	// newcomer is the visitor, if they were never written down.
	newcomer *desk.NewVisitor
}

// id is the file's: only who hands a file in again comes to the same.
func (u upload) id() desk.FileID {
	h := sha256.New()
	for _, part := range []string{string(u.project), string(u.by.Kind), u.by.ID, u.scope, u.File} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return desk.FileID("f_" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16]))
}

func (u upload) digest() []byte {
	h := sha256.New()
	h.Write([]byte(u.name()))
	h.Write([]byte{0})
	h.Write(u.body)
	return h.Sum(nil)
}

// takeFile examines a file and keeps it. One that is here already is told of once
// more and examined no more.
func (s *Server) takeFile(ctx context.Context, u upload) (*putFileOutput, error) {
	if !isName(u.File) {
		return nil, desk.Refuse(desk.Invalid, "A file is named by 8 to 64 letters, digits or signs.").At("id")
	}
	id, digest := u.id(), u.digest()
	before, err := s.opt.Store.File(ctx, u.project, id)
	switch {
	case err == nil && string(before.Digest) == string(digest):
		return s.taken(ctx, before.File), nil
	case err == nil:
		return nil, desk.Refuse(desk.IDReused, "This id was already used for another file.").At("id")
	case !errors.Is(err, desk.ErrNone):
		return nil, err
	}
	now, quota := s.opt.Clock.Now(), u.files.Quota(u.by.Kind)
	if err := s.opt.Store.FileRoom(ctx, u.project, u.by, now, int64(len(u.body)), quota); err != nil {
		// Before it costs its opening; but to send on and on is not free.
		_ = s.uploads.admit(askerOf(ctx), len(u.body))
		return nil, err
	}
	examined, err := s.uploads.examine(ctx, askerOf(ctx), u)
	if err != nil {
		if passes(err) {
			s.metrics.limited.Inc()
		}
		return nil, err
	}
	if err := s.looksClean(ctx, examined.Body); err != nil {
		return nil, err
	}
	f := desk.StoredFile{File: examined.File, Visitor: u.visitor, By: u.by, At: now, Digest: digest}
	f.ID = id
	err = s.opt.Store.PutFile(ctx, u.project, f, quota, u.newcomer, examined.Body, examined.Preview)
	if errors.Is(err, desk.ErrNone) {
		err = desk.Refuse(desk.Forbidden, "Nothing can be sent here any more.")
	}
	if err != nil {
		return nil, err
	}
	return s.taken(ctx, f.File), nil
}

// Scanner tells whether nothing harmful was found in a file. An error is that this
// is not known.
type Scanner interface {
	Clean(ctx context.Context, body []byte) (bool, error)
}

// scanAgain is when a file that could not be looked through is tried again.
const scanAgain = 30 * desk.Second

// looksClean refuses a file in which something was found, and for a while one of
// which that is not known: whoever sends it tries again, and it is nowhere till then.
func (s *Server) looksClean(ctx context.Context, body []byte) error {
	if s.opt.Scanner == nil {
		return nil
	}
	clean, err := s.opt.Scanner.Clean(ctx, body)
	switch {
	case err != nil:
		s.opt.Logger.Warn("a file could not be looked through; it is tried again", "error", err)
		return desk.Refuse(desk.TryLater, "Files cannot be checked right now; this one goes when they can.").After(scanAgain)
	case !clean:
		s.opt.Logger.Warn("something harmful was found in a file; it was thrown away")
		return desk.Refuse(desk.FileInfected, "Something harmful was found in this file. It was not sent.").At("file")
	}
	return nil
}

// passes tells a refusal for coming too often, or while others do.
func passes(err error) bool {
	e := desk.AsError(err)
	return e.Code == desk.RateLimited || e.Code == desk.TryLater
}

func (s *Server) taken(ctx context.Context, f desk.File) *putFileOutput {
	out := &putFileOutput{Body: f}
	if wait := s.uploads.wait(askerOf(ctx), 1); wait > 0 {
		out.After = strconv.Itoa(int(math.Ceil(wait.Seconds())))
	}
	return out
}

// takeFileBack throws away what the caller handed in, also where their conversation
// is another's by now. Nobody else's can be named.
func (s *Server) takeFileBack(ctx context.Context, who caller, in *takeFileBackInput) (*nothing, error) {
	id, err := in.conversation()
	if err != nil || !isName(in.File) {
		return nil, noFile()
	}
	u := upload{project: who.project(), by: desk.AgentActor(who.profile.ID), scope: string(id)}
	u.File = in.File
	gone, err := s.opt.Floor.DropFile(ctx, u.project, u.id())
	if err == nil && !gone {
		err = desk.Refuse(desk.WrongState, "This file has been sent: it cannot be taken back.").At("file")
	}
	return nil, err
}

// getFile answers managers, the agents who ever had the conversation, and who now
// holds another one of its visitor: all who may read what it hangs on. To anybody
// else there is no such file.
func (s *Server) getFile(ctx context.Context, who caller, in *getFileInput, preview bool) (*fileOutput, error) {
	id, err := in.conversation()
	if err != nil {
		return nil, noFile()
	}
	f, err := s.sentFile(ctx, who.project(), in.File)
	if err != nil {
		return nil, err
	}
	if f.Conversation != id {
		return nil, noFile()
	}
	may := who.profile.Role.Manages()
	if !may {
		if may, err = s.opt.Store.Had(ctx, who.project(), f.Visitor, id, who.profile.ID); err != nil {
			return nil, err
		}
	}
	if !may {
		view, err := s.opt.Store.Visible(ctx, who.project(), who.profile.ID, 0)
		if err != nil {
			return nil, err
		}
		for _, held := range view.Open {
			c, known, err := s.opt.Store.Conversation(ctx, who.project(), held.ID)
			if err != nil {
				return nil, err
			}
			may = may || known && c.Visitor == f.Visitor
		}
	}
	if !may {
		return nil, noFile()
	}
	return s.handOut(ctx, who.project(), f, preview)
}

// Whatever is in a file, opened by itself it is nothing but a file.
const (
	sniffNothing = "nosniff"
	filePolicy   = "sandbox; default-src 'none'"
	fileResource = "same-site"
)

func noFile() error { return desk.Refuse(desk.NotFound, "No such file.").At("file") }

// sentFile is a file that a message sends.
func (s *Server) sentFile(ctx context.Context, project desk.ProjectID, id string) (desk.StoredFile, error) {
	if !isPlain(id, 1, 64) {
		return desk.StoredFile{}, noFile()
	}
	f, err := s.opt.Store.File(ctx, project, desk.FileID(id))
	if errors.Is(err, desk.ErrNone) || err == nil && f.Conversation == "" {
		err = noFile()
	}
	return f, err
}

func (s *Server) handOut(ctx context.Context, project desk.ProjectID, f desk.StoredFile, preview bool) (*fileOutput, error) {
	if f.Gone {
		return nil, desk.Refuse(desk.FileExpired, "This file is no longer kept.").At("file")
	}
	size := f.Size
	if preview {
		size = previewWeight
	}
	if err := s.goes(ctx, size); err != nil {
		return nil, err
	}
	body, err := s.opt.Store.FileBody(ctx, project, f.ID, preview)
	if errors.Is(err, desk.ErrNone) {
		err = noFile()
	}
	if err != nil {
		return nil, err
	}
	out := &fileOutput{
		Type: "application/octet-stream", Disposition: "attachment; filename*=UTF-8''" + extended(f.Name),
		Sniff: sniffNothing, Policy: filePolicy, Resource: fileResource, Cache: "private, no-store", Body: body,
	}
	if f.Kind.Picture() {
		out.Type = f.Kind.MediaType()
	}
	if preview {
		out.Type = http.DetectContentType(body) // ours: a PNG or a JPEG
	}
	return out, nil
}

// extended writes a name as RFC 8187 wants it in a header.
func extended(name string) string {
	return strings.NewReplacer("+", "%20", "*", "%2A", "'", "%27", "(", "%28", ")", "%29", "!", "%21").Replace(url.QueryEscape(name))
}
