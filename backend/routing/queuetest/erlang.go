package queuetest

import "math"

// Theory is what is foretold of a queue.
type Theory struct {
	// Waits is the part of the visitors who find nobody free.
	Waits float64
	// Leaves is the part of them who give up.
	Leaves float64
	// Wait is how long they wait in the mean, those who do not and those who
	// give up counted in; its unit is the mean handling time.
	Wait float64
}

// erlangB is the part of the visitors who find every server busy when nobody
// waits, for an offered load in servers.
func erlangB(servers int, offered float64) float64 {
	b := 1.0
	for n := 1; n <= servers; n++ {
		b = offered * b / (float64(n) + offered*b)
	}
	return b
}

// ErlangC is a queue in which everybody waits for their turn: arrivals at
// random, handling times exponential, servers equal. The load is for each
// server and below 1.
func ErlangC(servers int, load float64) Theory {
	b := erlangB(servers, load*float64(servers))
	waits := b / (1 - load*(1-b))
	return Theory{Waits: waits, Wait: waits / (float64(servers) * (1 - load))}
}

// ErlangA is the same with visitors whose patience is exponential too, its mean
// given in handling times. The formulas are Palm's.
func ErlangA(servers int, load, patience float64) Theory {
	c := float64(servers)
	b := erlangB(servers, load*c)
	a := palm(c*patience, load*c*patience)
	waits := a * b / (1 + (a-1)*b)
	leaves := waits * (1/(load*a) + 1 - 1/load)
	return Theory{Waits: waits, Leaves: leaves, Wait: leaves * patience}
}

// palm is x·e^y·y^(-x) times the lower incomplete gamma function of x and y, as
// a series.
func palm(x, y float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > sum*1e-17; k++ {
		term *= y / (x + k)
		if math.IsInf(term, 1) {
			return math.NaN() // beyond what a float holds
		}
		sum += term
	}
	return sum
}
