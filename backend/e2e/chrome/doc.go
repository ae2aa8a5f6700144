// Package chrome drives a real Chromium for the tests that need a visitor: each
// page has a profile of its own, keys and clicks are the browser's own, and the
// widget's frame, which sits in a closed shadow root, can be looked into.
//
// It speaks the browser's debugging protocol directly because the usual driver
// protocol cannot enter a frame inside a closed shadow root.
package chrome
