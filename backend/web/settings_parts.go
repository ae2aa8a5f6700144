package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

// part is one list of the settings, whose things can be read and changed one by
// one.
type part[T any] struct {
	// name is the list's in the settings and in the address, one what each of
	// its things is called.
	name, one string
	list      func(*desk.Settings) *[]T
	id        func(T) string
	// shown is a thing as it is sent.
	shown func(T) T
}

func same[T any](thing T) T { return thing }

func registerParts(s *Server, api huma.API) {
	registerPart(s, api, part[desk.Skill]{
		"skills", "skill", func(s *desk.Settings) *[]desk.Skill { return &s.Skills },
		func(k desk.Skill) string { return string(k.ID) }, same[desk.Skill],
	})
	registerPart(s, api, part[desk.Hours]{
		"hours", "calendar of opening hours", func(s *desk.Settings) *[]desk.Hours { return &s.Hours },
		func(h desk.Hours) string { return string(h.ID) }, listedHours,
	})
	registerPart(s, api, part[desk.Group]{
		"groups", "group", func(s *desk.Settings) *[]desk.Group { return &s.Groups },
		func(g desk.Group) string { return string(g.ID) }, same[desk.Group],
	})
	registerPart(s, api, part[desk.Rule]{
		"rules", "routing rule", func(s *desk.Settings) *[]desk.Rule { return &s.Rules },
		func(r desk.Rule) string { return string(r.ID) }, listedRule,
	})
	registerPart(s, api, part[desk.Targeting]{
		"targeting", "targeting rule", func(s *desk.Settings) *[]desk.Targeting { return &s.Targeting },
		func(t desk.Targeting) string { return string(t.ID) }, same[desk.Targeting],
	})
	registerPart(s, api, part[desk.Topic]{
		"categories", "category", func(s *desk.Settings) *[]desk.Topic { return &s.Categories },
		func(k desk.Topic) string { return string(k.ID) }, same[desk.Topic],
	})
}

type partInput struct {
	ID string `path:"id"`
}

type putPartInput[T any] struct {
	Noted
	ID   string `path:"id"`
	Body T
}

type deletePartInput struct {
	Noted
	ID string `path:"id"`
}

type partOutput[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

type goneOutput struct {
	ETag string `header:"ETag"`
}

func registerPart[T any](s *Server, api huma.API, p part[T]) {
	path := "/settings/" + p.name + "/{id}"
	route(s, api, readSettings, huma.Operation{
		OperationID: "get-settings-" + p.name, Method: http.MethodGet, Path: path,
		Summary: "Read one " + p.one, Errors: []int{404},
	}, func(_ context.Context, who caller, in *partInput) (*partOutput[T], error) {
		settings := who.settings()
		things := *p.list(&settings)
		i := p.find(things, in.ID)
		if i < 0 {
			return nil, p.none(in.ID)
		}
		return &partOutput[T]{etag(who.Revision.Version), p.shown(things[i])}, nil
	})
	route(s, api, writeSettings, huma.Operation{
		OperationID: "put-settings-" + p.name, Method: http.MethodPut, Path: path,
		Summary: "Add one " + p.one + " or replace it", Errors: []int{409, 412, 422},
	}, func(ctx context.Context, who caller, in *putPartInput[T]) (*partOutput[T], error) {
		return p.put(ctx, s, who, in)
	})
	route(s, api, writeSettings, huma.Operation{
		OperationID: "delete-settings-" + p.name, Method: http.MethodDelete, Path: path, DefaultStatus: http.StatusNoContent,
		Summary: "Remove one " + p.one + " that nothing refers to", Errors: []int{404, 409, 412, 422},
	}, func(ctx context.Context, who caller, in *deletePartInput) (*goneOutput, error) {
		return p.remove(ctx, s, who, in)
	})
}

func (p part[T]) find(things []T, id string) int {
	return slices.IndexFunc(things, func(t T) bool { return p.id(t) == id })
}

func (p part[T]) none(id string) error {
	return desk.Refuse(desk.NotFound, "There is no %s %q.", p.one, desk.CutText(id, 40)).At("id")
}

// put replaces a thing where it stands; a new one comes last.
func (p part[T]) put(ctx context.Context, s *Server, who caller, in *putPartInput[T]) (*partOutput[T], error) {
	if p.id(in.Body) != in.ID {
		return nil, desk.Refuse(desk.Invalid, "The id in the body is not the one in the address.").At("id")
	}
	prefix := ""
	r, err := s.changeSettings(ctx, change{
		who: who, ifMatch: in.IfMatch, comment: in.Comment,
		apply: func(doc *rules.Document, _ desk.Revision) error {
			things := p.list(&doc.Settings)
			i := p.find(*things, in.ID)
			if i < 0 {
				i = len(*things)
			}
			prefix = fmt.Sprintf("%s[%d].", p.name, i)
			*things = append(append(slices.Clone((*things)[:i]), in.Body), (*things)[min(i+1, len(*things)):]...)
			return nil
		},
		explain: func(e *desk.Error) *desk.Error { return within(prefix)(e) },
	})
	if err != nil {
		return nil, err
	}
	return &partOutput[T]{etag(r.Version), p.shown(in.Body)}, nil
}

func (p part[T]) remove(ctx context.Context, s *Server, who caller, in *deletePartInput) (*goneOutput, error) {
	var left desk.Settings
	r, err := s.changeSettings(ctx, change{
		who: who, ifMatch: in.IfMatch, comment: in.Comment,
		apply: func(doc *rules.Document, _ desk.Revision) error {
			things := p.list(&doc.Settings)
			i := p.find(*things, in.ID)
			if i < 0 {
				return p.none(in.ID)
			}
			*things = slices.Delete(slices.Clone(*things), i, i+1)
			left = doc.Settings
			return nil
		},
		explain: func(e *desk.Error) *desk.Error {
			if e.Code != desk.Invalid {
				return e // a test of the file, which says so itself
			}
			// They held together before: what is wrong now refers to it.
			return desk.Refuse(desk.StillInUse, "The %s %q is still in use by %s.", p.one, in.ID, whose(left, e.Field)).At(e.Field)
		},
	})
	if err != nil {
		return nil, err
	}
	return &goneOutput{etag(r.Version)}, nil
}

// whose says in words which thing of the settings a field is of.
func whose(s desk.Settings, field string) string {
	var i int
	name, rest, _ := strings.Cut(field, "[")
	_, _ = fmt.Sscanf(rest, "%d]", &i)
	switch {
	case name == "groups" && i < len(s.Groups):
		return fmt.Sprintf("the group %q", s.Groups[i].Name)
	case name == "rules" && i < len(s.Rules):
		return fmt.Sprintf("the routing rule %q", s.Rules[i].Name)
	case name == "categories" && i < len(s.Categories):
		return fmt.Sprintf("the category %q", s.Categories[i].Name)
	case name == "targeting" && i < len(s.Targeting):
		return fmt.Sprintf("the targeting rule %q", s.Targeting[i].Name)
	}
	return "the settings"
}
