package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
)

// Account is what an administration decides about a person.
type Account struct {
	Role         desk.Role            `json:"role" enum:"agent,manager,admin"`
	Name         string               `json:"name" doc:"For colleagues."`
	Username     string               `json:"username" doc:"What visitors read."`
	Email        string               `json:"email" doc:"Signs them in."`
	Organisation desk.OrganisationID  `json:"organisation,omitempty" doc:"The part of the company they belong to."`
	Skills       map[desk.SkillID]int `json:"skills,omitempty" doc:"Levels from 1 to 5."`
	Languages    []string             `json:"languages,omitempty" doc:"As in fr; all, where empty."`
	Slots        map[desk.Channel]int `json:"slots,omitempty" doc:"Conversations at once on each channel granted; a channel that is absent is not granted."`
	Priority     map[desk.Channel]int `json:"priority,omitempty" doc:"0 or 10: of two who are free, the higher first."`
	CallAndChat  bool                 `json:"callAndChat,omitempty" doc:"A call and chats can be held at once."`
}

// Person is somebody with an account.
type Person struct {
	ID desk.AgentID `json:"id"`
	Account
	// Groups are the routing groups they are in, by the settings.
	Groups []desk.GroupID `json:"groups"`
}

// People are all who have an account.
type People struct {
	Agents []Person `json:"agents"`
}

// AccountChange replaces an account as a whole.
type AccountChange struct {
	Account
	Password string `json:"password,omitempty" minLength:"12" maxLength:"256" doc:"Absent leaves it as it is; for a new account one is made."`
}

// NewPerson is somebody whose account was just made.
type NewPerson struct {
	Person
	Password string `json:"password,omitempty" doc:"The one that was made; it is shown once."`
}

// AccountPatch changes what it holds and leaves the rest. A list or table that is
// given replaces the one there.
type AccountPatch struct {
	Role         *desk.Role           `json:"role,omitempty" enum:"agent,manager,admin"`
	Name         *string              `json:"name,omitempty"`
	Username     *string              `json:"username,omitempty"`
	Email        *string              `json:"email,omitempty"`
	Organisation *desk.OrganisationID `json:"organisation,omitempty"`
	Skills       map[desk.SkillID]int `json:"skills,omitempty"`
	Languages    []string             `json:"languages,omitempty"`
	Slots        map[desk.Channel]int `json:"slots,omitempty"`
	Priority     map[desk.Channel]int `json:"priority,omitempty"`
	CallAndChat  *bool                `json:"callAndChat,omitempty"`
	Password     string               `json:"password,omitempty" minLength:"12" maxLength:"256"`
}

func (p AccountPatch) apply(a *Account) {
	set(&a.Role, p.Role)
	set(&a.Name, p.Name)
	set(&a.Username, p.Username)
	set(&a.Email, p.Email)
	set(&a.Organisation, p.Organisation)
	set(&a.CallAndChat, p.CallAndChat)
	if p.Skills != nil {
		a.Skills = p.Skills
	}
	if p.Languages != nil {
		a.Languages = p.Languages
	}
	if p.Slots != nil {
		a.Slots = p.Slots
	}
	if p.Priority != nil {
		a.Priority = p.Priority
	}
}

// set changes what is given.
func set[T any](field *T, to *T) {
	if to != nil {
		*field = *to
	}
}

func accountOf(p desk.Profile) Account {
	return Account{
		Role: p.Role, Name: p.Name, Username: p.Username, Email: p.Email, Organisation: p.Organisation,
		Skills: p.Skills, Languages: p.Languages, Slots: p.Slots, Priority: p.Priority, CallAndChat: p.CallAndChat,
	}
}

func (a Account) profile(id desk.AgentID) desk.Profile {
	return desk.Profile{
		ID: id, Role: a.Role, Name: a.Name, Username: a.Username, Email: a.Email, Organisation: a.Organisation,
		Skills: a.Skills, Languages: a.Languages, Slots: a.Slots, Priority: a.Priority, CallAndChat: a.CallAndChat,
	}
}

func personOf(p desk.Profile) Person { return Person{p.ID, accountOf(p), list(p.Groups)} }

// PersonInput names somebody in the address.
type PersonInput struct {
	ID string `path:"id"`
}

type (
	peopleOutput struct{ Body People }
	personOutput struct{ Body Person }
	newInput     struct{ Body AccountChange }
	newOutput    struct {
		Location string `header:"Location"`
		Body     NewPerson
	}
	putPersonInput struct {
		PersonInput
		Body AccountChange
	}
	patchPersonInput struct {
		PersonInput
		Body AccountPatch
	}
)

