// Package storetest is the exam that a store passes on every database it runs
// on. It is apart so that the tests of the store sit it twice, once on SQLite
// and once on PostgreSQL: what is not examined here is not promised.
package storetest
