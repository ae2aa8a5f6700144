// Package api asks the real server, from outside, the questions that it must
// refuse, and holds it to the answer: the status or the frame, the code, and the
// sentence. It runs on SQLite and on PostgreSQL against the same tables, so both
// give the same answers. It is apart from the tests of web because it knows only
// what a stranger knows.
//
// The numbers in the tests are those of the list of bad inputs.
package api
