package routing

import "math/bits"

// hashOf mixes a text into a hash, eight bytes at a time: of a long id that is
// several times as fast as [place]. It finds things and decides nothing.
func hashOf(hash uint64, text string) uint64 {
	hash += uint64(len(text))
	rest := text
	for len(rest) > 8 {
		hash = multiplied(hash ^ eight(rest))
		rest = rest[8:]
	}
	switch {
	case len(text) >= 8: // the last word may overlap the one before
		return multiplied(hash ^ eight(text[len(text)-8:]))
	case len(text) >= 4:
		return multiplied(hash ^ (four(text) | four(text[len(text)-4:])<<32))
	}
	var few uint64
	for i := range len(text) {
		few = few<<8 | uint64(text[i])
	}
	return multiplied(hash ^ few)
}

// multiplied keeps both halves of a product.
func multiplied(x uint64) uint64 {
	high, low := bits.Mul64(x^0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9)
	return high ^ low
}

// eight reads a word in one step: the compiler knows the form.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func four(s string) uint64 {
	_ = s[3]
	return uint64(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}
