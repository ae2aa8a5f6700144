package markup

import (
	"strconv"
	"strings"
)

// Kind is what a part of a message is.
type Kind string

// The kinds. A message is a list of the first five.
const (
	Paragraph Kind = "paragraph"
	Quote     Kind = "quote"
	// Bullets and Numbers have items; Numbers begins at Start.
	Bullets Kind = "bullets"
	Numbers Kind = "numbers"
	// Block is code on lines of its own.
	Block Kind = "block"

	Item   Kind = "item"
	Text   Kind = "text"
	Bold   Kind = "bold"
	Italic Kind = "italic"
	Struck Kind = "struck"
	Code   Kind = "code"
	// Link leads to Href, an http or https address as it was written.
	Link Kind = "link"
)

// Node is a part of a message. Those of the kinds text, code and block have Text,
// all others Nodes.
type Node struct {
	Kind  Kind
	Text  string
	Href  string
	Start int
	Nodes []Node
}

// Parse reads a text. A line break within a part is text.
func Parse(text string) (parts []Node) {
	lines := strings.Split(text, "\n")
	closing := fences(lines)
	var words []string
	spoken := func() {
		if len(words) > 0 {
			parts = append(parts, Node{Kind: Paragraph, Nodes: inline(strings.Join(words, "\n"))})
			words = nil
		}
	}
	for i := 0; i < len(lines); {
		part, n := partAt(lines, i, closing[i])
		if n == 0 {
			words = append(words, lines[i])
			i++
			continue
		}
		spoken()
		parts = append(parts, part)
		i += n
	}
	spoken()
	return parts
}

const fence = "```"

// fences is for each line that opens code where it closes, 0 for none.
func fences(lines []string) []int {
	closing := make([]int, len(lines))
	next := 0
	for i := len(lines) - 1; i >= 0; i-- {
		if opensCode(lines[i]) && next > i+1 {
			closing[i] = next
		}
		if lines[i] == fence {
			next = i
		}
	}
	return closing
}

// opensCode tells whether a line is a fence, maybe with the name of a language.
func opensCode(line string) bool {
	name, ok := strings.CutPrefix(line, fence)
	for _, c := range name {
		ok = ok && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '#')
	}
	return ok
}

// partAt is the part other than a paragraph that begins at a line, and how many
// lines it has; 0 where none begins.
func partAt(lines []string, i, closing int) (Node, int) {
	if closing > 0 {
		return Node{Kind: Block, Text: strings.Join(lines[i+1:closing], "\n")}, closing + 1 - i
	}
	if said, ok := quoted(lines[i]); ok {
		all := []string{said}
		for n := 1; i+n < len(lines); n++ {
			if said, ok = quoted(lines[i+n]); !ok {
				break
			}
			all = append(all, said)
		}
		return Node{Kind: Quote, Nodes: inline(strings.Join(all, "\n"))}, len(all)
	}
	first, ok := itemOf(lines[i])
	if !ok {
		return Node{}, 0
	}
	list := Node{Kind: first.list, Start: first.number}
	for n := 0; i+n < len(lines); n++ {
		next, ok := itemOf(lines[i+n])
		if !ok || next.mark != first.mark || next.number > 0 && next.number != first.number+n {
			break
		}
		list.Nodes = append(list.Nodes, Node{Kind: Item, Nodes: inline(next.text)})
	}
	if len(list.Nodes) < 2 {
		return Node{}, 0 // one line alone may be a dash, or a date
	}
	return list, len(list.Nodes)
}

// quoted is what a line quotes. Before a number the sign compares.
func quoted(line string) (string, bool) {
	if line == ">" {
		return "", true
	}
	said, ok := strings.CutPrefix(line, "> ")
	if ok && said != "" && said[0] >= '0' && said[0] <= '9' {
		return "", false
	}
	return said, ok
}

// item is a line of a list.
type item struct {
	list   Kind
	mark   string
	number int
	text   string
}

func itemOf(line string) (item, bool) {
	mark, text, ok := strings.Cut(line, " ")
	if !ok || text == "" || text[0] == ' ' {
		return item{}, false
	}
	if mark == "-" || mark == "*" || mark == "•" {
		return item{list: Bullets, mark: mark, text: text}, true
	}
	last := len(mark) - 1
	if last < 1 || last > 4 || mark[last] != '.' && mark[last] != ')' {
		return item{}, false
	}
	for _, c := range mark[:last] {
		if c < '0' || c > '9' {
			return item{}, false
		}
	}
	n, err := strconv.Atoi(mark[:last])
	return item{list: Numbers, mark: mark[last:], number: n, text: text}, err == nil && n > 0
}

// Plain is a text without its marks, as for a notification.
func Plain(text string) string {
	var b strings.Builder
	for i, part := range Parse(text) {
		if i > 0 {
			b.WriteByte('\n')
		}
		part.plain(&b)
	}
	return b.String()
}

func (n Node) plain(b *strings.Builder) {
	b.WriteString(n.Text)
	for i, part := range n.Nodes {
		if part.Kind == Item && i > 0 {
			b.WriteByte('\n')
		}
		part.plain(b)
	}
}
