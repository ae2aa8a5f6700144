// Package markup reads the little that a message's text can say beside its words:
// bold, italic, struck out, code, quotes, lists and links.
//
// It is the part of Markdown that people type without having learnt it, and reads
// plainly where nobody reads it: a text message, a mail. Nothing is an error, and
// what is no mark is text: 2*3*4, snake_case and "> 30 kg" stay as they are.
//
// The pages read the same in TypeScript (frontend/packages/markup); both are held
// to testdata/vectors.json, and to the same thousands of made-up texts. Reading
// takes time in proportion to the text, whatever it is.
package markup
