package app

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	// staleAfter is the age at which a message is not sent by itself any more
	// when the line is back: what fitted then may not fit now.
	staleAfter = 10 * desk.Minute
	// againAfter is the wait before a message is sent again that the server
	// could not take at the moment, where it did not say.
	againAfter = 2 * desk.Second
)

const staleReason = notSent + "it was written more than 10 minutes ago. Send it now, or discard it."

// outbox says what of the agent's messages may be sent and what became of each.
// It is a pure machine: whoever calls it first writes to disk what must survive.
//
// Of each conversation one message is under way at a time, and the next goes only
// when that one is answered, so the order is kept however often the line breaks.
// A message keeps its id until the server refuses it: any number of attempts
// under one id make one message.
type outbox struct {
	items []item
	// flying is the message under way on the present line, by conversation.
	flying map[desk.Stream]string
	// pause is until when a conversation's messages wait, as the server asked.
	pause map[desk.Stream]desk.Millis
}

// item is a message and what this process knows of it beyond the disk.
type item struct {
	cache.Item
	// tried: it was on a line, so whether it arrived is not known.
	tried bool
	// sent: the server has it; it stays for the screen until it comes back in
	// the log.
	sent bool
	// left is how much of its file has left, in hundredths.
	left int
	// beside is the id of the text with which it leaves, where it is a file.
	beside string
}

func newOutbox(items []cache.Item) outbox {
	b := outbox{flying: map[desk.Stream]string{}, pause: map[desk.Stream]desk.Millis{}}
	for _, i := range items {
		b.add(i)
	}
	return b
}

func (b *outbox) add(i cache.Item) { b.items = append(b.items, item{Item: i}) }

func (b *outbox) find(id string) int {
	return slices.IndexFunc(b.items, func(i item) bool { return i.ID == id })
}

// open tells whether a message is still to be sent or to be answered.
func (i item) open() bool { return i.State == cache.Queued && !i.sent }

// due are the messages that can go on the line now: of each conversation the
// first, unless one is under way.
func (b *outbox) due(now desk.Millis) []item {
	var out []item
	seen := map[desk.Stream]bool{}
	for _, i := range b.items {
		if !i.open() || seen[i.Stream] {
			continue
		}
		seen[i.Stream] = true
		if b.flying[i.Stream] == "" && b.pause[i.Stream] <= now && !i.waits(now) {
			out = append(out, i)
		}
	}
	return out
}

// wake is when the next pause ends, 0 for none.
func (b *outbox) wake(now desk.Millis) desk.Millis {
	var first desk.Millis
	for _, i := range b.items {
		if until := b.pause[i.Stream]; i.open() && b.flying[i.Stream] == "" && until > now && (first == 0 || until < first) {
			first = until
		}
	}
	return first
}

// flew says that a message is on the line.
func (b *outbox) flew(id string) {
	if n := b.find(id); n >= 0 {
		b.items[n].tried = true
		b.flying[b.items[n].Stream] = id
	}
}

// lineLost says that nothing is under way any more. What was is not failed: its
// outcome is unknown, and it goes again under the same id.
func (b *outbox) lineLost() {
	clear(b.flying)
	clear(b.pause)
}

// done says that the server has a message; true where it was not known before,
// so that it has to leave the disk.
func (b *outbox) done(id string) bool {
	n := b.find(id)
	if n < 0 || b.items[n].sent {
		return false
	}
	b.land(b.items[n])
	b.items[n].sent, b.items[n].State, b.items[n].Reason = true, cache.Queued, ""
	return true
}

// seen says that a message is in the log; true where it was here.
func (b *outbox) seen(id string) bool {
	n := b.find(id)
	if n < 0 {
		return false
	}
	b.land(b.items[n])
	b.items = slices.Delete(b.items, n, n+1)
	return true
}

func (b *outbox) land(i item) {
	if b.flying[i.Stream] == i.ID {
		delete(b.flying, i.Stream)
	}
}

// passing are the refusals of the moment: the same id may succeed later.
var passing = map[desk.Code]bool{
	desk.RateLimited: true, desk.TryLater: true, desk.StorageFull: true, desk.Unavailable: true, desk.GoingAway: true, desk.TooSlow: true,
}

// refused says that the server did not take a message, and returns it where its
// state has to be kept.
func (b *outbox) refused(r wire.Refused, now desk.Millis) (cache.Item, bool) {
	n := b.find(r.ID)
	if n < 0 || b.items[n].sent || b.items[n].State == cache.Refused {
		return cache.Item{}, false
	}
	i := &b.items[n]
	b.land(*i)
	if passing[r.Code] {
		b.pause[i.Stream] = now + againAfter
		if r.RetryAfter > 0 {
			b.pause[i.Stream] = now + r.RetryAfter
		}
		return cache.Item{}, false
	}
	i.State, i.Reason = cache.Refused, notSent+lower(r.Message)
	return i.Item, true
}

