package suggest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/sqlkit"
)

// many are answers as if of so many conversations: sentences of the corpus with
// other words in them.
func many(b *testing.B, count int) ([]Answer, []string) {
	b.Helper()
	c := read(b)
	dice := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		return fmt.Sprintf("%c%c%c%cer", 'a'+dice.IntN(26), 'a'+dice.IntN(6), 'a'+dice.IntN(26), 'a'+dice.IntN(6))
	}
	answers := make([]Answer, count)
	for i := range answers {
		of := c.Answers[dice.IntN(len(c.Answers))]
		words := strings.Fields(of.Text)
		for j := range words {
			if dice.IntN(3) == 0 {
				words[j] = word()
			}
		}
		answers[i] = Answer{Key: fmt.Sprint("past ", i), Text: strings.Join(words, " "), Asked: of.Title + " " + word() + " " + word()}
	}
	var questions []string
	for _, q := range c.Questions {
		questions = append(questions, q.Text)
	}
	return answers, questions
}

// BenchmarkBuild is what the first question of a day costs, away from all that an
// agent waits for.
func BenchmarkBuild(b *testing.B) {
	for _, count := range []int{1000, 5000, 10_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			answers, _ := many(b, count)
			for b.Loop() {
				New(answers)
			}
		})
	}
}

// BenchmarkRank compares a question with a plain query of FTS5 over the same rows,
// ranked by bm25: the ratio is ours to theirs.
func BenchmarkRank(b *testing.B) {
	answers, questions := many(b, 10_000)
	x := New(answers)
	ctx := context.Background()
	db, err := sqlkit.Open(ctx, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(b.TempDir(), "fts.db")})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	err = db.Write(ctx, func(t *sqlkit.Tx) error {
		if _, err := t.Exec(`CREATE VIRTUAL TABLE answer USING fts5(key UNINDEXED, asked, text, tokenize = 'unicode61 remove_diacritics 2')`); err != nil {
			return err
		}
		for _, a := range answers {
			if _, err := t.Exec(`INSERT INTO answer (key, asked, text) VALUES ($1, $2, $3)`, a.Key, a.Asked, a.Text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	match := func(q string) string {
		return strings.Join(strings.FieldsFunc(q, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') }), " OR ")
	}
	var ours, theirs time.Duration
	n := 0
	for b.Loop() {
		q := questions[n%len(questions)]
		n++
		began := time.Now()
		x.Rank(q, nobodys, 3)
		ours += time.Since(began)
		if match(q) == "" {
			continue
		}
		began = time.Now()
		err := db.Read(ctx, func(t *sqlkit.Tx) error {
			return t.Each(func(scan func(...any) error) error {
				var key string
				return scan(&key)
			}, `SELECT key FROM answer WHERE answer MATCH $1 ORDER BY rank LIMIT 3`, match(q))
		})
		if err != nil {
			b.Fatal(err)
		}
		theirs += time.Since(began)
	}
	b.ReportMetric(float64(ours)/float64(theirs), "ratio")
	b.ReportMetric(float64(ours.Microseconds())/float64(n), "ours-µs")
	b.ReportMetric(float64(theirs.Microseconds())/float64(n), "fts5-µs")
}
