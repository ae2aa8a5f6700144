// Package attachtest makes files to try the policy for files with: such as people
// send, as programs write them, and such as are made to do harm. They are here since
// both that policy and the server that keeps it are held to all of them.
//
// The files in testdata were written by ffmpeg, libwebp's tools, Info-ZIP and
// LibreOffice, from pictures and sounds that ffmpeg makes and from a few words.
package attachtest
