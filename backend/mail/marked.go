package mail

import (
	"html"
	"html/template"
	"strconv"
	"strings"

	"github.com/parley-desk/parley/backend/markup"
)

// elements are what the parts of a message are in a letter. A link is text there:
// whose it is cannot be seen in it, and many a mail server takes strange links for
// bad ones.
var elements = map[markup.Kind]string{
	markup.Paragraph: "p", markup.Quote: "blockquote", markup.Bullets: "ul", markup.Numbers: "ol", markup.Item: "li",
	markup.Block: "pre", markup.Bold: "strong", markup.Italic: "em", markup.Struck: "s", markup.Code: "code",
}

// marked is a text as it was marked, in HTML.
func marked(text string) template.HTML {
	var b strings.Builder
	mark(&b, markup.Parse(text))
	return template.HTML(b.String()) //nolint:gosec // all of it is escaped above but the elements, which are ours
}

func mark(b *strings.Builder, nodes []markup.Node) {
	for _, n := range nodes {
		element := elements[n.Kind]
		switch n.Kind {
		case markup.Text, markup.Link:
		case markup.Numbers:
			b.WriteString(`<ol start="` + strconv.Itoa(n.Start) + `">`)
		default:
			b.WriteString("<" + element + ">")
		}
		b.WriteString(html.EscapeString(n.Text))
		mark(b, n.Nodes)
		if n.Kind == markup.Link {
			if name := n.Nodes[0].Text; name != n.Href && "https://"+name != n.Href {
				b.WriteString(html.EscapeString(" (" + n.Href + ")"))
			}
		}
		if element != "" {
			b.WriteString("</" + element + ">")
		}
	}
}
