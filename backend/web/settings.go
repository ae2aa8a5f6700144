package web

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/rules"
)

// Version says which version of the settings this is, who made it and why.
type Version struct {
	Version int64        `json:"version"`
	At      desk.Millis  `json:"at"`
	By      desk.AgentID `json:"by,omitempty" doc:"The agent who made it; absent where the server did."`
	Comment string       `json:"comment,omitempty"`
}

// VersionedSettings are the settings as they were at a version.
type VersionedSettings struct {
	Version
	Settings desk.Settings `json:"settings"`
}

// SettingsChange replaces the settings as a whole.
type SettingsChange struct {
	Version  int64         `json:"version" doc:"The version it was made from; another in between refuses the change."`
	Comment  string        `json:"comment,omitempty" doc:"Why, for whoever reads the history."`
	Settings desk.Settings `json:"settings"`
}

func versionOf(r desk.Revision) Version {
	return Version{Version: r.Version, At: r.At, By: r.By, Comment: r.Comment}
}

// Condition is what every change of the settings can carry.
type Condition struct {
	IfMatch string `header:"If-Match" doc:"The ETag of the version that this changes."`
}

// Noted is the comment of a change whose body has no room for one.
type Noted struct {
	Condition
	Comment string `query:"comment" maxLength:"2000" doc:"Why, for whoever reads the history."`
}

// change is one change of the settings.
type change struct {
	who     caller
	ifMatch string
	comment string
	// apply changes the document, and is told the version it is.
	apply func(doc *rules.Document, latest desk.Revision) error
	// text is the readable file where it was written by hand; it is made of
	// the document otherwise.
	text string
	// explain says what a fault found afterwards means for this change.
	explain func(*desk.Error) *desk.Error
}

// changeSettings carries a change out: all of it is checked and tested, kept as
// a new version, and in force when this returns. Nothing is changed otherwise.
func (s *Server) changeSettings(ctx context.Context, c change) (desk.Revision, error) {
	if err := desk.CheckComment(c.comment); err != nil {
		return desk.Revision{}, err
	}
	s.administering.Lock()
	defer s.administering.Unlock()
	project := c.who.project()
	latest, err := s.opt.Store.LatestRevision(ctx, project)
	if err != nil && !errors.Is(err, desk.ErrNone) {
		return desk.Revision{}, err
	}
	if err := matches("settings", c.ifMatch, latest.Version); err != nil {
		return desk.Revision{}, err
	}
	doc, err := document(latest)
	if err != nil {
		return desk.Revision{}, err
	}
	before, err := document(latest)
	if err != nil {
		return desk.Revision{}, err
	}
	if err := c.apply(&doc, latest); err != nil {
		return desk.Revision{}, err
	}
	setup, _ := s.opt.Floor.Setup(project)
	err = rules.CheckChange(before, doc, setup.Agents)
	if err == nil {
		err = skillsHeld(doc.Settings, latest.Settings, setup.Agents)
	}
	if err == nil {
		err = categoriesHeld(doc.Settings, latest.Settings, setup.Tags)
	}
	if err != nil {
		fault := desk.AsError(err)
		if c.explain != nil {
			fault = c.explain(fault)
		}
		return desk.Revision{}, fault
	}
	if c.text == "" && reflect.DeepEqual(doc.Settings, latest.Settings) {
		return latest, nil
	}
	next := desk.Revision{
		Version: latest.Version + 1, At: s.opt.Clock.Now(), By: c.who.profile.ID, Comment: strings.TrimSpace(c.comment),
		Text: c.text, Settings: doc.Settings,
	}
	if next.Text == "" {
		next.Text = rules.Print(doc)
	}
	return next, s.putRevision(ctx, project, next)
}

// putRevision keeps a version and puts it in force. Who goes away in between
// does not leave it half done.
func (s *Server) putRevision(ctx context.Context, project desk.ProjectID, next desk.Revision) error {
	if err := s.opt.Store.PutRevision(ctx, project, next); err != nil {
		// Another server may have been quicker.
		if now, again := s.opt.Store.LatestRevision(ctx, project); again == nil && now.Version >= next.Version {
			return conflict("settings", now.Version)
		}
		return err
	}
	return s.opt.Floor.Reconfigure(context.WithoutCancel(ctx), project, func(setup *floor.Setup) { setup.Revision = next })
}

