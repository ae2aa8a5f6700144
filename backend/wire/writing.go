package wire

// Writing is how the desktop helps an agent who writes, as they chose on their
// machine.
type Writing struct {
	// What the agent is asked about before a message goes: the visitor wrote
	// meanwhile, a colleague answered, a variable is not filled in, the number of
	// a card or an account is in it, another visitor's name is.
	AskWrote    bool `json:"askWrote"`
	AskAnswered bool `json:"askAnswered"`
	AskUnfilled bool `json:"askUnfilled"`
	AskNumbers  bool `json:"askNumbers"`
	AskNames    bool `json:"askNames"`
	// Hold keeps each message back for a few seconds, in which it can be undone.
	Hold bool `json:"hold"`
	// Suggest proposes answers to what the visitor wrote last.
	Suggest bool `json:"suggest"`
}

// Concern is something to ask an agent about a message before it goes.
type Concern struct {
	Reason ConcernReason `json:"reason" enum:"visitor_wrote,colleague_answered,unfilled,card,bank_account,other_name"`
	// Found is what was found: the words that came, the variables, the number or
	// the name as it stands in the message.
	Found string `json:"found"`
	// By is the colleague who answered.
	By string `json:"by,omitempty"`
}

// ConcernReason is what a [Concern] is about.
type ConcernReason string

// Suggestion is an answer to what the visitor wrote last, as it would be inserted.
type Suggestion struct {
	// Key tells it from all others.
	Key string `json:"key"`
	// Title is a canned answer's, if it has one.
	Title string `json:"title,omitempty"`
	Text  string `json:"text"`
	// Past: it is what the agent answered another visitor.
	Past bool `json:"past,omitempty"`
}
