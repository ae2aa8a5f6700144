// Package backend is the server's side of Parley, and the core both processes
// share. It holds nothing itself; this is the map.
//
//	desk      the core: conversations, contacts, agents, visitors; Decide and Apply
//	routing   the engine: which conversation goes to whom, and why
//	hours     opening hours in the zones of the world
//	rules     the settings of routing as a text people can read, with tests in it
//	replay    a recorded day through the engine again, under other settings
//	markup    what people mark in their messages: bold, lists, links
//	wire      what leaves a process: frames, and a door for each audience
//	floor     the writer of each project: decide, commit, then tell
//	store     the log and its projections in SQL
//	sqlkit    opening and migrating databases, shared with the desktop's cache
//	auth      passwords, tokens, origins, limits
//	attach    the policy for files that people send each other
//	scan      looking through files by a program beside the server
//	web       sockets, the HTTP API, the widget's files
//	mail      what is sent by e-mail
//	translate what is said in another language, by a service beside the server
//	cmd       the programs
//	e2e       tests of the whole: real server, real desktop, real browsers
//
// Who may import whom is the test beside this file.
package backend
