// Package e2e tells stories over the whole of Parley: the real server program,
// the real desktop (app.App, or its window), and a real browser on the demo
// shop. The stories are testdata/*.txtar and are meant to be read by people who
// do not read code; story_test.go teaches the words to the machine.
package e2e
