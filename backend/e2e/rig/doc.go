// Package rig is what the black-box tests stand on: the real server as a
// process of its own ([Build], [Start]) or inside the test with a clock that is
// moved by hand ([NewDesk]), and a client that speaks the line frame by frame
// and forgives nothing ([Dial]).
//
// It is apart from the tests so that the API suite, the battery of faults and
// the tests of web say hello in the same way. It knows what the protocol's
// document says and imports the types of wire; how the server does it is none
// of its business.
package rig
