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
		dice := 2 * float64(common) / float64(len(parts)+t.parts[n])
		if dice >= similar && (dice > likeness || dice == likeness && t.words[n] < best) {
			best, likeness = t.words[n], dice
		}
	}
	return best, likeness
}
