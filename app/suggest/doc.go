// Package suggest finds, among answers that were prepared or given before, those
// that fit what a visitor wrote. It is apart from app because it is pure: it is
// built from a list and asked with a text, and knows neither conversations nor
// disks.
//
// An answer is known by what it says and, more than that, by what was asked when
// it was given. Words count by how rare they are and how often they are there
// (BM25), by their stems; one that stands nowhere counts as those that are written
// nearly like it (trigrams), which is most often a slip of a finger. Of two words
// for one thing (lexis.Kin) either will do. Who says an answer's title asks for it
// by its name, whatever else is said around it; a single word that is not what an
// answer is about is a coincidence, and so is what is said of everything in a shop
// (lexis.Usual). What fits is told as a share of all that was asked: [Enough] is
// where it is worth showing, measured on testdata/corpus.json and on what the
// demo's visitors ask. Below it nothing is shown: a list that is mostly wrong is
// not looked at, also when it is right.
//
// The index is in memory. A full-text table of the desktop's cache would have to
// be written at every closing and hold the same words once more on the disk; 5,000
// answers are built in less time than a start's first picture takes, away from
// everything an agent waits for, when the first visitor writes.
package suggest
