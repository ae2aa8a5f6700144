package suggest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/parley-desk/parley/app/lexis"
)

// Answer is one that can be proposed.
type Answer struct {
	// Key tells it from all others.
	Key string
	// Title and Category are a prepared answer's. Text is what it says.
	Title, Category, Text string
	// Asked are words of what was asked when it was given, in any order.
	Asked string
}

// Hit is an answer that fits, and how well: 1 is all that was asked.
type Hit struct {
	Key   string
	Score float64
}

// How much a word counts by where it stands.
const (
	ofAsked    = 1.0
	ofTitle    = 1.0
	ofText     = 0.6
	ofCategory = 0.4
)

// BM25's saturation, and how much a long answer is held against it.
const (
	k1 = 1.2
	b  = 0.3
)

// Index is a list of answers that can be asked.
type Index struct {
	keys  []string
	sizes []float64
	mean  float64
	// held says of each stem which answers hold it, and how much.
	held map[string][]held
	near trigrams
}

type held struct {
	answer int32
	weight float32
}

// New indexes answers.
func New(answers []Answer) *Index {
	x := &Index{keys: make([]string, len(answers)), sizes: make([]float64, len(answers)), held: map[string][]held{}}
	stems := map[string][2]string{}
	words := map[string]bool{}
	weights := map[string]float32{}
	for i, a := range answers {
		x.keys[i] = a.Key
		clear(weights)
		for _, part := range [...]struct {
			text string
			of   float32
		}{{a.Asked, ofAsked}, {a.Title, ofTitle}, {a.Text, ofText}, {a.Category, ofCategory}} {
			for _, w := range lexis.Words(part.text) {
				if lexis.Function(w.Plain) {
					continue
				}
				lower := strings.ToLower(w.Text)
				of, known := stems[lower]
				if !known {
					of = stemmed(lower)
					stems[lower] = of
					words[w.Plain] = true
				}
				for _, stem := range of {
					weights[stem] += part.of
				}
				x.sizes[i] += float64(part.of)
			}
		}
		for stem, weight := range weights {
			x.held[stem] = append(x.held[stem], held{int32(i), weight})
		}
		x.mean += x.sizes[i] / float64(len(answers))
	}
	x.near = gather(words)
	return x
}

// stemmed are a word's two stems, told apart by their language.
func stemmed(word string) [2]string {
	s := lexis.StemOf(word)
	return [2]string{"e " + s.English, "f " + s.French}
}

// rarity is how much a stem says that so many answers hold: BM25's, as a share of
// what one says that a single answer holds.
func (x *Index) rarity(holders int) float64 {
	n := float64(len(x.keys))
	of := func(h float64) float64 { return math.Log(1 + (n-h+0.5)/(h+0.5)) }
	return of(float64(holders)) / of(1)
}

// query is one word of what was asked.
type query struct {
	// stems are those that mean it, likeness how much they are like it.
	stems    []string
	likeness float64
	rarity   float64
}

// unknown is how much a word counts that no answer holds, so that who asks of
// something else is not answered by the words around it.
const unknown = 0.6

// most is how many words of what was asked are gone by: the rarest.
const most = 8

// asked reads what was asked: its rarest words, each once. A greeting counts where
// nothing else was said.
func (x *Index) asked(text string) []query {
	seen := map[string]bool{}
	var all []query
	words := slices.DeleteFunc(lexis.Words(text), func(w lexis.Word) bool { return lexis.Function(w.Plain) || len(w.Plain) < 2 })
	greeting := !slices.ContainsFunc(words, func(w lexis.Word) bool { return !lexis.Polite(w.Plain) })
	for _, w := range words {
		if seen[w.Plain] || !greeting && lexis.Polite(w.Plain) {
			continue
		}
		seen[w.Plain] = true
		q := query{likeness: 1, rarity: unknown}
		of := stemmed(strings.ToLower(w.Text))
		q.stems = x.there(of[:])
		if q.stems == nil {
			var like string
			if like, q.likeness = x.near.closest(w.Plain); like != "" {
				of = stemmed(like)
				q.stems = x.there(of[:])
			}
		}
		for i, stem := range q.stems {
			if r := x.rarity(len(x.held[stem])); i == 0 || r < q.rarity {
				q.rarity = r
			}
		}
		all = append(all, q)
	}
	slices.SortStableFunc(all, func(a, b query) int { return cmp.Compare(b.rarity, a.rarity) })
	return all[:min(len(all), most)]
}

func (x *Index) there(stems []string) []string {
	var found []string
	for _, s := range stems {
		if len(x.held[s]) > 0 {
			found = append(found, s)
		}
	}
	return found
}

// Enough is the score from which on an answer is worth showing.
const Enough = 0.55

// Rank is what fits a text, the best first: only what is worth showing, and at
// most so many. favour says how an answer has done so far, see [Favour].
func (x *Index) Rank(text string, favour func(key string) float64, count int) []Hit {
	words := x.asked(text)
	total, known := 0.0, 0
	scores, matched := map[int32]float64{}, map[int32]int{}
	for _, q := range words {
		total += q.rarity
		if q.stems != nil {
			known++
		}
		best := map[int32]float64{}
		for _, stem := range q.stems {
			for _, h := range x.held[stem] {
				w := float64(h.weight)
				long := 1 - b + b*x.sizes[h.answer]/x.mean
				best[h.answer] = max(best[h.answer], min(w*(k1+1)/(w+k1*long), ceiling))
			}
		}
		for answer, s := range best {
			scores[answer] += s * q.rarity * q.likeness
			matched[answer]++
		}
	}
	var hits []Hit
	for answer, score := range scores {
		// A single word is a coincidence where others stand in some answer too, or
		// where it is one of many.
		if matched[answer] < min(2, known) || matched[answer] < 2 && len(words) > 2 {
			continue
		}
		key := x.keys[answer]
		score /= total
		f := favoured(favour(key))
		// Being liked makes nothing fit that does not.
		if score*min(f, 1) >= Enough {
			hits = append(hits, Hit{key, score * f})
		}
	}
	sorted(hits)
	return hits[:min(len(hits), count)]
}

// Merge is what two questions led to, the best first.
func Merge(one, two []Hit) []Hit {
	all := slices.Clone(one)
	for _, h := range two {
		if i := slices.IndexFunc(all, func(o Hit) bool { return o.Key == h.Key }); i < 0 {
			all = append(all, h)
		} else if h.Score > all[i].Score {
			all[i] = h
		}
	}
	sorted(all)
	return all
}

func sorted(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Key, b.Key)) })
}

// ceiling is how much one word can count that an answer says again and again.
const ceiling = 1.3
