package web

import (
	"reflect"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// short are the fields of an event that hold an id or one word of ours.
var short = map[string]bool{
	"Stream": true, "Kind": true, "Actor": true, "ID": true, "Visitor": true, "Channel": true, "Language": true, "Form": true,
	"Agent": true, "ToAgent": true, "ToGroup": true, "Waking": true, "Reason": true, "Status": true, "Imposed": true,
	"From": true, "End": true,
}

// A field that is added and not weighed would make frames, and answers, that
// nobody on the other side takes.
func TestAllThatIsWrittenIsWeighed(t *testing.T) {
	long := strings.Repeat("x", 1000)
	weighed := func(t *testing.T, event reflect.Type, weigh func(reflect.Value) int) {
		for i := range event.NumField() {
			field := event.Field(i)
			if short[field.Name] {
				continue
			}
			e := reflect.New(event).Elem()
			if n := stuff(e.Field(i), long); weigh(e) < 1000*n {
				t.Errorf("of %d texts in %s %d bytes are weighed", n, field.Name, weigh(e))
			}
		}
	}
	weighed(t, reflect.TypeFor[wire.AgentEvent](), func(e reflect.Value) int { return weight(e.Interface().(wire.AgentEvent)) })
	weighed(t, reflect.TypeFor[wire.VisitorEvent](), func(e reflect.Value) int { return weightForVisitor(e.Interface().(wire.VisitorEvent)) })
	if weight(wire.AgentEvent{Page: &desk.Page{URL: long, Title: long}, Text: long}) != 3000 {
		t.Error("a page is not weighed")
	}
}

// stuff puts a text wherever one fits, and counts them.
func stuff(v reflect.Value, text string) (n int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
		return 1
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return stuff(v.Elem(), text)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return stuff(v.Index(0), text)
	case reflect.Struct:
		for i := range v.NumField() {
			n += stuff(v.Field(i), text)
		}
	}
	return n
}
