package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

// Translator has texts translated. An error's text may go into the log.
type Translator interface {
	Translate(ctx context.Context, text, from, to string) (string, error)
	// Unable tells the error of languages that are not translated.
	Unable(err error) bool
}

// TextToTranslate is what an agent is about to send.
type TextToTranslate struct {
	Text string `json:"text"`
	From string `json:"from" doc:"The language it is written in, as in en."`
	To   string `json:"to" doc:"The language the visitor reads, as in fr or pt-BR."`
}

// MessageToTranslate says what a message is to be translated to.
type MessageToTranslate struct {
	To string `json:"to" doc:"The language the agent reads, as in en."`
}

type (
	translateTextInput struct {
		ConversationInput
		Body TextToTranslate
	}
	translateTextOutput struct{ Body wire.Translated }
	translateInput      struct {
		ConversationInput
		Seq  int64 `path:"seq" minimum:"1" doc:"The number of the message."`
		Body MessageToTranslate
	}
)

func (s *Server) registerTranslation(api huma.API) {
	route(s, api, translates, huma.Operation{
		OperationID: "translate-text", Method: http.MethodPost, Path: "/conversations/{id}/translation",
		Summary: "Translate what is about to be sent in one's conversation; nothing of it is kept", Errors: []int{404, 422, 502},
	}, s.translateText)
	route(s, api, translates, huma.Operation{
		OperationID: "translate-message", Method: http.MethodPost, Path: "/conversations/{id}/messages/{seq}/translation",
		DefaultStatus: http.StatusCreated, Summary: "Translate a visitor's message in one's conversation, for all who read it",
		Errors: []int{404, 409, 422, 502},
	}, s.translateMessage)
}

// translation asks the service.
func (s *Server) translation(ctx context.Context, text, from, to string) (string, error) {
	if s.opt.Translator == nil {
		return "", desk.Refuse(desk.NotOffered, "This desk translates nothing.")
	}
	if err := desk.CheckText(text); err != nil {
		return "", err
	}
	if err := desk.CheckTranslation(text, from, to); err != nil {
		return "", err
	}
	translated, err := s.opt.Translator.Translate(ctx, text, from, to)
	switch {
	case err == nil:
		if desk.CheckText(translated) == nil {
			return translated, nil
		}
		err = errors.New("the translation cannot be sent as a message")
	case s.opt.Translator.Unable(err):
		return "", desk.Refuse(desk.TranslationFailed, "The translation service does not translate between these languages.")
	}
	s.opt.Logger.Warn("translate", "error", fmt.Sprint(err))
	return "", desk.Refuse(desk.TranslationFailed, "The translation service does not answer as it should. Try again in a moment.")
}

func (s *Server) translateText(ctx context.Context, who caller, in *translateTextInput) (*translateTextOutput, error) {
	if _, err := s.held(ctx, who, in.ConversationInput); err != nil {
		return nil, err
	}
	text, err := s.translation(ctx, in.Body.Text, in.Body.From, in.Body.To)
	if err != nil {
		return nil, err
	}
	return &translateTextOutput{wire.Translated{Text: text, From: in.Body.From, To: in.Body.To}}, nil
}

// alreadyWithin is how many events behind a message a translation of it is looked
// for; one that stands further behind is made again and kept once.
const alreadyWithin = 200

func (s *Server) translateMessage(ctx context.Context, who caller, in *translateInput) (*pushOutput, error) {
	c, err := s.held(ctx, who, in.ConversationInput)
	if err != nil {
		return nil, err
	}
	none := desk.Refuse(desk.NotFound, "There is no message of a visitor under that number.").At("seq")
	events, err := s.opt.Store.ConversationEvents(ctx, who.project(), c.ID, in.Seq-1, alreadyWithin)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 || events[0].Seq != in.Seq || events[0].Content == nil || events[0].Actor.Kind != desk.ByVisitor {
		return nil, none
	}
	said := events[0]
	if f, posted := said.Fact.(desk.Posted); !posted || f.Form != "" {
		return nil, none
	}
	for _, e := range events[1:] {
		// An erased one is no translation any more.
		if f, is := e.Fact.(desk.Translated); is && f.Of == in.Seq && f.To == in.Body.To && e.Content != nil {
			return &pushOutput{PlacedMessage{Seq: e.Seq}}, nil
		}
	}
	from := desk.PrimaryLanguage(c.Language)
	text, err := s.translation(ctx, said.Content.Text, from, in.Body.To)
	if err != nil {
		return nil, err
	}
	answer, err := s.request(ctx, who, floor.Request{
		By: desk.AgentActor(who.profile.ID), Stream: c.ID.Stream(),
		// The log takes one of a message and a language, whoever asks.
		Cmd:     desk.CommandID{Device: desk.TranslationDevice, ID: fmt.Sprintf("%s/%d/%s", c.ID, in.Seq, in.Body.To)},
		Command: desk.Translate{Translated: desk.Translated{Of: in.Seq, From: from, To: in.Body.To}, Text: text},
	})
	if err != nil {
		return nil, err
	}
	return &pushOutput{PlacedMessage{Seq: answer.Seq}}, nil
}
