package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxOpen is how many marks can be open at once: what is drawn of them is nested.
const maxOpen = 8

// open is what stands behind a mark that nothing has closed yet.
type open struct {
	mark  string
	nodes []Node
	// words are the text behind the last of the nodes.
	words []byte
}

// empty tells whether nothing stands behind the mark.
func (o *open) empty() bool { return len(o.nodes)+len(o.words) == 0 }

// all is what stands behind the mark.
func (o *open) all() []Node {
	if len(o.words) > 0 {
		o.nodes, o.words = append(o.nodes, Node{Kind: Text, Text: string(o.words)}), nil
	}
	return o.nodes
}

// reader reads the words of a part.
type reader struct {
	text []rune
	at   int
	// open are the marks that may still close. The first is no mark: it holds
	// what is done.
	open []open
}

func inline(text string) []Node {
	r := reader{text: []rune(text), open: []open{{}}}
	for r.at < len(r.text) {
		if r.text[r.at] == '\n' {
			r.giveUp(0)
		}
		if !r.code() && !r.named() && !r.bare() && !r.mark() {
			r.say(r.text[r.at : r.at+1])
		}
	}
	r.giveUp(0)
	return r.open[0].all()
}

// peek is the rune so far away, 0 outside.
func (r *reader) peek(away int) rune {
	if i := r.at + away; i >= 0 && i < len(r.text) {
		return r.text[i]
	}
	return 0
}

// say adds text as it stands, and goes on behind it.
func (r *reader) say(text []rune) {
	r.at += len(text)
	in := &r.open[len(r.open)-1]
	for _, c := range text {
		in.words = utf8.AppendRune(in.words, c)
	}
}

func (r *reader) add(n Node) {
	in := &r.open[len(r.open)-1]
	if n.Kind == Text {
		in.words = append(in.words, n.Text...)
		return
	}
	in.nodes = append(in.all(), n)
}

// giveUp makes text of all marks above one.
func (r *reader) giveUp(above int) {
	for len(r.open)-1 > above {
		last := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		r.add(Node{Kind: Text, Text: last.mark})
		for _, n := range last.all() {
			r.add(n)
		}
	}
}

var marks = []struct {
	mark string
	kind Kind
}{{"**", Bold}, {"*", Italic}, {"_", Italic}, {"~~", Struck}}

// mark reads a mark that opens or closes something, and is false at any other.
func (r *reader) mark() bool {
	for _, m := range marks {
		long := len(m.mark)
		if r.peek(0) != rune(m.mark[0]) || r.peek(long-1) != rune(m.mark[0]) {
			continue
		}
		if m.mark == "**" && r.nearest() == "*" && !space(r.peek(-1)) {
			continue // ***both***: what was opened last is closed first
		}
		before, after := r.peek(-1), r.peek(long)
		name := m.mark == "_" && (before == '_' || after == '_') // __init__
		if !name && !space(before) && !word(after) && r.closes(m.mark, m.kind) {
			return true
		}
		if name || space(after) || word(before) || len(r.open) > maxOpen {
			r.say(r.text[r.at : r.at+long])
			return true
		}
		r.open = append(r.open, open{mark: m.mark})
		r.at += long
		return true
	}
	return false
}

// nearest is the mark that was opened last, of those made of stars.
func (r *reader) nearest() string {
	for i := len(r.open) - 1; i > 0; i-- {
		if m := r.open[i].mark; m[0] == '*' {
			return m
		}
	}
	return ""
}

// closes closes the nearest mark of its like, if something stands behind that.
func (r *reader) closes(mark string, kind Kind) bool {
	for i := len(r.open) - 1; i > 0; i-- {
		if r.open[i].mark != mark {
			continue
		}
		if i == len(r.open)-1 && r.open[i].empty() {
			return false
		}
		r.giveUp(i)
		nodes := r.open[i].all()
		r.open = r.open[:i]
		r.add(Node{Kind: kind, Nodes: nodes})
		r.at += len(mark)
		return true
	}
	return false
}

// code reads code within a line.
func (r *reader) code() bool {
	if r.text[r.at] != '`' {
		return false
	}
	for i := r.at + 1; i < len(r.text) && r.text[i] != '\n'; i++ {
		if r.text[i] != '`' {
			continue
		}
		if i == r.at+1 {
			r.say(r.text[r.at : i+1])
			return true
		}
		r.add(Node{Kind: Code, Text: string(r.text[r.at+1 : i])})
		r.at = i + 1
		return true
	}
	return false
}