// document is a version with its tests.
func document(r desk.Revision) (rules.Document, error) {
	if r.Text == "" {
		return rules.Document{Settings: r.Settings}, nil
	}
	return rules.Parse(r.Text)
}

// skillsHeld refuses to forget a skill that somebody has.
func skillsHeld(next, before desk.Settings, people []desk.Profile) error {
	kept := map[desk.SkillID]bool{}
	for _, k := range next.Skills {
		kept[k.ID] = true
	}
	for _, k := range before.Skills {
		for _, p := range people {
			if !kept[k.ID] && p.Skills[k.ID] > 0 {
				return desk.Refuse(desk.StillInUse, "Agent %s has the skill %q.", p.ID, k.ID).At("skills")
			}
		}
	}
	return nil
}

// conflict refuses a change of another version than the latest; what is changed
// is a plural.
func conflict(what string, now int64) *desk.Error {
	return desk.Refuse(desk.VersionConflict, "The %s were changed meanwhile: they are at version %d.", what, now).At("version")
}

// etag names a version in the headers.
func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// matches refuses a change of another version than the latest. Without a
// condition it is of whichever there is.
func matches(what, ifMatch string, latest int64) error {
	if ifMatch == "" {
		return nil
	}
	for _, tag := range strings.Split(ifMatch, ",") {
		if tag = strings.TrimSpace(tag); tag == "*" || tag == etag(latest) {
			return nil
		}
	}
	p := problemOf(conflict(what, latest))
	p.become(desk.VersionConflict, http.StatusPreconditionFailed)
	p.Errors = nil // it is a header that is at fault, and no field
	return p
}

// conditional asks for If-Match where a whole is replaced by one that says nothing
// of the version it was made from: what another changed meanwhile would be lost
// without a word.
func conditional(what, ifMatch string) error {
	if ifMatch != "" {
		return nil
	}
	p := problemOf(desk.Refuse(desk.Invalid, "Say with If-Match which version this %s changes.", what))
	p.become(desk.Invalid, http.StatusPreconditionRequired)
	return p
}

type settingsOutput struct {
	ETag string `header:"ETag"`
	Body VersionedSettings
}

type putSettingsInput struct {
	Condition
	Body SettingsChange
}

type lifecycleOutput struct {
	ETag string `header:"ETag"`
	Body desk.Lifecycle
}

type patchLifecycleInput struct {
	Noted
	Body LifecyclePatch
}

type teamOutput struct {
	ETag string `header:"ETag"`
	Body desk.Team
}

type putTeamInput struct {
	Noted
	Body desk.Team
}

func (s *Server) registerSettings(api huma.API) {
	route(s, api, readSettings, huma.Operation{
		OperationID: "get-settings", Method: http.MethodGet, Path: "/settings", Summary: "Read the settings",
	}, func(ctx context.Context, who caller, _ *nothing) (*settingsOutput, error) {
		return whole(who.Revision), nil
	})
	route(s, api, writeSettings, huma.Operation{
		OperationID: "put-settings", Method: http.MethodPut, Path: "/settings", MaxBodyBytes: maxSettings,
		Summary: "Replace the settings", Errors: []int{409, 412, 422},
	}, s.putSettings)
	route(s, api, writeSettings, huma.Operation{
		OperationID: "patch-lifecycle", Method: http.MethodPatch, Path: "/settings/lifecycle",
		Summary: "Change how conversations live", Errors: []int{409, 412, 422},
	}, s.patchLifecycle)
	route(s, api, writeSettings, huma.Operation{
		OperationID: "put-team", Method: http.MethodPut, Path: "/settings/team",
		Summary: "Say which page of the team's own agents can open", Errors: []int{409, 412, 422},
	}, s.putTeam)
	s.registerSettingsText(api)
	s.registerHistory(api)
	registerParts(s, api)
}

