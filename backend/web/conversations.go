package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

// TransferTargets are whom a conversation can be handed on to, in the order in
// which they are shown.
type TransferTargets struct {
	Targets []wire.TransferTarget `json:"targets"`
}

// Why is why a conversation is where it is.
type Why struct {
	State desk.State `json:"state" enum:"waiting,reserved,ongoing,snoozed,closed"`
	Why   string     `json:"why" doc:"One true sentence."`
	// Settings is the version of the settings the decision was made by.
	Settings int64 `json:"settings,omitempty"`
}

// Queue is what waits, in the order of the queue.
type Queue struct {
	Waiting []Queued `json:"waiting"`
}

// Queued is a conversation that waits.
type Queued struct {
	Conversation desk.ConversationID `json:"conversation"`
	Channel      desk.Channel        `json:"channel" enum:"chat,call,video,messaging,app"`
	Since        desk.Millis         `json:"since"`
	// Group is in whose queue it counts, For the agent it is reserved for.
	Group desk.GroupID `json:"group,omitempty"`
	For   desk.AgentID `json:"for,omitempty"`
	Why   string       `json:"why" doc:"One true sentence."`
}

// Closing says why somebody ends a conversation from outside.
type Closing struct {
	Comment string `json:"comment,omitempty" doc:"For colleagues; the visitor never reads it."`
}

// ConversationInput names a conversation in the address.
type ConversationInput struct {
	ID string `path:"id"`
}

// conversation is the id in the address, if it can be one: what a database would
// not take for a text must not get there.
func (in ConversationInput) conversation() (desk.ConversationID, error) {
	id := desk.ConversationID(in.ID)
	if _, ok := id.Stream().Conversation(); !ok || !isPlain(in.ID, 1, 64) {
		return "", noConversation()
	}
	return id, nil
}

func noConversation() error { return desk.Refuse(desk.NotFound, "No such conversation.").At("id") }

type (
	targetsOutput struct{ Body TransferTargets }
	whyOutput     struct{ Body Why }
	queueOutput   struct{ Body Queue }
	closeInput    struct {
		ConversationInput
		Body *Closing
	}
)

func (s *Server) registerConversations(api huma.API) {
	route(s, api, seeTargets, huma.Operation{
		OperationID: "list-transfer-targets", Method: http.MethodGet, Path: "/conversations/{id}/targets",
		Summary: "List whom one's conversation can be handed on to", Errors: []int{404, 409},
	}, s.targets)
	route(s, api, askWhy, huma.Operation{
		OperationID: "explain-conversation", Method: http.MethodGet, Path: "/conversations/{id}/why",
		Summary: "Say why a conversation is where it is", Errors: []int{404},
	}, s.why)
	route(s, api, seeWaiting, huma.Operation{
		OperationID: "list-waiting", Method: http.MethodGet, Path: "/waiting", Summary: "List what waits and why",
	}, s.waiting)
	route(s, api, closeAny, huma.Operation{
		OperationID: "close-conversation", Method: http.MethodPost, Path: "/conversations/{id}/close",
		DefaultStatus: http.StatusNoContent, Summary: "End a conversation from outside", Errors: []int{404, 409, 422},
	}, s.closeConversation)
}

func (s *Server) targets(ctx context.Context, who caller, in *ConversationInput) (*targetsOutput, error) {
	id, err := in.conversation()
	if err != nil {
		return nil, err
	}
	found, err := s.opt.Floor.Targets(ctx, who.project(), who.profile.ID, id)
	if err != nil {
		return nil, err
	}
	out := &targetsOutput{TransferTargets{[]wire.TransferTarget{}}}
	for _, t := range found {
		out.Body.Targets = append(out.Body.Targets, targetOf(t))
	}
	return out, nil
}

func targetOf(t floor.Target) wire.TransferTarget {
	out := wire.TransferTarget{
		Kind: wire.ToAgent, ID: string(t.Agent), Name: t.Name, Skills: list(t.Skills), Groups: list(t.Groups),
		Free: t.Free, Why: t.Why, WhyFR: t.WhyFR, Light: t.Light, Used: t.Used, Slots: t.Slots,
	}
	if t.Group != "" {
		out.Kind, out.ID = wire.ToGroup, string(t.Group)
	}
	return out
}

// why answers who holds the conversation, and managers. To anybody else it does
// not exist.
func (s *Server) why(ctx context.Context, who caller, in *ConversationInput) (*whyOutput, error) {
	id, err := in.conversation()
	if err != nil {
		return nil, err
	}
	if !who.profile.Role.Manages() {
		c, known, err := s.opt.Store.Conversation(ctx, who.project(), id)
		if err != nil {
			return nil, err
		}
		if !known || c.Holder() != who.profile.ID {
			return nil, noConversation()
		}
	}
	r, err := s.opt.Floor.Why(ctx, who.project(), id)
	if err != nil {
		return nil, err
	}
	return &whyOutput{Why{State: r.State, Why: r.Sentence, Settings: r.Settings}}, nil
}

func (s *Server) waiting(ctx context.Context, who caller, _ *nothing) (*queueOutput, error) {
	found, err := s.opt.Floor.Waiting(ctx, who.project())
	if err != nil {
		return nil, err
	}
	out := &queueOutput{Queue{[]Queued{}}}
	for _, q := range found {
		out.Body.Waiting = append(out.Body.Waiting, Queued{
			Conversation: q.Conversation, Channel: q.Channel, Since: q.Since, Group: q.Group, For: q.For, Why: q.Why,
		})
	}
	return out, nil
}

func (s *Server) closeConversation(ctx context.Context, who caller, in *closeInput) (*nothing, error) {
	id, err := in.conversation()
	if err != nil {
		return nil, err
	}
	cmd := desk.Close{}
	if in.Body != nil {
		cmd.Comment = in.Body.Comment
	}
	return nil, s.carry(ctx, who, id.Stream(), cmd)
}

// carry sends a command of a caller to their project's writer and waits for what
// becomes of it.
func (s *Server) carry(ctx context.Context, who caller, stream desk.Stream, cmd desk.Command) error {
	_, err := s.request(ctx, who, floor.Request{By: desk.AgentActor(who.profile.ID), Stream: stream, Command: cmd})
	return err
}

// request sends a request to the writer of a caller's project and waits for its
// answer.
func (s *Server) request(ctx context.Context, who caller, r floor.Request) (floor.Answer, error) {
	answer := make(chan floor.Answer, 1)
	r.Reply = func(a floor.Answer) { answer <- a }
	s.opt.Floor.Do(ctx, who.project(), r)
	select {
	case a := <-answer:
		return a, a.Err
	case <-ctx.Done():
		return floor.Answer{}, desk.Refuse(desk.Unavailable, "The server is too busy to answer now.").After(2 * desk.Second)
	}
}
