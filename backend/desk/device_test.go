package desk

import "testing"

func TestTheServersOwnDevices(t *testing.T) {
	for device, want := range map[string]bool{
		(Timer{}).ID("c_1").Device: true, MailDevice: true, TranslationDevice: true, APIDevice("10423"): true, "api/": true,
		"2224020cb44a985bd47b7c92c08e6de7": false, "translations": false, "device/api": false, "apidevice": false, "API/10423": false, "": false,
	} {
		if got := OwnDevice(device); got != want {
			t.Errorf("%q: %v", device, got)
		}
	}
}
