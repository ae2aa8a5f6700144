// Command emptywindow is the least that the desktop's window costs: the same
// toolkit built with the same tags, and one page that says it is ready. The bench
// measures the desktop against it.
package main
