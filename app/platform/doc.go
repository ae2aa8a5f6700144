// Package platform is the desktop's door to the system it runs on: notifications,
// sounds and opening a link outside. It is apart from app so that app can be
// tested without a system, and so that each system's manners stay in one place.
//
// "Not available" is an answer here, not an error: a machine without a
// notification service, a sound card or a browser is an ordinary machine, and the
// agent is told so once instead of losing a click.
//
// What the port does not decide: whether anybody should be disturbed. The caller
// knows the agent's status, the hour and the setting; see attention.go in app.
//
// Nothing in this package blocks its caller for long. What the system does slowly
// happens in a goroutine that has an owner and an end.
package platform