func (s *Server) registerPeople(api huma.API) {
	route(s, api, readPeople, huma.Operation{
		OperationID: "list-agents", Method: http.MethodGet, Path: "/agents", Summary: "List the people; a manager's own",
	}, func(_ context.Context, who caller, _ *nothing) (*peopleOutput, error) {
		out := &peopleOutput{People{[]Person{}}}
		for _, p := range who.Agents {
			if who.sees(p) {
				out.Body.Agents = append(out.Body.Agents, personOf(p))
			}
		}
		return out, nil
	})
	route(s, api, readPeople, huma.Operation{
		OperationID: "get-agent", Method: http.MethodGet, Path: "/agents/{id}", Summary: "Read one account", Errors: []int{404},
	}, func(_ context.Context, who caller, in *PersonInput) (*personOutput, error) {
		p, err := who.person(who.Setup, in.ID)
		return &personOutput{personOf(p)}, err
	})
	route(s, api, managePeople, huma.Operation{
		OperationID: "add-agent", Method: http.MethodPost, Path: "/agents", DefaultStatus: http.StatusCreated,
		Summary: "Make an account", Errors: []int{422},
	}, s.addPerson)
	route(s, api, managePeople, huma.Operation{
		OperationID: "put-agent", Method: http.MethodPut, Path: "/agents/{id}",
		Summary: "Replace an account, at once; nobody is disconnected, but a new password signs them out", Errors: []int{404, 409, 422},
	}, func(ctx context.Context, who caller, in *putPersonInput) (*personOutput, error) {
		return s.changePerson(ctx, who, in.ID, in.Body.Password, func(a *Account) { *a = in.Body.Account })
	})
	route(s, api, managePeople, huma.Operation{
		OperationID: "patch-agent", Method: http.MethodPatch, Path: "/agents/{id}",
		Summary: "Change parts of an account, at once; nobody is disconnected, but a new password signs them out", Errors: []int{404, 409, 422},
	}, func(ctx context.Context, who caller, in *patchPersonInput) (*personOutput, error) {
		return s.changePerson(ctx, who, in.ID, in.Body.Password, in.Body.apply)
	})
	route(s, api, managePeople, huma.Operation{
		OperationID: "remove-agent", Method: http.MethodDelete, Path: "/agents/{id}", DefaultStatus: http.StatusNoContent,
		Summary: "Delete an account; what its agent holds goes to others", Errors: []int{404, 409},
	}, s.removePerson)
}

// sees tells whether somebody's account is the caller's business.
func (c caller) sees(p desk.Profile) bool {
	return c.profile.Role == desk.Admin || p.ID == c.profile.ID || p.Organisation == c.profile.Organisation
}

// person finds somebody the caller may know of; to a manager the people of other
// organisations do not exist.
func (c caller) person(setup floor.Setup, id string) (desk.Profile, error) {
	p, known := setup.Profile(desk.AgentID(id))
	if !known || !c.sees(p) {
		return desk.Profile{}, desk.Refuse(desk.NotFound, "There is no agent %q.", desk.CutText(id, 40)).At("id")
	}
	return p, nil
}

// manages refuses what the caller may not do to an account, as it is or as it is
// to become: a manager's people are the agents of their own organisation.
func (c caller) manages(p desk.Profile) error {
	switch {
	case c.profile.Role == desk.Admin:
		return nil
	case p.Role != desk.AgentRole:
		return desk.Refuse(desk.Forbidden, "Only an administrator decides about managers and administrators.").At("role")
	case p.Organisation != c.profile.Organisation:
		return desk.Refuse(desk.Forbidden, "A manager's people are those of their own organisation.").At("organisation")
	}
	return nil
}

func (s *Server) addPerson(ctx context.Context, who caller, in *newInput) (*newOutput, error) {
	p := in.Body.profile("")
	if err := who.manages(p); err != nil {
		return nil, err
	}
	made, password := "", in.Body.Password
	if password == "" {
		made = auth.NewPassword()
		password = made
	}
	hash, err := hashed(ctx, password)
	if err != nil {
		return nil, err
	}
	s.administering.Lock()
	defer s.administering.Unlock()
	if p.ID, err = s.nextAgent(ctx, who.project()); err != nil {
		return nil, err
	}
	if p, err = s.putPerson(ctx, who.project(), p, hash); err != nil {
		return nil, err
	}
	return &newOutput{"/api/v1/agents/" + string(p.ID), NewPerson{personOf(p), made}}, nil
}

// firstAgent is the number of a project's first account.
const firstAgent = 10_001

