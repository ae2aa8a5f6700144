package queuetest

import "math"

// chance is splitmix64: what a seed brings, the same for ever.
type chance uint64

// chanceOf is one of several that come from a seed and have nothing in common.
func chanceOf(seed, which uint64) chance {
	c := chance(seed)
	for range which {
		c = chance(c.next())
	}
	return c
}

func (c *chance) next() uint64 {
	*c += 0x9e3779b97f4a7c15
	x := uint64(*c)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// exponential is a time that has no memory.
func (c *chance) exponential(mean float64) float64 {
	return -mean * math.Log(1-float64(c.next()>>11)/(1<<53))
}
