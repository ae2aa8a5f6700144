package suggest

// trigrams finds the word that is written most like another.
type trigrams struct {
	words []string
	// of says which words hold three letters in a row, parts how many they have.
	of    map[[3]rune][]int32
	parts []int
}

const (
	// similar is how alike two words are at least, by Dice's coefficient.
	similar = 0.5
	// slippery is how long a word is at least in which a slip is looked for: two
	// short words are alike by accident.
	slippery = 5
	// slipped is how alike two words are that a single slip of a finger parts, and
	// furthest how many letters one word may have more than the other.
	slipped  = 0.8
	furthest = 2
)

func gather(words map[string]bool) trigrams {
	t := trigrams{of: map[[3]rune][]int32{}}
	for w := range words {
		if len(w) < slippery {
			continue
		}
		n := int32(len(t.words))
		parts := split(w)
		for _, p := range parts {
			t.of[p] = append(t.of[p], n)
		}
		t.words, t.parts = append(t.words, w), append(t.parts, len(parts))
	}
	return t
}

// split is a word in threes, each once, with its ends marked.
func split(word string) [][3]rune {
	runes := append([]rune{'^'}, []rune(word)...)
	runes = append(runes, '$')
	var parts [][3]rune
	seen := map[[3]rune]bool{}
	for i := 0; i+2 < len(runes); i++ {
		p := [3]rune{runes[i], runes[i+1], runes[i+2]}
		if !seen[p] {
			seen[p] = true
			parts = append(parts, p)
		}
	}
	return parts
}

// closest is the word that is most like another, and how much; empty where none is
// like it.
func (t trigrams) closest(word string) (string, float64) {
	if len(word) < slippery {
		return "", 0
	}
	parts := split(word)
	shared := map[int32]int{}
	for _, p := range parts {
		for _, n := range t.of[p] {
			shared[n]++
		}
	}
	best, likeness := "", 0.0
	for n, common := range shared {
		other := t.words[n]
		if apart := len(word) - len(other); max(apart, -apart) > furthest {
			continue
		}
		dice := 2 * float64(common) / float64(len(parts)+t.parts[n])
		if dice < slipped && common > 1 && slip(word, other) {
			dice = slipped
		}
		if dice >= similar && (dice > likeness || dice == likeness && other < best) {
			best, likeness = other, dice
		}
	}
	return best, likeness
}

// slip tells whether two words differ by one letter: another one, one more, or two
// that changed places.
func slip(one, two string) bool {
	a, b := []rune(one), []rune(two)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	rest := func(of []rune, from int) string { return string(of[min(from, len(of)):]) }
	if len(a) < len(b) {
		return rest(a, i) == rest(b, i+1)
	}
	swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && rest(a, i+2) == rest(b, i+2)
	return swapped || rest(a, i+1) == rest(b, i+1)
}
