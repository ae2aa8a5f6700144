package rehearse

import "time"

// Clock is the time by which people type, wait and lose their patience.
type Clock interface {
	Now() time.Time
	// After sends once when d has passed; the caller stops what it no longer
	// waits for.
	After(d time.Duration) (c <-chan time.Time, stop func())
}

// Hurried is a clock on which time passes Hurried times as fast as outside. 1 is
// the machine's own pace.
type Hurried float64

// began is a moment all hurried clocks agree upon.
var began = time.Now()

// Now implements [Clock].
func (h Hurried) Now() time.Time {
	return began.Add(time.Duration(float64(time.Since(began)) * float64(h)))
}

// After implements [Clock].
func (h Hurried) After(d time.Duration) (<-chan time.Time, func()) {
	t := time.NewTimer(time.Duration(float64(d) / float64(h)))
	return t.C, func() { t.Stop() }
}
