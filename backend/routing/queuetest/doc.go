// Package queuetest holds the routing engine against the mathematics of queues.
// It lets visitors come at random to equal agents, on a clock of its own, has
// the real engine give them out, and says whether what they met is what theory
// foretells: Erlang C for visitors who wait for ever, Erlang A for those who
// give up, and a Markov chain for two groups of which the second helps out.
//
// It is apart because both a test and the bench print what it finds. A seed
// gives the same figures for ever: there is no clock and no chance in it.
package queuetest
