package app

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what is sent and shown that is no text. The window has no network
// and reads no disk, so all of it passes through here: files that the agent chooses
// come in slices, pictures go out as data. Data in an image is the smaller wall: an
// address of ours that serves pictures would be one more that a visitor's words
// could lead to, and the page behind a loopback host could not have it the same way.

const (
	// maxIncoming is how many files the window may be handing over at once.
	maxIncoming = 8
	// notSaved is the code of a file that could not be saved.
	notSaved desk.Code = "not_saved"
)

// maxFile bounds a file that comes, in bytes: the largest is a picture of an agent's
// that was made anew.
var maxFile = desk.MaxPictureBytes(desk.ByAgent)

// incoming is a file the window is handing over.
type incoming struct {
	// at is when some of it came last.
	at     desk.Millis
	stream desk.Stream
	name   string
	size   int64
	body   []byte
}

// BeginFile begins to hand a file over that is to be sent, and gives the key for
// the rest of it. What cannot be sent is refused before any of it is read.
func (a *App) BeginFile(stream, name string, size int64) (string, error) {
	var key string
	err := a.held(stream, func(d *Desktop, v *conversation) error {
		if err := d.writable(v); err != nil {
			return err
		}
		if err := d.checkFile(name, size); err != nil {
			return err
		}
		if len(d.incoming) >= maxIncoming {
			// The one of which nothing came for longest was given up.
			oldest := slices.MinFunc(slices.Collect(maps.Keys(d.incoming)), func(a, b string) int {
				return cmp.Compare(d.incoming[a].at, d.incoming[b].at)
			})
			delete(d.incoming, oldest)
		}
		key = d.random(8)
		d.incoming[key] = &incoming{at: d.o.Clock.Now(), stream: v.stream(), name: name, size: size}
		return nil
	})
	return key, err
}

// checkFile says why a file cannot be sent, as far as its name and size tell.
func (d *Desktop) checkFile(name string, size int64) error {
	limits := d.s.session.Files
	if limits == nil {
		return desk.Refuse(desk.Unavailable, "There is no connection. Files can be sent when it was there once.")
	}
	if err := desk.CheckFileSize(size, limits.MaxBytes); err != nil {
		return err
	}
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if ending != "" && !slices.Contains(limits.Endings, ending) {
		return desk.Refuse(desk.FileNotAllowed, "Files ending in .%s cannot be sent.", desk.CutText(ending, 20)).At("file")
	}
	if d.s.outbox.full(size) {
		return desk.Refuse(desk.OutboxFull, "Too much waits to be sent. Send or throw away some of it first.")
	}
	return nil
}

// Pasted is what lies in the clipboard beside text, where the window's engine tells
// its page of nothing but text. What is too large to be sent has no body, and what
// was not read says why.
func (a *App) Pasted() ([]wire.PastedFile, error) { return a.carried(a.d.o.Pasted) }

// Dragged tells whether there are files in what is dragged over the window, where its
// engine does not tell its page. They cannot be sent before somebody is signed in.
func (a *App) Dragged() (bool, error) {
	err := a.signedIn(func(*Desktop) error { return nil })
	return err == nil && a.d.o.Dragged(), err
}

// Dropped is what [App.Pasted] is, of what was let go over the window last.
func (a *App) Dropped() ([]wire.PastedFile, error) { return a.carried(a.d.o.Dropped) }

func (a *App) carried(read func(limit int64) []platform.Pasted) ([]wire.PastedFile, error) {
	var limits *wire.FileLimits
	if err := a.signedIn(func(d *Desktop) error { limits = d.s.session.Files; return nil }); err != nil {
		return nil, err
	}
	if limits == nil {
		limits = &wire.FileLimits{} // they are named, and refused with the reason
	}
	files := []wire.PastedFile{}
	for _, f := range read(limits.MaxBytes) {
		files = append(files, wire.PastedFile{
			Name: f.Name, Size: f.Size, Body: base64.StdEncoding.EncodeToString(f.Body), Unread: f.Unread,
		})
	}
	return files, nil
}

// FilePart hands the next slice of a file over, in base64.
func (a *App) FilePart(key, slice string) error {
	return a.signedIn(func(d *Desktop) error {
		f := d.incoming[key]
		if f == nil {
			return noIncoming()
		}
		part, err := base64.StdEncoding.DecodeString(slice)
		if err != nil || int64(len(f.body)+len(part)) > f.size {
			delete(d.incoming, key)
			return noIncoming()
		}
		f.body, f.at = append(f.body, part...), d.o.Clock.Now()
		return nil
	})
}

func noIncoming() error {
	return desk.Refuse(desk.Invalid, "This file could not be read. Please choose it again.").At("file")
}

