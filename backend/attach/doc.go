// Package attach is the policy for files that people send each other: what may be
// sent, what it is called, and what becomes of it before anybody else sees it. It
// is apart because all of it works on what a stranger made, and because nothing
// here keeps or sends anything: bytes come in, and other bytes or a refusal go out.
//
// [Examine] goes from what is cheap to what is dear: size, name, the first bytes,
// what a picture says of its own size, and only then its dots. A file is allowed
// by its content and by the ending of its name together; what only pretends is
// refused, but for a picture under the ending of another picture, which gets its
// own (phones do that).
//
// Pictures are made anew from their dots, turned as their camera said, and so
// without any text, place or program that was put inside. Nothing else is ever
// shown or played by us: it is handed on as it came, to be saved. A moving GIF
// stays one, since a moment on a screen is what people show with them: its blocks
// are counted before any of them is opened, and its preview, as of every picture,
// stands still, so that nothing moves before somebody asks for it.
//
// Archives, and documents which are archives inside, are judged by their directory:
// that it can be read in one way only, what they say they unpack to, and whether
// something in them runs by itself. Of a document little is unpacked: one small file in
// which it says what it is, and those of Office's in which it says what belongs to it
// and is somewhere else. An archive that is no document is an agent's to send.
//
// What is dear is bounded by dots, not by bytes: 8,192 a side and 25 million in
// all, half of that where the format needs twice the memory, and so many passes over
// them. Who calls lets few pictures at a time through.
//
// The camera's turn is read by a few lines of our own: the libraries that read it
// read all the rest too, and have had nobody to look after them for years.
package attach
