package rehearse

import (
	"math"
	"time"
)

// dice is a splitmix64 generator: small, and the same on every machine and in
// every version of Go.
type dice struct{ state uint64 }

// newDice gives each purpose its own dice, so that one more throw for one person
// changes nothing for the next.
func newDice(seed, purpose uint64) *dice {
	d := &dice{seed}
	d.state = d.next() ^ purpose*0x9E3779B97F4A7C15
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9E3779B97F4A7C15
	z := d.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// share is in [0, 1).
func (d *dice) share() float64 { return float64(d.next()>>11) / (1 << 53) }

// chance is true that often.
func (d *dice) chance(share float64) bool { return d.share() < share }

// below is in [0, n).
func (d *dice) below(n int) int { return int(d.share() * float64(n)) }

// between is a length of time from low to high.
func (d *dice) between(low, high time.Duration) time.Duration {
	return low + time.Duration(d.share()*float64(high-low))
}

// gap is the time to the next arrival where they come independently of each
// other, mean apart.
func (d *dice) gap(mean time.Duration) time.Duration {
	return time.Duration(-math.Log(1-d.share()) * float64(mean))
}

func pick[T any](d *dice, from []T) T { return from[d.below(len(from))] }
