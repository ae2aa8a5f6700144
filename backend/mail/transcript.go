package mail

import (
	"cmp"
	"context"
	"html/template"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/parley-desk/parley/backend/desk"
)

// The longest transcript: of a conversation that is longer the end is sent, and
// the letter says so.
const (
	maxTranscriptMessages = 4000
	maxTranscriptBytes    = 1 << 20
	// readAtOnce is how many events are read in one go.
	readAtOnce = 4000
)

// transcript is a letter that holds what was written in a conversation.
type transcript struct {
	project desk.Project
	// offset is that of the event that asks for it.
	offset   int64
	at       desk.Millis
	to       string
	language string
	lines    []spoken
	// cut: it is not the whole.
	cut bool
	// note is the endnote, where the agent chose to send it.
	note string
}

// spoken is one message.
type spoken struct {
	at      desk.Millis
	name    string
	visitor bool
	text    string
}

// Name and the others are what the words of a letter ask for.
func (s spoken) Name() string          { return desk.Unturned(s.name) }
func (s spoken) Visitor() bool         { return s.visitor }
func (s spoken) Marked() template.HTML { return marked(s.text) }
func (s spoken) Moment() string {
	return time.UnixMilli(int64(s.at)).UTC().Format("2006-01-02 15:04")
}

// Indented is the text set in, so that no message can pass for another's head or
// for the end of the letter.
func (s spoken) Indented() string { return indented(s.text) }

func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.ReplaceAll(text, "\r", ""), "\n", "\n    ")
}

// What each message is set in: a line beside it, which who wrote it tells in colour
// too, and the hour in one piece.
const (
	said = `<div style="margin: 16px 0; padding-left: 12px; border-left: 3px solid {{if .Visitor}}#8a8a8a{{else}}#a8558f{{end}}">
<p style="margin: 0; font-size: 14px"><strong>`
	moment = `<span style="white-space: nowrap">{{.Moment}}</span>`
)

var transcriptInEnglish = words{
	tag:     "en",
	subject: "Conversation with {{.Project}}, {{.Date}}",
	text: `This is the conversation with {{.Project}} of {{.Date}}. Times are UTC.
{{if .Cut}}It is long: only its end is here.
{{end}}{{range .Lines}}
{{if .Name}}{{.Name}}{{if .Visitor}} (visitor){{end}}{{else}}Visitor{{end}}, {{.Moment}}
{{.Indented}}
{{end}}{{if .Note}}
Note of the agent
{{.Note}}
{{end}}
--
This message was sent by itself, because somebody at {{.Project}} asked for it.
Nobody reads answers to it.
`,
	html: `<!doctype html>
<html lang="en"><head>` + before + `Conversation with {{.Project}}</title></head>
` + body + `<p>This is the conversation with {{.Project}} of <span style="white-space: nowrap">{{.Date}}</span>. Times are UTC.{{if .Cut}} It is long: only its end is here.{{end}}</p>
{{range .Lines}}` + said + `<bdi>{{or .Name "Visitor"}}</bdi></strong>{{if and .Name .Visitor}} (visitor){{end}}, ` + moment + `</p>
<div dir="auto" style="white-space: pre-wrap; overflow-wrap: anywhere">{{.Marked}}</div></div>
{{end}}{{if .Note}}<p style="margin: 24px 0 0"><strong>Note of the agent</strong></p>
<p dir="auto" style="margin-top: 0; white-space: pre-wrap">{{.RawNote}}</p>
{{end}}` + small + `This message was sent by itself, because somebody at {{.Project}} asked for it. Nobody reads answers to it.</p>
</body></html>
`,
}

var transcriptInFrench = words{
	tag:     "fr",
	subject: "Conversation avec {{.Project}}, {{.Date}}",
	text: `Voici la conversation avec {{.Project}} du {{.Date}}. Les heures sont en UTC.
{{if .Cut}}Elle est longue : seule la fin est ici.
{{end}}{{range .Lines}}
{{if .Name}}{{.Name}}{{if .Visitor}} (visiteur){{end}}{{else}}Visiteur{{end}}, {{.Moment}}
{{.Indented}}
{{end}}{{if .Note}}
Note de l’agent
{{.Note}}
{{end}}
--
Ce message est envoyé automatiquement, à la demande d’une personne de
{{.Project}}. Personne ne lit les réponses à ce message.
`,
	html: `<!doctype html>
<html lang="fr"><head>` + before + `Conversation avec {{.Project}}</title></head>
` + body + `<p>Voici la conversation avec {{.Project}} du <span style="white-space: nowrap">{{.Date}}</span>. Les heures sont en UTC.{{if .Cut}} Elle est longue : seule la fin est ici.{{end}}</p>
{{range .Lines}}` + said + `<bdi>{{or .Name "Visiteur"}}</bdi></strong>{{if and .Name .Visitor}} (visiteur){{end}}, ` + moment + `</p>
<div dir="auto" style="white-space: pre-wrap; overflow-wrap: anywhere">{{.Marked}}</div></div>
{{end}}{{if .Note}}<p style="margin: 24px 0 0"><strong>Note de l’agent</strong></p>
<p dir="auto" style="margin-top: 0; white-space: pre-wrap">{{.RawNote}}</p>
{{end}}` + small + `Ce message est envoyé automatiquement, à la demande d’une personne de {{.Project}}. Personne ne lit les réponses à ce message.</p>
</body></html>
`,
}

