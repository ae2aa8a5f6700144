package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
)

// VersionedLibrary is the library as it is now, and who made it so.
type VersionedLibrary struct {
	Version int64        `json:"version" doc:"0 where nothing was ever written."`
	At      desk.Millis  `json:"at"`
	By      desk.AgentID `json:"by,omitempty" doc:"The agent who made it; absent where the server did."`
	Library desk.Library `json:"library"`
}

// VersionedAnswers are the answers an agent keeps for themselves.
type VersionedAnswers struct {
	Version int64       `json:"version" doc:"0 where nothing was ever written."`
	Answers desk.Canned `json:"answers"`
}

type libraryOutput struct {
	ETag string `header:"ETag"`
	Body VersionedLibrary
}

type putLibraryInput struct {
	Condition
	Body desk.Library
}

type answersOutput struct {
	ETag string `header:"ETag"`
	Body VersionedAnswers
}

func (s *Server) registerLibrary(api huma.API) {
	route(s, api, readLibrary, huma.Operation{
		OperationID: "get-library", Method: http.MethodGet, Path: "/library", Summary: "Read the library",
	}, func(_ context.Context, who caller, _ *nothing) (*libraryOutput, error) {
		return wholeLibrary(who.Library), nil
	})
	route(s, api, writeLibrary, huma.Operation{
		OperationID: "put-library", Method: http.MethodPut, Path: "/library", MaxBodyBytes: maxLibrary,
		Summary: "Replace the library", Errors: []int{409, 412, 413, 422, 428},
	}, func(ctx context.Context, who caller, in *putLibraryInput) (*libraryOutput, error) {
		if err := conditional("library", in.IfMatch); err != nil {
			return nil, err
		}
		r, err := s.changeLibrary(ctx, who, in.IfMatch, func(l *desk.Library) error { *l = in.Body; return nil })
		return wholeLibrary(r), err
	})
	shared := cabinet[desk.Library]{"/library", "library", writeLibrary, s.changeSharedEntry}
	registerEntries(s, api, shared, categories(func(l *desk.Library) *desk.Canned { return &l.Canned }))
	registerEntries(s, api, shared, answers(func(l *desk.Library) *desk.Canned { return &l.Canned }))
	registerEntries(s, api, shared, entries[desk.Library, desk.LinkEntry]{
		"links", "link", func(l *desk.Library) *[]desk.LinkEntry { return &l.Links },
		func(e desk.LinkEntry) string { return e.ID }, nil,
	})
	registerEntries(s, api, shared, entries[desk.Library, desk.OfferEntry]{
		"offers", "offer", func(l *desk.Library) *[]desk.OfferEntry { return &l.Offers },
		func(e desk.OfferEntry) string { return e.ID }, nil,
	})

	route(s, api, ownAnswers, huma.Operation{
		OperationID: "get-own-library", Method: http.MethodGet, Path: "/me/library", Summary: "Read one's own canned answers",
	}, func(ctx context.Context, who caller, _ *nothing) (*answersOutput, error) {
		p, err := s.opt.Store.Personal(ctx, who.project(), who.profile.ID)
		return &answersOutput{etag(p.Version), VersionedAnswers{p.Version, listedCanned(p.Canned)}}, err
	})
	own := cabinet[desk.Canned]{"/me/library", "own", ownAnswers, s.changeOwn}
	registerEntries(s, api, own, categories(func(c *desk.Canned) *desk.Canned { return c }))
	registerEntries(s, api, own, answers(func(c *desk.Canned) *desk.Canned { return c }))
}

// maxLibrary bounds a request that carries the whole library.
const maxLibrary = 1 << 20

func wholeLibrary(r desk.LibraryRevision) *libraryOutput {
	return &libraryOutput{etag(r.Version), VersionedLibrary{r.Version, r.At, r.By, listedLibrary(r.Library)}}
}

func categories[D any](of func(*D) *desk.Canned) entries[D, desk.Category] {
	return entries[D, desk.Category]{
		"categories", "category", func(d *D) *[]desk.Category { return &of(d).Categories },
		func(c desk.Category) string { return c.ID },
		func(d *D, id string) { *of(d) = of(d).WithoutCategory(id) },
	}
}

func answers[D any](of func(*D) *desk.Canned) entries[D, desk.CannedAnswer] {
	return entries[D, desk.CannedAnswer]{
		"answers", "canned answer", func(d *D) *[]desk.CannedAnswer { return &of(d).Answers },
		func(a desk.CannedAnswer) string { return a.ID }, nil,
	}
}

func (s *Server) changeSharedEntry(ctx context.Context, who caller, ifMatch string, apply func(*desk.Library) error) (int64, error) {
	r, err := s.changeLibrary(ctx, who, ifMatch, apply)
	return r.Version, err
}

