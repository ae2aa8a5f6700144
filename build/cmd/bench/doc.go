// Command bench measures the server and prints what it costs as ratios: each row
// is a pair of figures taken one after the other in the same run, ours and that
// of the least that could do the work. It starts everything it measures itself,
// from real binaries, and the load comes through the public sockets.
//
//	bench -parleyd FILE [-only S1,S3] [-full] [-pprof DIR]
//
// A figure is the median of several turns of the pair, and a row says how long it
// took and how many cores something else used meanwhile. Whether the anchor and
// the moonshot hold is printed; no speed makes the program fail.
package main
