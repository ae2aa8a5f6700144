package wire

import "github.com/parley-desk/parley/backend/desk"

// SharedLibrary is a frame down: what the project's agents send ready-made, whole.
// It comes after an agent's welcome and whenever it was changed.
type SharedLibrary struct {
	Frame   string       `json:"frame" enum:"library"`
	N       int64        `json:"n"`
	Version int64        `json:"version"`
	Library desk.Library `json:"library"`
}

// OwnAnswers is a frame down, as [SharedLibrary]: the answers that the agent keeps
// for themselves.
type OwnAnswers struct {
	Frame   string      `json:"frame" enum:"own_answers"`
	N       int64       `json:"n"`
	Version int64       `json:"version"`
	Answers desk.Canned `json:"answers"`
}

// ReadyMade is what an agent can send in one conversation without writing it.
type ReadyMade struct {
	Answers []ReadyAnswer `json:"answers"`
	Links   []ReadyCard   `json:"links"`
	// Offers are empty where the conversation's channel does not show them.
	Offers []ReadyCard `json:"offers"`
	// Variables are the names that are variables here, without their braces.
	Variables []string `json:"variables"`
}

// ReadyAnswer is a canned answer as it would be inserted now: its variables are
// filled in as far as they are known.
type ReadyAnswer struct {
	// Key tells it from all others, shared and own.
	Key string `json:"key"`
	// Category is the name of the heading it stands under.
	Category string `json:"category"`
	// Own: the agent's, and not shared.
	Own bool `json:"own,omitempty"`
	// Title may be empty.
	Title string `json:"title"`
	Text  string `json:"text"`
	// Foreign is the language it is in, as a tag, where that is told and is not the
	// visitor's.
	Foreign string `json:"foreign,omitempty"`
}

// ReadyCard is a link or an offer.
type ReadyCard struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
	URL   string `json:"url"`
}
