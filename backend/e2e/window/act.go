package window

// Click clicks the first element for the selector, as a person's mouse does.
func (w *Window) Click(css string) {
	w.t.Helper()
	w.on("click", css, func(id string) error { return w.do("POST", "/element/"+id+"/click", nil, nil) })
}

// Type types into the first element for the selector. Keys below are allowed in the text.
func (w *Window) Type(css, text string) {
	w.t.Helper()
	w.on("type into", css, func(id string) error {
		return w.do("POST", "/element/"+id+"/value", map[string]any{"text": text}, nil)
	})
}

// Clear empties a field.
func (w *Window) Clear(css string) {
	w.t.Helper()
	w.on("clear", css, func(id string) error { return w.do("POST", "/element/"+id+"/clear", nil, nil) })
}

// Keys for Type and Press.
const (
	Backspace = "\ue003"
	Tab       = "\ue004"
	Enter     = "\ue007"
	Shift     = "\ue008"
	Control   = "\ue009"
	Alt       = "\ue00a"
	Escape    = "\ue00c"
	Space     = "\ue00d"
	PageUp    = "\ue00e"
	PageDown  = "\ue00f"
	End       = "\ue010"
	Home      = "\ue011"
	Left      = "\ue012"
	Up        = "\ue013"
	Right     = "\ue014"
	Down      = "\ue015"
	Delete    = "\ue017"
	F1        = "\ue031"
)

// Press presses the keys together, wherever the focus is, and lets them go in the opposite order: Press(Control, "k").
func (w *Window) Press(keys ...string) {
	w.t.Helper()
	var steps []map[string]any
	for _, k := range keys {
		steps = append(steps, map[string]any{"type": "keyDown", "value": k})
	}
	for i := len(keys) - 1; i >= 0; i-- {
		steps = append(steps, map[string]any{"type": "keyUp", "value": keys[i]})
	}
	if err := w.do("POST", "/actions", map[string]any{"actions": []any{map[string]any{"type": "key", "id": "keyboard", "actions": steps}}}, nil); err != nil {
		w.fail("press %q: %v", keys, err)
	}
}