// maxSettings bounds a request that carries all settings.
const maxSettings = 512 << 10

func (s *Server) putSettings(ctx context.Context, who caller, in *putSettingsInput) (*settingsOutput, error) {
	r, err := s.changeSettings(ctx, change{
		who: who, ifMatch: in.IfMatch, comment: in.Body.Comment,
		apply: func(doc *rules.Document, latest desk.Revision) error {
			if in.Body.Version != latest.Version {
				return conflict("settings", latest.Version)
			}
			doc.Settings = in.Body.Settings
			return nil
		},
		explain: func(e *desk.Error) *desk.Error {
			if e.Code != desk.TestFailed && e.Field != "" { // tests are in the file alone
				e.Field = "settings." + e.Field
			}
			return e
		},
	})
	if err != nil {
		return nil, err
	}
	return whole(r), nil
}

func whole(r desk.Revision) *settingsOutput {
	return &settingsOutput{etag(r.Version), VersionedSettings{versionOf(r), listed(r.Settings)}}
}

// LifecyclePatch changes what it holds and leaves the rest.
type LifecyclePatch struct {
	VisitorStays   *bool         `json:"visitorStays,omitempty"`
	TellTransfers  *bool         `json:"tellTransfers,omitempty"`
	CloseIdleAfter *int          `json:"closeIdleAfter,omitempty" doc:"Minutes; 0 for never."`
	LostAfter      *int          `json:"lostAfter,omitempty" doc:"Seconds; 0 for the default."`
	ShownWithin    *int          `json:"shownWithin,omitempty" doc:"Seconds; 0 for the default."`
	PushGap        *int          `json:"pushGap,omitempty" doc:"Seconds."`
	Welcome        *string       `json:"welcome,omitempty"`
	Tagging        *desk.Tagging `json:"tagging,omitempty" doc:"Whether agents tag what they close: offered, required or off."`
	FixedTags      *bool         `json:"fixedTags,omitempty" doc:"Agents make no new tags."`
}

func (p LifecyclePatch) apply(l *desk.Lifecycle) {
	set(&l.VisitorStays, p.VisitorStays)
	set(&l.TellTransfers, p.TellTransfers)
	set(&l.CloseIdleAfter, p.CloseIdleAfter)
	set(&l.LostAfter, p.LostAfter)
	set(&l.ShownWithin, p.ShownWithin)
	set(&l.PushGap, p.PushGap)
	set(&l.Welcome, p.Welcome)
	set(&l.Tagging, p.Tagging)
	set(&l.FixedTags, p.FixedTags)
}

func (s *Server) patchLifecycle(ctx context.Context, who caller, in *patchLifecycleInput) (*lifecycleOutput, error) {
	r, err := s.changeSettings(ctx, change{
		who: who, ifMatch: in.IfMatch, comment: in.Comment,
		apply: func(doc *rules.Document, _ desk.Revision) error {
			in.Body.apply(&doc.Settings.Lifecycle)
			return nil
		},
		explain: within("lifecycle."),
	})
	if err != nil {
		return nil, err
	}
	return &lifecycleOutput{etag(r.Version), r.Settings.Lifecycle}, nil
}

// putTeam replaces the team's page; an empty body takes it away. It says the
// whole of so little that no condition is asked for.
func (s *Server) putTeam(ctx context.Context, who caller, in *putTeamInput) (*teamOutput, error) {
	r, err := s.changeSettings(ctx, change{
		who: who, ifMatch: in.IfMatch, comment: in.Comment,
		apply: func(doc *rules.Document, _ desk.Revision) error {
			doc.Settings.Team = in.Body
			return nil
		},
		explain: within("team."),
	})
	if err != nil {
		return nil, err
	}
	return &teamOutput{etag(r.Version), r.Settings.Team}, nil
}

// within names a fault in the part that was sent as it stands there.
func within(prefix string) func(*desk.Error) *desk.Error {
	return func(e *desk.Error) *desk.Error {
		e.Field = strings.TrimPrefix(e.Field, prefix)
		return e
	}
}