// nextAgent is a number nobody ever had.
func (s *Server) nextAgent(ctx context.Context, project desk.ProjectID) (desk.AgentID, error) {
	former, err := s.opt.Store.Removed(ctx, project)
	if err != nil {
		return "", err
	}
	setup, _ := s.opt.Floor.Setup(project)
	next := firstAgent
	for _, p := range slices.Concat(setup.Agents, former) {
		if n, err := strconv.Atoi(string(p.ID)); err == nil {
			next = max(next, n+1)
		}
	}
	return desk.AgentID(strconv.Itoa(next)), nil
}

func (s *Server) changePerson(ctx context.Context, who caller, id, password string, change func(*Account)) (*personOutput, error) {
	hash := ""
	if password != "" {
		var err error
		if hash, err = hashed(ctx, password); err != nil {
			return nil, err
		}
	}
	s.administering.Lock()
	defer s.administering.Unlock()
	setup, _ := s.opt.Floor.Setup(who.project())
	before, err := who.person(setup, id)
	if err != nil {
		return nil, err
	}
	account := accountOf(before)
	change(&account)
	p := account.profile(before.ID)
	if err := errors.Join(who.manages(before), who.manages(p)); err != nil {
		return nil, err
	}
	if before.Role == desk.Admin && p.Role != desk.Admin && lastAdmin(setup) {
		return nil, desk.Refuse(desk.StillInUse, "This is the last administrator.").At("role")
	}
	if p, err = s.putPerson(ctx, who.project(), p, ""); err != nil {
		return nil, err
	}
	if hash != "" {
		// Whoever may have had the old one is out with it.
		ended, err := s.opt.Store.SetPassword(ctx, who.project(), p.ID, hash, who.session, s.opt.Clock.Now())
		if err != nil {
			return nil, err
		}
		s.hangUp(ended...)
	}
	return &personOutput{personOf(p)}, nil
}

// putPerson keeps an account and puts it in force.
func (s *Server) putPerson(ctx context.Context, project desk.ProjectID, p desk.Profile, hash string) (desk.Profile, error) {
	setup, _ := s.opt.Floor.Setup(project)
	if err := checkProfile(p, setup.Revision.Settings); err != nil {
		return p, err
	}
	other, err := s.opt.Store.AgentByEmail(ctx, p.Email)
	switch {
	case err == nil && (other.Project != project || other.Profile.ID != p.ID):
		return p, desk.Refuse(desk.Invalid, "This address signs somebody else in.").At("email")
	case err != nil && !errors.Is(err, desk.ErrNone):
		return p, err
	}
	if err := s.opt.Store.PutAgent(ctx, project, p, hash); err != nil {
		return p, err
	}
	err = s.opt.Floor.Reconfigure(context.WithoutCancel(ctx), project, func(setup *floor.Setup) {
		if i := indexOf(setup.Agents, p.ID); i >= 0 {
			setup.Agents[i] = p
		} else {
			setup.Agents = append(setup.Agents, p)
		}
	})
	p.Groups = setup.Revision.Settings.GroupsOf(p)
	return p, err
}

func indexOf(people []desk.Profile, id desk.AgentID) int {
	return slices.IndexFunc(people, func(p desk.Profile) bool { return p.ID == id })
}

func lastAdmin(setup floor.Setup) bool {
	admins := 0
	for _, p := range setup.Agents {
		if p.Role == desk.Admin {
			admins++
		}
	}
	return admins == 1
}

func (s *Server) removePerson(ctx context.Context, who caller, in *PersonInput) (*nothing, error) {
	s.administering.Lock()
	defer s.administering.Unlock()
	setup, _ := s.opt.Floor.Setup(who.project())
	p, err := who.person(setup, in.ID)
	if err != nil {
		return nil, err
	}
	if err := who.manages(p); err != nil {
		return nil, err
	}
	switch {
	case p.ID == who.profile.ID:
		return nil, desk.Refuse(desk.Forbidden, "Nobody deletes their own account.")
	case p.Role == desk.Admin && lastAdmin(setup):
		return nil, desk.Refuse(desk.StillInUse, "This is the last administrator.")
	}
	if err := s.opt.Store.RemoveAgent(ctx, who.project(), p.ID, s.opt.Clock.Now()); err != nil {
		return nil, err
	}
	return nil, s.opt.Floor.Reconfigure(context.WithoutCancel(ctx), who.project(), func(setup *floor.Setup) {
		setup.Agents = slices.DeleteFunc(setup.Agents, func(other desk.Profile) bool { return other.ID == p.ID })
	})
}

func hashed(ctx context.Context, password string) (string, error) {
	hash, err := auth.MakeHash(ctx, password)
	if err != nil {
		return "", desk.Refuse(desk.TryLater, "Many are signing in; please try again in a moment.").After(2 * desk.Second)
	}
	return hash, nil
}
