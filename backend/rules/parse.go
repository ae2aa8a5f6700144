package rules

import (
	"bytes"
	"errors"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/parley-desk/parley/backend/desk"
)

// MaxBytes bounds a text, so that reading one cannot take the server's memory.
const MaxBytes = 4 << 20

// Parse reads a text. It says whether the text is one of settings, and not
// whether they hold together: that is what [Check] is for.
func Parse(text string) (Document, error) {
	if len(text) > MaxBytes {
		return Document{}, desk.Refuse(desk.PayloadTooLarge, "A text of settings has at most %s bytes.", desk.Thousands(MaxBytes))
	}
	raw := []byte(text)
	// First the language itself, which knows keys that come twice as well.
	var anything map[string]any
	if err := toml.Unmarshal(raw, &anything); err != nil {
		return Document{}, misread(err)
	}
	// Then what it says: the decoder below would take "Name" for "name", and
	// does not tell where in a list it stands.
	o := read(raw)
	if o.refusal != nil {
		return Document{}, o.refusal
	}
	var d Document
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(&d); err != nil {
		return Document{}, misread(err)
	}
	prune(reflect.ValueOf(&d).Elem())
	return d, nil
}

func misread(err error) error {
	var at *toml.DecodeError
	var unknown *toml.StrictMissingError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		at = &unknown.Errors[0]
	case !errors.As(err, &at):
		return desk.Refuse(desk.Invalid, "This is not a text of settings.")
	}
	line, column := at.Position()
	return desk.Refuse(desk.Invalid, "Line %d, column %d: %s.", line, column, strings.TrimPrefix(at.Error(), "toml: "))
}

// prune makes what is empty nothing, so that a list somebody left empty and one
// they left out are the same.
func prune(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			prune(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			prune(v.Index(i))
		}
		if v.Len() == 0 {
			v.SetZero()
		}
	case reflect.Map:
		if v.Len() == 0 {
			v.SetZero()
		}
	}
}
