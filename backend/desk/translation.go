package desk

import "strings"

// Translated says that a visitor's message was translated for who answers them;
// the translation is the content's text.
type Translated struct {
	// Of is the number of the message, From and To are the languages, as in "fr"
	// and "en".
	Of   int64  `json:"of"`
	From string `json:"from,omitempty"`
	To   string `json:"to"`
}

// Kind names the fact.
func (Translated) Kind() Kind { return MessageTranslated }

// Translate keeps the translation of a visitor's message. It is the server's to
// give, at the wish of the agent who has the conversation open: that there is such
// a message, and that this is what it comes to, the server has seen to.
type Translate struct {
	Translated
	Text string
}

func (Translate) command() {}

func (d decision) translate(cmd Translate) ([]Event, error) {
	if err := d.holder(); err != nil {
		return nil, err
	}
	if cmd.Of < 1 || cmd.Of > d.c.Seq {
		return nil, Refuse(NotFound, "There is no message of that number here.").At("seq")
	}
	if !LanguageTag(cmd.To) {
		return nil, noLanguage("to")
	}
	if err := CheckText(cmd.Text); err != nil {
		return nil, err
	}
	return []Event{d.event(cmd.Translated, &Content{Text: cmd.Text})}, nil
}

// CheckTranslation says why something cannot be what a message was translated
// from, or nil: the agent's own words and the two languages.
func CheckTranslation(original, from, to string) error {
	if err := CheckText(original); err != nil {
		return AsError(err).At("original")
	}
	if !LanguageTag(from) {
		return noLanguage("from")
	}
	if !LanguageTag(to) {
		return noLanguage("to")
	}
	return nil
}

func noLanguage(field string) error {
	return Refuse(Invalid, "A language is named as in \"fr\" or \"pt-BR\".").At(field)
}

// LanguageTag tells what can name a language, as browsers say it: "fr", "pt-BR".
func LanguageTag(tag string) bool {
	if n := len(PrimaryLanguage(tag)); n < 2 || n > 3 || len(tag) > 35 {
		return false
	}
	return strings.IndexFunc(tag, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) < 0
}
