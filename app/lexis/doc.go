// Package lexis is what the desktop knows of words, so that it can compare texts:
// where the words of a text stand, what they are without accents and endings in
// English and French, and which of them are too common to name anybody. It is a
// leaf package because app/guard and app/suggest must agree on what a word is.
package lexis
