package web

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

// PushedMessage is what a system of the company sends into a conversation: one
// card, one product, a carousel of either, or a choice, as form says.
type PushedMessage struct {
	// ID is the caller's own for it, by which a repeat does no harm.
	ID   string    `json:"id,omitempty" doc:"8 to 64 letters, digits or signs of the caller's own, by which a repeat changes nothing."`
	Form desk.Form `json:"form" enum:"card,product,carousel,choice"`
	// Cards are of a card, one, and of a carousel.
	Cards []desk.RichCard `json:"cards,omitempty" doc:"Of a card, one; of a carousel up to 10."`
	// Products are of a product, one, and of a carousel.
	Products []PushedProduct `json:"products,omitempty" doc:"Of a product, one; of a carousel up to 10. A carousel has cards or products."`
	// Choice is of a choice.
	Choice *desk.Choice `json:"choice,omitempty" doc:"Of a choice: a question of up to 500 characters, with 2 to 10 options."`
}

// PushedProduct is a product as it is pushed.
type PushedProduct struct {
	Picture     string `json:"picture,omitempty" doc:"The address of an image; it is drawn 240 by 120."`
	Name        string `json:"name"`
	Price       int64  `json:"price" doc:"In the smallest unit of the currency: 1290 is 12.90 EUR."`
	OfferPrice  int64  `json:"offerPrice,omitempty" doc:"What it costs now, where that is less."`
	Currency    string `json:"currency" doc:"An ISO 4217 code, as in EUR."`
	Description string `json:"description,omitempty"`
	Available   bool   `json:"available"`
	URL         string `json:"url"`
}

// PlacedMessage is where a message stands.
type PlacedMessage struct {
	Seq int64 `json:"seq" doc:"Its number in the conversation."`
}

type (
	pushInput struct {
		ConversationInput
		Body PushedMessage
	}
	pushOutput struct{ Body PlacedMessage }
)

func (s *Server) registerPush(api huma.API) {
	route(s, api, pushCards, huma.Operation{
		OperationID: "push-message", Method: http.MethodPost, Path: "/conversations/{id}/messages",
		DefaultStatus: http.StatusCreated, Summary: "Send a card, a product, a carousel or a choice into a conversation that an agent has open",
		Errors: []int{404, 409, 422},
	}, s.push)
}

// push lets an agent send into a conversation they hold, and a manager into any
// that somebody has open. To any other agent it does not exist.
func (s *Server) push(ctx context.Context, who caller, in *pushInput) (*pushOutput, error) {
	id, err := in.conversation()
	if err != nil {
		return nil, err
	}
	if !who.profile.Role.Manages() {
		if _, err := s.held(ctx, who, in.ConversationInput); err != nil {
			return nil, err
		}
	}
	if in.Body.ID != "" && !isName(in.Body.ID) {
		return nil, desk.Refuse(desk.Invalid, "A message is named by 8 to 64 letters, digits or signs.").At("id")
	}
	cmd := desk.Push{Form: in.Body.Form, Rich: desk.Rich{Cards: in.Body.Cards, Choice: in.Body.Choice}}
	for _, p := range in.Body.Products {
		cmd.Rich.Products = append(cmd.Rich.Products, desk.Product{
			Picture: p.Picture, Name: p.Name, Price: p.Price, OfferPrice: p.OfferPrice, Currency: p.Currency,
			Description: p.Description, Available: p.Available, URL: p.URL,
		})
	}
	// Checked here as well: an outrageous one need not travel to the writer.
	if _, err := desk.CheckRich(cmd.Form, cmd.Rich); err != nil {
		return nil, err
	}
	r := floor.Request{By: desk.AgentActor(who.profile.ID), Stream: id.Stream(), Command: cmd}
	if in.Body.ID != "" {
		body, err := json.Marshal(in.Body)
		if err != nil {
			return nil, err
		}
		r.Cmd = desk.CommandID{Device: desk.APIDevice(who.profile.ID), ID: in.Body.ID}
		r.Digest = digest(r.By, wire.Do{Stream: r.Stream, Kind: "message.push", Body: body})
	}
	answer, err := s.request(ctx, who, r)
	if err != nil {
		return nil, err
	}
	return &pushOutput{PlacedMessage{Seq: answer.Seq}}, nil
}
