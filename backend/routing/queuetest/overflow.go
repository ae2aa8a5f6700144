package queuetest

import "math"

// Overflow is what is foretold of two groups under escalation: the second is
// asked when nobody of the first is free. First is the part of the
// conversations that the first group gets.
//
// Together they are one Erlang C, as all agents are equal; who of them works is
// a Markov chain of how many of each group are busy, and how many wait when all
// are. It is solved by going over the balance of every state until nothing
// moves.
func Overflow(first, second int, load float64) (t Theory, share float64) {
	all := first + second
	t = ErlangC(all, load)
	in := load * float64(all) // arrivals in a handling time
	p := make([][]float64, first+1)
	for i := range p {
		p[i] = make([]float64, second+1)
		for j := range p[i] {
			p[i][j] = 1
		}
	}
	// Whoever waits is a geometric tail of the state in which all are busy, so
	// the tail need not be solved: an end in it leaves all busy.
	for moved := 1.0; moved > 1e-14; {
		moved = 0
		for i := range p {
			for j := range p[i] {
				was, out := p[i][j], float64(i+j)
				if i < first || j < second {
					out += in
				}
				p[i][j] = flow(p, i, j, in) / out
				moved = math.Max(moved, math.Abs(p[i][j]-was)/was)
			}
		}
	}
	return t, busyFirst(p, load)
}

// flow is what comes into a state, leaving out the tail, which comes back to
// where it left.
func flow(p [][]float64, i, j int, in float64) (sum float64) {
	first, second := len(p)-1, len(p[0])-1
	if i > 0 {
		sum += in * p[i-1][j]
	}
	if i == first && j > 0 {
		sum += in * p[i][j-1]
	}
	if i < first {
		sum += float64(i+1) * p[i+1][j]
	}
	if j < second {
		sum += float64(j+1) * p[i][j+1]
	}
	return sum
}

// busyFirst is the part of the work that the first group does.
func busyFirst(p [][]float64, load float64) float64 {
	first, second := len(p)-1, len(p[0])-1
	// The tail with its head: 1 + load + load² + …
	p[first][second] /= 1 - load
	var own, all float64
	for i := range p {
		for j := range p[i] {
			own += float64(i) * p[i][j]
			all += float64(i+j) * p[i][j]
		}
	}
	return own / all
}
