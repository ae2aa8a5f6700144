// Package powercut proves that what the store has acknowledged survives the
// plug being pulled, which killing a process does not prove: the system keeps
// and writes out what a killed process left in its memory.
//
// It is apart because it needs a file system of its own. That file system
// passes everything through to a folder and keeps beside it what a disk would
// hold: bytes only once their file was synchronised, names only once their
// folder (or the new file itself) was. At the cut the unsynchronised rest is
// dropped, kept, or torn at a sector, and every later operation fails.
//
// A process appends and acknowledges; the power is cut; the disk is opened
// again and must hold all that was acknowledged; the next process goes on from
// there. The same with SQLite's synchronous=NORMAL must lose something: a test
// that could not fail would prove nothing.
//
// PARLEY_SCALE is the number of cuts, 20 where it is not set. Linux with FUSE
// and the right to mount is needed; without them the tests say so and skip.
package powercut
