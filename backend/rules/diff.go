package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// Change is one thing that differs between two versions of settings.
type Change struct {
	// Part is the part of the settings as the text names it, and ID which of
	// its entries, empty for what has none.
	Part string `json:"part"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	// Field is what of it differs, as in "rings[1].after"; empty where all of
	// it came or went, and "order" where it stands elsewhere in its list.
	Field string `json:"field,omitempty"`
	// Was and Is are as the text has them, empty for nothing.
	Was string `json:"was,omitempty"`
	Is  string `json:"is,omitempty"`
}

// singular is what one entry of a part is called, or the part where it has no
// entries.
var singular = map[string]string{
	"skills": "Skill", "hours": "Opening hours", "groups": "Group", "rules": "Rule", "targeting": "Targeting rule",
	"categories": "Category", "lifecycle": "Lifecycle", "team": "Team", "files": "Files",
}

// String says it in a sentence.
func (c Change) String() string {
	who := fmt.Sprintf("%s %q", singular[c.Part], c.Name)
	switch {
	case c.ID == "" && c.Field == "order":
		return fmt.Sprintf("The order of %s is %s; it was %s.", c.Part, c.Is, c.Was)
	case c.ID == "":
		who = singular[c.Part]
	case c.Field == "" && c.Is != "":
		return who + " is new."
	case c.Field == "":
		return who + " is gone."
	}
	switch {
	case c.Was == "":
		return fmt.Sprintf("%s: %s is now %s.", who, c.Field, c.Is)
	case c.Is == "":
		return fmt.Sprintf("%s: %s was %s and is no longer set.", who, c.Field, c.Was)
	}
	return fmt.Sprintf("%s: %s is now %s; it was %s.", who, c.Field, c.Is, c.Was)
}

// Diff is what changed from one version of settings to the next, in the order
// of the text. Entries are the same by their ids, whatever became of the rest.
func Diff(before, after desk.Settings) []Change {
	var all []Change
	was, is := fieldsOf(reflect.ValueOf(before)), fieldsOf(reflect.ValueOf(after))
	for i, part := range is {
		if part.value.Kind() == reflect.Slice {
			all = append(all, entries(part.name, was[i].value, part.value)...)
			continue
		}
		all = append(all, within(Change{Part: part.name}, was[i].value, part.value)...)
	}
	return all
}

// entries compares the entries of a part.
func entries(part string, before, after reflect.Value) (all []Change) {
	was, is := byID(before), byID(after)
	for _, id := range is.ids {
		c := Change{Part: part, ID: id, Name: is.at[id].FieldByName("Name").String()}
		if old, kept := was.at[id]; kept {
			all = append(all, within(c, old, is.at[id])...)
			continue
		}
		c.Is = inline(is.at[id])
		all = append(all, c)
	}
	for _, id := range was.ids {
		if _, kept := is.at[id]; !kept {
			all = append(all, Change{Part: part, ID: id, Name: was.at[id].FieldByName("Name").String(), Was: inline(was.at[id])})
		}
	}
	oldOrder, newOrder := was.shared(is), is.shared(was)
	if !slices.Equal(oldOrder, newOrder) {
		all = append(all, Change{Part: part, Field: "order", Was: strings.Join(oldOrder, ", "), Is: strings.Join(newOrder, ", ")})
	}
	return all
}

// catalogue is the entries of a part by their ids.
type catalogue struct {
	ids []string
	at  map[string]reflect.Value
}

func byID(list reflect.Value) catalogue {
	c := catalogue{at: map[string]reflect.Value{}}
	for i := range list.Len() {
		id := list.Index(i).FieldByName("ID").String()
		c.ids = append(c.ids, id)
		c.at[id] = list.Index(i)
	}
	return c
}

// shared are the ids that another has too.
func (c catalogue) shared(o catalogue) (ids []string) {
	for _, id := range c.ids {
		if _, ok := o.at[id]; ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// within compares the fields of two tables, and of the tables in them by their
// places.
func within(c Change, before, after reflect.Value) (all []Change) {
	was, is := fieldsOf(before), fieldsOf(after)
	for i, f := range is {
		field := c
		if field.Field != "" {
			field.Field += "."
		}
		field.Field += f.name
		if f.value.Kind() == reflect.Slice && f.value.Type().Elem().Kind() == reflect.Struct {
			all = append(all, places(field, was[i].value, f.value)...)
			continue
		}
		if !was[i].left() {
			field.Was = inline(was[i].value)
		}
		if !f.left() {
			field.Is = inline(f.value)
		}
		if field.Was != field.Is {
			all = append(all, field)
		}
	}
	return all
}

func places(c Change, before, after reflect.Value) (all []Change) {
	for i := range max(before.Len(), after.Len()) {
		at := c
		at.Field = fmt.Sprintf("%s[%d]", c.Field, i)
		switch {
		case i >= before.Len():
			at.Is = inline(after.Index(i))
		case i >= after.Len():
			at.Was = inline(before.Index(i))
		default:
			all = append(all, within(at, before.Index(i), after.Index(i))...)
			continue
		}
		all = append(all, at)
	}
	return all
}
