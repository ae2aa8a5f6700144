package routing_test

// dice is splitmix64: chance that a seed repeats.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	return stir(uint64(*d))
}

// n is a number from 0 to below n.
func (d *dice) n(n int) int { return int(d.next() % uint64(n)) }

// in tells whether one chance in n came true.
func (d *dice) in(n int) bool { return d.n(n) == 0 }

func stir(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
