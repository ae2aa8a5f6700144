package mail

import (
	"context"
	"errors"
	"net/mail"

	gomail "github.com/wneessen/go-mail"

	"github.com/parley-desk/parley/backend/desk"
)

// writable is what a letter can be made of.
type writable interface {
	letter(from *mail.Address) (*gomail.Msg, error)
}

// wanted is what the letter an event asks for is made of, false where nobody
// wants it any more.
func (m *Mailer) wanted(ctx context.Context, project desk.Project, e desk.Event) (writable, bool, error) {
	if e.Kind == desk.TranscriptAsked {
		return m.transcript(ctx, project, e)
	}
	return m.notice(ctx, project, e)
}

// notice is the letter an event asks for; not wanted where its visitor has come
// back or is known no more.
func (m *Mailer) notice(ctx context.Context, project desk.Project, e desk.Event) (n notice, wanted bool, err error) {
	id, _ := e.Stream.Conversation()
	c, known, err := m.opt.Log.Conversation(ctx, project.ID, id)
	if err != nil || !known || c.Online {
		return n, false, err
	}
	to, err := m.opt.Log.Address(ctx, project.ID, id)
	if errors.Is(err, desk.ErrNone) {
		return n, false, nil
	}
	if err != nil {
		return n, false, err
	}
	first, err := m.opt.Log.ConversationEvents(ctx, project.ID, id, 0, 1)
	if err != nil {
		return n, false, err
	}
	n = notice{project: project, offset: e.Offset, at: e.At, to: to, language: c.Language}
	for _, e := range first {
		if e.Content != nil && e.Content.Page != nil {
			n.page = e.Content.Page.URL
		}
	}
	return n, true, nil
}
