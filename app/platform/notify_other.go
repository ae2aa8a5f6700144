//go:build !linux

package platform

// NewNotifier opens the system's door for notifications.
func NewNotifier() Notifier { return newSystem() }
