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

// How much a word counts by where it stands. A category is said of all answers
// under it, and tells none of them from its neighbours.
const (
	ofAsked    = 1.0
	ofTitle    = 1.0
	ofText     = 0.6
	ofCategory = 0.2
)

const (
	// kindred is how much a word counts where another is meant for the same thing.
	kindred = 0.8
	// unknown is how much a word counts that no answer holds, so that who asks of
	// something else is not answered by the words around it.
	unknown = 0.6
	// usual is what is left of a word's rarity that is said of nearly everything.
	usual = 0.3
	// named is how much of a title has to be asked for, by the rarity of its words,
	// and more to make it the answer's name.
	named = 0.65
	// calling is by how much more an answer fits that was called by its name.
	calling = 1.25
)

// BM25's saturation, and how much a long answer is held against it.
const (
	k1 = 1.2
	b  = 0.3
)

// Index is a list of answers that can be asked.
type Index struct {
	keys   []string
	sizes  []float64
	mean   float64
	titles [][]heading
	// held says of each stem which answers hold it, and how much; tellers how many
	// of them do in more than their category.
	held    map[string][]held
	tellers map[string]int
	near    trigrams
}

type held struct {
	answer int32
	weight float32
	// subject: it stands in the title, or in what was asked.
	subject bool
}

// heading is a word of a title.
type heading struct {
	stems []stem
	usual bool
}

// New indexes answers.
func New(answers []Answer) *Index {
	x := &Index{
		keys: make([]string, len(answers)), sizes: make([]float64, len(answers)), titles: make([][]heading, len(answers)),
		held: map[string][]held{}, tellers: map[string]int{},
	}
	stems := map[string][]stem{}
	words := map[string]bool{}
	parts := map[string]*held{}
	for i, a := range answers {
		x.keys[i] = a.Key
		clear(parts)
		for _, part := range [...]struct {
			text           string
			of             float32
			subject, title bool
		}{{a.Asked, ofAsked, true, false}, {a.Title, ofTitle, true, true}, {a.Text, ofText, false, false}, {a.Category, ofCategory, false, false}} {
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
				for _, s := range of {
					h := parts[s.key]
					if h == nil {
						h = &held{answer: int32(i)}
						parts[s.key] = h
					}
					h.weight += part.of
					h.subject = h.subject || part.subject
				}
				x.sizes[i] += float64(part.of)
				if part.title {
					x.titles[i] = append(x.titles[i], heading{of, lexis.Usual(w.Plain)})
				}
			}
		}
		for key, h := range parts {
			x.held[key] = append(x.held[key], *h)
			if h.weight > ofCategory {
				x.tellers[key]++
			}
		}
		x.mean += x.sizes[i] / float64(len(answers))
	}
	x.near = gather(words)
	return x
}

// stem is one by which a word is found, and how much it is the word itself.
type stem struct {
	key      string
	likeness float64
}

// stemmed are a word's stems, told apart by their language, and what it is one of
// the words for.
func stemmed(word string) []stem {
	s := lexis.StemOf(word)
	all := []stem{{"e " + s.English, 1}, {"f " + s.French, 1}}
	english, french := s.Kin()
	if english != "" {
		all = append(all, stem{"ek " + english, kindred})
	}
	if french != "" {
		all = append(all, stem{"fk " + french, kindred})
	}
	return all
}

// rarity is how much a stem says that so many answers hold: BM25's, as a share of
// what one says that a single answer holds.
func (x *Index) rarity(key string) float64 {
	n := float64(len(x.keys))
	of := func(h float64) float64 { return math.Log(1 + (n-h+0.5)/(h+0.5)) }
	return of(float64(max(x.tellers[key], 1))) / of(1)
}

// query is one word of what was asked.
type query struct {
	// stems are those that mean it, likeness how much they are like it.
	stems    []stem
	likeness float64
	rarity   float64
	// usual: it is said of nearly everything.
	usual bool
}

// most is how many words of what was asked are gone by: the rarest.
const most = 8

