package guard

import (
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// Reason is why an agent is asked before a message goes. The names are sent to the
// window and therefore never renamed.
type Reason string

// The reasons, in the order in which they are told.
const (
	Wrote    Reason = "visitor_wrote"
	Answered Reason = "colleague_answered"
	Unfilled Reason = "unfilled"
	Card     Reason = "card"
	Account  Reason = "bank_account"
	Name     Reason = "other_name"
)

// Concern is one thing that was found.
type Concern struct {
	Reason Reason
	// Found is what: the words that came, the variable, the number or the name as
	// it stands in the message.
	Found string
	// By is the colleague who answered.
	By string
}

// News is something said in the conversation of which the agent did not know when
// they began to write.
type News struct {
	// By is a colleague's name, empty for the visitor.
	By, Text string
	// Read: it was before the agent's eyes for long enough.
	Read bool
}

// Message is what is about to be sent, and what it is looked over against.
type Message struct {
	Text string
	News []News
	// Variables are the names that are variables here, without their braces.
	Variables []string
	// Others are the names of other visitors, Here those that may well be said:
	// this visitor's and the agent's.
	Others, Here []string
	// Said is what the visitor themselves said, whose words may well be said too. It
	// is asked for only where a name was found: there can be much of it.
	Said func() []string
}

// Asked says which reasons an agent wants to be asked for.
type Asked map[Reason]bool

// Look is what there is to ask about a message: at most one thing of each reason.
func Look(m Message, asked Asked) []Concern {
	var all []Concern
	add := func(why Reason, found string, by string) {
		if found != "" && asked[why] {
			all = append(all, Concern{Reason: why, Found: found, By: by})
		}
	}
	for _, n := range slices.Backward(m.News) {
		if n.By == "" && !n.Read {
			add(Wrote, n.Text, "")
			break
		}
	}
	for _, n := range slices.Backward(m.News) {
		if n.By != "" {
			add(Answered, n.Text, n.By)
			break
		}
	}
	add(Unfilled, strings.Join(unfilled(m.Text, m.Variables), ", "), "")
	add(Card, CardNumber(m.Text), "")
	add(Account, BankAccount(m.Text), "")
	name := Named(m.Text, m.Others, m.Here)
	if name != "" && m.Said != nil {
		name = Named(m.Text, m.Others, slices.Concat(m.Here, m.Said()))
	}
	add(Name, name, "")
	return all
}

// unfilled are the variables that stand in a text, each once.
func unfilled(text string, names []string) []string {
	var left []string
	for _, v := range desk.Variables(text) {
		if slices.Contains(names, v[1:len(v)-1]) && !slices.Contains(left, v) {
			left = append(left, v)
		}
	}
	return left
}
