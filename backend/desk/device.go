package desk

import "strings"

// Devices of the server's own: those under whose name it keeps ids for what comes
// over no line. They are stored with each command for ever. No client may take one
// ([OwnDevice]), or it could use up ids that are not its to give.
const (
	// TimerDevice is of what happens to a conversation by itself.
	TimerDevice = "timer"
	// MailDevice is of what mail leads to.
	MailDevice = "mail"
	// TranslationDevice is of the one translation of a message into a language.
	TranslationDevice = "translation"

	apiDevices = "api/"
)

// APIDevice is of a company's system that speaks for an agent, with ids of its own.
func APIDevice(agent AgentID) string { return apiDevices + string(agent) }

// OwnDevice tells the name of a device that is the server's own.
func OwnDevice(device string) bool {
	switch device {
	case TimerDevice, MailDevice, TranslationDevice:
		return true
	}
	return strings.HasPrefix(device, apiDevices)
}