// SendFile sends a file that was handed over, beside the message with that key, or by
// itself where that is empty. It returns like [App.Send].
func (a *App) SendFile(key, beside string) (string, error) {
	var line string
	err := a.signedIn(func(d *Desktop) error {
		f := d.incoming[key]
		delete(d.incoming, key)
		if f == nil || int64(len(f.body)) != f.size {
			return noIncoming()
		}
		v := d.s.convs[f.stream]
		if v == nil {
			return desk.Refuse(desk.NotFound, "This conversation is no longer here.").At("stream")
		}
		if err := d.writable(v); err != nil {
			return err
		}
		name := attach.CleanName(f.name)
		i := d.stored(v, name)
		// What it is the server says; until then it goes by its name.
		i.Form, i.Body, i.File = desk.FormFile, i.ID, desk.File{Name: name, Kind: kindOf(name), Size: f.size}
		var err error
		if i.NotBefore, err = d.heldWith(beside, i.At); err != nil {
			return err
		}
		line = i.ID
		if err := d.post(v, i, f.body); err != nil {
			return err
		}
		d.s.outbox.lay(i.ID, beside)
		return nil
	})
	return line, err
}

func kindOf(name string) desk.FileKind {
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	for _, k := range desk.FileKinds {
		if slices.Contains(k.Endings(), ending) {
			return k
		}
	}
	return desk.PNG // pasted pictures have no ending
}

// upload hands a file in with the server. Its message waits meanwhile, and with it
// all that follows in its conversation.
func (d *Desktop) upload(i item) {
	d.s.outbox.flew(i.ID)
	if d.uploading[i.Body] != nil {
		return
	}
	d.s.outbox.left(i.Body, 0)
	id, _ := i.Stream.Conversation()
	body, err := d.cache.Body(d.ctx, i.Body)
	if err == nil && body == nil {
		err = errors.New("the bytes are gone")
	}
	if err != nil {
		d.o.Log.Error("read a file that is to be sent", "error", err)
		d.refused(wire.Refused{ID: i.ID, Code: desk.Internal, Message: "This file could not be read. Please choose it again."}, d.o.Clock.Now())
		return
	}
	ctx, cancel := context.WithCancel(d.ctx)
	d.uploading[i.Body] = cancel
	server, token, left := d.server, d.token, d.leaving(i.Body, int64(len(body)))
	d.errands.Go(func() {
		f, err := link.PutFile(ctx, server, token, string(id), i.Body, i.File.Name, body, left)
		if ctx.Err() != nil && d.ctx.Err() == nil {
			// It was stopped, and may have come nevertheless. Where this fails too,
			// the server throws it away after a day.
			_ = link.TakeFileBack(d.ctx, server, token, string(id), i.Body)
		}
		d.tell(func() {
			cancel()
			d.uploaded(i, f, err)
		})
	})
}

// leavingEvery is how often the window is told how much of a file has left.
const leavingEvery = desk.Second / 3

// leaving follows how much of a file has left.
func (d *Desktop) leaving(body string, size int64) func(bytes int64) {
	var told atomic.Int64
	return func(bytes int64) {
		now, before := int64(d.o.Clock.Now()), told.Load()
		if now >= before && now-before < int64(leavingEvery) || !told.CompareAndSwap(before, now) {
			return
		}
		d.tell(func() { d.s.outbox.left(body, int(bytes*100/size)) })
	}
}

// takeBack sees that the server keeps nothing of a file that is not to be sent.
func (d *Desktop) takeBack(i item) {
	if cancel := d.uploading[i.Body]; cancel != nil {
		cancel()
		return
	}
	id, _ := i.Stream.Conversation()
	server, token := d.server, d.token
	d.errands.Go(func() { _ = link.TakeFileBack(d.ctx, server, token, string(id), i.Body) })
}

// fullUntil is before the hour at which there is room again for an agent's files.
const fullUntil = "you have sent as many files as fit into a day. There is room again from "

// hourOf is the hour of this computer's day, not before the moment, and which day that
// is where it is not today's. It is kept, and so it is no "tomorrow".
func hourOf(at, now desk.Millis) string {
	then, today := time.UnixMilli(int64(at+desk.Minute-1)), time.UnixMilli(int64(now))
	if then.YearDay() == today.YearDay() && then.Year() == today.Year() {
		return then.Format("15:04")
	}
	return then.Format("15:04" + onDay + "Monday")
}

// onDay is between an hour and its day.
const onDay = " on "

// onDayAt says both in a sentence: the hour, then the day.
const onDayAt = "%s" + onDay + "%s."

