package rehearse

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"
)

// Script is one thing that visitors come for. It is written as a text:
//
//	# a line of explanation
//	language: en
//	title: A late parcel
//
//	@ /demo/ Alder & Finch
//	Hello, where is my order {order}? | Hi! Order {order} has not come.
//
//	? Yes, that is right.
//	. Could you have a look? The number is {order}.
//
//	~ 30s
//	Are you still there?
//
//	& 20s
//	Thank you, {name} here, goodbye!
//
// First comes what is known of it, then its turns, with an empty line before
// each. The first turn is said at once, each later one when an agent has
// answered since. Of a line's wordings between bars one is chosen. A line that
// begins with
//
//	@     turns to another page: its address, then its title
//	~     is silent for so long, whatever the agent says
//	&     goes away for so long and comes back
//	?     is only said to an agent who asked something
//	.     is only said to an agent who asked nothing
//
// and {order}, {item} and {name} stand for the visitor's own.
type Script struct {
	Name     string
	Language string
	Title    string
	Turns    [][]Line
}

// Line is one line of a turn.
type Line struct {
	Do LineKind
	// Wordings are of what is said.
	Wordings []string
	// Path and Title are of a page.
	Path, Title string
	// For is how long it takes to be silent or away.
	For time.Duration
}

// LineKind says what a line does.
type LineKind byte

// The kinds of line, named by how they begin in a script.
const (
	Say        LineKind = ' '
	Page       LineKind = '@'
	Silence    LineKind = '~'
	Away       LineKind = '&'
	IfAsked    LineKind = '?'
	IfNotAsked LineKind = '.'
)

//go:embed scripts/*.txt
var embedded embed.FS

// Scripts are those that come with the program.
func Scripts() []Script {
	own, err := fs.Sub(embedded, "scripts")
	if err != nil {
		panic(err) // the folder is named above
	}
	all, err := ReadScripts(own)
	if err != nil {
		panic(err) // a test reads them
	}
	return all
}

// ReadScripts reads every .txt of a folder, in the order of their names.
func ReadScripts(dir fs.FS) ([]Script, error) {
	names, err := fs.Glob(dir, "*.txt")
	if err != nil {
		return nil, err
	}
	var all []Script
	for _, name := range names {
		f, err := dir.Open(name)
		if err != nil {
			return nil, err
		}
		s, err := ReadScript(strings.TrimSuffix(name, ".txt"), f)
		f.Close()
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// ReadScript reads one script.
func ReadScript(name string, from io.Reader) (Script, error) {
	s := Script{Name: name, Language: "en"}
	lines := bufio.NewScanner(from)
	head, begin := true, false
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		switch {
		case strings.HasPrefix(text, "#"):
		case text == "":
			begin = true
			head = head && s.Title == ""
		case head:
			if !s.know(text) {
				return s, fmt.Errorf("script %s, line %d: expected language: or title:, found %q", name, n, text)
			}
		default:
			line, err := readLine(text)
			if err != nil {
				return s, fmt.Errorf("script %s, line %d: %w", name, n, err)
			}
			if begin || len(s.Turns) == 0 {
				s.Turns = append(s.Turns, nil)
			}
			begin = false
			last := len(s.Turns) - 1
			s.Turns[last] = append(s.Turns[last], line)
		}
	}
	if err := lines.Err(); err != nil {
		return s, fmt.Errorf("script %s: %w", name, err)
	}
	return s, s.check()
}

// know reads what comes before the turns.
func (s *Script) know(text string) bool {
	key, value, ok := strings.Cut(text, ":")
	value = strings.TrimSpace(value)
	switch {
	case ok && key == "language" && value != "":
		s.Language = value
	case ok && key == "title" && value != "":
		s.Title = value
	default:
		return false
	}
	return true
}

func (s *Script) check() error {
	if s.Title == "" || len(s.Turns) == 0 {
		return fmt.Errorf("script %s: it needs a title, an empty line, and something to say", s.Name)
	}
	for _, line := range s.Turns[0] {
		if line.Do == Say {
			return nil
		}
	}
	return fmt.Errorf("script %s: its first turn says nothing", s.Name)
}

func readLine(text string) (Line, error) {
	rest := strings.TrimSpace(text[1:])
	switch kind := LineKind(text[0]); kind {
	case Page:
		path, title, _ := strings.Cut(rest, " ")
		if !strings.HasPrefix(path, "/") {
			return Line{}, fmt.Errorf("a page's address begins with /, not as in %q", path)
		}
		return Line{Do: Page, Path: path, Title: strings.TrimSpace(title)}, nil
	case Silence, Away:
		d, err := time.ParseDuration(rest)
		if err != nil || d <= 0 {
			return Line{}, fmt.Errorf("%q is no length of time; it looks like 30s or 2m", rest)
		}
		return Line{Do: kind, For: d}, nil
	case IfAsked, IfNotAsked:
		return saying(kind, rest)
	}
	return saying(Say, text)
}

func saying(kind LineKind, text string) (Line, error) {
	line := Line{Do: kind}
	for w := range strings.SplitSeq(text, "|") {
		if w = strings.TrimSpace(w); w != "" {
			line.Wordings = append(line.Wordings, w)
		}
	}
	if line.Wordings == nil {
		return line, fmt.Errorf("there is nothing to say in %q", text)
	}
	return line, nil
}