// asked reads what was asked: its rarest words, each once, and what is meant by
// several of them together. A greeting counts where nothing else was said.
func (x *Index) asked(text string) (all []query, greeting bool) {
	said := lexis.Words(text)
	words := slices.DeleteFunc(slices.Concat(said, lexis.Meant(said)), func(w lexis.Word) bool { return lexis.Function(w.Plain) || len(w.Plain) < 2 })
	greeting = !slices.ContainsFunc(words, func(w lexis.Word) bool { return !lexis.Polite(w.Plain) }) &&
		slices.ContainsFunc(words, func(w lexis.Word) bool { return lexis.Greets(w.Plain) })
	seen := map[string]bool{}
	for _, w := range words {
		if seen[w.Plain] || !greeting && lexis.Polite(w.Plain) {
			continue
		}
		seen[w.Plain] = true
		q := query{likeness: 1, rarity: unknown, usual: lexis.Usual(w.Plain)}
		q.stems = x.there(stemmed(strings.ToLower(w.Text)))
		if q.stems == nil {
			var like string
			if like, q.likeness = x.near.closest(w.Plain); like != "" {
				q.stems = x.there(stemmed(like))
			}
		}
		for i, s := range q.stems {
			if r := x.rarity(s.key); i == 0 || r < q.rarity {
				q.rarity = r
			}
		}
		if q.usual {
			q.rarity *= usual
		}
		all = append(all, q)
	}
	slices.SortStableFunc(all, func(a, b query) int { return cmp.Compare(b.rarity, a.rarity) })
	return all[:min(len(all), most)], greeting
}

func (x *Index) there(stems []stem) []stem {
	var found []stem
	for _, s := range stems {
		if len(x.held[s.key]) > 0 {
			found = append(found, s)
		}
	}
	return found
}

// Enough is the score from which on an answer is worth showing.
const Enough = 0.55

// match is how an answer fits what was asked.
type match struct {
	score float64
	// words are how many of it, without what is said of nearly everything; subject
	// says that one of all is what the answer is about.
	words   int
	subject bool
}

// Rank is what fits a text, the best first: only what is worth showing, and at
// most so many. favour says how an answer has done so far, see [Favour].
func (x *Index) Rank(text string, favour func(key string) float64, count int) []Hit {
	words, greeting := x.asked(text)
	total, strange, known, telling := 0.0, 0.0, 0, 0
	matches := map[int32]match{}
	said := map[string]float64{}
	for _, q := range words {
		total += q.rarity
		if q.stems == nil {
			strange += q.rarity
		} else if !q.usual {
			known++
		}
		if !q.usual {
			telling++
		}
		best := map[int32]held{}
		for _, s := range q.stems {
			said[s.key] = max(said[s.key], q.likeness)
			for _, h := range x.held[s.key] {
				w := float64(h.weight)
				long := 1 - b + b*x.sizes[h.answer]/x.mean
				now := best[h.answer]
				now.weight = max(now.weight, float32(s.likeness*min(w*(k1+1)/(w+k1*long), ceiling)))
				now.subject = now.subject || h.subject
				best[h.answer] = now
			}
		}
		for answer, h := range best {
			m := matches[answer]
			m.score += float64(h.weight) * q.rarity * q.likeness
			if !q.usual {
				m.words++
			}
			m.subject = m.subject || h.subject
			matches[answer] = m
		}
	}
	var hits []Hit
	for answer, m := range matches {
		score := m.score / total
		if x.called(answer, said) {
			// What it is asked of is beside the point: a chair, a lamp.
			score = min(calling*m.score/(total-strange), ceiling)
		} else if !greeting && m.coincidence(known, telling, len(words)) {
			continue
		}
		key := x.keys[answer]
		f := favoured(favour(key))
		// Being liked makes nothing fit that does not.
		if score*min(f, 1) >= Enough {
			hits = append(hits, Hit{key, score * f})
		}
	}
	sorted(hits)
	return hits[:min(len(hits), count)]
}

// coincidence tells whether what an answer has in common with a question is that
// they are in one language: a single word that is not what the answer is about, or
// where others stand in some answer too, or where it is one of many.
func (m match) coincidence(known, telling, all int) bool {
	if m.words == 0 {
		return !m.subject || all > 1
	}
	return m.words == 1 && (!m.subject || known > 1 || telling > 2)
}

// called tells whether so much of an answer's title was said that it is asked for.
func (x *Index) called(answer int32, said map[string]float64) bool {
	whole, there, telling := 0.0, 0.0, false
	for _, word := range x.titles[answer] {
		rarity, best := x.rarity(word.stems[0].key), 0.0
		for _, s := range word.stems {
			best = max(best, said[s.key])
		}
		if word.usual {
			rarity *= usual
		}
		whole += rarity
		there += best * rarity
		telling = telling || best > 0 && !word.usual
	}
	return telling && there >= named*whole
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
