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
// The OpenAPI document is made from the code (huma), frames included, and the
// TypeScript types from the document:
//
//	go generate ./backend/web
package web

//go:generate go run ./wiregen ../../frontend/packages/wire
//go:generate ../../frontend/node_modules/.bin/openapi-typescript ../../frontend/packages/wire/openapi.json -o ../../frontend/packages/wire/src/gen.ts
