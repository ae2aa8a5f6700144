package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
)

// TagBody is a tag without its id.
type TagBody struct {
	Name       string         `json:"name"`
	Categories []desk.TopicID `json:"categories,omitempty" doc:"Of the settings: its tags are recommended for the conversations a category fits."`
}

// Tag is a type of conversation.
type Tag struct {
	ID desk.TagID `json:"id"`
	TagBody
}

// Tags are all of a project, by name.
type Tags struct {
	Tags []Tag `json:"tags"`
}

func tagOf(t desk.Tag) Tag { return Tag{t.ID, TagBody{t.Name, t.Categories}} }

type (
	tagsOutput  struct{ Body Tags }
	tagOutput   struct{ Body Tag }
	putTagInput struct {
		ID   string `path:"id"`
		Body TagBody
	}
	deleteTagInput struct {
		ID string `path:"id"`
	}
)

func (s *Server) registerTags(api huma.API) {
	route(s, api, readTags, huma.Operation{
		OperationID: "list-tags", Method: http.MethodGet, Path: "/tags", Summary: "List the tags, by name",
	}, func(_ context.Context, who caller, _ *nothing) (*tagsOutput, error) {
		all := slices.Clone(who.Tags)
		desk.SortTags(all)
		out := &tagsOutput{Tags{[]Tag{}}}
		for _, t := range all {
			out.Body.Tags = append(out.Body.Tags, tagOf(t))
		}
		return out, nil
	})
	route(s, api, writeTags, huma.Operation{
		OperationID: "put-tag", Method: http.MethodPut, Path: "/tags/{id}",
		Summary: "Add a tag or replace it; conversations keep the name it had", Errors: []int{422},
	}, s.putTag)
	route(s, api, writeTags, huma.Operation{
		OperationID: "remove-tag", Method: http.MethodDelete, Path: "/tags/{id}", DefaultStatus: http.StatusNoContent,
		Summary: "Delete a tag; conversations keep it", Errors: []int{404},
	}, s.removeTag)
}

func (s *Server) putTag(ctx context.Context, who caller, in *putTagInput) (*tagOutput, error) {
	s.administering.Lock()
	defer s.administering.Unlock()
	setup, _ := s.opt.Floor.Setup(who.project())
	tag := desk.Tag{ID: desk.TagID(in.ID), Name: in.Body.Name, Categories: in.Body.Categories}
	if err := checkTag(tag, setup); err != nil {
		return nil, err
	}
	if err := s.opt.Store.PutTag(ctx, who.project(), tag); err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx)
	// Agents make tags without the lock: where one of theirs came first, this
	// one is taken back.
	var refused error
	err := s.opt.Floor.Reconfigure(ctx, who.project(), func(setup *floor.Setup) {
		if refused = checkTag(tag, *setup); refused == nil {
			setup.Tags = append(withoutTag(setup.Tags, tag.ID), tag)
		}
	})
	if err != nil {
		return nil, err
	}
	if refused != nil {
		return nil, errors.Join(refused, s.restoreTag(ctx, who.project(), setup, tag.ID))
	}
	return &tagOutput{tagOf(tag)}, nil
}

// restoreTag puts a tag back to what it was.
func (s *Server) restoreTag(ctx context.Context, project desk.ProjectID, before floor.Setup, id desk.TagID) error {
	i := slices.IndexFunc(before.Tags, func(t desk.Tag) bool { return t.ID == id })
	if i < 0 {
		return s.opt.Store.RemoveTag(ctx, project, id)
	}
	return s.opt.Store.PutTag(ctx, project, before.Tags[i])
}

// checkTag says why a tag cannot be, as the project is.
func checkTag(tag desk.Tag, setup floor.Setup) error {
	if !desk.PlainID(string(tag.ID)) {
		return desk.Refuse(desk.Invalid, "An id has 1 to 40 small letters, digits, hyphens and underscores.").At("id")
	}
	if err := desk.CheckTagName(tag.Name); err != nil {
		return desk.AsError(err).At("name")
	}
	if slices.ContainsFunc(setup.Tags, func(o desk.Tag) bool { return o.ID != tag.ID && desk.SameName(o.Name, tag.Name) }) {
		return desk.Refuse(desk.Invalid, "There is a tag %q already.", tag.Name).At("name")
	}
	if len(setup.Tags) >= desk.MaxProjectTags && !slices.ContainsFunc(setup.Tags, func(o desk.Tag) bool { return o.ID == tag.ID }) {
		return desk.TooManyTags().At("id")
	}
	for i, id := range tag.Categories {
		if slices.Contains(tag.Categories[:i], id) {
			return desk.Refuse(desk.Invalid, "The category %q is named twice.", desk.CutText(string(id), 40)).At("categories")
		}
		if !slices.ContainsFunc(setup.Revision.Settings.Categories, func(k desk.Topic) bool { return k.ID == id }) {
			return desk.Refuse(desk.Invalid, "There is no category %q.", desk.CutText(string(id), 40)).At("categories")
		}
	}
	return nil
}

func withoutTag(tags []desk.Tag, id desk.TagID) []desk.Tag {
	return slices.DeleteFunc(slices.Clone(tags), func(t desk.Tag) bool { return t.ID == id })
}

func (s *Server) removeTag(ctx context.Context, who caller, in *deleteTagInput) (*nothing, error) {
	s.administering.Lock()
	defer s.administering.Unlock()
	id := desk.TagID(in.ID)
	setup, _ := s.opt.Floor.Setup(who.project())
	if !slices.ContainsFunc(setup.Tags, func(t desk.Tag) bool { return t.ID == id }) {
		return nil, desk.Refuse(desk.NotFound, "There is no tag %q.", desk.CutText(in.ID, 40)).At("id")
	}
	if err := s.opt.Store.RemoveTag(ctx, who.project(), id); err != nil {
		return nil, err
	}
	return nil, s.opt.Floor.Reconfigure(context.WithoutCancel(ctx), who.project(), func(setup *floor.Setup) {
		setup.Tags = withoutTag(setup.Tags, id)
	})
}

// categoriesHeld refuses to forget a category that a tag is mapped to.
func categoriesHeld(next, before desk.Settings, tags []desk.Tag) error {
	kept := map[desk.TopicID]bool{}
	for _, k := range next.Categories {
		kept[k.ID] = true
	}
	for _, k := range before.Categories {
		for _, t := range tags {
			if !kept[k.ID] && slices.Contains(t.Categories, k.ID) {
				return desk.Refuse(desk.StillInUse, "The tag %q is mapped to the category %q.", t.Name, k.ID).At("categories")
			}
		}
	}
	return nil
}
