// Package hours says when a group is at work: it reads opening hours as people
// write them, in the local time of a place, into a calendar that answers for
// any moment whether it is open and when that next changes.
//
// It is apart because it needs the time zones of the world, which the core may
// not read: desk describes opening hours, routing is told that a group opened
// or closed, and this package is what knows when. The zones are compiled in, so
// that a machine without them gives the same answers.
//
// # What a span means when the clocks change
//
// A span is what a clock on the wall shows. It holds from the first moment that
// clock shows a time within it to the last: hours that begin in the gap of a
// spring night begin when the gap is over, hours wholly within it do not happen,
// and hours that end within the repeated hour of an autumn night do not close
// and open again but last to the end of their second time.
//
// A span that runs over midnight belongs to the day it begins on. So does an
// exception: it replaces what begins on its day, and leaves the night shift of
// the evening before to go home when it would have.
package hours
