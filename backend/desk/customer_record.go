package desk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CustomerRecord is what the company knows of a visitor beyond their conversations. All
// of it is personal: it stands in the content of events, and goes with the
// visitor when they are erased.
type CustomerRecord struct {
	LastName   string `json:"lastName,omitempty"`
	FirstName  string `json:"firstName,omitempty"`
	Email      string `json:"email,omitempty"`
	Phone      string `json:"phone,omitempty"`
	Address    string `json:"address,omitempty"`
	City       string `json:"city,omitempty"`
	Zip        string `json:"zip,omitempty"`
	Country    string `json:"country,omitempty"`
	ExternalID string `json:"externalId,omitempty"`
	Notes      string `json:"notes,omitempty"`
}

// Changed says that a visitor's record was changed. The record as it is since
// then is the content's; Fields are the names of those that changed.
type Changed struct {
	Fields []string `json:"fields"`
}

// Kind names the fact.
func (Changed) Kind() Kind { return CustomerChanged }

// ChangeCustomer changes some fields of a visitor's record: those that are set, to
// what they are set to. Record is what it was, Holds whether the agent who asks
// holds a conversation of the visitor, As their role; filled in.
type ChangeCustomer struct {
	Change RecordChange
	Record CustomerRecord
	Holds  bool
	As     Role
}

func (ChangeCustomer) command() {}

// RecordChange names the fields that change; an empty text clears one.
type RecordChange struct {
	LastName   *string `json:"lastName,omitempty"`
	FirstName  *string `json:"firstName,omitempty"`
	Email      *string `json:"email,omitempty"`
	Phone      *string `json:"phone,omitempty"`
	Address    *string `json:"address,omitempty"`
	City       *string `json:"city,omitempty"`
	Zip        *string `json:"zip,omitempty"`
	Country    *string `json:"country,omitempty"`
	ExternalID *string `json:"externalId,omitempty"`
	Notes      *string `json:"notes,omitempty"`
}

// recordField is one field of a record, with what it is called in JSON and how
// many characters it may have.
type recordField struct {
	name  string
	is    *string
	to    *string
	most  int
	check func(string) error
}

func recordFields(r *CustomerRecord, c RecordChange) []recordField {
	return []recordField{
		{"lastName", &r.LastName, c.LastName, 100, oneLine},
		{"firstName", &r.FirstName, c.FirstName, 100, oneLine},
		{"email", &r.Email, c.Email, MaxEmailBytes, CheckEmail},
		{"phone", &r.Phone, c.Phone, 40, checkPhone},
		{"address", &r.Address, c.Address, 300, storableText},
		{"city", &r.City, c.City, 100, oneLine},
		{"zip", &r.Zip, c.Zip, 20, oneLine},
		{"country", &r.Country, c.Country, 100, oneLine},
		{"externalId", &r.ExternalID, c.ExternalID, 50, oneLine},
		{"notes", &r.Notes, c.Notes, MaxCommentRunes, storableText},
	}
}

// Changing is the record after a change, with the names of the fields that are
// others than before, or a refusal that names the field at fault.
func (r CustomerRecord) Changing(c RecordChange) (CustomerRecord, []string, error) {
	var changed []string
	if c.Phone != nil {
		plain := strings.Map(blank, *c.Phone)
		c.Phone = &plain
	}
	for _, f := range recordFields(&r, c) {
		if f.to == nil {
			continue
		}
		to := strings.TrimSpace(*f.to)
		if !utf8.ValidString(to) {
			return r, nil, Refuse(InvalidUTF8, "The request is not valid UTF-8.").At(f.name)
		}
		if n := utf8.RuneCountInString(to); n > f.most {
			return r, nil, Refuse(TextTooLong, "This field can have up to %s characters; this one has %s.", Thousands(f.most), Thousands(n)).At(f.name)
		}
		if to != "" {
			if err := f.check(to); err != nil {
				return r, nil, AsError(err).At(f.name)
			}
		}
		if to != *f.is {
			*f.is, changed = to, append(changed, f.name)
		}
	}
	return r, changed, nil
}

func storableText(text string) error {
	for _, c := range text {
		if !storable(c) {
			return Refuse(InvalidCharacter, "Character U+%04X cannot be stored.", c)
		}
	}
	return nil
}

func oneLine(text string) error {
	if strings.ContainsAny(text, "\r\n\t") {
		return Refuse(InvalidCharacter, "This field has one line.")
	}
	return storableText(text)
}

// blank makes a blank of those that pages put between digits to keep them on one
// line, as French ones do: they come along when a number is copied.
func blank(c rune) rune {
	if unicode.Is(unicode.Zs, c) {
		return ' '
	}
	return c
}

// checkPhone asks for what people write of numbers, with a digit in it.
func checkPhone(text string) error {
	digits := 0
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case !strings.ContainsRune("+()-./ #*x", c):
			return Refuse(Invalid, "A telephone number has digits, blanks and the signs + ( ) - . / # * x.")
		}
	}
	if digits == 0 {
		return Refuse(Invalid, "A telephone number has at least one digit.")
	}
	return nil
}
