package desk

import "strings"

// Values are what the variables of a text stand for in one conversation. One
// that is empty is not known.
type Values map[string]string

// OwnVariables are the names of those that are filled in by themselves.
var OwnVariables = []string{VarAgent, VarVisitor, VarProject, VarContact}

// The variables there are. They are written into texts and therefore never
// renamed.
const (
	// VarAgent is what visitors call the agent.
	VarAgent = "OP_pseudo"
	// VarVisitor is what the visitor calls themselves, or the first name in their record.
	VarVisitor = "visitor_name"
	// VarProject is the project's name.
	VarProject = "project"
	// VarContact is the number in the state box.
	VarContact = "contact_id"
)

// Fill puts what is known in the place of a text's variables. What is not known
// stays as it stands.
func Fill(text string, values Values) string {
	var out strings.Builder
	from := 0
	for _, v := range variables(text) {
		if value := values[text[v.from+1:v.to-1]]; value != "" {
			out.WriteString(text[from:v.from])
			out.WriteString(value)
			from = v.to
		}
	}
	out.WriteString(text[from:])
	return out.String()
}

// Variables are the variables in a text, as they stand in it: a name of letters,
// digits and underscores in braces. {a b}, { a } and {1} are plain text.
func Variables(text string) []string {
	var all []string
	for _, v := range variables(text) {
		all = append(all, text[v.from:v.to])
	}
	return all
}

type stretch struct{ from, to int }

func variables(text string) []stretch {
	var all []stretch
	open := -1
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == '{':
			open = i
		case open < 0:
		case b == '}':
			if i > open+1 {
				all = append(all, stretch{open, i + 1})
			}
			open = -1
		case letter(b), i > open+1 && (b == '_' || b >= '0' && b <= '9'):
		default:
			open = -1
		}
	}
	return all
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
