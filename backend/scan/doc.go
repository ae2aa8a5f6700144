// Package scan has files looked through by a program beside this server, such as
// clamdscan: what it is given on its standard input it answers by how it ends, 0 for
// nothing found and 1 for something. It is apart because a stranger's bytes go to
// another program there.
//
// The program is the operator's to choose, and is run without a shell. It is given
// what would be handed on, and no name. Until it has said that nothing was found a
// file is not kept and its message not sent; where it cannot say, because it is not
// there, breaks off or takes too long, the file is tried again by whoever sends it.
package scan
