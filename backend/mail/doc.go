// Package mail sends what Parley writes by e-mail: that there is an answer, to a
// visitor who left an address and went away; and transcripts, to whom an agent
// names when they close a conversation.
//
// It is apart because it talks to a machine that is not ours, slowly and at its
// leave. Nothing waits for it: it reads the log behind everybody's back, at a
// cursor of its own, and what it could not do today it finds there tomorrow.
//
// # Once, or once more
//
// A letter is done when it is handed over, refused for good, or too old to be of
// use. That is written down after each round, also by a process that is told to
// stop: the cursor stands before the first letter that is put off, and what was
// done behind that one is noted letter by letter. A process that ends between the
// one and the other sends the letters of that round again, under the same
// Message-ID, which is made of the project and the event: who receives both can
// tell. What an outage costs is time.
//
// Whether a server is down or hangs up at one letter, it does not say. So a letter
// at which it went away twice in a row waits by itself, and the next one tells.
//
// # What a notice says
//
// Nothing that anybody wrote: no word of the conversation, no name of a visitor.
// An address is a visitor's to give and may be a stranger's, so that nothing of
// theirs is carried there. Of the page they wrote from the letter links the path,
// if it is one of the company's sites, and never its query: a site's own forms
// and redirects are not to be steered from here.
//
// # What a transcript says
//
// What both sides wrote, and the endnote where the agent chose that. An agent
// vouches for the address and nobody for the words: in the text they are set in,
// so that none passes for a head or an end, in HTML they are escaped and no link
// is made of them; of the headers none holds any. Of an erased visitor no
// transcript is sent: the address is sealed under their key with all the rest.
package mail