// uploaded follows what became of handing a file in.
func (d *Desktop) uploaded(up item, f desk.File, err error) {
	body := up.Body
	delete(d.uploading, body)
	at := slices.IndexFunc(d.s.outbox.items, func(i item) bool { return i.Body == body })
	if at < 0 {
		if err == nil {
			d.takeBack(up) // thrown away when it had just come
		}
		return
	}
	var p *link.Problem
	if errors.As(err, &p) {
		d.s.outbox.left(body, 0)
		r := wire.Refused{
			ID: d.s.outbox.items[at].ID, Code: desk.Code(p.Code), Message: p.Message, RetryAfter: desk.Millis(p.After.Milliseconds()),
		}
		if r.Code == desk.QuotaExceeded && r.RetryAfter > 0 {
			r.Message = fullUntil + hourOf(d.o.Clock.Now()+r.RetryAfter, d.o.Clock.Now()) + "."
		}
		d.refused(r, d.o.Clock.Now())
		return
	}
	if i, here := d.s.outbox.handed(body, f); here {
		if err := d.cache.MarkFile(d.ctx, i); err != nil {
			d.diskFailed(err)
		}
	}
}

// Picture is a picture that was sent in a conversation, the small one or the whole,
// as data that an image can show. The conversation may be a past one.
func (a *App) Picture(stream, file string, whole bool) (string, error) {
	data, err := a.d.picture(desk.Stream(stream), desk.FileID(file), whole)
	return data, asFault(err)
}

func (d *Desktop) picture(stream desk.Stream, file desk.FileID, whole bool) (string, error) {
	var body []byte
	at, err := d.fileOf(stream, func() bool {
		if !whole {
			var err error
			if body, err = d.cache.Preview(d.ctx, stream, file); err != nil {
				d.o.Log.Error("look for a small picture", "error", err)
			}
		}
		return body != nil
	})
	if err != nil {
		return "", err
	}
	if body == nil {
		if _, body, err = link.File(d.ctx, at.server, at.token, at.id, string(file), !whole, maxFile); err != nil {
			return "", err
		}
		if !whole {
			d.tell(func() { d.savePreview(stream, file, body) })
		}
	}
	// By its first bytes and not by what anybody says of it: nothing else leaves
	// here as a picture.
	kind := http.DetectContentType(body)
	if kind != "image/png" && kind != "image/jpeg" && kind != "image/gif" {
		return "", desk.Refuse(desk.FileDamaged, "This picture is damaged and cannot be shown.")
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(body), nil
}

// savePreview keeps a small picture with the conversation it belongs to, if that is
// kept here.
func (d *Desktop) savePreview(stream desk.Stream, file desk.FileID, body []byte) {
	if d.forgetful || d.s.convs[stream] == nil {
		return
	}
	if err := d.cache.SavePreview(d.ctx, stream, file, body); err != nil && d.ctx.Err() == nil {
		d.o.Log.Error("keep a small picture", "error", err)
	}
}

// fileOf lets a file of a conversation be asked for, which may be a past one: whose
// it is the server knows. Without a line only what is here can be had.
func (d *Desktop) fileOf(stream desk.Stream, here func() bool) (inquiry, error) {
	var of inquiry
	err := d.App.signedIn(func(d *Desktop) error {
		id, ok := stream.Conversation()
		if !ok {
			return desk.Refuse(desk.NotFound, "This conversation is no longer here.").At("stream")
		}
		if !here() && !d.opened {
			return desk.Refuse(desk.Unavailable, "There is no connection. Files can be opened when it is back.")
		}
		of = inquiry{server: d.server, token: d.token, id: string(id)}
		var err error
		if d.s.filesURL != "" {
			// The token goes there: it has to be as good an address as one that is typed.
			of.server, err = link.ParseAddress(d.s.filesURL)
		}
		return err
	})
	return of, err
}

// Save saves a file that was sent in a conversation where the agent wants it. It
// returns when that is done, or when they want it nowhere. Nobody opens it here.
func (a *App) Save(stream, file string) error {
	return asFault(a.d.saveFile(desk.Stream(stream), file))
}

func (d *Desktop) saveFile(stream desk.Stream, file string) error {
	if d.o.SaveFile == nil {
		return desk.Refuse(desk.Unavailable, "This system has no way to save files that Parley can use.")
	}
	at, err := d.fileOf(stream, func() bool { return false })
	if err != nil {
		return err
	}
	name, body, err := link.File(d.ctx, at.server, at.token, at.id, file, false, maxFile)
	if err != nil {
		return err
	}
	// A name to save under, whatever the server says.
	if err := d.o.SaveFile(attach.CleanName(name), body); err != nil {
		d.o.Log.Error("save a file", "error", err)
		return fault(notSaved, "The file could not be saved there. Please choose another place.")
	}
	return nil
}
