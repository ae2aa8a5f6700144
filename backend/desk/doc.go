// Package desk is the vocabulary and the rules of a conversation desk: what a
// conversation, a contact, an agent and a visitor are, which events happen to
// them, and which commands may cause those events.
//
// It is apart because two processes need the same rules: the server decides
// with them and the desktop draws and predicts with them. So it imports nothing
// but the standard library, and of that neither clock nor dice nor anything
// that reads or writes (backend/arch_test.go checks it).
//
// Two functions carry everything:
//
//	Decide(state, command, actor, now) → events, or a refusal
//	state.Apply(event)                 → state, and cannot fail
//
// Decide holds every "may I?" (may.go). Apply only records what is already true, and it
// ignores kinds it does not know, so that an old desktop survives a new server.
// "Busy" is nowhere in the state: it is what [Agent.Light] derives from the
// slots in use. Neither is a timer: it is what [Conversation.Timer] reads off a
// conversation. A conversation lies on one agent's desk or on nobody's
// ([Conversation.Holder]), and that is who sees it.
//
// [Settings] are what an administration decides: skills, hours, groups, routing
// and targeting rules. They are checked here, written as a text and tested in
// package rules, and carried out by routing and floor.
//
// A [Library] is what agents send ready-made. A link or an offer is sent by its id
// and said as the library has it that moment; the event keeps a copy. A file
// ([File]) is handed in before a message sends it; the skeleton keeps what sort it
// was and about how large.
//
// Kinds, codes and reasons are stored and sent. They are added, never renamed
// and never reused; testdata/*.golden lists them all.
package desk
