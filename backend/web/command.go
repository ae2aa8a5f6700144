package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// commands says which side may send which command, and how its body reads. What
// is not here does not exist for that side.
var commands = map[desk.ActorKind]map[wire.DoKind]func(body json.RawMessage) (desk.Command, error){
	desk.ByVisitor: {
		wire.DoPost:    write,
		wire.DoLeave:   bare(desk.Leave{Ended: true}),
		wire.DoAddress: address,
		wire.DoView:    viewed,
		wire.DoDeliver: delivered,
		wire.DoSee:     seen,
	},
	desk.ByAgent: {
		wire.DoPost:     post,
		wire.DoConfirm:  confirm,
		wire.DoTransfer: transfer,
		wire.DoSnooze:   snooze,
		wire.DoWake:     bare(desk.Wake{}),
		wire.DoBlock:    bare(desk.Block{}),
		wire.DoClose:    closing,
		wire.DoStatus:   status,
	},
}

// bare reads a command that has no body.
func bare(cmd desk.Command) func(json.RawMessage) (desk.Command, error) {
	return func(body json.RawMessage) (desk.Command, error) {
		return cmd, unmarshalBody(body, &struct{}{})
	}
}

// What is checked here is checked in Decide as well: an outrageous text need not
// travel to the project's writer to be refused.

func post(body json.RawMessage) (desk.Command, error) {
	var b wire.PostBody
	if err := unmarshalBody(body, &b); err != nil {
		return nil, err
	}
	if b.File != "" && !isPlain(string(b.File), 1, 64) {
		return nil, desk.Refuse(desk.NotFound, "This file is no longer there. Please choose it again.").At("file")
	}
	cmd := desk.Post{Text: b.Text, Form: b.Form, Item: b.Item, File: b.File, Original: b.Original, From: b.From, To: b.To}
	if b.Form == "" && b.Item == "" && b.File == "" {
		return cmd, desk.CheckText(b.Text)
	}
	return cmd, nil
}

// write reads a visitor's message, which is a text or a file.
func write(body json.RawMessage) (desk.Command, error) {
	cmd, err := post(body)
	if p, ok := cmd.(desk.Post); err == nil && ok && (p.Form != "" || p.Item != "") {
		return nil, desk.Refuse(desk.Forbidden, "Links and offers are the desk's to send.").At("form")
	}
	return cmd, err
}

func confirm(body json.RawMessage) (desk.Command, error) {
	var b wire.ConfirmBody
	if err := unmarshalBody(body, &b); err != nil {
		return nil, err
	}
	if b.Contact < 1 {
		return nil, desk.Refuse(desk.Invalid, "Say which contact is shown.").At("contact")
	}
	return desk.Confirm(b), nil
}

func transfer(body json.RawMessage) (desk.Command, error) {
	var b wire.TransferBody
	if err := unmarshalBody(body, &b); err != nil {
		return nil, err
	}
	if b.Agent != "" && !isPlain(string(b.Agent), 1, 64) {
		return nil, desk.Refuse(desk.NotFound, "There is no such colleague.").At("agent")
	}
	if b.Group != "" && !isPlain(string(b.Group), 1, 64) {
		return nil, desk.Refuse(desk.NotFound, "There is no such group.").At("group")
	}
	return desk.Transfer{Agent: b.Agent, Group: b.Group, Comment: b.Comment, Anyway: b.Anyway}, desk.CheckComment(b.Comment)
}

func snooze(body json.RawMessage) (desk.Command, error) {
	var b wire.SnoozeBody
	err := unmarshalBody(body, &b)
	return desk.Snooze(b), err
}

func closing(body json.RawMessage) (desk.Command, error) {
	var b wire.CloseBody
	if err := unmarshalBody(body, &b); err != nil {
		return nil, err
	}
	for _, id := range b.Tags {
		if !isPlain(string(id), 1, 64) {
			return nil, desk.Refuse(desk.NotFound, "There is no such tag.").At("tags")
		}
	}
	cmd := b.Command()
	return cmd, cmd.Check()
}

func address(body json.RawMessage) (desk.Command, error) {
	var b wire.AddressBody
	if err := unmarshalBody(body, &b); err != nil {
		return nil, err
	}
	return desk.LeaveAddress(b), desk.CheckEmail(b.Email)
}

func viewed(body json.RawMessage) (desk.Command, error) {
	var b wire.ViewBody
	if err := unmarshalBody(body, &b); err != nil {
		return nil, err
	}
	page, err := desk.CheckPage(b.Page)
	return desk.Browse{Page: page}, err
}

func delivered(body json.RawMessage) (desk.Command, error) {
	var b wire.MarkBody
	err := unmarshalBody(body, &b)
	return desk.Arrive(b), err
}

func seen(body json.RawMessage) (desk.Command, error) {
	var b wire.MarkBody
	err := unmarshalBody(body, &b)
	return desk.Look(b), err
}

func status(body json.RawMessage) (desk.Command, error) {
	var b wire.StatusBody
	err := unmarshalBody(body, &b)
	return desk.SetStatus(b), err
}

func unmarshalBody(body json.RawMessage, v any) error {
	if len(body) == 0 {
		body = []byte("{}")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return desk.Refuse(desk.Invalid, "The body of this command is not what it should be.").At("body")
	}
	return nil
}

// command reads a do frame of one side.
func command(side desk.ActorKind, do wire.Do) (desk.Command, error) {
	if !isName(do.ID) {
		return nil, desk.Refuse(desk.Invalid, "A command is named by 8 to 64 letters, digits or signs.").At("id")
	}
	if do.Stream != "" && !isPlain(string(do.Stream), 1, 64) {
		return nil, desk.Refuse(desk.NotFound, "No such conversation.").At("stream")
	}
	read, known := commands[side][do.Kind]
	if !known {
		return nil, desk.Refuse(desk.UnknownType, "Command %q is not known to protocol %d.", desk.CutText(string(do.Kind), 40), wire.Proto).At("kind")
	}
	return read(do.Body)
}

// digest tells a repeated command from another one under the same id, and from
// somebody else's. A visitor's stream is left out: their first message names
// none, and its repeat may.
func digest(by desk.Actor, do wire.Do) string {
	h := sha256.New()
	stream := do.Stream
	if by.Kind == desk.ByVisitor {
		stream = ""
	}
	for _, part := range []string{string(by.Kind), by.ID, string(stream), string(do.Kind)} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	var compact bytes.Buffer
	if json.Compact(&compact, do.Body) == nil {
		h.Write(compact.Bytes())
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}
