package platform

import "os"

// mark says that a file came from the internet, so that Windows asks before it runs
// or trusts anything in it. A disk that knows no such marks takes none.
func mark(path string) {
	_ = os.WriteFile(path+":Zone.Identifier", []byte("[ZoneTransfer]\r\nZoneId=3\r\n"), 0o600)
}
