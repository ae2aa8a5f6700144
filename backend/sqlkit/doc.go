// Package sqlkit opens a SQL database so that what it acknowledges is durable,
// and gives the few helpers that make one SQL text run on SQLite and on
// PostgreSQL alike.
//
// It is apart because the server's log and the desktop's cache both need it. It
// knows no table of ours. SQLite's driver enters the program here and nowhere
// else; PostgreSQL's is registered by the server's command, and its errors are
// read through the one-method interface SQLState() string, so the desktop links
// no PostgreSQL.
//
// A [DB] has two handles. [DB.Write] runs a transaction on the writing one: a
// single connection on SQLite, where a second writer could only wait, and a
// pool on PostgreSQL. [DB.Read] runs a transaction that sees one snapshot and
// can change nothing; [DB.Look] answers one question without one. [DB.Ask] is for
// one question where it is written.
//
// Placeholders are $1, $2, … in every text. [Rows] is the exception that makes
// batches quick: it writes the placeholders of a multi-row INSERT itself, in
// the shape that is cheapest for the database at hand.
package sqlkit
