package desk

import "testing"

// Strangers fill four fifths of a project's room at most: its agents can send on.
func TestStrangersLeaveRoom(t *testing.T) {
	files := Files{RoomGigabytes: 10}
	agents, visitors := files.Quota(ByAgent), files.Quota(ByVisitor)
	if agents.Project != 10*1024*Megabyte || visitors.Project != 8*1024*Megabyte {
		t.Errorf("agents have %d, visitors %d", agents.Project, visitors.Project)
	}
	full := visitors.Project + 1
	if err := visitors.CheckProject(full); AsError(err).Code != QuotaExceeded {
		t.Errorf("a visitor: %v", err)
	}
	if err := agents.CheckProject(full); err != nil {
		t.Errorf("an agent: %v", err)
	}
}
