package link

import "time"

const (
	backoffFirst = 500 * time.Millisecond
	backoffLast  = 30 * time.Second
)

// backoff is how long to wait before the attempt that follows failed failed
// ones in a row: doubling from half a second to half a minute. dice, in [0,1),
// spreads it over its upper half, so that many desktops cut off together do not
// come back together.
func backoff(failed int, dice float64) time.Duration {
	top := backoffLast
	if failed < 8 {
		top = min(top, backoffFirst<<max(failed-1, 0))
	}
	return top/2 + time.Duration(dice*float64(top/2))
}
