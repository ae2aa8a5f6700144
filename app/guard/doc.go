// Package guard is what an agent's message is looked over for before it is sent:
// whether it answers what was said last, and whether it holds what was not meant
// for this visitor. It only says what it found; the agent decides.
//
// It is pure and stands apart from app because its rules are to be read and tested
// alone. It is not in backend/desk: what is on this agent's screen, and who else
// writes to them, the server neither knows nor decides by.
//
// What it asks about:
//
//   - the visitor wrote while the message was written, or stands below what was in
//     view when it was begun, and it was not before the agent's eyes for long enough
//     to be read. What they saw come they have read: visitors write three short
//     messages in a row, and a question after each would teach everybody to say yes.
//   - a colleague answered meanwhile. That is rare and costs two different
//     answers, so it is asked whether it was seen or not.
//   - a variable is not filled in: one of the product's, or a name that stands in a
//     ready-made answer. Other braces are the agent's own.
//   - the number of a payment card, or of a bank account.
//   - the name of another visitor the agent has open. See [Named].
//
// [Visitor.Private] is the stricter question, asked of what is to be proposed to others.
package guard