// changeLibrary carries a change of the library out: all of it is checked, kept as
// a new version, and on its way to every desktop when this returns. Nothing is
// changed otherwise.
func (s *Server) changeLibrary(ctx context.Context, who caller, ifMatch string, apply func(*desk.Library) error) (desk.LibraryRevision, error) {
	s.administering.Lock()
	defer s.administering.Unlock()
	latest, err := s.opt.Store.LatestLibrary(ctx, who.project())
	if err == nil {
		err = matches("entries of the library", ifMatch, latest.Version)
	}
	if err != nil {
		return desk.LibraryRevision{}, err
	}
	next := desk.LibraryRevision{
		Version: latest.Version + 1, At: s.opt.Clock.Now(), By: who.profile.ID, Library: listedLibrary(latest.Library),
	}
	if err := apply(&next.Library); err != nil {
		return desk.LibraryRevision{}, err
	}
	if err := next.Library.Check(); err != nil {
		return desk.LibraryRevision{}, err
	}
	next.Library = listedLibrary(next.Library)
	if err := s.opt.Store.PutLibrary(ctx, who.project(), next); err != nil {
		// Another server may have been quicker.
		if now, again := s.opt.Store.LatestLibrary(ctx, who.project()); again == nil && now.Version >= next.Version {
			err = conflict("entries of the library", now.Version)
		}
		return desk.LibraryRevision{}, err
	}
	err = s.opt.Floor.Reconfigure(context.WithoutCancel(ctx), who.project(), func(setup *floor.Setup) { setup.Library = next })
	return next, err
}

// changeOwn carries a change of the caller's own answers out.
func (s *Server) changeOwn(ctx context.Context, who caller, ifMatch string, apply func(*desk.Canned) error) (int64, error) {
	project, me := who.project(), who.profile.ID
	next, err := s.opt.Store.Personal(ctx, project, me)
	if err == nil {
		err = matches("answers", ifMatch, next.Version)
	}
	if err != nil {
		return 0, err
	}
	next.Version++
	next.Canned = listedCanned(next.Canned)
	if err := apply(&next.Canned); err != nil {
		return 0, err
	}
	if err := next.Check(); err != nil {
		return 0, err
	}
	if err := s.opt.Store.PutPersonal(ctx, project, me, next); err != nil {
		// Another desktop of theirs may have been quicker.
		if now, again := s.opt.Store.Personal(ctx, project, me); again == nil && now.Version >= next.Version {
			err = conflict("answers", now.Version)
		}
		return 0, err
	}
	s.opt.Floor.TellPersonal(project, me)
	return next.Version, nil
}

// cabinet is what entries stand in.
type cabinet[D any] struct {
	path, name string
	write      action
	// change carries a change of the whole out and gives its new version.
	change func(ctx context.Context, who caller, ifMatch string, apply func(*D) error) (int64, error)
}

// entries are one list of a document, whose things are changed one by one.
type entries[D, T any] struct {
	// name is the list's, one what each of its things is called.
	name, one string
	list      func(*D) *[]T
	id        func(T) string
	// remove takes one away with all that hangs on it; nil where nothing does.
	remove func(d *D, id string)
}

type entryInput struct {
	Condition
	ID string `path:"id"`
}

type putEntryInput[T any] struct {
	Condition
	ID   string `path:"id"`
	Body T
}

func registerEntries[D, T any](s *Server, api huma.API, d cabinet[D], e entries[D, T]) {
	path := d.path + "/" + e.name + "/{id}"
	route(s, api, d.write, huma.Operation{
		OperationID: "put-" + d.name + "-" + e.name, Method: http.MethodPut, Path: path,
		Summary: "Add one " + e.one + " or replace it", Errors: []int{409, 412, 413, 422},
	}, func(ctx context.Context, who caller, in *putEntryInput[T]) (*partOutput[T], error) {
		if e.id(in.Body) != in.ID {
			return nil, desk.Refuse(desk.Invalid, "The id in the body is not the one in the address.").At("id")
		}
		prefix := ""
		version, err := d.change(ctx, who, in.IfMatch, func(doc *D) error {
			things := e.list(doc)
			i := e.find(*things, in.ID)
			if i < 0 {
				i = len(*things)
				*things = append(*things, in.Body)
			} else {
				(*things)[i] = in.Body
			}
			prefix = fmt.Sprintf("%s[%d].", e.name, i)
			return nil
		})
		if err != nil {
			var fault *desk.Error
			if errors.As(err, &fault) {
				err = within(prefix)(fault)
			}
			return nil, err
		}
		return &partOutput[T]{etag(version), in.Body}, nil
	})
	route(s, api, d.write, huma.Operation{
		OperationID: "delete-" + d.name + "-" + e.name, Method: http.MethodDelete, Path: path, DefaultStatus: http.StatusNoContent,
		Summary: "Remove one " + e.one + e.more(), Errors: []int{404, 409, 412},
	}, func(ctx context.Context, who caller, in *entryInput) (*goneOutput, error) {
		version, err := d.change(ctx, who, in.IfMatch, func(doc *D) error {
			things := e.list(doc)
			i := e.find(*things, in.ID)
			switch {
			case i < 0:
				return desk.Refuse(desk.NotFound, "There is no %s %q.", e.one, desk.CutText(in.ID, 40)).At("id")
			case e.remove != nil:
				e.remove(doc, in.ID)
			default:
				*things = slices.Delete(*things, i, i+1)
			}
			return nil
		})
		return &goneOutput{etag(version)}, err
	})
}

func (e entries[D, T]) find(things []T, id string) int {
	return slices.IndexFunc(things, func(t T) bool { return e.id(t) == id })
}

func (e entries[D, T]) more() string {
	if e.remove != nil {
		return " with all that stands under it"
	}
	return ""
}
