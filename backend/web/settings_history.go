package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

// Versions are versions of the settings, the newest first.
type Versions struct {
	Versions []Version `json:"versions"`
}

// VersionedText is a version with its readable file, and what it changed.
type VersionedText struct {
	VersionedSettings
	Text string `json:"text"`
	// Changes are sentences about what is otherwise than in the version before.
	Changes []string `json:"changes"`
}

// Rollback makes an older version the newest.
type Rollback struct {
	To      int64  `json:"to" minimum:"1" doc:"The version to go back to."`
	Comment string `json:"comment,omitempty"`
}

type versionsInput struct {
	Before int64 `query:"before" minimum:"0" doc:"Only versions before this one; 0 for all."`
	Limit  int   `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type versionsOutput struct{ Body Versions }

type versionInput struct {
	Version int64 `path:"version" minimum:"1"`
}

type versionOutput struct {
	ETag string `header:"ETag"`
	Body VersionedText
}

type rollbackInput struct {
	Condition
	Body Rollback
}

func (s *Server) registerHistory(api huma.API) {
	route(s, api, readSettings, huma.Operation{
		OperationID: "list-settings-revisions", Method: http.MethodGet, Path: "/settings/revisions",
		Summary: "List the versions of the settings, the newest first", Errors: []int{422},
	}, s.listRevisions)
	route(s, api, readSettings, huma.Operation{
		OperationID: "get-settings-revision", Method: http.MethodGet, Path: "/settings/revisions/{version}",
		Summary: "Read the settings as they were", Errors: []int{404, 422},
	}, s.getRevision)
	route(s, api, writeSettings, huma.Operation{
		OperationID: "roll-settings-back", Method: http.MethodPost, Path: "/settings/rollback",
		Summary: "Make an older version the newest", Errors: []int{404, 409, 412, 422},
	}, s.rollBack)
}

func (s *Server) listRevisions(ctx context.Context, who caller, in *versionsInput) (*versionsOutput, error) {
	found, err := s.opt.Store.Revisions(ctx, who.project(), in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &versionsOutput{Versions{[]Version{}}}
	for _, r := range found {
		out.Body.Versions = append(out.Body.Versions, versionOf(r))
	}
	return out, nil
}

func (s *Server) getRevision(ctx context.Context, who caller, in *versionInput) (*versionOutput, error) {
	r, err := s.revision(ctx, who.project(), in.Version, "version")
	if err != nil {
		return nil, err
	}
	before, err := s.opt.Store.Revision(ctx, who.project(), in.Version-1)
	if err != nil && !errors.Is(err, desk.ErrNone) { // the first has none before it
		return nil, err
	}
	changes := []string{}
	for _, c := range rules.Diff(before.Settings, r.Settings) {
		changes = append(changes, c.String())
	}
	return &versionOutput{etag(r.Version), VersionedText{
		VersionedSettings{versionOf(r), listed(r.Settings)}, string(textOf(r).Body), changes,
	}}, nil
}

func (s *Server) revision(ctx context.Context, project desk.ProjectID, version int64, field string) (desk.Revision, error) {
	r, err := s.opt.Store.Revision(ctx, project, version)
	if errors.Is(err, desk.ErrNone) {
		return r, desk.Refuse(desk.NotFound, "There is no version %d of the settings.", version).At(field)
	}
	return r, err
}

// rollBack takes an older version's file as it is. It is checked as any change,
// because what was right then need not be right now.
func (s *Server) rollBack(ctx context.Context, who caller, in *rollbackInput) (*settingsOutput, error) {
	old, err := s.revision(ctx, who.project(), in.Body.To, "to")
	if err != nil {
		return nil, err
	}
	r, err := s.changeSettings(ctx, change{
		who: who, ifMatch: in.IfMatch, comment: in.Body.Comment, text: string(textOf(old).Body),
		apply: func(doc *rules.Document, _ desk.Revision) (err error) {
			*doc, err = document(old)
			return err
		},
	})
	if err != nil {
		return nil, err
	}
	return whole(r), nil
}