// letter writes the transcript out, in the language of the conversation.
func (t transcript) letter(from *mail.Address) (*gomail.Msg, error) {
	w := transcriptInEnglish
	if desk.PrimaryLanguage(t.language) == transcriptInFrench.tag {
		w = transcriptInFrench
	}
	data := struct {
		Project, Date string
		Cut           bool
		Lines         []spoken
		Note, RawNote string
	}{
		Project: desk.CutText(t.project.Name, desk.MaxNameRunes), Date: time.UnixMilli(int64(t.at)).UTC().Format("2006-01-02"),
		Cut: t.cut, Lines: t.lines, RawNote: t.note,
	}
	if t.note != "" {
		data.Note = indented(t.note)
	}
	return envelope{id: letterID("transcript", t.project.ID, t.offset, from), at: t.at, to: t.to}.fill(from, w, data)
}

// transcript is the letter an event asks for; not wanted where the visitor was
// erased meanwhile.
func (m *Mailer) transcript(ctx context.Context, project desk.Project, e desk.Event) (t transcript, wanted bool, err error) {
	id, _ := e.Stream.Conversation()
	asked, _ := e.Fact.(desk.Transcribed)
	asks := e.Seq
	c, known, err := m.opt.Log.Conversation(ctx, project.ID, id)
	if err != nil || !known {
		return t, false, err
	}
	t = transcript{project: project, offset: e.Offset, at: e.At, language: c.Language}
	first, err := m.opt.Log.ConversationEvents(ctx, project.ID, id, 0, 1)
	if err != nil {
		return t, false, err
	}
	var visitor string
	for _, e := range first {
		if e.Kind == desk.ConversationOpened && e.Content != nil {
			visitor = desk.CutText(e.Content.Name, desk.MaxNameRunes)
		}
	}
	// From its end, since most of a long log may be no messages. One message more
	// than is sent tells that there are more.
	for end := asks; end > 0 && len(t.lines) <= maxTranscriptMessages; {
		before := max(0, end-readAtOnce)
		events, err := m.opt.Log.ConversationEvents(ctx, project.ID, id, before, int(end-before))
		if err != nil {
			return t, false, err
		}
		end = before
		var lines []spoken
		for _, e := range events {
			switch {
			case e.Content == nil:
			case e.Kind == desk.TranscriptAsked && e.Seq == asks:
				// As the log has it now: what was read when the letter was taken up
				// may have been erased since.
				t.to = e.Content.Email
			case e.Kind == desk.MessagePosted:
				lines = append(lines, m.spoken(project, e, visitor, c.Language))
			}
		}
		t.lines = append(lines, t.lines...)
	}
	if t.to == "" {
		return t, false, nil
	}
	t.shorten()
	if asked.WithNote {
		// It stands in the end of the same closing.
		after, err := m.opt.Log.ConversationEvents(ctx, project.ID, id, e.Seq, 10)
		if err != nil {
			return t, false, err
		}
		for _, e := range after {
			if e.Kind == desk.ConversationClosed && e.Content != nil {
				t.note = e.Content.Note
			}
		}
	}
	return t, true, nil
}

func (m *Mailer) spoken(project desk.Project, e desk.Event, visitor, language string) spoken {
	s := spoken{at: e.At, name: visitor, visitor: true, text: e.Content.Text}
	if f := e.Content.File; f != nil {
		// Its name would pass for words.
		s.text = "[" + strings.ToUpper(string(f.Kind)) + "] " + f.Name
		if f.Gone {
			s.text += "\n" + goneFile(language)
		}
	}
	if e.Actor.Kind == desk.ByAgent {
		s.visitor = false
		s.name = cmp.Or(desk.CutText(m.opt.Username(project.ID, desk.AgentID(e.Actor.ID)), desk.MaxNameRunes), project.Name)
	}
	return s
}

// goneFile says of a file that it is kept no longer.
func goneFile(language string) string {
	if desk.PrimaryLanguage(language) == transcriptInFrench.tag {
		return "(Ce fichier n’est plus conservé.)"
	}
	return "(This file is no longer kept.)"
}

// shorten drops the beginning of what is too long for a letter.
func (t *transcript) shorten() {
	if more := len(t.lines) - maxTranscriptMessages; more > 0 {
		t.lines, t.cut = t.lines[more:], true
	}
	bytes := 0
	for i := len(t.lines) - 1; i >= 0; i-- {
		if bytes += len(t.lines[i].text); bytes > maxTranscriptBytes {
			t.lines, t.cut = t.lines[i+1:], true
			return
		}
	}
}
