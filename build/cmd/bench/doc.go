// Command bench measures the server and the desktop and prints what they cost as
// ratios: each row is a pair of figures taken one after the other in the same run,
// ours and that of the least that could do the work. It starts everything it measures itself,
// from real binaries, and the load comes through the public sockets.
//
//	bench -parleyd FILE [-only S1,S3] [-full]
//
// The desktop's rows (D) are of the real program in its real window, on a display,
// a message bus and a keychain of the bench's own. It is usable when its page has
// marked its root as ready and has a place to write in; a library loaded before
// its others (testdata/ready.c) tells, of ours and of the empty window alike.
//
// D3 is measured inside the page: what a letter and a message keep its one thread
// busy for, up to the end of the picture in which they show. The same is measured
// of a panel that is built without its virtual list, and the window's memory is
// read while the conversations go on.
//
// The engine's rows (R1, R2, R5) drive the routing engine in this process, beside
// bare heaps and beside the SQL of other help desks, over the same office; their
// seconds are of CPU time. R3 and R4 are of the whole server and of its floor.
// With -only theory the engine is held against the mathematics of queues: those
// rows (T) say whether what theory foretells lies within what was seen.
//
// A figure is the median of several turns of the pair, and a row says how long it
// took and how many cores something else used meanwhile. Whether the anchor and
// the moonshot hold is printed; no speed makes the program fail.
package main
