package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// bridge calls the exported methods of one object by name, with arguments in
// JSON, as Wails does in the window.
type bridge struct{ methods map[string]reflect.Value }

func newBridge(object any) bridge {
	v := reflect.ValueOf(object)
	b := bridge{map[string]reflect.Value{}}
	for i := range v.NumMethod() {
		b.methods[v.Type().Method(i).Name] = v.Method(i)
	}
	return b
}

// names are the methods there are.
func (b bridge) names() []string {
	out := make([]string, 0, len(b.methods))
	for name := range b.methods {
		out = append(out, name)
	}
	return out
}

// call calls a method: its first result that is no error, and its error.
func (b bridge) call(name string, args []json.RawMessage) (result any, err error) {
	method, ok := b.methods[name]
	if !ok {
		return nil, fmt.Errorf("there is no %q", name)
	}
	kind := method.Type()
	if len(args) != kind.NumIn() {
		return nil, fmt.Errorf("%s takes %d values, not %d", name, kind.NumIn(), len(args))
	}
	in := make([]reflect.Value, len(args))
	for i, raw := range args {
		value := reflect.New(kind.In(i))
		if err := json.Unmarshal(raw, value.Interface()); err != nil {
			return nil, fmt.Errorf("%s: value %d is no %s", name, i+1, kind.In(i))
		}
		in[i] = value.Elem()
	}
	for _, out := range method.Call(in) {
		if failed, ok := out.Interface().(error); ok {
			err = failed
		} else if !out.Type().Implements(reflect.TypeFor[error]()) {
			result = out.Interface()
		}
	}
	return result, err
}
