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

// apart is how far the parts of a message stand from each other, which is less than
// messages do.
var apart = map[markup.Kind]string{
	markup.Paragraph: "4px 0", markup.Quote: "4px 0 4px 24px", markup.Bullets: "4px 0", markup.Numbers: "4px 0", markup.Block: "4px 0",
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
		if element != "" {
			b.WriteString("<" + element)
			if n.Kind == markup.Numbers {
				b.WriteString(` start="` + strconv.Itoa(n.Start) + `"`)
			}
			if apart := apart[n.Kind]; apart != "" {
				b.WriteString(` style="margin: ` + apart + `"`)
			}
			b.WriteString(">")
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
