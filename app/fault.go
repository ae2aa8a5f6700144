package app

import (
	"encoding/json"
	"errors"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// Fault is how a method of [App] fails: as the window reads it, its Error is the
// JSON of it.
type Fault struct {
	// Code is a desk.Code or one of platform's for links.
	Code string `json:"code"`
	// Message is one sentence for people.
	Message string `json:"message"`
	// MessageFR is the same in French, where the desktop knows it.
	MessageFR string `json:"messageFR,omitempty"`
	// Field is the JSON name of the field at fault, or empty.
	Field string `json:"field,omitempty"`
	// Concerns are what the agent is asked about a message before it goes.
	Concerns []wire.Concern `json:"concerns,omitempty"`
}

// Error implements error.
func (f *Fault) Error() string {
	raw, err := json.Marshal(f)
	if err != nil {
		return f.Message
	}
	return string(raw)
}

func fault(code desk.Code, message string) *Fault {
	return &Fault{Code: string(code), Message: message}
}

// asFault makes of any error what the window reads. What no person can act upon
// is told without its text.
func asFault(err error) error {
	if err == nil {
		return nil
	}
	f := *faultOf(err)
	if f.MessageFR == "" {
		f.MessageFR = ownFrench(f.Message)
	}
	return &f
}

func faultOf(err error) *Fault {
	var f *Fault
	var refused *desk.Error
	var problem *link.Problem
	var external *platform.Refusal
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &refused):
		return &Fault{Code: string(refused.Code), Message: refused.Message, Field: refused.Field}
	case errors.As(err, &problem):
		return &Fault{Code: problem.Code, Message: problem.Message, Field: problem.Field}
	case errors.As(err, &external):
		return &Fault{Code: external.Code, Message: external.Message, Field: "url"}
	case errors.Is(err, cache.ErrFull):
		return fault(desk.StorageFull, "The disk of this computer is full; nothing was sent.")
	}
	return fault(desk.Internal, "This could not be done on this computer; nothing was sent.")
}
