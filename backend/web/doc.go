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
// The OpenAPI document is made from the code (huma), frames included, and the
// TypeScript types from the document:
//
//	go generate ./backend/web
package web

//go:generate go run ./wiregen ../../frontend/packages/wire
//go:generate ../../frontend/node_modules/.bin/openapi-typescript ../../frontend/packages/wire/openapi.json -o ../../frontend/packages/wire/src/gen.ts
