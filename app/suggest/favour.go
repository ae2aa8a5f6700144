package suggest

import "math"

// Favour is how an answer has done: it was taken, or sent away. It fades, so that
// what was of use in summer does not stand before what is asked in winter.
type Favour struct {
	Value float64
	// At is when it was so, in milliseconds.
	At int64
}

const (
	// halfLife is how long it takes until half of it is forgotten, in milliseconds:
	// thirty days.
	halfLife = 30 * 24 * 3600 * 1000
	// Taken and Dismissed are what one use and one dismissal count.
	Taken, Dismissed = 1.0, -0.5
	// bound keeps a year's habit from being stronger than a month's.
	bound = 8.0
)

// Now is what is left of it.
func (f Favour) Now(now int64) float64 {
	if f.Value == 0 || now <= f.At {
		return f.Value
	}
	return f.Value * math.Exp2(-float64(now-f.At)/halfLife)
}

// Plus is the same after one more use or dismissal.
func (f Favour) Plus(change float64, now int64) Favour {
	return Favour{Value: max(-bound, min(f.Now(now)+change, bound)), At: now}
}

// favoured is by what a score is multiplied. Uses decide among what fits; what was
// sent away three times and never taken is not shown until that has faded.
func favoured(f float64) float64 {
	if f < 0 {
		return 1 + f/(1.5-f)
	}
	return 1 + 0.4*f/(1+f)
}
