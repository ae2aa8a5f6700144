// Package prove is the battery of faults: it breaks the server, the desktop and
// the network between them while people write, and then asks whether anything
// that was acknowledged is lost, anything is there twice, or anything stands in
// another order than it was written in.
//
// Whoever writes notes it in a [History], one JSON line when a message is handed
// in and one when it is known what became of it. A message carries its author
// and a number, so that [Check], which knows nothing of how the battery is made,
// can compare the history with what is finally in each conversation and call
// every message ok, lost, duplicated or reordered.
//
// The figures are small, so that the battery runs with all other tests;
// PARLEY_SCALE multiplies them (./build/prove --scale n). sabotage_test.go
// plants known faults and holds that each is caught. The one that only a power
// cut shows, SQLite's synchronous=NORMAL, is planted by backend/e2e/powercut.
package prove
