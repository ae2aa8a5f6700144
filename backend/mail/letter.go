package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	htmltemplate "html/template"
	"net/mail"
	"net/url"
	"strings"
	texttemplate "text/template"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/parley-desk/parley/backend/desk"
)

// notice is a letter that says that there is an answer.
type notice struct {
	project desk.Project
	// offset is that of the event that asks for it.
	offset   int64
	at       desk.Millis
	to       string
	language string
	// page is where the visitor wrote from, empty where that is not known.
	page string
}

// words are what a letter says in one language.
type words struct{ tag, subject, text, html string }

// What all letters in HTML look like. No colour is named: a reader who has letters
// in the dark has these so, too.
const (
	before = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>`
	body   = `<body style="max-width: 640px; margin: 0 auto; padding: 16px; font-family: sans-serif; font-size: 16px; line-height: 1.5">
`
	small = `<p style="margin: 24px 0 0; font-size: 14px; opacity: 0.75">`
)

var inEnglish = words{
	tag:     "en",
	subject: "{{.Project}} has answered you",
	text: `Hello,

{{.Project}} has answered what you wrote in the chat. {{if .Link}}Read it and go on here:

{{.Link}}{{else}}Read it and go on at the page where you wrote.{{end}}

This message was sent by itself, because you left your address in the chat.
Nobody reads answers to it.
`,
	html: `<!doctype html>
<html lang="en"><head>` + before + `{{.Project}} has answered you</title></head>
` + body + `<p>Hello,</p>
<p>{{.Project}} has answered what you wrote in the chat.{{if not .Link}} Read it and go on at the page where you wrote.{{end}}</p>
{{if .Link}}<p><a href="{{.Link}}">Read the answer</a></p>
{{end}}` + small + `This message was sent by itself, because you left your address in the chat. Nobody reads answers to it.</p>
</body></html>
`,
}

var inFrench = words{
	tag:     "fr",
	subject: "{{.Project}} vous a répondu",
	text: `Bonjour,

{{.Project}} a répondu à ce que vous avez écrit dans la discussion. {{if .Link}}Pour lire la réponse et continuer :

{{.Link}}{{else}}Pour lire la réponse et continuer, revenez à la page où vous avez écrit.{{end}}

Ce message est envoyé automatiquement, parce que vous avez laissé votre adresse
dans la discussion. Personne ne lit les réponses à ce message.
`,
	html: `<!doctype html>
<html lang="fr"><head>` + before + `{{.Project}} vous a répondu</title></head>
` + body + `<p>Bonjour,</p>
<p>{{.Project}} a répondu à ce que vous avez écrit dans la discussion.{{if not .Link}} Pour lire la réponse et continuer, revenez à la page où vous avez écrit.{{end}}</p>
{{if .Link}}<p><a href="{{.Link}}">Lire la réponse</a></p>
{{end}}` + small + `Ce message est envoyé automatiquement, parce que vous avez laissé votre adresse dans la discussion. Personne ne lit les réponses à ce message.</p>
</body></html>
`,
}

// wordsFor are those of the visitor's language, or English.
func wordsFor(language string) words {
	if desk.PrimaryLanguage(language) == inFrench.tag {
		return inFrench
	}
	return inEnglish
}

// letter writes the notice out. An address that no letter could go to is an
// error.
func (n notice) letter(from *mail.Address) (*gomail.Msg, error) {
	data := struct{ Project, Link string }{desk.CutText(n.project.Name, desk.MaxNameRunes), n.link()}
	return envelope{id: letterID("answer", n.project.ID, n.offset, from), at: n.at, to: n.to}.fill(from, wordsFor(n.language), data)
}

// envelope is what a letter has around its words.
type envelope struct {
	id string
	at desk.Millis
	to string
}

// fill writes a letter. An address that no letter could go to is an error.
func (e envelope) fill(from *mail.Address, w words, data any) (*gomail.Msg, error) {
	// Checked when it was left; here it is about to become a header.
	if err := desk.CheckEmail(e.to); err != nil {
		return nil, err
	}
	var subject, text, html bytes.Buffer
	if err := texttemplate.Must(texttemplate.New("").Parse(w.subject)).Execute(&subject, data); err != nil {
		return nil, err
	}
	if err := texttemplate.Must(texttemplate.New("").Parse(w.text)).Execute(&text, data); err != nil {
		return nil, err
	}
	if err := htmltemplate.Must(htmltemplate.New("").Parse(w.html)).Execute(&html, data); err != nil {
		return nil, err
	}
	m := gomail.NewMsg()
	m.FromMailAddress(from)
	m.ToMailAddress(&mail.Address{Address: e.to})
	m.Subject(subject.String())
	m.SetMessageIDWithValue(e.id)
	m.SetDateWithValue(time.UnixMilli(int64(e.at)).UTC())
	// A machine that answers letters by itself leaves this one alone (RFC 3834).
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetGenHeader(gomail.HeaderContentLang, w.tag)
	m.SetBodyString(gomail.TypeTextPlain, text.String())
	m.AddAlternativeString(gomail.TypeTextHTML, html.String())
	return m, nil
}

// letterID is a letter's for ever, so that one that is sent again is known again.
func letterID(what string, of desk.ProjectID, offset int64, from *mail.Address) string {
	sum := sha256.Sum256([]byte(of))
	project := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:10]))
	_, domain, _ := strings.Cut(from.Address, "@")
	return fmt.Sprintf("%s.%s.%d@%s", what, project, offset, domain)
}

// link is the page they wrote from, without its query, if it is one of the
// company's.
func (n notice) link() string {
	u, err := url.Parse(n.page)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Hostname() == "" {
		return ""
	}
	for _, site := range n.project.Sites {
		if isOf(u, site) {
			return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}).String()
		}
	}
	return ""
}

// isOf tells whether a page is of a site, as in "https://www.acme.test"; a port
// of "*" stands for any.
func isOf(u *url.URL, site string) bool {
	anyPort := strings.HasSuffix(site, ":*")
	s, err := url.Parse(strings.TrimSuffix(site, ":*"))
	return err == nil && s.Scheme == u.Scheme && strings.EqualFold(s.Hostname(), u.Hostname()) &&
		(anyPort || portOf(s) == portOf(u))
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}