// named reads a link with a name, as in [our sizes](https://shop.test/sizes).
func (r *reader) named() bool {
	if r.text[r.at] != '[' {
		return false
	}
	end := r.at + 1
	for end < len(r.text) && !strings.ContainsRune("[]\n", r.text[end]) {
		end++
	}
	name := string(r.text[r.at+1 : end])
	if end+1 >= len(r.text) || r.text[end] != ']' || r.text[end+1] != '(' || strings.Trim(name, " ") == "" {
		return false
	}
	to := end + 2
	for to < len(r.text) && inAddress(r.text[to]) && !strings.ContainsRune("[()", r.text[to]) {
		to++
	}
	address := string(r.text[end+2 : to])
	if to == len(r.text) || r.text[to] != ')' || schemeOf(r.text[end+2:to]) == "" || !leads(address) || misleads(name) {
		return false
	}
	r.add(Node{Kind: Link, Href: address, Nodes: []Node{{Kind: Text, Text: name}}})
	r.at = to + 1
	return true
}

// misleads tells whether a name looks like an address itself, or holds signs that
// are not seen and could turn what stands behind it around. Joiners hold letters and
// emojis together and turn nothing.
func misleads(name string) bool {
	low := joiners.Replace(strings.ToLower(name))
	return strings.Contains(low, "://") || strings.Contains(low, "www.") ||
		strings.ContainsFunc(low, func(c rune) bool { return unicode.In(c, unicode.Cc, unicode.Cf) })
}

var joiners = strings.NewReplacer("\u200c", "", "\u200d", "")

// bare reads an address that stands in the text. What looks like one and leads
// nowhere is text as a whole.
func (r *reader) bare() bool {
	if before := r.peek(-1); word(before) || before == '_' && !r.isOpen("_") {
		return false
	}
	rest := r.text[r.at:]
	scheme := schemeOf(rest)
	if scheme == "" {
		return false
	}
	n := 0
	for n < len(rest) && inAddress(rest[n]) {
		n++
	}
	found := trimmed(rest[:n])
	if address := string(found); scheme == "www." && leads("https://"+address) {
		r.add(Node{Kind: Link, Href: "https://" + address, Nodes: []Node{{Kind: Text, Text: address}}})
	} else if scheme != "www." && leads(address) {
		r.add(Node{Kind: Link, Href: address, Nodes: []Node{{Kind: Text, Text: address}}})
	} else {
		r.say(rest[:n])
		return true
	}
	r.at += len(found)
	return true
}

// isOpen tells whether the last mark that was opened is this one, with nothing
// behind it yet.
func (r *reader) isOpen(mark string) bool {
	last := &r.open[len(r.open)-1]
	return last.mark == mark && last.empty()
}

// schemeOf is how an address begins, in small letters, empty where none does.
func schemeOf(text []rune) string {
	low := strings.ToLower(string(text[:min(len(text), len("https://"))]))
	for _, scheme := range []string{"https://", "http://", "www."} {
		if strings.HasPrefix(low, scheme) && len(text) > len(scheme) {
			return scheme
		}
	}
	return ""
}

// leads tells whether a whole address has a host that can be shown, and no name
// before it that could be taken for one.
func leads(address string) bool {
	_, rest, ok := strings.Cut(address, "://")
	host := rest
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		host = rest[:end]
	}
	host, port, _ := strings.Cut(host, ":")
	for _, c := range port {
		ok = ok && c >= '0' && c <= '9'
	}
	ok = ok && host != "" && len(port) < 6 && host[0] != '.' && host[0] != '-'
	if www := strings.ToLower(host); www == "www" || www == "www." {
		return false
	}
	for _, c := range host {
		ok = ok && (word(c) || c == '-' || c == '.' || c == '_')
	}
	return ok
}

// inAddress tells whether an address goes on with a sign. It ends at white space,
// at what encloses links in prose, and at the signs that turn the direction of
// writing: with those inside, it could be shown as another address than it is.
func inAddress(c rune) bool {
	return !space(c) && !strings.ContainsRune("<>\"“”«»`\\^{}|", c) && !unicode.Is(unicode.Cc, c) && !unicode.Is(unicode.Cf, c)
}

// trimmed takes off the signs after an address that belong to the sentence, but
// for a bracket that the address itself opened.
func trimmed(address []rune) []rune {
	n := len(address)
	for n > 0 && strings.ContainsRune(".,;:!?…'’*_~)]", address[n-1]) {
		n--
	}
	if n == len(address) || address[n] != ')' {
		return address[:n]
	}
	open := 0
	for _, c := range address[:n] {
		switch c {
		case '(':
			open++
		case ')':
			open--
		}
	}
	if open > 0 {
		n++
	}
	return address[:n]
}

func word(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }

// space is white space, and what is before and after all.
func space(c rune) bool {
	switch c {
	case 0, ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff:
		return true
	}
	return c >= 0x2000 && c <= 0x200a
}
