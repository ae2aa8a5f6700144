// Package auth says who somebody is, by password or token, and how often they
// may try.
//
// It is apart from web so that what must be constant in time, slow on purpose
// or compared exactly stands in one place and can be read in one sitting. It
// stores nothing; the caller does.
package auth
