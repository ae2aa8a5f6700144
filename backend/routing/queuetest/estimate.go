package queuetest

import (
	"fmt"
	"math"
)

// batches is how many parts a simulation is cut into. Visitors who come one
// after the other meet the same queue; parts much longer than a queue remembers
// are as good as independent, so that their spread says how far the mean can be
// off.
const batches = 30

// student is the factor for an interval that holds the truth in 99 of 100
// cases, for that many parts.
const student = 2.7564

// Interval is an estimate with its confidence interval of 99 %.
type Interval struct{ Mean, Half float64 }

// Holds tells whether a value lies in the interval.
func (i Interval) Holds(x float64) bool { return math.Abs(x-i.Mean) <= i.Half }

// Low and High are the interval's ends.
func (i Interval) Low() float64 { return i.Mean - i.Half }

// High is the upper end.
func (i Interval) High() float64 { return i.Mean + i.Half }

func (i Interval) String() string { return fmt.Sprintf("[%.4f, %.4f]", i.Low(), i.High()) }

// estimate is of the means of the parts.
func estimate(of [batches]batch, mean func(batch) float64) Interval {
	var sum, squares float64
	for _, b := range of {
		sum += mean(b)
	}
	sum /= batches
	for _, b := range of {
		d := mean(b) - sum
		squares += d * d
	}
	return Interval{Mean: sum, Half: student * math.Sqrt(squares/(batches-1)/batches)}
}