// stale holds what is too old to go by itself, with all that follows it in its
// conversation: half of what was meant is worse than a question. It is asked when
// a line is open and before anything is sent on it.
func (b *outbox) stale(now desk.Millis) []cache.Item {
	old := map[desk.Stream]bool{}
	for _, i := range b.items {
		if i.open() && now-i.At > staleAfter {
			old[i.Stream] = true
		}
	}
	return b.hold(func(i item) bool { return old[i.Stream] }, staleReason)
}

// depart holds what is unsent in a conversation that is ours no more.
func (b *outbox) depart(stream desk.Stream, why string) []cache.Item {
	held := b.hold(func(i item) bool { return i.Stream == stream }, notSent+why)
	b.items = slices.DeleteFunc(b.items, func(i item) bool { return i.Stream == stream && i.sent })
	delete(b.flying, stream)
	return held
}

func (b *outbox) hold(which func(item) bool, reason string) []cache.Item {
	var held []cache.Item
	for n := range b.items {
		if i := &b.items[n]; i.open() && which(*i) {
			i.State, i.Reason = cache.Held, reason
			held = append(held, i.Item)
		}
	}
	return held
}

// again is the message as it would be after its author's "send": under the same
// id if its outcome is unknown, under a fresh one if it was refused. It changes
// nothing; false where the message is not failed.
func (b *outbox) again(id, fresh string, now desk.Millis) (cache.Item, bool) {
	n := b.find(id)
	if n < 0 || b.items[n].State == cache.Queued {
		return cache.Item{}, false
	}
	i := b.items[n].Item
	if i.State == cache.Refused {
		// A file may be there no more. To be the same under its name it needs what
		// the agent called it: the server has it as what it made of that.
		i.ID, i.File.ID = fresh, ""
		if i.Form == desk.FormFile {
			i.File.Name = i.Text
		}
	}
	i.State, i.Reason, i.At, i.NotBefore = cache.Queued, "", now, 0
	return i, true
}

// requeue takes the message back in, behind all others.
func (b *outbox) requeue(id string, i cache.Item) {
	n := b.find(id)
	tried := b.items[n].tried && i.ID == id
	b.items = slices.Delete(b.items, n, n+1)
	b.items = append(b.items, item{Item: i, tried: tried})
}

// coming tells whether a message has a file that the server does not have yet.
func (i item) coming() bool { return i.open() && i.Body != "" && i.File.ID == "" }

// discard throws a message away that failed, or whose file is not with the server:
// false for any other, because what may be on its way cannot be called back.
func (b *outbox) discard(id string) (item, bool) {
	n := b.find(id)
	if n < 0 || b.items[n].State == cache.Queued && !b.items[n].coming() {
		return item{}, false
	}
	i := b.items[n]
	b.land(i)
	b.items = slices.Delete(b.items, n, n+1)
	return i, true
}

// Limits of what waits to be sent (RELIABILITY 4.8).
const (
	maxItems = 1000
	maxBytes = 200 << 20
)

// full tells whether there is no room for one more message, with so many bytes of a
// file.
func (b *outbox) full(bytes int64) bool {
	n := 0
	for _, i := range b.items {
		if !i.sent {
			n++
			bytes += i.File.Size
		}
	}
	return n >= maxItems || bytes > maxBytes
}

// handed says that the server has a file, and what it calls it; false where its
// message is here no more.
func (b *outbox) handed(body string, f desk.File) (cache.Item, bool) {
	n := slices.IndexFunc(b.items, func(i item) bool { return i.Body == body })
	if n < 0 {
		return cache.Item{}, false
	}
	b.land(b.items[n])
	b.items[n].File = f
	return b.items[n].Item, true
}

// left says how much of a file has left, in hundredths.
func (b *outbox) left(body string, hundredths int) {
	if n := slices.IndexFunc(b.items, func(i item) bool { return i.Body == body }); n >= 0 {
		b.items[n].left = hundredths
	}
}

// waiting counts what goes by itself as soon as it can: what was refused or held back
// waits for its author.
func (b *outbox) waiting() int {
	n := 0
	for _, i := range b.items {
		if i.open() {
			n++
		}
	}
	return n
}

// unsent counts what the server does not have.
func (b *outbox) unsent() int {
	n := 0
	for _, i := range b.items {
		if !i.sent {
			n++
		}
	}
	return n
}

// in tells of one conversation whether a message is to be sent or answered, and
// whether one has failed.
func (b *outbox) in(stream desk.Stream) (open, failed bool) {
	for _, i := range b.items {
		if i.Stream == stream {
			open = open || i.open()
			failed = failed || i.State != cache.Queued
		}
	}
	return open, failed
}

// shown is a message's state as the agent sees it.
func (i item) shown(now desk.Millis) wire.MessageState {
	switch {
	case i.open() && i.waits(now):
		return wire.Held
	case i.State != cache.Queued:
		return wire.Failed
	case i.sent:
		return wire.Sent
	case i.tried:
		return wire.Sending
	}
	return wire.Queued
}

// lower lets a sentence follow a colon.
func lower(sentence string) string {
	r, n := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToLower(r)) + sentence[n:]
}
