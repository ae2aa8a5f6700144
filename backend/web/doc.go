// Package web is everything a stranger can reach: the sockets of agents and
// visitors, the HTTP API with its OpenAPI document, the widget's files, the
// demo shop, health and metrics.
//
// It owns the connections. Each socket has one goroutine that reads and one
// that writes; the writing one is fed by a bounded queue, and a client that
// does not read loses its seat rather than everybody's time. Nothing here
// decides what a conversation does: commands go to floor, and what comes out
// of floor passes one of wire's doors.
//
// # The API
//
// Every operation but signing in and out goes through route, which asks for an
// agent's token and a right; the table of rights is in access.go, and a right
// that is not in it nobody has. Refusals are problem documents with the same
// codes that sockets use, and the JSON pointer of the field at fault.
//
// Settings are one whole. However small a change is, it is made to the latest
// version of all of them, checked with the tests that stand in their file, kept
// as the next version and then put in force, under one lock; If-Match names the
// version it was made from. A file that is sent is kept as it is; a change by
// JSON writes the file anew, with its tests and without its comments.
//
// # Files
//
// Files can have a host of their own ([FilesHost], parleyd's --files-url): the name
// that a request says it is for decides. The files' host knows the four operations
// that read a file and nothing else, no page, no socket, no document; every other
// host then knows none of these. It sets no cookie and reads none. Handing in stays
// where all the rest is. The welcome tells both sides where files are, so nobody
// writes an address of a file down.
//
// Who asks is told by the same token as everywhere, in the Authorization header, and
// whether they may is asked anew each time, through the conversation. A signed link
// would open by itself in an image or a new tab, but it opens for whoever has it, in
// every log and history it comes into, and goes on opening when its reader was
// blocked or signed out a moment ago; and it needs a key that all servers of a desk
// share. The header costs a preflight in two hours, because the widget's page is of
// another origin: that page alone may ask, by its exact origin, and no browser sends
// the header for any other. A token that is worth nothing is told so before it is
// looked whether there is such a file; what is not there, what is somebody else's and
// what is asked of the wrong host look the same.
//
// The OpenAPI document is made from the code (huma), frames included, and the
// TypeScript types from the document:
//
//	go generate ./backend/web
package web

//go:generate go run ./wiregen ../../frontend/packages/wire
//go:generate ../../frontend/node_modules/.bin/openapi-typescript ../../frontend/packages/wire/openapi.json -o ../../frontend/packages/wire/src/gen.ts
