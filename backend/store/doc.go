// Package store keeps the log of every project and what is derived from it, in
// SQLite or PostgreSQL, with one SQL text for both.
//
// It is apart so that the rules (desk, routing) know no database and the
// database knows no rule: a row of the list is computed by the core and handed
// over with the events it covers. Who calls declares the interface they need;
// here is one concrete type, [Store].
//
// What the database itself refuses, whatever the callers do:
//
//   - an append by a writer that was replaced, or upon another offset than the
//     last ([ErrFenced]);
//   - a second event at an offset, at a stream's number, or for a command;
//   - a second open contact of a conversation, a second holder of it, and an
//     automatic assignment to an agent whose slots are taken
//     ([sqlkit.ErrConflict]);
//   - settings that do not follow the latest version (the same).
//
// # Who holds a conversation
//
// What an agent may see is read off the table hold: one row for each spell in
// which a conversation was theirs, open, set aside or reserved. Whose it is
// after a command comes with the command's records ([desk.Record.Holder]),
// because the log does not say where a command ends and nobody lets go of a
// conversation within one. The row of the conversation, where the batch brings
// one, has to agree.
//
// # Content
//
// A table event holds the skeleton: who did what when, with ids and numbers
// only. What a person wrote or is stands in the table content, sealed with
// AES-256-GCM under a random key of the visitor, bound to its place by project
// and offset. To erase a visitor is to delete the key: the log, every figure and
// every backup's skeleton stay, and the words are noise wherever a copy of them
// lies. What is written for a visitor after their erasure is not kept.
//
// # Files
//
// What is in a file lies in the same database, so that one machine needs nothing
// more, several nodes need no shared disk, and a backup has all of it. It is sealed
// like words, and goes with its visitor. A file is written in parts, each in a
// transaction of its own, and counts only once it is complete: while files of 5 MB
// came in without a pause, ten a second, one more message took 2.0 ms in the middle
// and 56 ms in the slowest hundredth (0.7 and 16 alone); with each file in one
// transaction it was 7.3 and 204 (BenchmarkBesideAFile, two cores, shared). What
// broke off, and what no message sends, is thrown away by [Store.DropUnsent].
//
// # Reading while it is written
//
// Offsets are given under the lock of the project's writer row, so a committed
// offset has all smaller ones committed before it: a cursor never skips. Readers
// use their own connections, see whole batches, and never wait for the writer.
package store
